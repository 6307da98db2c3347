"""Rivals of a claim: the same with what its report has in that place, which a model is to find no likelier. English.

A model that says Yes to "the mayor resigned" and more so to "the minister resigned" has read the minister. The idea is
that of contrast sets (Gardner et al. 2020), made for each claim from its own report.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from math import fsum

from summarizer.confidence.dates import MONTHS, WEEKDAYS
from summarizer.confidence.lexical import rarity
from summarizer.confidence.names import runs
from summarizer.confidence.numbers import may_be_year, value_of, values_in
from summarizer.confidence.quantities import Quantity, quantities
from summarizer.confidence.stems import content_words, word_set
from summarizer.reading.prepare import Prepared

_MOST = 4
"""Rivals of a claim at most."""
_OF_ONE = 2
"""Rivals for one name or number at most."""
_TOLD = 0.5
"""Share of the other words that a sentence must have to be the one that tells of the claim."""
_NOUN = r"(?:[\w’'-]+\s+){0,5}?"
_BLAME = re.compile(
    rf"""^(?P<one>{_NOUN}[\w’'-]+)
    (?P<does>\s+(?:ha[sd]\s+|have\s+)?(?:accuse|blame|praise|criticise|criticize|thank|sue)[sd]?(?:ed)?\s+)
    (?P<other>(?:(?!of\b|for\b|over\b)[\w’'-]+\s+){{0,5}}?(?!of\b|for\b|over\b)[\w’'-]+)(?=,|\s+(?:of|for|over|in)\b)""",
    re.X,
)
"""Who blames whom, of what."""
_POSSESSIVE = re.compile(r"[’']s?$")
"""A name of whoever something belongs to: "Ada’s son" may well be Bo in the text."""
_ARTICLE = re.compile(r"(?:The|An?|One|Its|His|Her|Their)\b")


@dataclass(frozen=True, slots=True)
class Rival:
    """A claim to compare with.

    Attributes:
        text: the claim as it would be.
        differs: in words how the text then differs from the claim that was given.
    """

    text: str
    differs: str


def rivals(fact: str, prepared: Prepared) -> list[Rival]:
    """Rivals of a claim of one fact.

    A name, a number or a day that does not stand in the sentence which has the most of the other words is replaced by
    those that do stand there; where somebody blames somebody, the two are turned round.
    """
    found = [*_other_names(fact, prepared), *_other_numbers(fact, prepared), *_turned_round(fact)]
    return list({rival.text: rival for rival in found}.values())[:_MOST]


def _other_names(fact: str, prepared: Prepared) -> Iterator[Rival]:
    known = word_set(fact)
    for start, end in runs(fact):
        name = fact[start:end]
        if not (words := content_words(name)) or _POSSESSIVE.search(name):
            continue
        has = [words[-1] in word_set(sentence.plain) for sentence in prepared.sentences]
        there = _told_in(fact[:start] + fact[end:], has, prepared)
        others = (there[one:other] for one, other in runs(there))
        alike = [
            other
            for other in others
            if _sort(other) == _sort(name) and not known.issuperset(content_words(other)[-1:])
        ]
        yield from _replaced(fact, start, end, alike)


def _other_numbers(fact: str, prepared: Prepared) -> Iterator[Rival]:
    own = {value_of(quantity) for quantity in quantities(fact)}
    for mine in quantities(fact):
        has = [value_of(mine) in values_in(sentence.plain) for sentence in prepared.sentences]
        there = _told_in(fact[: mine.start] + fact[mine.end :], has, prepared)
        alike = [
            there[other.start : other.end]
            for other in quantities(there)
            if _is_alike(mine, other) and value_of(other) not in own
        ]
        yield from _replaced(fact, mine.start, mine.end, alike)


def _turned_round(fact: str) -> Iterator[Rival]:
    if match := _BLAME.match(fact):
        one, does, other = match["one"], match["does"], match["other"]
        small = one[:1].lower() + one[1:] if _ARTICLE.match(one) else one
        turned = f"{other[:1].upper()}{other[1:]}{does}{small}{fact[match.end() :]}"
        yield Rival(turned, "the text has it the other way round")


def _told_in(rest: str, has: Sequence[bool], prepared: Prepared) -> str:
    """The sentence that has the most of the words, and half of them at least, rare ones counting more.

    Nothing where a sentence is as good that has what was taken out.
    """
    held = [word_set(sentence.plain) for sentence in prepared.sentences]
    weight = rarity(held)
    unknown = max(weight.values(), default=0.0)
    wanted = {word: weight.get(word, unknown) for word in content_words(rest)}
    shares = [fsum(wanted[word] for word in wanted.keys() & words) for words in held]
    most = max(shares, default=0.0)
    if (
        not most
        or most < _TOLD * fsum(wanted.values())
        or any(there for share, there in zip(shares, has, strict=True) if share >= most - 1e-9)
    ):
        return ""
    return prepared.sentences[shares.index(most)].plain


def _replaced(fact: str, start: int, end: int, others: Iterable[str]) -> Iterator[Rival]:
    for other in list(dict.fromkeys(others))[:_OF_ONE]:
        differs = f"the text has {other} in the place of {fact[start:end]}"
        yield Rival(fact[:start] + other + fact[end:], differs)


def _sort(name: str) -> str:
    word = name.casefold()
    return "weekday" if word in WEEKDAYS else "month" if word in MONTHS else "name"


def _is_alike(one: Quantity, other: Quantity) -> bool:
    return one.kind == other.kind and may_be_year(one.value) is may_be_year(other.value)
