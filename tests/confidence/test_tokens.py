"""Content words, and what two texts share of them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.confidence.tokens import content, cover, overlap, shortened, tokens

WORDS = st.lists(
    st.sampled_from("fire fires burned burning the of 7 17 1,000 1000 Łódź don't مرحبا".split()), max_size=8
)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("injured", "injuries"),
        ("exploded", "explosion"),
        ("Police", "POLICE"),
        ("union’s", "union's"),
        ("1,000", "1000"),
        ("workers", "worker's"),
    ],
)
def test_forms_of_a_word_are_one(one, other):
    assert shortened(one) == shortened(other)


@pytest.mark.parametrize(
    ("one", "other"), [("7", "17"), ("2031", "2032"), ("61,400", "61,401"), ("fire", "flood")]
)
def test_different_words_and_numbers_stay_apart(one, other):
    assert shortened(one) != shortened(other)


def test_function_words_do_not_count():
    assert [token.stem for token in content("The fire was in the old mill, he said.")] == [
        "fire",
        "old",
        "mill",
    ]


def test_places():
    text = "Zwölf Männer’s boats: 61,400 kg"
    assert [text[token.start : token.end] for token in tokens(text)] == [
        "Zwölf",
        "Männer’s",
        "boats",
        "61,400",
        "kg",
    ]


def test_shares():
    fire, both = content("mill fire"), content("mill fire flood storm")
    assert (cover(fire, both), cover(both, fire)) == (1.0, 0.5)
    assert overlap(fire, both) == 0.5
    assert cover([], both) == overlap([], []) == 1.0
    assert cover(both, []) == overlap(both, []) == 0.0


@given(WORDS, WORDS)
def test_shares_are_shares(one, other):
    left, right = content(" ".join(one)), content(" ".join(other))
    assert 0 <= overlap(left, right) == overlap(right, left) <= 1
    assert overlap(left, right) <= cover(left, right) <= 1
    assert overlap(left, left) == cover(left, left) == 1


@given(st.text(max_size=80))
def test_tokens_stand_where_they_say(text):
    behind = 0
    for token in tokens(text):
        assert behind <= token.start < token.end <= len(text)
        assert shortened(text[token.start : token.end]) == token.stem
        behind = token.end
