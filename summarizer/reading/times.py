"""When something happened, as a text words it: dates, days, parts of a day and clock times.

English. Libraries for dates give an instant; what is needed here is no more precise than the wording, keeps it, and
says where it stands. Days are placed by the day of publication, or by the day that was named before; where there is
neither they keep their wording alone. A clock time has a zone only where the text or the report names one.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta, timezone, tzinfo
from functools import lru_cache
from zoneinfo import ZoneInfo

from summarizer.confidence.dates import MONTHS, SHORT_MONTHS, WEEKDAYS
from summarizer.reading.days import (
    FEASTS,
    Days,
    View,
    counted,
    following,
    full_year,
    in_month,
    in_numbers,
    in_year,
    on_date,
    on_weekday,
    relative,
    single,
)
from summarizer.schema import Report, TimeSpan
from summarizer.schema.base import day_of

_MONTH = rf"(?:(?:{'|'.join((*MONTHS, *SHORT_MONTHS))})\b\.?)"
_DAY = "|".join(WEEKDAYS)
_FEAST = "|".join(FEASTS).replace(" ", r"\s+").replace("'", "[’']")
_PART = r"(?:morning|afternoon|evening|night)"
_NUMBER = r"(?:\d{1,3}|an?|the|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|several|few)"
_ZONES = {"utc": 0, "gmt": 0, "cet": 1, "cest": 2, "est": -5, "edt": -4, "pst": -8, "pdt": -7}
"""Hours from UTC; abbreviations that mean several zones are not among them."""
_ZONE = rf"\s?\(?(?:{'|'.join(_ZONES)})(?:[+−-]\d{{1,2}})?\b"
_ZONED = re.compile(r"([a-z]+)([+−-]\d+)?", re.I)
_TIME = re.compile(
    rf"""(?:\b(?:late\s+on|early\s+on|late|early|shortly|just|(?:some\s+time\s+)?(?:before|after)|on|at|around|about
        |approximately|nearly|by|since|from(?!\s+since)|until|through
        |in\s+the\s+early\s+hours\s+of|(?:on\s+)?the\s+{_PART}\s+of)\s+){{0,3}}
    (?P<expression>
      (?P<iso>(?<![\d-])\d{{4}}-\d\d-\d\d(?![\d-]))
    | (?<![\d/])(?P<first>\d{{1,2}})/(?P<second>\d{{1,2}})/(?P<year6>\d{{4}}|\d\d)(?![\d/])
    | (?<![\d.:,-])(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?(?P<month>{_MONTH})(?:,?\s+(?P<year>\d{{4}}))?\b
    | \b(?P<month2>{_MONTH})\s+(?P<day2>\d{{1,2}})(?![\d:])(?:st|nd|rd|th)?(?:,?\s+(?P<year2>\d{{4}})\b)?
    | \b(?P<month3>{_MONTH})\s+(?P<year3>(?:19|20)\d\d)\b
    | \b(?P<feast>{_FEAST})\b(?:,?\s+(?P<year5>(?:19|20)\d\d)\b)?
    | \bin\s+(?:(?:early|late|mid)[\s-]+)?(?P<month4>{"|".join(MONTHS)})\b(?!\s+\d)
    | (?:\b(?:the\s+)?(?P<which>last|next|following|previous)\s+)?\b(?P<weekday>{_DAY})\b(?!-)
        (?:\s+(?:early\s+|late\s+)?{_PART})?
    | \b(?P<relative>(?:earlier\s+|later\s+)?today|yesterday|tomorrow|tonight|overnight|last\s+night
        |this\s+(?:morning|afternoon|evening)|(?:last|this|next)\s+(?:week|month|year))\b(?:\s+{_PART})?
    | \b(?P<number>{_NUMBER})\s+(?P<unit>day|week|month|year)s?\s+
        (?P<direction>ago\b|earlier\b|later\b|(?:before|after)(?=\s*(?:[,.;:)”"]|$)))
    | \b(?:the|that|on\s+the)\s+(?P<step>next|following|previous|same|very)\s+(?:day|{_PART})\b
    | \bthat\s+(?P<that>day|{_PART})\b
    | \b(?P<vague>in\s+the\s+early\s+hours|at\s+dawn|at\s+dusk)\b
    | (?<![\d.:])(?P<hour>\d{{1,2}})(?:[:.](?P<minute>\d\d))?\s?(?P<half>[ap])\.?m\b\.?(?P<zone>{_ZONE})?
    | (?<![\d:.,])(?P<hour24>\d{{1,2}}):(?P<minute24>\d\d)(?::\d\d)?\b(?P<zone24>{_ZONE})?
    | \b(?P<noon>noon|midday|midnight)\b
    | \bin\s+(?P<alone>(?:19|20)\d\d)\b
    )""",
    re.IGNORECASE | re.VERBOSE,
)
_ROUGHLY = re.compile(r"\b(?:around|about|approximately|nearly|shortly|just|before|after)\b", re.I)
_AHEAD = re.compile(
    r"\b(?:will|due|scheduled|expect\w*|planned|plans?\s+to|would|is\s+to|are\s+to)\b(?:(?!\bafter\b|\bwho\b)[^,;:.])*$",
    re.I,
)
_LASTING = re.compile(
    r"\b(?:is|are|remains?|stays?|may|might|could|cannot|can|must|should|aims?|hopes?|wants?)\b"
    r"(?:(?!\b(?:was|were|had)\b)[^,;:.])*"
    r"\b(?:until|before|by|through)\s+(?:at\s+least\s+)?(?:(?:noon|midnight|\d{1,2}(?::\d\d)?(?:\s?[ap]\.?m\.?)?)\s+)?(?:on\s+)?$",
    re.I,
)
"""In the present, "until Monday" is the Monday to come: "flights are cancelled until noon on Monday"."""
_JOINT = re.compile(r"[\s,(]*")
_RECENT = timedelta(days=7)
"""How far a day may lie from the publication to be that of what is told after it."""
_LOOK_BACK = 100
"""Characters before a time in which the words stand that make it one to come."""


@dataclass(frozen=True, slots=True)
class Mention:
    """A time that a text names.

    Attributes:
        span: what it means.
        start: where it starts in the text.
        end: where it ends (exclusive).
    """

    span: TimeSpan
    start: int
    end: int

    @property
    def day(self) -> date | None:
        """Its first day, where it is placed and no vaguer than a day."""
        if self.span.start is None or self.span.precision in {"month", "year"}:
            return None
        return day_of(self.span.start)


@dataclass(frozen=True, slots=True)
class _Part:
    """One expression: a day, a clock time, or what can be placed as neither."""

    match: re.Match[str]
    days: Days | None
    clock: datetime | None
    """On a day that counts for nothing, with its zone."""

    @property
    def is_clock(self) -> bool:
        return bool(self.match["hour"] or self.match["hour24"] or self.match["noon"])


def mentions(
    text: str, report: Report, anchor: date | None = None, *, clocks_on: date | None = None
) -> list[Mention]:
    """The times that a text names, in order; a day and a clock time beside it are one.

    Args:
        text: a claim, a sentence or a report.
        report: whose ``published`` and ``timezone`` place relative days and clock times.
        anchor: the day that was named before the text, for "the following morning".
        clocks_on: the day that a clock time without one is placed on; on none where not given.
    """
    published = day_of(report.published) if report.published else None
    groups: list[list[_Part]] = []
    for match in _TIME.finditer(text):
        before = text[max(0, match.start() - _LOOK_BACK) : match.start()]
        lead = before + text[match.start() : match.start("expression")]
        ahead = bool(_AHEAD.search(before) or _LASTING.search(lead))
        part = _read(match, View(published, anchor, ahead))
        if part.days and part.days.precision == "day":
            anchor = part.days.first
        elif match["month"] or match["month2"] or match["feast"] or match["first"]:
            anchor = None  # "the same day" is then one that cannot be placed either
        if groups and _belongs(part, groups[-1], text):
            groups[-1].append(part)
        else:
            groups.append([part])
    days = [group for group in groups if not all(part.is_clock for part in group)]
    if len(days) == 1 and len(groups) == 2:
        # The one clock time of a sentence is that of its one day, wherever it stands.
        (clocks,) = (group for group in groups if group is not days[0])
        if not any(part.is_clock for part in days[0]):
            return [_mention([*days[0], *clocks], text, report, within=days[0])]
    return [_mention(group, text, report, within=group, else_on=clocks_on) for group in groups]


def likely_day(report: Report, anchor: date | None) -> date | None:
    """The day of what is told without one: the day named before it, if it is a recent one, else that of the report."""
    published = day_of(report.published) if report.published else None
    if published is None or (anchor is not None and abs(published - anchor) <= _RECENT):
        return anchor
    return published


def time_span(text: str, report: Report, anchor: date | None = None) -> TimeSpan | None:
    """The first time that a text names, one that can be placed on the calendar before all others.

    Args:
        text: a claim.
        report: as for ``mentions``.
        anchor: as for ``mentions``.

    Returns:
        None where the text names no time.
    """
    found = mentions(text, report, anchor)
    placed = [mention for mention in found if mention.span.start is not None]
    return next((mention.span for mention in (*placed, *found)), None)


class Anchors:
    """Which day was named last before a place of a report."""

    def __init__(self, report: Report) -> None:
        named = [(one.start, one.day) for one in mentions(report.text, report) if one.day]
        self._starts = [start for start, _ in named]
        self._days = [day for _, day in named]

    def before(self, offset: int) -> date | None:
        """The day named last before an offset of the text, None where none is."""
        place = bisect_left(self._starts, offset)
        return self._days[place - 1] if place else None


def _read(match: re.Match[str], view: View) -> _Part:
    return _Part(match, _days(match, view), _clock(match))


def _belongs(part: _Part, group: list[_Part], text: str) -> bool:
    """Whether an expression goes on with the one before: "at 7 p.m. last Friday (April 10)"."""
    if not _JOINT.fullmatch(text, group[-1].match.end(), part.match.start()):
        return False
    if part.is_clock:
        return not any(other.is_clock for other in group)
    return all(
        other.is_clock or bool(other.match["weekday"]) != bool(part.match["weekday"]) for other in group
    )


def _mention(
    parts: list[_Part], text: str, report: Report, *, within: list[_Part], else_on: date | None = None
) -> Mention:
    start, end = within[0].match.start(), within[-1].match.end()
    end += "(" in text[start:end] and text[end : end + 1] == ")"
    span = TimeSpan(text=text[start:end].strip())
    days = [part for part in parts if part.days]
    dated = next((part for part in days if not part.match["weekday"]), days[0] if days else None)
    if dated is not None and dated.days is not None:
        placed = dated.days
    elif else_on is not None and all(part.is_clock for part in parts):
        placed = single(else_on)
    else:
        return Mention(span, start, end)
    span = TimeSpan(text=span.text, start=placed.first, end=placed.last, precision=placed.precision)
    clock = next((part for part in parts if part.clock), None)
    if clock is None or clock.clock is None or placed.first != placed.last:
        return Mention(span, start, end)
    named = _half_day(clock, text[start:end], report)
    if named is None:
        return Mention(span, start, end)
    zone: tzinfo | None = clock.clock.tzinfo or (ZoneInfo(report.timezone) if report.timezone else None)
    moment = datetime.combine(placed.first, named, tzinfo=zone)
    rough = _ROUGHLY.search(clock.match.group()) or (clock.match["hour"] and not clock.match["minute"])
    return replace(
        Mention(span, start, end),
        span=TimeSpan(text=span.text, start=moment, end=moment, precision="hour" if rough else "minute"),
    )


def _days(match: re.Match[str], view: View) -> Days | None:
    if match["iso"]:
        try:
            day = date.fromisoformat(match["iso"])
        except ValueError:
            return None
        return Days(day, day, "day")
    if match["first"]:
        return in_numbers(int(match["first"]), int(match["second"]), full_year(match["year6"]), view)
    if match["alone"]:
        return in_year(int(match["alone"]))
    for month, day, year in (("month", "day", "year"), ("month2", "day2", "year2")):
        if match[month]:
            named = int(match[year]) if match[year] else None
            return on_date(int(match[day]), _month(match[month]), named, view)
    if match["feast"]:
        day, month = FEASTS[" ".join(match["feast"].casefold().replace("’", "'").split())]
        return on_date(day, month, int(match["year5"]) if match["year5"] else None, view)
    if match["month3"]:
        return in_month(_month(match["month3"]), int(match["year3"]), view)
    if match["month4"]:
        return in_month(_month(match["month4"]), None, view)
    if match["weekday"]:
        return on_weekday(match["weekday"].casefold(), (match["which"] or "").casefold(), view)
    if match["relative"]:
        words = " ".join(match["relative"].casefold().split())
        return relative(words.removeprefix("earlier ").removeprefix("later "), view)
    if match["number"]:
        return counted(match["number"], match["unit"].casefold(), match["direction"].casefold(), view)
    if match["step"] or match["that"]:
        return following((match["step"] or "same").casefold(), view)
    return None


def _month(name: str) -> int:
    folded = name.casefold().rstrip(".")
    return MONTHS.get(folded) or SHORT_MONTHS[folded]


def _half_day(clock: _Part, worded: str, report: Report) -> time | None:
    """The clock time, where it is known whether it is before or after noon; else None: "Monday around 5:30"."""
    assert clock.clock is not None  # the part was chosen for it
    named = clock.clock.time()
    hour = clock.match["hour24"]
    if hour is None or hour.startswith("0") or not 1 <= named.hour <= 11 or clock.match["zone24"]:
        return named
    part = re.search(rf"\b{_PART}\b", worded, re.I)
    if part is None:
        return named if _has_24_hours(report.text) else None
    late_from = {"morning": 12, "night": 6}.get(part.group().lower(), 0)
    late = named.hour >= late_from
    return named.replace(hour=named.hour + 12) if late else named


@lru_cache(maxsize=2)
def _has_24_hours(text: str) -> bool:
    """Whether a report writes times of day by 24 hours."""
    return bool(re.search(r"(?<![\d:.])(?:0\d|1[3-9]|2[0-3]):[0-5]\d(?![\d:]*\s?[ap]\.?m)", text, re.I))


def _clock(match: re.Match[str]) -> datetime | None:
    try:
        if match["hour"]:
            half = 12 if match["half"].casefold() == "p" else 0
            named = time(int(match["hour"]) % 12 + half, int(match["minute"] or 0))
        elif match["hour24"]:
            named = time(int(match["hour24"]), int(match["minute24"]))
        elif match["noon"]:
            named = time(0 if match["noon"].casefold() == "midnight" else 12, 0)
        else:
            return None
    except ValueError:
        return None
    return datetime.combine(date.min, named, tzinfo=_zone(match))


def _zone(match: re.Match[str]) -> timezone | None:
    named = _ZONED.search(match["zone"] or match["zone24"] or "")
    if named is None:
        return None
    hours = _ZONES[named[1].casefold()] + int((named[2] or "0").replace("−", "-"))
    return timezone(timedelta(hours=hours)) if abs(hours) < 24 else None
