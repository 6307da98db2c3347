"""What a claim counts, between which bounds, and what only looks like a count."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.stages.reconcile.counts import counts


@pytest.mark.parametrize(
    ("text", "what", "low", "high"),
    [
        ("Seven people died", "killed", 7, 7),
        ("At least nine people were killed", "killed", 9, None),
        ("The health ministry put the number of dead at 18", "killed", 18, 18),
        ("The toll has risen to six", "killed", 6, 6),
        ("Dozens of people were hurt", "injured", 24, None),
        ("Between 20 and 30 people were injured", "injured", 20, 30),
        ("Nobody was hurt", "injured", 0, 0),
        ("Three people are missing", "missing", 3, 3),
        ("The earthquake had a magnitude of 5.7", "magnitude", 5.7, 5.7),
        ("A 34-year-old hiker fell from the ridge", "age", 34, 34),
        ("The fire broke out at 2:10 am", "time", 130, 130),
        ("The records of 12,000 customers were copied", "count", 12_000, 12_000),
    ],
)
def test_what_is_counted(text, what, low, high):
    (count,) = counts(text)
    assert (count.what, count.low, count.high, count.part) == (what, low, high, False)


@pytest.mark.parametrize(
    "text", ["Five of the dead were children", "Three guards were among those killed", "Two more people died"]
)
def test_a_part_of_a_count_is_marked(text):
    assert all(count.part for count in counts(text))


@pytest.mark.parametrize(
    "text",
    [
        "Flight 318 returned safely",
        "In 2027 the bank was robbed",
        "Police were called at 3:15 pm",
        "The gate was locked",
    ],
)
def test_labels_years_and_calls_for_help_count_nothing(text):
    assert counts(text) == []


@given(st.text(max_size=200))
def test_any_text_can_be_counted_in(text):
    for count in counts(text):
        assert count.low >= 0
        assert count.high is None or count.high >= count.low
