"""The typed slots that code can fill from the ledger: toll, time, parties, timeline, and what is not known."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import TypeVar

from summarizer.confidence.cues import is_negated
from summarizer.confidence.quantities import Quantity, quantities
from summarizer.reading.times import time_span
from summarizer.schema import (
    Certainty,
    Cited,
    Claim,
    CountRange,
    Party,
    PartyRole,
    Report,
    TimelineEntry,
    TimeSpan,
    Toll,
)

T = TypeVar("T")

_HARM = {
    "killed": re.compile(
        r"\b(?:killed|kill(?:s|ing)?|died?|dead|deaths?|fatalit\w+|lost their lives|bodies|death toll)\b",
        re.I,
    ),
    "injured": re.compile(r"\b(?:injur\w+|wounded|hurt|hospitali[sz]ed|in hospital|burns)\b", re.I),
    "missing": re.compile(r"\b(?:missing|unaccounted for)\b", re.I),
}
_PEOPLE = re.compile(
    r"^\s*(?:[\w’'-]+\s+){0,3}?(?:people|persons?|men|man|women|woman|children|child|soldiers?|workers?|residents?"
    r"|passengers?|civilians?"
    r"|officers?|students?|patients?|victims?|sailors?|crew|guards?|drivers?|firefighters?|miners?|tourists?|migrants?"
    r"|pupils?|others|dead|killed|injured|wounded|missing|bodies"
    r"|were|was|have|has|had|died|hurt|of the)\b",
    re.I,
)
_PART = re.compile(
    r"\b(?:of (?:them|whom|the (?:dead|injured|wounded|victims))|including|among)\b|\bsince (?:19|20)\d\d\b",
    re.I,
)
_TOLL_IS = re.compile(r"\btoll (?:\w+\s){0,3}?(?:to|is|at|of|stands at)\s+(?:at least\s+)?$", re.I)
_BEFORE_OR_AFTER = re.compile(r"(?:until|since|by|from)\b", re.I)
_AHEAD = re.compile(r"\b(?:due|scheduled|expected|planned|will|would|until|next)\b", re.I)
_NEXT_CLAUSE = re.compile(r"[,;:–—]|\b(?:and|but|while|as well as)\b", re.I)
_UNKNOWN = re.compile(
    r"\b(?:(?:is|are|was|were)(?: not|n[’']t) (?:yet )?(?:known|clear|established)|unknown|unclear"
    r"|no (?:word|claim of responsibility)"
    r"|not (?:yet )?(?:said|identified|named|released|commented|been (?:determined|identified))|has not been heard"
    r"|could not (?:be )?(?:independently )?(?:verif\w+|confirm\w*)|remains? to be seen|yet to (?:be )?\w+)",
    re.I,
)
_AUTHORITY = re.compile(
    r"\b(?:minist\w+|police|army|government|mayor|council\w*|agency|authorit\w+|office|department|commission\w*|prosecutor"
    r"|inspector\w*"
    r"|superintendent|sheriff|court|board|inspectorate|spokes\w+)\b",
    re.I,
)
_WITNESS = re.compile(
    r"\b(?:witness\w*|residents?|neighbou?rs?|traders?|survivors?|passers?-?by|farmer|student)\b", re.I
)
_RESPONDER = re.compile(
    r"\b(?:fire|rescue|ambulance|paramedic\w*|hospital|coast ?guard|brigade|medic\w*|doctor\w*)\b", re.I
)


def cite(value: T, claims: Sequence[Claim]) -> Cited[T]:
    """A value with the claims it rests on; it is as sure as the least sure of them."""
    return Cited(
        value=value,
        claims=tuple(dict.fromkeys(claim.id for claim in claims)),
        confidence=min(claim.confidence for claim in claims),
    )


def toll(claims: Iterable[Claim]) -> Toll:
    """Who came to harm: for each kind the first claim that counts people, denials and parts of a count left out."""
    counts: dict[str, Cited[CountRange]] = {}
    for claim in claims:
        if claim.certainty is Certainty.DENIED or _PART.search(claim.text):
            continue
        for kind, pattern in _HARM.items():
            if kind not in counts and (counted := _counted(claim.text, pattern)):
                counts[kind] = cite(_range(counted), [claim])
    return Toll(**counts)


def _counted(text: str, harm: re.Pattern[str]) -> Quantity | None:
    """The number of people that a claim says came to a kind of harm: the nearest in the clause of the word for it."""
    people = [
        quantity
        for quantity in quantities(text)
        if quantity.kind == "count"
        and (_PEOPLE.match(text[quantity.end :]) or _TOLL_IS.search(text[: quantity.start]))
    ]
    pairs = [
        (_between(text, quantity, word), quantity) for word in harm.finditer(text) for quantity in people
    ]
    if not pairs:
        return None
    between, nearest = min(pairs, key=lambda pair: (bool(_NEXT_CLAUSE.search(pair[0])), len(pair[0])))
    return None if is_negated(between) else nearest


def _between(text: str, quantity: Quantity, word: re.Match[str]) -> str:
    if quantity.end <= word.start():
        return text[quantity.end : word.start()]
    return text[word.end() : quantity.start]


def _range(quantity: Quantity) -> CountRange:
    high = None if quantity.high is None else int(quantity.high)
    return CountRange(low=int(quantity.low), high=high, approximate=quantity.approximate)


def when(claims: Iterable[Claim], reports: Mapping[str, Report]) -> Cited[TimeSpan] | None:
    """When it happened: the first time that can be placed on a calendar, else the first that is named."""
    named: Cited[TimeSpan] | None = None
    for claim in claims:
        span = time_span(claim.text, reports[claim.statements[0].report])
        if span is None or _BEFORE_OR_AFTER.match(span.text) or _AHEAD.search(claim.text):
            continue
        if span.start is not None:
            return cite(span, [claim])
        named = named or cite(span, [claim])
    return named


def timeline(
    claims: Iterable[Claim], reports: Mapping[str, Report], stamps: Mapping[str, str]
) -> tuple[TimelineEntry, ...]:
    """The dated claims: by the calendar, then by the order in which they are told.

    Args:
        claims: the ledger.
        reports: by id.
        stamps: time stamps of log lines and live entries, by claim id.
    """
    entries: list[TimelineEntry] = []
    for claim in claims:
        span = time_span(claim.text, reports[claim.statements[0].report])
        if span is None and claim.id in stamps:
            span = TimeSpan(text=stamps[claim.id])
        if span is not None:
            entries.append(
                TimelineEntry(when=span, text=claim.text, claims=(claim.id,), confidence=claim.confidence)
            )
    return tuple(sorted(entries, key=lambda entry: _order(entry.when)))


def _order(span: TimeSpan) -> str:
    return span.start.isoformat() if span.start else "9"


def parties(claims: Iterable[Claim]) -> tuple[Party, ...]:
    """Who speaks, with the part that their name gives away."""
    said: dict[str, list[Claim]] = {}
    for claim in claims:
        for source in claim.sources:
            said.setdefault(source, []).append(claim)
    return tuple(
        Party(
            name=name,
            role=_role(name),
            claims=tuple(claim.id for claim in theirs),
            confidence=min(claim.confidence for claim in theirs),
        )
        for name, theirs in said.items()
    )


def _role(name: str) -> PartyRole:
    for pattern, role in (
        (_WITNESS, PartyRole.WITNESS),
        (_RESPONDER, PartyRole.RESPONDER),
        (_AUTHORITY, PartyRole.AUTHORITY),
    ):
        if pattern.search(name):
            return role
    return PartyRole.SOURCE


def unknowns(claims: Iterable[Claim]) -> tuple[Cited[str], ...]:
    """What the reports say is not known."""
    return tuple(cite(claim.text, [claim]) for claim in claims if _UNKNOWN.search(claim.text))
