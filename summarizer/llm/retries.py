"""Retries: one budget of requests for a window in a stage, transport and validation together."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from email.utils import parsedate_to_datetime
from time import time
from typing import TYPE_CHECKING, Any, TypeVar

from summarizer.llm.errors import ModelError, ProviderFailed, RateLimited, Unreachable
from summarizer.llm.usage import Tokens

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping

    from tenacity import RetryCallState

T = TypeVar("T")

MAX_REQUESTS = 4
"""HTTP requests for one window in one stage."""
MAX_PAUSE = 60.0
"""Seconds that a provider may ask to wait; where it asks for more, the error says so instead."""
FIRST_PAUSE, LONGEST_PAUSE = 1.0, 8.0
"""Seconds of the pauses where the provider asks for none: 1, 2, 4, each up to a second longer (10 in all)."""

sleep = asyncio.sleep


@dataclass(slots=True)
class RequestBudget:
    """The HTTP requests that a window may cost in one stage. Several calls may share one.

    Attributes:
        limit: how many there may be.
        used: how many there were.
        unreached: how many of them did not reach the provider.
        tokens: what they cost.
    """

    limit: int = MAX_REQUESTS
    used: int = 0
    unreached: int = 0
    tokens: Tokens = field(default_factory=Tokens)

    @property
    def left(self) -> int:
        """How many requests may still be sent."""
        return max(0, self.limit - self.used)

    def spend(self) -> None:
        """Take one request out of the budget.

        Raises:
            ProviderFailed: none is left.
        """
        if not self.left:
            raise ProviderFailed(f"The {self.limit} requests that a window may cost in a stage are used up.")
        self.used += 1


async def with_retries(ask: Callable[[], Awaitable[T]], budget: RequestBudget) -> T:
    """Ask until it succeeds, the error is one that asking again does not cure, or the budget is spent.

    Raises:
        ModelError: the last one; ``Unreachable`` where no request of the budget reached the provider.
    """
    from tenacity import AsyncRetrying, retry_if_exception

    retrying = AsyncRetrying(
        retry=retry_if_exception(_worth_retrying),
        stop=lambda _: budget.left == 0,
        wait=_pause,
        sleep=sleep,
        reraise=True,
    )
    try:
        return await retrying(ask)
    except ModelError as error:
        failure = error
    if budget.unreached == budget.limit:
        failure = Unreachable(failure.message, hint=f"It was tried {budget.limit} times; check the address.")
    failure.tokens = budget.tokens.total
    raise failure


def retry_after(headers: Mapping[str, str]) -> float | None:
    """Seconds a ``Retry-After`` header asks to wait (RFC 9110: seconds or a date), None where it does not."""
    for name, unit in (("retry-after-ms", 1000.0), ("retry-after", 1.0)):
        value = headers.get(name, "")
        try:
            return max(0.0, float(value) / unit)
        except ValueError:
            pass
    try:
        return max(0.0, parsedate_to_datetime(headers.get("retry-after", "")).timestamp() - time())
    except ValueError:
        return None


def _worth_retrying(error: BaseException) -> bool:
    if not isinstance(error, ModelError) or not error.retryable:
        return False
    return error.retry_after is None or error.retry_after <= MAX_PAUSE


def _pause(state: RetryCallState) -> float:
    """Seconds to wait: what the provider asks for; none where the model only has to answer better."""
    error: Any = state.outcome.exception() if state.outcome else None
    if not isinstance(error, ProviderFailed | RateLimited):
        return 0.0
    if error.retry_after is not None:
        return error.retry_after
    from tenacity import wait_exponential_jitter

    return wait_exponential_jitter(initial=FIRST_PAUSE, max=LONGEST_PAUSE, jitter=1)(state)
