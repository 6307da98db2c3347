"""``summarizer models``: which models can be named, and the embedded one's weights."""

from __future__ import annotations

import os
import sys
from importlib.util import find_spec
from types import TracebackType
from typing import TYPE_CHECKING, Self

import click

from summarizer.cli.output import say, write

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

_NAME = click.argument("name", type=click.Choice(["embedded"]), default="embedded")


@click.group("models")
def models_group() -> None:
    """List models; fetch, find or remove the embedded one."""


@models_group.command("list")
def list_models() -> None:
    """List the models that can be named, one a line, and whether each could be used now."""
    from summarizer.llm.names import EMBEDDED, key_variables

    lines = [f"{EMBEDDED:<18}{_embedded_state()}"]
    for provider, variables in key_variables().items():
        ready = not variables or any(os.environ.get(variable) for variable in variables)
        state = "ready" if ready else f"set {variables[0]}"
        if provider == "anthropic" and find_spec("anthropic") is None:
            state = "install 'summarizer[anthropic]'"
        lines.append(f"{provider + '/NAME':<18}{state}")
    write("\n".join(lines) + "\n", None)


@models_group.command()
@_NAME
@click.option("--quiet", is_flag=True, help="Show no progress.")
def pull(name: str, *, quiet: bool) -> None:
    """Fetch the embedded model into the user's cache; an interrupted fetch is continued."""
    from summarizer.llm import weights

    with _Fetching(quiet=quiet) as fetching:
        path = weights.pull(fetching.progress)
    if not quiet:
        say(f"The model {name!r} is in {path}.")


@models_group.command()
@_NAME
def path(name: str) -> None:  # noqa: ARG001
    """Print where the embedded model's weights are."""
    from summarizer.llm.weights import find_weights

    write(f"{find_weights()}\n", None)


@models_group.command("rm")
@_NAME
def remove(name: str) -> None:
    """Remove the embedded model's weights from the user's cache."""
    from summarizer.llm import weights

    size = weights.remove()
    say(f"Removed {_gigabytes(size)} of the model {name!r}." if size else "There was nothing to remove.")


class _Fetching:
    """Says the size of a fetch before it starts and, on a terminal, draws a bar; all on stderr."""

    def __init__(self, *, quiet: bool) -> None:
        self._quiet = quiet
        self._announced = False
        self._bar: tuple[Progress, TaskID] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._bar:
            self._bar[0].stop()

    def progress(self, done: int, total: int) -> None:
        """Show that so many bytes of all are there."""
        if self._quiet:
            return
        if not self._announced:
            self._announced = True
            here = f", of which {_gigabytes(done)} are here" if done else ""
            say(f"Fetching the embedded model: {_gigabytes(total)}{here}.")
            if sys.stderr.isatty():
                self._bar = _draw_bar(total)
        if self._bar:
            self._bar[0].update(self._bar[1], completed=done)


def _draw_bar(total: int) -> tuple[Progress, TaskID]:
    from rich.console import Console
    from rich.progress import BarColumn, DownloadColumn, Progress, TimeRemainingColumn, TransferSpeedColumn

    columns = (BarColumn(), DownloadColumn(), TransferSpeedColumn(), TimeRemainingColumn())
    bar = Progress(*columns, console=Console(stderr=True))
    bar.start()
    return bar, bar.add_task("", total=total)


def _embedded_state() -> str:
    from summarizer.errors import SummarizerError
    from summarizer.llm.weights import find_weights

    if find_spec("xllamacpp") is None:
        return "install 'summarizer[embedded]'"
    try:
        return f"ready, {find_weights()}"
    except SummarizerError as error:
        return str(error)


def _gigabytes(size: int) -> str:
    return f"{size / 1e9:.2f} GB"
