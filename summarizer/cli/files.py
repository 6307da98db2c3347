"""The files named on the command line: reports with what is told about them, and saved summaries."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Mapping, Sequence
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

import click

from summarizer.errors import InputError

if TYPE_CHECKING:
    from summarizer.reading.load import Loaded, Unread
    from summarizer.schema import IncidentSummary

_STDIN = Path("-")
_LINE_END = re.compile(r"\r\n|\r|\n")
_ONCE = "Once for all FILEs, or once for each."
_OPTIONS = (
    click.option(
        "--published", multiple=True, metavar="WHEN", help=f"When it was published, ISO 8601. {_ONCE}"
    ),
    click.option("--publisher", multiple=True, help=f"Who published it. {_ONCE}"),
    click.option("--url", multiple=True, help=f"Where it was found; never opened. {_ONCE}"),
    click.option(
        "--timezone", multiple=True, metavar="ZONE", help=f"Of its times, e.g. Europe/Paris. {_ONCE}"
    ),
    click.option("--language", multiple=True, metavar="CODE", help=f"Of its text, e.g. en. {_ONCE}"),
)


def metadata_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the options that say more about its reports."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


def load_files(
    files: Sequence[Path | str], metadata: Mapping[str, Sequence[str]], *, fetch: bool
) -> list[Loaded | Unread]:
    """Read the reports of files and folders, ``-`` being standard input.

    Args:
        files: in order; a ``str`` is an address of the web.
        metadata: fields of a report, each with no value, one for all files, or one for each.
        fetch: whether addresses are opened.

    Raises:
        ReportError: a report cannot be used.
        click.UsageError: more or fewer values than files; standard input named twice.
    """
    from summarizer.reading.load import load_each

    demand_one_stdin(files)
    told: list[dict[str, str]] = [{} for _ in files]
    for name, values in metadata.items():
        if len(values) not in {0, 1, len(files)}:
            raise click.UsageError(
                f"--{name} was given {len(values)} times for {len(files)} files.",
                click.get_current_context(),
            )
        for position, fields in enumerate(told):
            if values:
                fields[name] = values[position % len(values)]
    reports: list[Loaded | Unread] = []
    for file, fields in zip(files, told, strict=True):
        if file == _STDIN:
            reports.append(load_file(_STDIN, **fields))
        else:
            reports.extend(load_each(file, fetch=fetch, **fields))
    return reports


def demand_one_stdin(files: Sequence[Path | str]) -> None:
    """Refuse to read standard input twice.

    Raises:
        click.UsageError: ``-`` is given more than once.
    """
    if files.count(_STDIN) > 1:
        raise click.UsageError("Standard input can be read only once.", click.get_current_context())


def load_file(path: Path, **metadata: Any) -> Loaded:
    """Read one report, ``-`` being standard input.

    Raises:
        ReportError: it cannot be used, or is more than one.
    """
    from summarizer.reading.load import load, load_stream

    if path == _STDIN:
        return load_stream(_stdin(), "Standard input", **metadata)
    return load(path, **metadata)


def load_lines(path: Path) -> list[str]:
    """Read the lines of a text, whatever its name says it is, ``-`` being standard input.

    A guess at its encoding is a warning.

    Raises:
        ReportError: it cannot be read, or is no text.
    """
    from summarizer.cli.output import say
    from summarizer.reading.formats import opened
    from summarizer.reading.formats.text import decode
    from summarizer.reading.raw import LIMIT, printable

    name = "Standard input" if path == _STDIN else printable(path)
    with nullcontext(_stdin()) if path == _STDIN else opened(path, name) as stream:
        text, warnings = decode(stream.read(LIMIT), name)
    for warning in warnings:
        say(f"warning: {warning}")
    return _LINE_END.split(text)


def load_saved(path: Path, schema: type[IncidentSummary]) -> IncidentSummary:
    """Read a saved summary, ``-`` being standard input.

    Raises:
        SummaryError: it cannot be used.
    """
    from summarizer.saved import load_stream, load_summary

    if path == _STDIN:
        return load_stream(_stdin(), "Standard input", schema)
    return load_summary(path, schema)


def _stdin() -> BinaryIO:
    stream: Any = sys.stdin  # None where it was closed, which its type does not tell
    if stream is None:
        raise InputError("Standard input is closed.", hint="Pipe a text into it, or name a file.")
    return stream.buffer
