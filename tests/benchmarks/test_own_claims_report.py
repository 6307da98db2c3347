"""The page on the program's own claims and the profile that ships, made of labels."""

from __future__ import annotations

import json
import random

import pytest

from summarizer.confidence.profile import load


@pytest.fixture
def script(fresh, tmp_path, monkeypatch):
    """The benchmark as a module, what it reads and writes in a directory of the test."""
    module = fresh("own_claims_report")
    monkeypatch.setattr(module, "CLAIMS", tmp_path / "own-claims.jsonl")
    monkeypatch.setattr(module, "DOCS", tmp_path)
    monkeypatch.setattr(module, "SHIPPED", tmp_path / "own.json")
    return module


def test_the_report_is_cross_validated_and_drawn(script, tmp_path, capsys, monkeypatch):
    pytest.importorskip("sklearn")
    monkeypatch.setattr(script, "SIGNALS", ("p_yes", "cover"))
    chance = random.Random(2)
    made = []
    for number in range(120):
        label = number % 3 > 0
        signals = {"p_yes": 0.5 * label + 0.5 * chance.random(), "cover": chance.random()}
        made.append(
            {"group": f"r{number % 24}", "signals": signals, "labels": [label, label]}
            | {"label": int(label), "wrong": None if label else "number"}
        )
    (tmp_path / "own-claims.jsonl").write_text("".join(json.dumps(row) + "\n" for row in made))
    assert script.main(["report"]) == 0
    page = (tmp_path / "own-claims.md").read_text()
    assert "of 24 short reports" in page
    assert "kappa 1.00" in page
    assert "| number: a count, an amount or a unit differs | 40 |" in page
    table = {line.split(" | ")[0]: line.split(" | ") for line in page.splitlines() if line.startswith("| ")}
    assert float(table["| cross-validated"][3].split()[0]) > 0.85
    for name in ("reliability", "risk"):
        assert (tmp_path / f"own-claims-{name}.svg").read_text().startswith("<svg")
    assert script.main(["fit"]) == 0
    profile = load(tmp_path / "own.json")
    assert (profile.own, profile.signals) == (True, ("p_yes", "cover"))
    assert profile.held_out[0].auroc > 0.85


def test_too_few_labels_have_no_report(script, tmp_path, capsys):
    pytest.importorskip("sklearn")
    row = {
        "group": "r",
        "signals": {"p_yes": 0.5},
        "labels": [1, 1],
        "label": 1,
        "wrong": None,
    }
    (tmp_path / "own-claims.jsonl").write_text(json.dumps(row) + "\n")
    assert script.main(["report"]) == 1
    assert "too few labels" in capsys.readouterr().err
