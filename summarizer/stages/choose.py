"""The summary of a small model: it writes a headline and chooses kind and place from closed sets; code does the rest.

Left to write, a small model runs on and mixes up who said what, and asked to choose claims it answers 1, 2, 3. The
claims that it wrote before were each held to their sentence: so the summary is made of them, each told by code with
who says it and how sure they are, and code finds the claims that bear the headline.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Any, Literal

from pydantic import BaseModel, Field, create_model

from summarizer.confidence.cues import is_negated
from summarizer.confidence.tokens import content, overlap, stem_set
from summarizer.schema import Certainty, Claim, IncidentKind
from summarizer.stages.kinds import candidates
from summarizer.stages.places import places
from summarizer.stages.standing import is_closed, is_guarded, is_sure
from summarizer.stages.toll import harm_counted

_HEADLINE = 90
"""Characters that a headline can have: a small model may not know where to stop."""
_OPENING = 3
"""Claims that tell of the incident itself rather than of what came of it."""
_TOLD = 3
"""Claims that the summary is made of, and that a headline cites, at most."""
_ALIKE = 0.6
"""Overlap of words from which two claims are too alike to stand in one summary."""
_NOWHERE = "none"


class Choice(BaseModel):
    """What a small model answers."""

    kind: IncidentKind
    place: str
    headline: str


def choice_form(shown: Sequence[Claim]) -> type[Choice]:
    """The answer's form for these claims, with everything but the headline from a closed set."""
    derive: Any = create_model
    texts = [claim.text for claim in shown]
    kind: Any = Literal[candidates(texts)]
    place: Any = Literal[(*places(texts), _NOWHERE)]
    headline = Annotated[str, Field(min_length=1, max_length=_HEADLINE)]
    return derive(
        "Choice",
        __base__=Choice,
        __module__=__name__,
        kind=(kind, ...),
        place=(place, ...),
        headline=(headline, ...),
    )


def bearing(headline: str, shown: Sequence[Claim]) -> list[int]:
    """Numbers of the claims, at most three, that together say most of a headline's words.

    What is only alleged, unconfirmed, denied or contested bears none that says it flatly, nor does what is not so.
    """
    open_words = stem_set(headline)
    able = {
        number: stem_set(claim.text)
        for number, claim in enumerate(shown, 1)
        if (is_guarded(headline) or is_sure(claim)) and is_negated(claim.text) <= is_negated(headline)
    }
    chosen: list[int] = []
    while able and len(chosen) < _TOLD:
        best = max(able, key=lambda number: len(open_words & able[number]))
        covered = open_words & able.pop(best)
        if not covered:
            break
        open_words -= covered
        chosen.append(best)
    return sorted(chosen)


def telling(shown: Sequence[Claim]) -> list[int]:
    """Numbers of the claims, at most three, that tell the incident: the first sure one, harm to people, dispute.

    No kind of harm is counted twice: a toll that has changed since would stand beside the one told first.
    """
    numbers = range(1, len(shown) + 1)
    sure = [number for number in numbers if is_sure(shown[number - 1])]
    counted = {number: harm_counted(shown[number - 1]) for number in numbers}
    harm = [number for number in (*sure, *numbers) if counted[number]]
    disputed = [number for number in numbers if _is_disputed(shown[number - 1])]
    chosen: list[int] = []
    for number in (*sure[:1], *harm[:1], *disputed[:1], *harm, *sure, *numbers):
        words = content(shown[number - 1].text)
        if len(chosen) < _TOLD and not any(
            counted[number] & counted[other] or overlap(words, content(shown[other - 1].text)) >= _ALIKE
            for other in chosen
        ):
            chosen.append(number)
    return sorted(chosen)


def _is_disputed(claim: Claim) -> bool:
    return claim.contested or claim.certainty is Certainty.ALLEGED


def is_cut(headline: str) -> bool:
    """Whether a headline filled all its room, so that it may have no end."""
    return len(headline) >= _HEADLINE and not is_closed(headline)


def chosen_place(choice: Choice, shown: Sequence[Claim]) -> str | None:
    """The place that was chosen; where it is none of those named, the one that the opening of the ledger names."""
    if choice.place != _NOWHERE:
        return choice.place
    return next(iter(places(claim.text for claim in shown[:_OPENING])), None)


def told(claim: Claim) -> str:
    """A claim as a sentence that says who says it and how sure they are."""
    text = claim.text.rstrip(".")
    denying = [one.source for one in claim.statements if one.certainty is Certainty.DENIED and one.source]
    denied = " and ".join(dict.fromkeys(denying))
    asserting = " and ".join(source for source in claim.sources if source not in denying)
    if claim.certainty is Certainty.DENIED:
        return f"{denied or 'A source'} denied this: {text}."
    told = {
        Certainty.CONFIRMED: f"{text}, {asserting} confirmed" if asserting else text,
        Certainty.STATED: text,
        Certainty.REPORTED: f"{text}, {asserting or 'a source'} said",
        Certainty.ALLEGED: f"{text}, {asserting} alleged" if asserting else f"It is alleged: {text}",
        Certainty.UNCONFIRMED: f"{text}, {asserting} said, unconfirmed"
        if asserting
        else f"Unconfirmed: {text}",
    }[claim.certainty]
    if claim.contested:
        return f"{told}; {denied} denied it." if denied else f"{told}; this is contested."
    return f"{told}."
