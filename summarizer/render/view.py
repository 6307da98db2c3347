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
from summarizer.render.safe import plain
from summarizer.render.wording import count, duration, label, listed, moment, money, plural, span, value
from summarizer.schema import (
    Check,
    Cited,
    Claim,
    Conflict,
    IncidentSummary,
    Party,
    Report,
    ReportFate,
    RunInfo,
    Side,
    Statement,
    TimelineEntry,
)

DOUBTFUL = 0.5
"""Claims below this confidence are marked."""
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
    """Empty where there is only one report."""


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
    problems: tuple[str, ...]
    evidence: tuple[Evidence, ...]

    @property
    def marks(self) -> tuple[str, ...]:
        """Why a reader should hesitate, in words; empty where nothing speaks against the claim."""
        doubt = ("under 50%",) if self.confidence.doubtful else ()
        return (*doubt, *(("contested",) if self.contested else ()), *self.problems)


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence or a value with the ids of the claims it rests on."""

    text: str
    claims: tuple[str, ...]
    confidence: Confidence


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
    slots: tuple[Slot, ...]
    timeline: tuple[Slot, ...]
    claims: tuple[ClaimLine, ...]
    conflicts: tuple[ConflictLine, ...]
    unknowns: tuple[Line, ...]
    missing: tuple[str, ...]
    """What could not be read or written: a person should look."""
    notes: tuple[str, ...]
    """What a person should know besides: the warnings of the run."""
    reports: tuple[str, ...]
    provenance: tuple[str, ...]


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
    names = _report_names(summary.reports)
    claims = {claim.id: claim for claim in summary.claims}
    return View(
        headline=_cited(summary.headline) if summary.headline else None,
        summary=tuple(_cited(sentence) for sentence in summary.summary),
        slots=_slots(summary),
        timeline=tuple(_step(entry) for entry in summary.timeline),
        claims=tuple(_claim(claim, names) for claim in summary.claims),
        conflicts=tuple(_conflict(conflict, claims) for conflict in summary.conflicts),
        unknowns=tuple(_cited(unknown) for unknown in summary.unknowns),
        missing=tuple(plain(sentence) for sentence in missing(summary)),
        notes=tuple(plain(warning) for warning in summary.run.warnings),
        reports=tuple(_report(report) for report in summary.reports),
        provenance=_provenance(summary.run),
    )


def view_checks(checks: list[Check], threshold: float) -> tuple[CheckLine, ...]:
    """Prepare what ``check()`` returned, in its order."""
    return tuple(
        CheckLine(
            claim=plain(check.claim),
            confidence=confidence(check.confidence),
            below=check.confidence < threshold,
            evidence=_evidence(check.evidence, {}) if check.evidence else None,
            problems=tuple(plain(problem) for problem in check.problems),
        )
        for check in checks
    )


def confidence(probability: float) -> Confidence:
    """Put a probability into words."""
    return Confidence(probability, in_words(probability), percent(probability))


def _claim(claim: Claim, names: Mapping[str, str]) -> ClaimLine:
    own = any(statement.source is None for statement in claim.statements)
    return ClaimLine(
        id=plain(claim.id),
        text=plain(claim.text),
        confidence=confidence(claim.confidence),
        certainty=str(claim.certainty),
        sources=(*(plain(source) for source in claim.sources), *((OWN_VOICE,) if own else ())),
        voices=claim.voices,
        contested=claim.contested,
        problems=tuple(plain(problem) for problem in claim.problems),
        evidence=tuple(_evidence(statement, names) for statement in claim.statements),
    )


def _evidence(statement: Statement, names: Mapping[str, str]) -> Evidence:
    return Evidence(
        source=OWN_VOICE if statement.source is None else plain(statement.source),
        certainty=str(statement.certainty),
        quote=plain(statement.quote),
        report=names.get(statement.report, ""),
    )


def _cited(cited: Cited[Any]) -> Line:
    return _line(value(cited.value), cited.claims, cited.confidence)


def _line(text: str, claims: tuple[str, ...], probability: float) -> Line:
    return Line(plain(text), tuple(plain(claim) for claim in claims), confidence(probability))


def _slots(summary: IncidentSummary) -> tuple[Slot, ...]:
    """What, when, where, the toll, who, and the fields a user's schema adds; only those with an answer."""
    toll = summary.toll
    counted = (("Killed", toll.killed), ("Injured", toll.injured), ("Missing", toll.missing))
    slots = [
        Slot("What", _answers(summary.kind)),
        Slot("When", _answers(summary.when)),
        Slot("Where", _answers(summary.where)),
        *(
            Slot(name, (_line(count(cited.value), cited.claims, cited.confidence),))
            for name, cited in counted
            if cited
        ),
        Slot("Who", tuple(_party(party) for party in summary.parties)),
        *(
            Slot(label(name).capitalize(), _answers(getattr(summary, name)))
            for name in type(summary).model_fields
            if name not in IncidentSummary.model_fields
        ),
    ]
    return tuple(slot for slot in slots if slot.lines)


def _answers(field: Any) -> tuple[Line, ...]:
    """Show the cited values of a field, however many it holds."""
    if isinstance(field, tuple | list):
        return tuple(line for item in cast("Sequence[Any]", field) for line in _answers(item))
    return (_cited(cast("Cited[Any]", field)),) if isinstance(field, Cited) else ()


def _party(party: Party) -> Line:
    aliases = f" (also {', '.join(party.aliases)})" if party.aliases else ""
    return _line(f"{party.name}{aliases}: {label(party.role)}", party.claims, party.confidence)


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
        newer=newer,
    )


def _report_names(reports: tuple[Report, ...]) -> dict[str, str]:
    """What to call each report beside its evidence: nothing where there is only one."""
    if len(reports) < 2:
        return {}
    return {
        report.id: plain(f"{report.publisher} ({report.id})" if report.publisher else report.id)
        for report in reports
    }


def _report(report: Report) -> str:
    published = moment(report.published) if report.published else ""
    parts = (plain(report.id), plain(report.publisher or ""), published, plain(report.url or ""))
    return ", ".join(part for part in parts if part)


def _provenance(run: RunInfo) -> tuple[str, ...]:
    """Where the summary comes from, a phrase each."""
    read = sum(stage.tokens_read for stage in run.stages)
    written = sum(stage.tokens_written for stage in run.stages)
    calibration = "uncalibrated" if run.calibration == "uncalibrated" else f"calibrated ({run.calibration})"
    return tuple(
        plain(phrase)
        for phrase in (
            run.model,
            f"{read:,} tokens read, {written:,} written",
            money(run.cost_usd),
            duration(run.seconds),
            _reading(run.reports),
            f"confidence {calibration}",
            f"summarizer {run.package}",
        )
        if phrase
    )


def _reading(fates: tuple[ReportFate, ...]) -> str:
    if not fates:
        return ""
    sentences, skipped = sum(fate.sentences for fate in fates), sum(fate.skipped for fate in fates)
    aside = f", {plural(skipped, 'line')} of captions and the like skipped" if skipped else ""
    return f"{plural(sentences, 'sentence')}{aside}"
