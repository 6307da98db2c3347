"""Typed values in plain English."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from summarizer.render.wording import count, duration, listed, money, plural, span, value
from summarizer.schema import CountRange, IncidentKind, TimeSpan


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (CountRange(low=9, high=9), "9"),
        (CountRange(low=9), "at least 9"),
        (CountRange(low=9, high=11), "9 to 11"),
        (CountRange(low=1200, high=1200, approximate=True), "about 1,200"),
        (CountRange(low=24, approximate=True), "at least about 24"),
        (CountRange(low=0, high=0), "0"),
    ],
)
def test_counts(number, words):
    assert count(number) == words


DAY, NEXT = date(2031, 3, 4), date(2031, 3, 5)


@pytest.mark.parametrize(
    ("time", "words"),
    [
        (TimeSpan(text="on Tuesday"), "on Tuesday"),
        (TimeSpan(text="on Tuesday", start=DAY, end=DAY, precision="day"), "on Tuesday (4 March 2031)"),
        (TimeSpan(text="4 March 2031", start=DAY, precision="day"), "4 March 2031"),
        (
            TimeSpan(text="overnight", start=DAY, end=NEXT, precision="day"),
            "overnight (4 March 2031 to 5 March 2031)",
        ),
        (TimeSpan(text="by then", end=DAY, precision="day"), "by then (until 4 March 2031)"),
        (TimeSpan(text="in spring", start=DAY, precision="month"), "in spring (March 2031)"),
        (TimeSpan(text="then", start=DAY, precision="year"), "then (2031)"),
        (TimeSpan(text="", start=DAY, precision="day"), "4 March 2031"),
        (
            TimeSpan(
                text="at dawn",
                start=datetime(2031, 3, 4, 5, tzinfo=UTC),
                end=datetime(2031, 3, 4, 6, tzinfo=UTC),
            ),
            "at dawn (4 March 2031, 05:00 UTC to 06:00 UTC)",
        ),
    ],
)
def test_times(time, words):
    assert span(time) == words


def test_any_value_of_a_users_schema():
    assert value(IncidentKind.RAIL_ACCIDENT) == "rail accident"
    assert value(timedelta(minutes=50)) == "50 min"
    assert value(True) == "yes"
    assert value(12345) == "12,345"
    assert value(2.5) == "2.5"
    assert value(DAY) == "4 March 2031"
    assert value(("a", "b\x1b[31m")) == "a, b[31m"
    assert value(CountRange(low=2, high=2)) == "2"


def test_small_words():
    assert [plural(1, "claim"), plural(2000, "claim")] == ["1 claim", "2,000 claims"]
    assert [listed([]), listed(["a"]), listed(["a", "b"]), listed(["a", "b", "c"])] == [
        "",
        "a",
        "a and b",
        "a, b and c",
    ]
    assert [duration(0.42), duration(48.3), duration(250), duration(7500)] == [
        "0.4 s",
        "48 s",
        "4 min 10 s",
        "2 h 5 min",
    ]
    assert [money(None), money(0), money(0.004), money(1.239)] == [
        "cost unknown",
        "no cost",
        "less than $0.01",
        "$1.24",
    ]
