"""Days that a text names, and those of a claim that its evidence does not name. English."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from summarizer.confidence.tokens import folded

MONTHS = {
    name: number
    for number, name in enumerate(
        "january february march april may june july august september october november december".split(), 1
    )
}
SHORT_MONTHS = {
    **{name[:3]: number for name, number in MONTHS.items() if name != "may"},
    "sept": MONTHS["september"],
}
"""Months as they are cut short beside a number: "17 Oct"."""
WEEKDAYS = {
    name: number
    for number, name in enumerate("monday tuesday wednesday thursday friday saturday sunday".split())
}
_MONTH, _WEEKDAY = "|".join(MONTHS), "|".join(WEEKDAYS)
_ANY_MONTH = "|".join((*MONTHS, *SHORT_MONTHS))
_DAY = re.compile(
    rf"""\b(?:
      (?P<iso>\d{{4}}-\d\d-\d\d)
    | (?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?(?P<month>{_ANY_MONTH})\b\.?(?:,?\s+(?P<year>\d{{4}}))?
    | (?P<month2>{_ANY_MONTH})\b\.?\s+(?P<day2>\d{{1,2}})(?!\d)(?:st|nd|rd|th)?(?:,?\s+(?P<year2>\d{{4}}))?
    | (?:(?:in|of|since|until|by|last|next|this|early|late|mid)[\s-]+)(?P<month3>{_MONTH})(?:,?\s+(?P<year3>\d{{4}}))?
    | (?P<weekday>{_WEEKDAY})
    | (?P<relative>today|yesterday|tomorrow|tonight|last\s+night|this\s+(?:morning|afternoon|evening))
    )\b""",
    re.IGNORECASE | re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class Day:
    """A day as worded. What the wording does not tell is None; ``on`` is the day on the calendar, where it is known."""

    worded: str
    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    on: date | None = None

    def agrees(self, other: Day) -> bool:
        """Whether both can be one day: nothing that both tell differs, and there is something that both tell."""
        if self.on and other.on:
            return self.on == other.on
        pairs = [
            (self.year, other.year),
            (self.month, other.month),
            (self.day, other.day),
            (self.weekday, other.weekday),
        ]
        told = [mine == theirs for mine, theirs in pairs if mine is not None and theirs is not None]
        return bool(told) and all(told)


@lru_cache(maxsize=1024)
def days(text: str, published: date | None = None) -> tuple[Day, ...]:
    """The days that a text names, in order.

    Args:
        text: any.
        published: the day of publication: places "yesterday", and weekdays in the week before it.
    """
    return tuple(_day(match, published) for match in _DAY.finditer(text))


def days_off(claim: str, evidence: str, published: date | None = None) -> list[tuple[str, str | None]]:
    """Days of the claim that the evidence does not name, each with one that it names instead, or None.

    Words that hang on the day of publication ("yesterday") tell nothing where that is not known.
    """
    mine, there = (
        [day for day in days(text, published) if day.month or day.weekday is not None]
        for text in (claim, evidence)
    )
    return [
        (day.worded, there[0].worded if there else None)
        for day in mine
        if not any(day.agrees(other) for other in there)
    ]


def placed_alike(claim: str, text: str, published: date | None) -> tuple[tuple[int, int], ...]:
    """Where the claim has days that the text puts on the same day of the calendar: "8 November" beside "yesterday".

    Args:
        claim: the claim.
        text: what it is compared with.
        published: the day of publication of the text.
    """
    there = {day.on for day in days(text, published) if day.on}
    return tuple(
        match.span() for match in _DAY.finditer(claim) if there and _day(match, published).on in there
    )


def as_told(claim: str, text: str, published: date | None) -> str:
    """The claim with its days as the text has them, where that names the same day without a number.

    "Four died on 8 November" becomes "Four died yesterday": whoever reads the text alone does not know its date.
    """
    there = [day for day in days(text, published) if day.on]
    words = {day.on: day.worded for day in there}
    numbered = {day.on for day in there if re.search(r"\d", day.worded)}
    told, end = list[str](), 0
    for match in _DAY.finditer(claim) if words else ():
        on = _day(match, published).on
        if on and on in words and on not in numbered and re.search(r"\d", match.group()):
            before = claim[end : match.start()]
            is_weekday = folded(words[on]) in WEEKDAYS
            told += [before if is_weekday else re.sub(r"\bon\s+$", "", before, flags=re.I), words[on]]
            end = match.end()
    return "".join((*told, claim[end:]))


def day_at(text: str, position: int) -> str:
    """The day that is named at a position of the text, as worded; empty where none is."""
    return next((one.group() for one in _DAY.finditer(text) if one.start() <= position < one.end()), "")


def days_otherwise(claim: str, sentence: str) -> list[tuple[str, str]]:
    """Days of the claim where the sentence has another of the same sort, as worded: a weekday, a day of a month.

    A day of one sort may be that of another, and a day that the claim names too may be of something else.
    """
    mine, there = (list(map(_worded, days(text))) for text in (claim, sentence))
    found: list[tuple[str, str]] = []
    for sort, day, worded in mine:
        others = [other for other in there if other[0] == sort]
        apart = [other for other in others if other[:2] not in [one[:2] for one in mine]]
        if sort and apart and all(other[1] != day for other in others):
            found.append((worded, apart[0][2]))
    return found


def _worded(day: Day) -> tuple[str, tuple[int | None, ...], str]:
    """The sort of a day, what tells it from others of the sort, and its words; no sort where it is told otherwise."""
    if day.day is not None:
        return "date", (day.month, day.day), day.worded
    return "weekday" if day.weekday is not None else "", (day.weekday,), day.worded


def _day(match: re.Match[str], published: date | None) -> Day:
    worded = match.group()
    if match["iso"]:
        try:
            on = date.fromisoformat(match["iso"])
        except ValueError:
            return Day(worded)
        return Day(worded, on.year, on.month, on.day, on.weekday(), on)
    if match["weekday"]:
        weekday = WEEKDAYS[folded(match["weekday"])]
        back = (published.weekday() - weekday) % 7 if published else 0
        return _placed(worded, _moved(published, -back), weekday)
    if match["relative"]:
        ahead = {"yesterday": -1, "last": -1, "tomorrow": 1}.get(match["relative"].casefold().split()[0], 0)
        return _placed(worded, _moved(published, ahead), None)
    named = folded(match["month"] or match["month2"] or match["month3"])
    month = MONTHS.get(named) or SHORT_MONTHS[named]
    day, year = match["day"] or match["day2"], match["year"] or match["year2"] or match["year3"]
    number = int(day) if day else None
    on = _calendar(int(year) if year else published.year if published else None, month, number)
    return Day(worded, int(year) if year else None, month, number, on.weekday() if on else None, on)


def _moved(published: date | None, days: int) -> date | None:
    try:
        return published and published + timedelta(days=days)
    except OverflowError:
        return None


def _placed(worded: str, on: date | None, weekday: int | None) -> Day:
    if on is None:
        return Day(worded, weekday=weekday)
    return Day(worded, on.year, on.month, on.day, on.weekday(), on)


def _calendar(year: int | None, month: int, day: int | None) -> date | None:
    try:
        return date(year, month, day) if year and day else None
    except ValueError:
        return None
