"""Fields: the fields that a schema of the user's adds are filled from the ledger, each citing its claims.

The model says which claims answer a field and gives the value in their words; code reads numbers and times off those
words and holds every value to its claims. What does not stand is asked for once more, then left empty with the reason.
A small model is asked for one field at a time, behind the same list of claims, so that a provider's prefix cache makes
each question cost only itself; a strong one is asked for all of them at once.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import islice, zip_longest
from typing import Annotated, Any, Literal

from pydantic import BaseModel, Field, RootModel, create_model

from summarizer.confidence.score import CONTRADICTED
from summarizer.confidence.tokens import content, cover
from summarizer.llm import Model, Prompt, PromptSet, RequestBudget
from summarizer.llm.errors import ModelError
from summarizer.schema import Certainty, Cited, Claim, Report
from summarizer.schema.own import Form, OwnField
from summarizer.stages.choices import named_choice
from summarizer.stages.values import NUMBERS, TIMES, Misfit, Shown, has_form, read_value

_SHOWN_SMALL, _SHOWN = 24, 150
"""Claims that a small and a strong model are shown."""
_LONGEST, _MOST = 160, 8
"""Characters of a value, and values of a field, that a small model, which may not know where to stop, can write."""
_ROOM = 60
"""Tokens for one value."""
_HOW = {
    **dict.fromkeys(NUMBERS, " Give the number."),
    **dict.fromkeys(TIMES, " Give the time."),
}


class Answer(BaseModel):
    """A value with the numbers of the claims that it rests on."""

    claims: list[int]
    value: str


@dataclass(slots=True)
class Filled:
    """What was found.

    Attributes:
        values: by field, in its type; fields without a value are not in it.
        unfilled: why a field has none, by field.
    """

    values: dict[str, Any] = field(default_factory=dict[str, Any])
    unfilled: dict[str, str] = field(default_factory=dict[str, str])


@dataclass(frozen=True, slots=True)
class _Standing:
    """What of the answers to one field stands, and what is wrong with the others."""

    values: tuple[Cited[Any], ...] = ()
    faults: tuple[str, ...] = ()

    def better(self, other: _Standing) -> _Standing:
        """The one with fewer faults, this one where they have as many; values count more than none."""
        return min(self, other, key=lambda one: (not one.values, len(one.faults)))


async def fill_fields(
    fields: Sequence[OwnField],
    claims: Sequence[Claim],
    reports: Mapping[str, Report],
    stamps: Mapping[str, str],
    model: Model,
    prompts: PromptSet,
    *,
    done: Callable[[str, str], None],
) -> Filled:
    """Fill the fields that a schema adds; those that are computed from others are not its business.

    Args:
        fields: what to fill.
        claims: the ledger.
        reports: by id.
        stamps: time stamps of log lines and live entries, by claim id.
        model: asked once a field or once for all, and once more where something does not stand.
        prompts: ``field`` and ``fields``.
        done: told of each field once it is known, with the reason where it has no value.

    Raises:
        ModelError: what would fail for every other field too.
    """
    filled = Filled()
    # What its evidence contradicts answers nothing, nor does what is denied.
    usable = [
        claim
        for claim in claims
        if claim.confidence > CONTRADICTED and claim.certainty is not Certainty.DENIED
    ]
    ledger = [Shown(claim, stamps.get(claim.id, ""), reports[claim.statements[0].report]) for claim in usable]
    asked: dict[str, tuple[OwnField, list[Shown]]] = {}
    for one in fields:
        if candidates := _candidates(one, ledger):
            asked[one.name] = (one, candidates)
        else:
            filled.unfilled[one.name] = _none_of_its_kind(one, ledger)
            done(one.name, filled.unfilled[one.name])
    small = model.profile.window == "sentence"
    best = _best([candidates for _, candidates in asked.values()], _SHOWN_SMALL if small else _SHOWN)
    shown = [one for one in ledger if one.claim.id in best]
    desk = _Desk(model, prompts, shown, filled, done)
    if small:
        for one, candidates in asked.values():
            await desk.ask_one(one, [claim for claim in shown if claim in candidates])
    elif asked:
        await desk.ask_all([one for one, _ in asked.values()])
    return filled


def _candidates(asked: OwnField, ledger: Sequence[Shown]) -> list[Shown]:
    """The claims that may answer a field: those of its kind; first the sound ones that share words with it."""
    words = content(asked.question)
    fitting = [one for one in ledger if has_form(asked, one)]
    return sorted(fitting, key=lambda one: -cover(words, content(one.evidence)) - one.claim.confidence)


def _none_of_its_kind(asked: OwnField, ledger: Sequence[Shown]) -> str:
    if not ledger:
        return "No claim is sound enough to answer."
    return f"No claim names a {'number' if asked.form in NUMBERS else 'time'}."


def _best(ranked: Sequence[Sequence[Shown]], limit: int) -> set[str]:
    """Ids of the best candidates of all fields in turn, at most ``limit``."""
    turns = (one.claim.id for turn in zip_longest(*ranked) for one in turn if one is not None)
    return set(islice(dict.fromkeys(turns), limit))


@dataclass(frozen=True, slots=True)
class _Desk:
    """Asks the model about the claims it is shown, and keeps what stands."""

    model: Model
    prompts: PromptSet
    shown: list[Shown]
    filled: Filled
    done: Callable[[str, str], None]

    async def ask_one(self, asked: OwnField, candidates: Sequence[Shown]) -> None:
        """Ask a small model for one field; its grammar lets it cite the candidates alone.

        It takes the first of a closed set as soon as any: a choice that the claims name needs no question.
        """
        if (
            asked.form is Form.CHOICE
            and not asked.many
            and (named := named_choice(asked.choices, candidates))
        ):
            choice, naming = named
            self._keep(asked, _Standing((read_value(asked, choice, naming[:1], quoted=False),)), "")
            return
        prompt = self.prompts.render("field", claims=self._claims(), question=_question(asked))
        form: Any = RootModel[_answers(asked, self._numbers(candidates))]
        room = _ROOM * (_MOST if asked.many else 1)

        async def ask(messages: Prompt, share: RequestBudget) -> tuple[BaseModel, dict[str, _Standing]]:
            answer: Any = await self.model.fill(messages, form, stage="fields", max_tokens=room, share=share)
            return answer, {asked.name: self._standing(asked, answer.root)}

        await self._twice([asked], prompt, ask)

    async def ask_all(self, fields: Sequence[OwnField]) -> None:
        """Ask a strong model for all fields at once."""
        questions = [
            f"{one.name}: {_question(one)}{' Several answers.' if one.many else ''}" for one in fields
        ]
        prompt = self.prompts.render("fields", claims=self._claims(), questions=questions)
        derive: Any = create_model
        form = derive("Fields", **{one.name: (_answers(one, ()), ...) for one in fields})
        room = 200 + sum(_ROOM * (_MOST if one.many else 1) for one in fields)

        async def ask(messages: Prompt, share: RequestBudget) -> tuple[BaseModel, dict[str, _Standing]]:
            answer: Any = await self.model.fill(messages, form, stage="fields", max_tokens=room, share=share)
            return answer, {one.name: self._standing(one, getattr(answer, one.name)) for one in fields}

        await self._twice(fields, prompt, ask)

    async def _twice(self, fields: Sequence[OwnField], prompt: Prompt, ask: Any) -> None:
        """Ask, say what does not stand and ask once more; keep of each field the better answer."""
        share = RequestBudget()
        standing: dict[str, _Standing] = {}
        failure = ""
        try:
            answer, standing = await ask(prompt, share)
            if faults := [fault for one in standing.values() for fault in one.faults]:
                _, second = await ask(prompt.answered(answer.model_dump_json(), _complaint(faults)), share)
                standing = {name: first.better(second[name]) for name, first in standing.items()}
        except ModelError as error:
            if error.fatal:
                raise
            failure = error.message
        for one in fields:
            self._keep(one, standing.get(one.name, _Standing()), failure)

    def _keep(self, asked: OwnField, standing: _Standing, failure: str) -> None:
        if standing.values:
            several = standing.values if asked.many else standing.values[0]
            self.filled.values[asked.name] = several
        elif standing.faults:
            self.filled.unfilled[asked.name] = (
                f"What the model answered does not stand: {standing.faults[0]}."
            )
        else:
            self.filled.unfilled[asked.name] = failure or "No claim says it, as the model sees it."
        self.done(asked.name, self.filled.unfilled.get(asked.name, ""))

    def _claims(self) -> list[dict[str, str]]:
        return [{"text": one.text} for one in self.shown]

    def _numbers(self, candidates: Sequence[Shown]) -> tuple[int, ...]:
        return tuple(number for number, one in enumerate(self.shown, 1) if one in candidates)

    def _standing(self, asked: OwnField, answers: Sequence[Answer]) -> _Standing:
        values: dict[Any, Cited[Any]] = {}
        faults: list[str] = []
        for answer in answers if asked.many else answers[:1]:
            cited = [self.shown[number - 1] for number in answer.claims if 1 <= number <= len(self.shown)]
            try:
                value = self._borne(asked, answer.value, cited)
            except Misfit as misfit:
                faults.append(str(misfit))
            else:
                values.setdefault(str(value.value).casefold(), value)
        return _Standing(tuple(values.values()), tuple(dict.fromkeys(faults)))

    def _borne(self, asked: OwnField, said: str, cited: Sequence[Shown]) -> Cited[Any]:
        """The value by the claims it cites; by another claim where only the number of the claim was wrong.

        Only where no claim has its words do the quotes behind the cited ones bear it.
        """
        others = [] if asked.choices else [[one] for one in self.shown]
        for claims in (cited, *others):
            with suppress(Misfit):
                return read_value(asked, said, claims, quoted=False)
        return read_value(asked, said, cited, quoted=True)


def _question(asked: OwnField) -> str:
    """What the model is asked about a field."""
    words = asked.question.rstrip()
    stopped = words if words.endswith((".", "?", "!")) else f"{words}."
    one_of = f" One of: {', '.join(asked.choices)}." if asked.choices else ""
    every = " List every one." if asked.many else ""
    return f"{stopped[:1].upper()}{stopped[1:]}{_HOW.get(asked.form, '')}{one_of}{every}"


def _answers(asked: OwnField, numbers: Sequence[int]) -> Any:
    """The form of the answers to a field, with the claims it may cite as a closed set where they are given."""
    derive: Any = create_model
    shape: dict[str, Any] = {}
    if numbers:
        number: Any = Literal[tuple(numbers)]
        shape["claims"] = (Annotated[list[number], Field(min_length=1, max_length=3)], ...)
    if asked.choices:
        shape["value"] = (Literal[tuple(asked.choices)], ...)
    elif numbers:
        shape["value"] = (Annotated[str, Field(max_length=_LONGEST)], ...)
    one = derive("Answer", __base__=Answer, __module__=__name__, **shape) if shape else Answer
    return Annotated[list[one], Field(max_length=_MOST if asked.many else 1)] if numbers else list[one]


def _complaint(faults: Sequence[str]) -> str:
    return f"Not yet right: {'; '.join(faults)}. Write all of it again; [] where no claim says it."
