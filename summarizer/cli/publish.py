"""A summary in the format that was asked for, where it was asked for."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from summarizer.cli.output import show, write

if TYPE_CHECKING:
    from summarizer.schema import IncidentSummary

FORMATS = ("text", "md", "csv", "html", "json")
output_option = click.option(
    "--output", "-o", type=click.Path(path_type=Path), metavar="FILE", help="Write there instead of stdout."
)


def format_option(
    *forms: str, default: str | None = "text", note: str = "What to write."
) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Give a command the option ``--format``, as the argument ``form``."""
    return click.option(
        "--format",
        "form",
        type=click.Choice(forms),
        default=default,
        show_default=default is not None,
        help=note,
    )


def publish(summary: IncidentSummary, form: str, output: Path | None) -> None:
    """Write a summary.

    Args:
        summary: the summary.
        form: one of ``FORMATS``.
        output: a file, or None for standard output.

    Raises:
        InputError: the file cannot be written.
    """
    match form:
        case "json":
            write(summary.model_dump_json() + "\n", output)
        case "md":
            from summarizer.render.markdown import to_markdown

            write(to_markdown(summary), output)
        case "csv":
            from summarizer.render.spreadsheet import to_csv

            write(to_csv(summary), output)
        case "html":
            from summarizer.render.html import to_html

            write(to_html(summary), output)
        case _:
            from summarizer.render.terminal import page
            from summarizer.render.view import view

            show(lambda width: page(view(summary), width), output)
