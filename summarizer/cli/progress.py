"""Progress on stderr: bars on a terminal, one line a stage elsewhere. A listener of events and nothing more."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from summarizer.cli.output import say
from summarizer.events import (
    ClaimChecked,
    Event,
    FieldFilled,
    Listener,
    ModelLoading,
    Stage,
    StageStarted,
    SummaryWritten,
    Warned,
    WindowRead,
)
from summarizer.render.safe import plain
from summarizer.render.wording import duration, plural

if TYPE_CHECKING:
    from rich.console import Console
    from rich.progress import Progress, TaskID

_DOING: dict[Stage, tuple[str, str]] = {
    "read": ("Reading", "window"),
    "check": ("Checking", "claim"),
    "reconcile": ("Comparing claims", ""),
    "compose": ("Writing the summary", ""),
    "fields": ("Filling", "field"),
}


@contextmanager
def progress(*, quiet: bool) -> Generator[Listener]:
    """Give a listener that shows how far the work is, and take down what it drew.

    Args:
        quiet: show nothing, warnings included.
    """
    from rich.console import Console

    console = Console(stderr=True)
    if quiet:
        yield _ignore
    elif console.is_terminal and not console.is_dumb_terminal:
        with _bars(console) as bars:
            yield _Drawn(bars)
    else:
        yield _written


def _ignore(event: Event) -> None:
    """Show nothing."""


def _written(event: Event) -> None:
    """Say what begins, a line each."""
    match event:
        case StageStarted():
            verb, unit = _DOING[event.stage]
            say(f"{verb} {plural(event.total, unit)}" if unit else verb)
        case ModelLoading():
            say(f"Loading the model {event.model}")
        case Warned():
            say(f"warning: {event.message}")
        case _:
            pass


class _Drawn:
    """Draws a bar for each stage."""

    def __init__(self, bars: Progress) -> None:
        self._bars = bars
        self._current: TaskID | None = None
        self._unit = ""

    def __call__(self, event: Event) -> None:
        match event:
            case StageStarted():
                self._begin(event)
            case WindowRead() | ClaimChecked() | FieldFilled():
                self._advance(event.done, event.total)
            case SummaryWritten():
                self._finish()
            case ModelLoading():
                self._note(f"Loading the model {event.model}")
            case Warned():
                self._note(f"warning: {event.message}")
            case _:
                pass

    def _begin(self, stage: StageStarted) -> None:
        self._finish()
        verb, self._unit = _DOING[stage.stage]
        # A stage whose units nobody counts has a bar that moves without end.
        total = stage.total if self._unit else None
        self._current = self._bars.add_task(verb, total=total, count=self._count(0, stage.total))

    def _advance(self, done: int, total: int) -> None:
        if self._current is not None:
            self._bars.update(self._current, completed=done, total=total, count=self._count(done, total))

    def _finish(self) -> None:
        if self._current is not None:
            total = self._bars.tasks[self._current].total or 1
            self._bars.update(self._current, completed=total, total=total)

    def _count(self, done: int, total: int) -> str:
        return f"{done} of {plural(total, self._unit)}" if self._unit else ""

    def _note(self, message: str) -> None:
        self._bars.console.print(plain(message), markup=False, highlight=False, emoji=False)


def _bars(console: Console) -> Progress:
    from rich.progress import BarColumn, Progress, ProgressColumn, SpinnerColumn, Task, TextColumn
    from rich.text import Text

    class Left(ProgressColumn):
        """Time left; once a stage is done, the time that it took."""

        def render(self, task: Task) -> Text:
            if task.finished:
                return Text(duration(task.finished_time or 0), style="dim")
            left = task.time_remaining or 0
            # Nobody can tell the minute to the second.
            return Text(f"about {duration(max(10, round(left, -1)))} left" if left else "")

    return Progress(
        SpinnerColumn(finished_text="·"),
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        TextColumn("{task.fields[count]}", markup=False),
        Left(),
        console=console,
        transient=True,
        redirect_stdout=False,
    )
