"""Answers that outlive an interruption."""

from __future__ import annotations

import pytest

from summarizer.errors import InputError
from summarizer.evaluation.kept import Answer, Kept

HEAD = {"model": "embedded", "seed": None}


class Timed(Answer):
    seconds: float


def test_answers_are_there_again(tmp_path):
    path = tmp_path / "deep" / "kept.jsonl"
    Kept(path, HEAD).add({"id": "a", "text": "\u2028 \ud800"})
    again = Kept(path, HEAD)
    assert set(again.answers) == {"a"}
    again.add({"id": "b"})
    assert set(Kept(path, HEAD).answers) == {"a", "b"}


@pytest.mark.parametrize("cut", [1, 5, 12])
def test_a_line_that_was_cut_off_is_done_again(tmp_path, cut):
    path = tmp_path / "kept.jsonl"
    kept = Kept(path, HEAD)
    kept.add({"id": "a"})
    kept.add({"id": "b"})
    path.write_bytes(path.read_bytes()[:-cut])
    again = Kept(path, HEAD)
    assert set(again.answers) == {"a"}
    again.add({"id": "b"})
    assert set(Kept(path, HEAD).answers) == {"a", "b"}


@pytest.mark.parametrize("left", [b"", b'{"he', b'{"head": {"model": "emb'])
def test_a_file_without_its_whole_head_is_begun_anew(tmp_path, left):
    path = tmp_path / "kept.jsonl"
    path.write_bytes(left)
    Kept(path, HEAD).add({"id": "a"})
    assert set(Kept(path, HEAD).answers) == {"a"}


def test_a_file_that_cannot_be_written_any_more(tmp_path):
    path = tmp_path / "deep" / "kept.jsonl"
    kept = Kept(path, HEAD)
    path.unlink()
    path.parent.rmdir()
    with pytest.raises(InputError, match="cannot be used"):
        kept.add({"id": "a"})


def test_answers_of_another_question_are_refused(tmp_path):
    path = tmp_path / "kept.jsonl"
    Kept(path, HEAD)
    with pytest.raises(InputError, match="begun otherwise: with other limit, model"):
        Kept(path, {"model": "openai/x", "seed": None, "limit": 3})


@pytest.mark.parametrize(
    "text",
    ["not json", "not json\n", '{"id": "a"}\n', "[]\n", '{"head": []}\n', "[" * 100_000 + "\n"],
)
def test_another_file_is_not_overwritten(tmp_path, text):
    path = tmp_path / "kept.jsonl"
    path.write_text(text)
    with pytest.raises(InputError, match="no file of kept answers"):
        Kept(path, HEAD)
    assert path.read_text() == text


def test_a_place_that_takes_no_file(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(InputError, match="cannot be used"):
        Kept(tmp_path / "file" / "kept.jsonl", HEAD)


def test_nothing_is_written_where_no_file_is_named():
    kept = Kept(None, HEAD)
    kept.add({"id": "a"})
    assert kept.answers == {"a": {"id": "a"}}


@pytest.mark.parametrize("line", ["{}", "[]", '{"id": 3}', '{"id": "b", "seconds": "long"}'])
def test_a_line_that_is_no_answer_of_this_kind_is_named(tmp_path, line):
    path = tmp_path / "kept.jsonl"
    Kept(path, HEAD, Timed).add({"id": "a", "seconds": 1.5})
    path.write_text(path.read_text() + line + "\n")
    with pytest.raises(InputError, match=r"line 3 is no answer of this kind"):
        Kept(path, HEAD, Timed)
