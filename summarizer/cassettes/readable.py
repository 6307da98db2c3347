"""JSON that a reviewer can read: text as lines of text, JSON inside strings as JSON.

A string with line breaks is written as ``{"<lines>": ["first", "second"]}``, and one that is itself JSON (a
structured answer, a tool's arguments) as ``{"<json>": ...}``, with its ``spacing`` where that is not the
compact one. An object that really has such a key gets it written with one more pair of angle brackets.
Nothing is folded by width, so that a changed word changes one line.
"""

from __future__ import annotations

import json
import re
from functools import lru_cache
from json.encoder import encode_basestring
from typing import Any, cast

from summarizer.cassettes import bodies

_LINES, _JSON = "<lines>", "<json>"
_MARK = re.compile(r"<+(?:lines|json)>+")
_STEP = "  "


def dump(tree: Any) -> str:
    """The text of a tree; ``load`` gives the tree back."""
    out: list[str] = []
    _render(tree, "\n", out)
    return "".join(out) + "\n"


def load(text: str) -> Any:
    """The tree of a text.

    Raises:
        ValueError: it is no JSON, or a marked object is not what it says.
    """
    hook = _unmark_all if '"<<' in text else _unmark
    return json.loads(text, object_hook=hook)


def _render(value: Any, newline: str, out: list[str]) -> None:
    if isinstance(value, str):
        _render_text(value, newline, out)
    elif isinstance(value, dict):
        held = cast("dict[str, Any]", value)
        _render_object([(_name(key), item) for key, item in held.items()], newline, out)
    elif isinstance(value, (list, tuple)):
        _render_list(cast("list[Any]", value), newline, out)
    else:
        out.append(json.dumps(value))


def _render_text(text: str, newline: str, out: list[str]) -> None:
    found = _json_in(text)
    if found:
        tree, spacing = found
        members = [(f'"{_JSON}": ', tree)]
        if spacing != "compact":
            members.append(('"spacing": ', spacing))
        _render_object(members, newline, out)
    elif "\n" in text:
        inner = newline + _STEP
        line = inner + _STEP
        lines = f",{line}".join(map(encode_basestring, text.split("\n")))
        out.append(f'{{{inner}"{_LINES}": [{line}{lines}{inner}]{newline}}}')
    else:
        out.append(encode_basestring(text))


def _render_object(members: list[tuple[str, Any]], newline: str, out: list[str]) -> None:
    if not members:
        out.append("{}")
        return
    inner = newline + _STEP
    opening = "{" + inner
    for name, item in members:
        out.append(opening + name)
        _render(item, inner, out)
        opening = "," + inner
    out.append(newline + "}")


@lru_cache(maxsize=1024)
def _name(key: str) -> str:
    return f"{encode_basestring(_escaped(key))}: "


def _render_list(value: list[Any], newline: str, out: list[str]) -> None:
    if all(item is None or isinstance(item, (int, float)) for item in value):
        out.append(json.dumps(value))
        return
    opening, inner = "[", newline + _STEP
    for item in value:
        out.append(opening + inner)
        _render(item, inner, out)
        opening = ","
    out.append(newline + "]")


def _json_in(text: str) -> tuple[Any, str] | None:
    """The tree that a text is the JSON of, and in which spacing; None where it is none, or an empty one."""
    if text[:1] not in {"{", "["}:
        return None
    try:
        tree = bodies.parse(text)
    except bodies.NotPlainJson:
        return None
    spacing = bodies.spacing_of(tree, text) if tree else None
    return (tree, spacing) if spacing else None


def _unmark(tree: dict[str, Any]) -> Any:
    if _LINES in tree:
        return "\n".join(tree[_LINES])
    if _JSON in tree:
        return bodies.write(tree[_JSON], tree.get("spacing", "compact"))
    return tree


def _unmark_all(tree: dict[str, Any]) -> Any:
    unmarked = _unmark(tree)
    return {_unescaped(key): item for key, item in tree.items()} if unmarked is tree else unmarked


def _escaped(key: str) -> str:
    return f"<{key}>" if key[:1] == "<" and _MARK.fullmatch(key) else key


def _unescaped(key: str) -> str:
    return key[1:-1] if key[:2] == "<<" and _MARK.fullmatch(key) else key
