"""Confidence in words and as a percentage."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.confidence.words import in_words, percent


@pytest.mark.parametrize(
    ("probability", "word", "number"),
    [
        (0.0, "almost no chance", "<1%"),
        (0.009, "almost no chance", "<1%"),
        (0.01, "almost no chance", "1%"),
        (0.05, "very unlikely", "5%"),
        (0.199, "very unlikely", "19%"),
        (0.2, "unlikely", "20%"),
        (0.45, "roughly even chance", "45%"),
        (0.499, "roughly even chance", "49%"),
        (0.55, "likely", "55%"),
        (0.58, "likely", "58%"),
        (0.7999, "likely", "79%"),
        (0.8, "very likely", "80%"),
        (0.95, "almost certain", "95%"),
        (0.99, "almost certain", "99%"),
        (1.0, "almost certain", ">99%"),
    ],
)
def test_the_scale(probability, word, number):
    assert in_words(probability) == word
    assert percent(probability) == number


@given(st.floats(0, 1))
def test_word_and_number_never_disagree(probability):
    shown = percent(probability)
    if shown[0] not in "<>":
        assert in_words(int(shown[:-1]) / 100) == in_words(probability)


@pytest.mark.parametrize("probability", [-0.01, 1.01, float("nan")])
def test_what_is_no_probability(probability):
    for function in (in_words, percent):
        with pytest.raises(ValueError, match="between 0 and 1"):
            function(probability)
