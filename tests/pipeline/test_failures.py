"""What fails costs itself alone where it can, and ends the run where it must."""

from __future__ import annotations

import asyncio
from collections import Counter

import pytest

import summarizer
from desk import (
    FIRE,
    GOOD,
    INJURED,
    KEY,
    LEAK,
    MISSING,
    MODELS,
    OPENING,
    Desk,
    assert_grounded,
    assert_silent,
    claims_of,
    written,
)
from summarizer import blocking, events
from summarizer.confidence.profile import load
from summarizer.errors import InputError
from summarizer.llm import errors
from summarizer.testing import FakeReply


@MODELS
def test_a_window_that_fails_for_good_costs_that_window(ask, model):
    def broken(asked):
        return FakeReply(status=500) if "nine people" in str(asked) else None

    def halves(sentences):
        return FakeReply("{", finish="length") if len(sentences) == 5 else broken(sentences)

    desk = Desk(instead={"read": broken, "read-report": halves}, composes=written(place=None))
    desk.composes["summary"] = GOOD[:1] * 2
    summary = ask(desk, FIRE, model=model)
    assert_grounded(summary)
    lost = {INJURED} if model == "embedded" else {INJURED, OPENING}
    assert {claim.text for claim in summary.claims} == {OPENING, INJURED, LEAK, MISSING} - lost
    (fate,) = summary.run.reports
    assert fate.status == "partly"
    (failed,) = [window for window in fate.windows if window.status == "failed"]
    assert "nine people" in FIRE[failed.start : failed.end]
    assert "500" in failed.error
    windows = len(fate.windows)
    assert any(f"1 of {windows} windows" in warning for warning in summary.run.warnings)
    assert not any("nine" in warning for warning in summary.run.warnings)
    name = "read" if model == "embedded" else "read-report"
    asked = [data for question, data in desk.asked if question == name and "nine people" in str(data)]
    assert len([data for data in asked if len(data) != 5]) == 4


@MODELS
@pytest.mark.parametrize(
    ("reply", "kind", "exit_code", "requests"),
    [
        (FakeReply(status=500), errors.ProviderFailed, 5, 4),
        (FakeReply(status=429), errors.RateLimited, 4, 4),
        (FakeReply(status=400), errors.BadRequest, 5, 1),
        (FakeReply("no JSON"), errors.UnusableAnswer, 5, 4),
        (FakeReply("", finish="content_filter"), errors.ContentFiltered, 5, 1),
        (
            FakeReply(message={"role": "assistant", "content": None, "refusal": "No."}),
            errors.Refused,
            5,
            1,
        ),
    ],
)
def test_where_no_window_could_be_read_the_cause_is_raised(ask, model, reply, kind, exit_code, requests):
    desk = Desk(instead={"read": reply, "read-report": reply})
    with pytest.raises(errors.ModelError) as caught:
        ask(desk, FIRE, model=model)
    assert type(caught.value) is kind
    assert caught.value.exit_code == exit_code
    assert len(desk.requests) == requests * (5 if model == "embedded" else 1)
    answered = len(desk.requests) if reply.status == 200 else 0
    assert caught.value.tokens == 2 * answered
    assert_silent(caught.value)


FATAL = pytest.mark.parametrize(
    ("reply", "kind", "exit_code"),
    [
        (FakeReply(status=401), errors.KeyRefused, 3),
        (FakeReply(status=403), errors.KeyRefused, 3),
        (FakeReply(status=404), errors.NoSuchModel, 2),
        (
            FakeReply(status=429, body=b'{"error": {"code": "insufficient_quota"}}'),
            errors.QuotaExceeded,
            4,
        ),
    ],
)


@FATAL
def test_what_would_fail_every_window_ends_the_run(ask, reply, kind, exit_code):
    desk = Desk(instead={"read": reply})
    with pytest.raises(kind) as caught:
        ask(desk, FIRE, model="embedded")
    assert len(desk.requests) == 1
    assert caught.value.exit_code == exit_code
    assert_silent(caught.value)


@pytest.mark.parametrize(("function", "question"), [("summarize", "check"), ("check", "check-given")])
def test_after_a_fatal_error_in_the_check_nothing_more_is_sent(plain, function, question):
    desk = Desk(instead={question: FakeReply(status=401)})
    given = (FIRE,) if function == "summarize" else (FIRE, [OPENING, INJURED, LEAK, MISSING])
    with desk.serve() as url, pytest.raises(errors.KeyRefused) as caught:
        try:
            getattr(summarizer, function)(
                *given,
                model="openai/fake",
                base_url=url,
                api_key=KEY,
                prompts=plain,
                concurrency=1,
            )
        finally:
            blocking.run(asyncio.sleep(0.05))
    assert desk.count(question) <= 2  # the next one may be on its way
    assert caught.value.tokens == (2 if function == "summarize" else 0)
    assert_silent(caught.value)


def test_four_transport_failures_end_the_run(ask):
    desk = Desk(instead={"read": FakeReply(reset=True)})
    with pytest.raises(errors.Unreachable) as caught:
        ask(desk, FIRE, model="embedded")
    assert len(desk.requests) == 4
    assert_silent(caught.value)


def test_nobody_at_the_address(plain):
    with pytest.raises(errors.Unreachable) as caught:
        summarizer.summarize(FIRE, model="openai/fake", base_url="http://127.0.0.1:9/v1", api_key=KEY)
    assert_silent(caught.value)


def test_an_answer_too_long_gets_more_room_then_less_text(ask):
    def cut(sentences):
        return FakeReply('{"claims": [', finish="length") if len(sentences) > 1 else None

    desk = Desk(instead={"read-report": cut})
    heard: list[events.Event] = []
    summary = ask(desk, FIRE, on_event=heard.append)
    assert [claim.text for claim in summary.claims] == [OPENING, INJURED, LEAK, MISSING]
    assert summary.run.warnings == ()
    assert [window.claims for window in summary.run.reports[0].windows] == [1, 1, 1, 0, 1]
    sizes = Counter(len(data) for question, data in desk.asked if question == "read-report")
    assert sizes == {5: 2, 3: 2, 2: 4, 1: 5}
    rooms = [request.json["max_tokens"] for request in desk.requests[:2]]
    assert rooms[1] == 2 * rooms[0]
    read = [one for one in heard if isinstance(one, events.WindowRead)]
    assert all(one.done <= one.total for one in read)
    assert [one.done for one in read] == [1, 2, 3, 4, 5]


@MODELS
def test_one_sentence_that_stays_too_long_is_given_up(ask, model):
    def cut(asked):
        return FakeReply("[", finish="length") if "nine people" in str(asked) else None

    desk = Desk(instead={"read": cut, "read-report": cut}, composes=written(place=None))
    summary = ask(desk, FIRE, model=model)
    assert [claim.text for claim in summary.claims] == [OPENING, LEAK, MISSING]
    assert summary.run.reports[0].status == "partly"
    name = "read" if model == "embedded" else "read-report"
    asked = Counter(str(data) for question, data in desk.asked if question == name)
    assert max(asked.values()) == (4 if model == "embedded" else 2)


def test_a_check_costs_at_most_four_requests(ask):
    desk = Desk(instead={"check": FakeReply("Maybe"), "check-verbal": FakeReply("Maybe")})
    summary = ask(desk, FIRE)
    asked = Counter(data["claim"] for question, data in desk.asked if question.startswith("check"))
    assert len(asked) == 4
    assert max(asked.values()) <= 4
    assert any("code alone" in warning for warning in summary.run.warnings)


def test_a_model_without_probabilities_is_asked_for_a_number(ask):
    desk = Desk(instead={"check": FakeReply("Yes", finish="length")})
    summary = ask(desk, FIRE)
    assert {claim.signals["p_yes"] for claim in summary.claims} == {0.8}
    assert desk.count("check-verbal") == 4
    assert "check-verbal" in {use.name for use in summary.run.prompts}


@MODELS
def test_a_claim_that_cannot_be_checked_is_scored_by_code_with_a_warning(ask, model):
    def broken(asked):
        return FakeReply(status=500) if asked["claim"] == INJURED else None

    desk = Desk(instead={"check": broken})
    summary = ask(desk, FIRE, model=model)
    injured = claims_of(summary)[INJURED]
    assert "p_yes" not in injured.signals
    assert injured.confidence == pytest.approx(load("plain").apply(injured.signals), abs=1e-4)
    assert all("p_yes" in claim.signals for claim in summary.claims if claim is not injured)
    assert len([1 for question, data in desk.asked if question == "check" and broken(data)]) == 4
    assert [warning for warning in summary.run.warnings if "code alone" in warning]


def test_a_listener_that_raises_ends_the_run(ask):
    class Stop(Exception):
        pass

    def listener(event):
        if isinstance(event, events.ClaimChecked):
            raise Stop

    desk = Desk()
    with pytest.raises(Stop):
        ask(desk, FIRE, on_event=listener, concurrency=1)
    assert desk.count("compose") == 0


def test_a_listener_that_calls_back_does_not_hang(ask):
    with pytest.raises(InputError, match="listener"):
        ask(Desk(), FIRE, on_event=lambda event: summarizer.check(FIRE, [OPENING]))
