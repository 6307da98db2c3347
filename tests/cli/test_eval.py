"""``summarizer eval``: figures, diagrams, and work that goes on after an interruption."""

from __future__ import annotations

import json

import pytest

from summarizer.cli import progress as progress_module
from summarizer.cli.options import Asking
from summarizer.cli.tally import tally
from summarizer.errors import ExitCode
from summarizer.events import Warned
from summarizer.llm.errors import KeyRefused

DOCS = [f"Report {number}: nine people died." for number in range(3)]


@pytest.fixture
def claims(tmp_path):
    path = tmp_path / "claims.jsonl"
    rows = [
        {"doc": doc, "claim": f"{word} people died", "label": label}
        for doc in DOCS
        for word, label in (("Nine", 1), ("Ten", 0))
    ]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    return path


@pytest.fixture
def known(tmp_path):
    path = tmp_path / "incidents.jsonl"
    rows = [
        {"id": f"r{number}", "incident": str(number // 2), "text": doc, "gold": {"killed": 0, "kind": "fire"}}
        for number, doc in enumerate(DOCS)
    ]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    return path


def test_support_as_json(pipeline, command, claims):
    pipeline.confidences = (0.9, 0.2)
    code, out, err = command("eval", "support", claims, "--json", "--model", "openai/x")
    assert code == ExitCode.DONE
    result = json.loads(out)
    assert result["figures"]["claims"] == 6
    assert result["figures"]["auroc"]["value"] == 1
    assert result["figures"]["brier"]["value"] == pytest.approx((0.01 + 0.04) / 2)
    assert result["failed"] == 0
    assert "Checking 6 claims" in err
    assert pipeline.asked["model"] == "openai/x"
    assert pipeline.asked["claims"] == ["Nine people died", "Ten people died"]


def test_support_as_a_table_and_files(pipeline, command, claims, tmp_path):
    out_dir = tmp_path / "out"
    code, out, _ = command("eval", "support", claims, "-o", out_dir, "--threshold", "0.95")
    assert code == ExitCode.DONE
    assert "balanced accuracy at 0.95" in out
    assert "a perfect scorer" in out
    assert {path.name for path in out_dir.iterdir()} == {
        "figures.json",
        "reliability.svg",
        "risk-coverage.svg",
        "support.jsonl",
    }
    assert json.loads((out_dir / "figures.json").read_text())["figures"]["threshold"] == 0.95
    assert "nine people" not in (out_dir / "support.jsonl").read_text().lower()


def test_an_interruption_keeps_what_is_done(pipeline, command, claims, tmp_path):
    out_dir, check, seen = tmp_path / "out", pipeline.check, []

    def interrupted(report, given, **more):
        if len(seen) == 1:
            raise KeyboardInterrupt
        seen.append(report)
        return check(report, given, **more)

    import summarizer

    summarizer.pipeline.check = interrupted
    code, out, err = command("eval", "support", claims, "-o", out_dir)
    assert (code, out) == (ExitCode.INTERRUPTED, "")
    assert f"2 answers kept in {out_dir}; the same command goes on" in err

    summarizer.pipeline.check = lambda report, given, **more: (
        seen.append(report) or check(report, given, **more)
    )
    code, _, err = command("eval", "support", claims, "-o", out_dir)
    assert code == ExitCode.DONE
    assert [document.text for document in seen] == DOCS
    assert "Checking 6 claims, 2 done before" in err


def test_answers_of_another_model_are_not_mixed_in(pipeline, command, claims, tmp_path):
    command("eval", "support", claims, "-o", tmp_path / "out", "--model", "openai/x")
    code, _, err = command("eval", "support", claims, "-o", tmp_path / "out", "--model", "openai/y")
    assert code == ExitCode.USAGE
    assert "with other model" in err


@pytest.mark.parametrize("change", [{"confidence": None}, {"signals": {"p_yes": 1e200}}, {"group": 3}])
def test_a_kept_answer_that_was_damaged_is_named(pipeline, command, claims, tmp_path, change):
    command("eval", "support", claims, "-o", tmp_path / "out")
    path = tmp_path / "out" / "support.jsonl"
    head, first, *others = path.read_text().splitlines()
    path.write_text("\n".join([head, json.dumps({**json.loads(first), **change}), *others]) + "\n")
    code, _, err = command("eval", "support", claims, "-o", tmp_path / "out")
    assert code == ExitCode.USAGE
    assert "support.jsonl, line 2 is no answer of this kind" in err


def test_a_kept_summary_that_was_damaged_is_named(pipeline, command, known, tmp_path):
    command("eval", "incidents", known, "-o", tmp_path / "out")
    path = tmp_path / "out" / "incidents.jsonl"
    path.write_text(path.read_text().replace('"claims"', '"clams"', 1))
    code, _, err = command("eval", "incidents", known, "-o", tmp_path / "out")
    assert code == ExitCode.USAGE
    assert "incidents.jsonl, line 2 is no answer of this kind" in err


def test_a_limit_takes_whole_documents(pipeline, command, claims):
    out = command("eval", "support", claims, "--json", "--limit", "3", "--seed", "4")[1]
    assert json.loads(out)["figures"]["claims"] == 4


def test_data_that_cannot_be_used(pipeline, command, tmp_path):
    path = tmp_path / "bad.jsonl"
    path.write_text('{"doc": "secret", "label": 1}\n')
    code, out, err = command("eval", "support", path)
    assert (code, out) == (ExitCode.USAGE, "")
    assert "line 1 has no claim" in err
    assert "secret" not in err
    assert command("eval", "support", tmp_path / "none.jsonl")[0] == ExitCode.USAGE


def test_answers_about_a_file_that_changed_are_refused(pipeline, command, tmp_path):
    data, report = tmp_path / "claims.jsonl", tmp_path / "report.txt"
    data.write_text(json.dumps({"doc": {"file": report.name}, "claim": "Nine people died", "label": 1}))
    report.write_text(DOCS[0])
    evaluation = ("eval", "support", data, "-o", tmp_path / "out")
    assert command(*evaluation)[0] == ExitCode.DONE
    assert pipeline.asked["report"].text == DOCS[0]
    report.write_text(DOCS[1])
    code, _, err = command(*evaluation)
    assert code == ExitCode.USAGE
    assert "with other data" in err


def test_a_key_that_is_refused_ends_it(pipeline, command, claims):
    pipeline.raises = KeyRefused("No.")
    assert command("eval", "support", claims)[0] == ExitCode.KEY


def test_documents_that_cannot_be_used_are_counted(pipeline, command, claims):
    from summarizer.errors import ReportError

    pipeline.raises = ReportError("Empty.")
    code, out, _ = command("eval", "support", claims)
    assert code == ExitCode.LOOK
    assert "claims in no figure" in out


def test_incidents(pipeline, command, known, tmp_path):
    code, out, err = command("eval", "incidents", known, "-o", tmp_path / "out")
    assert code == ExitCode.DONE
    assert "Summarising 3 reports" in err
    assert "killed right" in out
    fields = json.loads((tmp_path / "out" / "figures.json").read_text())["fields"]
    assert fields["killed"]["right"]["value"] == 1  # nobody, and the fake says nothing of it
    assert (fields["kind"]["given"], fields["kind"]["right"]["value"]) == (0, 0)
    assert "date" not in fields
    asked = dict(pipeline.asked)
    assert command("eval", "incidents", known, "-o", tmp_path / "out", "--json")[0] == ExitCode.DONE
    assert pipeline.asked == asked


def test_reports_of_an_incident_together(pipeline, command, known):
    out = command("eval", "incidents", known, "--many", "--json", "--limit", "1")[1]
    result = json.loads(out)
    assert (result["summaries"], result["incidents"]) == (1, 1)


def test_a_gold_that_cannot_be_read_is_said_before_anything_is_asked(pipeline, command, tmp_path):
    path = tmp_path / "bad.jsonl"
    path.write_text('{"id": "a", "text": "x", "gold": {"killed": "two"}}\n')
    code, _, err = command("eval", "incidents", path)
    assert code == ExitCode.USAGE
    assert "The gold of a cannot be read: killed" in err
    assert pipeline.asked == {}


def test_the_time_left_is_said_now_and_then(monkeypatch, capsys):
    clock = iter([0.0, 10.0, 40.0, 41.0])
    monkeypatch.setattr(progress_module, "monotonic", lambda: next(clock))
    with tally("Checking", "claim", 10, before=2, quiet=False) as progress:
        for _ in range(3):
            progress.done(2)
        progress.hear(Warned("odd"))
        progress.hear(Warned("odd"))
    assert capsys.readouterr().err.splitlines() == [
        "Checking 10 claims, 2 done before",
        "6 of 10 claims, about 40 s left",
        "warning: odd",
    ]


def test_quiet(pipeline, command, claims):
    assert command("eval", "support", claims, "--json", "-q")[2] == ""


def test_what_was_asked_tells_when_the_profile_or_the_prompts_have_changed(tmp_path):
    profile, prompt = tmp_path / "mine.json", tmp_path / "prompts" / "check.md"
    prompt.parent.mkdir()
    profile.write_text("1")
    prompt.write_text("1")
    none = dict.fromkeys(("base_url", "seed", "timeout", "concurrency", "cassette", "cassette_mode"))
    asking = Asking(
        model="openai/x", effort="standard", quiet=True, profile=str(profile), prompts=prompt.parent, **none
    )
    before = asking.asked()
    assert asking.asked() == before
    profile.write_text("2")
    assert {name for name, told in asking.asked().items() if told != before[name]} == {"profile"}
    prompt.write_text("2")
    assert {name for name, told in asking.asked().items() if told != before[name]} == {"profile", "prompts"}
