"""How well a calibration does on claims that it was not fitted on."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence

from summarizer.confidence.profile import HeldOut, Profile
from summarizer.errors import LabelsError
from summarizer.evaluation.calibration import LabelledSignals
from summarizer.evaluation.metrics import Figures, Scored
from summarizer.evaluation.metrics import figures as measured

FOLDS = 10


def cross_validated(
    rows: Sequence[LabelledSignals], fitted: Callable[[list[LabelledSignals]], Profile], *, seed: int = 0
) -> list[Scored] | None:
    """The confidence of each row by a profile that was fitted without its group and others.

    Args:
        rows: all labelled claims.
        fitted: makes a profile of some of them.
        seed: of the dealing of groups into ten parts, or as many as there are groups.

    Returns:
        One score a row, in their order; None where the rest of some part is too little to fit on.

    Raises:
        InputError: nothing can be fitted on this machine.
    """
    groups = sorted({row.group for row in rows})
    random.Random(seed).shuffle(groups)
    part = {group: place % FOLDS for place, group in enumerate(groups)}
    scores: dict[int, Scored] = {}
    for fold in range(min(FOLDS, len(groups))):
        try:
            profile = fitted([row for row in rows if part[row.group] != fold])
        except LabelsError:
            return None
        for place, row in enumerate(rows):
            if part[row.group] == fold:
                scores[place] = Scored(profile.apply(row.signals), row.label, row.group)
    return [scores[place] for place in range(len(rows))]


def each_set_left_out(
    rows: Sequence[LabelledSignals], fitted: Callable[[list[LabelledSignals]], Profile]
) -> tuple[HeldOut, ...]:
    """The figures on each set by a profile that has seen nothing of it.

    Args:
        rows: of two sets or more.
        fitted: makes a profile of the others.

    Raises:
        LabelsError: the rest cannot be fitted on.
        InputError: nothing can be fitted on this machine.
    """
    found: list[HeldOut] = []
    for name in dict.fromkeys(row.set for row in rows):
        profile = fitted([row for row in rows if row.set != name])
        here = [Scored(profile.apply(row.signals), row.label, row.group) for row in rows if row.set == name]
        found.append(held_out(measured(here), name))
    return tuple(found)


def held_out(figures: Figures, name: str) -> HeldOut:
    """What a profile tells of its own figures.

    Args:
        figures: of rows that it was not fitted on.
        name: what was left out.
    """
    return HeldOut(
        name=name,
        rows=figures.claims,
        auroc=figures.auroc and round(figures.auroc.value, 4),
        brier_skill=figures.brier_skill and round(figures.brier_skill.value, 4),
        ece=round(figures.ece.value, 4),
    )
