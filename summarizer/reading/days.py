"""Where a worded day lies on the calendar, as seen from the day of publication or from a day named before.

English. What has been reported lies behind the day of publication, unless the wording looks ahead ("will reopen on
Friday").
"""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from summarizer.confidence.dates import WEEKDAYS
from summarizer.confidence.quantities import quantities

FEASTS = {
    "new year's day": (1, 1),
    "valentine's day": (14, 2),
    "halloween": (31, 10),
    "christmas eve": (24, 12),
    "christmas day": (25, 12),
    "boxing day": (26, 12),
    "new year's eve": (31, 12),
}
"""Day and month of what a date is called by. Those that move, or differ by country, are not among them."""
_SLACK = timedelta(days=2)
"""How far behind the publication a day without a year may lie: zones, and papers dated ahead."""
_STEPS = {"day": 1, "week": 7}


@dataclass(frozen=True, slots=True)
class Days:
    """The days from ``first`` to ``last``, both included."""

    first: date
    last: date
    precision: Literal["day", "month", "year"]


@dataclass(frozen=True, slots=True)
class View:
    """From where a wording is read.

    Attributes:
        published: the day of publication, where it is known.
        anchor: the day that was named last, which "the following morning" starts from.
        ahead: whether the wording is of something to come.
    """

    published: date | None
    anchor: date | None = None
    ahead: bool = False


def single(day: date) -> Days:
    """A day by itself."""
    return Days(day, day, "day")


def in_numbers(first: int, second: int, year: int, view: View) -> Days | None:
    """A date in numbers, month or day first.

    Where both are dates, the one that lies on the right side of the publication; None where both do, or neither.
    """
    read = [_single(year, first, second), _single(year, second, first)]
    found = {one.first: one for one in read if one is not None}
    if len(found) > 1 and (published := view.published) is not None:
        found = {
            day: one
            for day, one in found.items()
            if (day >= published if view.ahead else day <= published + _SLACK)
        }
    return next(iter(found.values())) if len(found) == 1 else None


def full_year(digits: str) -> int:
    """A year; two digits mean 1969 to 2068, as in POSIX."""
    year = int(digits)
    return year if len(digits) == 4 else year + (1900 if year >= 69 else 2000)


def on_date(day: int, month: int, year: int | None, view: View) -> Days | None:
    """A date; without a year the last such day before the publication, or the nearest one where it looks ahead.

    Where the day of publication is not known, it is the one nearest to the day that was named last.
    """
    if year is not None:
        return _single(year, month, day)
    if view.published is None:
        return _nearest(day, month, view.anchor) if view.anchor else None
    this = _single(view.published.year, month, day)
    if this and view.ahead and this.first < view.published:
        return _nearest(day, month, view.published)
    if this and not view.ahead and this.first > view.published + _SLACK:
        return _single(view.published.year - 1, month, day)
    return this


def _nearest(day: int, month: int, named: date) -> Days | None:
    years = (_single(named.year + shift, month, day) for shift in (-1, 0, 1))
    return min((one for one in years if one), key=lambda one: abs(one.first - named), default=None)


def in_month(month: int, year: int | None, view: View) -> Days | None:
    """A whole month; without a year as for a date."""
    if year is None and (placed := on_date(1, month, None, view)):
        year = placed.first.year
    if not year:
        return None
    return Days(date(year, month, 1), date(year, month, monthrange(year, month)[1]), "month")


def in_year(year: int) -> Days:
    """A whole year."""
    return Days(date(year, 1, 1), date(year, 12, 31), "year")


def on_weekday(name: str, which: str, view: View) -> Days | None:
    """The last such day up to the publication, or the next one.

    Args:
        name: of the weekday, in lower case.
        which: ``last``, ``next``, ``following``, ``previous`` or empty.
        view: from where.
    """
    start = view.anchor if which in {"following", "previous"} else view.published
    if start is None:
        return None
    if which in {"next", "following"} or (view.ahead and not which):
        forward = (WEEKDAYS[name] - start.weekday()) % 7
        return single(start + timedelta(days=forward or (7 if which else 0)))
    back = (start.weekday() - WEEKDAYS[name]) % 7
    return single(start - timedelta(days=back or (7 if which else 0)))


def relative(words: str, view: View) -> Days | None:
    """A day named from the day of publication: ``today``, ``last night``, ``overnight``, ``last week``."""
    if view.published is None:
        return None
    today, one = view.published, timedelta(days=1)
    first = words.split()[0]
    if words == "overnight":
        return Days(today - one, today, "day")
    if words.endswith((" week", " month", " year")):
        return _period(words.split()[-1], today, {"last": -1, "next": 1}.get(first, 0))
    shift = {"yesterday": -1, "last": -1, "tomorrow": 1}.get(first, 0)
    return single(today + shift * one)


def counted(words: str, unit: str, direction: str, view: View) -> Days | None:
    """``two days ago`` from the publication, ``two days earlier`` from the day named before.

    Args:
        words: the number: ``two``, ``12``, ``a``, ``the``.
        unit: ``day``, ``week``, ``month``, ``year``.
        direction: ``ago``, ``earlier``, ``before``, ``later`` or ``after``.
        view: from where.
    """
    start = view.published if direction == "ago" else view.anchor
    if start is None:
        return None
    numbers = [quantity.value for quantity in quantities(words)]
    number = int(numbers[0]) if numbers else 1
    number = number if direction in {"later", "after"} else -number
    if unit in _STEPS:
        try:
            day = start + timedelta(days=_STEPS[unit] * number)
        except OverflowError:
            return None
        return single(day) if unit == "day" else _period("week", day, 0)
    return _period(unit, start, number)


def following(which: str, view: View) -> Days | None:
    """``the next day``, ``the previous night``, ``that evening``, from the day named before."""
    if view.anchor is None:
        return None
    shift = {"next": 1, "following": 1, "previous": -1}.get(which, 0)
    return single(view.anchor + timedelta(days=shift))


def _single(year: int, month: int, day: int) -> Days | None:
    try:
        return single(date(year, month, day))
    except ValueError:
        return None


def _period(unit: str, day: date, number: int) -> Days | None:
    """The week, month or year of a day, or so many of them from it."""
    try:
        if unit == "week":
            monday = day - timedelta(days=day.weekday() - 7 * number)
            return Days(monday, monday + timedelta(days=6), "day")
        if unit == "year":
            return in_year(day.year + number)
        months = 12 * day.year + day.month - 1 + number
        return in_month(months % 12 + 1, months // 12, View(None))
    except (ValueError, OverflowError):
        return None
