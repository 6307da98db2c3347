"""Progress over many reports on stderr: a bar with the time left on a terminal, a line now and then elsewhere."""

from __future__ import annotations

from collections.abc import Callable, Generator
from contextlib import contextmanager

from summarizer.cli.output import say
from summarizer.cli.progress import Lines, note
from summarizer.events import Event
from summarizer.render.wording import plural


class Tally:
    """How far the work is. A listener of events, which passes on warnings, each of them once.

    Args:
        before: how many were done before.
        told: told how many are done in all.
        note: told what a person should read.
    """

    def __init__(self, before: int, told: Callable[[int], None], note: Callable[[str], None]) -> None:
        self._done, self._told, self._note = before, told, note
        self._noted: set[str] = set()

    def done(self, more: int) -> None:
        """Hear how many more are done."""
        self._done += more
        self._told(self._done)

    def hear(self, event: Event) -> None:
        """Say what a person should know."""
        said = note(event)
        if said and said not in self._noted:
            self._noted.add(said)
            self._note(said)


@contextmanager
def tally(verb: str, unit: str, total: int, *, before: int = 0, quiet: bool) -> Generator[Tally]:
    """Show how far the work is.

    Args:
        verb: what is done.
        unit: to what.
        total: how many there are.
        before: how many were done in an earlier run.
        quiet: show nothing, warnings included.
    """
    from rich.console import Console

    console = Console(stderr=True)
    what = f"{verb} {plural(total, unit)}"
    if quiet:
        yield Tally(before, lambda _: None, lambda _: None)
    elif console.is_terminal and not console.is_dumb_terminal:
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

        from summarizer.render.safe import plain

        shown = (TextColumn("{task.description}", markup=False), BarColumn(), MofNCompleteColumn())
        left = (TimeRemainingColumn(), TextColumn("left"))
        with Progress(*shown, *left, console=console, transient=True, redirect_stdout=False) as bars:
            task = bars.add_task(what, total=total, completed=before)
            yield Tally(
                before,
                lambda done: bars.update(task, completed=done),
                lambda said: bars.console.print(plain(said), markup=False, highlight=False, emoji=False),
            )
    else:
        say(f"{what}, {before} done before" if before else what)
        yield Tally(before, Lines(unit, total, before), say)
