"""Cassette files: reading them with errors that say what to do, and writing them whole or not at all."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

from summarizer.cassettes.entry import Stored
from summarizer.cassettes.errors import (
    CassetteDamaged,
    CassetteError,
    CassetteForeign,
    CassetteNotWritten,
    CassetteTooNew,
)

FORMAT = 1
"""Version of the file format that is written. Older ones load."""


@dataclass(frozen=True, slots=True)
class Contents:
    """What a cassette file holds: the names of its normalisers, and its entries in order."""

    normalisers: tuple[str, ...]
    entries: tuple[Stored, ...]


def load(path: Path) -> Contents:
    """Read a cassette file.

    Raises:
        FileNotFoundError: there is none.
        CassetteError: it cannot be read, is damaged, no cassette, or too new.
    """
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        raise
    except OSError as error:
        raise CassetteError(f"{path} cannot be read: {error.strerror}.") from None
    return _contents(_parse(data, path), path)


def _parse(data: bytes, path: Path) -> dict[str, Any]:
    try:
        tree: object = json.loads(data.decode("utf-8"))
    except (ValueError, RecursionError) as error:
        if data.strip() and not data.lstrip().startswith(b'{\n  "cassette"'):
            raise CassetteForeign(f"{path} is no cassette.", hint="Give another path.") from None
        raise CassetteDamaged(
            f"{path} is damaged or cut short ({error}).", hint="Restore it, or delete it and record again."
        ) from None
    if not isinstance(tree, dict) or "cassette" not in tree:
        raise CassetteForeign(f"{path} is no cassette.", hint="Give another path, or import it first.")
    return cast("dict[str, Any]", tree)


def _contents(tree: dict[str, Any], path: Path) -> Contents:
    damaged = CassetteDamaged(
        f"{path} is not what a cassette looks like inside.", hint="Restore it, or delete it and record again."
    )
    try:
        written_as = int(tree["cassette"]["format"])
        if written_as > FORMAT:
            raise CassetteTooNew(
                f"{path} has format {written_as}, and this version reads up to {FORMAT}.",
                hint="Upgrade summarizer.",
            )
        normalisers = tuple(str(name) for name in tree["cassette"].get("normalisers", ()))
        entries = tuple(cast("list[Stored]", tree["entries"]))
        for entry in entries:
            _ = entry["request"]["method"] + entry["request"]["path"], entry["response"].keys()
    except (KeyError, TypeError, ValueError, AttributeError):
        raise damaged from None
    return Contents(normalisers, entries)


def dump(normalisers: Iterable[str], entries: Iterable[Stored]) -> str:
    """The text of a cassette file."""
    tree = {"cassette": {"format": FORMAT, "normalisers": list(normalisers)}, "entries": list(entries)}
    return json.dumps(tree, indent=2, ensure_ascii=False) + "\n"


def write(path: Path, text: str) -> None:
    """Replace the file by this text, or leave it as it was.

    Raises:
        CassetteNotWritten: the folder is read-only, the disk is full, or the like.
    """
    path = path.resolve()
    half = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with half.open("x", encoding="utf-8", newline="\n") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        half.replace(path)
    except OSError as error:
        with suppress(OSError):
            half.unlink()
        raise CassetteNotWritten(
            f"{path} cannot be written: {error.strerror or error}. What stood there is untouched.",
            hint="Make room or the folder writable, and record again.",
        ) from None
