"""The labelled claims of our own that given claims are measured on."""

from __future__ import annotations

from collections import Counter

import pytest


@pytest.fixture
def confidence(fresh):
    return fresh("confidence")


@pytest.mark.parametrize(("name", "count"), [("reports", 240), ("blind", 240), ("said", 200)])
def test_half_of_a_set_is_right_and_each_claim_is_about_a_report_of_ours(confidence, name, count):
    rows = confidence.with_reports(name)
    assert len({row["id"] for row in rows}) == len({row["claim"] for row in rows}) == len(rows) == count
    assert sum(row["label"] for row in rows) == count / 2
    assert all(row["doc"]["text"] for row in rows)
    assert all(("wrong" in row) != row["label"] for row in rows)


def test_the_sets_share_no_report(confidence):
    used = [{row["report"] for row in confidence.ours(name)} for name in ("reports", "blind", "said")]
    assert sum(map(len, used)) == len(set().union(*used))


def test_half_of_the_claims_on_each_story_are_right(confidence):
    rows = confidence.stories()
    right = Counter(row["group"] for row in rows if row["label"])
    assert len(rows) == 200
    assert set(right.values()) == {5}
    assert not any(row["claim"] in row["doc"] for row in rows)
