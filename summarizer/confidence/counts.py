"""The same thing counted otherwise: "nine soldiers died" beside "nine people, four of them soldiers, died". English."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import combinations

from summarizer.confidence.numbers import ONE_OF_SEVERAL, is_rounded, joined, may_be_year, value_of
from summarizer.confidence.quantities import Quantity, quantities
from summarizer.confidence.stems import content_words
from summarizer.confidence.stems import stem as stem_of

_WORDS = 5
"""How many words behind a number may say what it counts."""
_WORD = re.compile(r"[^\W\d_]+")
_END = re.compile(r"[.;:!?]|,\s|\s[–—-]\s")
_NOTHING = frozenset(
    content_words(
        "people persons men women more than other others new least about nearly total some number further "
        "additional first last "
        "year years old day days month months week weeks percent per cent"
    )
)
"""What is behind numbers of anything, whom all sorts of things happen to, and units that any number can have."""
_ALIKE = {
    stem_of(word): group
    for group in ("dead died killed deaths", "hurt injured wounded")
    for word in group.split()
}
_SCORE = re.compile(r"(?<=\d)\s?[-–]\s?$")
_SCALED = re.compile(r"\s?(?:[mk]\b|[-–]\s?\d)")
"""Behind a number that is a part of one: a scale ("£ 50 m") or a score ("4 - 2")."""
_OLD = re.compile(r"[\s-]*(?:years?|months?|weeks?)[\s-]*old", re.I)
_ONE = re.compile(
    r"\b(?:an?|another|his|her|their|one)\s+(?:[\w-]+\s+){0,2}?"
    r"(?:man|woman|boy|girl|child|baby|teenager|person|officer|soldier|worker|civilian|passenger|driver)\b",
    re.I,
)
"""Somebody who is told of apart and may be counted with the others: "two men and a woman"."""
_ADDED = 4
"""Numbers that are added up at most."""


def counts_off(claim: str, sentence: str) -> list[tuple[str, str]]:
    """What the claim and a sentence both count, and count otherwise, each as worded: "nine soldiers", "four soldiers".

    A number counts what stands behind it, up to the next number or comma. Ages and years count nothing, nor is it
    told otherwise where the sentence rounds, leaves room ("at least nine"), or has parts that add up to the number.

    Args:
        claim: the claim.
        sentence: the one that tells of it: another one may count others.
    """
    claim, sentence = joined(claim), joined(sentence)
    there = [(other, _what(sentence, other)) for other in _counts(sentence)]
    off: list[tuple[str, str]] = []
    for mine in _counts(claim):
        what = _what(claim, mine)
        alike = [other for other, others in there if what & others]
        if alike and not _fits(claim, mine, alike, len(_ONE.findall(sentence))):
            off.append((_worded(claim, mine), _worded(sentence, alike[0])))
    return off


def _counts(text: str) -> Iterator[Quantity]:
    for quantity in quantities(text):
        counts_nothing = (
            quantity.kind != "count"
            or may_be_year(quantity.value)
            or ONE_OF_SEVERAL.match(text, quantity.start)
            or _SCORE.search(text, 0, quantity.start)
            or any(pattern.match(text, quantity.end) for pattern in (_OLD, _SCALED))
        )
        if not counts_nothing:
            yield quantity


def _what(text: str, quantity: Quantity) -> frozenset[str]:
    """Stems of what a number counts."""
    words = (_ALIKE.get(word, word) for word in content_words(_behind(text, quantity)))
    return frozenset(words) - _NOTHING


def _behind(text: str, quantity: Quantity) -> str:
    """The words behind a number, up to the next one or to where the part of the sentence ends."""
    following = (other.start for other in quantities(text) if other.start >= quantity.end)
    behind = text[quantity.end : min(following, default=len(text))]
    end = _END.search(behind)
    words = list(_WORD.finditer(behind, 0, end.start() if end else len(behind)))[:_WORDS]
    return behind[: words[-1].end()] if words else ""


def _fits(claim: str, mine: Quantity, others: Sequence[Quantity], singly: int) -> bool:
    """Whether the claim's number can be told of what the others count.

    Args:
        claim: the claim.
        mine: its number.
        others: the numbers of the same in the sentence.
        singly: how many are told of one by one beside them.
    """
    sums = {
        sum(one.value for one in some) + more
        for size in range(1, min(len(others), _ADDED) + 1)
        for some in combinations(others, size)
        for more in range(singly + 1)
    }
    return (
        mine.value in sums
        or any(one.high is None and one.value <= mine.value for one in others)
        or is_rounded(claim, mine, {value_of(one) for one in others})
    )


def _worded(text: str, quantity: Quantity) -> str:
    """A number with the two words behind it."""
    words = list(_WORD.finditer(_behind(text, quantity)))[:2]
    return text[quantity.start : quantity.end + (words[-1].end() if words else 0)]
