"""``import summarizer`` costs little and warns of nothing."""

from __future__ import annotations

import subprocess
import sys

import pytest

import summarizer

HEAVY = {
    "openai",
    "instructor",
    "anthropic",
    "httpx",
    "httpx2",
    "pydantic",
    "xllamacpp",
    "tenacity",
    "jinja2",
    "trafilatura",
    "lxml",
    "pypdf",
}


def python(code: str, *options: str) -> str:
    done = subprocess.run(
        [sys.executable, *options, "-c", code], capture_output=True, text=True, timeout=60, check=True
    )
    assert done.stderr == ""
    return done.stdout


def loaded(code: str) -> set[str]:
    names = python(f"import sys; {code}; print(*{{name.partition('.')[0] for name in sys.modules}})")
    return HEAVY & set(names.split())


def test_importing_the_package_loads_no_sdk():
    assert loaded("import summarizer") == set()


def test_the_types_and_the_errors_load_no_sdk():
    assert loaded("from summarizer import IncidentSummary, Report, SummarizerError") <= {"pydantic"}


def test_the_calls_load_no_sdk_before_a_model_is_asked():
    assert not loaded("from summarizer import summarize, check") & {"openai", "instructor", "httpx2", "httpx"}


def test_reading_text_loads_no_parser_of_other_formats():
    text = "from summarizer.reading.load import load; load('Nine died.')"
    assert not loaded(text) & {"trafilatura", "lxml", "pypdf", "httpx2"}


def test_importing_warns_of_nothing():
    assert python("import summarizer", "-W", "error") == ""


@pytest.mark.parametrize("name", summarizer.__all__)
def test_every_public_name_is_there(name):
    assert getattr(summarizer, name).__name__ == name
    assert getattr(summarizer, name).__doc__


def test_other_names_are_not():
    with pytest.raises(AttributeError, match="nothing"):
        summarizer.nothing  # noqa: B018
