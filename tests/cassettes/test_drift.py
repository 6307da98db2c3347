"""Recordings that fell behind the code, and the commands that find, show and mend them."""

import json
import subprocess
import sys
import textwrap
from datetime import timedelta

import click
import pytest
from click.testing import CliRunner
from pydantic import BaseModel

from summarizer.cassettes import Cassette, CassetteError, storage
from summarizer.cassettes.answers import answer
from summarizer.cassettes.drift import drifted, fits
from summarizer.cassettes.errors import CassetteForeign
from summarizer.cassettes.vcr import dump, read
from summarizer.cli.cassettes import cassettes_group
from summarizer.testing import FakeModel, FakeReply


class Claims(BaseModel):
    text: str
    sure: bool


HERE = f"{__name__}:Claims"


@pytest.fixture(autouse=True)
def importable(monkeypatch):
    monkeypatch.setitem(sys.modules, __name__, sys.modules.get(__name__) or sys.modules[Claims.__module__])


@pytest.fixture
def path(tmp_path):
    return tmp_path / "tape.json"


def record(path, *replies, **notes):
    with FakeModel(*replies).serve() as url, Cassette(path, "rewrite") as tape, tape.client() as client:
        for number, _ in enumerate(replies):
            with tape.annotate(**notes):
                body = {"model": "m", "messages": [{"role": "user", "content": f"question {number}"}]}
                client.post(f"{url}/chat/completions", json=body)
    return storage.load(path).entries


def texts(entry, **options):
    return [drift.text for drift in drifted("x", 1, entry, **options)]


def test_an_answer_that_no_longer_validates(path, monkeypatch):
    (entry,) = record(path, {"text": "a", "sure": True}, response_model=HERE)
    assert entry["fits"] is True
    assert texts(entry) == []

    class Stricter(BaseModel):
        text: str
        sure: bool
        since: str

    monkeypatch.setattr(sys.modules[__name__], "Claims", Stricter)
    assert texts(entry) == [f"entry 1: the answer no longer fits {HERE}"]


def test_an_answer_that_never_fitted_is_there_on_purpose(path):
    (entry,) = record(path, "nonsense", response_model=HERE)
    assert entry["fits"] is False
    assert texts(entry) == []


def test_a_response_model_that_is_gone(path):
    (entry,) = record(path, {"text": "a", "sure": True}, response_model=HERE)
    entry["response_model"] = "summarizer.nowhere:Gone"
    assert texts(entry) == ["entry 1: its response model summarizer.nowhere:Gone no longer exists"]


def test_no_answer_or_no_model_is_no_drift(path):
    (entry,) = record(path, FakeReply("x", status=500), response_model=HERE)
    assert fits(entry) is None
    (entry,) = record(path, "x", response_model="a:f.<locals>.C")
    assert fits(entry) is None


@pytest.mark.parametrize(("current", "expected"), [("3", 0), (3, 0), ("4", 1)])
def test_a_newer_prompt(path, current, expected):
    (entry,) = record(path, "x", prompt="read@3")
    assert len(texts(entry, prompt_version={"read": current}.__getitem__)) == expected


def test_a_prompt_that_is_gone(path):
    (entry,) = record(path, "x", prompt="read@3")
    assert texts(entry, prompt_version={}.__getitem__) == ["entry 1: there is no prompt 'read' any more"]


def test_age(path):
    (entry,) = record(path, "x")
    assert texts(entry, max_age=timedelta(days=1)) == []
    entry["recorded"]["at"] = "2020-01-01T00:00:00Z"
    assert "more than 1" in texts(entry, max_age=timedelta(days=1))[0]


def test_a_request_now_sent_by_another_prompt(path):
    record(path, "x", prompt="read@3")
    with Cassette(path) as tape, tape.client() as client, tape.annotate(prompt="read@4"):
        client.post("http://x/v1/chat/completions", json=tape.entries[0].stored["request"]["json"])
    assert tape.outgrown == [(1, "read@4")]


ANSWERS = {
    "chat": ({"choices": [{"message": {"content": "hi"}}]}, "hi"),
    "tool": ({"choices": [{"message": {"tool_calls": [{"function": {"arguments": "{}"}}]}}]}, "{}"),
    "anthropic": ({"content": [{"type": "text", "text": "hi"}]}, "hi"),
    "anthropic tool": ({"content": [{"type": "tool_use", "input": {"a": 1}}]}, '{"a": 1}'),
    "responses": ({"output": [{"content": [{"type": "output_text", "text": "hi"}]}]}, "hi"),
    "nothing": ({"error": "x"}, None),
    "odd": ({"choices": [None], "content": 3, "output": [{"content": [4]}]}, None),
}


@pytest.mark.parametrize("case", ANSWERS)
def test_what_a_model_said(case):
    tree, expected = ANSWERS[case]
    assert answer({"json": tree}) == expected


@pytest.mark.parametrize(
    ("events", "expected"),
    [
        ([{"choices": [{"delta": {"content": "h"}}]}, {"choices": [{"delta": {"content": "i"}}]}], "hi"),
        ([{"delta": {"type": "text_delta", "text": "h"}}, {"delta": {"partial_json": "i"}}], "hi"),
        ([{"type": "response.output_text.delta", "delta": "h"}, {"type": "other", "delta": "i"}], "h"),
        ([{"choices": [{"delta": {"tool_calls": [{"function": {"arguments": "{"}}]}}]}], "{"),
    ],
)
def test_what_a_model_said_in_pieces(events, expected):
    assert (
        answer({"chunks": [{"events": [{"data": event} for event in events] + [{"data": "[DONE]"}]}]})
        == expected
    )


class TestVcr:
    def test_there_and_back(self, path, tmp_path):
        entries = record(path, "one\ntwo", FakeReply(chunks=[b"data: 1\n\n"]), FakeReply("no", status=429))
        file = tmp_path / "vcr.yaml"
        file.write_text(dump(entries), encoding="utf-8")
        back = read(file)
        assert [entry["request"] for entry in back] == [entry["request"] for entry in entries]
        assert [entry["response"]["status"] for entry in back] == [200, 200, 429]
        assert back[0]["response"]["json"] == entries[0]["response"]["json"]
        assert back[0]["recorded"]["model"] == "m"

    def test_vcrpy_itself_reads_what_is_written(self, path, tmp_path):
        vcr = pytest.importorskip("vcr")
        import httpx2

        file = tmp_path / "vcr.yaml"
        file.write_text(dump(record(path, "hello")), encoding="utf-8")
        body = storage.load(path).entries[0]["request"]["json"]
        with vcr.use_cassette(str(file), record_mode="none"), httpx2.Client() as client:
            reply = client.post("https://localhost/v1/chat/completions", json=body).json()
        assert reply["choices"][0]["message"]["content"] == "hello"

    def test_what_vcrpy_itself_wrote_is_read(self, path, tmp_path):
        vcr = pytest.importorskip("vcr")
        import httpx2

        file = tmp_path / "vcr.yaml"
        body = {"model": "m", "messages": [{"role": "user", "content": "q"}]}
        recording = vcr.use_cassette(str(file), record_mode="once")
        with FakeModel("hello").serve() as url, recording, httpx2.Client() as client:
            client.post(f"{url}/chat/completions", json=body)
        storage.write(path, storage.dump([], read(file)))
        with Cassette(path) as tape, tape.client() as client:
            reply = client.post("http://nowhere/v1/chat/completions", json=body).json()
        assert reply["choices"][0]["message"]["content"] == "hello"

    @pytest.mark.parametrize(
        "text", ["a: [", "{}", "- 1", "interactions: [{request: {}}]", "!!python/object:os.system {}"]
    )
    def test_other_files_are_refused(self, tmp_path, text):
        file = tmp_path / "vcr.yaml"
        file.write_text(text)
        with pytest.raises(CassetteForeign, match="no cassette of vcrpy"):
            read(file)

    def test_compressed_bodies_are_read(self, tmp_path):
        import gzip

        import yaml

        interaction = {
            "request": {
                "method": "GET",
                "uri": "https://api.openai.com/v1/models?b=1&a=2",
                "body": None,
                "headers": {},
            },
            "response": {
                "status": {"code": 200, "message": "OK"},
                "headers": {
                    "Content-Encoding": ["gzip"],
                    "Content-Type": ["application/json"],
                    "Set-Cookie": ["s"],
                },
                "body": {"string": gzip.compress(b'{"a":1}')},
            },
        }
        file = tmp_path / "vcr.yaml"
        file.write_text(yaml.safe_dump({"interactions": [interaction], "version": 1}))
        (entry,) = read(file)
        assert entry["request"] == {"method": "GET", "path": "/v1/models?a=2&b=1"}
        assert entry["response"] == {
            "status": 200,
            "headers": {"content-type": "application/json"},
            "json": {"a": 1},
        }
        assert entry["recorded"]["provider"] == "openai"

    def test_a_failure_cannot_be_exported(self, path):
        entries = [
            {
                "request": {"method": "GET", "path": "/"},
                "response": {"failure": {"type": "ConnectError", "message": ""}},
            }
        ]
        with pytest.raises(CassetteError, match="failed request"):
            dump(entries)


def run(*arguments):
    """The command, as the shell sees it: exit code and output."""
    result = CliRunner().invoke(
        cassettes_group, [str(argument) for argument in arguments], standalone_mode=False
    )
    if result.exception is not None:
        return result.exception, result.output
    return int(result.return_value or 0), result.output


class TestCommand:
    def test_ls_and_show(self, path, monkeypatch):
        record(
            path,
            "It burned.\nAt noon.",
            FakeReply("no", status=429),
            FakeReply(body=b"<html>"),
            prompt="read@3",
        )
        monkeypatch.chdir(path.parent)
        (path.parent / "bad.json").write_text('{"cassette": {"format": 2},')
        code, output = run("ls")
        assert code == 1
        assert "tape.json: 3 entries; m; 1+1 tokens; 20" in output
        assert "bad.json is damaged" in output
        code, output = run("show", path)
        assert code == 0
        for part in (
            "entry 1: POST /v1/chat/completions",
            "read@3; m; ",
            "[user]\nquestion 0",
            "[answer]\nIt burned.\nAt noon.",
        ):
            assert part in output
        assert "[status 429]" in output
        assert "<html>" in output
        assert "question 1" not in run("show", path, 1)[1]
        assert isinstance(run("show", path, 9)[0], click.UsageError)

    def test_diff(self, path, tmp_path):
        record(path, "one", "two")
        assert run("diff", path, path) == (0, "")
        other = tmp_path / "other.json"
        other.write_text(path.read_text().replace("question 1", "query 1").replace('"one"', '"uno"'))
        code, output = run("diff", path, other)
        assert code == 1
        assert "entry 1: another answer to POST /v1/chat/completions" in output
        assert "- [one]" in output
        assert "messages[0].content:\n    - [question] 1\n    + [query] 1" in output

    def test_diff_since_the_last_commit(self, path):
        def git(*arguments):
            command = [
                "git",
                "-C",
                path.parent,
                "-c",
                "user.name=x",
                "-c",
                "user.email=x@localhost",
                *arguments,
            ]
            subprocess.run(command, check=True, capture_output=True)

        git("init")
        record(path, "one")
        assert isinstance(run("diff", path)[0], click.UsageError)
        git("add", path.name)
        git("commit", "-m", "one")
        assert run("diff", path) == (0, "")
        record(path, "two")
        assert "another answer" in run("diff", path)[1]

    def test_scan(self, path):
        entries = record(path, "x")
        assert run("scan", path) == (0, "")
        key = "sk-" + "proj-Ab12Cd34Ef56Gh78Ij90Kl12"
        entries[0]["request"]["json"]["user"] = key
        storage.write(path, storage.dump([], entries))
        code, output = run("scan", path.parent)
        assert code == 1
        assert "entries[0].request.json.user (OpenAI key)" in output
        assert "Ab12" not in output
        assert run("scan", path, "--harmless", key) == (0, "")

    def test_import_and_export(self, path, tmp_path):
        record(path, "one")
        yaml, again = tmp_path / "v.yaml", tmp_path / "again.json"
        assert run("export", path, yaml)[0] == run("import", yaml, again)[0] == 0
        assert run("diff", path, again) == (0, "")


SUITE = """
import os, httpx2

def ask(tape, text):
    with tape.client() as client:
        return client.post(os.environ["FAKE_URL"] + "/x", json={"messages": [{"content": text}]})

def test_one(cassette):
    ask(cassette, "a" if not os.environ.get("CHANGED") else "b")

def test_two(cassette):
    ask(cassette, "c")
"""


def test_check_prune_and_record_run_the_tests_they_need(pytester, fake, monkeypatch):
    monkeypatch.setenv("FAKE_URL", fake.url)
    monkeypatch.delenv("CI", raising=False)
    monkeypatch.setenv("PYTEST_DISABLE_PLUGIN_AUTOLOAD", "1")
    monkeypatch.setenv("PYTEST_ADDOPTS", "-p summarizer.cassettes.pytest_plugin -q")
    pytester.makepyfile(
        test_it=SUITE, test_other="def test_other(): assert False, 'uses no cassette, is not run'"
    )

    assert run("record") == (0, "")
    folder = pytester.path / "cassettes/test_it"
    assert len(fake.requests) == 2

    (folder / "gone.json").write_bytes((folder / "test_one.json").read_bytes())
    contents = storage.load(folder / "test_two.json")
    stray = {**contents.entries[0], "request": {"method": "GET", "path": "/never"}}
    storage.write(folder / "test_two.json", storage.dump([], [*contents.entries, stray]))
    assert run("check")[0] == 1
    code, output = run("prune")
    assert code == 0
    assert "removed the whole cassette: cassettes/test_it/gone.json" in output
    assert "removed entries 2: cassettes/test_it/test_two.json" in output
    assert run("check") == (0, "")

    monkeypatch.setenv("CHANGED", "1")
    assert run("record", "--changed") == (0, "")
    assert [request.prompt for request in fake.requests[2:]] == ["b"]
    assert run("record", "--changed") == (0, "All recordings match.\n")


def test_the_plugin_judges_models_and_prompts_of_the_tests_that_ran(pytester, fake, monkeypatch):
    monkeypatch.setenv("FAKE_URL", fake.url)
    monkeypatch.delenv("CI", raising=False)
    monkeypatch.syspath_prepend(pytester.path)
    pytester.makepyfile(
        drifting="""
        import os
        from pydantic import BaseModel

        class Answer(BaseModel):
            id: str

        def version(name):
            return os.environ.get("VERSION", "1")
        """,
        test_it=SUITE.split("def test_one")[0]
        + textwrap.dedent("""
        def test_one(cassette):
            with cassette.annotate(prompt="read@1", response_model="drifting:Answer"):
                ask(cassette, "a")
        """),
    )
    pytester.makeini("[pytest]\ncassette_prompts = drifting:version\n")
    fake._script[:] = [{"id": "1"}]
    options = [f"-pno:{plugin}" for plugin in ("asyncio", "hypothesispytest", "recording", "anyio")]
    pytester.runpytest_inprocess(*options, "--cassette-mode=once").assert_outcomes(passed=1)
    file = pytester.path / "cassettes/test_it/test_one.json"
    assert json.loads(file.read_text())["entries"][0]["fits"] is True
    file.write_text(file.read_text().replace('"id": "1"', '"no": "1"'))
    monkeypatch.setenv("VERSION", "2")
    warned = pytester.runpytest_inprocess(*options)
    warned.assert_outcomes(passed=1)
    monkeypatch.setenv("CI", "true")
    failed = pytester.runpytest_inprocess(*options)
    failed.assert_outcomes(failed=1)
    for result in (warned, failed):
        result.stdout.fnmatch_lines_random(
            [
                "*entry 1: the answer no longer fits drifting:Answer",
                "*entry 1: recorded with read@1, the template is at version 2",
            ]
        )
