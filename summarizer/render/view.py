"""One view of a summary for every format: what is shown, in which order and in which words.

Renderers only lay it out, so formats cannot disagree. All texts here are on one line and free of controls
(``safe.plain``); what a format's own syntax would act on is that renderer's to escape.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, cast

from summarizer.confidence.words import in_words, percent
from summarizer.render.missing import missing
from summarizer.render.provenance import details, phrases
from summarizer.render.safe import plain
from summarizer.render.source import Pages
from summarizer.render.wording import count, label, listed, moment, span, value
from summarizer.schema import (
    Certainty,
    Check,
    Cited,
    Claim,
    Conflict,
    IncidentSummary,
    Party,
    Report,
    RunInfo,
    Side,
    Statement,
    TimelineEntry,
    Toll,
)

DOUBTFUL = 0.5
"""Claims below this confidence are marked."""
MEANING = "Confidence: how likely the quoted words support the claim; not whether it is true."
OWN_VOICE = "the report itself"
"""The source of what nobody is named for."""


@dataclass(frozen=True, slots=True)
class Confidence:
    """A probability in words and as a percentage."""

    value: float
    word: str
    number: str

    @property
    def doubtful(self) -> bool:
        """Whether it is under 0.5."""
        return self.value < DOUBTFUL

    def __str__(self) -> str:
        return f"{self.word}, {self.number}"


@dataclass(frozen=True, slots=True)
class Evidence:
    """One statement: who says it, how sure they are, the words, and in which report they stand."""

    source: str
    certainty: str
    quote: str
    report: str
    """Which report, and which page of it; empty where there is only one of each."""

    def __str__(self) -> str:
        return f"“{self.quote}” ({', '.join(part for part in (self.source, self.certainty, self.report) if part)})"


@dataclass(frozen=True, slots=True)
class ClaimLine:
    """A claim with everything a reader needs to judge it."""

    id: str
    text: str
    confidence: Confidence
    certainty: str
    sources: tuple[str, ...]
    voices: int
    contested: bool
    taken_back: str
    """The report that took it back; empty where it stands."""
    problems: tuple[str, ...]
    evidence: tuple[Evidence, ...]

    @property
    def marks(self) -> tuple[str, ...]:
        """Why a reader should hesitate, in words; empty where nothing speaks against the claim."""
        doubt = ("under 50%",) if self.confidence.doubtful else ()
        contested = ("contested",) if self.contested else ()
        taken_back = (f"taken back by {self.taken_back}",) if self.taken_back else ()
        return (*doubt, *contested, *taken_back, *self.problems)


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence or a value with the ids of the claims it rests on."""

    text: str
    claims: tuple[str, ...]
    confidence: Confidence


@dataclass(frozen=True, slots=True)
class PartyLine:
    """Somebody with a part in the incident."""

    name: str
    aliases: tuple[str, ...]
    role: str
    line: Line


@dataclass(frozen=True, slots=True)
class Slot:
    """A question and its answers: "Where" and the places."""

    name: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class SideLine:
    """One side of a conflict."""

    who: str
    """Its sources and what they do: ``the ministry and the police say``, ``the union denies``."""
    text: str
    claims: tuple[str, ...]
    evidence: tuple[tuple[str, int], ...]
    """What this side says in its own words: the id of a claim, and the place in that claim's evidence."""
    newer: bool


@dataclass(frozen=True, slots=True)
class ConflictLine:
    """What does not fit together."""

    about: str
    kind: str
    sides: tuple[SideLine, ...]
    explanation: str


@dataclass(frozen=True, slots=True)
class View:
    """Everything a format shows, in order."""

    headline: Line | None
    summary: tuple[Line, ...]
    facts: tuple[Slot, ...]
    """What, when and where."""
    toll: tuple[Slot, ...]
    parties: tuple[PartyLine, ...]
    added: tuple[Slot, ...]
    """The fields that a user's schema adds."""
    timeline: tuple[Slot, ...]
    claims: tuple[ClaimLine, ...]
    conflicts: tuple[ConflictLine, ...]
    unknowns: tuple[Line, ...]
    missing: tuple[str, ...]
    """What could not be read or written: a person should look."""
    notes: tuple[str, ...]
    """What a person should know besides: the warnings of the run, and which added fields have no value and why."""
    reports: tuple[str, ...]
    provenance: tuple[str, ...]
    """How it was made, in short phrases."""
    made: tuple[tuple[str, tuple[str, ...]], ...]
    """How it was made in full: names, and what there is to say under each."""

    @property
    def slots(self) -> tuple[Slot, ...]:
        """What, when, where, the toll, who, and the fields a user's schema adds; only those with an answer."""
        who = Slot("Who", tuple(party.line for party in self.parties))
        return tuple(slot for slot in (*self.facts, *self.toll, who, *self.added) if slot.lines)


@dataclass(frozen=True, slots=True)
class CheckLine:
    """A given claim, checked."""

    claim: str
    confidence: Confidence
    below: bool
    """Whether it is under the threshold asked for."""
    evidence: Evidence | None
    problems: tuple[str, ...]


def view(summary: IncidentSummary) -> View:
    """Prepare a summary, or one of a schema of the user's, for showing."""
    places = _Places(summary.reports)
    origins = {fate.report: fate.name for fate in summary.run.reports}
    claims = {claim.id: claim for claim in summary.claims}
    return View(
        headline=_cited(summary.headline) if summary.headline else None,
        summary=tuple(_cited(sentence) for sentence in summary.summary),
        facts=_facts(summary),
        toll=_toll(summary.toll),
        parties=tuple(_party(party) for party in summary.parties),
        added=_added(summary),
        timeline=tuple(_step(entry) for entry in summary.timeline),
        claims=tuple(_claim(claim, places) for claim in summary.claims),
        conflicts=tuple(_conflict(conflict, claims) for conflict in summary.conflicts),
        unknowns=tuple(_cited(unknown) for unknown in summary.unknowns),
        missing=tuple(plain(sentence) for sentence in missing(summary)),
        notes=(*(plain(warning) for warning in summary.run.warnings), *_unfilled(summary.run)),
        reports=tuple(_report(report, origins.get(report.id, "")) for report in summary.reports),
        provenance=phrases(summary.run),
        made=details(summary.run),
    )


def view_checks(checks: list[Check], threshold: float) -> tuple[CheckLine, ...]:
    """Prepare what ``check()`` returned, in its order."""
    return tuple(
        CheckLine(
            claim=plain(check.claim),
            confidence=confidence(check.confidence),
            below=check.confidence < threshold,
            evidence=_evidence(check.evidence, _Places(())) if check.evidence else None,
            problems=tuple(plain(problem) for problem in check.problems),
        )
        for check in checks
    )


def confidence(probability: float) -> Confidence:
    """Put a probability into words."""
    return Confidence(probability, in_words(probability), percent(probability))


def claim_line(claim: Claim) -> ClaimLine:
    """Prepare one claim, apart from its summary: its evidence names no report."""
    return _claim(claim, _Places(()))


def _claim(claim: Claim, places: _Places) -> ClaimLine:
    own = any(statement.source is None for statement in claim.statements)
    return ClaimLine(
        id=plain(claim.id),
        text=plain(claim.text),
        confidence=confidence(claim.confidence),
        certainty=str(claim.certainty),
        sources=(*(plain(source) for source in claim.sources), *((OWN_VOICE,) if own else ())),
        voices=claim.voices,
        contested=claim.contested,
        taken_back=plain(claim.superseded_by or ""),
        problems=tuple(plain(problem) for problem in claim.problems),
        evidence=tuple(_evidence(statement, places) for statement in claim.statements),
    )


def _evidence(statement: Statement, places: _Places) -> Evidence:
    return Evidence(
        source=OWN_VOICE if statement.source is None else plain(statement.source),
        certainty=str(statement.certainty),
        quote=plain(statement.quote),
        report=places.of(statement),
    )


def _cited(cited: Cited[Any]) -> Line:
    return _line(value(cited.value), cited.claims, cited.confidence)


def _line(text: str, claims: tuple[str, ...], probability: float) -> Line:
    return Line(plain(text), tuple(plain(claim) for claim in claims), confidence(probability))


def _facts(summary: IncidentSummary) -> tuple[Slot, ...]:
    answers = (("What", summary.kind), ("When", summary.when), ("Where", summary.where))
    return tuple(Slot(name, _answers(field)) for name, field in answers if field)


def _toll(toll: Toll) -> tuple[Slot, ...]:
    counted = (("Killed", toll.killed), ("Injured", toll.injured), ("Missing", toll.missing))
    return tuple(
        Slot(name, (_line(count(cited.value), cited.claims, cited.confidence),))
        for name, cited in counted
        if cited
    )


def _added(summary: IncidentSummary) -> tuple[Slot, ...]:
    names = (name for name in type(summary).model_fields if name not in IncidentSummary.model_fields)
    slots = (Slot(label(name).capitalize(), _answers(getattr(summary, name))) for name in names)
    return tuple(slot for slot in slots if slot.lines)


def _unfilled(run: RunInfo) -> tuple[str, ...]:
    return tuple(
        plain(f"{label(name).capitalize()} is empty: {reason}") for name, reason in run.unfilled.items()
    )


def _answers(field: Any) -> tuple[Line, ...]:
    """Show the cited values of a field, however many it holds."""
    if isinstance(field, tuple | list):
        return tuple(line for item in cast("Sequence[Any]", field) for line in _answers(item))
    return (_cited(cast("Cited[Any]", field)),) if isinstance(field, Cited) else ()


def _party(party: Party) -> PartyLine:
    aliases = f" (also {', '.join(party.aliases)})" if party.aliases else ""
    role = label(party.role)
    return PartyLine(
        name=plain(party.name),
        aliases=tuple(plain(alias) for alias in party.aliases),
        role=role,
        line=_line(f"{party.name}{aliases}: {role}", party.claims, party.confidence),
    )


def _step(entry: TimelineEntry) -> Slot:
    return Slot(span(entry.when), (_line(entry.text, entry.claims, entry.confidence),))


def _conflict(conflict: Conflict, claims: Mapping[str, Claim]) -> ConflictLine:
    return ConflictLine(
        about=plain(conflict.about),
        kind=conflict.kind,
        sides=tuple(
            _side(
                side,
                claims,
                denies=conflict.kind == "denial" and position > 0,
                newer=position == conflict.newer,
            )
            for position, side in enumerate(conflict.sides)
        ),
        explanation=plain(conflict.explanation),
    )


def _side(side: Side, claims: Mapping[str, Claim], *, denies: bool, newer: bool) -> SideLine:
    sources = [plain(source) for source in side.sources] or [OWN_VOICE]
    verbs = ("denies", "deny") if denies else ("says", "say")
    return SideLine(
        who=f"{listed(sources)} {verbs[len(sources) > 1]}",
        text=plain("; ".join(claims[claim].text for claim in side.claims)),
        claims=tuple(plain(claim) for claim in side.claims),
        evidence=tuple(
            (plain(identifier), place)
            for identifier in side.claims
            for place, said in enumerate(claims[identifier].statements)
            if said.source in (side.sources or (None,)) and (said.certainty is Certainty.DENIED) == denies
        ),
        newer=newer,
    )


class _Places:
    """What to call the place of a statement: its report where there are several, its page where it has one."""

    def __init__(self, reports: tuple[Report, ...]) -> None:
        self._names = {report.id: report_name(report) for report in reports} if len(reports) > 1 else {}
        self._pages = {report.id: Pages(report.text) for report in reports}

    def of(self, statement: Statement) -> str:
        pages = self._pages.get(statement.report)
        page = pages.of(statement.start) if pages else None
        parts = (self._names.get(statement.report), page and f"p. {page:,}")
        return ", ".join(part for part in parts if part)


def report_name(report: Report) -> str:
    """What to call a report: its publisher and its id, or its id alone."""
    return plain(f"{report.publisher} ({report.id})" if report.publisher else report.id)


def _report(report: Report, origin: str) -> str:
    published = moment(report.published) if report.published else ""
    parts = (report.id, origin, report.title, report.publisher, published, report.url)
    return ", ".join(dict.fromkeys(plain(part) for part in parts if part))
