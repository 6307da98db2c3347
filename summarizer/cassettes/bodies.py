"""Bodies between the wire and the file: JSON as JSON, text as text, the rest as base64.

A stored body is a mapping with one of the keys ``json`` (and ``spacing``, where that is not the compact
one), ``text`` or ``base64``; an empty mapping is an empty body. What a tree would not hold whole (a key given
twice, NaN, half a surrogate pair) is kept as text.
"""

from __future__ import annotations

import base64
import json
import math
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, cast

StoredBody = Mapping[str, Any]


class NotPlainJson(ValueError):
    """The text is no JSON, or JSON that a parsed tree would not hold whole."""


def parse(text: str) -> Any:
    """The tree of a JSON text.

    Raises:
        NotPlainJson: no JSON, or a tree would lose something of it.
    """
    try:
        tree = json.loads(text, object_pairs_hook=_unique, parse_constant=_no_constant, parse_float=_finite)
    except (ValueError, RecursionError):
        raise NotPlainJson from None
    if "\\ud" in text or "\\uD" in text:
        _refuse_lone_surrogates(tree)
    return tree


def encode(data: bytes, *, spacing: bool = True) -> dict[str, Any]:
    """What to store for these bytes; ``decode`` gives them back (of odd JSON spacing, the same JSON).

    Args:
        data: a body.
        spacing: whether the spacing of JSON matters, as that of a request does not.
    """
    if not data:
        return {}
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return {"base64": base64.b64encode(data).decode("ascii")}
    if text[:1] not in "{[":
        return {"text": text}
    try:
        tree = parse(text)
    except NotPlainJson:
        return {"text": text}
    found = spacing_of(tree, text) if spacing else None
    return {"json": tree} if found in {None, "compact"} else {"json": tree, "spacing": found}


def decode(stored: StoredBody) -> bytes:
    """The bytes of a stored body.

    Raises:
        ValueError: the base64 is damaged, or the spacing unknown.
    """
    if "json" in stored:
        return write(stored["json"], stored.get("spacing", "compact")).encode("utf-8")
    if "text" in stored:
        return cast("str", stored["text"]).encode("utf-8")
    return base64.b64decode(stored.get("base64", ""), validate=True)


_SPACINGS: dict[str, Callable[[Any], str]] = {
    "compact": partial(json.dumps, ensure_ascii=False, separators=(",", ":")),
    "spaced": partial(json.dumps, ensure_ascii=False),
    "indent 2": partial(json.dumps, ensure_ascii=False, indent=2),
    "indent 4": partial(json.dumps, ensure_ascii=False, indent=4),
    "compact ascii": partial(json.dumps, separators=(",", ":")),
    "spaced ascii": json.dumps,
    "indent 2 ascii": partial(json.dumps, indent=2),
}


def spacing_of(tree: Any, text: str) -> str | None:
    """The name of the spacing in which ``tree`` is exactly ``text``; None where it is another one."""
    indented = "\n" in text
    for name, dumps in _SPACINGS.items():
        if name.startswith("indent") == indented and dumps(tree) == text:
            return name
    return None


def write(tree: Any, spacing: str) -> str:
    """The tree as JSON text in the named spacing.

    Raises:
        ValueError: nobody knows this spacing.
    """
    if spacing not in _SPACINGS:
        raise ValueError(f"unknown spacing {spacing!r}")
    return _SPACINGS[spacing](tree)


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) != len(pairs):
        raise NotPlainJson
    return made


def _no_constant(name: str) -> Any:
    raise NotPlainJson(name)


def _finite(digits: str) -> float:
    number = float(digits)
    if not math.isfinite(number):
        raise NotPlainJson(digits)
    return number


def _refuse_lone_surrogates(tree: Any) -> None:
    try:
        json.dumps(tree, ensure_ascii=False).encode("utf-8")
    except UnicodeEncodeError:
        raise NotPlainJson from None
