"""Which kinds of incident the words of claims point to."""

from __future__ import annotations

import pytest

from summarizer.schema import IncidentKind as Kind
from summarizer.stages.kinds import candidates


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("A bomb exploded at the depot", [Kind.BOMBING]),
        ("An explosion shook the depot", [Kind.EXPLOSION]),
        ("Arsonists burned the depot", [Kind.ARSON]),
        ("Guerrillas murdered a judge", [Kind.ATTACK]),
        ("Two men stole blood from a health centre", [Kind.ROBBERY]),
        ("The judge spoke", []),
    ],
)
def test_a_deed_stands_for_its_effect_and_other_is_always_the_last(text, kinds):
    found = candidates([text])
    assert found[-1] is Kind.OTHER
    assert set(kinds) <= set(found)
    assert not {Kind.EXPLOSION, Kind.FIRE} & set(found) - set(kinds)


def test_an_earlier_claim_weighs_more():
    assert candidates(["A storm came", "A train stood", "A bus stood"])[0] is Kind.STORM
