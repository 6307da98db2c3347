"""Compose: the model writes headline and summary from the ledger alone, and code holds every word to it.

A sentence that cites nothing, says a number or a name that its claims do not, or states flatly what its claims
only allege is asked for once more, then left out and counted; where nothing stands, the first claims speak for
themselves.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from pydantic import BaseModel

from summarizer.confidence.quantities import quantities
from summarizer.confidence.tokens import content, cover
from summarizer.llm import Model, Prompt, PromptSet, RequestBudget
from summarizer.llm.errors import ModelError
from summarizer.reading.datelines import Dateline
from summarizer.schema import Cited, Claim, IncidentKind
from summarizer.stages.check import ask
from summarizer.stages.choose import Choice, bearing, choice_form, chosen_place, is_cut, telling, told
from summarizer.stages.places import around, dated_from, told_by_most, town
from summarizer.stages.standing import UNSURE, Sentence, cited, fault, is_closed, who_says
from summarizer.stages.values import cite

_SHOWN_SMALL, _SHOWN = 14, 150
"""Claims that a small and a strong model are shown."""
_SOUND = 0.5
"""Confidence below which a claim is not summarised."""
_ROOM_SMALL, _ROOM = 90, 320
"""Tokens for the answer."""


class Composition(BaseModel):
    """What the model answers."""

    headline: Sentence
    kind: IncidentKind
    place: str | None
    summary: list[Sentence]


@dataclass(frozen=True, slots=True)
class Composed:
    """What stood the comparison with the ledger. ``left_out`` counts what did not."""

    headline: Cited[str] | None
    summary: tuple[Cited[str], ...]
    kind: Cited[IncidentKind] | None
    where: tuple[Cited[str], ...]
    left_out: int


async def compose(
    claims: Sequence[Claim], model: Model, prompts: PromptSet, datelines: Mapping[str, Dateline] | None = None
) -> Composed:
    """Write the summary of a ledger.

    Args:
        claims: at least one.
        model: asked once, and once more where something does not stand. A small one chooses, a strong one writes.
        prompts: ``choose`` and ``check-given``, or ``compose``.
        datelines: of the reports, by their ids.

    Raises:
        ModelError: it could not be asked.
    """
    small = model.profile.grammar
    shown = salient(claims, _SHOWN_SMALL if small else _SHOWN)
    prompt = prompts.render(
        "choose" if small else "compose",
        claims=[{"text": claim.text, "who": who_says(claim)} for claim in shown],
    )
    answer = partial(_choose, shown=shown, prompts=prompts) if small else _write
    share = RequestBudget()
    written = await answer(prompt, model, share)
    if faults := _faults(written, shown):
        prompt = prompt.answered(written.model_dump_json(), _complaint(faults))
        try:
            second = await answer(prompt, model, share)
        except ModelError as error:
            if error.fatal:
                raise
            second = written  # what stands of it is better than nothing
        written = min(written, second, key=lambda one: len(_faults(one, shown)))
    return _kept(written, shown, _where((written.place or "").strip(), shown, claims, datelines or {}))


async def _write(prompt: Prompt, model: Model, share: RequestBudget) -> Composition:
    return await model.fill(prompt, Composition, stage="compose", max_tokens=_ROOM, share=share)


async def _choose(
    prompt: Prompt, model: Model, share: RequestBudget, shown: Sequence[Claim], prompts: PromptSet
) -> Composition:
    """Have a small model choose; its headline is checked as a claim is, and cites nothing if it does not hold."""
    choice: Choice = await model.fill(
        prompt, choice_form(shown), stage="compose", max_tokens=_ROOM_SMALL, share=share
    )
    headline = "" if is_cut(choice.headline) else choice.headline
    borne_by = bearing(headline, shown)
    if borne_by:
        evidence = " ".join(told(shown[number - 1]) for number in borne_by)
        likely = await ask(headline, evidence, "", model, prompts, stage="compose", share=share)
        borne_by = borne_by if likely >= _SOUND else []
    return Composition(
        headline=Sentence(text=headline, claims=borne_by),
        kind=choice.kind,
        place=chosen_place(choice, shown),
        summary=[Sentence(text=told(shown[number - 1]), claims=[number]) for number in telling(shown)],
    )


def salient(claims: Sequence[Claim], limit: int) -> list[Claim]:
    """The claims that a summary should be written from, at most ``limit``, in the order of the ledger.

    First come the opening of the report, what is contested, and what counts people. A claim that its evidence hardly
    supports is not among them, as long as there are others.
    """
    sound = [claim for claim in claims if claim.confidence >= _SOUND and not claim.problems]
    claims = sound or claims

    def weight(place: int) -> float:
        claim = claims[place]
        opening = 3 if place < 3 else 0
        counted = bool(quantities(claim.text))
        return opening + 2 * claim.contested + counted + 2 * claim.confidence - place / max(10, len(claims))

    chosen = sorted(range(len(claims)), key=weight, reverse=True)[:limit]
    return [claims[place] for place in sorted(chosen)]


def _faults(written: Composition, shown: Sequence[Claim]) -> list[str]:
    return [found for sentence in (written.headline, *written.summary) if (found := fault(sentence, shown))]


def _complaint(faults: Sequence[str]) -> str:
    return f"Not yet right: {'; '.join(faults)}. Write all of it again."


def _closed_off(sentence: Cited[str]) -> Cited[str]:
    """The sentence with a full stop, where the model left it out."""
    if is_closed(sentence.value):
        return sentence
    return sentence.model_copy(update={"value": f"{sentence.value}."})


def _where(
    place: str, shown: Sequence[Claim], claims: Sequence[Claim], datelines: Mapping[str, Dateline]
) -> tuple[Cited[str], ...]:
    """The place, what is told around it, its town, where most reports place it and where most are dated from.

    Each cites a claim that names it, the last one what is told behind the dateline. A place that no claim names is
    none.
    """
    where: dict[str, Claim] = {}
    if first := _naming(place, shown):
        where[place] = first
        texts = [claim.text for claim in shown]
        for name in (*around(place, texts), town(claims, place), told_by_most(shown)):
            if name and name not in place and (naming := _naming(name, claims)):
                where.setdefault(name, naming)
    dated = dated_from(claims, datelines)
    if dated and not (first and dated[0] in place):
        where.setdefault(*dated)
    return tuple(cite(name, [naming]) for name, naming in where.items())


def _naming(place: str, claims: Sequence[Claim]) -> Claim | None:
    """The first claim that names a place, else the first whose evidence does; or none."""
    words = content(place)
    if not words:
        return None
    telling = (claim for claim in claims if cover(words, content(claim.text)) == 1)
    quoting = (
        claim for claim in claims if any(cover(words, content(one.quote)) == 1 for one in claim.statements)
    )
    return next(telling, None) or next(quoting, None)


def _kept(written: Composition, shown: Sequence[Claim], where: tuple[Cited[str], ...]) -> Composed:
    def standing(sentence: Sentence) -> Cited[str] | None:
        return None if fault(sentence, shown) else cite(sentence.text.strip(), cited(sentence, shown))

    headline = standing(written.headline)
    standing_sentences = [kept for sentence in written.summary if (kept := standing(sentence))]
    left_out = len(written.summary) + 1 - len(standing_sentences) - (headline is not None)
    said_above = headline.value.rstrip(".") if headline else ""
    summary = tuple(_closed_off(kept) for kept in standing_sentences if kept.value.rstrip(".") != said_above)
    basis = cited(written.headline, shown) or shown[:1]
    plain = [cite(claim.text, [claim]) for claim in shown if claim.certainty not in UNSURE]
    return Composed(
        headline=headline or next(iter(plain), None),
        summary=summary or tuple(plain[:3]),
        kind=cite(written.kind, basis),
        where=where,
        left_out=left_out,
    )
