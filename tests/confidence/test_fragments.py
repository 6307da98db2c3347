"""Statements and pieces of statements."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.confidence.fragments import fragment


@pytest.mark.parametrize(
    "claim",
    [
        "Of an attack on three clinics",
        "To delay the vote in Quint",
        "The harbour office of Aldermoor",
        "Tuesday morning",
        "News about the outage",
        "Have you seen these two men?",
        "",
        "?!",
    ],
)
def test_pieces(claim):
    assert fragment(claim) == 1


@pytest.mark.parametrize(
    "claim",
    [
        "The gate failed at noon",
        "Nine people are missing",
        "The tank didn’t leak",
        "Two guards fled",
        "Nobody was hurt in the town of Olt",
        "A man was told to leave",
    ],
)
def test_statements(claim):
    assert fragment(claim) == 0


def test_a_word_in_s_alone_may_be_a_verb_or_a_plural():
    assert fragment("Nordvik denies the leak") == fragment("The houses near the harbour") == 0.5


@given(st.text(max_size=80))
def test_any_text_has_an_answer(text):
    assert fragment(text) in {0.0, 0.5, 1.0}
