"""``summarizer view``: a saved summary again, in the browser or in any format."""

from __future__ import annotations

import io
import stat
import sys
import webbrowser
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

from summarizer.cli.publish import FORMATS


@pytest.fixture
def saved(pipeline, command, report, tmp_path):
    path = tmp_path / "a.json"
    assert command("run", report, "--format", "json", "--output", path)[0] == 0
    return path


class Browser:
    """Stands in for the user's browser: remembers what it was told to open."""

    def __init__(self):
        self.opened, self.there = [], True

    def open(self, url):
        self.opened.append(Path(unquote(urlsplit(url).path)))
        return self.there


@pytest.fixture
def browser(monkeypatch, tmp_path):
    stand_in = Browser()
    monkeypatch.setattr(webbrowser, "open", stand_in.open)
    (tmp_path / "temporary").mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "temporary"))
    return stand_in


@pytest.mark.parametrize("form", FORMATS)
def test_a_format_is_what_run_writes(pipeline, command, report, saved, browser, form):
    code, out, err = command("view", saved, "--format", form)
    assert (code, err) == (0, "")
    assert out == command("run", report, "--format", form)[1]
    assert "Nine people died." in out
    assert not browser.opened


def test_the_browser_is_the_default(command, saved, browser):
    code, out, err = command("view", saved)
    (page,) = browser.opened
    assert (code, out, err) == (0, "", f"Opened {page}\n")
    assert page.parent.name == "temporary"
    assert page.read_bytes().decode() == command("view", saved, "--format", "html")[1]
    if sys.platform != "win32":
        assert stat.S_IMODE(page.stat().st_mode) == 0o600


def test_the_page_can_have_a_place(command, saved, browser, tmp_path):
    page = tmp_path / "a page.html"
    assert command("view", saved, "--output", page)[2] == f"Opened {page}\n"
    assert browser.opened == [page]
    assert page.read_text("utf-8").startswith("<!doctype html>")
    assert not list((tmp_path / "temporary").iterdir())


def test_a_format_with_a_place_opens_nothing(command, saved, browser, tmp_path):
    page = tmp_path / "page.html"
    assert command("view", saved, "--format", "html", "-o", page) == (0, "", "")
    assert page.is_file()
    assert not browser.opened


def test_without_a_browser_the_page_is_named(command, saved, browser):
    browser.there = False
    code, _, err = command("view", saved)
    assert code == 0
    assert err == f"No browser could be opened. The page is {browser.opened[0]}\n"


def test_standard_input(command, saved, monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(saved.read_bytes())))
    assert command("view", "-", "--format", "md")[1].startswith("# Nine people died")


def test_what_cannot_be_shown_opens_nothing(command, saved, browser, tmp_path):
    damaged = tmp_path / "damaged\x1b[2J\u202e.json"
    damaged.write_text("{}")
    code, out, err = command("view", damaged)
    assert (code, out) == (2, "")
    assert err.startswith(f"error: {tmp_path}/damaged[2J.json is no summary.\nfix: ")
    assert command("view", tmp_path / "none.json")[0] == 2
    assert command("view", saved, "--output", tmp_path / "none" / "page.html")[0] == 2
    assert not browser.opened


def test_a_schema_of_the_users(command, saved, tmp_path, monkeypatch):
    (tmp_path / "schema_to_view.py").write_text(
        "from summarizer.schema import Cited, IncidentSummary\n"
        "class Breach(IncidentSummary):\n    records: Cited[int] | None = None\n"
    )
    text = saved.read_text("utf-8").replace('"schema_name":"IncidentSummary"', '"schema_name":"Breach"')
    saved.write_text(
        text.replace('"run":', '"records":{"value":12000,"claims":["c1"],"confidence":0.9},"run":')
    )
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "path", [entry for entry in sys.path if entry])
    code, _, err = command("view", saved, "--format", "text")
    assert code == 2
    assert "was made with the schema Breach" in err
    assert "--schema" in err
    code, out, _ = command("view", saved, "--format", "text", "--schema", "schema_to_view:Breach")
    assert code == 0
    assert "12,000" in out
