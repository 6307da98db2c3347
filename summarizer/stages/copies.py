"""Which reports speak with one voice: copies of one text, what names the agency it is from, one publisher."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from summarizer.confidence.tokens import tokens
from summarizer.reading.prepare import Prepared

_SHINGLE = 6
"""Words of a shingle."""
_COPIED = 0.5
"""Share of the shorter report's shingles in the longer one from which the one is a copy of the other."""
_AGENCY = re.compile(
    r"""^\s*[A-ZÀ-Þ][\w’' ,./-]{2,60}\((?P<dateline>[A-Z][\w ]{1,30})\)\s*[-–—]
    | ^\s*(?:source|by|agency)\s*:\s*(?P<credit>[A-Z][\w ]{1,30})\s*$""",
    re.MULTILINE | re.VERBOSE | re.IGNORECASE,
)
"""A dateline, "MEREZH, March 4 (CPW) –", or a line of credit, "Source: CPW"."""

Shingles = frozenset[tuple[str, ...]]


def shingles(prepared: Prepared) -> Shingles:
    """All runs of six words of a report's sentences; of all its words where it has fewer."""
    words = [token.stem for sentence in prepared.sentences for token in tokens(sentence.plain)]
    return frozenset(
        tuple(words[place : place + _SHINGLE]) for place in range(max(1, len(words) - _SHINGLE + 1))
    )


def contained(one: Shingles, other: Shingles) -> float:
    """Share of the shorter text's shingles that stand in the other, 0 to 1."""
    return len(one & other) / min(len(one), len(other)) if one and other else 0.0


def origins(prepared: Sequence[Prepared]) -> dict[str, str]:
    """Whose own voice each report speaks in, by report id; reports with one origin are one voice.

    It is the agency that the report, or another copy of its text, names in its dateline; else the publisher of the
    first copy; else the report itself.
    """
    first = first_copies(prepared)
    agency: dict[str, str] = {}
    for one in prepared:
        if named := _AGENCY.search(one.report.text[:1_000]):
            agency.setdefault(first[one.report.id], named["dateline"] or named["credit"])
    publishers = {one.report.id: one.report.publisher for one in prepared}
    return {
        identifier: (agency.get(leader) or publishers[leader] or leader).strip().casefold()
        for identifier, leader in first.items()
    }


def first_copies(prepared: Sequence[Prepared]) -> Mapping[str, str]:
    """The first report of the same text, by report id; itself where there is no earlier one.

    Each is compared with those that are no copies themselves: the cost grows with the words, not with the pairs.
    """
    if len(prepared) == 1:
        return {prepared[0].report.id: prepared[0].report.id}
    holders: defaultdict[tuple[str, ...], list[str]] = defaultdict(list)
    originals: dict[str, Shingles] = {}
    first: dict[str, str] = {}
    for one in prepared:
        identifier, own = one.report.id, shingles(one)
        shared = Counter(holder for shingle in own for holder in holders.get(shingle, ()))
        best = max(shared, key=lambda holder: contained(own, originals[holder]), default=None)
        if best is not None and contained(own, originals[best]) >= _COPIED:
            first[identifier] = best
            continue
        first[identifier], originals[identifier] = identifier, own
        for shingle in own:
            holders[shingle].append(identifier)
    return first
