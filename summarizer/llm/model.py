"""A model as the stages know it: two verbs, a profile, and what it has cost so far."""

from __future__ import annotations

import asyncio
import math
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol, Self, TypeVar
from urllib.parse import urlsplit, urlunsplit

from pydantic import BaseModel

from summarizer.errors import InputError
from summarizer.events import Spent
from summarizer.llm.answers import Exchange
from summarizer.llm.clients import annotated, http_client
from summarizer.llm.errors import AnswerTooLong, BadRequest, ConnectionFailed, UnusableAnswer
from summarizer.llm.journal import Journal
from summarizer.llm.names import EMBEDDED, Profile, Target, resolve
from summarizer.llm.prompts import Message, Prompt
from summarizer.llm.retries import RequestBudget, with_retries
from summarizer.llm.usage import Estimate, Usage, cost_usd

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator
    from pathlib import Path
    from types import TracebackType

    from summarizer.events import Listener, Stage

T = TypeVar("T", bound=BaseModel)

TIMEOUT = 120.0
"""Seconds to wait for a server that sends nothing."""
EMBEDDED_TIMEOUT = 900.0
"""The same for the embedded model, where a request may queue behind others on a slow machine."""

_AGAIN = (
    "That answer cannot be used: {}. Answer the question again, with one JSON object and nothing around it."
)


class _Provider(Protocol):
    """One HTTP request through a provider's SDK. ``exchange`` takes what it cost, also where it fails."""

    async def fill(
        self, messages: tuple[Message, ...], response_model: type[T], max_tokens: int, exchange: Exchange
    ) -> T: ...

    async def first_token(
        self, messages: tuple[Message, ...], exchange: Exchange
    ) -> dict[str, float] | None: ...

    async def aclose(self) -> None: ...


@dataclass(slots=True)
class _Question:
    """What is asked, as it changes from one attempt to the next."""

    messages: tuple[Message, ...]
    max_tokens: int

    def again(self, asked: tuple[Message, ...], exchange: Exchange) -> None:
        """Ask the same, and say what is wrong with the last answer, which is shown where there is one."""
        if not exchange.complaint:
            return
        complaint = _AGAIN.format(exchange.complaint)
        if exchange.answer:
            answer = exchange.answer.encode("utf-8", "replace").decode()
            self.messages = (*asked, Message("assistant", answer), Message("user", complaint))
        else:
            *before, last = asked
            self.messages = (*before, Message(last.role, f"{last.content}\n\n{complaint}"))


class Model:
    """A model, opened by ``open_model``; an async context manager, used inside one event loop.

    Attributes:
        name: as given: ``embedded`` or ``provider/model``.
        profile: what it can do.
        usage: requests and tokens so far, by stage; failed requests included.
    """

    def __init__(
        self,
        target: Target,
        *,
        seed: int | None = None,
        timeout: float | None = None,
        on_event: Listener | None = None,
        journal: Journal | None = None,
    ) -> None:
        self.name = target.name
        self.profile: Profile = target.profile
        self.usage = Usage()
        self._target = target
        self._seed = seed
        self._timeout = timeout or (EMBEDDED_TIMEOUT if target.provider == EMBEDDED else TIMEOUT)
        self._on_event = on_event
        self._journal = journal
        self._provider: _Provider | None = None
        self._slots: asyncio.Semaphore | None = None
        self._logprobs = (
            None if target.profile.logprobs and target.provider != EMBEDDED else target.profile.logprobs
        )
        """Whether it tells probabilities; None until the first answer shows it."""
        self._first_probability = asyncio.Lock()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.aclose()

    async def aclose(self) -> None:
        """Close the connections. The embedded server stays for the next run of the process."""
        if self._provider is not None:
            provider, self._provider = self._provider, None
            await provider.aclose()
        if self._journal is not None:
            self._journal.close()

    @property
    def answers_kept(self) -> int:
        """How many answers were taken from a journal, and asked of nobody."""
        return self._journal.taken if self._journal else 0

    async def fill(
        self,
        prompt: Prompt,
        response_model: type[T],
        *,
        stage: Stage,
        max_tokens: int,
        share: RequestBudget | None = None,
    ) -> T:
        """Have the model answer in the form of ``response_model``.

        Args:
            prompt: the question.
            response_model: a small pydantic model; an instance of a subclass of it comes back.
            stage: who asks, for the accounts.
            max_tokens: room for the answer; twice as much where that was too little.
            share: the requests that the window may still cost in this stage; 4 of its own where not given.

        Raises:
            ModelError: a subclass that says what happened; ``tokens`` says what it cost.
        """
        if self._journal is None:
            return await self._fill(prompt, response_model, stage, max_tokens, share)
        if (kept := self._journal.filled(prompt, response_model, max_tokens)) is not None:
            return kept
        answer = await self._fill(prompt, response_model, stage, max_tokens, share)
        self._journal.keep_filled(prompt, max_tokens, response_model, answer)
        return answer

    async def _fill(
        self,
        prompt: Prompt,
        response_model: type[T],
        stage: Stage,
        max_tokens: int,
        share: RequestBudget | None,
    ) -> T:
        budget = share or RequestBudget()
        question = _Question(prompt.messages, max_tokens)

        async def ask() -> T:
            exchange = Exchange()
            try:
                async with self._request(stage, budget, exchange) as provider:
                    with annotated(prompt, response_model):
                        return await provider.fill(
                            question.messages, response_model, question.max_tokens, exchange
                        )
            except UnusableAnswer:
                question.again(prompt.messages, exchange)
                raise

        try:
            return await with_retries(ask, budget)
        except AnswerTooLong as error:
            failure = error
        if budget.left == 0:
            raise failure
        question.max_tokens *= 2
        return await with_retries(ask, budget)

    async def probability(
        self, prompt: Prompt, *, stage: Stage, share: RequestBudget | None = None
    ) -> float | None:
        """How likely the model's answer is Yes rather than No, by the probabilities of its first token.

        Args:
            prompt: a question to answer with Yes or No.
            stage: who asks, for the accounts.
            share: as for ``fill``.

        Returns:
            P(yes) / (P(yes) + P(no)) over all spellings, in [0, 1]; None where the provider tells no
            probabilities or neither word is among the likely ones.

        Raises:
            ModelError: a subclass that says what happened.
        """
        if self._journal is None:
            return await self._likely(prompt, stage, share or RequestBudget())
        if (kept := self._journal.probability(prompt)) is not None:
            return kept
        likely = await self._likely(prompt, stage, share or RequestBudget())
        if likely is not None:
            self._journal.keep_probability(prompt, likely)
        return likely

    async def _likely(self, prompt: Prompt, stage: Stage, budget: RequestBudget) -> float | None:
        if self._logprobs is None:
            async with self._first_probability:  # the others wait for what it shows
                if self._logprobs is None:
                    return await self._probability(prompt, stage, budget)
        return await self._probability(prompt, stage, budget) if self._logprobs else None

    async def _probability(self, prompt: Prompt, stage: Stage, budget: RequestBudget) -> float | None:
        async def ask() -> dict[str, float] | None:
            exchange = Exchange()
            async with self._request(stage, budget, exchange) as provider:
                with annotated(prompt, None):
                    return await provider.first_token(prompt.messages, exchange)

        try:
            tokens = await with_retries(ask, budget)
        except BadRequest:
            if self._target.provider == EMBEDDED:
                raise
            tokens = None
        self._logprobs = tokens is not None
        if tokens is None:
            return None
        yes, no = (
            sum(chance for token, chance in tokens.items() if token.strip().strip('."').lower() == word)
            for word in ("yes", "no")
        )
        return yes / (yes + no) if yes + no > 0 else None

    def cost_usd(self) -> float | None:
        """What the run has cost so far at list price, in US dollars; None where the price is not known."""
        return cost_usd(self._target, self.usage.total())

    @asynccontextmanager
    async def _request(
        self, stage: Stage, budget: RequestBudget, exchange: Exchange
    ) -> AsyncGenerator[_Provider]:
        """Wait for a free slot, take one request out of the budget, and account for it however it ends."""
        self._slots = self._slots or asyncio.Semaphore(self.profile.concurrency)
        async with self._slots:
            provider = self._open()
            budget.spend()
            try:
                yield provider
            except ConnectionFailed:
                budget.unreached += 1
                raise
            finally:
                self.usage.add(stage, exchange.tokens)
                budget.tokens.add(exchange.tokens)
                self._tell()

    def _tell(self) -> None:
        """Tell the listener, if there is one, what the run has cost so far."""
        if self._on_event is not None:
            tokens, requests = self.usage.total(), sum(self.usage.requests.values())
            self._on_event(Spent(requests, tokens.read, tokens.written, self.cost_usd()))

    def _open(self) -> _Provider:
        """The provider's client, made at the first request, inside the loop that it lives in."""
        if self._provider is None:
            client = http_client(self._target, self._on_event)
            if self._target.provider == "anthropic":
                from summarizer.llm.anthropic_messages import AnthropicMessages

                self._provider = AnthropicMessages(self._target, client, timeout=self._timeout)
            else:
                from summarizer.llm.openai_chat import OpenAIChat

                self._provider = OpenAIChat(self._target, client, seed=self._seed, timeout=self._timeout)
        return self._provider


def open_model(
    name: str | None = None,
    *,
    base_url: str | None = None,
    api_key: str | None = None,
    seed: int | None = None,
    timeout: float | None = None,
    concurrency: int | None = None,
    on_event: Listener | None = None,
    journal: Path | None = None,
) -> Model:
    """Open a model. Nothing is loaded or sent before it is asked something.

    Args:
        name: ``embedded``, ``openai/NAME``, ``anthropic/NAME`` or another ``provider/NAME``; None for
            ``$SUMMARIZER_MODEL``, else ``embedded``.
        base_url: an OpenAI-compatible server, where it is not the provider's own.
        api_key: the key, where it is not in the provider's usual environment variable.
        seed: for sampling, where the provider takes one.
        timeout: seconds to wait for a server that sends nothing; 120 where not given, 900 for the embedded
            model.
        concurrency: requests at a time; 4 where not given, 1 for the embedded model.
        on_event: told what each request adds to the cost, and when the embedded model is loaded.
        journal: a file that keeps each answer; those that it holds already are asked of nobody.

    Raises:
        InputError: the journal cannot be written, or the timeout is no number of seconds above 0.
        ModelNameError: nobody knows the name.
        KeyMissing: the provider asks for a key and there is none.
    """
    if timeout is not None and not 0 < timeout < math.inf:
        raise InputError("The timeout cannot be used.", hint="Give a number of seconds above 0.")
    target = resolve(name, base_url=base_url, api_key=api_key, concurrency=concurrency)
    kept = Journal(journal, (target.name, str(seed))) if journal else None
    return Model(target, seed=seed, timeout=timeout, on_event=on_event, journal=kept)


def estimate(name: str | None = None, *, base_url: str | None = None) -> Estimate:
    """Where a run with this model would send its requests and what tokens cost there. Nothing is sent.

    Raises:
        ModelNameError: nobody knows the name.
    """
    target = resolve(name, base_url=base_url, key_needed=False)
    sent_to = "this machine" if target.provider == EMBEDDED else _bare(target.base_url)
    return Estimate(target.name, sent_to, target)


def _bare(address: str) -> str:
    """An address without what may be a secret in it: a password before the host, a key behind "?"."""
    parts = urlsplit(address)
    return urlunsplit(parts._replace(netloc=parts.netloc.rpartition("@")[2], query="", fragment=""))
