"""When something happened, as a claim words it."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.reading.times import time_span
from summarizer.schema import Report

TUESDAY = date(2031, 3, 4)
REPORT = Report(text="", published=TUESDAY)


@pytest.mark.parametrize(
    ("text", "start", "precision"),
    [
        ("The gate failed on 3 May 2030", date(2030, 5, 3), "day"),
        ("The gate failed on May 3, 2030", date(2030, 5, 3), "day"),
        ("The gate failed on 3rd May", date(2031, 5, 3), "day"),
        ("The gate failed on 2030-05-03", date(2030, 5, 3), "day"),
        ("The gate failed on Tuesday", TUESDAY, "day"),
        ("The gate failed on Sunday", date(2031, 3, 2), "day"),
        ("The gate failed on Wednesday evening", date(2031, 2, 26), "day"),
        ("The gate failed this morning", TUESDAY, "day"),
        ("The gate failed yesterday", date(2031, 3, 3), "day"),
        ("The gate failed last night", date(2031, 3, 3), "day"),
        ("The gate failed on Tuesday at 6.15 a.m.", datetime(2031, 3, 4, 6, 15), "minute"),
        ("The gate failed at 6:15pm on 1 March", datetime(2031, 3, 1, 18, 15), "minute"),
        ("The gate failed at noon on Monday", datetime(2031, 3, 3, 12), "minute"),
        ("The gate failed at 12.30am on Monday", datetime(2031, 3, 3, 0, 30), "minute"),
        ("The gate was built in 1958", date(1958, 1, 1), "year"),
        ("The gate failed at 18:47", None, "unknown"),
        ("The gate failed on 31 February 2031", None, "unknown"),
    ],
)
def test_what_a_time_means(text, start, precision):
    span = time_span(text, REPORT)
    assert (span.start, span.precision) == (start, precision)
    assert type(span.start) is type(start)
    assert span.text in text


@pytest.mark.parametrize(
    "text",
    [
        "The gate failed",
        "Two men may march to the sea",
        "3.5 metres of water",
        "Room 1958 burned",
        "A toll of 161 km/h",
        "",
    ],
)
def test_what_names_no_time(text):
    assert time_span(text, REPORT) is None


def test_without_a_day_of_publication_relative_days_keep_their_wording():
    span = time_span("The gate failed on Tuesday", Report(text=""))
    assert (span.text, span.start, span.end, span.precision) == ("on Tuesday", None, None, "unknown")


def test_a_clock_time_stands_in_the_zone_of_the_report():
    report = Report(text="", published=datetime(2031, 3, 4, 20, 0), timezone="Europe/Oslo")
    assert time_span("It failed at 06:15 on Tuesday", report).start == datetime(
        2031, 3, 4, 6, 15, tzinfo=ZoneInfo("Europe/Oslo")
    )


def test_a_year_ends_when_it_ends():
    assert time_span("It was built in 1958", REPORT).end == date(1958, 12, 31)


@given(st.text(alphabet="0123456789:.- apmMarchoTuesdynit", max_size=40))
def test_no_text_raises(text):
    span = time_span(text, REPORT)
    assert span is None or span.text in text
