"""The journal: the same question is asked once, another one is another, and a torn file costs its last line alone."""

from __future__ import annotations

import asyncio
import json
import os
import stat

import pytest
from pydantic import BaseModel

from summarizer.errors import InputError
from summarizer.llm import Message, Prompt, open_model
from summarizer.llm.errors import KeyRefused
from summarizer.testing import FakeModel, FakeReply

KEY = "sk-very-secret-key"


class Answer(BaseModel):
    word: str


class Other(BaseModel):
    word: str
    more: int = 0


def prompt(text="Secret report?"):
    return Prompt("read", 1, (Message("user", text),))


def run(fake, journal, *questions, seed=None, model="openai/fake"):
    """Ask in order: a text for ``probability``, else the arguments of ``fill``. How many answers were kept, too."""

    async def ask():
        with fake.serve() as url:
            async with open_model(model, base_url=url, api_key=KEY, seed=seed, journal=journal) as opened:
                got = [
                    await opened.probability(prompt(question), stage="check")
                    if isinstance(question, str)
                    else await opened.fill(*question, stage="read", max_tokens=30)
                    for question in questions
                ]
                return got, opened.answers_kept

    return asyncio.run(ask())


def model():
    return FakeModel(lambda seen: FakeReply({"word": f"answer {len(seen.prompt)}"}))


def likely(chance=0.9):
    import math

    return FakeModel(
        lambda _: FakeReply("Yes", logprobs=[{"Yes": math.log(chance), "No": math.log(1 - chance)}])
    )


def test_the_same_question_is_asked_once(tmp_path):
    path = tmp_path / "journal.jsonl"
    first, again = model(), model()
    given, kept = run(first, path, (prompt(), Answer), (prompt("Another?"), Answer))
    assert (len(first.requests), kept) == (2, 0)
    resumed, kept = run(
        again, path, (prompt(), Answer), (prompt("Another?"), Answer), (prompt("New?"), Answer)
    )
    assert [one.word for one in resumed[:2]] == [one.word for one in given]
    assert (len(again.requests), kept) == (1, 2)


def test_probabilities_are_kept(tmp_path):
    path = tmp_path / "journal.jsonl"
    first, again = likely(), likely(0.1)
    given, _ = run(first, path, "One?", "Two?")
    resumed, kept = run(again, path, "One?", "Two?")
    assert resumed == given == pytest.approx([0.9, 0.9])
    assert (again.requests, kept) == ([], 2)


def test_another_question_is_asked(tmp_path):
    path = tmp_path / "journal.jsonl"
    run(model(), path, (prompt(), Answer))
    for questions, options in (
        ([(prompt("Secret report!"), Answer)], {}),
        ([(prompt(), Other)], {}),
        ([(prompt(), Answer)], {"seed": 7}),
        ([(prompt(), Answer)], {"model": "openai/other"}),
    ):
        asked = model()
        assert run(asked, path, *questions, **options)[1] == 0
        assert len(asked.requests) == 1


def test_a_question_twice_in_one_run_is_asked_twice(tmp_path):
    asked = model()
    assert run(asked, tmp_path / "journal.jsonl", (prompt(), Answer), (prompt(), Answer))[1] == 0
    assert len(asked.requests) == 2


def test_a_failure_is_not_kept(tmp_path):
    path = tmp_path / "journal.jsonl"
    with pytest.raises(KeyRefused):
        run(FakeModel(FakeReply("No.", status=401)), path, (prompt(), Answer))
    asked = model()
    run(asked, path, (prompt(), Answer))
    assert len(asked.requests) == 1


@pytest.mark.parametrize("torn", [b'["abc', b"\xff\xfe\n", b"[]\n{}\n[1, 2]\n", b"[" * 100_000, b'["k", 7]'])
def test_what_was_cut_off_costs_itself_alone(tmp_path, torn):
    path = tmp_path / "journal.jsonl"
    run(model(), path, (prompt(), Answer))
    with path.open("ab") as file:
        file.write(torn)
    asked = model()
    assert run(asked, path, (prompt(), Answer), (prompt("New?"), Answer))[1] == 1
    assert run(model(), path, (prompt(), Answer), (prompt("New?"), Answer))[1] == 2


def test_an_answer_of_another_form_is_none(tmp_path):
    path = tmp_path / "journal.jsonl"
    run(model(), path, (prompt(), Answer))
    key, _ = json.loads(path.read_text())
    path.write_text(json.dumps([key, {"words": 7}]) + "\n")
    asked = model()
    assert run(asked, path, (prompt(), Answer))[1] == 0
    assert len(asked.requests) == 1


def test_neither_question_nor_key_is_written_and_only_the_owner_reads(tmp_path):
    path = tmp_path / "journal.jsonl"
    run(model(), path, (prompt(), Answer))
    assert "Secret" not in path.read_text()
    assert KEY not in path.read_text()
    if os.name != "nt":
        assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_journal_that_cannot_be_written(tmp_path):
    with pytest.raises(InputError, match="cannot be written"):
        open_model("openai/fake", base_url="http://127.0.0.1:1", api_key=KEY, journal=tmp_path)
