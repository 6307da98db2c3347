"""What the head of a text says of it: the town of a dateline ("DAHL, 9 JAN 90 (CPW) --") and the day it is of.

English. Only a whole date counts: a day without a year can be any year's.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from itertools import islice

from summarizer.confidence.dates import MONTHS, WEEKDAYS
from summarizer.reading.days import SHORT_MONTHS, full_year

_HEAD = 20
"""Lines with something in them among which the day is looked for."""
_OPENING = 2_000
"""Characters among which a dateline is looked for."""
_LONGEST = 100
"""Characters of a line that can be a stamp: a longer one is prose."""
_MONTH = rf"(?:{'|'.join((*MONTHS, *SHORT_MONTHS))})\b\.?"
_DATE = rf"""(?:
      (?P<iso>\d{{4}}-\d\d-\d\d)
    | (?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s+(?P<month>{_MONTH}),?\s+(?P<year>\d{{4}}|\d\d)
    | (?P<month2>{_MONTH})\s+(?P<day2>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<year2>\d{{4}})
)(?!\d)"""
_DATELINE = re.compile(rf"\s*[A-ZÀ-Þ][\w’' ,./()-]{{1,60}},\s+{_DATE}\s*(?:[(\[]|--|[–—])", re.I | re.X)
_STAMP = re.compile(
    rf"""(?:^\s* | [|·•,:–—]\s+ | \b(?:published|posted|updated|issued|exported|dated|date|on)\s*:?\s+)
    (?:(?:{"|".join(WEEKDAYS)})\b,?\s+)?
    {_DATE}
    (?=\s*(?:$ | [|·•,:(–—] | \d{{1,2}}[:.h]\d\d | at\b))""",
    re.I | re.X,
)
_TOWN = re.compile(
    r"""\s*(?P<town>(?:[A-ZÀ-Þ][\w’'.-]*\s+){0,3}[A-ZÀ-Þ][\w’'.-]+)
    (?:,[^,()\n–—]{2,25}){0,2}
    (?:\s*\((?P<agency>[^)\n]{2,40})\))?
    \s*(?:--?|[–—])\s+(?=[\["“‘'\w])""",
    re.X,
)


@dataclass(frozen=True, slots=True)
class Dateline:
    """Where a report was written: the town, as it is written in prose, and the offset behind the dateline."""

    town: str
    end: int


def dateline(text: str) -> Dateline | None:
    """The town that the head of a text is dated from; None where it gives none.

    "DAHL (CPW) –", "Dahl, Quill (CPW) --" and "DAHL —" are datelines; without an agency the town is written in
    capitals, and the text names it again, which tells "UPDATE –" from it.

    Args:
        text: a report.
    """
    position = 0
    for line in text.splitlines(keepends=True):
        if (found := _TOWN.match(line)) and (town := _town(found, text)):
            return Dateline(town, position + found.end())
        position += len(line)
        if position > _OPENING:
            break
    return None


def _town(found: re.Match[str], text: str) -> str | None:
    town: str = found["town"]
    in_prose = town.title() if town.isupper() else town
    if found["agency"]:
        return in_prose
    again = re.search(
        rf"(?<!\w){re.escape(in_prose)}(?!\w)", text[: found.start("town")] + text[found.end() :]
    )
    return in_prose if town.isupper() and again else None


def day_in_head(text: str) -> date | None:
    """The day that the head of a text gives as its own; None where it gives no whole date.

    Args:
        text: a report. A date in prose is not looked at: it may be of anything.
    """
    lines = (line for line in text.splitlines() if line.strip())
    for line in islice(lines, _HEAD):
        is_short = len(line) <= _LONGEST and not line.rstrip().endswith((".", "!", "?"))
        found = _DATELINE.match(line) or (_STAMP.search(line) if is_short else None)
        if found and (day := _day(found)):
            return day
    return None


def _day(found: re.Match[str]) -> date | None:
    try:
        if found["iso"]:
            return date.fromisoformat(found["iso"])
        name = (found["month"] or found["month2"]).casefold().rstrip(".")
        month = MONTHS.get(name) or SHORT_MONTHS[name]
        return date(full_year(found["year"] or found["year2"]), month, int(found["day"] or found["day2"]))
    except ValueError:
        return None
