"""``summarizer calibrate``: labelled claims in, a profile of confidence out."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from summarizer.cli.options import Asking, asking
from summarizer.errors import ExitCode

if TYPE_CHECKING:
    from collections.abc import Sequence

    from summarizer.confidence.profile import Profile
    from summarizer.evaluation.calibration import LabelledSignals
    from summarizer.evaluation.rows import SupportRow


@click.command()
@click.argument("labels", type=click.Path(path_type=Path), metavar="LABELS.jsonl")
@click.option(
    "--output", "-o", type=click.Path(path_type=Path), metavar="FILE", help="Write the profile there."
)
@click.option("--name", help="Of the profile. [default: that of LABELS]")
@click.option(
    "--shift", metavar="PROFILE", help="Fit this profile's last step anew, rather than one from nothing."
)
@asking
def calibrate(
    *, labels: Path, output: Path | None, name: str | None, shift: str | None, asking: Asking
) -> int:
    """Fit a profile of confidence to labelled claims.

    Each line of LABELS is {"signals": {...}, "label": 0 or 1, "group": ...}, as 'eval support' keeps them, or
    {"doc": ..., "claim": ..., "label": ...}: those are checked first. At least 50 claims, some of either label. The
    profile tells its own figures, cross-validated by group. Needs the extra 'fit'.
    """
    from summarizer.cli.output import demand_writable, say, show, write
    from summarizer.cli.tables import figures_table
    from summarizer.confidence.profile import load
    from summarizer.evaluation.calibration import fit, shifted
    from summarizer.evaluation.held_out import cross_validated, held_out
    from summarizer.evaluation.metrics import figures

    demand_writable(output)
    base = load(shift) if shift else None
    name = name or labels.stem
    model = asking.asked()["model"] or ""
    rows = _rows(labels, output, asking)

    def fitted(those: Sequence[LabelledSignals]) -> Profile:
        return shifted(base, those) if base else fit(those, name=name, models=(model,))

    profile = fitted(rows).model_copy(update={"name": name, "models": (model,)})
    scored = cross_validated(rows, fitted, seed=asking.seed or 0)
    if scored is None:
        say("warning: there are too few labels to hold some out: the profile has no figures.")
    else:
        measured = figures(scored, seed=asking.seed or 0)
        profile = profile.model_copy(update={"held_out": (held_out(measured, f"{labels.stem}, by group"),)})
        if output:
            show(lambda _: figures_table(measured), None)
    write(profile.model_dump_json(indent=1) + "\n", output)
    return ExitCode.DONE


def _rows(labels: Path, output: Path | None, asking: Asking) -> list[LabelledSignals]:
    """The labelled signals of a file, whose claims are checked first where it has texts instead.

    Claims without signals are left out, for no profile scores them: their document failed, or says nothing of them.
    """
    from summarizer.evaluation.calibration import LabelledSignals
    from summarizer.evaluation.rows import SignalsRow, SupportRow, are_answers, read_rows

    if are_answers(labels):
        answers = [row.model_dump() for row in read_rows(labels, SignalsRow)]
    else:
        answers = _checked(read_rows(labels, SupportRow), output, asking)
    return [
        LabelledSignals(answer["signals"], answer["label"] == 1, answer["group"], labels.stem)
        for answer in answers
        if answer.get("signals")
    ]


def _checked(rows: Sequence[SupportRow], output: Path | None, asking: Asking) -> list[Any]:
    """Check the claims; what is checked is kept beside the profile, should the work be interrupted."""
    from summarizer import pipeline
    from summarizer.cli.labelled import open_kept, working
    from summarizer.errors import InputError
    from summarizer.evaluation.calibration import demand_labels
    from summarizer.evaluation.support import check_rows

    demand_labels([row.label == 1 for row in rows])
    path = output.with_name(f"{output.stem}.checked.jsonl") if output else None
    kept = open_kept(path, rows, asking)
    with working("Checking", "claim", [row.id for row in rows], kept, path, asking) as progress:
        ask = partial(pipeline.check, **asking.arguments())
        check_rows(rows, ask, kept, on_event=progress.hear, done=progress.done)
    if missing := [row.id for row in rows if row.id not in kept.answers]:
        raise InputError(
            f"The model could not be asked about {len(missing)} of {len(rows)} claims.",
            hint="Give the same command again, with --output: it asks about those alone.",
        )
    return [kept.answers[row.id] for row in rows]
