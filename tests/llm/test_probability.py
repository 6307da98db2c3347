import asyncio
import json
import threading
from math import log

import pytest

from summarizer.llm import Message, Prompt, errors, open_model
from summarizer.testing import FakeModel, FakeReply

PROMPT = Prompt("check", 1, (Message("user", "Is it so? Yes or No."),))


def answer(replies, chances):
    top = [{"token": token, "logprob": log(chance), "bytes": None} for token, chance in chances.items()]
    reply = replies.chat("Yes", finish="length")
    completion = json.loads(reply.body)
    completion["choices"][0]["logprobs"] = {
        "content": [{"token": "Yes", "logprob": 0.0, "top_logprobs": top}]
    }
    return replies.Reply(json.dumps(completion).encode())


def ask(provider, *replies, times=1):
    async def run():
        async with open_model("openai/m", base_url=provider.says(*replies).url) as model:
            got = [await model.probability(PROMPT, stage="check") for _ in range(times)]
            return got[-1], model.usage

    return asyncio.run(run())


def test_all_spellings_count(provider, replies):
    chances = {"Yes": 0.4, " yes": 0.1, "YES.": 0.1, "No": 0.15, "\nno": 0.05, "Maybe": 0.2}
    chance, usage = ask(provider, answer(replies, chances))
    assert chance == pytest.approx(0.75)
    assert (usage.requests["check"], usage.tokens["check"].read) == (1, 100)
    (request,) = provider.requests
    assert (request["max_tokens"], request["logprobs"], request["top_logprobs"]) == (1, True, 20)


def test_neither_word(provider, replies):
    assert ask(provider, answer(replies, {"Perhaps": 1.0}), times=2)[0] is None
    assert len(provider.requests) == 2


@pytest.mark.parametrize("how", ["silently", "loudly"])
def test_a_server_without_probabilities_is_asked_once(how, provider, replies):
    reply = replies.chat("Yes", finish="length") if how == "silently" else replies.failure(400)
    assert ask(provider, reply, times=3)[0] is None
    assert len(provider.requests) == 1


def ask_at_once(url, times):
    async def run():
        async with open_model("openai/m", base_url=url) as model:
            asked = [model.probability(PROMPT, stage="check") for _ in range(times)]
            return await asyncio.gather(*asked)

    return asyncio.run(run())


@pytest.mark.parametrize("how", ["silently", "loudly"])
def test_nor_is_it_asked_more_often_at_once(how, provider, replies):
    reply = replies.chat("Yes", finish="length") if how == "silently" else replies.failure(400)
    assert ask_at_once(provider.says(reply).url, 8) == [None] * 8
    assert len(provider.requests) == 1


def test_after_the_first_answer_questions_do_not_wait_for_each_other():
    """The first is answered alone; of the others, none is answered before all four are there."""
    all_there = threading.Barrier(4)
    first = FakeReply("Yes", logprobs=[{"Yes": log(0.9), "No": log(0.1)}])

    def answered(request):
        if len(fake.requests) > 1:
            all_there.wait(timeout=20)
        return first

    fake = FakeModel(answered)
    with fake.serve() as url:
        assert ask_at_once(url, 5) == [pytest.approx(0.9)] * 5
    assert len(fake.requests) == 5


def test_other_failures_are_failures(provider, replies):
    with pytest.raises(errors.KeyRefused):
        ask(provider, replies.failure(401))
    with pytest.raises(errors.ContentFiltered):
        ask(provider, replies.chat("", finish="content_filter"))
