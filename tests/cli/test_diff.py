"""``summarizer diff``: two saved summaries in, what changed out."""

from __future__ import annotations

import io
import json
import sys

import pytest

from summarizer.diff import SummaryDiff


@pytest.fixture
def editions(pipeline, command, report, tmp_path):
    """Two saved summaries; the later is less sure of its only claim."""
    before, after = tmp_path / "a.json", tmp_path / "b.json"
    assert command("run", report, "--format", "json", "--output", before)[0] == 0
    tree = json.loads(before.read_bytes())
    tree["claims"][0]["confidence"] = 0.6
    after.write_text(json.dumps(tree))
    return before, after


def test_text_is_the_default(command, editions):
    code, out, err = command("diff", *editions)
    assert (code, err) == (0, "")
    assert "CHANGED CLAIMS" in out
    assert "confidence: very likely, 90% → likely, 60%" in out


def test_how_far_a_confidence_has_to_move(command, editions):
    assert "Nothing changed: 1 claim as before." in command("diff", *editions, "--moved", "0.4")[1]
    assert command("diff", *editions, "--moved", "2")[0] == 2


def test_json_and_markdown(command, editions, tmp_path):
    found = SummaryDiff.model_validate_json(command("diff", *editions, "--format", "json")[1])
    assert [change.aspects for change in found.changed] == [("confidence",)]
    page = tmp_path / "changes.md"
    assert command("diff", *editions, "--format", "md", "--output", page) == (0, "", "")
    assert "## Changed claims" in page.read_text("utf-8")


def test_standard_input_is_read_once(command, editions, monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(editions[1].read_bytes())))
    assert "CHANGED CLAIMS" in command("diff", editions[0], "-")[1]
    code, _, err = command("diff", "-", "-")
    assert code == 2
    assert "only once" in err


def test_what_is_no_summary(command, editions, report):
    code, out, err = command("diff", editions[0], report)
    assert (code, out) == (2, "")
    assert err.startswith(f"error: {report} is no JSON, or damaged: ")
    assert command("diff", editions[0])[0] == 2
