"""People who came to harm and are told of one by one. The claims are made by hand."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledgers import REPORTS, claim, ledger
from summarizer.stages.toll import toll


def counted(*texts):
    filled = toll(ledger(*texts), REPORTS)
    return tuple(one.value.low if one else 0 for one in (filled.killed, filled.injured))


@pytest.mark.parametrize(
    ("texts", "killed", "injured"),
    [
        (["Jon Aske, 41, was killed"], 1, 0),
        (["The teen was shot in the leg"], 0, 1),
        (["A 16-year-old was shot and flown to hospital"], 0, 1),
        (["A 9-year-old boy was accidentally shot"], 0, 1),
        (["Police are looking into the shooting in the stomach of a 15-year-old"], 0, 1),
        (["The boy’s injuries are not life-threatening"], 0, 1),
        (["The victim was taken to a hospital in Dahl"], 0, 1),
        (["Ilse Tamm suffered a gunshot wound to the hand"], 0, 1),
        (["A man accidentally shot himself"], 0, 1),
        (["The boy fired into the teen’s leg"], 0, 1),
        (["Three people were in a car when the teen was shot"], 0, 1),
        (["Police arrested a boy over a fatal shooting", "The victim was shot in the head"], 1, 0),
        (["Jon Aske was shot", "He died in hospital"], 1, 0),
        (["Jon Aske died", "Ilse Tamm died", "Aske was a clerk"], 2, 0),
        (["Jon Aske died", "Ilse Tamm was wounded"], 1, 1),
        (["Jon Aske and Ilse Tamm died"], 2, 0),
        (["Police hold a man over the death of 2-year-old girl"], 1, 0),
        (["Jon Aske, 41, Ilse Tamm, 17, and Ida Borg were killed"], 3, 0),
        (["The blast killed Jon Aske, Ilse Tamm and Ida Borg"], 3, 0),
        (["The blast killed Jon Aske, Captain Ida Borg said"], 1, 0),
        (["The blast killed Jon Aske, 41, and Ida Borg, 30"], 2, 0),
        (["The blast killed Jon Aske and Mayor Ida Borg called it a crime"], 1, 0),
        (["Police arrested Karl Rand and Jon Aske died in hospital"], 1, 0),
        (["A bus hit a wall near Port Dahl and Jon Aske was killed"], 1, 0),
        (["Jon Aske and Mira Aske died"], 2, 0),
        (["Karl Rand killed Jon Aske and Ida Borg"], 2, 0),
        (["The deaths of Jon Aske and Ida Borg"], 2, 0),
        (["A teen died after the crash"], 1, 0),
        (["A teen died the next day"], 1, 0),
        (["Karl Rand shot Jon Aske"], 0, 1),
        (["Jon Aske, 14, shot in the leg"], 0, 1),
        (["A trooper was shot in the elbow", "A man died in the alley"], 1, 1),
        (["A girl was fatally wounded", "The teenage girl was shot in the head"], 1, 0),
        (["Jon Aske died", "Jon P. Aske was shot at noon"], 1, 0),
        (["Nine people were killed", "Jon Aske was killed"], 9, 0),
        (["A child was shot at dawn", "The boy died"], 1, 0),
        (["A toddler was critically injured", "The child died"], 1, 0),
        (["A boy was critically injured", "A girl died"], 1, 1),
        (["A woman was wounded", "The man died"], 1, 1),
        (["One of them shot the 15-year-old one time", "A 15-year-old boy died"], 1, 0),
        (["One boy was wounded", "The boy died"], 1, 1),
        (["A boy accidentally shot his four-year-old brother", "The boy died"], 1, 0),
        (["A boy accidentally shot his sister", "The boy died"], 1, 1),
        (["Another boy was wounded", "The boy died"], 1, 1),
        (["The boy died", "A man near Lake O’ the Pines was found with a wound"], 1, 0),
        (["The driver was not hurt"], 0, 0),
        (["The depot was hit"], 0, 0),
        (["The mayor was at the hospital"], 0, 0),
    ],
)
def test_those_told_of_one_by_one_are_counted_where_no_claim_counts_them(texts, killed, injured):
    assert counted(*texts) == (killed, injured)


def test_all_claims_that_tell_of_them_are_cited():
    filled = toll(ledger("Jon Aske died", "The depot burnt", "Ilse Tamm was found dead"), REPORTS)
    assert filled.killed.claims == ("c1", "c3")
    assert filled.killed.value.low == filled.killed.value.high == 2


WORDS = st.sampled_from(
    "the teen Jon Aske 16-year-old was shot died ’s injuries of death not fatal and , he".split()
)


@given(st.lists(st.lists(WORDS, min_size=1, max_size=10).map(" ".join), max_size=4))
def test_no_ledger_raises(texts):
    assert all(count >= 0 for count in counted(*texts))
    assert toll([claim(text) for text in texts], REPORTS) is not None
