"""``summarizer view``: a saved summary, shown again."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from summarizer.cli.files import load_saved
from summarizer.cli.options import FILE
from summarizer.cli.publish import FORMATS, format_option, output_option, publish
from summarizer.cli.schema import find_schema, schema_option

if TYPE_CHECKING:
    from summarizer.schema import IncidentSummary


@click.command()
@click.argument("file", type=FILE, metavar="FILE | -")
@format_option(*FORMATS, default=None, note="Write this, and open no browser.")
@output_option
@schema_option
def view(*, file: Path, form: str | None, output: Path | None, schema_name: str) -> None:
    """Show a saved summary.

    FILE is what 'summarizer run --format json' wrote. Without --format it is opened as a page in the browser; the
    page stands in a temporary file, or in the one that --output names.
    """
    from summarizer.cli.output import demand_writable

    demand_writable(output)
    summary = load_saved(file, find_schema(schema_name))
    if form:
        publish(summary, form, output)
    else:
        _browse(summary, output or _temporary())


def _browse(summary: IncidentSummary, page: Path) -> None:
    import webbrowser

    from summarizer.cli.output import say

    publish(summary, "html", page)
    opened = webbrowser.open(page.resolve().as_uri())
    say(f"{'Opened' if opened else 'No browser could be opened. The page is'} {page}")


def _temporary() -> Path:
    """A file that stays when the command ends, since the browser has yet to read it. Only its owner may."""
    from tempfile import NamedTemporaryFile

    with NamedTemporaryFile(prefix="summarizer-", suffix=".html", delete=False) as file:
        return Path(file.name)
