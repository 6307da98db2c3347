"""Labels for the program's own claims: run and resumed with a fake model, joined without a word of text."""

from __future__ import annotations

import json
import math

import pytest

from summarizer.testing import FakeModel, FakeReply

TEXT = (
    "A fire broke out at the Halden depot.\n\nNine people were injured, the fire service said.\n\nIt is out."
)
READ = [
    {
        "claim": "A fire broke out at the Halden depot",
        "sentences": [1],
        "source": None,
        "certainty": "stated",
    },
    {
        "claim": "Nineteen people were injured",
        "sentences": [2],
        "source": "fire service",
        "certainty": "reported",
    },
]


def answer(request):
    form = request.json.get("response_format")
    if form is None:
        return FakeReply("Yes", logprobs=[{"Yes": math.log(0.9), "No": math.log(0.1)}])
    if "headline" in form["json_schema"]["schema"]["properties"]:
        headline = {"text": "Fire at the Halden depot", "claims": [1]}
        return {"headline": headline, "kind": "fire", "place": None, "summary": [headline]}
    return {"claims": READ}


@pytest.fixture
def script(fresh, tmp_path, monkeypatch):
    """The benchmark as a module, its own files in a directory of the test."""
    module = fresh("own_claims")
    monkeypatch.setattr(module, "REPORTS", tmp_path / "reports.txt")
    monkeypatch.setattr(module, "CLAIMS", tmp_path / "own-claims.jsonl")
    monkeypatch.setenv("OPENAI_API_KEY", "sk-test")
    return module


@pytest.fixture
def data(tmp_path):
    for name in ("muc4", "gva", "casie"):
        row = {"id": f"{name}-1", "text": TEXT, "published": "2031-03-04", "gold": {}}
        (tmp_path / f"{name}_train.jsonl").write_text(json.dumps(row) + "\n")
    (tmp_path / "reports.txt").write_text("muc4-1\ngva-1\n")
    return tmp_path


@pytest.fixture
def run(script, data):
    """Runs the first step; the fake model tells what it was asked."""

    def step(model=None):
        model = model or FakeModel(answer)
        with model.serve() as url:
            arguments = ["run", "--data", str(data), "--out", str(data / "out")]
            code = script.main([*arguments, "--model", "openai/fake", "--base-url", url])
        return code, model.requests

    return step


def rows(path):
    return [json.loads(line) for line in path.read_text().splitlines()]


def labelled(path, *labels):
    ids = [f"{report}/c{number}" for report in ("muc4-1", "gva-1") for number in (1, 2)]
    reasons = ({} if label else {"reason": "number"} for label in labels)
    lines = [
        json.dumps({"id": identifier, "label": label, **reason})
        for identifier, label, reason in zip(ids, labels, reasons, strict=False)
    ]
    path.write_text("\n".join(lines) + "\n")
    return path


def test_labellers_see_claim_and_evidence_and_nothing_that_leads_them(run, data):
    assert run()[0] == 0
    first, second, *_ = rows(data / "out" / "to-label.jsonl")
    assert first == {
        "id": "muc4-1/c1",
        "claim": "A fire broke out at the Halden depot",
        "evidence": [
            {
                "before": "",
                "quote": "A fire broke out at the Halden depot.",
                "after": "Nine people were injured, the fire service said.",
                "source": None,
                "certainty": "stated",
            }
        ],
    }
    assert second["evidence"][0]["before"] == first["evidence"][0]["quote"]
    instructions = (data / "out" / "LABELLING.md").read_text()
    assert "- `roles`: who did what" in instructions
    assert '{"id": "...", "label": 1}' in instructions


def test_what_is_done_is_not_run_again(run, data):
    code, asked = run()
    assert (code, len(asked) > 0) == (0, True)
    (data / "out" / "summaries" / "gva-1.json").unlink()
    assert len(run()[1]) == len(asked) / 2
    assert run()[1] == []
    assert len(rows(data / "out" / "to-label.jsonl")) == 4


def test_a_report_that_fails_costs_itself_alone(run, data, capsys):
    failing = FakeModel(FakeReply("refused", status=400), answer)
    code, _ = run(failing)
    assert code == 1
    assert {row["id"] for row in rows(data / "out" / "to-label.jsonl")} == {"gva-1/c1", "gva-1/c2"}
    assert "1 reports failed" in capsys.readouterr().err


def test_two_passes_become_labels_without_text(run, data, script, capsys):
    run()
    one = labelled(data / "one", 1, 0, 1, 0)
    two = labelled(data / "two", 1, 0, 0, 0)
    step = ["labels", "--out", str(data / "out"), "--pass", str(one), "--pass", str(two)]
    assert script.main(step) == 1
    said = capsys.readouterr().err
    assert "agree on 3 of them (0.750; Cohen's kappa 0.500)" in said
    assert "3 claims in own-claims.jsonl, 1 supported; 1 not settled" in said

    assert script.main([*step, "--settled", str(labelled(data / "three", 1, 0, 1, 0))]) == 0
    kept = rows(data / "own-claims.jsonl")
    assert [(row["id"], row["labels"], row["label"], row["wrong"]) for row in kept] == [
        ("muc4-1/c1", [1, 1], 1, None),
        ("muc4-1/c2", [0, 0], 0, "number"),
        ("gva-1/c1", [1, 0], 1, None),
        ("gva-1/c2", [0, 0], 0, "number"),
    ]
    assert kept[0]["statements"] == [[0, 37]]
    assert kept[0]["signals"]["p_yes"] == pytest.approx(0.9)
    written = (data / "own-claims.jsonl").read_text()
    assert not any(word in written for word in ("Halden", "injured", "fire"))


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ('{"id": "muc4-1/c1", "label": 2}', "line 1: label"),
        ('{"id": "muc4-1/c1", "label": 0}', "a reason goes with label 0"),
        ('{"id": "muc4-1/c1", "label": 0, "reason": "A fire"}', "line 1: reason"),
        (
            '{"id": "muc4-1/c1", "label": 1}\n{"id": "muc4-1/c1", "label": 1}',
            "line 2: muc4-1/c1 is labelled twice",
        ),
    ],
)
def test_labels_that_cannot_be_used(run, data, script, line, why):
    run()
    (data / "bad").write_text(line + "\n")
    with pytest.raises(SystemExit, match=why):
        script.main(
            ["labels", "--out", str(data / "out"), "--pass", str(data / "bad"), "--pass", str(data / "bad")]
        )


def test_a_label_of_no_claim(run, data, script, capsys):
    run()
    (data / "other").write_text('{"id": "muc4-9/c1", "label": 1}\n')
    step = [
        "labels",
        "--out",
        str(data / "out"),
        "--pass",
        str(data / "other"),
        "--pass",
        str(data / "other"),
    ]
    assert script.main(step) == 2
    assert "not there, e.g. muc4-9/c1" in capsys.readouterr().err


def test_the_reports_are_drawn_alike_each_time_and_from_the_short_ones(script, tmp_path):
    for name in script.SETS:
        made = [{"id": f"{name}-{words}", "text": "word " * words} for words in range(1, 200)]
        (tmp_path / f"{name}.jsonl").write_text("".join(json.dumps(row) + "\n" for row in made))
    chosen = script.choose(tmp_path)
    assert chosen == script.choose(tmp_path)
    assert len(set(chosen)) == 66
    assert [one.rpartition("-")[0] for one in chosen[:3]] == list(script.SETS)
    assert all(60 <= int(one.rpartition("-")[2]) < 93 for one in chosen)


def test_one_pass_will_do_and_its_page_says_so(run, data, script, capsys):
    run()
    one = labelled(data / "one", 1, 0, 1, 0)
    assert script.main(["labels", "--out", str(data / "out"), "--pass", str(one)]) == 0
    assert "4 claims were labelled in one pass" in capsys.readouterr().err
    found = rows(data / "own-claims.jsonl")
    assert [row["label"] for row in found] == [1, 0, 1, 0]
    assert found[0]["signals"]["cover"] == 1
    assert found[1]["signals"]["numbers_off"] == 1
    assert found[0]["signals"]["p_yes"] == 0.9
