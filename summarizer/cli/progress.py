"""Progress on stderr: drawn on a terminal, one line a stage elsewhere. A listener of events and nothing more."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager

from summarizer.cli.output import say
from summarizer.events import Event, Listener, ModelLoading, Stage, StageStarted, Warned
from summarizer.render.wording import plural

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
        yield _written


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


def _written(event: Event) -> None:
    """Say what begins, a line each."""
    if isinstance(event, StageStarted):
        verb, unit = DOING[event.stage]
        say(f"{verb} {plural(event.total, unit)}" if unit else verb)
    elif said := note(event):
        say(said)
