"""What a model said, taken out of a recorded response of OpenAI's or Anthropic's form, streamed or not."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any, cast


def answer(response: Mapping[str, Any]) -> str | None:
    """The text, or the arguments of the tool call, that answers a request; None where there is none.

    Args:
        response: as stored in a cassette.
    """
    if "chunks" in response:
        events = [event for chunk in response["chunks"] for event in chunk.get("events", ())]
        said = "".join(_increment(_mapping(event.get("data"))) for event in events)
    else:
        said = "".join(_whole(_mapping(response.get("json"))))
    return said or None


def _whole(reply: Mapping[str, Any]) -> Iterator[str]:
    for choice in _list(reply.get("choices"))[:1]:  # OpenAI, chat completions
        message = _mapping(_mapping(choice).get("message"))
        calls = _list(message.get("tool_calls"))
        yield _arguments(calls[0]) if calls else _text(message.get("content"))
    for block in _list(reply.get("content")):  # Anthropic, messages
        block = _mapping(block)
        yield json.dumps(block["input"]) if "input" in block else _text(block.get("text"))
    for item in _list(reply.get("output")):  # OpenAI, responses
        for part in _list(_mapping(item).get("content")):
            yield _text(_mapping(part).get("text"))


def _increment(event: Mapping[str, Any]) -> str:
    for choice in _list(event.get("choices"))[:1]:
        delta = _mapping(_mapping(choice).get("delta"))
        calls = _list(delta.get("tool_calls"))
        return _arguments(calls[0]) if calls else _text(delta.get("content"))
    delta = event.get("delta")
    if isinstance(delta, str):
        return delta if event.get("type") == "response.output_text.delta" else ""
    piece = _mapping(delta)
    return _text(piece.get("text")) + _text(piece.get("partial_json"))


def _arguments(call: Any) -> str:
    return _text(_mapping(_mapping(call).get("function")).get("arguments"))


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def _mapping(tree: object) -> Mapping[str, Any]:
    return cast("Mapping[str, Any]", tree) if isinstance(tree, dict) else {}


def _list(tree: object) -> list[Any]:
    return cast("list[Any]", tree) if isinstance(tree, list) else []
