"""``summarizer run``: reports in, one summary out."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from summarizer.cli.files import load_files, metadata_options
from summarizer.cli.keeping import keeping
from summarizer.cli.options import Asking, FileOrAddress, asking
from summarizer.cli.publish import FORMATS, format_option, output_option, publish
from summarizer.cli.schema import find_schema, schema_option
from summarizer.errors import ExitCode

if TYPE_CHECKING:
    from summarizer.reading.load import Loaded, Unread


@click.command()
@click.argument("files", nargs=-1, required=True, type=FileOrAddress(), metavar="FILE... | -")
@format_option(*FORMATS)
@output_option
@schema_option
@asking
@metadata_options
@click.option("--fetch", is_flag=True, help="Open what is an address of the web, if it is public.")
@click.option(
    "--resume", is_flag=True, help="Go on from where the same run was interrupted, at what it was answered."
)
@click.option(
    "--dry-run", is_flag=True, help="Say what would be sent where and what it would cost; send nothing."
)
def run(
    *,
    files: tuple[Path | str, ...],
    form: str,
    output: Path | None,
    schema_name: str,
    asking: Asking,
    fetch: bool,
    resume: bool,
    dry_run: bool,
    **metadata: Sequence[str],
) -> int:
    """Summarise reports of one incident.

    FILE is plain text, Markdown, HTML, PDF, JSON Lines or a folder of these; - is standard input. With --fetch
    it may be an address of the web. Keys are read from the provider's usual environment
    variable. Exit code 1 says that parts are missing, and stderr says which.
    """
    from summarizer.cli.output import demand_writable, say
    from summarizer.cli.progress import progress
    from summarizer.pipeline import summarize
    from summarizer.render.missing import missing

    schema = find_schema(schema_name)
    demand_writable(output)
    reports = load_files(files, metadata, fetch=fetch)
    if dry_run:
        _plan(reports, asking, form, output)
        return ExitCode.DONE
    with (
        keeping(reports, asking, resume=resume) as journal,
        asking.tape(),
        progress(quiet=asking.quiet) as listener,
    ):
        summary = summarize(reports, schema=schema, on_event=listener, journal=journal, **asking.arguments())
    publish(summary, form, output)
    gaps = missing(summary)
    if not asking.quiet:
        for gap in gaps:
            say(f"missing: {gap}")
    return ExitCode.LOOK if gaps else ExitCode.DONE


def _plan(reports: Sequence[Loaded | Unread], asking: Asking, form: str, output: Path | None) -> None:
    import json
    from dataclasses import asdict

    from summarizer.cli.output import say, write
    from summarizer.planning import plan
    from summarizer.render.plan import plan_text

    planned = plan(reports, model=asking.model, base_url=asking.base_url, prompts=asking.prompts)
    for warning in () if asking.quiet else planned.warnings:
        say(f"warning: {warning}")
    write(json.dumps(asdict(planned)) + "\n" if form == "json" else plan_text(planned), output)
