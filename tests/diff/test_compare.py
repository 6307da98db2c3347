"""What changed between two summaries of a developing story."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from summarizer.diff import SummaryDiff, diff
from summarizer.schema import Certainty, Cited, Conflict, CountRange, Side, Toll

DEAD, MORE = "Nine people died in the Halden fire", "Twelve people died in the Halden fire"
LEAK, STRIKE = "Nordvik ignored a gas leak", "The union called a strike"


def counted(low, high=None, confidence=0.9):
    return Cited(value=CountRange(low=low, high=high), claims=("c1",), confidence=confidence)


def denied(about, claim):
    return Conflict(about=about, kind="denial", sides=(Side(claims=(claim,)), Side(claims=(claim,))))


def test_nothing_changed(story):
    one = story(DEAD, LEAK, toll=Toll(killed=counted(9)), conflicts=(denied("The leak", "c2"),))
    found = diff(one, one)
    assert found.unchanged == 2
    assert not (found.toll or found.new or found.dropped or found.changed or found.opened or found.closed)


def test_new_and_dropped_claims(story):
    found = diff(story(DEAD, LEAK), story(STRIKE, DEAD))
    assert [claim.text for claim in found.new] == [STRIKE]
    assert [claim.text for claim in found.dropped] == [LEAK]
    assert found.unchanged == 1


def test_a_number_that_was_revised_is_a_change(story):
    (change,) = diff(story(LEAK, DEAD), story(MORE, LEAK)).changed
    assert (change.before.text, change.before.id) == (DEAD, "c2")
    assert (change.after.text, change.after.id) == (MORE, "c1")
    assert change.aspects == ("number",)


@pytest.mark.parametrize(
    ("before", "after", "aspects"),
    [
        ({"confidence": 0.5}, {"confidence": 0.6}, ("confidence",)),
        ({"confidence": 0.6}, {"confidence": 0.5}, ("confidence",)),
        ({"confidence": 0.5}, {"confidence": 0.59}, ()),
        ({"certainty": Certainty.ALLEGED}, {"certainty": Certainty.CONFIRMED}, ("certainty",)),
        ({"contested": True}, {}, ("contested",)),
        ({}, {"superseded_by": "r2"}, ("superseded",)),
        (
            {"confidence": 0.1},
            {"confidence": 0.9, "certainty": Certainty.STATED, "contested": True},
            ("confidence", "certainty", "contested"),
        ),
    ],
)
def test_what_stands_beside_a_claim(story, claim, before, after, aspects):
    found = diff(story(claim(LEAK, **before)), story(claim(LEAK, **after)))
    assert [change.aspects for change in found.changed] == ([aspects] if aspects else [])
    assert found.unchanged == (0 if aspects else 1)


def test_how_far_a_confidence_has_to_move(story, claim):
    before, after = story(claim(LEAK, confidence=0.5)), story(claim(LEAK, confidence=0.52))
    assert not diff(before, after).changed
    assert diff(before, after, moved=0).changed
    assert not diff(before, before, moved=0).changed


def test_changed_tolls(story):
    before = story(DEAD, toll=Toll(killed=counted(9), injured=counted(31, 31)))
    after = story(DEAD, toll=Toll(killed=counted(9, 12), injured=counted(31, 31, 0.2), missing=counted(2, 2)))
    found = diff(before, after).toll
    assert [(one.harm, one.before and one.before.value.high, one.after.value.high) for one in found] == [
        ("killed", None, 12),
        ("missing", None, 2),
    ]
    assert diff(after, story(DEAD)).toll[0].after is None


def test_conflicts_open_and_close(story):
    before = story(LEAK, DEAD, conflicts=(denied("Whether it leaked", "c1"),))
    after = story(DEAD, LEAK, STRIKE, conflicts=(denied("The leak", "c2"), denied("A strike", "c3")))
    found = diff(before, after)
    assert [conflict.about for conflict in found.opened] == ["A strike"]
    assert not found.closed
    assert [conflict.about for conflict in diff(after, story(DEAD)).closed] == ["The leak", "A strike"]


def test_a_conflict_of_another_kind_or_claim_is_another(story):
    before = story(LEAK, DEAD, conflicts=(denied("Whether it leaked", "c1"),))
    number = denied("Whether it leaked", "c1").model_copy(update={"kind": "number"})
    for conflict in (number, denied("How many died", "c2")):
        found = diff(before, story(LEAK, DEAD, conflicts=(conflict,)))
        assert (len(found.opened), len(found.closed)) == (1, 1)


def test_a_conflict_about_a_claim_that_is_worded_anew_stays(story):
    before = story(LEAK, conflicts=(denied("Nordvik ignored a gas leak", "c1"),))
    after = story(
        "A leak of gas had long been known", conflicts=(denied("Nordvik ignored a gas leak", "c1"),)
    )
    assert not diff(before, after).opened


def test_the_editions(story):
    headline = Cited(value="Fire at Halden", claims=("c1",), confidence=0.9)
    found = diff(story(), story(DEAD, LEAK, headline=headline))
    assert (found.before.headline, found.before.claims) == (None, 0)
    assert (found.after.headline, found.after.claims, found.after.reports) == ("Fire at Halden", 2, 1)


TEXTS = st.lists(
    st.builds(
        "{} {} at {}".format,
        st.sampled_from(["Two", "Nine", "No", "31", "The"]),
        st.sampled_from(["people died", "soldiers fled", "lorries burned"]),
        st.sampled_from(["Halden", "the depot", "the Halden depot"]),
    ),
    max_size=8,
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(TEXTS, TEXTS)
def test_every_claim_is_accounted_for_once(story, before, after):
    earlier, later = story(*before), story(*after, first=100)
    found = diff(earlier, later)
    stayed = [change.after.id for change in found.changed]
    assert len(found.new) + len(stayed) + found.unchanged == len(later.claims)
    assert len(found.dropped) + len(stayed) + found.unchanged == len(earlier.claims)
    assert not {claim.id for claim in found.new} & set(stayed)
    assert SummaryDiff.model_validate_json(found.model_dump_json()) == found
    assert not diff(earlier, earlier.model_copy(update={"claims": story(*before, first=50).claims})).changed
