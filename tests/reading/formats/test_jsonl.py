"""JSON Lines: a report a line; what is wrong is told with the number of its line."""

from __future__ import annotations

import io
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.errors import ReportError
from summarizer.reading.formats import jsonl
from summarizer.reading.formats.jsonl import FIELDS, read_jsonl
from summarizer.schema import Report


def read(data: bytes | str):
    return list(read_jsonl(io.BytesIO(data if isinstance(data, bytes) else data.encode()), "it.jsonl"))


def test_the_fields_of_a_line_are_those_of_a_report():
    line = {
        "text": "Nine died.",
        "id": "wire-7",
        "title": "Nine dead",
        "publisher": "Coast Radio",
        "published": "2031-03-04",
        "url": "https://coast.example/9",
        "timezone": "Atlantic/Faroe",
        "language": "en",
    }
    assert set(line) == set(FIELDS) <= set(Report.model_fields)
    (raw,) = read(json.dumps(line))
    assert raw.fields == line
    assert raw.name == "it.jsonl, line 1"
    assert raw.warnings == ()


def test_blank_lines_a_mark_crlf_and_null():
    found = read(b'\xef\xbb\xbf{"text": "One.", "publisher": null}\r\n\r\n  \n{"text": "Two.", "id": 7}')
    assert [(raw.name, raw.fields) for raw in found] == [
        ("it.jsonl, line 1", {"text": "One."}),
        ("it.jsonl, line 4", {"text": "Two.", "id": "7"}),
    ]


def test_fields_that_are_not_read_are_named():
    (raw,) = read('{"text": "One.", "author": "A. Moss", "score": 3}')
    assert raw.warnings == ("it.jsonl: fields that were not read: author, score.",)


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"]), min_size=1), max_size=5))
def test_texts_survive(texts):
    data = "".join(json.dumps({"text": text}) + "\n" for text in texts)
    assert [raw.fields["text"] for raw in read(data)] == texts


@pytest.mark.parametrize(
    ("line", "says"),
    [
        (b'{"text": "secret"', "not JSON at column 18"),
        (b'{"text": "caf\xe9 secret"}', "not UTF-8 at byte 13"),
        (b'["secret"]', "not a JSON object"),
        (b'"secret"', "not a JSON object"),
        (b'{"publisher": "secret"}', "no text"),
        (b'{"text": null}', "no text"),
        (b'{"text": 7}', "text is not a string"),
        (b'{"text": "secret", "published": 20310304}', "published is not a string"),
        (b'{"text": "secret", "id": true}', "id is not a string"),
        (b"[" * 100_000, "not JSON"),
        (b'{"text": ' + b"9" * 5_000 + b"}", "not JSON"),
    ],
)
def test_lines_that_cannot_be_used(line, says):
    with pytest.raises(ReportError, match=says) as caught:
        read(b'{"text": "fine"}\n' + line)
    assert "line 2" in str(caught.value)
    assert caught.value.hint
    assert "secret" not in str(caught.value)
    assert caught.value.__cause__ is None


def test_a_line_without_end_is_not_read_to_its_end(monkeypatch):
    monkeypatch.setattr(jsonl, "LIMIT", 1_000)
    with pytest.raises(ReportError, match="line 1 is too large"):
        read(b"x" * 10_000)
