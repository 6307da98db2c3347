"""Reading a saved summary again. What is damaged or of another making is refused with the fix."""

from __future__ import annotations

import codecs
from pathlib import Path
from typing import Any, BinaryIO, TypeVar, cast

from pydantic import ValidationError
from pydantic_core import from_json

import summarizer.schema as built_in
from summarizer.errors import SummaryError
from summarizer.schema import FORMAT_VERSION, IncidentSummary

S = TypeVar("S", bound=IncidentSummary)

LIMIT = 100_000_000
"""Bytes from which on a file is no summary."""
_AGAIN = "Make it again with 'summarizer run --format json'."


def load_summary(path: str | Path, schema: type[S] = IncidentSummary) -> S:
    """Read a summary that was saved as JSON.

    Args:
        path: a file with what ``model_dump_json()`` or ``summarizer run --format json`` wrote.
        schema: what the summary was made with; one of the package's own that extends it is found by its name.

    Raises:
        SummaryError: there is no such file, it is no summary, it is damaged, or it was written in another format
            or for another schema.
    """
    try:
        with Path(path).open("rb") as file:
            return load_stream(file, str(path), schema)
    except (OSError, ValueError) as error:
        why = (error.strerror if isinstance(error, OSError) else None) or type(error).__name__
    raise SummaryError(f"Cannot read {path}: {why}.", hint="Give the path of a saved summary.")


def load_stream(stream: BinaryIO, name: str, schema: type[S] = IncidentSummary) -> S:
    """Read a saved summary from an open binary stream, such as standard input.

    Args:
        stream: UTF-8, a byte order mark allowed.
        name: what errors call it.
        schema: as for ``load_summary``.

    Raises:
        SummaryError: as for ``load_summary``.
    """
    data = stream.read(LIMIT).removeprefix(codecs.BOM_UTF8)
    own = _schema(_tree(data, name), name, schema)
    try:
        return own.model_validate_json(data)
    except ValidationError as error:
        first = error.errors(include_input=False, include_url=False)[0]
    where = f" at {'.'.join(_short(part) for part in first['loc'])}" if first["loc"] else ""
    why = first["msg"].removeprefix("Value error, ")
    raise SummaryError(f"{name} is damaged{where}: {why}.", hint=_AGAIN)


def _tree(data: bytes, name: str) -> Any:
    if len(data) >= LIMIT:
        raise SummaryError(f"{name} is too large for a summary.", hint="Give a saved summary.")
    try:
        return from_json(data, allow_inf_nan=False)
    except ValueError as error:
        # The parser says what it expected and where, and quotes nothing.
        why = str(error)
    raise SummaryError(f"{name} is no JSON, or damaged: {why}.", hint=_AGAIN)


def _schema(tree: Any, name: str, schema: type[S]) -> type[S]:
    """What the summary was made with: the schema asked for, or one of the package's that extends it.

    Raises:
        SummaryError: it was never a summary, or is one of another version or schema.
    """
    saved = cast("dict[str, Any]", tree) if isinstance(tree, dict) else {}
    if "run" not in saved:
        raise SummaryError(f"{name} is no summary.", hint="Give what 'summarizer run --format json' wrote.")
    if (version := saved.get("format_version", FORMAT_VERSION)) != FORMAT_VERSION:
        raise SummaryError(
            f"{name} is written in format {_short(version)}; this version reads format {FORMAT_VERSION}.",
            hint="Read it with the version of summarizer that wrote it, or make it again.",
        )
    theirs = str(saved.get("schema_name", IncidentSummary.__name__))
    named = getattr(built_in, theirs, None) if theirs in built_in.__all__ else None
    for own in (schema, named):
        if isinstance(own, type) and issubclass(own, schema) and own.__name__ == theirs:
            return own
    raise SummaryError(
        f"{name} was made with the schema {_short(theirs)}, not {schema.__name__}.",
        hint="Name its schema: --schema MODULE:CLASS, or the argument schema.",
    )


def _short(part: object) -> str:
    """What a file says of itself, as far as it is a name or a number: anything else may be text of a document."""
    words = str(part)
    return words if words.replace("_", "").replace(".", "").isalnum() and len(words) <= 60 else "?"
