"""A JSON Schema as a schema of the user's: its properties become fields.

Of a property are understood: ``type`` (string, integer, number, boolean, or array of one of those; with "null" beside
it or not), ``enum`` of strings, ``format`` of a string (date, date-time, and two of ours: ``time-span`` for a time as
vague as the reports are, ``count-range`` for a count such as "at least nine"), ``description``, ``title``,
``examples`` and ``$comment``. ``required`` and ``additionalProperties`` of the schema are
accepted and change nothing: any field may be null, and no other is added. Everything else is an error.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, Literal, cast

from pydantic import Field, create_model

from summarizer.errors import InputError
from summarizer.schema.summary import IncidentSummary
from summarizer.schema.values import Cited, CountRange, TimeSpan

_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_]{0,63}")
_TYPES: Mapping[str, type] = {"string": str, "integer": int, "number": float, "boolean": bool}
_FORMATS: Mapping[str, type] = {
    "date": date,
    "date-time": datetime,
    "time-span": TimeSpan,
    "count-range": CountRange,
}
_NOTES = {"description", "title", "examples", "$comment", "default"}
_TOP = {
    "$schema",
    "$id",
    "$comment",
    "title",
    "description",
    "type",
    "properties",
    "required",
    "additionalProperties",
}


def schema_from_json(document: object, name: str = "OwnSummary") -> type[IncidentSummary]:
    """Make a schema from a JSON Schema.

    Args:
        document: the parsed JSON Schema of an object.
        name: of the schema, where the document's ``title`` is none that a class could have.

    Raises:
        InputError: it is no JSON Schema of an object, or uses something that is not understood.
    """
    top = _mapping(document)
    properties = _mapping(top.get("properties"))
    if not properties or top.get("type", "object") != "object":
        raise InputError(
            "The JSON Schema is not one of an object with properties.",
            hint='Give {"type": "object", "properties": {...}}.',
        )
    _refuse_others(top, _TOP, "The JSON Schema")
    title = top.get("title")
    fields: dict[str, Any] = {key: _field(key, _mapping(value)) for key, value in properties.items()}
    return create_model(
        title if isinstance(title, str) and _NAME.fullmatch(title) else name,
        __base__=IncidentSummary,
        __doc__=str(top.get("description") or "A schema made from a JSON Schema."),
        **fields,
    )


def _field(name: str, about: Mapping[str, Any]) -> tuple[Any, Any]:
    held: Any
    taken = name in IncidentSummary.model_fields
    if taken or not _NAME.fullmatch(name) or name.startswith("model_") or hasattr(IncidentSummary, name):
        raise InputError(
            f"No field can be named {name[:64]!r}{': every summary has one' if taken else ''}.",
            hint="Name it in letters, digits and underscores, and unlike the fields of IncidentSummary.",
        )
    kind = _type(name, about)
    description = str(about.get("description") or about.get("title") or "")
    if kind == "array":
        items = _mapping(about.get("items"))
        held = _held(name, items, _type(name, items))
        _refuse_others(about, _NOTES | {"type", "items"}, f"The property {name!r}")
        return tuple[Cited[held], ...], Field(default=(), description=description)
    held = _held(name, about, kind)
    return Cited[held] | None, Field(default=None, description=description)


def _type(name: str, about: Mapping[str, Any]) -> str:
    """The one type of a property, "null" aside."""
    given: Any = about.get("type", "string" if "enum" in about else None)
    kinds = cast("list[Any]", given) if isinstance(given, list) else [given]
    left = [kind for kind in kinds if kind != "null"]
    if len(left) == 1 and left[0] in [*_TYPES, "array"]:
        return left[0]
    raise InputError(
        f"The type of the property {name!r} is not understood.",
        hint=f"Use one of {', '.join(_TYPES)}, or array with items of one of those.",
    )


def _held(name: str, about: Mapping[str, Any], kind: str) -> Any:
    """The Python type of one value."""
    if kind == "array":
        raise InputError(f"The property {name!r} is a list of lists.", hint="Make it a list of values.")
    _refuse_others(about, _NOTES | {"type", "enum", "format"}, f"The property {name!r}")
    if "enum" in about:
        return Literal[_choices(name, kind, about["enum"])]
    form = about.get("format")
    if form is None:
        return _TYPES[kind]
    if kind != "string" or form not in list(_FORMATS):
        raise InputError(
            f"The format of the property {name!r} is not understood.",
            hint=f"Of a string it may be one of {', '.join(_FORMATS)}.",
        )
    return _FORMATS[form]


def _choices(name: str, kind: str, given: object) -> tuple[str, ...]:
    """The words of an enum, null aside."""
    words = [word for word in cast("list[Any]", given) if word is not None] if isinstance(given, list) else []
    if kind != "string" or not words or not all(isinstance(word, str) and word.strip() for word in words):
        raise InputError(
            f"The enum of the property {name!r} is no list of words.", hint='Give {"enum": ["low", "high"]}.'
        )
    return tuple(words)


def _refuse_others(about: Mapping[str, Any], known: set[str], where: str) -> None:
    if about.get("default") not in (None, []):
        raise InputError(f"{where} has a default.", hint="Leave it out: what no report says stays empty.")
    if others := sorted(set(about) - known):
        raise InputError(
            f"{where} uses {', '.join(others)[:200]}, which is not understood.",
            hint=f"Understood are {', '.join(sorted(known))}.",
        )


def _mapping(value: object) -> dict[str, Any]:
    return cast("dict[str, Any]", value) if isinstance(value, dict) else {}
