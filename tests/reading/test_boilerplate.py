"""Which lines of a page are its furniture. All lines are made up."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.reading.boilerplate import CREDITS, FURNITURE, LABELS, boilerplate_lines

PROSE = "Two barges sank at their moorings on Friday."


@pytest.mark.parametrize(
    "line",
    [
        "Lock gate fails at Aldermoor",
        "What happened?",
        "By Ada Moss",
        "BY ADA MOSS and Bo Lind in Aldermoor",
        "By Ada Moss, chief reporter",
        "By Ada Moss.",
        "Reporting by Ada Moss in Quint; editing by Bo Lind.",
        "Photo: Ada Moss",
        "Photo: the lock on Friday, seen from the old bridge.",
        "Image caption, Rescuers at the lock on Friday.",
        "Image source, Getty Images",
        "The lock on Friday. QPA/Ada Moss",
        "The lock on Friday (Picture: Ada Moss)",
        "[Image 2 of 9] The lock at dawn (Photo: submitted)",
        "Home | News | Sport | Weather",
        "News › Quint › Aldermoor",
        "☰ Menu   Sign in",
        "Read more: how locks work.",
        "Subscribe for 2 crowns a week.",
        "Share this article",
        "47 comments",
        "We use cookies to give you the best experience.",
        "© 2031 Quint Herald. The Herald is not responsible for other sites.",
        "(c) 2031 Quint Herald",
        "All rights reserved.",
        "Last updated 14:20 on Friday",
        "Updated 4.55pm.",
        "Published: 3 May 2031",
        "ADVERTISEMENT – STORY CONTINUES BELOW",
        "Were you there? Write to us: news@herald.example",
        "Email tips@herald.example.",
        "https://herald.example/lock",
        "Tags: lock, canal, barge",
        "Dear customer,",
        "Yours sincerely,",
        "Click here for the live map.",
        "* * *",
        "14.05",
        "• Sport",
    ],
)
def test_furniture_is_skipped(line):
    assert boilerplate_lines([PROSE, line]) == {1}


@pytest.mark.parametrize(
    "kind", [*FURNITURE, *LABELS, *CREDITS], ids=lambda kind: f"{kind.name}: {kind.example}"
)
def test_every_kind_of_furniture_has_an_example(kind):
    assert re.search(kind.pattern, kind.example, re.I | re.X)
    assert boilerplate_lines([PROSE, kind.example]) == {1}


@pytest.mark.parametrize(
    "line",
    [
        PROSE,
        "By Tuesday evening the water had gone down.",
        "By Monday 40 homes had power again.",
        "Updated figures show that 12 people died.",
        "Published figures put the loss at two million crowns.",
        "Watch officers saw the flare at three in the morning.",
        "Photos show two men on the roof of the lock house.",
        "Image analysis shows two craters beside the lock.",
        "Share prices of the operator fell by nine per cent.",
        "Comments by the minister drew anger in Aldermoor.",
        "Related faults were found in three other gates.",
        "Terms of the settlement were not made public.",
        "Privacy was not at risk, the company said.",
        "The leak was announced on www.herald.example on Friday.",
        "The water was bad. Lead/copper levels were above the limit.",
        "Water supply: interrupted since 06:00",
        "Injured: 14",
        "Date: 3 May 2031",
        "• The towpath is closed until Monday",
        "1. The towpath is closed until Monday",
        "Three things went wrong:",
    ],
)
def test_facts_are_kept(line):
    assert boilerplate_lines([PROSE, line]) == set()


def test_a_long_line_without_a_stop_is_prose():
    line = "the gate let go at dawn and the water took both barges down to the weir " * 2
    assert boilerplate_lines([PROSE, line.strip()]) == set()


def test_a_text_of_nothing_but_headings_is_kept():
    lines = ["Lock gate fails at Aldermoor", "Two barges sunk", "Sign in"]
    assert boilerplate_lines(lines) == {2}
    assert boilerplate_lines([]) == set()


@given(st.lists(st.text(max_size=40), max_size=6))
def test_numbers_are_those_of_lines(lines):
    assert boilerplate_lines(lines) <= set(range(len(lines)))


TABLE = ["| Ward | Hurt |", "|---|---|", "| Third ward | 14 |", "| Fourth ward | 2 |"]


def test_a_table_is_kept_where_it_is_all_there_is():
    assert boilerplate_lines(TABLE) == {1}
    assert boilerplate_lines([*TABLE, "Sixteen people were hurt."]) == {0, 1, 2, 3}
    assert boilerplate_lines(["Home | News | Sport", *TABLE]) == {0, 2}
