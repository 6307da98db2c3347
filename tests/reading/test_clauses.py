"""The parts of a sentence. All sentences are made up."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.reading.clauses import OPENING, comma_parts, delimiters_before, part_start, says_something

SENTENCES = st.lists(st.sampled_from(["Ann", "71", " ", ",", ", ", ";", "“", "”", "’ ", " - ", "said"])).map(
    "".join
)


@pytest.mark.parametrize(
    ("before", "part"),
    [
        ("The road was shut; the mayor ", " the mayor "),
        ("The road was shut, the mayor ", " the mayor "),
        ("“Gone,” the mayor ", " the mayor "),
        ("‘Gone,’ the mayor ", " the mayor "),
        ("The road was shut - the mayor ", "the mayor "),
        ("The well-known mayor ", "The well-known mayor "),
        ("Some 9,000 voters ", "Some 9,000 voters "),
        ("The mayor’s office ", "The mayor’s office "),
    ],
)
def test_the_part_that_a_word_stands_in(before, part):
    assert before[part_start(before + "said so.", len(before)) :] == part


@pytest.mark.parametrize(
    ("before", "parts"),
    [
        ("Ann Lee, 71, of Lime Street,", ["Ann Lee", " 71", " of Lime Street"]),
        ("It is over; Ann Lee, 71,", [" Ann Lee", " 71"]),
        ("Ann Lee, , 71,", ["Ann Lee", " 71"]),
        ("Ann Lee", []),
        ("", []),
    ],
)
def test_comma_parts(before, parts):
    assert [before[start:end] for start, end in comma_parts(before, len(before))] == parts


@pytest.mark.parametrize(
    ("clause", "rest"),
    [
        ("However, on Monday the mayor", "the mayor"),
        ("and that the mayor", "the mayor"),
        ("According to the mayor", "the mayor"),
        ("Andrew Lee", "Andrew Lee"),
        ("Iffy mayors", "Iffy mayors"),
    ],
)
def test_words_that_open_a_clause(clause, rest):
    assert OPENING.sub("", clause) == rest


def test_three_words_say_something():
    assert says_something("It is over")
    assert not says_something("“It is”")


@given(SENTENCES, st.integers(0, 60))
def test_delimiters_end_before_the_position_and_the_nearest_comes_first(sentence, position):
    marks = list(delimiters_before(sentence, position))
    assert all(mark.end <= position for mark in marks)
    assert marks == sorted(marks, reverse=True)
