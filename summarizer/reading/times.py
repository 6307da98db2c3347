"""When something happened, as a text words it: dates, weekdays and clock times, on the calendar where it allows.

English. Relative days are placed against the day of publication; without one they keep their wording alone.
"""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from summarizer.schema import Report, TimeSpan

_MONTHS = {
    name: number
    for number, name in enumerate(
        "january february march april may june july august september october november december".split(), 1
    )
}
_DAYS = {
    name: number
    for number, name in enumerate("monday tuesday wednesday thursday friday saturday sunday".split())
}
_MONTH = "|".join(_MONTHS)
_DAY = "|".join(_DAYS)
_TIME = re.compile(
    rf"""(?:(?:late\s+on|early\s+on|shortly\s+(?:before|after)|on|at|around|about|by
        |since|from|until|in\s+the\s+early\s+hours\s+of)\s+){{0,3}}
    (?P<expression>
      (?P<iso>\d{{4}}-\d\d-\d\d)
    | (?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s+(?P<month>{_MONTH})(?:,?\s+(?P<year>\d{{4}}))?\b
    | \b(?P<month2>{_MONTH})\s+(?P<day2>\d{{1,2}})(?!\d)(?:st|nd|rd|th)?(?:,?\s+(?P<year2>\d{{4}}))?\b
    | \b(?P<weekday>{_DAY})(?:\s+(?:morning|afternoon|evening|night))?\b
    | \b(?P<relative>today|yesterday|tonight|this\s+(?:morning|afternoon|evening)|last\s+night|overnight)\b
    | \b(?P<hour>\d{{1,2}})(?:[:.](?P<minute>\d\d))?\s?(?P<half>[ap])\.?m\b\.?
    | \b(?P<hour24>\d{{1,2}}):(?P<minute24>\d\d)\b
    | \b(?P<noon>noon|midday|midnight)\b
    | \bin\s+(?P<alone>(?:19|20)\d\d)\b
    )""",
    re.IGNORECASE | re.VERBOSE,
)


def time_span(text: str, report: Report) -> TimeSpan | None:
    """The first time that a text names, with the clock time beside it where there is one.

    Args:
        text: a claim.
        report: whose ``published`` and ``timezone`` place relative days and clock times.

    Returns:
        None where the text names no time.
    """
    found = list(_TIME.finditer(text))
    if not found:
        return None
    days = [(match, day) for match in found if (day := _day(match, report)) is not None]
    clocks = [(match, clock) for match in found if (clock := _clock(match)) is not None]
    worded = (
        text[found[0].start() : found[-1].end()] if len(found) <= 2 and _adjacent(found) else found[0].group()
    )
    if days:
        start, precision = days[0][1]
        if precision == "day" and clocks:
            moment = datetime.combine(
                start, clocks[0][1], tzinfo=ZoneInfo(report.timezone) if report.timezone else None
            )
            return TimeSpan(text=worded, start=moment, end=moment, precision="minute")
        end = start if precision == "day" else date(start.year, 12, 31)
        return TimeSpan(text=worded, start=start, end=end, precision="day" if precision == "day" else "year")
    return TimeSpan(text=worded)


def _adjacent(found: list[re.Match[str]]) -> bool:
    return len(found) < 2 or found[1].start() - found[0].end() <= 12


def _day(match: re.Match[str], report: Report) -> tuple[date, str] | None:
    published = report.published.date() if isinstance(report.published, datetime) else report.published
    try:
        if match["iso"]:
            return date.fromisoformat(match["iso"]), "day"
        if match["alone"]:
            return date(int(match["alone"]), 1, 1), "year"
        month = match["month"] or match["month2"]
        if month:
            year = match["year"] or match["year2"] or (published.year if published else None)
            day = int(match["day"] or match["day2"])
            return (date(int(year), _MONTHS[month.casefold()], day), "day") if year else None
    except ValueError:
        return None
    if published is None:
        return None
    if match["weekday"]:
        back = (published.weekday() - _DAYS[match["weekday"].casefold()]) % 7
        return published - timedelta(days=back), "day"
    if match["relative"]:
        before = match["relative"].casefold().split()[0] in {"yesterday", "last"}
        return published - timedelta(days=int(before)), "day"
    return None


def _clock(match: re.Match[str]) -> time | None:
    try:
        if match["hour"]:
            return time(
                int(match["hour"]) % 12 + (12 if match["half"].casefold() == "p" else 0),
                int(match["minute"] or 0),
            )
        if match["hour24"]:
            return time(int(match["hour24"]), int(match["minute24"]))
    except ValueError:
        return None
    if match["noon"]:
        return time(0 if match["noon"].casefold() == "midnight" else 12, 0)
    return None
