"""Hedges, blame, confirmations and negations."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.confidence.cues import clauses, hedges, is_blame, is_cautious, is_confirmation, is_negated


@pytest.mark.parametrize(
    "text",
    [
        "The gate reportedly failed.",
        "The gate apparently failed.",
        "The gate may have failed.",
        "Records may also have been copied.",
        "The gate might fail.",
        "The gate could fail.",
        "The crew must have left it open.",
        "Two men are believed to be inside.",
        "Two men are feared dead.",
        "It seems to have failed.",
        "It looks like a couple of fuses.",
        "The number is not confirmed.",
        "The number has not been independently verified.",
        "There were unconfirmed reports of looting.",
        "Probably the valve.",
        "It is unclear who was on board.",
        "Divers believe that a cable snapped.",
        "A cable is the most plausible cause.",
        "Reports suggest that a cable snapped.",
        "His lawyer suggested the driver had been asleep.",
        "Four cases are certain, 2 suspected.",
        "It is too early to say whether a fuse blew.",
    ],
)
def test_hedges(text):
    assert hedges(text)


@pytest.mark.parametrize(
    "text",
    [
        "The gate failed.",
        "The gate failed in May 2031.",
        "On May 3 the gate failed.",
        "Residents could not leave.",
        "She could see the smoke.",
        "The mighty gate failed.",
        "The police confirmed it.",
        "A letter sent last May had warned of it.",
        "He is suspected of arson.",
    ],
)
def test_no_hedges(text):
    assert not hedges(text)


@pytest.mark.parametrize(
    ("text", "negated"),
    [
        ("Nobody was hurt.", True),
        ("20 people did not die.", True),
        ("20 people didn’t die.", True),
        ("20 people didn't die.", True),
        ("The gate cannot close.", True),
        ("There was no fire.", True),
        ("The driver was unhurt.", True),
        ("20 people died.", False),
        ("The notary noted the knot.", False),
        ("Nottingham burned.", False),
    ],
)
def test_negation(text, negated):
    assert is_negated(text) is negated


def test_a_claim_is_cautious_in_more_words_than_a_report_hedges():
    for text in ("Owners are afraid that it sank", "It is uncertain whether it sank", "It reportedly sank"):
        assert is_cautious(text)
    assert not is_cautious("It sank")


@pytest.mark.parametrize(
    ("text", "blames"),
    [
        ("The mayor blamed the firm.", True),
        ("The firm is accused of fraud.", True),
        ("He was held on suspicion of arson.", True),
        ("Alleged looters ran.", True),
        ("The raid was attributed to a gang.", True),
        ("The gang is behind the raid.", True),
        ("He is responsible for the archive.", False),
        ("The firm repaired it.", False),
        ("He was charged 20 crowns.", False),
    ],
)
def test_blame(text, blames):
    assert is_blame(text) is blames


@pytest.mark.parametrize(
    ("text", "confirms"),
    [
        ("Police confirmed two deaths.", True),
        ("It has been verified.", True),
        ("It was not confirmed.", False),
        ("It has not been confirmed.", False),
        ("It is not yet verified.", False),
        ("Unconfirmed reports said so.", False),
        ("There are 12 confirmed cases.", False),
    ],
)
def test_confirmation(text, confirms):
    assert is_confirmation(text) is confirms


@given(st.text(alphabet="ab ,;:–-andbutheit", max_size=80))
def test_clauses_are_the_whole_without_a_gap(text):
    parts = clauses(text)
    assert "".join(text[start:end] for start, end in parts) == text
    assert all(start < end for start, end in parts)


def test_a_hedge_stays_in_its_clause():
    text = "The lorry burned, apparently after a quarrel, and the road was shut."
    (start, _), cut = hedges(text)[0], clauses(text)
    assert [text[a:b] for a, b in cut if a <= start < b] == [", apparently after a quarrel"]
