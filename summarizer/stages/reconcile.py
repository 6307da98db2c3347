"""Reconcile: the same fact told twice is one claim with two statements; a denial meets what it denies.

Code decides wherever wording and numbers settle it. The model is asked only about the pairs in between, and about
which of the candidates a denial denies.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from summarizer.confidence.cues import is_negated
from summarizer.confidence.quantities import quantities
from summarizer.confidence.tokens import content, overlap
from summarizer.llm import Model, PromptSet
from summarizer.llm.errors import ModelError
from summarizer.reading.prepare import Prepared
from summarizer.reading.speakers import Voice
from summarizer.schema import Certainty, Claim, Conflict, Side, Statement
from summarizer.stages.check import Checked

_SAME, _PERHAPS, _DENIAL = 0.8, 0.5, 0.25
"""Overlap of content words from which two claims are the same, may be, and may be denied by a denial."""
_YES = 0.5
_MAX_QUESTIONS = 12
"""Questions to the model in a run; pairs beyond it stay apart."""
_REACH = 4
"""Sentences back that "rejected the claim" may point."""


@dataclass
class _Group:
    """Drafts that state one fact. The best supported of them words it."""

    members: list[Checked] = field(default_factory=list)
    denials: list[Statement] = field(default_factory=list)

    @property
    def best(self) -> Checked:
        asserting = [one for one in self.members if one.draft.statement.certainty is not Certainty.DENIED]
        return max(asserting or self.members, key=lambda one: one.confidence)

    @property
    def text(self) -> str:
        return self.best.draft.text


@dataclass(frozen=True, slots=True)
class Ledger:
    """The claims of a run, and where they do not fit together."""

    claims: tuple[Claim, ...]
    conflicts: tuple[Conflict, ...]


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
        model: asked about at most 12 pairs.
        prompts: where the question comes from.

    Returns:
        Claims in reading order, numbered from c1, and their conflicts.

    Raises:
        ModelError: what would fail for every other question too.
    """
    judge = _Judge(model, prompts)
    groups: list[_Group] = []
    for one in checked:
        home = await _home(one, groups, judge)
        if home is None:
            home = _Group()
            groups.append(home)
        home.members.append(one)
    for report in prepared:
        _deny_back(groups, report)
    order = {one.report.id: place for place, one in enumerate(prepared)}
    claims = [_claim(f"c{number}", group, order) for number, group in enumerate(groups, 1)]
    conflicts = [_denial(claim) for claim in claims if claim.contested]
    return Ledger(tuple(claims), tuple(conflicts))


class _Judge:
    """Asks the model whether two claims are the same, as often as it may."""

    def __init__(self, model: Model, prompts: PromptSet) -> None:
        self._model, self._prompts, self._left = model, prompts, _MAX_QUESTIONS

    async def same(self, one: str, other: str, *, denies: bool) -> bool:
        """Whether ``one`` states what ``other`` states, or as a denial denies it."""
        if not self._left:
            return False
        self._left -= 1
        try:
            prompt = self._prompts.render("denies" if denies else "same", one=one, other=other)
            likely = await self._model.probability(prompt, stage="reconcile")
        except ModelError as error:
            if error.fatal:
                raise
            return False
        return likely is not None and likely > _YES


async def _home(one: Checked, groups: Sequence[_Group], judge: _Judge) -> _Group | None:
    """The group that already states the fact of a draft."""
    words = content(one.draft.text)
    denies = one.draft.statement.certainty is Certainty.DENIED
    ranked = sorted(
        ((overlap(words, content(group.text)), group) for group in groups), key=lambda pair: -pair[0]
    )
    for likeness, group in ranked[:2]:
        if not _comparable(one.draft.text, group.text, strict=not denies):
            continue
        if likeness >= _SAME:
            return group
        if likeness >= (_DENIAL if denies else _PERHAPS) and await judge.same(
            one.draft.text, group.text, denies=denies
        ):
            return group
    return None


def _comparable(one: str, other: str, *, strict: bool) -> bool:
    """Whether two claims can be the same at all: the same numbers, and both or neither negated."""
    left, right = ({(q.kind, q.value) for q in quantities(text)} for text in (one, other))
    if (strict and left != right) or (left and right and not left & right):
        return False
    return is_negated(one) == is_negated(other)


def _deny_back(groups: Sequence[_Group], prepared: Prepared) -> None:
    """Give "rejected the claim" and "denied that" to what was claimed before, nearest first."""
    report = prepared.report
    for number, voices in enumerate(prepared.heard):
        for voice in voices:
            if voice.points_back:
                sentence = prepared.sentences[number]
                for group in _pointed_at(groups, prepared, number, voice):
                    group.denials.append(
                        Statement(
                            report=report.id,
                            start=sentence.start,
                            end=sentence.end,
                            quote=sentence.text,
                            source=voice.source,
                            source_start=voice.source_start,
                            source_end=voice.source_end,
                            certainty=Certainty.DENIED,
                        )
                    )


def _pointed_at(groups: Sequence[_Group], prepared: Prepared, number: int, voice: Voice) -> list[_Group]:
    """The claims of the nearest earlier sentence in which somebody else makes any; an accusation first.

    None where the nearest accusation gave no claim: what is rejected is not in the ledger then.
    """
    nearby = [
        (group, member)
        for group in groups
        for member in group.members
        if member.draft.statement.report == prepared.report.id
        and number - _REACH <= member.draft.sentence < number
        and member.draft.statement.source not in {None, voice.source}
    ]
    accused = [
        earlier
        for earlier in range(max(0, number - _REACH), number)
        if any(one.manner == "alleges" and one.source != voice.source for one in prepared.heard[earlier])
    ]
    if accused and not any(member.draft.sentence == accused[-1] for _, member in nearby):
        return []
    accusing = [pair for pair in nearby if pair[1].draft.statement.certainty is Certainty.ALLEGED]
    pool = accusing or nearby
    nearest = max((member.draft.sentence for _, member in pool), default=None)
    return [group for group, member in pool if member.draft.sentence == nearest]


def _claim(identifier: str, group: _Group, order: Mapping[str, int]) -> Claim:
    best = group.best
    told = dict.fromkeys([*(member.draft.statement for member in group.members), *group.denials])
    statements = tuple(sorted(told, key=lambda statement: (order[statement.report], statement.start)))
    certainties = {statement.certainty for statement in statements}
    sources = tuple(dict.fromkeys(statement.source for statement in statements if statement.source))
    asserting = {statement.source for statement in statements if statement.certainty is not Certainty.DENIED}
    return Claim(
        id=identifier,
        text=best.draft.text,
        statements=statements,
        confidence=best.confidence,
        certainty=min(certainties, key=lambda certainty: certainty.rank),
        sources=sources,
        voices=max(1, len(asserting)),
        contested=Certainty.DENIED in certainties and len(certainties) > 1,
        problems=best.problems,
        signals=best.signals,
    )


def _denial(claim: Claim) -> Conflict:
    denying = [statement for statement in claim.statements if statement.certainty is Certainty.DENIED]
    asserting = [statement for statement in claim.statements if statement.certainty is not Certainty.DENIED]
    sides = tuple(
        Side(claims=(claim.id,), sources=tuple(dict.fromkeys(one.source for one in statements if one.source)))
        for statements in (asserting, denying)
    )
    who = " and ".join(sides[1].sources) or "Somebody"
    return Conflict(about=claim.text, kind="denial", sides=sides, explanation=f"{who} denies it.")
