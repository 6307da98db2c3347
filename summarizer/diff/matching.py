"""Which claim of one summary is which of another. Ids tell nothing: each run gives its own.

Code decides, by what the pipeline itself goes by where it needs no model: the words, the numbers, the negation and the
evidence. The bounds were set by hand and are not fitted to anything.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from summarizer.confidence.cues import is_negated
from summarizer.confidence.quantities import numbers, quantities
from summarizer.confidence.tokens import content, jaccard
from summarizer.schema import Claim

SAME = 0.8
"""Overlap of words from which two claims with the same numbers are one."""
_SAME_EVIDENCE = 0.5
"""The same where one place in the source bears both."""
_REVISED = 0.6
"""The same where the numbers differ: "nine people died" has become "twelve people died"."""


@dataclass(frozen=True, slots=True)
class Match:
    """Positions of a claim in the earlier and in the later summary."""

    before: int
    after: int
    revised: bool
    """Whether it says another number than before."""


@dataclass(frozen=True, slots=True)
class _Said:
    """What a claim is recognised by."""

    words: frozenset[str]
    numbers: frozenset[tuple[str, float]]
    negated: bool
    quotes: tuple[str, ...]


def match(before: Sequence[Claim], after: Sequence[Claim]) -> list[Match]:
    """Find the claims that are in both.

    Args:
        before: the claims of the earlier summary.
        after: those of the later one.

    Returns:
        Pairs in the order of the later summary; each claim is in one at most. Claims that say the same are paired
        before those whose number was revised, and the most alike first.
    """
    earlier, later = [_said(claim) for claim in before], [_said(claim) for claim in after]
    ranked = sorted(
        (revised, -likeness, old, new)
        for old, new in _neighbours(earlier, later)
        for revised, likeness in _likeness(earlier[old], later[new])
    )
    found: dict[int, Match] = {}
    taken: set[int] = set()
    for revised, _, old, new in ranked:
        if old not in taken and new not in found:
            taken.add(old)
            found[new] = Match(old, new, revised)
    return [found[new] for new in sorted(found)]


def overlap(one: str, other: str) -> float:
    """Jaccard index of the words of two texts, their numbers aside, 0 to 1."""
    return jaccard(_words(one), _words(other))


def _said(claim: Claim) -> _Said:
    return _Said(
        words=_words(claim.text),
        numbers=numbers(claim.text),
        negated=is_negated(claim.text),
        quotes=tuple(
            " ".join(statement.quote.split()).casefold()
            for statement in claim.statements
            if statement.quote.strip()
        ),
    )


def _words(text: str) -> frozenset[str]:
    spans = [(quantity.start, quantity.end) for quantity in quantities(text)]
    return frozenset(
        token.stem for token in content(text) if not any(start <= token.start < end for start, end in spans)
    )


def _neighbours(earlier: Sequence[_Said], later: Sequence[_Said]) -> Iterator[tuple[int, int]]:
    """Pairs that share a word or have none, each once."""
    holding: defaultdict[str, list[int]] = defaultdict(list)
    for old, said in enumerate(earlier):
        for word in said.words or {""}:
            holding[word].append(old)
    for new, said in enumerate(later):
        for old in {old for word in said.words or {""} for old in holding.get(word, ())}:
            yield old, new


def _likeness(one: _Said, other: _Said) -> Iterator[tuple[bool, float]]:
    """Whether a number was revised, and how alike the two are; nothing where they are two facts."""
    if one.negated != other.negated:
        return
    likeness = jaccard(one.words, other.words)
    if one.numbers != other.numbers:
        if one.numbers and other.numbers and likeness >= _REVISED:
            yield True, likeness
    elif likeness >= _SAME_EVIDENCE:
        shared = any(quote in there or there in quote for quote in one.quotes for there in other.quotes)
        if shared or likeness >= SAME:
            yield False, likeness + shared
