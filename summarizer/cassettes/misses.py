"""What a miss says: the cassette, the nearest recorded request, and what differs."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from summarizer.cassettes.entry import Entry
from summarizer.cassettes.nearest import differences, explain, nearest

_DIFF_LINES = 8
"""Lines for the differences: with what stands around them, a miss has 12 at most."""


def explain_miss(path: Path, key: str, entries: Sequence[Entry]) -> str:
    """Say in 10 lines at most why a request has no answer.

    Args:
        path: the cassette.
        key: of the request that was sent.
        entries: what the cassette holds.
    """
    name = shown(path)
    head = key.partition("\n")[0]
    if not entries:
        state = "is empty" if path.exists() else "does not exist"
        return f"{name} {state}, so there is no answer to {head}."
    same = [entry for entry in entries if entry.key == key]
    if same:
        times = "once" if len(same) == 1 else f"{len(same)} times"
        return f"{name} holds this request {times}, and it was sent once more: {same[0]}"
    closest = nearest(key, entries)
    assert closest is not None
    place = next(number for number, entry in enumerate(entries, 1) if entry is closest)
    replayed = ", replayed already" if closest.played else ""
    return "\n".join(
        [
            f"{name} has no answer to this request.",
            f"nearest: entry {place} of {len(entries)}{replayed}: {closest}",
            *(f"  {line}" for line in explain(differences(closest.key, key), lines=_DIFF_LINES)),
        ]
    )


def shown(path: Path) -> str:
    """A path as people write it: from the working directory where it lies below that."""
    try:
        return os.fspath(path.resolve().relative_to(Path.cwd()))
    except ValueError:
        return os.fspath(path)
