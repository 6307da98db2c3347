"""Checking claims against their evidence alone, all at a time."""

from __future__ import annotations

import asyncio
import math

import pytest

from summarizer import Certainty, Report, Statement
from summarizer.confidence.profile import load
from summarizer.llm import PromptSet, open_model
from summarizer.llm.errors import KeyRefused, ModelError
from summarizer.reading.prepare import prepare
from summarizer.stages.check import asserted, check, gather
from summarizer.stages.ground import Draft
from summarizer.testing import FakeModel, FakeReply

TEXT = "Ilse Tamm runs Norrgas.\n\nShe denied that a leak was ignored.\n\nNine people were hurt.\n"
PREPARED = prepare(Report(id="r1", text=TEXT))


def draft(text, number, certainty=Certainty.STATED, source=None):
    home = PREPARED.sentences[number]
    told = Statement(
        report="r1", start=home.start, end=home.end, quote=home.text, source=source, certainty=certainty
    )
    return Draft(text, told, number)


PLAIN = load("plain")


def checked(fake, *drafts, **options):
    done, failed = [], []

    async def run(url):
        async with open_model("openai/fake", base_url=url) as model:
            return await check(
                drafts,
                {"r1": PREPARED},
                model,
                PromptSet(),
                profile=PLAIN,
                done=done.append,
                failed=failed.append,
                **options,
            )

    with fake.serve() as url:
        result = asyncio.run(run(url))
    assert sorted(map(id, done)) == sorted(map(id, result))
    return result, failed


def yes(chance):
    return FakeReply("Yes", finish="length", logprobs=[{"Yes": math.log(chance), "No": math.log(1 - chance)}])


def test_the_evidence_is_shown_and_the_rest_of_the_report_is_not():
    fake = FakeModel(lambda request: yes(0.7))
    (one,), failed = checked(fake, draft("Nine people were hurt", 2))
    (request,) = fake.requests
    assert "Nine people were hurt." in request.prompt
    assert "Tamm" not in request.json["messages"][-1]["content"]
    assert (one.problems, failed) == ((), [])
    assert one.signals["p_yes"] == 0.7
    assert one.confidence == pytest.approx(PLAIN.apply(one.signals), abs=1e-4)


def test_the_sentence_before_is_shown_where_the_evidence_lacks_words_of_the_claim():
    fake = FakeModel(lambda request: yes(0.7))
    checked(fake, draft("Ilse Tamm of Norrgas ignored a leak", 1, Certainty.DENIED, "Ilse Tamm"))
    assert "Ilse Tamm runs Norrgas." in fake.requests[0].prompt


def test_a_denial_is_checked_as_a_denial():
    denied = draft("A leak was ignored", 1, Certainty.DENIED, "Ilse Tamm")
    assert asserted(denied) != denied.text
    assert "Ilse Tamm" in asserted(denied)
    assert asserted(draft("A leak was ignored", 1)) == "A leak was ignored"
    (one,), _ = checked(FakeModel(lambda request: yes(0.9)), denied)
    assert one.signals["p_yes"] == 0.9
    assert one.signals["negation_off"] == 0


def test_what_the_evidence_contradicts_is_never_likely():
    (one,), _ = checked(FakeModel(lambda request: yes(0.98)), draft("Nineteen people were hurt", 2))
    assert one.confidence <= 0.2
    assert one.problems


def test_results_come_in_the_order_of_the_drafts():
    def answer(request):
        reply = yes(0.8 if "Nine" in request.prompt else 0.6)
        return FakeReply(**{**vars_of(reply), "delay": 0.05 if "Nine" in request.prompt else 0.0})

    (first, second), _ = checked(
        FakeModel(answer), draft("Nine people were hurt", 2), draft("Ilse Tamm runs Norrgas", 0)
    )
    assert (first.signals["p_yes"], second.signals["p_yes"]) == (0.8, 0.6)


def vars_of(reply):
    return {name: getattr(reply, name) for name in reply.__slots__}


def test_a_failure_costs_one_claim_its_question():
    def answer(request):
        return FakeReply("", finish="content_filter") if "Nine" in request.prompt else yes(0.6)

    (first, second), failed = checked(
        FakeModel(answer), draft("Nine people were hurt", 2), draft("Ilse Tamm runs Norrgas", 0)
    )
    assert "p_yes" not in first.signals
    assert second.signals["p_yes"] == 0.6
    assert [type(error) for error in failed] == [type(failed[0])]
    assert isinstance(failed[0], ModelError)


def test_thorough_asks_in_a_wider_view_and_about_each_fact_of_a_long_claim():
    long = "Nine people were hurt in the old town by the port, and the gate was closed by the guards"
    fake = FakeModel(lambda request: yes(0.5 if "guards" in request.prompt else 0.9))
    (short, several), _ = checked(fake, draft("Nine people were hurt", 2), draft(long, 2), thorough=True)
    wide = [request for request in fake.requests if "a leak was ignored. Nine people" in request.prompt]
    assert len(wide) == 2
    assert len(fake.requests) == 2 + 4
    assert short.signals["p_weak_odds"] == short.signals["p_yes_odds"]
    assert several.signals["p_weak_odds"] > several.signals["p_yes_odds"]


def test_a_fatal_failure_is_raised():
    with pytest.raises(KeyRefused):
        checked(FakeModel(lambda request: FakeReply(status=401)), draft("Nine people were hurt", 2))


def test_gather_keeps_the_order_and_stops_the_others_where_one_raises():
    ended = []

    async def wait(name, seconds):
        try:
            await asyncio.sleep(seconds)
        finally:
            ended.append(name)
        return name

    async def fail():
        raise KeyError("no")

    async def run():
        assert await gather([wait("a", 0.02), wait("b", 0)]) == ["a", "b"]
        assert await gather([]) == []
        with pytest.raises(KeyError):
            await gather([wait("c", 30), fail(), wait("d", 30)])
        return list(ended)

    assert asyncio.run(run()) == ["b", "a", "c", "d"]
