"""Rivals of a claim: what the report has in its place, and nothing where the claim's own stands there."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.reading.prepare import prepare
from summarizer.schema import Report
from summarizer.stages.rivals import rivals

REPORT = prepare(
    Report(
        text="The freight train belongs to Karpo Cargo. The express is run by Nordrail. It stops here on Monday. "
        "The army said 19 people had been killed. Hospitals took in 38 injured."
    )
)


def texts(fact):
    return [rival.text for rival in rivals(fact, REPORT)]


@pytest.mark.parametrize(
    ("fact", "rival"),
    [
        ("The freight train belongs to Nordrail", "The freight train belongs to Karpo Cargo"),
        ("Hospitals took in 19 injured", "Hospitals took in 38 injured"),
        ("The express stops here on Friday", "The express stops here on Monday"),
        ("The mayor blames the army for it", "The army blames the mayor for it"),
        ("Ada Moss accused Bo Lind of theft", "Bo Lind accused Ada Moss of theft"),
    ],
)
def test_what_stands_in_its_place(fact, rival):
    assert texts(fact) == [rival]


@pytest.mark.parametrize(
    "fact",
    [
        "The freight train belongs to Karpo Cargo",
        "Hospitals took in 38 injured",
        "Trawlers of Quint sail",
        "",
    ],
)
def test_none_where_the_claim_has_what_stands_there(fact):
    assert texts(fact) == []


def test_each_says_how_the_text_differs():
    (rival,) = rivals("The freight train belongs to Nordrail", REPORT)
    assert rival.differs == "the text has Karpo Cargo in the place of Nordrail"


@given(st.text("The train of Karpo Cargo 19 38 killed on Monday, blames for", max_size=80))
def test_few_and_none_is_the_claim_itself(fact):
    found = texts(fact)
    assert len(set(found)) == len(found) <= 4
    assert fact not in found
