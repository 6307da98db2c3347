"""The other commands, and what is true of all of them."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import click
import pytest

from summarizer.cli.app import COMMANDS, cli
from summarizer.cli.files import load_lines
from summarizer.errors import InputError
from summarizer.schema import BreachSummary, IncidentSummary, OutageSummary


def python(code, **options):
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=30, **options)


def test_help_lists_all_commands_and_imports_none_of_them():
    done = python(
        "import sys; from summarizer.cli.app import invoke; invoke(['--help']);"
        "print([name for name in sys.modules if name.startswith('summarizer.cli.') or name in "
        "('pydantic', 'rich', 'openai', 'instructor')])"
    )
    for name, (_, text) in COMMANDS.items():
        assert f"  {name}" in done.stdout
        assert text in done.stdout
    assert done.stdout.splitlines()[-1] == "['summarizer.cli.app']"
    assert not done.stderr


@pytest.mark.parametrize("name", COMMANDS)
def test_the_help_that_is_listed_is_that_of_the_command(name):
    path, text = COMMANDS[name]
    module, _, attribute = path.partition(":")
    try:
        command = getattr(import_module(module), attribute)
    except ModuleNotFoundError as error:
        if error.name != module:
            raise
        pytest.skip(f"{module} is not there yet")
    assert isinstance(command, click.Command)
    assert command.name == name
    assert command.get_short_help_str(limit=200) == text


def test_version_and_no_arguments(command):
    assert command("--version")[1].startswith("summarizer, version ")
    code, out, err = command()
    assert (code, out) == (2, "")
    assert "Commands:" in err


def test_check(pipeline, command, report):
    pipeline.confidences = (0.9, 0.3)
    code, out, _ = command("check", report, "--claim", "Nine died", "--claim", "Ten died")
    assert code == 1
    assert "! under the threshold" in out
    assert pipeline.asked["claims"] == ["Nine died", "Ten died"]
    assert command("check", report, "--claim", "a", "--claim", "b", "--threshold", "0.3")[0] == 0


def test_check_takes_what_is_known_of_the_report(pipeline, command, report):
    options = ("--published", "2031-03-04", "--publisher", "Quay Post")
    assert command("check", report, "--claim", "Nine died", *options)[0] == 0
    told = pipeline.asked["report"].report
    assert (str(told.published), told.publisher) == ("2031-03-04", "Quay Post")


def test_check_opens_no_address_that_it_was_not_told_to(pipeline, command):
    code, _, err = command("check", "https://quay.example/fire", "--claim", "Nine died")
    assert code == 2
    assert "--fetch" in err
    assert not pipeline.asked


def test_check_takes_one_report(pipeline, command, tmp_path):
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text(f"Nine died, {name} says.")
    code, _, err = command("check", tmp_path, "--claim", "Nine died")
    assert code == 2
    assert "There are 2 reports" in err
    assert not pipeline.asked


def test_check_takes_the_one_report_of_a_folder_that_can_be_read(pipeline, command, tmp_path):
    (tmp_path / "a.txt").write_bytes(b"\x00\xff" * 50)
    (tmp_path / "b.txt").write_text("Nine died.")
    code, _, err = command("check", tmp_path, "--claim", "Nine died")
    assert code == 0
    assert "warning: Not read: " in err
    assert "a.txt" in err
    assert pipeline.asked["report"].report.text == "Nine died."
    assert "Not read" not in command("check", tmp_path, "--claim", "Nine died", "--quiet")[2]


def test_a_claim_that_code_alone_judged_is_to_be_looked_at(pipeline, command, report):
    pipeline.signals = {"cover": 1.0}
    assert command("check", report, "--claim", "Nine died")[0] == 1


def test_check_as_json(pipeline, command, report):
    code, out, _ = command("check", report, "--claim", "Nine died", "--format", "json", "--quiet")
    assert code == 0
    assert [one["claim"] for one in json.loads(out)] == ["Nine died"]


def test_claims_from_a_file(pipeline, command, report, tmp_path):
    claims = tmp_path / "claims.txt"
    claims.write_text("Nine died\r\n\n  Ten – died \n", "utf-8")
    assert command("check", report, "--claim", "First", "--claims", claims)[0] == 0
    assert pipeline.asked["claims"] == ["First", "Nine died", "Ten – died"]


def test_claims_are_lines_whatever_the_name_of_their_file_says(pipeline, command, report, tmp_path):
    claims = tmp_path / "claims.jsonl"
    claims.write_bytes(b"\xef\xbb\xbfNine died\n{}\n")
    assert command("check", report, "--claims", claims)[0] == 0
    assert pipeline.asked["claims"] == ["Nine died", "{}"]


def test_standard_input_is_one_thing(pipeline, command):
    code, _, err = command("check", "-", "--claims", "-")
    assert code == 2
    assert "only once" in err
    assert not pipeline.asked


def test_no_claims(pipeline, command, report, tmp_path):
    for options in (
        (),
        ("--claim", "  "),
        ("--claims", tmp_path / "none.txt"),
        ("--threshold", "2", "--claim", "x"),
        ("--threshold", "nan", "--claim", "x"),
        ("--timeout", "inf", "--claim", "x"),
    ):
        assert command("check", report, *options)[0] == 2
    assert not pipeline.asked


def test_prompts_list_and_show(command, tmp_path):
    code, out, _ = command("prompts", "list")
    assert code == 0
    assert re.search(r"^read +1 +\w", out, re.MULTILINE)
    code, out, _ = command("prompts", "show", "read")
    assert out.startswith("---\nname: read\n")
    (tmp_path / "read.md").write_text("---\nname: read\nversion: 99\n---\n## user\nMine.\n")
    assert "99" in command("prompts", "list", "--prompts", tmp_path)[1]
    assert command("prompts", "show", "read", "--prompts", tmp_path)[1].endswith("Mine.\n")
    code, _, err = command("prompts", "show", "nothing")
    assert code == 2
    assert err.startswith("error: There is no prompt named 'nothing'.\nfix: ")


def test_prompts_render_calls_no_model(pipeline, command, tmp_path):
    report = tmp_path / "report.txt"
    report.write_bytes(b"Nine\x1b[2J died.")
    code, out, _ = command("prompts", "render", "read", report)
    assert code == 0
    assert out == "## system\nRead.\n\n## user\nNine[2J died.\n"
    assert pipeline.asked["name"] == "read"


def test_schema(command):
    code, out, _ = command("schema")
    assert code == 0
    assert json.loads(out) == IncidentSummary.model_json_schema()


def test_schema_of_a_user(command, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "path", [entry for entry in sys.path if entry])
    (tmp_path / "my_schema_of_breaches.py").write_text(
        "from summarizer import Cited, IncidentSummary\n"
        "class Breach(IncidentSummary):\n    records: Cited[int] | None = None\n"
        "class Other: pass\n"
        "class Raw(IncidentSummary):\n    records: Cited[bytes] | None = None\n"
    )
    (tmp_path / "broken_schema.py").write_text("raise RuntimeError('secret')")
    code, out, _ = command("schema", "--schema", "my_schema_of_breaches:Breach")
    assert code == 0
    assert "records" in json.loads(out)["properties"]
    for name in (
        "my_schema_of_breaches:Other",
        "my_schema_of_breaches:None",
        "my_schema_of_breaches:Raw",
        "broken_schema:X",
        "no_module:X",
        ":",
        "X",
    ):
        code, out, err = command("schema", "--schema", name)
        assert (code, out) == (2, "")
        assert "secret" not in err


@pytest.mark.parametrize(("name", "built_in"), [("outage", OutageSummary), ("breach", BreachSummary)])
def test_schemas_of_the_package_have_short_names(command, name, built_in):
    assert json.loads(command("schema", "--schema", name)[1]) == built_in.model_json_schema()


def test_a_json_schema_is_a_schema(pipeline, command, tmp_path):
    path = tmp_path / "fire.json"
    path.write_text('{"title": "Fire", "properties": {"engines": {"type": "integer"}}}')
    code, out, _ = command("schema", "--schema", path)
    assert code == 0
    assert json.loads(out)["title"] == "Fire"
    assert "engines" in json.loads(out)["properties"]
    for text, said in (("{", "not JSON"), ("[" * 99_999, "not JSON"), ("[]", "properties"), (None, "read")):
        path.unlink() if text is None else path.write_text(text)
        code, out, err = command("schema", "--schema", path)
        assert (code, out) == (2, "")
        assert said in err


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion(command, shell):
    code, out, _ = command("completion", shell)
    assert code == 0
    assert "_SUMMARIZER_COMPLETE" in out


def test_completion_of_commands_imports_none_of_them():
    context = click.Context(cli, info_name="summarizer")
    assert {item.value for item in cli.shell_complete(context, "c")} == {
        "calibrate",
        "cassettes",
        "check",
        "completion",
    }


def test_no_option_takes_a_key():
    for name in ("run", "check"):
        found = cli.get_command(click.Context(cli), name)
        assert not [one for one in found.params if "key" in one.name]


def test_the_package_runs_as_a_module():
    command = [sys.executable, "-m", "summarizer", "--help"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=30)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("Usage: summarizer [OPTIONS] COMMAND")


def shell(command):
    """What a shell makes of the command and what is behind it."""
    whole = f"{sys.executable} -m summarizer {command}"
    return subprocess.run(["bash", "-o", "pipefail", "-c", whole], capture_output=True, text=True, timeout=30)


@pytest.mark.skipif(os.name == "nt", reason="needs a POSIX shell")
@pytest.mark.parametrize(
    "command", ["schema | head -c 10", "schema | true", "models list | true", "--help | true"]
)
def test_a_reader_that_has_seen_enough_is_no_error(command):
    done = shell(command)
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is full")
@pytest.mark.parametrize("command", ["schema > /dev/full", "models list > /dev/full", "schema >&-"])
def test_an_output_that_takes_nothing_is_said(command):
    done = shell(command)
    assert done.returncode == 2
    assert done.stderr.startswith("error: Cannot write to standard output: ")
    assert len(done.stderr.splitlines()) == 2


def test_a_terminal_without_unicode_loses_characters_and_not_the_result():
    code = (
        "import sys; from summarizer.cli import main; from summarizer.errors import ReportError;"
        "sys.argv = ['summarizer', 'run', '–.txt']; main()"
    )
    done = python(code, env={**os.environ, "PYTHONIOENCODING": "latin-1", "PYTHONUTF8": "0"})
    assert done.returncode == 2
    assert done.stderr.startswith("error: There is no file ?.txt.")


def test_a_file_of_claims_has_one_a_line_whatever_else_parts_it(tmp_path):
    path = tmp_path / "claims.txt"
    path.write_bytes("Nine\u2028died\r\nTwo\x0cleft\rOne stayed\n".encode())
    assert load_lines(path) == ["Nine\u2028died", "Two\x0cleft", "One stayed", ""]


def test_standard_input_that_is_closed(monkeypatch):
    monkeypatch.setattr("sys.stdin", None)
    with pytest.raises(InputError, match="Standard input is closed"):
        load_lines(Path("-"))
