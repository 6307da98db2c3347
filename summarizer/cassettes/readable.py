"""JSON that a reviewer can read: text as lines of text, JSON inside strings as JSON.

A string with line breaks is written as ``{"<lines>": ["first", "second"]}``, and one that is itself JSON (a
structured answer, a tool's arguments) as ``{"<json>": ...}``, with its ``spacing`` where that is not the
compact one. An object that really has such a key gets it written with one more pair of angle brackets.
Nothing is folded by width, so that a changed word changes one line.
"""

from __future__ import annotations

import json
import re
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
        value = _marked(value)
        if isinstance(value, str):
            out.append(encode_basestring(value))
            return
    elif isinstance(value, dict):
        value = {_escaped(key): item for key, item in cast("dict[str, Any]", value).items()}
    if isinstance(value, dict):
        _render_object(cast("dict[str, Any]", value), newline, out)
    elif isinstance(value, (list, tuple)):
        _render_list(cast("list[Any]", value), newline, out)
    else:
        out.append(json.dumps(value))


def _render_object(value: dict[str, Any], newline: str, out: list[str]) -> None:
    if not value:
        out.append("{}")
        return
    opening, inner = "{", newline + _STEP
    for key, item in value.items():
        out.append(f"{opening}{inner}{encode_basestring(key)}: ")
        if key == _LINES:
            _render_lines(item, inner, out)
        else:
            _render(item, inner, out)
        opening = ","
    out.append(newline + "}")


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


def _render_lines(lines: list[str], newline: str, out: list[str]) -> None:
    inner = newline + _STEP
    out.append("[" + inner + ("," + inner).join(map(encode_basestring, lines)) + newline + "]")


def _marked(text: str) -> str | dict[str, Any]:
    if text[:1] in {"{", "["}:
        try:
            tree = bodies.parse(text)
        except bodies.NotPlainJson:
            tree = None
        spacing = bodies.spacing_of(tree, text) if tree else None
        if spacing == "compact":
            return {_JSON: tree}
        if spacing:
            return {_JSON: tree, "spacing": spacing}
    return {_LINES: text.split("\n")} if "\n" in text else text


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
