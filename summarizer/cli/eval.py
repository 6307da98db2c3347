"""``summarizer eval``: how well claims are checked and incidents summarised, on labelled data."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from summarizer.cli.options import PROBABILITY, Asking, asking
from summarizer.errors import ExitCode

if TYPE_CHECKING:
    from rich.console import RenderableType

    from summarizer.schema.base import Frozen

_DATA = click.Path(path_type=Path)
_LIMIT = click.option(
    "--limit", type=click.IntRange(min=1), help="About so many: whole documents, drawn with --seed."
)
_OUTPUT = click.option(
    "--output",
    "-o",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="DIR",
    help="Keep the answers there, as they come: the same command goes on where it stopped.",
)
_JSON = click.option("--json", "as_json", is_flag=True, help="Write all figures as JSON.")


@click.group("eval")
def eval_group() -> None:
    """Measure checks and summaries against labelled data."""


@eval_group.command()
@click.argument("data", type=_DATA, metavar="DATA.jsonl")
@click.option(
    "--threshold",
    type=PROBABILITY,
    default=0.5,
    show_default=True,
    help="From here on a claim is taken for supported.",
)
@_LIMIT
@_OUTPUT
@_JSON
@asking
def support(
    *, data: Path, threshold: float, limit: int | None, output: Path | None, as_json: bool, asking: Asking
) -> int:
    """Check labelled claims against their documents.

    Each line of DATA is {"doc": ..., "claim": ..., "label": 0 or 1}, and may have "id" and "group"; for the text of
    doc, {"file": NAME} may stand, a file beside DATA. DIR receives support.jsonl, the figures, a reliability diagram
    and a risk-coverage curve. Exit code 1 says that documents could not be used, or that
    the model could not be asked about all claims; the same command asks about those again.
    """
    from summarizer import pipeline
    from summarizer.cli.labelled import open_kept, working
    from summarizer.cli.tables import support_table
    from summarizer.evaluation import support as evaluation
    from summarizer.evaluation.diagrams import reliability, risk_coverage_curve
    from summarizer.evaluation.rows import SupportRow, read_rows

    given = read_rows(data, SupportRow)
    kept = open_kept(output and output / "support.jsonl", evaluation.SupportAnswer, given, asking)
    rows = evaluation.sample(given, limit, asking.seed or 0)
    with working("Checking", "claim", [row.id for row in rows], kept, output, asking) as progress:
        ask = partial(pipeline.check, **asking.arguments())
        evaluation.check_rows(rows, ask, kept, on_event=progress.hear, done=progress.done)
    answers = [kept.answers[row.id] for row in rows if row.id in kept.answers]
    unanswered = len(rows) - len(answers)
    result = evaluation.support_result(
        answers, unanswered=unanswered, threshold=threshold, seed=asking.seed or 0
    )
    diagrams: dict[str, str] = {}
    if result.figures:
        scored = evaluation.scores(answers)
        diagrams["reliability.svg"] = reliability(result.figures, name=data.stem)
        diagrams["risk-coverage.svg"] = risk_coverage_curve(scored, name=data.stem)
    _publish(result, support_table(result), output, diagrams, as_json=as_json)
    return ExitCode.LOOK if result.failed else ExitCode.DONE


@eval_group.command()
@click.argument("data", type=_DATA, metavar="DATA.jsonl")
@click.option("--many", is_flag=True, help="Summarise all reports of an incident together.")
@_LIMIT
@_OUTPUT
@_JSON
@asking
def incidents(
    *, data: Path, many: bool, limit: int | None, output: Path | None, as_json: bool, asking: Asking
) -> int:
    """Summarise reports of incidents of which the facts are known.

    Each line of DATA is {"text": ..., "gold": {...}}, and may have "id", "incident" and "published". What the gold
    does not have is not counted. Exit code 1 says that reports could not be summarised.
    """
    import random

    from summarizer import pipeline
    from summarizer.cli.labelled import open_kept, working
    from summarizer.cli.tables import incidents_table
    from summarizer.evaluation import incidents as evaluation
    from summarizer.evaluation.rows import IncidentRow, read_rows

    given = read_rows(data, IncidentRow)
    groups = evaluation.by_summary(given, many=many)
    for rows in groups.values():
        evaluation.gold(rows[0])
    names = list(groups)
    if limit is not None and limit < len(names):
        random.Random(asking.seed or 0).shuffle(names)
        groups = {name: groups[name] for name in names[:limit]}
    path = output and output / "incidents.jsonl"
    kept = open_kept(path, evaluation.IncidentAnswer, given, asking, many=many)
    unit = "incident" if many else "report"
    with working("Summarising", unit, groups, kept, output, asking) as progress:
        ask = partial(pipeline.summarize, **asking.arguments())
        evaluation.summarize_rows(groups, ask, kept, on_event=progress.hear, done=progress.done)
    result = evaluation.incidents_result(groups, kept.answers, seed=asking.seed or 0)
    _publish(result, incidents_table(result), output, {}, as_json=as_json)
    return ExitCode.LOOK if result.failed else ExitCode.DONE


def _publish(
    result: Frozen, table: RenderableType, output: Path | None, diagrams: Mapping[str, str], *, as_json: bool
) -> None:
    """Write the figures to standard output, and with the diagrams to the directory."""
    from summarizer.cli.output import show, write

    figures = result.model_dump_json(indent=2) + "\n"
    if output is not None:
        write(figures, output / "figures.json")
        for name, diagram in diagrams.items():
            write(diagram, output / name)
    if as_json:
        write(figures, None)
    else:
        show(lambda _: table, None)
