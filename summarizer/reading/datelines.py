"""What the head of a text says of it: the town of a dateline ("DAHL, 9 JAN 90 (CPW) --") and the day it is of.

English. Only a whole date counts: a day without a year can be any year's.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from itertools import islice, takewhile

from summarizer.confidence.dates import MONTHS, SHORT_MONTHS, WEEKDAYS
from summarizer.confidence.tokens import CAPITAL
from summarizer.reading.days import full_year
from summarizer.reading.lines import raw_lines

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
_CAPITALISED = rf"[{CAPITAL}][\w’'.-]*"
_SMALL = ("de", "del", "la", "of", "the", "upon")
_TOWN = re.compile(
    rf"""\s*(?P<town>(?:{_CAPITALISED}\s+(?:(?:{"|".join(_SMALL)})\s+)*){{0,3}}{_CAPITALISED})
    (?:,[^,()\n–—]{{2,25}}){{0,2}}
    (?:\s*\((?P<agency>[A-Z][A-Za-z.]+(?:[/ &-][A-Z][A-Za-z.]*)*)\))?
    (?:\s*--?\s+|\s*[–—]\s*)(?=[\["“‘'\w])""",
    re.X,
)
_NO_TOWN = re.compile(
    r"(?:update|breaking|news|alert|live|watch|photos?|video|victims?|police|sheriff|fire|dispatch|report|editor|note"
    r"|exclusive|correction|warning|error|critical|info|notice)\b",
    re.I,
)
"""What stands before a dash and is no town."""
_WHERE = r"(?:in|near|of|from|to|at|around|outside)\s+(?:(?:north|south|east|west|central|downtown)\w*\s+)?"
WHO_BELONGS = (
    r"(?:[Pp]olice|[Ff]ire(?:fighters|\s+(?:[Dd]epartment|[Ss]ervice|[Bb]rigade|[Cc]hief|crews?|officials?))|[Ss]heriff|officers|deputies"
    r"|authorities|residents?|[Mm]ayor|man|woman|boy|girl|teen(?:ager)?|couple|family)"
)
"""Who is called by their town: "Dahl police", "a Dahl teen"."""
_BELONGS = rf"\s+(?i:{WHO_BELONGS}|fire|hospital)\b"


@dataclass(frozen=True, slots=True)
class Dateline:
    """Where a report was written: the town, as it is written in prose, and the offset behind the dateline."""

    town: str
    end: int


def dateline(text: str) -> Dateline | None:
    """The town that the head of a text is dated from; None where it gives none.

    "DAHL (CPW) –", "Dahl, Quill (CPW) --" and "DAHL —" are datelines. Without an agency the town is written in
    capitals, and the text names it elsewhere as one does a town: "in Dahl", "Dahl police".

    Args:
        text: a report.
    """
    for line in takewhile(lambda line: line.start <= _OPENING, raw_lines(text)):
        if (found := _TOWN.match(text, line.start, line.end)) and (town := _town(found, text)):
            return Dateline(town, found.end())
    return None


def _town(found: re.Match[str], text: str) -> str | None:
    written: str = found["town"]
    town = _in_prose(written) if written.isupper() else written
    if _NO_TOWN.match(town):
        return None
    if found["agency"]:
        return town
    name = re.escape(town)
    return town if written.isupper() and re.search(rf"\b{_WHERE}{name}\b|\b{name}{_BELONGS}", text) else None


def _in_prose(town: str) -> str:
    """A name in capitals as prose has it: "Rio de Janeiro"."""
    words = (word if word in _SMALL else word.capitalize() for word in town.casefold().split())
    return re.sub(r"(?<=[.-])\w", lambda letter: letter.group().upper(), " ".join(words))


def day_in_head(text: str) -> date | None:
    """The day that the head of a text gives as its own; None where it gives no whole date.

    Args:
        text: a report. A date in prose is not looked at: it may be of anything.
    """
    lines = (words for line in raw_lines(text) if (words := line.of(text)).strip())
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
