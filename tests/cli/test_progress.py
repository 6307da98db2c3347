"""Progress in a terminal."""

from __future__ import annotations

import io
import re
import sys
from contextlib import suppress

import pytest

from summarizer.cli import progress as progress_module
from summarizer.cli.progress import progress
from summarizer.events import (
    ClaimChecked,
    ClaimFound,
    ConflictFound,
    ModelLoading,
    Spent,
    StageStarted,
    SummaryWritten,
    Warned,
    WindowRead,
)
from summarizer.schema import Certainty, Conflict, Side

SIDE = Side(claims=("c1",))
EVENTS = (
    ModelLoading("[red]embedded\x1b[2J"),
    StageStarted("read", 3),
    ClaimFound("Nine [red]people[/red] died\x1b[2J", None, Certainty.STATED),
    Spent(1, 1234, 56, 0.0123),
    WindowRead("r1", 0, 10, 1, 2, 3),
    Warned("[bold]careful\x1b[2J :smile:"),
    StageStarted("check", 2),
    ClaimChecked("x", 0.9, 2, 2),
    StageStarted("reconcile", 1),
    ConflictFound(Conflict(about="How many\u202e died", kind="number", sides=(SIDE, SIDE))),
    StageStarted("compose", 1),
    SummaryWritten("x", ()),
)


class Terminal(io.StringIO):
    def isatty(self):
        return True


@pytest.fixture
def show(monkeypatch):
    """Shows events in a terminal, put in the place of stderr only while the test itself runs.

    Where ``each`` is asked for it is drawn anew after each event.
    """
    for name in ("NO_COLOR", "FORCE_COLOR", "TTY_COMPATIBLE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("COLUMNS", "100")

    def shown(events, *, quiet=False, each=False):
        with monkeypatch.context() as patch:
            patch.setattr(sys, "stderr", stream := Terminal())
            with suppress(KeyboardInterrupt), progress(quiet=quiet) as listener:
                for event in events:
                    listener(event)
                    if each:
                        listener.refresh()
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


def test_what_was_found_and_what_it_costs_so_far(show):
    drawn = re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", show(EVENTS, each=True))
    for words in (
        "Nine [red]people[/red] died[2J · stated · the report itself",
        "1,234 tokens read, 56 written · $0.01",
        " 90% x",
        "! How many died",
    ):
        assert words in drawn
    assert "\x1b" not in drawn
    assert "\u202e" not in drawn


def test_only_the_last_claims_are_shown(show):
    claims = [ClaimChecked(f"claim-{number}.", 0.5, number, 9) for number in range(1, 10)]
    drawn = show([StageStarted("check", 9), *claims])
    last = drawn[drawn.rindex("Checking") :]
    assert re.findall(r"claim-\d\.", last) == [f"claim-{number}." for number in range(5, 10)]


def test_quiet_draws_nothing(show):
    assert show(EVENTS, quiet=True) == ""


def test_a_dumb_terminal_gets_lines(show, monkeypatch):
    monkeypatch.setenv("TERM", "dumb")
    assert "Reading 3 windows\n" in show(EVENTS)
    assert "\x1b" not in show(EVENTS)


def test_the_cursor_comes_back_when_interrupted(show):
    assert show(interrupted()).count("\x1b[?25h") == 1


def test_without_a_terminal_a_long_stage_says_now_and_then_how_far_it_is(monkeypatch, capsys):
    clock = iter([0.0, 0.0, 10.0, 40.0, 41.0])
    monkeypatch.setattr(progress_module, "monotonic", lambda: next(clock))
    with progress(quiet=False) as listener:
        listener(StageStarted("read", 20))
        for done in (1, 4, 5):
            listener(WindowRead("r1", 0, 10, 1, done, 20))
    assert capsys.readouterr().err.splitlines() == [
        "Reading 20 windows",
        "4 of 20 windows, about 2 min 40 s left",
    ]
