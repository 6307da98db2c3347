"""``summarizer run``: what goes where, and what the shell is told."""

from __future__ import annotations

import errno
import io
import json
import os
import stat
import sys
import time
from contextlib import nullcontext

import pytest

from summarizer.cli.options import CASSETTE_MODES
from summarizer.errors import ExitCode, SummarizerError
from summarizer.llm.errors import (
    EmbeddedMissing,
    KeyMissing,
    KeyRefused,
    NoSuchModel,
    QuotaExceeded,
    RateLimited,
)
from summarizer.schema import IncidentSummary

KEPT = "What was answered so far is kept: the same command with --resume goes on from there."


def feed(monkeypatch, data):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))


def test_json_is_the_dump_and_a_newline(pipeline, command, report):
    code, out, err = command("run", report, "--format", "json")
    assert code == ExitCode.DONE
    summary = IncidentSummary.model_validate_json(out)
    assert out == summary.model_dump_json() + "\n"
    assert summary.reports[0].text == "Nine people died.\r\nThe ministry said so – “yes”.\n"
    assert "Reading 2 windows" in err


def test_text_is_the_default_and_plain_in_a_pipe(pipeline, command, report, monkeypatch):
    monkeypatch.setenv("COLUMNS", "100")
    code, out, _ = command("run", report)
    assert code == 0
    assert out.startswith("Nine people died. T [c1]\n")
    assert "\x1b" not in out
    assert max(map(len, out.splitlines())) == 100


def test_markdown(pipeline, command, report):
    assert command("run", report, "--format", "md")[1].startswith("# Nine people died")


def test_csv_is_written_byte_for_byte(pipeline, command, report, tmp_path):
    target = tmp_path / "claims.csv"
    out = command("run", report, "--format", "csv")[1]
    assert command("run", report, "--format", "csv", "--output", target)[0] == 0
    assert target.read_bytes().decode() == out
    assert out.startswith('\ufeff"id","claim",')
    assert out.count("\r\n") == 2


def test_progress_is_a_line_a_stage_on_stderr(pipeline, command, report):
    assert command("run", report)[2].splitlines() == [
        "Loading the model embedded",
        "Reading 2 windows",
        "Checking 1 claim",
        "Comparing claims",
        "Writing the summary",
    ]


def test_quiet(pipeline, command, report):
    pipeline.failing = True
    code, _, err = command("run", report, "--quiet", "--language", "fr")
    assert (code, err) == (ExitCode.LOOK, "")


def test_what_a_person_should_look_at_is_said(pipeline, command, report):
    pipeline.failing = True
    code, out, err = command("run", report, "--language", "fr")
    assert code == ExitCode.LOOK
    assert "missing: r1: 1 of 2 windows could not be read (line 1): The provider failed." in err
    assert "warning: " in err
    assert "English only" in err
    assert "MISSING" in out


def test_stdin(pipeline, command, monkeypatch):
    feed(monkeypatch, "Zwölf died.\r\n".encode())
    code, out, _ = command("run", "-", "--format", "json")
    assert code == 0
    assert json.loads(out)["reports"][0]["text"] == "Zwölf died.\r\n"
    feed(monkeypatch, b"")
    code, out, err = command("run", "-")
    assert (code, out) == (2, "")
    assert err == "error: Standard input is empty.\nfix: Give a text with something in it.\n"
    assert command("run", "-", "-")[0] == 2


def test_options_reach_the_pipeline(pipeline, command, report, tmp_path):
    code, _, _ = command(
        *("run", report, "--model", "openai/x", "--base-url", "http://localhost:1", "--prompts", tmp_path),
        *(
            "--seed",
            "7",
            "--timeout",
            "2.5",
            "--concurrency",
            "3",
            "--effort",
            "thorough",
            "--profile",
            "plain",
        ),
        *("--published", "2031-03-04", "--publisher", "Herald", "--url", "http://x.example"),
        *("--timezone", "Europe/Paris", "--language", "en"),
    )
    assert code == 0
    asked = pipeline.asked
    given = asked.pop("reports")[0].report
    assert asked.pop("journal").suffix == ".jsonl"
    assert asked == {
        "schema": IncidentSummary,
        "model": "openai/x",
        "base_url": "http://localhost:1",
        "prompts": tmp_path,
        "seed": 7,
        "timeout": 2.5,
        "concurrency": 3,
        "effort": "thorough",
        "profile": "plain",
    }
    assert (given.publisher, str(given.published), given.timezone) == ("Herald", "2031-03-04", "Europe/Paris")


def test_metadata_once_for_all_or_once_for_each(pipeline, command, report):
    def publishers(*options):
        code = command("run", report, report, report, *options)[0]
        return code or [item.report.publisher for item in pipeline.asked["reports"]]

    assert publishers("--publisher", "A") == ["A", "A", "A"]
    assert publishers("--publisher", "A", "--publisher", "B", "--publisher", "C") == ["A", "B", "C"]
    assert publishers("--publisher", "A", "--publisher", "B") == 2


def test_output_is_a_file_and_stdout_stays_empty(pipeline, command, report, tmp_path):
    target = tmp_path / "out.json"
    code, out, _ = command("run", report, "--format", "json", "--output", target)
    assert (code, out) == (0, "")
    assert IncidentSummary.model_validate_json(target.read_text("utf-8"))
    assert sorted(path.name for path in tmp_path.iterdir()) == ["out.json", "report.txt"]


@pytest.mark.skipif(os.name == "nt", reason="modes and links are POSIX")
def test_output_keeps_the_mode_and_follows_links(pipeline, command, report, tmp_path):
    target, link = tmp_path / "real.txt", tmp_path / "link.txt"
    target.write_text("old")
    target.chmod(0o640)
    link.symlink_to(target)
    assert command("run", report, "--output", link)[0] == 0
    assert link.is_symlink()
    assert stat.S_IMODE(target.stat().st_mode) == 0o640
    assert target.read_text("utf-8").startswith("Nine people")


@pytest.mark.skipif(os.name == "nt", reason="/dev/null is POSIX")
def test_a_device_is_written_to_and_not_replaced(pipeline, command, report):
    assert command("run", report, "--output", os.devnull)[0] == 0
    assert not os.path.isfile(os.devnull)  # noqa: PTH113


def test_a_file_that_cannot_be_written_costs_no_work(pipeline, command, report, tmp_path):
    for target in (tmp_path, tmp_path / "none" / "out.txt"):
        code, out, err = command("run", report, "--output", target)
        assert (code, out) == (2, "")
        assert err.startswith("error: Cannot write ")
        assert not pipeline.asked


def test_what_stood_there_stays_where_writing_fails(pipeline, command, report, tmp_path, monkeypatch):
    target = tmp_path / "out.txt"
    target.write_text("old")

    def full(descriptor):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    code, _, err = command("run", report, "--output", target)
    assert code == 2
    assert "No space left" in err
    assert target.read_text() == "old"
    assert len(list(tmp_path.iterdir())) == 2


def test_dry_run_sends_nothing(pipeline, command, report):
    code, out, _ = command("run", report, "--dry-run", "--model", "openai/x")
    assert code == 0
    assert out.splitlines() == [
        "Model     openai/x",
        "Sent to   https://api.openai.com/v1",
        "Report    r1: 2 windows, 5 sentences, 1 line skipped",
        "In all    2 windows, about 1,234 tokens read and 200 written",
        "Cost      about $0.01",
        "Nothing was sent.",
    ]
    assert pipeline.asked["model"] == "openai/x"
    assert json.loads(command("run", report, "--dry-run", "--format", "json")[1])["tokens_read"] == 1234


def test_dry_run_says_what_is_odd_about_the_reports(pipeline, command, report):
    pipeline.warnings = ("It was read as cp1252.",)
    assert command("run", report, "--dry-run")[2] == "warning: It was read as cp1252.\n"
    assert command("run", report, "--dry-run", "--quiet")[2] == ""


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (KeyMissing("No key.", hint="Set it."), 3),
        (KeyRefused("The key is refused."), 3),
        (RateLimited("Too many requests."), 4),
        (QuotaExceeded("No credit."), 4),
        (SummarizerError("The provider failed."), 5),
        (NoSuchModel("No such model."), 2),
        (EmbeddedMissing("Not here.", hint="Run 'summarizer models pull'."), 6),
    ],
)
def test_errors_are_two_lines_and_an_exit_code(pipeline, command, report, error, code):
    pipeline.raises = error
    got, out, err = command("run", report)
    assert (got, out) == (code, "")
    assert err.splitlines() == [
        KEPT,
        f"error: {error.message}",
        *([f"fix: {error.hint}"] if error.hint else []),
    ]


def test_interrupted(pipeline, command, report):
    pipeline.raises = KeyboardInterrupt()
    assert command("run", report) == (130, "", f"{KEPT}\n\nerror: Interrupted.\n")


def test_what_an_interrupted_run_was_answered_is_kept_until_it_is_done(pipeline, command, report, cache):
    def journals():
        return [path.read_text() for path in (cache / "journals").glob("*")]

    pipeline.raises = KeyboardInterrupt()
    assert command("run", report)[0] == 130
    assert journals() == ["kept"]
    pipeline.raises = None
    assert command("run", report, "--dry-run")[0] == 0
    assert journals() == ["kept"]
    assert command("run", report, "--resume", "--model", "openai/x")[2].startswith(
        "Nothing was kept of this run"
    )
    assert journals() == ["kept"]
    assert "Nothing was kept" not in command("run", report, "--resume")[2]
    assert journals() == []


def test_without_resume_a_run_begins_anew(pipeline, command, report):
    pipeline.raises = KeyboardInterrupt()
    command("run", report)
    pipeline.raises = None
    kept = pipeline.asked["journal"]
    command("run", report)
    assert pipeline.asked["journal"] == kept
    assert not kept.exists()


def test_old_journals_are_removed(pipeline, command, report, cache):
    (cache / "journals").mkdir()
    for name, days in (("old", 31), ("new", 29)):
        path = cache / "journals" / f"{name}.jsonl"
        path.write_text("kept")
        os.utime(path, (time.time() - days * 86_400,) * 2)
    assert command("run", report)[0] == 0
    assert [path.stem for path in (cache / "journals").iterdir()] == ["new"]


def test_a_cassette_keeps_the_answers_itself(pipeline, command, report, tmp_path, monkeypatch):
    monkeypatch.setattr("summarizer.cli.options.Asking.tape", lambda _: nullcontext())
    assert command("run", report, "--cassette", tmp_path / "a.json")[0] == 0
    assert pipeline.asked["journal"] is None
    code, _, err = command("run", report, "--cassette", tmp_path / "a.json", "--resume")
    assert code == 2
    assert "the cassette keeps the answers" in err


def test_a_bug_is_named_without_its_message(pipeline, command, report):
    pipeline.raises = ValueError("the text of a report")
    code, out, err = command("run", report)
    assert (code, out) == (5, "")
    assert err.startswith(f"{KEPT}\nerror: This is a bug in summarizer: ValueError in ")
    assert "the text" not in err
    assert "Traceback" not in err


def test_a_request_missing_on_the_cassette(pipeline, command, report):
    from summarizer.cassettes import CassetteMiss

    pipeline.raises = CassetteMiss("No answer to this request.\nline two\x1b[2J", hint="Record it.")
    assert command("run", report) == (
        2,
        "",
        f"{KEPT}\nerror: No answer to this request.\nline two[2J\nfix: Record it.\n",
    )


def test_the_cassette_is_open_around_the_run(pipeline, command, report, tmp_path, monkeypatch):
    from summarizer import cassettes

    opened = []

    class FakeCassette:
        def __init__(self, path, mode):
            opened.append((path, mode))

        def __enter__(self):
            opened.append("open")

        def __exit__(self, *error):
            opened.append("closed")

    monkeypatch.setattr(cassettes, "Cassette", FakeCassette, raising=False)
    path = tmp_path / "a.json"
    assert command("run", report, "--cassette", path, "--cassette-mode", "once")[0] == 0
    assert opened == [(path, "once"), "open", "closed"]
    assert command("run", report, "--cassette-mode", "once")[0] == 2


def test_the_cassette_modes_are_those_of_cassettes():
    from typing import get_args

    from summarizer.cassettes.tape import Mode

    assert get_args(Mode) == CASSETTE_MODES


def test_a_folder_and_what_is_said_of_its_reports(pipeline, command, report, tmp_path):
    (tmp_path / "b.jsonl").write_text('{"text": "Ten died.", "publisher": "Post"}\n{"text": "Nobody died."}')
    assert command("run", tmp_path, "--publisher", "Herald", "--language", "en")[0] == 0
    told = [(one.report.text[:9], one.report.publisher) for one in pipeline.asked["reports"]]
    assert told == [("Ten died.", "Herald"), ("Nobody di", "Herald"), ("Nine peop", "Herald")]
    assert (
        command("run", tmp_path, report, "--publisher", "A", "--publisher", "B", "--publisher", "C")[0] == 2
    )


def test_an_address_needs_fetch_and_stays_whole(pipeline, command, monkeypatch):
    from summarizer.reading import fetch
    from summarizer.reading.raw import Raw

    code, _, err = command("run", "https://coast.example/lock")
    assert code == 2
    assert err.endswith("fix: Give --fetch, or fetch=True.\n")
    monkeypatch.setattr(
        fetch, "read_url", lambda address: Raw(address, {"text": "Nine died.", "url": address})
    )
    assert command("run", "--fetch", "HTTPS://coast.example//lock", "--quiet")[0] == 0
    assert pipeline.asked["reports"][0].report.url == "HTTPS://coast.example//lock"


@pytest.mark.parametrize("address", ["ftp://coast.example//lock", "file:///coast/lock.txt"])
def test_an_address_of_another_kind_is_no_path(pipeline, command, address):
    code, _, err = command("run", "--fetch", address)
    assert code == 2
    assert "The address is not of http or https." in err
    assert pipeline.asked == {}


def test_an_address_with_a_blank_is_no_text(pipeline, command):
    code, _, err = command("run", "--fetch", "https://coast.example/a lock")
    assert code == 2
    assert "write %20" in err
    assert pipeline.asked == {}


@pytest.mark.parametrize(
    "arguments",
    [
        ("run",),
        ("run", "FILE", "--format", "pdf"),
        ("run", "FILE", "--timeout", "0"),
        ("run", "FILE", "--concurrency", "0"),
        ("run", "FILE", "--api-key", "x"),
        ("run", "FILE", "--published", "soon"),
        ("run", "FILE", "--timezone", "Nowhere"),
        ("run", "FILE", "--schema", "nothing"),
        ("run", "none.txt"),
        ("nothing",),
        ("--nothing",),
    ],
)
def test_bad_usage(pipeline, command, report, arguments):
    code, out, err = command(*(report if argument == "FILE" else argument for argument in arguments))
    assert (code, out) == (2, "")
    assert err.startswith("error: ")
    assert "\nfix: " in err
    assert not pipeline.asked


@pytest.mark.skipif(os.name == "nt", reason="argument bytes are POSIX")
def test_arguments_that_are_no_unicode(pipeline, command, report):
    code, _, err = command("run", report, "--publisher", "caf\udce9")
    assert code == 2
    assert "publisher is not valid" in err
    assert command("run", "no\udce9\x1b[2J.txt")[0] == 2
