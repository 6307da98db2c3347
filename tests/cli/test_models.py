import hashlib

import pytest
from click.testing import CliRunner

from summarizer.cli.models import models_group
from summarizer.llm import sources, weights
from summarizer.llm.errors import EmbeddedMissing

DATA = b"weights"


@pytest.fixture(autouse=True)
def small(tmp_path, monkeypatch):
    monkeypatch.setattr(sources, "SIZE", len(DATA))
    monkeypatch.setattr(weights, "SHA256", hashlib.sha256(DATA).hexdigest())
    monkeypatch.setattr(weights, "cache_directory", lambda: tmp_path)
    monkeypatch.setattr(sources, "installed_parts", list)
    monkeypatch.setattr(sources, "from_hugging_face", fetch)
    monkeypatch.delenv("SUMMARIZER_EMBEDDED_MODEL", raising=False)


def fetch(partial, progress):
    partial.write_bytes(DATA)
    progress(len(DATA), len(DATA))


def run(*arguments):
    return CliRunner().invoke(models_group, arguments)


def test_list_says_what_is_missing(monkeypatch):
    monkeypatch.delenv("OPENAI_API_KEY", raising=False)
    monkeypatch.setenv("GROQ_API_KEY", "secret")
    lines = run("list").stdout.splitlines()
    assert lines[0].startswith("embedded")
    assert "Run 'summarizer models pull'." in lines[0]
    assert "openai/NAME       set OPENAI_API_KEY" in lines
    assert "groq/NAME         ready" in lines
    assert "ollama/NAME       ready" in lines


def test_pull_says_the_size_first_and_keeps_stdout_clean(tmp_path):
    result = run("pull")
    assert result.exit_code == 0
    assert result.stdout == ""
    first, last = result.stderr.splitlines()
    assert first == "Fetching the embedded model: 0.00 GB."
    assert last == f"The model 'embedded' is in {tmp_path / weights.FILE_NAME}."
    assert run("pull", "embedded").stderr.splitlines() == [last]
    assert "ready, " in run("list").stdout


def test_pull_quietly():
    assert run("pull", "--quiet").output == ""


def test_path_and_rm(tmp_path):
    missing = run("path")
    assert isinstance(missing.exception, EmbeddedMissing)
    run("pull")
    assert run("path").stdout == f"{tmp_path / weights.FILE_NAME}\n"
    assert run("rm").exit_code == 0
    assert isinstance(run("path").exception, EmbeddedMissing)


def test_only_the_embedded_model_can_be_fetched():
    assert run("pull", "openai/gpt").exit_code == 2
