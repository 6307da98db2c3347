"""Which reports of a pile are about another incident. Code alone, before anything is sent to a model."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from summarizer.reading.language import looks_english
from summarizer.reading.names import names, opening
from summarizer.reading.prepare import Prepared
from summarizer.stages.copies import first_copies

_LINKED = (2.0, 1.8, 1.6)
"""Likeness from which two reports are of one incident; the next is tried where that leaves no largest group."""
_NAMES, _NAME_WEIGHT, _WORD_WEIGHT = 3, 0.5, 10.0
"""Shared names that count at most, what each adds to the likeness, and what the Jaccard index of the openings adds."""
_OPENING = 12
"""Sentences of an opening."""
_LENGTHS = 2.5
"""How many times longer than the shorter opening both together count at most."""
_COMPARED = 100
"""Reports that each is compared with at most: the cost grows with the reports, not with their pairs."""
_SPLIT = "The reports fall into several incidents of which none has the most reports; all are read as one."


@dataclass(frozen=True, slots=True)
class Sorted:
    """A pile of reports, sorted.

    Attributes:
        aside: why a report is of another incident than most, by its id.
        doubt: what a person should know where the reports fall into several incidents of which none has the most
            reports, so that none could be set aside; else nothing.
    """

    aside: Mapping[str, str]
    doubt: str = ""


@dataclass(frozen=True, slots=True)
class _Signature:
    names: frozenset[str]
    words: frozenset[str]


def sort_pile(prepared: Sequence[Prepared]) -> Sorted:
    """Find the reports of another incident than the one that most reports are about.

    Two reports are linked by the names they share and by the words of their openings; linked reports are one incident
    (single linkage). The largest group of at least two texts wins; copies of one text are one. What names nobody and
    no place, or is not in English, is never set aside: code cannot compare it.

    Args:
        prepared: all reports, in the order given.

    Returns:
        Reasons by report id. They hold no word of a report.
    """
    if len(prepared) < 2:
        return Sorted({})
    first = first_copies(prepared)

    def size(group: Sequence[int]) -> int:
        """How many texts a group holds; copies are one."""
        return len({first[prepared[place].report.id] for place in group})

    signatures = [_Signature(names(one), opening(one, _OPENING)) for one in prepared]
    for linked in _LINKED:
        most, *rest = sorted(_groups(signatures, linked), key=size, reverse=True)
        if not rest:
            return Sorted({})
        if size(most) > max(1, size(rest[0])):
            return Sorted(_aside(prepared, signatures, most, rest))
    named = sum(bool(one.names) for one in signatures)
    is_split = len(set(first.values())) > 2 and named > 1
    return Sorted({}, _SPLIT if is_split else "")


def _aside(
    prepared: Sequence[Prepared],
    signatures: Sequence[_Signature],
    most: Sequence[int],
    rest: Sequence[Sequence[int]],
) -> dict[str, str]:
    """Why each report outside the largest group is of another incident, where code can tell."""
    return {
        prepared[place].report.id: _reason(signatures[place], [signatures[member] for member in most])
        for place in sorted(place for group in rest for place in group)
        if signatures[place].names and looks_english(prepared[place].report.text)
    }


def _groups(signatures: Sequence[_Signature], linked: float) -> list[list[int]]:
    """Places of the reports, grouped by single linkage."""
    parent = list(range(len(signatures)))

    def root(place: int) -> int:
        while parent[place] != place:
            parent[place] = parent[parent[place]]
            place = parent[place]
        return place

    compared = range(0, len(signatures), -(-len(signatures) // _COMPARED))
    for place, signature in enumerate(signatures):
        for other in compared:
            if root(place) != root(other) and _likeness(signature, signatures[other]) >= linked:
                parent[root(place)] = root(other)
    groups: dict[int, list[int]] = defaultdict(list)
    for place in range(len(signatures)):
        groups[root(place)].append(place)
    return list(groups.values())


def _likeness(one: _Signature, other: _Signature) -> float:
    shared = min(_NAMES, len(one.names & other.names))
    return _NAME_WEIGHT * shared + _WORD_WEIGHT * _shared_words(one, other)


def _shared_words(one: _Signature, other: _Signature) -> float:
    """The Jaccard index of two openings; a short one is not held against the length of the other."""
    shorter = min(len(one.words), len(other.words))
    union = min(len(one.words | other.words), _LENGTHS * shorter)
    return len(one.words & other.words) / max(1.0, union)


def _reason(one: _Signature, others: Sequence[_Signature]) -> str:
    nearest = max(others, key=lambda other: _likeness(one, other))
    shared = len(one.names & nearest.names)
    return (
        "it seems to be about another incident than most reports: with the nearest of them it shares "
        f"{shared} of {len(one.names)} names and {_shared_words(one, nearest):.0%} of the words of the opening"
    )
