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
    from summarizer.errors import InputError
    from summarizer.evaluation.calibration import fit, shifted
    from summarizer.evaluation.held_out import cross_validated, held_out
    from summarizer.evaluation.metrics import figures
    from summarizer.evaluation.rows import are_answers, lines_of, model_of

    demand_writable(output)
    if output and output.exists() and labels.exists() and output.samefile(labels):
        raise InputError(f"{output} holds the labels.", hint="Name another --output for the profile.")
    base = load(shift) if shift else None
    name = name or labels.stem
    lines = lines_of(labels)
    answered = are_answers(lines)
    model = (answered and model_of(lines)) or asking.asked()["model"] or ""
    rows, missing = (_answered(labels, lines), 0) if answered else _checked(labels, lines, output, asking)

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
    return ExitCode.LOOK if missing else ExitCode.DONE


def _answered(labels: Path, lines: Sequence[bytes]) -> list[LabelledSignals]:
    """The labelled signals of a file that holds them."""
    from summarizer.evaluation.rows import SignalsRow, read_rows

    return _labelled([row.model_dump() for row in read_rows(labels, SignalsRow, lines)], labels.stem)


def _checked(
    labels: Path, lines: Sequence[bytes], output: Path | None, asking: Asking
) -> tuple[list[LabelledSignals], int]:
    """Check the claims of a file of texts; what is checked is kept beside the profile, should that be interrupted.

    Returns:
        Their signals, and how many claims the model could not be asked about, which are left out.
    """
    from summarizer import pipeline
    from summarizer.cli.labelled import open_kept, working
    from summarizer.cli.output import say
    from summarizer.errors import InputError, LabelsError
    from summarizer.evaluation.calibration import demand_labels
    from summarizer.evaluation.rows import SupportRow, read_rows
    from summarizer.evaluation.support import SupportAnswer, check_rows

    rows = read_rows(labels, SupportRow, lines)
    demand_labels([row.label == 1 for row in rows])
    path = output.with_name(f"{output.stem}.checked.jsonl") if output else None
    kept = open_kept(path, SupportAnswer, rows, asking)
    with working("Checking", "claim", [row.id for row in rows], kept, path, asking) as progress:
        ask = partial(pipeline.check, **asking.arguments())
        check_rows(rows, ask, kept, on_event=progress.hear, done=progress.done)
    answers = [kept.answers[row.id] for row in rows if row.id in kept.answers]
    found = _labelled(answers, labels.stem)
    missing = len(rows) - len(answers)
    if missing:
        failed = f"The model could not be asked about {missing} of {len(rows)} claims"
        again = "Give the same command again" + (
            ": it asks about those alone." if output else ", with --output."
        )
        try:
            demand_labels([row.label for row in found])
        except LabelsError:
            raise InputError(f"{failed}.", hint=again) from None
        say(f"warning: {failed}: they are left out. {again}")
    return found, missing


def _labelled(answers: Sequence[Any], name: str) -> list[LabelledSignals]:
    """Claims without signals are left out, for no profile scores them: their document failed, or is silent on them."""
    from summarizer.evaluation.calibration import LabelledSignals

    return [
        LabelledSignals(answer["signals"], answer["label"] == 1, answer["group"], name)
        for answer in answers
        if answer.get("signals")
    ]
