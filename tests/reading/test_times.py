"""When something happened, as a claim words it."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.reading.times import Anchors, mentions, time_span
from summarizer.schema import Report

TUESDAY = date(2031, 3, 4)
REPORT = Report(text="", published=TUESDAY)


@pytest.mark.parametrize(
    ("text", "whole", "start"),
    [
        ("The gate failed on Monday around 5:30", "", date(2031, 3, 3)),
        ("The gate failed on Monday around 5:30", "It was seen at 17:40.", datetime(2031, 3, 3, 5, 30)),
        ("The gate failed on Monday around 5:30", "It was seen at 7:40 pm.", date(2031, 3, 3)),
        ("The gate failed on Monday evening at 5:30", "", datetime(2031, 3, 3, 17, 30)),
        ("The gate failed on Monday night at 9:30", "", datetime(2031, 3, 3, 21, 30)),
        ("The gate failed on Monday night at 2:30", "", datetime(2031, 3, 3, 2, 30)),
        ("The gate failed on Monday morning at 5:30", "", datetime(2031, 3, 3, 5, 30)),
        ("The gate failed on Monday at 5:30 UTC", "", datetime(2031, 3, 3, 5, 30, tzinfo=UTC)),
        ("The gate failed on Monday at 05:30", "", datetime(2031, 3, 3, 5, 30)),
    ],
)
def test_a_time_that_may_be_before_or_after_noon_is_told_by_its_day_alone(text, whole, start):
    span = time_span(text, Report(text=whole, published=TUESDAY))
    assert span.start == start
    assert span.precision == ("day" if type(start) is date else span.precision)


@pytest.mark.parametrize(
    ("text", "start", "precision"),
    [
        ("The gate failed on 3 May 2030", date(2030, 5, 3), "day"),
        ("The gate failed on May 3, 2030", date(2030, 5, 3), "day"),
        ("The gate failed on 3rd May", date(2030, 5, 3), "day"),
        ("The gate failed on 2030-05-03", date(2030, 5, 3), "day"),
        ("The gate failed on 12/23/30", date(2030, 12, 23), "day"),
        ("The gate failed on 23/12/2030", date(2030, 12, 23), "day"),
        ("The gate failed on 03/03/2031", date(2031, 3, 3), "day"),
        ("The gate failed on 12/01/2031", date(2031, 1, 12), "day"),
        ("The gate will open on 12/01/2031", date(2031, 12, 1), "day"),
        ("The gate failed on 02/21/2031 at 9:18 pm", datetime(2031, 2, 21, 21, 18), "minute"),
        ("The gate failed on Tuesday", TUESDAY, "day"),
        ("The gate failed on Sunday", date(2031, 3, 2), "day"),
        ("The gate failed on Wednesday evening", date(2031, 2, 26), "day"),
        ("The gate failed this morning", TUESDAY, "day"),
        ("Flights are cancelled until Friday morning", date(2031, 3, 7), "day"),
        ("It might not be mended before Thursday", date(2031, 3, 6), "day"),
        ("The line is closed until at least Thursday", date(2031, 3, 6), "day"),
        ("A repair due on 20 February was put off", date(2031, 2, 20), "day"),
        ("It is to open on 20 August", date(2031, 8, 20), "day"),
        ("The gate was shut until Friday", date(2031, 2, 28), "day"),
        ("The gate failed on New Year’s Eve", date(2030, 12, 31), "day"),
        ("The gate failed early on Christmas Day, 2029", date(2029, 12, 25), "day"),
        ("The gate failed yesterday", date(2031, 3, 3), "day"),
        ("The gate failed last night", date(2031, 3, 3), "day"),
        ("The gate failed on Tuesday at 6.15 a.m.", datetime(2031, 3, 4, 6, 15), "minute"),
        ("The gate failed at 6:15pm on 1 March", datetime(2031, 3, 1, 18, 15), "minute"),
        ("The gate failed at noon on Monday", datetime(2031, 3, 3, 12), "minute"),
        ("The gate failed at 12.30am on Monday", datetime(2031, 3, 3, 0, 30), "minute"),
        ("The gate was built in 1958", date(1958, 1, 1), "year"),
        ("The gate failed late on Tuesday", TUESDAY, "day"),
        ("The gate failed last Tuesday", date(2031, 2, 25), "day"),
        ("The gate failed two days ago", date(2031, 3, 2), "day"),
        ("The gate failed in the early hours of Sunday", date(2031, 3, 2), "day"),
        ("The gate failed on Friday, Feb. 28", date(2031, 2, 28), "day"),
        ("The gate failed on 28 December", date(2030, 12, 28), "day"),
        ("The gate will open on 28 December", date(2031, 12, 28), "day"),
        ("The gate will open on Friday", date(2031, 3, 7), "day"),
        ("The gate failed about 7 p.m. last Friday (February 28)", datetime(2031, 2, 28, 19), "hour"),
        ("The gate failed shortly before 06:15 on Monday", datetime(2031, 3, 3, 6, 15), "hour"),
        ("The gate failed on Monday, with a crack, at 06:15", datetime(2031, 3, 3, 6, 15), "minute"),
        ("The gate failed at 2031-03-03T06:15", datetime(2031, 3, 3, 6, 15), "minute"),
        ("The gate failed in December", date(2030, 12, 1), "month"),
        ("The gate was built in March 1958", date(1958, 3, 1), "month"),
        ("The gate was built three years ago", date(2028, 1, 1), "year"),
        ("The gate failed last week", date(2031, 2, 24), "day"),
        ("The gate failed overnight", date(2031, 3, 3), "day"),
        ("The gate failed two days earlier", None, "unknown"),
        ("The gate failed the following morning", None, "unknown"),
        ("The gate failed at 18:47", None, "unknown"),
        ("The gate failed on 31 February 2031", None, "unknown"),
        ("The gate failed on 2/3/2031", None, "unknown"),
        ("The gate failed on 13/13/2031", None, "unknown"),
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


def test_without_a_day_of_publication_a_date_is_placed_by_the_one_before():
    text = "Quay, 22 April 2031. On 3 April it broke and was mended the same day, and on 2 May again."
    assert [str(one.span.start) for one in mentions(text, Report(text=text))] == [
        "2031-04-22",
        "2031-04-03",
        "2031-04-03",
        "2031-05-02",
    ]
    text = "On 3 April it broke and was mended the same day."
    assert [one.span.start for one in mentions(text, Report(text=text))] == [None, None]


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


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ("two days earlier", date(2031, 2, 27)),
        ("a day later", date(2031, 3, 2)),
        ("the day before", date(2031, 2, 28)),
        ("the following morning", date(2031, 3, 2)),
        ("the previous night", date(2031, 2, 28)),
        ("that evening", date(2031, 3, 1)),
        ("the following Monday", date(2031, 3, 3)),
    ],
)
def test_what_is_told_from_another_day_is_placed_by_that_day(text, start):
    anchor = date(2031, 3, 1)
    assert time_span(f"The gate failed {text}", REPORT, anchor).start == start
    (named, followed) = mentions(f"It creaked on 1 March; it failed {text}", REPORT)
    assert (named.span.start, followed.span.start) == (anchor, start)


@pytest.mark.parametrize(
    ("zone", "hours"), [("UTC", 0), ("GMT", 0), ("UTC+2", 2), ("UTC−3", -3), ("CET", 1), ("EDT", -4)]
)
def test_a_clock_time_stands_in_the_zone_that_the_text_names(zone, hours):
    moment = time_span(f"It failed at 14:02 {zone} on Monday", REPORT).start
    assert moment.utcoffset() == timedelta(hours=hours)
    assert time_span("It failed at 14:02 on Monday", REPORT).start.tzinfo is None


def test_the_day_named_last_before_a_place_of_a_report():
    text = "It creaked on 1 March. It failed on Monday. In 1999 it was new."
    anchors = Anchors(Report(text=text, published=TUESDAY))
    assert anchors.before(0) is None
    assert anchors.before(text.index("It failed")) == date(2031, 3, 1)
    assert anchors.before(len(text)) == date(2031, 3, 3)


@given(
    st.dates(date(1900, 1, 1), date(2099, 12, 31)),
    st.sampled_from(["%d %B %Y", "%B %d, %Y", "%Y-%m-%d", "%b. %d, %Y"]),
)
def test_a_full_date_is_itself_whenever_it_was_published(day, form):
    (mention,) = mentions(f"It failed on {day.strftime(form)}", REPORT)
    assert (mention.span.start, mention.span.end, mention.span.precision) == (day, day, "day")


@given(st.dates(date(1900, 1, 1), date(2099, 12, 31)), st.integers(0, 6))
def test_a_weekday_lies_in_the_week_up_to_the_publication_or_behind_it(published, number):
    name = (date(2031, 3, 3) + timedelta(days=number)).strftime("%A")
    report = Report(text="", published=published)
    past, ahead = (time_span(f"{words} on {name}", report).start for words in ("It failed", "It will open"))
    assert past.weekday() == ahead.weekday() == number
    assert timedelta(0) <= published - past < timedelta(days=7)
    assert timedelta(0) <= ahead - published < timedelta(days=7)


@given(st.text(alphabet="0123456789:.-+ ,()apmUTCMarchoTuesdynitwlgf", max_size=60))
def test_mentions_stand_where_they_say_and_in_order(text):
    found = mentions(text, REPORT)
    assert all(text[one.start : one.end].strip() == one.span.text for one in found)
    assert all(one.end <= other.start for one, other in pairwise(found))
