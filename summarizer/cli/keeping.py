"""What a run has been answered is kept in the user's cache until it is done, so that ``--resume`` can go on."""

from __future__ import annotations

import contextlib
import hashlib
import time
from collections.abc import Generator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from summarizer.cli.options import Asking
from summarizer.cli.output import say
from summarizer.errors import InputError

if TYPE_CHECKING:
    from summarizer.reading.load import Loaded, Unread

_KEPT = 30 * 24 * 60 * 60
"""Seconds after which the journal of a run that nobody resumed is removed."""


@contextmanager
def keeping(reports: Sequence[Loaded | Unread], asking: Asking, *, resume: bool) -> Generator[Path | None]:
    """Give the journal of a run; it is removed when the run is done, and stays where that is interrupted or fails.

    None with a cassette, which keeps the answers itself, and where there is no cache to write to.

    Raises:
        InputError: a run is to be resumed, and there is no cache.
    """
    if resume and asking.cassette:
        raise InputError(
            "A run with a cassette is not resumed: the cassette keeps the answers.",
            hint="Give --cassette-mode new_episodes in place of --resume.",
        )
    journal = None if asking.cassette else _journal(reports, asking.model)
    if journal is None:
        if resume:
            raise InputError("There is no cache in which a run could be kept.", hint="Leave out --resume.")
        yield None
        return
    if resume and not journal.exists() and not asking.quiet:
        say("Nothing was kept of this run; it begins anew.")
    if not resume:
        journal.unlink(missing_ok=True)
    try:
        yield journal
    except BaseException:
        if journal.exists() and journal.stat().st_size and not asking.quiet:
            say("What was answered so far is kept: the same command with --resume goes on from there.")
        raise
    with contextlib.suppress(OSError):
        journal.unlink(missing_ok=True)


def _journal(reports: Sequence[Loaded | Unread], model: str | None) -> Path | None:
    """Where the journal of a run of these reports is; those that are old are removed."""
    from platformdirs import user_cache_path

    from summarizer.reading.load import Loaded

    directory = user_cache_path("summarizer", appauthor=False) / "journals"
    try:
        directory.mkdir(mode=0o700, parents=True, exist_ok=True)
        for old in directory.glob("*.jsonl"):
            if old.stat().st_mtime < time.time() - _KEPT:
                old.unlink(missing_ok=True)
    except OSError:
        return None
    digest = hashlib.sha256((model or "").encode())
    for one in reports:
        if isinstance(one, Loaded):
            digest.update(hashlib.sha256(one.report.text.encode()).digest())
    return directory / f"{digest.hexdigest()[:32]}.jsonl"
