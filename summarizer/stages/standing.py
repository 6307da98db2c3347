"""What of a composed text stands: it cites claims, says nothing that they do not, and is no surer than they are."""

from __future__ import annotations

from collections.abc import Sequence

from pydantic import BaseModel

from summarizer.confidence.compare import compare
from summarizer.confidence.cues import hedges, is_blame
from summarizer.confidence.tokens import content, stem_set
from summarizer.reading.attribution import attributions
from summarizer.schema import Certainty, Claim

UNSURE = frozenset({Certainty.ALLEGED, Certainty.UNCONFIRMED, Certainty.DENIED})
_WORDED = {
    Certainty.CONFIRMED: "{} confirmed",
    Certainty.REPORTED: "{} said",
    Certainty.ALLEGED: "{} alleged",
    Certainty.UNCONFIRMED: "{} said, unconfirmed",
    Certainty.DENIED: "{} denied",
}
_ENDS = (".", "!", "?", "…", "”", '"', ")")


def is_sure(claim: Claim) -> bool:
    """Whether a claim may be told flatly: nobody contests it, and its sources are sure of it."""
    return not (claim.contested or claim.certainty in UNSURE)


class Sentence(BaseModel):
    """A composed sentence with the numbers of the claims it rests on, counted from 1."""

    text: str
    claims: list[int]


def who_says(claim: Claim) -> str:
    """Who says a claim and how sure they are, to stand before it; empty where it is the report itself."""
    pattern = _WORDED.get(claim.certainty)
    if pattern is None:
        return ""
    who = pattern.format(" and ".join(claim.sources) or "somebody")
    return f"[{who}; contested] " if claim.contested else f"[{who}] "


def cited(sentence: Sentence, shown: Sequence[Claim]) -> list[Claim]:
    """The claims that a sentence cites; a number that was not shown is no citation."""
    return [shown[number - 1] for number in dict.fromkeys(sentence.claims) if 1 <= number <= len(shown)]


def is_closed(text: str) -> bool:
    """Whether a text ends as a sentence does."""
    return text.endswith(_ENDS)


def fault(sentence: Sentence, shown: Sequence[Claim]) -> str:
    """Why a sentence does not stand, in words for the model that wrote it; empty where it does.

    Args:
        sentence: what was written.
        shown: the claims it was written from, in the order of their numbers.
    """
    text, claims = sentence.text, cited(sentence, shown)
    if not text.strip():
        return "a sentence is empty"
    if not claims:
        return f"'{text}' rests on no claim that says so and is sure"
    ledger = " ".join(f"{who_says(claim)}{claim.text}." for claim in claims)
    if compare(text, ledger).strange or _opens_with_other(text, ledger, shown):
        return f"'{text}' says a number or a name that is not sure or in no claim"
    if not any(map(is_sure, claims)) and not is_guarded(text):
        return f"'{text}' does not say that this is only alleged, unconfirmed, denied or contested"
    return ""


def _opens_with_other(text: str, ledger: str, shown: Sequence[Claim]) -> bool:
    """Whether the first word is a name of another claim: at the start of a sentence capitals alone do not tell."""
    first = content(text.split()[0])
    if not first or first[0].stem in stem_set(ledger):
        return False
    return any(claim.text.find(f" {text.split()[0]}") > 0 for claim in shown) and text[:1].isupper()


def is_guarded(text: str) -> bool:
    """Whether it says that something is less than sure, or who says it. "Confirmed" is no guard."""
    told = any(one.manner != "confirms" for one in attributions(text))
    return told or bool(hedges(text)) or is_blame(text) or "contested" in text
