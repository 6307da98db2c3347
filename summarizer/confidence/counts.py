"""The same thing counted otherwise: "nine soldiers died" beside "nine people, four of them soldiers, died". English."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise

from summarizer.confidence.cues import is_negated
from summarizer.confidence.dates import MONTHS, SHORT_MONTHS, WEEKDAYS
from summarizer.confidence.numbers import counts_nothing, is_rounded, joined, may_be_year, value_of
from summarizer.confidence.quantities import Quantity, quantities
from summarizer.confidence.stems import content_words, stem
from summarizer.confidence.units import is_converted

_WORDS = 5
"""How many words behind a number may say what it counts."""
_BEFORE = 40
"""Characters before a number that tell what it is."""
_WORD = re.compile(r"[^\W\d_]+")
_END = re.compile(r"[.;:!?]|,\s|\s[–—-]\s|\s(?:and|or|but|while|that|who|which|when|after|before)\s")
_OF_THE = re.compile(r"\s+of\s+(?:(?:the|its|their|all)\s+)?$")
"""Between the number of some and that of all: "six of the 300 workers"."""
_NOTHING = frozenset(
    content_words(
        "people persons men women more than other others new least about nearly total some number further "
        "additional first last year years old day days month months week weeks percent per cent"
    )
)
"""What is behind numbers of anything, whom all sorts of things happen to, and units that any number can have."""
_ALIKE = {
    stem(word): group
    for group in ("dead died killed deaths", "hurt injured wounded")
    for word in group.split()
}
_DONE_TO = re.compile(
    r"\b(\w+)\s+(?:(?:at\s+least|about|around|nearly|almost|some|more\s+than|up\s+to|as\s+many\s+as|another|the)\s+)?$",
    re.I,
)
"""The word before a number and what rounds it: "killing at least nine"."""
_SCORE = re.compile(r"\d\s?[-–]\s?$")
_SCALED = re.compile(r"\s?(?:[mk]\b|[-–]\s?\d)")
"""Behind a number that is a part of one: a scale ("£ 50 m") or a score ("4 - 2")."""
_NAMED = re.compile(r"(?<=\w\s)(?P<name>[A-Z][\w’-]*)\s$")
_PEOPLE = re.compile(r"\s(?:people|persons?|men|women|children|others|more|dead|injured|wounded)\b", re.I)
_DAYS = frozenset((*MONTHS, *SHORT_MONTHS, *WEEKDAYS))
_OLD = re.compile(r"[\s-]*(?:years?|months?|weeks?)[\s-]*old", re.I)
_ONE = re.compile(
    r"\b(?:an?|another|his|her|their|one)\s+(?:[\w-]+\s+){0,2}?"
    r"(?:man|woman|boy|girl|child|baby|teenager|person|officer|soldier|worker|civilian|passenger|driver)\b",
    re.I,
)
"""Somebody who is told of apart and may be counted with the others: "two men and a woman"."""
_ADDED = 3
"""Numbers that are added up at most."""
_MOST = 12
"""Numbers of a text that are compared at most."""


@dataclass(frozen=True, slots=True)
class _Count:
    """A number with what it counts.

    Attributes:
        quantity: the number.
        what: stems of the words behind it, but for those that are behind numbers of anything, and of the harm done to
            what is counted where that stands before it: "killing nine people".
        head: the first of them where it stands right behind the number: "soldiers", and not what they did.
        worded: it with the two words behind it.
    """

    quantity: Quantity
    what: frozenset[str]
    head: str
    worded: str


def counts_off(claim: str, sentence: str) -> list[tuple[str, str]]:
    """What the claim and a sentence both count, and count otherwise, each as worded: "nine soldiers", "four soldiers".

    A number counts what stands behind it, up to the next number or where the clause ends. Ages and years count
    nothing, nor is it told otherwise where the sentence rounds, leaves room ("at least nine"), has parts that add up
    to the number, or has the number itself and shares no more than what was done ("30 people were injured" beside
    "killed nine people and injured 30"). What is not so may be the rest: "two of nine are missing", "seven were found".

    Args:
        claim: the claim.
        sentence: the one that tells of it: another one may count others.
    """
    if is_negated(claim) and not is_negated(sentence):
        return []
    whole = _counts_off(joined(claim), joined(sentence))
    # "On May 5, 300 people": what is no number in parts is told as it stands.
    as_written = _counts_off(claim, sentence) if sentence != joined(sentence) else whole
    return [one for one in whole if one[0] in {claimed for claimed, _ in as_written}]


def _counts_off(claim: str, sentence: str) -> list[tuple[str, str]]:
    there = _counts(sentence)
    values = {
        value_of(other.quantity) for other in there if not sentence[: other.quantity.start].endswith("not ")
    }
    off: list[tuple[str, str]] = []
    for mine in _counts(claim):
        by_name = [other for other in there if mine.head and mine.head in other.what]
        by_deed = [other for other in there if mine.what & other.what and _may_be_the_same(mine, other)]
        alike = by_name or ([] if value_of(mine.quantity) in values else by_deed)
        if is_converted(claim, mine.quantity, sentence):
            continue
        if alike and not _fits(claim, mine.quantity, alike, len(_ONE.findall(sentence))):
            off.append((mine.worded, alike[0].worded))
    return off


def _may_be_the_same(mine: _Count, other: _Count) -> bool:
    """Whether two that something is done to may be the same: "two villages" and "nine children" are not.

    What is counted by its name may be some of what is counted as people: "five civilians" of nine.
    """
    if mine.head and other.head:
        return mine.head == other.head
    return not mine.head or mine.quantity.value > other.quantity.value


def _counts(text: str) -> list[_Count]:
    found = quantities(text)
    ends = [*(one.start for one in found), len(text)][1:]
    behind = [_behind(text[one.end : end]) for one, end in zip(found, ends, strict=True)]
    for place, (one, following) in enumerate(pairwise(found)):
        if _OF_THE.fullmatch(text, one.end, following.start):
            behind[place] = behind[place + 1]
    return [
        _count(text, one, words)
        for one, words in zip(found, behind, strict=True)
        if _counts_things(text, one)
    ][:_MOST]


def _counts_things(text: str, quantity: Quantity) -> bool:
    return quantity.kind == "count" and not (
        may_be_year(quantity.value)
        or counts_nothing(text, quantity)
        or _is_of_name(text, quantity)
        or _SCORE.search(text[max(0, quantity.start - 4) : quantity.start])
        or any(pattern.match(text, quantity.end) for pattern in (_OLD, _SCALED))
    )


def _is_of_name(text: str, quantity: Quantity) -> bool:
    """Whether digits belong to a name: "the chillers at Skerrow 2 stayed", not "in Skerrow 2 people stayed"."""
    named = _NAMED.search(text[max(0, quantity.start - _BEFORE) : quantity.start])
    return bool(named) and named["name"].casefold() not in _DAYS and not _PEOPLE.match(text, quantity.end)


def _count(text: str, quantity: Quantity, words: Sequence[str]) -> _Count:
    stems = [_ALIKE.get(word, word) for word in content_words(" ".join(words))]
    before = _DONE_TO.search(text[max(0, quantity.start - _BEFORE) : quantity.start])
    if before and (done := _ALIKE.get(stem(before[1]))):
        stems.append(done)
    first = content_words(words[0]) if words else ()
    head = first[0] if first and first[0] not in _NOTHING else ""
    worded = " ".join([text[quantity.start : quantity.end], *words[:2]])
    return _Count(quantity, frozenset(stems) - _NOTHING, _ALIKE.get(head, head), worded)


def _behind(text: str) -> list[str]:
    """The first words of what stands behind a number, up to where the clause ends."""
    end = _END.search(text)
    return _WORD.findall(text, 0, end.start() if end else len(text))[:_WORDS]


def _fits(claim: str, mine: Quantity, alike: Sequence[_Count], singly: int) -> bool:
    """Whether the claim's number can be told of what the others count.

    Args:
        claim: the claim.
        mine: its number.
        alike: what the sentence counts of the same.
        singly: how many are told of one by one beside them.
    """
    others = [one.quantity for one in alike]
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
