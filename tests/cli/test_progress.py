"""Progress in a terminal."""

from __future__ import annotations

import io
import re
import sys
from contextlib import suppress

import pytest

from summarizer.cli.progress import progress
from summarizer.events import ClaimChecked, ModelLoading, StageStarted, SummaryWritten, Warned, WindowRead

EVENTS = (
    ModelLoading("[red]embedded\x1b[2J"),
    StageStarted("read", 3),
    WindowRead("r1", 0, 10, 1, 2, 3),
    Warned("[bold]careful\x1b[2J :smile:"),
    StageStarted("check", 2),
    ClaimChecked("x", 0.9, 2, 2),
    StageStarted("reconcile", 1),
    StageStarted("compose", 1),
    SummaryWritten("x", ()),
)


class Terminal(io.StringIO):
    def isatty(self):
        return True


@pytest.fixture
def show(monkeypatch):
    """Shows events in a terminal, put in the place of stderr only while the test itself runs."""
    for name in ("NO_COLOR", "FORCE_COLOR", "TTY_COMPATIBLE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("COLUMNS", "100")

    def shown(events, *, quiet=False):
        with monkeypatch.context() as patch:
            patch.setattr(sys, "stderr", stream := Terminal())
            with suppress(KeyboardInterrupt), progress(quiet=quiet) as listener:
                for event in events:
                    listener(event)
        return stream.getvalue()

    return shown


def interrupted():
    yield EVENTS[1]
    raise KeyboardInterrupt


def test_bars_in_a_terminal(show):
    drawn = re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", show(EVENTS))
    for words in ("Reading", "3 windows", "Checking", "2 of 2 claims", "Writing the summary"):
        assert words in drawn
    assert "warning: [bold]careful[2J :smile:" in drawn
    assert "Loading the model [red]embedded[2J" in drawn


def test_quiet_draws_nothing(show):
    assert show(EVENTS, quiet=True) == ""


def test_a_dumb_terminal_gets_lines(show, monkeypatch):
    monkeypatch.setenv("TERM", "dumb")
    assert "Reading 3 windows\n" in show(EVENTS)
    assert "\x1b" not in show(EVENTS)


def test_the_cursor_comes_back_when_interrupted(show):
    assert show(interrupted()).count("\x1b[?25h") == 1
