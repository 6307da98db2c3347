"""Typed values in plain English: counts, times, money, names of things."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date, datetime, timedelta
from enum import Enum
from typing import cast

from pydantic import BaseModel

from summarizer.render.safe import plain
from summarizer.schema import CountRange, TimeSpan


def value(thing: object) -> str:
    """Any value of a summary on one line, harmless in a terminal."""
    match thing:
        case CountRange():
            return count(thing)
        case TimeSpan():
            return span(thing)
        case Enum():
            return label(str(thing.value))
        case bool():
            return "yes" if thing else "no"
        case int():
            return f"{thing:,}"
        case date():
            return moment(thing)
        case timedelta():
            return duration(thing.total_seconds())
        case BaseModel():
            fields = ((name, getattr(thing, name)) for name in type(thing).model_fields)
            return "; ".join(
                f"{label(name)}: {value(content)}" for name, content in fields if content is not None
            )
        case list() | tuple() | set() | frozenset():
            return ", ".join(value(item) for item in cast("Collection[object]", thing))
        case _:
            return plain(str(thing))


def count(number: CountRange) -> str:
    """A count: ``9``, ``at least 9``, ``9 to 11``, ``about 300``."""
    about = "about " if number.approximate else ""
    if number.high is None:
        return f"at least {about}{number.low:,}"
    if number.low == number.high:
        return f"{about}{number.low:,}"
    return f"{about}{number.low:,} to {number.high:,}"


def span(time: TimeSpan) -> str:
    """A time as the report words it, and where it lies on the calendar: ``Tuesday (4 March 2031)``."""
    said = plain(time.text)
    first = moment(time.start, time.precision) if time.start else ""
    last = moment(time.end, time.precision) if time.end else ""
    placed = _between(first, last)
    if not said or not placed or placed.casefold() in said.casefold():
        return said or placed
    return f"{said} ({placed})"


def _between(first: str, last: str) -> str:
    """Join two moments, naming a day that they share once."""
    if not first or not last or first == last:
        return first or (last and f"until {last}")
    (day, _, _), (same, comma, time) = first.partition(", "), last.partition(", ")
    return f"{first} to {time}" if comma and day == same else f"{first} to {last}"


def moment(when: date, precision: str = "minute") -> str:
    """A day or a point in time, no finer than ``precision``: ``4 March 2031, 18:30 UTC+02:00``."""
    if precision == "year":
        return str(when.year)
    if precision == "month":
        return f"{when:%B} {when.year}"
    day = f"{when.day} {when:%B} {when.year}"
    if not isinstance(when, datetime) or precision == "day":
        return day
    return f"{day}, {when:%H:%M} {when.tzname() or ''}".rstrip()


def label(name: str) -> str:
    """A name from code as words: ``rail_accident`` is ``rail accident``."""
    return plain(name.replace("_", " "))


def plural(number: int, noun: str) -> str:
    """``1 claim``, ``2 claims``."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def listed(items: Sequence[str]) -> str:
    """``a``, ``a and b``, ``a, b and c``."""
    return " and ".join(part for part in (", ".join(items[:-1]), *items[-1:]) if part)


def duration(seconds: float) -> str:
    """``0.4 s``, ``82 s``, ``4 min 10 s``, ``50 min``, ``2 h 5 min``."""
    if seconds < 10:
        return f"{seconds:.1f} s"
    if seconds < 120:
        return f"{seconds:.0f} s"
    minutes, rest = divmod(round(seconds), 60)
    if minutes < 60:
        return f"{minutes} min {rest} s" if rest else f"{minutes} min"
    return f"{minutes // 60} h {minutes % 60} min"


def money(dollars: float | None) -> str:
    """What a run cost, in US dollars. Unknown is unknown, never nothing."""
    if dollars is None:
        return "cost unknown"
    if dollars == 0:
        return "no cost"
    return f"${dollars:,.2f}" if dollars >= 0.01 else "less than $0.01"
