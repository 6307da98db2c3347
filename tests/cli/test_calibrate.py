"""``summarizer calibrate``: from labels to a profile that tells how well it does, and what is refused."""

from __future__ import annotations

import json
import random
from importlib.util import find_spec

import pytest

from summarizer.confidence.profile import load
from summarizer.errors import ExitCode

pytestmark = pytest.mark.skipif(find_spec("sklearn") is None, reason="scikit-learn is not installed")


def labelled(count=80, *, groups=20, label=None, **more):
    chance = random.Random(3)
    rows = []
    for number in range(count):
        supported = chance.random() < 0.6 if label is None else label
        signals = {"p_yes": 0.7 * supported + 0.3 * chance.random(), "cover": chance.random()}
        rows.append({"signals": signals, "label": int(supported), "group": str(number % groups), **more})
    return rows


@pytest.fixture
def file(tmp_path):
    def write(rows):
        path = tmp_path / "labels.jsonl"
        path.write_text("".join(json.dumps(row) + "\n" for row in rows))
        return path

    return write


def test_a_profile_with_its_own_figures(command, file, tmp_path):
    profile_path = tmp_path / "mine.json"
    code, out, err = command("calibrate", file(labelled()), "-o", profile_path, "--model", "openai/x")
    assert (code, err) == (ExitCode.DONE, "")
    assert "AUROC" in out
    profile = load(profile_path)
    assert (profile.name, profile.models) == ("labels", ("openai/x",))
    (figures,) = profile.held_out
    assert (figures.rows, figures.name) == (80, "labels, by group")
    assert figures.auroc > 0.95
    assert (
        profile.apply({"p_yes": 0.9, "cover": 0.5}) > 0.8 > 0.2 > profile.apply({"p_yes": 0.1, "cover": 0.5})
    )


def test_the_profile_goes_to_standard_output_alone(command, file):
    code, out, _ = command("calibrate", file(labelled()), "--name", "mine")
    assert code == ExitCode.DONE
    assert json.loads(out)["name"] == "mine"


def test_labels_on_which_nothing_depends_do_not_look_good(command, file):
    """Cross-validated figures of noise: no better than guessing, though the fit itself has seen every label."""
    chance = random.Random(5)
    rows = [
        {
            "signals": {f"s{at}": chance.random() for at in range(20)},
            "label": chance.randint(0, 1),
            "group": str(n),
        }
        for n in range(120)
    ]
    figures = json.loads(command("calibrate", file(rows))[1])["held_out"][0]
    assert figures["auroc"] < 0.65
    assert figures["brier_skill"] < 0.05


def test_texts_are_checked_first_and_kept(pipeline, command, file, tmp_path):
    chance = random.Random(3)

    check = pipeline.check

    def with_signals(report, claims, **more):
        label = "nine" in report
        return [
            one.model_copy(update={"signals": {"p_yes": 0.5 * label + 0.5 * chance.random()}})
            for one in check(report, claims, **more)
        ]

    import summarizer

    summarizer.pipeline.check = with_signals
    rows = [
        {
            "doc": f"{number}: {'nine' if number % 2 else 'ten'} died",
            "claim": "Nine died",
            "label": number % 2,
        }
        for number in range(60)
    ]
    output = tmp_path / "mine.json"
    code, _, err = command("calibrate", file(rows), "-o", output)
    assert code == ExitCode.DONE
    assert "Checking 60 claims" in err
    assert load(output).signals == ("p_yes",)
    kept = tmp_path / "mine.checked.jsonl"
    assert "died" not in kept.read_text()
    pipeline.asked = {}
    code, again, _ = command("calibrate", kept, "--name", "again")
    assert code == ExitCode.DONE
    assert pipeline.asked == {}
    assert json.loads(again)["terms"] == json.loads(output.read_text())["terms"]


def test_claims_without_signals_are_left_out(command, file):
    rows = labelled()
    failed = {"id": "f", "label": 1, "group": "0", "failed": "Empty."}
    code, out, _ = command("calibrate", file([failed, *rows, {**rows[0], "signals": {}}]))
    assert code == ExitCode.DONE
    assert json.loads(out)["data"][0]["rows"] == len(rows)


def test_a_profile_is_shifted_to_other_labels(command, file, tmp_path):
    first = tmp_path / "first.json"
    command("calibrate", file(labelled()), "-o", first)
    rarer = [row for place, row in enumerate(labelled(200)) if not row["label"] or place % 4 == 0]
    code, out, _ = command("calibrate", file(rarer), "--shift", first, "--name", "moved")
    assert code == ExitCode.DONE
    moved = json.loads(out)
    assert moved["terms"] == json.loads(first.read_text())["terms"]
    assert moved["platt"] != json.loads(first.read_text())["platt"]
    assert moved["name"] == "moved"


def test_too_few_to_hold_any_out_is_said(command, file):
    code, out, err = command("calibrate", file(labelled(50, groups=3)))
    assert code == ExitCode.DONE
    assert "too few labels to hold some out" in err
    assert json.loads(out)["held_out"] == []


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        (labelled(49), "There are 49 labelled claims"),
        (labelled(60, label=True), "same label"),
        ([*labelled(60), {"signals": {"p_yes": 0.1}, "label": 1}], "line 61 has no group"),
        ([*labelled(60), {"signals": {"p_yes": float("nan")}, "label": 1, "group": "g"}], "line 61: signals"),
        ([*labelled(60), {"signals": {"p_yes": 0.1}, "label": 3, "group": "g"}], "line 61: label"),
        ([{"doc": "secret", "label": 1}], "line 1 has no claim"),
        ([*labelled(60), {"label": 1, "group": "g"}], "line 61 has no signals"),
        ([], "holds no row"),
    ],
)
def test_labels_that_cannot_be_used(pipeline, command, file, rows, message):
    code, out, err = command("calibrate", file(rows))
    assert (code, out) == (ExitCode.USAGE, "")
    assert message in err
    assert "fix: " in err
    assert "secret" not in err


def test_a_profile_of_another_version_is_not_shifted(command, file, tmp_path):
    old = tmp_path / "old.json"
    old.write_text('{"format_version": 99}')
    code, _, err = command("calibrate", file(labelled()), "--shift", old)
    assert code == ExitCode.USAGE
    assert "of version 99" in err


@pytest.mark.parametrize(("count", "message"), [(1, "There is 1 labelled claim."), (60, "same label")])
def test_labels_that_nothing_can_be_fitted_to_cost_no_question(pipeline, command, file, count, message):
    code, _, err = command("calibrate", file([{"doc": "Ten died.", "claim": "Ten died", "label": 1}] * count))
    assert code == ExitCode.USAGE
    assert message in err
    assert not pipeline.asked


def test_a_profile_that_is_nested_without_end(command, file, tmp_path):
    old = tmp_path / "old.json"
    old.write_text("[" * 100_000)
    code, _, err = command("calibrate", file(labelled()), "--shift", old)
    assert code == ExitCode.USAGE
    assert "is not JSON" in err


def test_the_place_of_the_profile_is_looked_at_first(command, file, tmp_path):
    code, _, err = command("calibrate", file(labelled()), "-o", tmp_path / "none" / "mine.json")
    assert code == ExitCode.USAGE
    assert "its directory does not exist" in err


def test_the_labels_are_never_overwritten(command, file):
    labels = file(labelled())
    before = labels.read_bytes()
    code, _, err = command("calibrate", labels, "-o", labels)
    assert code == ExitCode.USAGE
    assert "holds the labels" in err
    assert labels.read_bytes() == before


@pytest.mark.parametrize("groups", [1, 2])
def test_labels_of_too_few_documents_make_no_profile(command, file, tmp_path, groups):
    rows = [{**row, "group": str(row["label"] if groups == 2 else 0)} for row in labelled()]
    code, _, err = command("calibrate", file(rows), "-o", tmp_path / "mine.json")
    assert code == ExitCode.USAGE
    assert "too few documents" in err
    assert not (tmp_path / "mine.json").exists()


def test_a_signal_that_is_the_same_of_every_claim_is_no_part_of_the_profile(command, file):
    rows = labelled()
    for row in rows:
        row["signals"]["outdone"] = 0.0
    _, out, _ = command("calibrate", file(rows))
    assert load_signals(out) == {"p_yes", "cover"}


def load_signals(profile):
    return {term["signal"] for term in json.loads(profile)["terms"]}


def test_the_model_of_kept_answers_is_named(command, tmp_path):
    path = tmp_path / "support.jsonl"
    head = {"head": {"model": "openai/theirs"}}
    path.write_text("".join(json.dumps(row) + "\n" for row in (head, *labelled())))
    _, out, _ = command("calibrate", path)
    assert json.loads(out)["models"] == ["openai/theirs"]


@pytest.mark.parametrize("encoding", ["latin-1", "utf-16"])
def test_labels_that_are_not_utf8_say_so(command, tmp_path, encoding):
    path = tmp_path / "labels.jsonl"
    path.write_bytes(
        json.dumps({"doc": "Café", "claim": "é", "label": 1}, ensure_ascii=False).encode(encoding)
    )
    code, _, err = command("calibrate", path)
    assert code == ExitCode.USAGE
    assert "is not UTF-8" in err
    assert "Caf" not in err
