"""Chat completions, as OpenAI, most other providers, local servers and the embedded model speak them."""

from __future__ import annotations

from math import exp
from typing import TYPE_CHECKING, Any, TypeVar

from pydantic import BaseModel, ValidationError

from summarizer.llm import errors
from summarizer.llm.answers import Exchange, check_answer, read_body
from summarizer.llm.requests import from_sdk, instruct
from summarizer.llm.usage import Tokens

if TYPE_CHECKING:
    from collections.abc import Mapping

    import httpx2

    from summarizer.llm.names import Target
    from summarizer.llm.prompts import Message

T = TypeVar("T", bound=BaseModel)

_THINKING = 4096
"""Tokens that a model which thinks first may spend on it, beside the answer."""
_TOP_LOGPROBS = 20
"""How many alternatives of a token are asked for: the most that OpenAI gives."""


class _CachedTokens(BaseModel):
    cached_tokens: int | None = None


class _Usage(BaseModel):
    prompt_tokens: int | None = None
    completion_tokens: int | None = None
    prompt_tokens_details: _CachedTokens | None = None

    def tokens(self) -> Tokens:
        details = self.prompt_tokens_details
        cached = details.cached_tokens if details else 0
        return Tokens(self.prompt_tokens or 0, cached or 0, self.completion_tokens or 0)


class _Alternative(BaseModel):
    token: str
    logprob: float


class _Token(BaseModel):
    top_logprobs: list[_Alternative] = []


class _Logprobs(BaseModel):
    content: list[_Token] | None = None


class _Answer(BaseModel):
    content: str | None = None
    refusal: str | None = None


class _Choice(BaseModel):
    message: _Answer
    finish_reason: str | None = None
    logprobs: _Logprobs | None = None


class _Completion(BaseModel):
    """What is read of a response's body, as it is on the wire: the SDK checks none of it."""

    choices: list[_Choice]
    usage: _Usage | None = None


class OpenAIChat:
    """One client of an OpenAI-compatible server.

    Args:
        target: where and what to ask.
        client: the HTTP client all requests go through; closed with this.
        seed: for sampling; sent where given.
        timeout: seconds to wait for a server that sends nothing.
    """

    def __init__(
        self, target: Target, client: httpx2.AsyncClient, *, seed: int | None, timeout: float
    ) -> None:
        from openai import AsyncOpenAI

        self._target = target
        self._http = client
        self._sdk: Any = AsyncOpenAI(
            api_key=target.api_key,
            base_url=target.base_url,
            http_client=client,
            timeout=timeout,
            max_retries=0,
        )
        self._sampling: dict[str, Any] = {} if target.thinks else {"temperature": 0}
        if seed is not None and not target.thinks:
            self._sampling["seed"] = seed

    async def aclose(self) -> None:
        """Close the HTTP client."""
        await self._http.aclose()

    async def fill(
        self, messages: tuple[Message, ...], response_model: type[T], max_tokens: int, exchange: Exchange
    ) -> T:
        """Ask once for an answer that fits the model.

        Raises:
            ModelError: the request failed, or its answer cannot be used.
        """

        async def create(**request: Any) -> Any:
            from openai.types.chat import ChatCompletion

            completion, body = await self._send(request, exchange)
            check_answer(_finished(completion), exchange)
            return ChatCompletion.construct(**body)

        return await instruct(
            create,
            response_model,
            exchange,
            messages=_on_wire(messages),
            **self._room(max_tokens),
            **self._sampling,
        )

    async def first_token(self, messages: tuple[Message, ...], exchange: Exchange) -> dict[str, float] | None:
        """Probabilities of what the answer's first token may be; None where the server tells none.

        Raises:
            ModelError: the request failed.
        """
        request = {"messages": _on_wire(messages), "logprobs": True, "top_logprobs": _TOP_LOGPROBS}
        completion, _ = await self._send({**request, **self._room(1), **self._sampling}, exchange)
        choice = completion.choices[0]
        if choice.finish_reason == "content_filter":
            raise errors.ContentFiltered("The provider's content filter stopped the answer.")
        tokens = choice.logprobs.content if choice.logprobs else None
        if not tokens:
            return None
        return {alternative.token: exp(alternative.logprob) for alternative in tokens[0].top_logprobs}

    async def _send(
        self, request: dict[str, Any], exchange: Exchange
    ) -> tuple[_Completion, Mapping[str, Any]]:
        """Send one request. Returns the body of the response, as read here and as it came.

        By the SDK's own ``post``: its ``chat`` would first load every other resource that it knows, which takes longer
        than a whole replay.
        """
        import httpx2

        failure: Exception
        try:
            extra: dict[str, Any] = request.pop("extra_body", None) or {}
            response = await self._sdk.post(
                "/chat/completions",
                body={"model": self._target.model, **request, **extra},
                cast_to=httpx2.Response,
            )
        except Exception as error:  # whatever an SDK lets out, nothing of it may travel on
            failure = from_sdk(error)
        else:
            body = read_body(response.text, exchange)
            return _read(body, exchange), body
        raise failure

    def _room(self, max_tokens: int) -> dict[str, int]:
        """How long the answer may be, as the server wants it said."""
        if self._target.provider != "openai" or not self._target.priced:
            return {"max_tokens": max_tokens}
        return {"max_completion_tokens": max_tokens + (_THINKING if self._target.thinks else 0)}


def _on_wire(messages: tuple[Message, ...]) -> list[dict[str, str]]:
    return [{"role": message.role, "content": _inert(message.content)} for message in messages]


def _inert(text: str) -> str:
    """Keep a document from opening a message: servers take ``<|im_end|>`` in a text for the end of it."""
    return text.replace("<|", "< |")


def _read(body: Mapping[str, Any], exchange: Exchange) -> _Completion:
    try:
        exchange.tokens.add(_Usage.model_validate(body.get("usage") or {}).tokens())
        completion = _Completion.model_validate(body)
    except ValidationError:
        completion = None
    if completion is None or not completion.choices:
        raise errors.ProviderFailed("The provider's response holds no answer.", hint="Check the base URL.")
    return completion


def _finished(completion: _Completion) -> str:
    """The text of a finished answer.

    Raises:
        ModelError: it is not finished, or there is none.
    """
    choice = completion.choices[0]
    if choice.message.refusal:
        raise errors.Refused("The model declines to answer.", hint="Try another model.")
    if choice.finish_reason == "content_filter":
        raise errors.ContentFiltered(
            "The provider's content filter stopped the answer.", hint="Try another model."
        )
    if choice.finish_reason == "length":
        raise errors.AnswerTooLong(
            "The answer was longer than the room for it.", hint="Give less text at a time."
        )
    if choice.finish_reason != "stop":
        raise errors.UnusableAnswer("The model's answer is not marked as finished.")
    return choice.message.content or ""
