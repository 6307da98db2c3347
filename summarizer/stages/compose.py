"""Compose: the model writes headline and summary from the ledger alone, and code holds every word to it.

A sentence that cites nothing, says a number or a name that its claims do not, or states flatly what its claims
only allege is asked for once more, then left out and counted; where nothing stands, the first claims speak for
themselves.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Annotated, Any, Literal

from pydantic import BaseModel, Field, create_model

from summarizer.confidence.compare import compare
from summarizer.confidence.cues import hedges, is_blame
from summarizer.confidence.quantities import quantities
from summarizer.confidence.tokens import content, cover
from summarizer.llm import Message, Model, PromptSet, RequestBudget
from summarizer.llm.errors import ModelError
from summarizer.reading.attribution import attributions
from summarizer.schema import Certainty, Cited, Claim, IncidentKind
from summarizer.stages.kinds import candidates
from summarizer.stages.slots import cite

_SHOWN_SMALL, _SHOWN = 14, 150
"""Claims that a small and a strong model are shown."""
_SOUND = 0.5
"""Confidence below which a claim is not summarised."""
_LONGEST, _PLACE = 200, 60
"""Characters of a sentence and of a place that a small model, which may not know where to stop, can write."""
_ROOM = 320
"""Tokens for the answer."""
_UNSURE = frozenset({Certainty.ALLEGED, Certainty.UNCONFIRMED, Certainty.DENIED})
_WORDED = {
    Certainty.CONFIRMED: "{} confirmed",
    Certainty.REPORTED: "{} said",
    Certainty.ALLEGED: "{} alleged",
    Certainty.UNCONFIRMED: "unconfirmed",
    Certainty.DENIED: "{} denied",
}


class Sentence(BaseModel):
    """A sentence of the summary with the numbers of the claims it rests on."""

    text: str
    claims: list[int]


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


async def compose(claims: Sequence[Claim], model: Model, prompts: PromptSet) -> Composed:
    """Write the summary of a ledger.

    Args:
        claims: at least one.
        model: asked once, and once more where something does not stand.
        prompts: ``compose``.

    Raises:
        ModelError: it could not be asked.
    """
    shown = salient(claims, _SHOWN_SMALL if model.profile.window == "sentence" else _SHOWN)
    prompt = prompts.render("compose", claims=[{"text": claim.text, "who": _who(claim)} for claim in shown])
    form = _closed(shown) if model.profile.grammar else Composition
    share = RequestBudget()
    written = await model.fill(prompt, form, stage="compose", max_tokens=_ROOM, share=share)
    faults = _faults(written, shown)
    if faults:
        again = (Message("assistant", written.model_dump_json()), Message("user", _complaint(faults)))
        prompt = replace(prompt, messages=prompt.messages + again)
        try:
            second = await model.fill(prompt, form, stage="compose", max_tokens=_ROOM, share=share)
        except ModelError as error:
            if error.fatal:
                raise
            second = written  # what stands of it is better than nothing
        written = min(written, second, key=lambda answer: len(_faults(answer, shown)))
    return _kept(written, shown)


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


def _who(claim: Claim) -> str:
    """Who says it and how sure they are, to stand before the claim; empty where it is the report itself."""
    pattern = _WORDED.get(claim.certainty)
    if pattern is None:
        return ""
    who = pattern.format(" and ".join(claim.sources) or "somebody")
    return f"[{who}; contested] " if claim.contested else f"[{who}] "


def _closed(shown: Sequence[Claim]) -> type[Composition]:
    """The answer's form with claim numbers and likely kinds as closed sets, for models that are held to it."""
    derive: Any = create_model
    number: Any = Literal[tuple(range(1, len(shown) + 1))]
    kind: Any = Literal[candidates([claim.text for claim in shown])]
    cited = Annotated[list[number], Field(min_length=1, max_length=4)]
    text = Annotated[str, Field(max_length=_LONGEST)]
    sentence = derive(
        "Sentence", __base__=Sentence, __module__=__name__, text=(text, ...), claims=(cited, ...)
    )
    several = Annotated[list[sentence], Field(min_length=2, max_length=3)]
    form = {
        "headline": (sentence, ...),
        "kind": (kind, ...),
        "place": (Annotated[str, Field(max_length=_PLACE)], ...),
        "summary": (several, ...),
    }
    return derive("Composition", __base__=Composition, __module__=__name__, **form)


def _faults(written: Composition, shown: Sequence[Claim]) -> list[str]:
    return [fault for sentence in (written.headline, *written.summary) if (fault := _fault(sentence, shown))]


def _fault(sentence: Sentence, shown: Sequence[Claim]) -> str:
    """Why a sentence does not stand; empty where it does."""
    cited = _cited(sentence, shown)
    if not sentence.text.strip():
        return "a sentence is empty"
    if len(sentence.text) == _LONGEST and not sentence.text.endswith((".", "!", "?")):
        return f"'{sentence.text}' is too long"
    if not cited:
        return f"'{sentence.text}' cites no claim"
    ledger = " ".join(f"{_who(claim)}{claim.text}." for claim in cited)
    comparison = compare(sentence.text, ledger)
    if (
        comparison.signals["numbers_off"]
        or comparison.signals["names_off"]
        or _opens_with_other(sentence.text, ledger, shown)
    ):
        return f"'{sentence.text}' says a number or a name that its claims do not"
    if all(claim.contested or claim.certainty in _UNSURE for claim in cited) and not _is_guarded(
        sentence.text
    ):
        return f"'{sentence.text}' does not say that this is only alleged, unconfirmed, denied or contested"
    return ""


def _cited(sentence: Sentence, shown: Sequence[Claim]) -> list[Claim]:
    return [shown[number - 1] for number in dict.fromkeys(sentence.claims) if 1 <= number <= len(shown)]


def _opens_with_other(text: str, ledger: str, shown: Sequence[Claim]) -> bool:
    """Whether the first word is a name of another claim: at the start of a sentence capitals alone do not tell."""
    first = content(text.split()[0])
    if not first or first[0].stem in {token.stem for token in content(ledger)}:
        return False
    return any(claim.text.find(f" {text.split()[0]}") > 0 for claim in shown) and text[:1].isupper()


def _is_guarded(text: str) -> bool:
    """Whether it says that something is less than sure, or who says it. "Confirmed" is no guard."""
    told = any(one.manner != "confirms" for one in attributions(text))
    return told or bool(hedges(text)) or is_blame(text)


def _complaint(faults: Sequence[str]) -> str:
    return f"Not yet right: {'; '.join(faults)}. Write all of it again."


def _closed_off(sentence: Cited[str]) -> Cited[str]:
    """The sentence with a full stop, where the model left it out."""
    if sentence.value.endswith((".", "!", "?", "…", "”", '"')):
        return sentence
    return sentence.model_copy(update={"value": f"{sentence.value}."})


def _kept(written: Composition, shown: Sequence[Claim]) -> Composed:
    def standing(sentence: Sentence) -> Cited[str] | None:
        return None if _fault(sentence, shown) else cite(sentence.text.strip(), _cited(sentence, shown))

    headline = standing(written.headline)
    standing_sentences = [kept for sentence in written.summary if (kept := standing(sentence))]
    left_out = len(written.summary) + 1 - len(standing_sentences) - (headline is not None)
    said_above = headline.value.rstrip(".") if headline else ""
    summary = tuple(_closed_off(kept) for kept in standing_sentences if kept.value.rstrip(".") != said_above)
    basis = _cited(written.headline, shown) or shown[:1]
    place = (written.place or "").strip()
    words = content(place)
    there = [claim for claim in shown if words and cover(words, content(claim.text)) == 1]
    plain = [cite(claim.text, [claim]) for claim in shown if claim.certainty not in _UNSURE]
    return Composed(
        headline=headline or next(iter(plain), None),
        summary=summary or tuple(plain[:3]),
        kind=cite(written.kind, basis),
        where=(cite(place, there[:1]),) if there else (),
        left_out=left_out,
    )
