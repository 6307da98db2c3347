"""``summarizer check``: does a report support these claims?"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from summarizer.cli.files import demand_one_stdin, load_files, load_lines, metadata_options
from summarizer.cli.options import FILE, PROBABILITY, Asking, FileOrAddress, asking
from summarizer.cli.publish import format_option
from summarizer.errors import ExitCode

if TYPE_CHECKING:
    from summarizer.reading.load import Loaded, Unread


@click.command()
@click.argument("file", type=FileOrAddress(), metavar="FILE | -")
@click.option("--claim", "claims", multiple=True, metavar="TEXT", help="A claim; may be given several times.")
@click.option("--claims", "claims_file", type=FILE, metavar="FILE", help="A file with claims, one a line.")
@click.option("--threshold", type=PROBABILITY, default=0.5, show_default=True, help="Below it a claim fails.")
@format_option("text", "json")
@asking
@metadata_options
@click.option("--fetch", is_flag=True, help="Open what is an address of the web, if it is public.")
def check(
    *,
    file: Path | str,
    claims: tuple[str, ...],
    claims_file: Path | None,
    threshold: float,
    form: str,
    asking: Asking,
    fetch: bool,
    **metadata: Sequence[str],
) -> int:
    """Check claims against a report.

    FILE is plain text, Markdown, HTML or PDF; - is standard input. With --fetch it may be an address of the web. Exit
    code 1 says that a claim is under the threshold, or that the model could not be asked about it.
    """
    from summarizer import pipeline
    from summarizer.cli.output import show, write
    from summarizer.cli.progress import progress
    from summarizer.render.terminal import checks_page
    from summarizer.render.view import view_checks

    demand_one_stdin([one for one in (file, claims_file) if one])
    given = _claims(claims, claims_file)
    report = _the_one(load_files([file], metadata, fetch=fetch), quiet=asking.quiet)
    with asking.tape(), progress(quiet=asking.quiet) as listener:
        checks = pipeline.check(report, given, on_event=listener, **asking.arguments())
    if form == "json":
        write("[" + ",".join(one.model_dump_json() for one in checks) + "]\n", None)
    else:
        show(lambda _: checks_page(view_checks(checks, threshold)), None)
    look = any(one.confidence < threshold or one.by_code_alone for one in checks)
    return ExitCode.LOOK if look else ExitCode.DONE


def _the_one(found: Sequence[Loaded | Unread], *, quiet: bool) -> Loaded:
    """The report to check against; of a folder, files that cannot be read are named and left out."""
    from summarizer.cli.output import say
    from summarizer.reading.load import Loaded, Unread

    report, *others = [one for one in found if isinstance(one, Loaded)]
    if others:
        raise click.UsageError(
            f"There are {len(others) + 1} reports; claims are checked against one.",
            click.get_current_context(),
        )
    for one in () if quiet else found:
        if isinstance(one, Unread):
            say(f"warning: Not read: {one.error.message}")
    return report


def _claims(given: tuple[str, ...], file: Path | None) -> list[str]:
    """Gather the claims in order, those of the file last; blank lines are none."""
    lines = load_lines(file) if file else []
    claims = [claim.strip() for claim in (*given, *lines) if claim.strip()]
    if not claims:
        raise click.UsageError(
            "There is no claim to check: give --claim or --claims.", click.get_current_context()
        )
    return claims
