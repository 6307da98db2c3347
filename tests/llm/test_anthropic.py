"""The real Anthropic SDK against a server that misbehaves."""

import asyncio
import traceback
from importlib.util import find_spec

import pytest
from pydantic import BaseModel

from summarizer.llm import Message, Prompt, errors, open_model

pytestmark = pytest.mark.skipif(find_spec("anthropic") is None, reason="the SDK is not installed")

KEY = "sk-ant-very-secret"
DOCUMENT = "Eleven sheep escaped from Farmer Quimby."
PROMPT = Prompt("read", 3, (Message("system", "You list facts."), Message("user", DOCUMENT)))
GOOD = '{"text": "Sheep escaped.", "count": 11}'


class Fact(BaseModel):
    text: str
    count: int


async def fill(url, timeout):
    async with open_model("anthropic/m", base_url=url, api_key=KEY, timeout=timeout) as model:
        try:
            return await model.fill(PROMPT, Fact, stage="read", max_tokens=50), model.usage
        except errors.ModelError as error:
            return error, model.usage


def ask(provider, *replies, timeout=5.0):
    return asyncio.run(fill(provider.says(*replies).url.removesuffix("/v1"), timeout))


def test_the_answer_is_a_tool_call(provider, replies):
    fact, usage = ask(provider, replies.tool(GOOD))
    assert (fact.text, fact.count) == ("Sheep escaped.", 11)
    (request,) = provider.requests
    assert request["messages"] == [{"role": "user", "content": DOCUMENT}]
    assert request["system"] == [{"type": "text", "text": "You list facts."}]
    assert request["tool_choice"]["name"] == "Fact"
    assert request["max_tokens"] == 50
    (stage,) = usage.stages()
    assert (stage.requests, stage.tokens_read, stage.tokens_cached, stage.tokens_written) == (1, 100, 40, 10)


CASES = {
    "rate limit": (lambda r: r.failure(429, type="rate_limit_error"), errors.RateLimited, 4),
    "no credit": (
        lambda r: r.failure(400, type="invalid_request_error", message="Your credit balance is too low"),
        errors.QuotaExceeded,
        1,
    ),
    "overloaded": (lambda r: r.failure(529, type="overloaded_error"), errors.ProviderFailed, 4),
    "bad request": (lambda r: r.failure(400, type="invalid_request_error"), errors.BadRequest, 1),
    "too long": (
        lambda r: r.failure(400, message="prompt is too long: 210000 tokens > 200000 maximum"),
        errors.PromptTooLong,
        1,
    ),
    "unauthorised": (lambda r: r.failure(401, type="authentication_error"), errors.KeyRefused, 1),
    "not found": (lambda r: r.failure(404, type="not_found_error"), errors.NoSuchModel, 1),
    "time-out": (lambda r: r.Reply(delay=1.5), errors.Unreachable, 4),
    "reset": (lambda r: r.Reply(reset=True), errors.Unreachable, 4),
    "empty body": (lambda r: r.Reply(b""), errors.ProviderFailed, 4),
    "HTML body": (
        lambda r: r.Reply(b"<html>", headers={"content-type": "text/html"}),
        errors.ProviderFailed,
        4,
    ),
    "short body": (lambda r: r.Reply(r.tool(GOOD).body, cut=50), errors.Unreachable, 4),
    "duplicate keys": (lambda r: r.tool('{"count": 1, "count": 2}'), errors.UnusableAnswer, 4),
    "not a number": (lambda r: r.tool('{"count": NaN}'), errors.UnusableAnswer, 4),
    "lone surrogate": (lambda r: r.tool('{"text": "\\ud83d"}'), errors.UnusableAnswer, 4),
    "misfit": (lambda r: r.tool('{"text": "a"}'), errors.UnusableAnswer, 4),
    "two calls": (lambda r: r.tool(GOOD, calls=2), errors.UnusableAnswer, 4),
    "no call": (lambda r: r.tool(GOOD, stop="end_turn", calls=0), errors.UnusableAnswer, 4),
    "paused": (lambda r: r.tool(GOOD, stop="pause_turn"), errors.UnusableAnswer, 4),
    "refusal": (lambda r: r.tool(GOOD, stop="refusal", calls=0), errors.Refused, 1),
    "length": (lambda r: r.tool(GOOD, stop="max_tokens"), errors.AnswerTooLong, 2),
}


@pytest.mark.parametrize("name", CASES)
def test_each_failure_is_its_own_error_and_leaks_nothing(name, provider, replies, capfd):
    reply, kind, requests = CASES[name]
    error, usage = ask(provider, reply(replies), timeout=0.5 if name == "time-out" else 5)
    assert type(error) is kind
    assert len(provider.requests) == requests == usage.requests["read"]
    assert error.__cause__ is None
    assert error.__context__ is None
    shown = "".join(traceback.format_exception(error)) + repr(vars(error))
    assert not any(secret in shown for secret in (KEY, DOCUMENT, "Sheep", "credit balance"))
    assert capfd.readouterr().err == ""


def test_a_misfit_is_asked_again(provider, replies):
    fact, _ = ask(provider, replies.tool('{"text": "a"}'), replies.tool(GOOD))
    assert fact.count == 11
    assert [message["role"] for message in provider.requests[1]["messages"]] == ["user", "assistant", "user"]
    assert "count: Field required" in str(provider.requests[1]["messages"][2])


def test_an_ambiguous_answer_is_asked_again_without_showing_it(provider, replies):
    ask(provider, replies.tool('{"count": 1, "count": 2}'), replies.tool(GOOD))
    (message,) = provider.requests[1]["messages"]
    assert message["content"].startswith(DOCUMENT)
    assert "a key appears twice" in message["content"]


def test_probabilities_are_not_to_be_had(provider):
    async def run():
        async with open_model("anthropic/m", base_url=provider.url, api_key=KEY) as model:
            return await model.probability(PROMPT, stage="check")

    assert asyncio.run(run()) is None
    assert provider.requests == []
