"""The typed slots that code can fill from the ledger: time, timeline, and what is not known."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from math import inf

from summarizer.reading.clauses import between
from summarizer.reading.prepare import Prepared
from summarizer.reading.times import Anchors, Mention, likely_day, mentions
from summarizer.schema import Cited, Claim, Report, TimelineEntry, TimeSpan
from summarizer.schema.base import day_of
from summarizer.stages.values import cite

_BEFORE_OR_AFTER = re.compile(r"(?:until|since|by|from)\b", re.I)
_AHEAD = re.compile(r"\b(?:due|scheduled|expected|planned|will|would|until|next)\b", re.I)
_HAPPENED = re.compile(
    r"\b(?:kill\w*|die[ds]?|dead|deaths?|wounded|injur\w+|hurt|shot|shoot\w*|gun(?:fire|ned|shots?)|wounds?"
    r"|homicide|murder\w*|opened fire|fired"
    r"|attack\w*|ambush\w*|shell(?:ed|ing)|stabb\w+|robb\w+|kidnap\w*|abduct\w*|bomb\w*|explo\w+|blast|detonat\w+"
    r"|fire|blaze|burn\w*|broke out|erupt\w*|crash\w*|collid\w+|collision|derail\w*|collaps\w*"
    r"|g[ai]ven? way|sank|capsiz\w*"
    r"|flood\w*|leak\w*|spill\w*|struck|quake|landslide|storm|outage|failed|failure|went (?:down|dark)|dropped"
    r"|breach\w*|stole\w*|copied|accident|incident|happen\w*|occurr\w+|took place|began|started)\b",
    re.I,
)
_OTHERWISE = re.compile(
    r"\b(?:sa(?:id|ys)|told|add(?:s|ed)|announc\w+|statement|conference|interview\w*|arrest\w*|charg\w+|court|appear\w*|sentenc\w+"
    r"|plead\w*|pleaded|convict\w*|funeral|vigil|memorial|autops\w+|inspect\w*|investigat\w*|identif\w+|releas\w+|reopen\w*"
    r"|updated|posted|published|visit\w*|meeting|met|elected|appointed|born|built|opened(?! fire)|founded|since)\b",
    re.I,
)
_NIGHT = re.compile(r"\b(?:overnight|last night)\b", re.I)
"""A time that begins on one day and ends on the next."""
_LATE = 20
"""Claims of a report after which one is no longer less likely to tell of the incident itself."""
_NEARLY = 1.0
"""How much less well a time may suit the incident and still be the one that most reports name."""
_APART = re.compile(r"[,;–—]|\b(?:and|but|while|after|before|when|as)\b", re.I)
_UNKNOWN = re.compile(
    r"\b(?:(?:is|are|was|were)(?: not|n[’']t) (?:yet )?(?:known|clear|established)|unknown|unclear"
    r"|no (?:word|claim of responsibility)"
    r"|not (?:yet )?(?:said|identified|named|released|commented|been (?:determined|identified))|has not been heard"
    r"|could not (?:be )?(?:independently )?(?:verif\w+|confirm\w*)|remains? to be seen|yet to (?:be )?\w+)",
    re.I,
)


@dataclass(frozen=True, slots=True)
class _Dated:
    """A time that a claim names, and how well it suits the incident itself."""

    weight: float
    claim: Claim
    span: TimeSpan

    @property
    def day(self) -> date | None:
        """Its first day, where it is placed."""
        return day_of(self.span.start) if self.span.start else None


def when(claims: Iterable[Claim], reports: Mapping[str, Report]) -> Cited[TimeSpan] | None:
    """When the incident itself happened: the time that stands nearest to a word for it, early in the reports.

    A time of something else (a statement, an arrest, a visit), of something to come and a mere year weigh less, and
    what cannot be placed on the calendar least. Where a claim of the incident names no time, the sentence that it was
    read from may. Where no claim names a day that suits it, a clock time is placed on the day that was named last
    before it, or else on the day of its report. Where no claim names a time at all, the incident lies before its
    first report.
    """
    claims = list(claims)
    anchors = {identifier: Anchors(report) for identifier, report in reports.items()}
    best = _best_time(claims, reports, anchors, clocks_placed=False)
    if best is not None and (best.span.start is None or best.weight < 0):
        placed = _best_time(claims, reports, anchors, clocks_placed=True)
        best = placed if placed and (best.span.start is None or placed.weight > 0) else best
    if best is None:
        return _before_it_was_reported(claims, reports)
    return cite(best.span, [best.claim])


def _before_it_was_reported(claims: Sequence[Claim], reports: Mapping[str, Report]) -> Cited[TimeSpan] | None:
    """The latest day that something can have happened which no claim dates: that of the first report to tell it."""
    telling = [
        (day_of(published), claim)
        for claim in claims
        if _HAPPENED.search(claim.text) and (published := reports[claim.statements[0].report].published)
    ]
    if not telling:
        return None
    day, claim = min(telling, key=lambda one: one[0])
    span = TimeSpan(text=f"reported {day.day} {day:%B %Y}", end=day, precision="day")
    return cite(span, [claim])


def _best_time(
    claims: Sequence[Claim],
    reports: Mapping[str, Report],
    anchors: Mapping[str, Anchors],
    *,
    clocks_placed: bool,
) -> _Dated | None:
    """The claim and the time in it that suit the incident best; of several about as good, on the day most report."""
    found: list[_Dated] = []
    places = Counter[str]()
    for claim in claims:
        told = claim.statements[0]
        report, anchor = reports[told.report], anchors[told.report].before(told.start)
        text, doubt = claim.text, 0.0
        clocks_on = likely_day(report, anchor) if clocks_placed else None
        named = _named(claim, report, anchor, clocks_on)
        if not named and _HAPPENED.search(text):
            text, doubt = " ".join(told.quote.split()), 0.5
            named = mentions(text, report, anchor, clocks_on=clocks_on)
        place = min(places[told.report], _LATE)
        places[told.report] += 1
        found += (_Dated(_fit(mention, text) - place / 10 - doubt, claim, mention.span) for mention in named)
    if not found:
        return None
    highest = max(one.weight for one in found)
    near = [one for one in found if one.weight > highest - _NEARLY]
    naming: defaultdict[date, set[str]] = defaultdict(set)
    for one in near:
        if one.day:
            naming[one.day].update(statement.report for statement in one.claim.statements)
    return max(near, key=lambda one: (len(naming[one.day]) if one.day else 0, one.weight))


def _named(claim: Claim, report: Report, anchor: date | None, clocks_on: date | None = None) -> list[Mention]:
    """The times that a claim names, placed where its evidence places the same words: "the same day"."""
    quote = claim.statements[0].quote
    quoted = {one.span.text: one.span for one in mentions(quote, report, anchor, clocks_on=clocks_on)}
    return [
        replace(one, span=quoted.get(one.span.text.removeprefix("on "), quoted.get(one.span.text, one.span)))
        for one in mentions(claim.text, report, anchor, clocks_on=clocks_on)
    ]


def _fit(mention: Mention, text: str) -> float:
    """How well a time suits the incident itself, by the words around it."""
    event, other = (_distance(mention, text, words) for words in (_HAPPENED, _OTHERWISE))
    near = 2.0 * (event < other) - 2.0 * (other < event)
    vague = mention.span.start is None or mention.span.precision in {"month", "year"}
    bound = _BEFORE_OR_AFTER.match(mention.span.text) or _AHEAD.search(text[: mention.start])
    either_day = bool(_NIGHT.search(mention.span.text))
    return near - either_day - 3.0 * vague - 2.0 * bool(bound) - 2.0 * (mention.span.start is None)


def _distance(mention: Mention, text: str, words: re.Pattern[str]) -> float:
    """Characters between a time and the nearest of certain words; another clause is far away."""
    gaps = (between(text, match.span(), (mention.start, mention.end)) for match in words.finditer(text))
    return min((len(gap) + 40 * len(_APART.findall(gap)) for gap in gaps), default=inf)


def timeline(
    claims: Iterable[Claim], reports: Mapping[str, Report], stamps: Mapping[str, str]
) -> tuple[TimelineEntry, ...]:
    """The dated claims: by the calendar, then by the order in which they are told.

    Args:
        claims: the ledger.
        reports: by id.
        stamps: time stamps of log lines and live entries, by claim id.
    """
    anchors = {identifier: Anchors(report) for identifier, report in reports.items()}
    entries: list[TimelineEntry] = []
    for claim in claims:
        told = claim.statements[0]
        named = _named(claim, reports[told.report], anchors[told.report].before(told.start))
        span = next((one.span for one in sorted(named, key=lambda one: one.span.start is None)), None)
        if span is None and claim.id in stamps:
            span = TimeSpan(text=stamps[claim.id])
        if span is not None:
            entries.append(
                TimelineEntry(when=span, text=claim.text, claims=(claim.id,), confidence=claim.confidence)
            )
    return tuple(sorted(entries, key=lambda entry: _order(entry.when)))


def stamps(prepared: Mapping[str, Prepared], claims: Iterable[Claim]) -> dict[str, str]:
    """Time stamps of log lines and live entries, by the id of the claim that was read there.

    Args:
        prepared: the reports, by id.
        claims: the ledger.
    """
    times = {
        (identifier, sentence.start): sentence.time
        for identifier, one in prepared.items()
        for sentence in one.sentences
        if sentence.time
    }
    return {
        claim.id: times[statement.report, statement.start]
        for claim in claims
        for statement in claim.statements[:1]
        if (statement.report, statement.start) in times
    }


def _order(span: TimeSpan) -> str:
    return span.start.isoformat() if span.start else "9"


def unknowns(claims: Iterable[Claim]) -> tuple[Cited[str], ...]:
    """What the reports say is not known."""
    return tuple(cite(claim.text, [claim]) for claim in claims if _UNKNOWN.search(claim.text))
