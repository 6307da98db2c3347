"""Claims taken apart by code."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.reading.parts import parts


@pytest.mark.parametrize(
    ("claim", "facts"),
    [
        ("Nine people were hurt", ["Nine people were hurt"]),
        ("The gate failed. Nine people were hurt.", ["The gate failed.", "Nine people were hurt."]),
        (
            "The fire at the Velden depot killed four workers on Monday, and it was put out by the evening.",
            ["The fire at the Velden depot killed four workers on Monday", "it was put out by the evening."],
        ),
        (
            "The Velden depot was closed by the county on Monday and was reopened by the mayor on Friday",
            [
                "The Velden depot was closed by the county on Monday",
                "The Velden depot was reopened by the mayor on Friday",
            ],
        ),
        (
            "Records of clients, suppliers and old employees were copied by somebody who knew the system well",
            [
                "Records of clients, suppliers and old employees were copied by somebody who knew the system well"
            ],
        ),
        ("", [""]),
    ],
)
def test_facts(claim, facts):
    assert parts(claim) == facts


@given(st.text(max_size=200))
def test_any_text_gives_facts_and_no_word_is_lost(text):
    facts = parts(text)
    assert facts
    for word in "".join(char if char.isalnum() else " " for char in text).split():
        assert word.casefold() in {
            "and",
            "but",
            "while",
            "whereas",
            "although",
            "though",
        } or word in " ".join(facts)
