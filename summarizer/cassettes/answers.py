"""What a model said, taken out of a recorded response of OpenAI's or Anthropic's form, streamed or not."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from summarizer.cassettes.trees import items, mapping


def answer(response: Mapping[str, Any]) -> str | None:
    """The text, or the arguments of the tool call, that answers a request; None where there is none.

    Args:
        response: as stored in a cassette.
    """
    if "chunks" in response:
        events = [event for chunk in response["chunks"] for event in chunk.get("events", ())]
        said = "".join(_increment(mapping(event.get("data"))) for event in events)
    else:
        said = "".join(_whole(mapping(response.get("json"))))
    return said or None


def _whole(reply: Mapping[str, Any]) -> Iterator[str]:
    for choice in items(reply.get("choices"))[:1]:  # OpenAI, chat completions
        message = mapping(mapping(choice).get("message"))
        calls = items(message.get("tool_calls"))
        yield _arguments(calls[0]) if calls else _text(message.get("content"))
    for block in items(reply.get("content")):  # Anthropic, messages
        block = mapping(block)
        yield json.dumps(block["input"]) if "input" in block else _text(block.get("text"))
    for item in items(reply.get("output")):  # OpenAI, responses
        for part in items(mapping(item).get("content")):
            yield _text(mapping(part).get("text"))


def _increment(event: Mapping[str, Any]) -> str:
    for choice in items(event.get("choices"))[:1]:
        delta = mapping(mapping(choice).get("delta"))
        calls = items(delta.get("tool_calls"))
        return _arguments(calls[0]) if calls else _text(delta.get("content"))
    delta = event.get("delta")
    if isinstance(delta, str):
        return delta if event.get("type") == "response.output_text.delta" else ""
    piece = mapping(delta)
    return _text(piece.get("text")) + _text(piece.get("partial_json"))


def _arguments(call: Any) -> str:
    return _text(mapping(mapping(call).get("function")).get("arguments"))


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""
