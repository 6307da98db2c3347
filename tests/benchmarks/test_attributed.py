"""The reports with attributions told by hand: their form, and that what code finds of them does not fall behind."""

from __future__ import annotations

import pytest


@pytest.fixture
def attributed(fresh):
    return fresh("attributed")


def test_the_words_of_each_fact_stand_once_in_its_report(attributed):
    for report in attributed.load():
        assert all(report.text.count(fact.at) == 1 for fact in report.facts), report.name
        assert all(fact.claim.strip() and fact.sure for fact in report.facts), report.name


def test_sources_and_certainty_do_not_fall_behind(attributed):
    found = attributed.judge(attributed.load())
    assert len(found) == 1096
    assert sum(one.is_source_right for one in found) / len(found) > 0.88
    assert sum(one.is_certainty_right for one in found) / len(found) > 0.88


def test_words_that_are_not_read_are_nobodys_and_wrong(attributed):
    text = "Advertisement\n\nThe gate failed, police said."
    facts = [
        {"at": "Advertisement", "claim": "There is an advertisement", "who": None, "sure": ["stated"]},
        {"at": "The gate failed", "claim": "The gate failed", "who": "police", "sure": ["reported"]},
    ]
    row = {"round": 1, "name": "x", "publisher": "y", "published": "2031-03-04", "text": text, "facts": facts}
    skipped, read = attributed.judge([attributed.Attributed.model_validate(row)])
    assert (skipped.certainty, skipped.is_source_right, skipped.is_certainty_right) == (None, False, False)
    assert (read.is_source_right, read.is_certainty_right) == (True, True)
    assert "| 1 | 2 | 0.500 | 0.500 | – | – |" in attributed.table([skipped, read])
