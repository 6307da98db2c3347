"""One request through a provider's SDK and instructor, with every failure turned into an error of ours.

Neither SDK nor instructor may leak: their exceptions carry the key and the whole document, and instructor
logs what it caught. So theirs are looked at, dropped, and ours raised outside of the ``except``: what is
raised there would keep them alive as ``__context__``.
"""

from __future__ import annotations

import functools
import logging
import re
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING, Any, TypeVar, cast

from pydantic import BaseModel, ValidationError

from summarizer.errors import SummarizerError
from summarizer.llm import errors
from summarizer.llm.answers import Exchange, misfit
from summarizer.llm.retries import MAX_PAUSE, retry_after

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Generator

T = TypeVar("T", bound=BaseModel)

_CODE = re.compile(r"[a-z][a-z_]{2,40}")
_NO_QUOTA = {"insufficient_quota", "billing_hard_limit_reached", "billing_not_active", "billing_error"}
_FILTERED = {"content_filter", "content_policy_violation"}
_TOO_LONG = {
    "context_length_exceeded",
    "exceed_context_size_error",
    "request_too_large",
    "string_above_max_length",
}


async def instruct(
    create: Callable[..., Awaitable[Any]],
    response_model: type[T],
    exchange: Exchange,
    *,
    anthropic: bool = False,
    **request: Any,
) -> T:
    """Ask once for an answer that fits ``response_model``.

    Args:
        create: sends one request and returns the SDK's completion, raising errors of ours only.
        response_model: a pydantic model.
        exchange: takes the complaint where the answer does not fit.
        anthropic: whether it is the messages API with a forced tool, not chat completions with a schema.
        request: the request's other fields.

    Raises:
        ModelError: what ``create`` raises, or ``UnusableAnswer``.
    """
    import instructor
    from instructor import Mode, Provider
    from instructor.core.exceptions import InstructorError

    provider, mode = (Provider.ANTHROPIC, Mode.TOOLS) if anthropic else (Provider.OPENAI, Mode.JSON_SCHEMA)
    client = instructor.AsyncInstructor(
        client=None,
        create=instructor.patch(create=create, mode=mode, provider=provider),
        mode=mode,
        provider=provider,
    )
    try:
        with _instructor_silent():
            filled, _ = await client.create_with_completion(
                response_model=_prepared(response_model), max_retries=0, strict=True, **request
            )
        return cast("T", filled)
    except InstructorError as error:
        failure = _from_instructor(error, exchange)
    raise failure


def from_sdk(error: Exception) -> SummarizerError:
    """The error of ours for one that an SDK raised; both SDKs name and shape theirs alike."""
    if (own := _own(error)) is not None:
        return own
    status: int | None = getattr(error, "status_code", None)
    if status is None:
        late = "Timeout" in type(error).__name__
        return errors.ConnectionFailed(
            "The provider took too long to answer." if late else "The connection to the provider failed.",
            hint="Allow more time, or try again later." if late else "Check the address and the network.",
        )
    return _from_status(status, _codes(error), retry_after(_headers(error)))


def _from_status(status: int, codes: set[str], wait: float | None) -> errors.ModelError:
    said = f"The provider answered {status}" + (f" ({', '.join(sorted(codes))})." if codes else ".")
    if status == 402 or codes & _NO_QUOTA:
        return errors.QuotaExceeded(said, hint="The account is out of quota: add credit or use another key.")
    if status in {401, 403}:
        return errors.KeyRefused(said, hint="Check the key, and that it may use this model.")
    if status == 404:
        return errors.NoSuchModel(said, hint="Check the model's name and the base URL.")
    if codes & _FILTERED:
        return errors.ContentFiltered(said, hint="The provider's content filter stopped the request.")
    if status == 413 or codes & _TOO_LONG:
        return errors.PromptTooLong(said, hint="Less text at a time fits, or a model with a larger context.")
    if status == 429:
        limited = errors.RateLimited(said, hint="Try again later, or with a lower concurrency.")
        if wait is not None and wait > MAX_PAUSE:
            limited = errors.RateLimited(said, hint=f"It asks to wait {wait:.0f} seconds: try again then.")
        limited.retry_after = wait
        return limited
    if status in {408, 409} or status >= 500:
        failed = errors.ProviderFailed(said, hint="Try again later.")
        failed.retry_after = wait
        return failed
    if 300 <= status < 400:
        return errors.BadRequest(said, hint="It points to another address: give that as the base URL.")
    return errors.BadRequest(said, hint="The model may not take such requests: try another one.")


def _codes(error: Exception) -> set[str]:
    """The provider's error codes, where they look like codes and not like text."""
    body: Any = getattr(error, "body", None)
    if isinstance(body, dict) and isinstance(body.get("error"), dict):  # pyright: ignore[reportUnknownMemberType]
        body = body["error"]  # pyright: ignore[reportUnknownVariableType]
    if not isinstance(body, dict):
        return set()
    values: list[Any] = [body.get("type"), body.get("code")]  # pyright: ignore[reportUnknownMemberType]
    codes = {value for value in values if isinstance(value, str) and _CODE.fullmatch(value)}
    message = str(body.get("message", "")).lower()  # pyright: ignore[reportUnknownMemberType, reportUnknownArgumentType]
    if "credit balance" in message:
        codes.add("billing_error")
    if "maximum context length" in message or "prompt is too long" in message:
        codes.add("context_length_exceeded")
    return codes


def _headers(error: Exception) -> Any:
    return getattr(getattr(error, "response", None), "headers", {})


def _own(error: BaseException | None) -> SummarizerError | None:
    """An error of ours that caused the SDK's, e.g. that the embedded model is missing."""
    while error is not None:
        if isinstance(error, SummarizerError):
            return error
        error = error.__cause__
    return None


def _from_instructor(error: BaseException, exchange: Exchange) -> SummarizerError:
    if (own := _own(error)) is not None:
        return own
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, ValidationError):
            return misfit(cause, exchange)
        cause = cause.__cause__
    exchange.complaint = "it is not what was asked for"
    return errors.UnusableAnswer("The model's answer is not of the form that was asked for.")


@functools.lru_cache(maxsize=256)
def _prepared(response_model: type[T]) -> type[T]:
    """What instructor would make of the model at every single call."""
    from instructor.v2.core.response_model import prepare_response_model

    return prepare_response_model(response_model) or response_model


_silent: ContextVar[bool] = ContextVar("_silent", default=False)


@contextmanager
def _instructor_silent() -> Generator[None]:
    """Keep instructor from logging what it caught in here: it would log the document."""
    logger = logging.getLogger("instructor.v2.retry")
    if _not_ours not in logger.filters:
        logger.addFilter(_not_ours)
    token = _silent.set(True)
    try:
        yield
    finally:
        _silent.reset(token)


def _not_ours(_: logging.LogRecord) -> bool:
    return not _silent.get()
