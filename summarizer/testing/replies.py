"""What the fake model is asked, and what it is told to answer."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

_MODEL = "fake-model"


@dataclass(frozen=True, slots=True)
class FakeReply:
    """One scripted answer.

    Attributes:
        text: what the model says; a mapping or list is written as JSON.
        finish: OpenAI's ``finish_reason``.
        tokens: tokens read and written, as ``usage``; None leaves ``usage`` out.
        logprobs: one mapping a written token, from each likely token to its natural log-probability; the most
            likely one counts as chosen.
        message: replaces the whole assistant message (refusals, tool calls).
        status: HTTP status; from 400 up the body is OpenAI's error object with ``text`` as its message.
        headers: further response headers.
        body: the raw body, instead of all of the above.
        delay: seconds before anything is sent.
        chunks: the raw pieces of a streamed body. Where a request asks for a stream and these are not given,
            ``text`` is streamed word by word.
        gap: seconds between chunks.
        reset: the connection is reset instead of answering.
        cut: the connection ends after so many bytes of the body, though more were announced.
    """

    text: str | Mapping[str, Any] | Sequence[Any] = ""
    finish: str = "stop"
    tokens: tuple[int, int] | None = (1, 1)
    logprobs: Sequence[Mapping[str, float]] | None = None
    message: Mapping[str, Any] | None = None
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict[str, str])
    body: bytes | None = None
    delay: float = 0.0
    chunks: Sequence[bytes] | None = None
    gap: float = 0.0
    reset: bool = False
    cut: int | None = None

    def pieces(self, asked: Mapping[str, Any]) -> list[bytes]:
        """The body for a request, in the pieces in which it is sent."""
        if self.chunks is not None:
            return list(self.chunks)
        if self.body is None and self.status < 400 and asked.get("stream"):
            return list(self._events(asked))
        return [self.body if self.body is not None else json.dumps(self._answer(asked)).encode()]

    def streamed(self, asked: Mapping[str, Any]) -> bool:
        """Whether the body goes out in pieces of unannounced length."""
        return self.chunks is not None or (
            self.body is None and self.status < 400 and bool(asked.get("stream"))
        )

    def content_type(self, asked: Mapping[str, Any]) -> str:
        """The type of the body, unless ``headers`` say another."""
        return "text/event-stream" if self.streamed(asked) else "application/json"

    def _said(self) -> str:
        return self.text if isinstance(self.text, str) else json.dumps(self.text, ensure_ascii=False)

    def _answer(self, asked: Mapping[str, Any]) -> dict[str, Any]:
        if self.status >= 400:
            return {"error": {"message": self._said(), "type": "fake_error", "param": None, "code": None}}
        choice: dict[str, Any] = {
            "index": 0,
            "message": dict(self.message or {"role": "assistant", "content": self._said()}),
            "finish_reason": self.finish,
        }
        if self.logprobs is not None:
            choice["logprobs"] = {"content": [_position(alternatives) for alternatives in self.logprobs]}
        return _envelope("chat.completion", asked, choices=[choice], **self._usage())

    def _usage(self) -> dict[str, Any]:
        if self.tokens is None:
            return {}
        read, written = self.tokens
        return {
            "usage": {"prompt_tokens": read, "completion_tokens": written, "total_tokens": read + written}
        }

    def _events(self, asked: Mapping[str, Any]) -> Iterator[bytes]:
        words = self._said().split(" ")
        deltas = [{"role": "assistant", "content": ""}, *_deltas(words), {}]
        for number, delta in enumerate(deltas):
            last = number == len(deltas) - 1
            choice = {"index": 0, "delta": delta, "finish_reason": self.finish if last else None}
            yield _event(_envelope("chat.completion.chunk", asked, choices=[choice]))
        if self.tokens and "include_usage" in (asked.get("stream_options") or ()):
            yield _event(_envelope("chat.completion.chunk", asked, choices=[], **self._usage()))
        yield b"data: [DONE]\n\n"


@dataclass(frozen=True, slots=True)
class SeenRequest:
    """A request that reached the fake model.

    Attributes:
        method: HTTP method.
        path: path and query.
        headers: names in lower case.
        body: as sent.
    """

    method: str
    path: str
    headers: Mapping[str, str]
    body: bytes

    @property
    def json(self) -> dict[str, Any]:
        """The body as an object; empty where it is none."""
        try:
            tree: Any = json.loads(self.body)
        except ValueError:
            return {}
        return tree if isinstance(tree, dict) else {}  # pyright: ignore[reportUnknownVariableType]

    @property
    def prompt(self) -> str:
        """The texts of all messages, one after the other."""
        return "\n".join(str(message.get("content")) for message in self.json.get("messages", ()))


def _deltas(words: list[str]) -> Iterator[dict[str, str]]:
    for number, word in enumerate(words):
        yield {"content": word if number == 0 else f" {word}"}


def _event(tree: Mapping[str, Any]) -> bytes:
    return f"data: {json.dumps(tree, ensure_ascii=False, separators=(',', ':'))}\n\n".encode()


def _envelope(kind: str, asked: Mapping[str, Any], **more: Any) -> dict[str, Any]:
    model = asked.get("model", _MODEL)
    return {"id": "fake-1", "object": kind, "created": 1_700_000_000, "model": model, **more}


def _position(alternatives: Mapping[str, float]) -> dict[str, Any]:
    ranked = [
        {"token": token, "logprob": logprob, "bytes": list(token.encode())}
        for token, logprob in sorted(alternatives.items(), key=lambda item: -item[1])
    ]
    return {**ranked[0], "top_logprobs": ranked}
