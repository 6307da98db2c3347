"""Progress on stderr: drawn on a terminal, lines elsewhere. A listener of events and nothing more."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager
from time import monotonic

from summarizer.cli.output import say
from summarizer.events import (
    ClaimChecked,
    Event,
    FieldFilled,
    Listener,
    ModelLoading,
    Stage,
    StageStarted,
    Warned,
    WindowRead,
)
from summarizer.render.wording import duration, plural

_EVERY = 30.0
"""Seconds between two lines where there is no terminal."""

DOING: dict[Stage, tuple[str, str]] = {
    "read": ("Reading", "window"),
    "check": ("Checking", "claim"),
    "reconcile": ("Comparing claims", ""),
    "compose": ("Writing the summary", ""),
    "fields": ("Filling", "field"),
}
"""What each stage does, and the units that it counts; none where nobody counts them."""


@contextmanager
def progress(*, quiet: bool) -> Generator[Listener]:
    """Give a listener that shows how far the work is, and take down what it drew.

    Args:
        quiet: show nothing, warnings included.
    """
    if quiet:
        yield _ignore
        return

    from rich.console import Console

    console = Console(stderr=True)
    if console.is_terminal and not console.is_dumb_terminal:
        from summarizer.cli.screen import Screen

        with Screen(console) as screen:
            yield screen
    else:
        yield _Written()


def _ignore(event: Event) -> None:
    """Show nothing."""


def note(event: Event) -> str:
    """What a person should read of an event, whatever else is drawn; empty where there is nothing."""
    match event:
        case ModelLoading():
            return f"Loading the model {event.model}"
        case Warned():
            return f"warning: {event.message}"
        case _:
            return ""


class Lines:
    """Says how far work is and how long the rest takes, at most every half minute.

    Args:
        unit: what is counted, for ``plural``.
        total: how many there are.
        before: how many were done before.
    """

    def __init__(self, unit: str, total: int, before: int = 0) -> None:
        self._unit, self._total, self._before = unit, total, before
        self._began = self._said = monotonic()

    def __call__(self, done: int) -> None:
        """Hear how many are done in all."""
        now = monotonic()
        if now - self._said < _EVERY or done <= self._before:
            return
        self._said = now
        left = (self._total - done) * (now - self._began) / (done - self._before)
        say(f"{done} of {plural(self._total, self._unit)}, about {duration(round(left))} left")


class _Written:
    """A listener that says what begins, and of long stages now and then how far they are."""

    def __init__(self) -> None:
        self._lines = Lines("", 0)

    def __call__(self, event: Event) -> None:
        match event:
            case StageStarted():
                verb, unit = DOING[event.stage]
                self._lines = Lines(unit, event.total)
                say(f"{verb} {plural(event.total, unit)}" if unit else verb)
            case WindowRead() | ClaimChecked() | FieldFilled():
                self._lines(event.done)
            case _:
                if said := note(event):
                    say(said)
