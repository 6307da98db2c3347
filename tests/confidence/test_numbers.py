"""Numbers that a claim has and its texts have in another form, or not."""

from __future__ import annotations

import pytest

from summarizer.confidence.numbers import numbers_off


@pytest.mark.parametrize(
    ("claim", "evidence"),
    [
        ("At least 4,000 people marched", "Some 4,000-5,000 people marched"),
        ("Up to 5,000 people marched", "Some 4,000–5,000 people marched"),
        ("It was built in the 1990s", "It was built in 1994"),
        ("They won in 2019", "They won in the 2018/19 season"),
        ("They won in the 2018–19 season", "They won in the 2018-2019 season"),
        ("Power was back at 11.40 pm", "Power was back at 23:40"),
        ("Power was back at 11.40 pm", "Power was back at 11:40"),
        ("The alarm rang at twenty to five", "The alarm rang at 4.40 am"),
        ("It failed just before two in the afternoon", "It failed at 13:58"),
        ("It is two miles away", "It is about 3 km away"),
    ],
)
def test_a_number_in_another_form_is_there(claim, evidence):
    assert numbers_off(claim, evidence) == []


@pytest.mark.parametrize(
    ("claim", "evidence"),
    [
        ("It was built in the 1980s", "It was built in 1994"),
        ("It was built in 1994", "It was built in the 1990s"),
        ("Power was back at 11.40 am", "Power was back at 11.40 pm"),
        ("The alarm rang at 7.40 in the morning", "The alarm rang at 7.40 pm"),
        ("It failed just before two in the afternoon", "It failed at 12:58"),
        ("It is five miles away", "It is about 3 km away"),
    ],
)
def test_another_number_is_not(claim, evidence):
    assert len(numbers_off(claim, evidence)) == 1
