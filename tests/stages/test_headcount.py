"""How many people a text counts. All sentences are made up."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.stages.headcount import people

DEAD = re.compile(r"\b(?:killed|died|dead|deaths)\b")


@pytest.mark.parametrize(
    ("text", "low"),
    [
        ("Two men, three women and a child were killed", 6),
        ("A guard, a driver, and two cooks were killed", 4),
        ("Seven people, two men, a woman and four children, were killed", 7),
        ("The blast killed a man and a woman in a car", 2),
        ("The blast killed a man and a woman was hurt", 1),
        ("A guard was hurt and two drivers were killed", 2),
        ("None of the four drivers was hurt, but a cook was killed", 1),
        ("Half of the eight passengers were killed", None),
        ("The 30-year-old van hit a wall, nobody was killed", None),
        ("Nine cars burnt", None),
        ("He killed Ida Borg and injured the three others", None),
        ("Three people were shot and killed", 3),
        ("A woman, two officers said, was killed", 1),
        ("A man was killed, police said, two women were hurt", 1),
        ("Nine people confirmed dead", 9),
        ("Two officers said a woman was killed", 1),
        ("Two people said to be killed", 2),
    ],
)
def test_lists_are_one_group_and_clauses_are_not(text, low):
    found = people(text, DEAD)
    assert (found.low if found else None) == low


@given(st.text(alphabet="a man and two women, killed of the.", max_size=80))
def test_any_text_counts_somebody_or_nobody(text):
    found = people(text, DEAD)
    assert found is None or found.low >= 0
