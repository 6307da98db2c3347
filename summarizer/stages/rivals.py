"""Rivals of a claim: the same with what its report has in that place, which a model is to find no likelier. English.

A model that says Yes to "the mayor resigned" and more so to "the minister resigned" has read the minister. The idea is
that of contrast sets (Gardner et al. 2020), made for each claim from its own report.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from math import fsum

from summarizer.confidence.dates import MONTHS, WEEKDAYS
from summarizer.confidence.names import names_off, runs
from summarizer.confidence.numbers import are_of_one_sort, is_rounded, value_of, values_in
from summarizer.confidence.quantities import quantities
from summarizer.confidence.stems import content_words, word_set
from summarizer.reading.prepare import Prepared
from summarizer.stages.evidence import Index, index_of, with_any

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
_POSSESSIVE = re.compile(r"[’']s?(?:$|\s)")
_BEFORE, _BEHIND = re.compile(r"\b(?:the|an?)\s$", re.I), re.compile(r"\s[a-z]")
"""Where a name tells which one is meant: "Ada’s son" and "the Halden mayor" may well be Bo in the text."""
_PRONOUN = re.compile(
    r"^(?:(?:[Hh]e|[Ss]he|[Ii]t|[Tt]hey|[Ww]e|I|[Yy]ou|[Bb]oth|[Ee]ach|him|her|them|us|me|who)\b(?!\s+\w)|(?:Both|each)\b)"
)
"""Who is nobody by himself: "he", "both sides", "each other"."""
_SAME = 1e-9
"""Difference of two sums of the same numbers."""
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
    index = index_of(prepared)
    found = [*_other_names(fact, index), *_other_numbers(fact, index), *_turned_round(fact)]
    return list({rival.text: rival for rival in found}.values())[:_MOST]


def _other_names(fact: str, index: Index) -> Iterator[Rival]:
    for start, end in runs(fact):
        name = fact[start:end]
        if not content_words(name) or _tells_which(fact, start, end):
            continue
        told = _told_in(fact[:start] + fact[end:], index)
        if any(_has_name(sentence, name) for sentence in told):
            continue
        others = (sentence[one:other] for sentence in told[:1] for one, other in runs(sentence))
        alike = [other for other in others if _sort(other) == _sort(name) and not _has_name(fact, other)]
        yield from _replaced(fact, start, end, alike)


def _tells_which(fact: str, start: int, end: int) -> bool:
    """Whether a name only tells which of several is meant."""
    name = fact[start:end]
    beside = _BEFORE.search(fact[:start]) and " " not in name and _BEHIND.match(fact, end)
    return bool(beside or _POSSESSIVE.search(name))


def _has_name(text: str, name: str) -> bool:
    """Whether a text has a name in any form, or its last word."""
    last = content_words(name)[-1:]
    known = not last or last[0] in word_set(text)
    return known or (_sort(name) == "name" and not names_off(f"a {name}", text))


def _other_numbers(fact: str, index: Index) -> Iterator[Rival]:
    own = {value_of(quantity) for quantity in quantities(fact)}
    for mine in quantities(fact):
        told = _told_in(fact[: mine.start] + fact[mine.end :], index)
        values = [values_in(sentence) for sentence in told]
        if any(value_of(mine) in there or is_rounded(fact, mine, there) for there in values):
            continue
        alike = [
            sentence[other.start : other.end]
            for sentence in told[:1]
            for other in quantities(sentence)
            if are_of_one_sort(mine, other) and value_of(other) not in own
        ]
        yield from _replaced(fact, mine.start, mine.end, alike)


def _turned_round(fact: str) -> Iterator[Rival]:
    if match := _BLAME.match(fact):
        one, does, other = match["one"], match["does"], match["other"]
        if _PRONOUN.search(one) or _PRONOUN.search(other):
            return
        small = one[:1].lower() + one[1:] if _ARTICLE.match(one) else one
        turned = f"{other[:1].upper()}{other[1:]}{does}{small}{fact[match.end() :]}"
        yield Rival(turned, "the text has it the other way round")


def _told_in(rest: str, index: Index) -> list[str]:
    """The sentences that have the most of the words, and half of them at least, rare ones counting more."""
    unknown = index.rarest
    wanted = {word: index.weight.get(word, unknown) for word in content_words(rest)}
    shares = {
        number: fsum(wanted[word] for word in shared) for number, shared in with_any(wanted, index).items()
    }
    most = max(shares.values(), default=0.0)
    if most < _TOLD * fsum(wanted.values()):
        return []
    return [index.sentences[number] for number, share in shares.items() if share >= most - _SAME]


def _replaced(fact: str, start: int, end: int, others: Iterable[str]) -> Iterator[Rival]:
    for other in list(dict.fromkeys(others))[:_OF_ONE]:
        differs = f"the text has {other} in the place of {fact[start:end]}"
        yield Rival(fact[:start] + other + fact[end:], differs)


def _sort(name: str) -> str:
    word = name.casefold()
    return "weekday" if word in WEEKDAYS else "month" if word in MONTHS else "name"
