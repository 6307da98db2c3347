"""Anthropic's messages: the answer is the input of a tool that the model is made to call."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Literal, TypeVar

from pydantic import BaseModel, ValidationError

from summarizer.errors import InputError
from summarizer.llm import errors
from summarizer.llm.answers import Exchange, read_body
from summarizer.llm.requests import from_sdk, instruct
from summarizer.llm.usage import Tokens

if TYPE_CHECKING:
    import httpx2

    from summarizer.llm.names import Target
    from summarizer.llm.prompts import Message

T = TypeVar("T", bound=BaseModel)


class _Usage(BaseModel):
    input_tokens: int | None = None
    output_tokens: int | None = None
    cache_read_input_tokens: int | None = None
    cache_creation_input_tokens: int | None = None

    def tokens(self) -> Tokens:
        cached = self.cache_read_input_tokens or 0
        fresh = (self.input_tokens or 0) + (self.cache_creation_input_tokens or 0)
        return Tokens(fresh + cached, cached, self.output_tokens or 0)


class _Block(BaseModel):
    type: str
    input: dict[str, Any] | None = None


class _Reply(BaseModel):
    """What is read of a response's body, as it is on the wire: the SDK checks none of it."""

    type: Literal["message"]
    content: list[_Block]
    stop_reason: str | None = None
    usage: _Usage | None = None


class AnthropicMessages:
    """One client of Anthropic's API.

    Args:
        target: where and what to ask.
        client: the HTTP client all requests go through; closed with this.
        timeout: seconds to wait for a server that sends nothing.

    Raises:
        InputError: the SDK is not installed.
    """

    def __init__(self, target: Target, client: httpx2.AsyncClient, *, timeout: float) -> None:
        try:
            from anthropic import AsyncAnthropic
        except ImportError:
            raise InputError(
                "Anthropic's package is not installed.", hint="Install 'summarizer[anthropic]'."
            ) from None

        self._model = target.model
        self._http = client
        self._sdk: Any = AsyncAnthropic(
            api_key=target.api_key,
            base_url=target.base_url,
            http_client=client,
            timeout=timeout,
            max_retries=0,
        )

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
            return await self._send(request, exchange)

        return await instruct(
            create,
            response_model,
            exchange,
            anthropic=True,
            messages=[{"role": message.role, "content": message.content} for message in messages],
            max_tokens=max_tokens,
        )

    async def first_token(self, messages: tuple[Message, ...], exchange: Exchange) -> None:
        """Anthropic tells no probabilities: None, and nothing is sent."""

    async def _send(self, request: dict[str, Any], exchange: Exchange) -> Any:
        failure: Exception
        try:
            raw = await self._sdk.messages.with_raw_response.create(model=self._model, **request)
        except Exception as error:  # whatever an SDK lets out, nothing of it may travel on
            failure = from_sdk(error)
        else:
            _check(_read(raw.http_response.text, exchange), exchange)
            return await raw.parse()
        raise failure


def _read(text: str, exchange: Exchange) -> _Reply:
    body = read_body(text, exchange)
    try:
        exchange.tokens.add(_Usage.model_validate(body.get("usage") or {}).tokens())
        return _Reply.model_validate(body)
    except ValidationError:
        pass
    raise errors.ProviderFailed("The provider's response holds no answer.", hint="Check the base URL.")


def _check(reply: _Reply, exchange: Exchange) -> None:
    """Make sure that the tool call is complete.

    Raises:
        ModelError: it is not.
    """
    if reply.stop_reason == "refusal":
        raise errors.Refused("The model declines to answer.", hint="Try another model.")
    if reply.stop_reason == "max_tokens":
        raise errors.AnswerTooLong(
            "The answer was longer than the room for it.", hint="Give less text at a time."
        )
    if reply.stop_reason == "model_context_window_exceeded":
        raise errors.PromptTooLong("Question and answer do not fit into the model's context.")
    calls = [block.input for block in reply.content if block.type == "tool_use"]
    if reply.stop_reason not in {"tool_use", "end_turn"} or len(calls) != 1:
        exchange.complaint = "it is not one call of the tool"
        raise errors.UnusableAnswer("The model's answer is not one completed tool call.")
    exchange.answer = json.dumps(calls[0], ensure_ascii=False)
