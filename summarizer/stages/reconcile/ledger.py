"""From checked drafts to the ledger: claims, what was taken back, and where they do not fit together."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from summarizer.llm import Model, PromptSet
from summarizer.reading.prepare import Prepared
from summarizer.schema import Certainty, Claim, Conflict
from summarizer.stages.check import Checked
from summarizer.stages.copies import origins
from summarizer.stages.reconcile.accounts import opposed_accounts
from summarizer.stages.reconcile.conflicts import Told, conflict, denial
from summarizer.stages.reconcile.denials import deny_back
from summarizer.stages.reconcile.groups import Group, gather
from summarizer.stages.reconcile.judge import Judge
from summarizer.stages.reconcile.numbers import opposed_numbers
from summarizer.stages.versions import superseded
from summarizer.stages.voices import voices


@dataclass(frozen=True, slots=True)
class Ledger:
    """The claims of a run, and where they do not fit together.

    Attributes:
        claims: in reading order; those of a superseded report that no other repeats are marked ``superseded_by``.
        conflicts: between claims that stand.
        superseded: the newest version of each report that has a newer one, by the older one's id.
    """

    claims: tuple[Claim, ...]
    conflicts: tuple[Conflict, ...]
    superseded: Mapping[str, str] = field(default_factory=dict[str, str])

    @property
    def standing(self) -> tuple[Claim, ...]:
        """The claims that no later version took back."""
        return tuple(claim for claim in self.claims if claim.superseded_by is None)


async def reconcile(
    checked: Sequence[Checked],
    prepared: Sequence[Prepared],
    model: Model,
    prompts: PromptSet,
) -> Ledger:
    """Merge what is the same and find what does not fit.

    Args:
        checked: the drafts in reading order.
        prepared: the reports they come from.
        model: asked about at most 12 pairs a report.
        prompts: where the questions come from.

    Returns:
        Claims in reading order, numbered from c1, and their conflicts. Numbers and accounts are compared between
        reports only.

    Raises:
        ModelError: what would fail for every other question too.
    """
    judge = Judge(model, prompts, len(prepared))
    groups = await gather(checked, judge)
    deny_back(groups, prepared)
    context = _Context(prepared)
    claims = [context.claim(f"c{number}", group) for number, group in enumerate(groups, 1)]
    told = [context.told(claim) for claim in claims if claim.superseded_by is None]
    conflicts = [denial(claim) for claim in claims if claim.contested and claim.superseded_by is None]
    if len(prepared) > 1:
        conflicts += [conflict("number", sides, about) for sides, about in opposed_numbers(told)]
        conflicts += [
            conflict("account", ((one,), (other,)), about)
            for (one, other), about in opposed_accounts(told)
            if await judge.conflict(one.claim.text, other.claim.text)
        ]
    return Ledger(tuple(_contested(claims, conflicts)), tuple(conflicts), context.superseded)


class _Context:
    """What the reports say about a claim's statements: their order, their voices, their versions and their dates."""

    def __init__(self, prepared: Sequence[Prepared]) -> None:
        self._reports = {one.report.id: one.report for one in prepared}
        self._order = {identifier: place for place, identifier in enumerate(self._reports)}
        self._origins = origins(prepared)
        self.superseded = superseded(prepared)

    def claim(self, identifier: str, group: Group) -> Claim:
        """The claim of a group."""
        best = group.best
        given = dict.fromkeys([*(member.draft.statement for member in group.members), *group.denials])
        statements = tuple(sorted(given, key=lambda one: (self._order[one.report], one.start)))
        certainties = {statement.certainty for statement in statements}
        taken_back = {self.superseded.get(statement.report) for statement in statements}
        return Claim(
            id=identifier,
            text=best.draft.text,
            statements=statements,
            confidence=best.confidence,
            certainty=min(certainties, key=lambda certainty: certainty.rank),
            sources=tuple(dict.fromkeys(one.source for one in statements if one.source)),
            voices=voices(statements, self._origins),
            contested=Certainty.DENIED in certainties and len(certainties) > 1,
            superseded_by=None if None in taken_back else next(iter(sorted(filter(None, taken_back)))),
            problems=best.problems,
            signals=best.signals,
        )

    def told(self, claim: Claim) -> Told:
        """A claim with what its reports add to it."""
        return Told.of(claim, self._reports, self._origins)


def _contested(claims: Iterable[Claim], conflicts: Iterable[Conflict]) -> list[Claim]:
    """The claims, those marked that a denial or a contradiction stands against."""
    against = {identifier for one in conflicts for side in one.sides for identifier in side.claims}
    return [
        claim.model_copy(update={"contested": True}) if claim.id in against else claim for claim in claims
    ]
