"""Labelled data: what is read, and errors that name the line and never quote it."""

from __future__ import annotations

import json
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from summarizer.errors import LabelsError
from summarizer.evaluation.rows import IncidentRow, SignalsRow, SupportRow, are_answers, lines_of, read_rows

EXAMPLES = Path(__file__).parents[2] / "examples"
GOOD = {"doc": "Nine died.", "claim": "Nine people died", "label": 1}


def written(tmp_path, *lines):
    path = tmp_path / "data.jsonl"
    path.write_text("\n".join(line if isinstance(line, str) else json.dumps(line) for line in lines))
    return path


def test_rows_get_ids_by_line_and_groups_by_document(tmp_path):
    path = written(tmp_path, GOOD, "", {**GOOD, "claim": "Nobody died", "label": False, "extra": 1})
    first, second = read_rows(path, SupportRow)
    assert (first.id, second.id) == ("line-1", "line-3")
    assert (first.label, second.label) == (1, 0)
    assert first.of == second.of != ""
    assert SupportRow(**GOOD, group="g").of == "g"


def test_a_byte_order_mark_is_no_part_of_the_first_row(tmp_path):
    path = written(tmp_path, "\ufeff" + json.dumps(GOOD))
    assert not are_answers(lines_of(path))
    assert len(read_rows(path, SupportRow)) == 1


def test_rows_nested_without_end_are_no_answers(tmp_path):
    path = written(tmp_path, "[" * 100_000)
    assert not are_answers(lines_of(path))
    with pytest.raises(LabelsError, match="line 1"):
        read_rows(path, SupportRow)


def test_a_document_can_be_a_file_beside_the_rows(tmp_path):
    (tmp_path / "quay.txt").write_text("Quay closed\n4 March 2031\n\nNine died.")
    path = written(tmp_path, {**GOOD, "doc": {"file": "quay.txt"}}, GOOD)
    read, given = (row.doc for row in read_rows(path, SupportRow))
    assert (read.text.splitlines()[-1], read.published) == ("Nine died.", date(2031, 3, 4))
    assert (given.text, given.published) == ("Nine died.", None)


def test_half_of_what_people_say_of_each_example_is_right():
    rows = read_rows(EXAMPLES / "said.jsonl", SupportRow)
    right = Counter(row.doc.text for row in rows if row.label)
    assert len(rows) == 128
    assert set(right.values()) == {8}
    assert set(right) == {path.read_text() for path in EXAMPLES.glob("*.txt")}


@pytest.mark.parametrize("name", ["../secret.txt", "{folder}/secret.txt", "deep/../../secret.txt"])
def test_a_file_elsewhere_is_not_read(tmp_path, name):
    (tmp_path / "secret.txt").write_text("Nine died.")
    (tmp_path / "rows").mkdir()
    rows = written(tmp_path / "rows", {**GOOD, "doc": {"file": name.format(folder=tmp_path)}})
    with pytest.raises(LabelsError, match="outside the folder"):
        read_rows(rows, SupportRow)


def test_the_claims_of_the_examples_are_pairs_on_each_report():
    rows = read_rows(EXAMPLES / "claims.jsonl", SupportRow)
    reports = {path.read_text() for path in EXAMPLES.glob("*.txt")}
    pairs = Counter((row.doc.text, row.id.removesuffix("-wrong")) for row in rows)
    assert {text for text, _ in pairs} == reports
    assert set(pairs.values()) == {2}
    assert all(row.label != row.id.endswith("-wrong") for row in rows)
    assert len({row.claim for row in rows}) == len(rows) == 20 * len(reports)


@pytest.mark.parametrize(
    ("file", "message"),
    [
        ("none.txt", "line 1: .*none.txt"),
        ("empty.txt", "line 1: .*empty.txt"),
        ("", "line 1: doc cannot be used"),
    ],
)
def test_a_file_that_cannot_be_read_is_named_with_its_line(tmp_path, file, message):
    (tmp_path / "empty.txt").write_text("")
    with pytest.raises(LabelsError, match=message) as caught:
        read_rows(written(tmp_path, {**GOOD, "doc": {"file": file}}), SupportRow)
    assert caught.value.hint


def test_incidents_have_a_day(tmp_path):
    path = written(tmp_path, {"id": "a", "text": "Shots.", "gold": {"killed": 1}, "published": "2031-03-04"})
    (row,) = read_rows(path, IncidentRow)
    assert (row.of, row.published) == ("a", date(2031, 3, 4))


@pytest.mark.parametrize(
    ("line", "kind", "message"),
    [
        ({"doc": "secret", "label": 1}, SupportRow, "line 2 has no claim"),
        ({**GOOD, "doc": ""}, SupportRow, "line 2: doc cannot be used"),
        ({**GOOD, "doc": {"text": 1}}, SupportRow, "line 2: doc cannot be used"),
        ({**GOOD, "label": 2, "doc": "secret"}, SupportRow, "line 2: label cannot be used"),
        ({**GOOD, "label": "1"}, SupportRow, "line 2: label cannot be used"),
        ({**GOOD, "label": None}, SupportRow, "line 2: label cannot be used"),
        ('{"doc": "secret", "claim": "x", "label": NaN}', SupportRow, "line 2: label cannot be used"),
        (
            '{"signals": {"secret": NaN}, "label": 1, "group": "g"}',
            SignalsRow,
            "line 2: signals cannot be used",
        ),
        ({"signals": [], "label": 1, "group": "g"}, SignalsRow, "line 2: signals cannot be used"),
        (
            {"signals": {"secret": 1e200}, "label": 1, "group": "g"},
            SignalsRow,
            "line 2: signals cannot be used",
        ),
        ({"signals": {"p_yes": 1}, "label": 1}, SignalsRow, "line 2 has no group"),
        ({"text": "secret", "gold": 3}, IncidentRow, "line 2: gold cannot be used"),
        ('["secret"]', SupportRow, "line 2 is not a JSON object"),
        ('{"doc": "secret', SupportRow, "line 2 is not a JSON object"),
    ],
)
def test_a_line_that_is_no_row_is_named_and_not_quoted(tmp_path, line, kind, message):
    good = {SupportRow: GOOD, SignalsRow: {"signals": {"p_yes": 1}, "label": 1, "group": "g"}}
    path = written(tmp_path, good.get(kind, {"text": "Shots.", "gold": {}}), line)
    with pytest.raises(LabelsError) as caught:
        read_rows(path, kind)
    assert message in caught.value.message
    assert caught.value.hint
    assert "secret" not in str(caught.value)
    assert caught.value.__context__ is None or caught.value.__suppress_context__


@pytest.mark.parametrize(
    ("line", "kind", "hint"),
    [
        ({"claim": "x", "label": 1}, SupportRow, "doc (a text, or"),
        ({**GOOD, "label": 2}, SupportRow, "Write 0 or 1 there."),
        (
            {"text": "Shots.", "gold": {}, "published": "soon"},
            IncidentRow,
            "Write a day or a time, ISO 8601,",
        ),
        ({"text": "Shots.", "gold": {}, "id": 3}, IncidentRow, "Write a text there."),
    ],
)
def test_a_line_that_is_no_row_gets_told_what_it_should_hold(tmp_path, line, kind, hint):
    with pytest.raises(LabelsError) as caught:
        read_rows(written(tmp_path, line), kind)
    assert hint in caught.value.hint
    assert "(" not in caught.value.message


def test_an_id_stands_once(tmp_path):
    with pytest.raises(LabelsError, match="line 2: the id of line 1 stands again"):
        read_rows(written(tmp_path, {**GOOD, "id": "a"}, {**GOOD, "id": "a"}), SupportRow)


def test_no_file_and_no_rows(tmp_path):
    with pytest.raises(LabelsError, match="cannot be read"):
        read_rows(tmp_path / "none.jsonl", SupportRow)
    with pytest.raises(LabelsError, match="holds no row"):
        read_rows(written(tmp_path, "", ""), SupportRow)
