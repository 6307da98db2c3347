"""Removing what no test asks for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from summarizer.cassettes import storage


def leftovers(findings: Iterable[Mapping[str, Any]]) -> dict[Path, list[int]]:
    """What a run of the tests left over.

    Args:
        findings: as the plugin reports them.

    Returns:
        For each cassette the places of its entries, from 1; none where the whole file is left over.
    """
    left: dict[Path, list[int]] = {}
    for finding in findings:
        if finding["kind"] == "orphan":
            left[Path(finding["path"])] = []
        elif finding["kind"] in {"unplayed", "unsent"} and finding["entry"]:
            left.setdefault(Path(finding["path"]), []).append(finding["entry"])
    return left


def remove(path: Path, numbers: list[int]) -> None:
    """Remove entries from a cassette, or all of it where no numbers are given or nothing would be left.

    Raises:
        CassetteError: the file cannot be read or written.
    """
    with storage.locked(path):
        contents = storage.load(path)
        kept = [entry for number, entry in enumerate(contents.entries, 1) if number not in numbers]
        if numbers and kept:
            storage.write(path, storage.dump(contents.normalisers, kept))
        else:
            path.unlink()
