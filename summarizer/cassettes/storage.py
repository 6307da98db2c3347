"""Cassette files: reading them with errors that say what to do, and writing them whole or not at all."""

from __future__ import annotations

import errno
import gc
import json
import os
import re
import threading
import time
from collections.abc import Callable, Generator, Iterable
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

from summarizer.cassettes import readable
from summarizer.cassettes.entry import Stored
from summarizer.cassettes.errors import (
    CassetteDamaged,
    CassetteError,
    CassetteForeign,
    CassetteNotWritten,
    CassetteTooNew,
)

FORMAT = 2
"""Version of the file format that is written. Older ones load."""

_PATIENCE = 10.0
_HEAD = re.compile(rb'\s*\{\s*"cassette":\s*\{\s*"format":\s*(\d+)')
_LOADERS: dict[int, Callable[[str], Any]] = {
    1: json.loads,  # text with line breaks was one long string
    2: readable.load,
}


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
    return _contents(data, path)


def is_cassette(path: Path) -> bool:
    """Whether a file looks like a cassette, by its first bytes."""
    try:
        with path.open("rb") as file:
            return _HEAD.match(file.read(200)) is not None
    except OSError:
        return False


def _contents(data: bytes, path: Path) -> Contents:
    head = _HEAD.match(data)
    if head is None:
        if not data.strip():
            raise _damaged(path, "it is empty")
        raise CassetteForeign(f"{path} is no cassette.", hint="Give another path, or import it first.")
    written_as = int(head[1])
    if written_as > FORMAT:
        raise CassetteTooNew(
            f"{path} has format {written_as}, and this version reads up to {FORMAT}.",
            hint="Upgrade summarizer.",
        )
    try:
        with no_collection():
            tree: Any = _LOADERS[written_as](data.decode("utf-8"))
        normalisers = tuple(str(name) for name in tree["cassette"].get("normalisers", ()))
        entries = tuple(cast("list[Stored]", tree["entries"]))
        for entry in entries:
            _ = entry["request"]["method"] + entry["request"]["path"], entry["response"].keys()
    except (ValueError, RecursionError) as error:
        raise _damaged(path, f"cut short or edited wrongly: {error}") from None
    except (LookupError, TypeError, AttributeError):
        raise _damaged(path, "something is missing inside") from None
    return Contents(normalisers, entries)


@contextmanager
def no_collection() -> Generator[None]:
    """Keep the garbage collector from walking a growing tree again and again: a third of the time."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def _damaged(path: Path, why: str) -> CassetteDamaged:
    return CassetteDamaged(
        f"{path} is damaged ({why}).", hint="Restore it, or record it again (mode rewrite)."
    )


def dump(normalisers: Iterable[str], entries: Iterable[Stored]) -> str:
    """The text of a cassette file."""
    head = {"format": FORMAT, "normalisers": list(normalisers)}
    return readable.dump({"cassette": head, "entries": list(entries)})


def write(path: Path, text: str) -> None:
    """Replace the file by this text, or leave it as it was.

    Raises:
        CassetteNotWritten: the folder is read-only, the disk is full, or the like.
    """
    path = path.resolve()
    half = path.with_name(f".{path.name}.{os.getpid()}.{threading.get_ident()}.part")
    try:
        with half.open("x", encoding="utf-8", errors="backslashreplace", newline="\n") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        half.replace(path)
    except OSError as error:
        with suppress(OSError):
            half.unlink()
        raise _not_written(path, error) from None


@contextmanager
def locked(path: Path) -> Generator[None]:
    """Keep other processes from writing this file while the block runs. Makes the folder.

    Raises:
        CassetteNotWritten: the folder cannot be written, or another process holds the lock for 10 seconds.
    """
    path = path.resolve()
    lock = path.with_name(f".{path.name}.lock")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        _acquire(lock)
    except OSError as error:
        raise _not_written(path, error) from None
    try:
        yield
    finally:
        lock.unlink(missing_ok=True)


def _acquire(lock: Path) -> None:
    give_up = time.monotonic() + _PATIENCE
    while True:
        try:
            return lock.touch(exist_ok=False)
        except FileExistsError:
            if time.monotonic() > give_up:
                raise OSError(errno.EBUSY, f"{lock.name} is held by another process, or left over") from None
            time.sleep(0.02)


def _not_written(path: Path, error: OSError) -> CassetteNotWritten:
    return CassetteNotWritten(
        f"{path} cannot be written: {error.strerror or error}. What stood there is untouched.",
        hint="Make room, or the folder writable, and record again.",
    )
