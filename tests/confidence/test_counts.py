"""What claim and sentence both count: told otherwise, or only in another way."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.confidence.counts import counts_off

SENTENCE = "At least nine people, including four soldiers, were killed and 31 wounded were taken to hospital"
BLAST = "Gunmen came on Tuesday, killing nine people, four of them soldiers, and injuring at least 31, officials said."


@pytest.mark.parametrize(
    ("claim", "sentence", "pair"),
    [
        ("Nine soldiers died", SENTENCE, ("Nine soldiers died", "four soldiers")),
        ("Seventeen people died", BLAST, ("Seventeen people died", "nine people")),
        ("Twenty were hurt", BLAST, ("Twenty were hurt", "31")),
        ("Thirteen civilians died", BLAST, ("Thirteen civilians died", "nine people")),
        ("Nine wounded were taken in", SENTENCE, ("Nine wounded were", "31 wounded were")),
        ("61 hosts in hall B failed", "112 hosts in hall B are down", ("61 hosts in", "112 hosts in")),
        ("Four people have died in it", "Three have died, not four", ("Four people have", "Three have died")),
        ("1,500 homes burned", "1, 200 homes burned", ("1,500 homes burned", "1,200 homes burned")),
        ("In Skerrow 12 people died", "In Skerrow 14 people died", ("12 people died", "14 people died")),
        ("On Monday 12 boats sank", "On Monday 14 boats sank", ("12 boats sank", "14 boats sank")),
        ("Four died in ten days", "Five died in ten days", ("Four died in", "Five died in")),
        ("14 people died in it", "In 2031, 12 people died in it", ("14 people died", "12 people died")),
    ],
)
def test_the_same_counted_otherwise(claim, sentence, pair):
    assert counts_off(claim, sentence) == [pair]


@pytest.mark.parametrize(
    ("claim", "sentence"),
    [
        ("Four soldiers died", SENTENCE),
        ("Nine people were killed and 31 injured", BLAST),
        ("Five civilians died", BLAST),
        ("40 people were injured", BLAST),
        ("Nearly four in ten payments failed", "38% of 2,300 payments failed"),
        (
            "Three of four chillers at Skerrow 2 stayed in standby",
            "It left three of four chillers in standby",
        ),
        ("12 people died in the fire", "On May 5, 12 people died in the fire"),
        ("300 people fled the fire", "At 11, 300 people fled the fire"),
        ("Ten people were killed", SENTENCE),
        ("Nine buses were burned", SENTENCE),
        ("Three soldiers died", "Two soldiers and a woman died"),
        ("Five guards were hurt", "Two guards of the bank and three guards of the mint were hurt"),
        ("Nearly 12,000 homes burned", "11,700 homes burned"),
        ("Dozens of homes burned", "31 homes burned"),
        ("A 17-year-old driver died", "A 39-year-old driver died"),
        ("Ada won 4 - 2 in the final", "She is four points ahead in the final"),
        ("A bid of £ 50 m for the mill", "A bid of £50million for the mill"),
        ("In 2031 homes burned", "Nine homes burned"),
        ("One of the homes burned", "Nine homes burned"),
        ("Nine people survived", "The crash killed 17 people"),
        ("Nine died", ""),
        ("4,800 children took part", "Children in two countries took part"),
        ("The hotel is two miles away", "The hotel is about 3 km away"),
    ],
)
def test_what_can_stand_beside_it(claim, sentence):
    assert counts_off(claim, sentence) == []


@given(st.text("nine 9 4 men, died. of-the 1,200", max_size=60))
def test_a_text_counts_as_itself(text):
    assert counts_off(text, text) == []


@given(st.text(max_size=60), st.text(max_size=60))
def test_no_text_raises(claim, sentence):
    counts_off(claim, sentence)
