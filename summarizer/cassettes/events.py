"""Chunks of a server-sent stream, as JSON that a reviewer can read."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from summarizer.cassettes import bodies

_EVENT = re.compile(r"(?:event: (?P<name>[^\r\n]*)\n)?data: (?P<data>[^\r\n]*)\n\n")


def encode(data: bytes) -> dict[str, Any] | None:
    """What to store for a chunk of whole events; None where it is not exactly that."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return None
    found = list(_EVENT.finditer(text))
    if not found or "".join(event[0] for event in found) != text:
        return None
    read = [_read(event["data"]) for event in found]
    spacings = {spacing for _, spacing in read if spacing}
    stored: dict[str, Any] = {}
    if spacings - {"compact"}:
        stored["spacing"] = min(spacings - {"compact"})
    stored["events"] = [
        ({"event": event["name"]} if event["name"] is not None else {}) | {"data": value}
        for event, (value, _) in zip(found, read, strict=True)
    ]
    return stored if decode(stored) == data else None


def decode(stored: Mapping[str, Any]) -> bytes:
    """The bytes of a chunk.

    Raises:
        ValueError: the spacing is unknown.
    """
    spacing = stored.get("spacing", "compact")
    return "".join(_write(event, spacing) for event in stored["events"]).encode("utf-8")


def _read(data: str) -> tuple[Any, str | None]:
    if data[:1] in {"{", "["}:
        try:
            tree = bodies.parse(data)
        except bodies.NotPlainJson:
            return data, None
        return tree, bodies.spacing_of(tree, data)
    return data, None


def _write(event: Mapping[str, Any], spacing: str) -> str:
    data = event["data"]
    text = data if isinstance(data, str) else bodies.write(data, spacing)
    name = f"event: {event['event']}\n" if "event" in event else ""
    return f"{name}data: {text}\n\n"
