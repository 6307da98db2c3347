"""Reading a report window by window: every sentence once, and what a window may cost."""

from __future__ import annotations

import asyncio
import json
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from summarizer import Report
from summarizer.llm import Message, PromptSet, approximate_tokens, open_model, retries
from summarizer.llm.errors import ProviderFailed
from summarizer.reading.prepare import prepare
from summarizer.reading.sentences import Sentence
from summarizer.stages.read import REMEMBERED, read, remembered, window_count, windows
from summarizer.testing import FakeModel, FakeReply

TEXT = "".join(f"Bridge number {number} fell on day {number}.\n\n" for number in range(10, 20))


@pytest.fixture(autouse=True)
def no_pauses(monkeypatch):
    async def sleep(seconds):
        pass

    monkeypatch.setattr(retries, "sleep", sleep)


def reading(fake, text=TEXT, **profile):
    """What reading a text with a model of such a profile gives, with what was told on the way."""
    told = []

    async def run(url):
        async with open_model("openai/fake", base_url=url) as model:
            model.profile = replace(model.profile, **profile)
            prepared = prepare(Report(id="r1", text=text))
            result = await read(
                prepared, model, PromptSet(), done=lambda fate, drafts: told.append((fate, drafts))
            )
            assert window_count(prepared, model.profile) <= len(result.windows)
            return result

    with fake.serve() as url:
        return asyncio.run(run(url)), told


def last(request):
    return request.json["messages"][-1]["content"]


def sentence(size):
    text = "x" * size
    return Sentence(0, size, text)


@given(st.lists(st.integers(1, 400), max_size=60), st.integers(40, 2_000))
def test_windows_hold_every_sentence_once_in_order_and_leave_room(sizes, context):
    sentences = [sentence(size) for size in sizes]
    cut = windows(sentences, context)
    assert [number for start, end in cut for number in range(start, end)] == list(range(len(sizes)))
    for start, end in cut:
        tokens = sum(approximate_tokens(one.text) for one in sentences[start:end])
        assert tokens <= context // 4 or end - start == 1


@given(st.lists(st.integers(1, 4_000), max_size=30))
def test_a_conversation_keeps_its_newest_turns_in_pairs(sizes):
    turns = []
    for size in sizes:
        turns = remembered([*turns, Message("user", "q" * size), Message("assistant", "[]")])
        assert len(turns) % 2 == 0
        assert all(message.role == "user" for message in turns[::2])
    assert not turns or turns[-2].content == "q" * sizes[-1]
    # One answer more than fits halves them; only a single pair may be larger than what is kept.
    assert len(turns) <= 2 or sum(approximate_tokens(one.content) for one in turns) <= 2 * REMEMBERED


def test_sentences_are_one_conversation_and_each_request_begins_with_the_one_before():
    fake = FakeModel(lambda request: json.dumps([last(request).rstrip(".")]))
    result, told = reading(fake, window="sentence")
    assert [draft.text for draft in result.drafts] == [
        f"Bridge number {n} fell on day {n}" for n in range(10, 20)
    ]
    asked = [request.json["messages"] for request in fake.requests]
    for before, after in pairwise(asked):
        assert after[: len(before)] == before
    assert [fate for fate, _ in told] == list(result.windows)
    assert [TEXT[fate.start : fate.end] for fate in result.windows] == [last(r) for r in fake.requests]


def test_an_example_of_the_prompt_is_no_claim_where_the_sentence_has_no_word_of_it():
    leaked, read_there = "The cause was not yet known", "Bridge number 11 fell"
    fake = FakeModel(lambda request: json.dumps([leaked, last(request)]))
    result, _ = reading(fake, f"{read_there}.\n\nOf its cause nothing was known.", window="sentence")
    assert [(draft.text, draft.sentence) for draft in result.drafts[:2]] == [
        (f"{read_there}.", 0),
        (leaked, 1),
    ]
    assert leaked not in json.dumps(fake.requests[1].json["messages"][-2:])


def test_a_sentence_that_fails_leaves_nothing_in_the_conversation():
    def answer(request):
        return FakeReply(status=400) if "number 12" in last(request) else json.dumps([last(request)])

    fake = FakeModel(answer)
    result, _ = reading(fake, window="sentence")
    assert [fate.status for fate in result.windows].count("failed") == 1
    assert "number 12" not in json.dumps(fake.requests[-1].json["messages"])
    assert len(result.drafts) == 9
    assert result.failure is not None


def test_a_sentence_whose_answer_runs_on_is_asked_about_alone_for_few_short_claims():
    alone = len(PromptSet().render("read").messages) + 1

    def answer(request):
        if "number 12" not in last(request):
            return json.dumps([last(request)])
        if len(request.json["messages"]) > alone:
            return FakeReply('["Bridge', finish="length")
        assert request.json["response_format"]["json_schema"]["schema"]["maxItems"] == 3
        return json.dumps(["Bridge 12 fell", "x" * 160])

    fake = FakeModel(answer)
    result, _ = reading(fake, window="sentence")
    assert result.failure is None
    assert [draft.text for draft in result.drafts if draft.sentence == 2] == ["Bridge 12 fell"]
    assert len(result.drafts) == 10
    assert len(fake.requests) == 12


def cite(request):
    """A claim a line, as a model that cites the numbers it is shown."""
    numbered = [line for line in last(request).splitlines() if line.startswith("[")]
    claims = [
        {
            "claim": line.partition("] ")[2],
            "sentences": [int(line[1 : line.index("]")])],
            "source": None,
            "certainty": "stated",
        }
        for line in numbered
    ]
    return {"claims": claims}


def test_numbers_of_a_window_are_its_own_and_lead_back_to_the_place():
    fake = FakeModel(cite)
    result, _ = reading(fake, context=160)
    assert len(fake.requests) == len(result.windows) > 2
    assert [draft.sentence for draft in result.drafts] == list(range(10))
    for draft in result.drafts:
        assert draft.statement.quote == draft.text == TEXT[draft.statement.start : draft.statement.end]


def test_each_window_costs_at_most_four_requests_and_fails_alone():
    def answer(request):
        return FakeReply("no JSON") if "number 13" in request.prompt else cite(request)

    fake = FakeModel(answer)
    result, _ = reading(fake, context=160)
    failed = [fate for fate in result.windows if fate.status == "failed"]
    assert len(failed) == 1
    assert len(fake.requests) == len(result.windows) + 3
    assert "number 13" in TEXT[failed[0].start : failed[0].end]
    assert 0 < len(result.drafts) < 10


def test_a_question_too_long_is_asked_about_half_the_text():
    def answer(request):
        lines = [line for line in last(request).splitlines() if line.startswith("[")]
        too_long = FakeReply(status=400, body=b'{"error": {"code": "context_length_exceeded"}}')
        return too_long if len(lines) > 3 else cite(request)

    fake = FakeModel(answer)
    result, _ = reading(fake)
    assert len(result.drafts) == 10
    assert result.failure is None
    spans = [(fate.start, fate.end) for fate in result.windows]
    assert spans == sorted(spans)


def test_a_budget_is_not_handed_from_window_to_window():
    """Three failures in each window are three failures in each, not the end of the second."""
    seen: dict[str, int] = {}

    def answer(request):
        seen[last(request)] = seen.get(last(request), 0) + 1
        return FakeReply(status=503) if seen[last(request)] < 4 else cite(request)

    fake = FakeModel(answer)
    result, _ = reading(fake, context=160)
    assert set(seen.values()) == {4}
    assert len(result.drafts) == 10


def test_no_sentence_asks_nothing():
    fake = FakeModel()
    result, told = reading(fake, "Menu | Home | Sport\n")
    assert (result.drafts, result.windows, result.failure, told, fake.requests) == ((), (), None, [], [])


def test_failures_of_all_windows_are_told_by_the_last():
    result, _ = reading(FakeModel(lambda request: FakeReply(status=500)), context=160)
    assert {fate.status for fate in result.windows} == {"failed"}
    assert type(result.failure) is ProviderFailed


@settings(max_examples=40)
@given(
    st.lists(
        st.sampled_from(
            [*"aB9 .,!?:\n\r\t“”'\"-–é\u0301\u202e\u200b\u2028🔥א", "\r\n", "He said ", " Ltd. "]
        ),
        min_size=1,
        max_size=200,
    )
    .map("".join)
    .filter(str.strip),
    st.lists(st.tuples(st.text(max_size=20), st.lists(st.integers(-3, 30)), st.text(max_size=8)), max_size=4),
)
def test_whatever_a_model_answers_every_quote_is_verbatim(text, answers):
    from summarizer.schema import Certainty
    from summarizer.stages.ground import ground, ground_cited

    prepared = prepare(Report(id="r1", text=text))
    claims = [(claim, numbers, source, Certainty.STATED) for claim, numbers, source in answers]
    drafts = []
    if prepared.sentences:
        drafts = ground_cited(claims, range(len(prepared.sentences)), prepared)
        assert len(drafts) == sum(bool(claim.split()) for claim, _, _ in answers)
    for number in range(len(prepared.sentences)):
        drafts += ground([claim for claim, _, _ in answers], number, prepared)
    for draft in drafts:
        one = draft.statement
        assert one.quote == text[one.start : one.end] == prepared.sentences[draft.sentence].text
        if one.source_start is not None:
            assert text[one.source_start : one.source_end] == one.source
