"""Progress on a terminal: a bar for each stage with the time left, the last claims, and what it has cost so far."""

from __future__ import annotations

from collections.abc import Iterable

from rich.console import Console, RenderableType
from rich.progress import BarColumn, Progress, ProgressColumn, SpinnerColumn, Task, TaskID, TextColumn
from rich.text import Text

from summarizer.cli.progress import DOING, note
from summarizer.confidence.words import percent
from summarizer.events import (
    ClaimChecked,
    ClaimFound,
    ConflictFound,
    Event,
    FieldFilled,
    ModelLoading,
    Spent,
    StageStarted,
    SummaryWritten,
    Warned,
    WindowRead,
)
from summarizer.render.safe import plain
from summarizer.render.wording import duration, money, plural

_LINES = 5
"""Claims shown at a time."""


class _Left(ProgressColumn):
    """Time left; once a stage is done, the time that it took."""

    def render(self, task: Task) -> Text:
        if task.finished:
            return Text(duration(task.finished_time or 0), style="dim")
        left = task.time_remaining or 0
        # Nobody can tell the minute to the second.
        return Text(f"about {duration(max(10, round(left, -1)))} left" if left else "")


class Screen(Progress):
    """A listener of events that draws them while it is open, and leaves nothing but notes and warnings behind."""

    def __init__(self, console: Console) -> None:
        self._current: TaskID | None = None
        self._unit = ""
        # Replaced and never changed: another thread draws them.
        self._lines: tuple[str, ...] = ()
        self._spent = ""
        super().__init__(
            SpinnerColumn(finished_text="·"),
            TextColumn("{task.description}", markup=False),
            BarColumn(),
            TextColumn("{task.fields[count]}", markup=False),
            _Left(),
            console=console,
            transient=True,
            redirect_stdout=False,
        )

    def get_renderables(self) -> Iterable[RenderableType]:
        """Everything that is drawn, from top to bottom."""
        yield self.make_tasks_table(self.tasks)
        for line in self._lines:
            yield Text(f"  {line}", style="dim", no_wrap=True, overflow="ellipsis")
        if self._spent:
            yield Text(f"  {self._spent}")

    def __call__(self, event: Event) -> None:
        """Draw what happened."""
        match event:
            case StageStarted():
                self._begin(event)
            case ClaimFound():
                self._say(f"{event.text} · {event.certainty} · {event.source or 'the report itself'}")
            case ClaimChecked():
                self._say(f"{percent(event.confidence):>4} {event.text}")
                self._advance(event.done, event.total)
            case WindowRead() | FieldFilled():
                self._advance(event.done, event.total)
            case ConflictFound():
                self._say(f"! {event.conflict.about}")
            case Spent():
                written = f"{event.tokens_read:,} tokens read, {event.tokens_written:,} written"
                self._spent = f"{written} · {money(event.cost_usd)}"
            case SummaryWritten():
                self._finish()
            case ModelLoading() | Warned():
                self._note(note(event))

    def _begin(self, stage: StageStarted) -> None:
        self._finish()
        self._lines = ()
        verb, self._unit = DOING[stage.stage]
        # A stage whose units nobody counts has a bar that moves without end.
        total = stage.total if self._unit else None
        self._current = self.add_task(verb, total=total, count=self._count(0, stage.total))

    def _advance(self, done: int, total: int) -> None:
        if self._current is not None:
            self.update(self._current, completed=done, total=total, count=self._count(done, total))

    def _finish(self) -> None:
        if self._current is not None:
            total = self.tasks[self._current].total or 1
            self.update(self._current, completed=total, total=total)

    def _count(self, done: int, total: int) -> str:
        return f"{done} of {plural(total, self._unit)}" if self._unit else ""

    def _say(self, line: str) -> None:
        self._lines = (*self._lines, plain(line))[-_LINES:]

    def _note(self, message: str) -> None:
        self.console.print(plain(message), markup=False, highlight=False, emoji=False)
