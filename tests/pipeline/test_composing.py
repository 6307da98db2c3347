"""Headline and summary stand on the claims they cite, or are asked for once more and left out."""

from __future__ import annotations

import pytest

from desk import FIRE, GOOD, MODELS, Desk, assert_grounded, written
from summarizer.llm import errors
from summarizer.testing import FakeReply


@MODELS
def test_where_nothing_can_be_composed_the_claims_stand(ask, model):
    question = "choose" if model == "embedded" else "compose"
    desk = Desk(instead={question: FakeReply(status=500)})
    summary = ask(desk, FIRE, model=model)
    assert_grounded(summary)
    assert (summary.headline, summary.summary, summary.kind) == (None, (), None)
    assert len(summary.claims) == 4
    assert summary.toll.injured.value.low == 9
    assert desk.count(question) == 4
    assert any("Headline" in warning for warning in summary.run.warnings)


def test_a_fatal_error_while_composing_ends_the_run(ask):
    with pytest.raises(errors.KeyRefused) as caught:
        ask(Desk(instead={"compose": FakeReply(status=401)}), FIRE)
    assert caught.value.tokens == 10


BAD = pytest.mark.parametrize(
    "sentence",
    [
        {"text": "At least nine people were injured.", "claims": []},
        {"text": "At least nine people were injured.", "claims": [99]},
        {"text": "At least ninety people were injured.", "claims": [2]},
        {"text": "Nine people were injured in Oslo.", "claims": [2]},
        {"text": "Nordvik ignored a gas leak.", "claims": [3]},
        {"text": " ", "claims": [1]},
    ],
    ids=["cites nothing", "cites what is not there", "number", "name", "unhedged allegation", "blank"],
)


@BAD
def test_a_composed_sentence_that_does_not_stand_is_asked_for_once_more(ask, sentence):
    desk = Desk(composes=lambda claims, before: written() if before else written(sentence))
    summary = ask(desk, FIRE)
    assert desk.count("compose") == 2
    assert [one.value for one in summary.summary] == [one["text"] for one in GOOD]
    assert (summary.run.left_out, summary.run.warnings) == (0, ())


@BAD
def test_and_then_left_out_and_counted(ask, sentence):
    desk = Desk(composes=written(sentence))
    summary = ask(desk, FIRE)
    assert_grounded(summary)
    assert desk.count("compose") == 2
    assert [one.value for one in summary.summary] == [one["text"] for one in GOOD]
    assert summary.run.left_out == 1
    assert any("left out" in warning for warning in summary.run.warnings)


def test_what_stands_is_kept_where_asking_once_more_fails(ask):
    bad = {"text": "At least ninety people were injured.", "claims": [2]}
    desk = Desk(composes=lambda claims, before: FakeReply(status=500) if before else written(bad))
    summary = ask(desk, FIRE)
    assert desk.count("compose") <= 4
    assert summary.headline.value == "Fire at the Halden depot"
    assert len(summary.summary) == 2
    assert summary.run.left_out == 1


def test_a_place_that_no_claim_names_is_no_place(ask):
    assert ask(Desk(composes=written(place="Oslo")), FIRE).where == ()
