"""Choices of a closed set that claims name. The claims are made by hand."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledgers import REPORTS, ledger
from summarizer.stages.choices import named_choice
from summarizer.stages.values import Shown

CHOICES = ("ATTACK", "BOMBING", "ROBBERY", "data_breach")


def named(*texts):
    found = named_choice(CHOICES, [Shown(one, "", REPORTS["r1"]) for one in ledger(*texts)])
    return found and (found[0], [one.claim.id for one in found[1]])


@pytest.mark.parametrize(
    ("texts", "found"),
    [
        (["It was dark", "A bomb went off at the depot"], ("BOMBING", ["c2"])),
        (["Gunmen attacked the depot", "The attack took an hour"], ("ATTACK", ["c1", "c2"])),
        (["The breach let out patients’ data"], ("data_breach", ["c1"])),
        (["Two men took the money"], None),
        (["Gunmen attacked the depot", "They robbed a clerk and bombed a wall"], None),
        (["A robin sang"], None),
        ([], None),
    ],
)
def test_a_choice_that_the_claims_name_far_more_than_any_other(texts, found):
    assert named(*texts) == found


@given(st.lists(st.text(min_size=1, max_size=40), max_size=4), st.lists(st.text(max_size=12), max_size=4))
def test_any_words_can_be_looked_at(texts, choices):
    shown = [Shown(one, "", REPORTS["r1"]) for one in ledger(*texts)]
    found = named_choice(choices, shown)
    assert found is None or (found[0] in choices and found[1])
