"""Files in: what became of each, and what the result holds of them."""

from __future__ import annotations

from desk import FIRE, MODELS, OPENING, Desk, assert_grounded


@MODELS
def test_what_became_of_each_file_of_a_folder(ask, model, tmp_path):
    (tmp_path / "a.txt").write_text(FIRE)
    (tmp_path / "b.txt").write_text(FIRE)
    (tmp_path / "c.pdf").write_bytes(b"secret")
    (tmp_path / "d.jsonl").write_text('{"text": "Two workers are reportedly missing.", "id": "wire"}')
    summary = ask(Desk(), tmp_path, model=model)
    assert [report.id for report in summary.reports] == ["r1", "wire"]
    fates = {fate.report: fate for fate in summary.run.reports}
    assert {name: fate.status for name, fate in fates.items()} == {
        "r1": "read",
        "r2": "duplicate",
        "r3": "unreadable",
        "wire": "read",
    }
    assert fates["wire"].name == f"{tmp_path / 'd.jsonl'}, line 1"
    assert fates["r2"].reason == "It is the same as r1."
    assert len(summary.run.warnings) == 2
    assert_grounded(summary)


@MODELS
def test_a_report_of_only_a_table(ask, model):
    table = "| Place | What |\n|---|---|\n| Halden depot | a fire broke out |\n| Halden | nothing |\n"
    summary = ask(Desk(), table, model=model)
    assert [claim.text for claim in summary.claims] == [OPENING]
    assert summary.run.reports[0].sentences == 3
    assert_grounded(summary)
