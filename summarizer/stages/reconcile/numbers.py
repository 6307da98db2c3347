"""Numbers of different reports that cannot both hold. A toll that rises from day to day is a development."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

from summarizer.confidence.tokens import content
from summarizer.schema import Certainty
from summarizer.stages.reconcile.conflicts import Told
from summarizer.stages.reconcile.counts import HARM, Count, counts, words_beside

_FIXED = ("age", "time", "magnitude", "speed", "depth", "temperature", "height", "ransom")
"""What does not change from day to day."""
_MINUTES = 30
"""By how much two times of one event may differ."""
_CONNECTED = 0.12
"""Share of their other words by which two claims that count the same thing count it in the same connection."""
_VALUES = 24
"""Numbers of one thing that are compared with each other."""
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_ELSEWHEN = re.compile(
    r"\b(?:years? ago|last year|last month|previous(?:ly)?|a year earlier|in the past)\b", re.I
)
_CHANGED = re.compile(
    r"\b(?:ris(?:en|es|ing)|rose|climb\w+|grew|grown|increas\w+|revised|still|now|so far|down to|up to|remain\w*"
    r"|new)\b",
    re.I,
)
_WHERE = re.compile(r"\b(north|south|east|west)(?:ern|bound)?\b", re.I)


@dataclass(frozen=True, slots=True)
class _Given:
    """A count and who tells it."""

    told: Told
    count: Count


def opposed_numbers(told: Sequence[Told]) -> list[tuple[list[list[Told]], str]]:
    """Find what the reports count differently.

    Args:
        told: the claims that stand, in reading order.

    Returns:
        For each thing counted differently the claims of each side, by number, and what is counted.
    """
    found: list[tuple[list[list[Told]], str]] = []
    for key, given in _by_subject(told).items():
        against = [pair for pair in combinations(given, 2) if _opposed(*pair)]
        sides: defaultdict[tuple[float, float | None], dict[str, Told]] = defaultdict(dict)
        for one in (one for pair in against for one in pair):
            sides[one.count.low, one.count.high][one.told.claim.id] = one.told
        if len(sides) > 1:
            found.append(
                ([list(side.values()) for side in sides.values()], _about(key, given[0].told.claim.text))
            )
    return found


def _by_subject(told: Sequence[Told]) -> dict[str, list[_Given]]:
    """The counts by what they count, each in the order of the ledger, at most 24 of a kind."""
    subjects: defaultdict[str, list[_Given]] = defaultdict(list)
    for one in told:
        if one.claim.certainty is Certainty.DENIED or _is_of_another_time(one):
            continue
        for count in counts(one.claim.text):
            if not count.part:
                for key in (
                    [count.what]
                    if count.what != "count"
                    else [f"count {noun}" for noun in sorted(count.nouns)]
                ):
                    subjects[key].append(_Given(one, count))
    return {key: given[:_VALUES] for key, given in subjects.items()}


def _is_of_another_time(one: Told) -> bool:
    """Whether it tells of an earlier incident."""
    years = {int(year) for year in _YEAR.findall(one.claim.text)}
    return bool(
        _ELSEWHEN.search(one.claim.text) or (years and one.year is not None and one.year not in years)
    )


def _opposed(one: _Given, other: _Given) -> bool:
    if one.told.origins & other.told.origins or _elsewhere(one.told, other.told):
        return False
    first, second = one.count, other.count
    if first.what == "time":
        return _minutes_apart(first, second) > _MINUTES
    if not _apart(first, second) or not _comparable(one, other):
        return False
    return first.what in _FIXED or not _developed(one, other)


def _comparable(one: _Given, other: _Given) -> bool:
    """Whether both count the same: people of the same kind, or the same thing in the same connection."""
    first, second = one.count, other.count
    if first.what in HARM:
        if first.nouns and second.nouns:
            return bool(first.nouns & second.nouns)
        if first.nouns or second.nouns:  # some kind of people: no more of them than of all
            some, everybody = (first, second) if first.nouns else (second, first)
            return everybody.high is not None and some.low > everybody.high
        return True
    if first.what != "count":
        return first.nouns == second.nouns
    here, there = (words_beside(each.told.claim.text, each.count) for each in (one, other))
    return len(here & there) >= _CONNECTED * len(here | there) > 0


def _apart(one: Count, other: Count) -> bool:
    """Whether no number lies within the bounds of both."""
    return any(
        high is not None and low > high for low, high in ((one.low, other.high), (other.low, one.high))
    )


def _minutes_apart(one: Count, other: Count) -> float:
    cycle = 720 if one.half or other.half else 1440
    apart = abs(one.low - other.low) % cycle
    return min(apart, cycle - apart)


def _developed(one: _Given, other: _Given) -> bool:
    """Whether time explains the difference: dated reports, and a number that has risen or may fall again."""
    before, after = one.told.published, other.told.published
    if before is None or after is None:
        return any(_CHANGED.search(given.told.claim.text) for given in (one, other))
    if before == after:
        return False
    earlier, later = (one, other) if before < after else (other, one)
    rises = later.count.low >= earlier.count.low
    return rises or later.count.what == "missing" or bool(_CHANGED.search(later.told.claim.text))


def _elsewhere(one: Told, other: Told) -> bool:
    """Whether they tell of different parts of a place: "in the north of the city"."""
    here, there = (
        {match[1].casefold() for match in _WHERE.finditer(each.claim.text)} for each in (one, other)
    )
    return bool(here and there and not here & there)


def _about(key: str, text: str) -> str:
    """What a conflict of numbers is about, as a question; the counted thing in the words of a claim."""
    what, _, noun = key.partition(" ")
    if what in HARM:
        return f"How many people were {what}" if what != "missing" else "How many people are missing"
    if what == "count":
        counted = (text[token.start : token.end] for token in content(text) if token.stem == noun)
        return f"How many {next(counted, 'of them')}"
    return {"time": "When it began", "age": "How old somebody is"}.get(what, f"The {what}")
