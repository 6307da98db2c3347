"""``summarizer diff``: what changed between two saved summaries."""

from __future__ import annotations

from pathlib import Path

import click

from summarizer.cli.files import demand_one_stdin, load_saved
from summarizer.cli.options import FILE, PROBABILITY
from summarizer.cli.publish import format_option, output_option
from summarizer.cli.schema import find_schema, schema_option


@click.command()
@click.argument("before", type=FILE, metavar="BEFORE")
@click.argument("after", type=FILE, metavar="AFTER")
@format_option("text", "md", "json")
@output_option
@schema_option
@click.option(
    "--moved",
    type=PROBABILITY,
    default=0.1,
    show_default=True,
    help="From which difference on a confidence has moved.",
)
def diff(
    *, before: Path, after: Path, form: str, output: Path | None, schema_name: str, moved: float
) -> None:
    """Say what changed between two saved summaries.

    BEFORE and AFTER are what 'summarizer run --format json' wrote; one of them may be -. New, dropped and changed
    claims, the toll, and conflicts that opened or closed are told by code; no model is asked.
    """
    from summarizer import diff as room
    from summarizer.cli.output import demand_writable, show, write
    from summarizer.render.changes import as_markdown, changes, page

    demand_writable(output)
    schema = find_schema(schema_name)
    demand_one_stdin((before, after))
    found = room.diff(load_saved(before, schema), load_saved(after, schema), moved=moved)
    match form:
        case "json":
            write(found.model_dump_json() + "\n", output)
        case "md":
            write(as_markdown(changes(found)), output)
        case _:
            show(lambda _: page(changes(found)), output)
