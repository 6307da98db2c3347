"""The comparison of two summaries."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import get_args

from summarizer.diff.matching import SAME, match, overlap
from summarizer.diff.result import Aspect, ClaimChange, Edition, Harm, SummaryDiff, TollChange
from summarizer.schema import Claim, Conflict, IncidentSummary

MOVED = 0.1
"""From which difference on a confidence has moved: what is less comes and goes with the wording of a model."""
_ROUNDING = 1e-9


def diff(before: IncidentSummary, after: IncidentSummary, *, moved: float = MOVED) -> SummaryDiff:
    """Say what changed between two summaries of a developing story. No model is asked.

    Args:
        before: the earlier summary.
        after: the later one.
        moved: from which difference on a confidence has moved, 0 to 1.

    Returns:
        Claims and conflicts in the order of the summary they stand in. A claim that says another number than before is
        a change; one that is worded otherwise is none.
    """
    matches = match(before.claims, after.claims)
    pairs = [(before.claims[one.before], after.claims[one.after], one.revised) for one in matches]
    twins = {old.id: new.id for old, new, _ in pairs}
    changes = [(old, new, tuple(_aspects(old, new, moved, revised=revised))) for old, new, revised in pairs]
    changed = [
        ClaimChange(before=old, after=new, aspects=aspects) for old, new, aspects in changes if aspects
    ]
    kept = set(twins.values())
    return SummaryDiff(
        before=_edition(before),
        after=_edition(after),
        toll=tuple(_toll(before, after)),
        new=tuple(claim for claim in after.claims if claim.id not in kept),
        dropped=tuple(claim for claim in before.claims if claim.id not in twins),
        changed=tuple(changed),
        unchanged=len(pairs) - len(changed),
        opened=tuple(
            new for new in after.conflicts if not any(_same(old, new, twins) for old in before.conflicts)
        ),
        closed=tuple(
            old for old in before.conflicts if not any(_same(old, new, twins) for new in after.conflicts)
        ),
    )


def _aspects(before: Claim, after: Claim, moved: float, *, revised: bool) -> Iterator[Aspect]:
    if revised:
        yield "number"
    difference = abs(after.confidence - before.confidence)
    if difference > _ROUNDING and difference + _ROUNDING >= moved:
        yield "confidence"
    if before.certainty is not after.certainty:
        yield "certainty"
    if before.contested != after.contested:
        yield "contested"
    if (before.superseded_by is None) != (after.superseded_by is None):
        yield "superseded"


def _toll(before: IncidentSummary, after: IncidentSummary) -> Iterator[TollChange]:
    harms: Sequence[Harm] = get_args(Harm)
    for harm in harms:
        old, new = getattr(before.toll, harm), getattr(after.toll, harm)
        if (old and old.value) != (new and new.value):
            yield TollChange(harm=harm, before=old, after=new)


def _same(before: Conflict, after: Conflict, twins: Mapping[str, str]) -> bool:
    """Whether two conflicts are one: of the same kind, about a claim that is in both, or worded alike."""
    if before.kind != after.kind:
        return False
    still = {twins.get(claim) for side in before.sides for claim in side.claims}
    sides = {claim for side in after.sides for claim in side.claims}
    return bool(still & sides) or overlap(before.about, after.about) >= SAME


def _edition(summary: IncidentSummary) -> Edition:
    return Edition(
        headline=summary.headline.value if summary.headline else None,
        started=summary.run.started,
        model=summary.run.model,
        reports=len(summary.reports),
        claims=len(summary.claims),
    )
