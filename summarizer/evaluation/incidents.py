"""How well summaries tell what is known of an incident: when, where, what kind, how many came to harm, who did it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal, Protocol

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from summarizer.errors import LabelsError, ReportError
from summarizer.evaluation.kept import Kept
from summarizer.evaluation.metrics import Estimate, Scored, estimated, supported_from
from summarizer.evaluation.rows import IncidentRow
from summarizer.evaluation.support import Cost, Failed, Measured, Meter, mean_cost
from summarizer.events import Listener, Warned
from summarizer.llm.errors import ModelError
from summarizer.schema import CountRange, IncidentKind, IncidentSummary, PartyRole, Report
from summarizer.schema.base import Frozen, Moment, Probability, day_of

FieldName = Literal["kind", "date", "place", "killed", "injured", "perpetrators", "perpetrators in claims"]

KINDS: dict[str, frozenset[IncidentKind]] = {
    **{kind.value: frozenset({kind}) for kind in IncidentKind},
    "attack": frozenset({IncidentKind.ATTACK, IncidentKind.SHOOTING}),
    "shooting": frozenset({IncidentKind.SHOOTING, IncidentKind.ATTACK}),
    "databreach": frozenset({IncidentKind.DATA_BREACH}),
    "ransom": frozenset({IncidentKind.CYBERATTACK}),
    "phishing": frozenset({IncidentKind.CYBERATTACK}),
}
"""Kinds that are right for a kind of the gold, in lower case. A kind that is not listed is not compared."""
_ROLES = {PartyRole.PERPETRATOR, PartyRole.ALLEGED_PERPETRATOR}
_PARENTHESIS = re.compile(r"\s*\([^)]*\)")


class Summarizing(Protocol):
    """Something that summarises reports of one incident, as ``summarizer.summarize`` does."""

    def __call__(self, reports: Sequence[Report], *, on_event: Listener) -> IncidentSummary:
        """The summary."""
        ...


class Mention(BaseModel):
    """Words that fill a role, as CASIE has them."""

    text: str


class Known(BaseModel):
    """What is known of one incident. Whatever is left out is not compared; other fields are ignored.

    The forms of three data sets are read: the Gun Violence Archive's (``place`` a list, the most specific name
    first), MUC-4's (``place`` from country to quarter with colons between; ``perpetrators`` lists of names for
    one and the same) and CASIE's (``type``, and ``roles`` with mentions).
    """

    model_config = ConfigDict(frozen=True, extra="ignore")

    kind: str | None = None
    type: str | None = None
    date: Moment | None = None
    place: str | list[str] | None = None
    killed: int | None = Field(default=None, ge=0)
    injured: int | None = Field(default=None, ge=0)
    perpetrators: list[list[str]] = Field(default_factory=list[list[str]])
    perpetrator_orgs: list[list[str]] = Field(default_factory=list[list[str]])
    roles: dict[str, list[Mention]] = Field(default_factory=dict[str, list[Mention]])

    @property
    def places(self) -> list[str]:
        """Names of which one is enough: a country only where nothing closer is known."""
        if isinstance(self.place, list):
            return [_bare(name) for name in self.place[:1]]
        if self.place is None:
            return [mention.text for mention in self.roles.get("Place", ())]
        names = [part for step in self.place.split(":") for part in step.split(" - ")]
        plain = [name for one in names if (name := _bare(one))]
        return plain[1:] or plain


def _bare(place: str) -> str:
    """A place without what kind of one it is: "Merezh (city)"."""
    return _PARENTHESIS.sub("", place).strip()


@dataclass(frozen=True, slots=True)
class Gold:
    """What is right for a summary; an empty field is not compared. Of several incidents each is as good."""

    kinds: frozenset[IncidentKind] = frozenset()
    dates: frozenset[date] = frozenset()
    places: tuple[str, ...] = ()
    killed: frozenset[int] = frozenset()
    injured: frozenset[int] = frozenset()
    perpetrators: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a summary says of a field: anything at all, and what is right."""

    given: bool
    right: bool


class FieldResult(Frozen):
    """One field over all summaries for which the gold has it."""

    summaries: int = Field(ge=1)
    given: Probability = Field(description="The share of summaries that say anything of it.")
    right: Estimate = Field(description="The share that says what is right; interval by incident.")


class IncidentsResult(Frozen):
    """How well a file of incidents was summarised."""

    summaries: int = Field(ge=0)
    incidents: int = Field(ge=0)
    fields: dict[FieldName, FieldResult]
    per_summary: Cost
    failed: int = Field(ge=0, description="Reports that could not be summarised; they are in no figure.")


class Summarized(Measured):
    """A summary that was made."""

    summary: IncidentSummary


IncidentAnswer = Summarized | Failed
"""What is kept of the reports of a summary."""


def gold(row: IncidentRow) -> Gold:
    """What is right for a row: of one incident, or of any of ``incidents``.

    Raises:
        LabelsError: it is of none of the forms that ``Known`` reads.
    """
    incidents = row.gold.get("incidents", [row.gold])
    try:
        known = [Known.model_validate(one) for one in incidents]
    except (TypeError, ValidationError) as error:
        first = error.errors(include_input=False)[0]["loc"] if isinstance(error, ValidationError) else ()
        place = str(first[0]) if first else "incidents"
        raise LabelsError(
            f"The gold of {row.id} cannot be read: {place}.", hint="docs/evaluation.md says what it may hold."
        ) from None
    kinds = (KINDS.get((one.kind or one.type or "").lower(), frozenset[IncidentKind]()) for one in known)
    days = (day_of(one.date) for one in known if one.date is not None)
    return Gold(
        kinds=frozenset[IncidentKind]().union(*kinds),
        dates=frozenset(days),
        places=tuple(name for one in known for name in one.places),
        killed=frozenset(one.killed for one in known if one.killed is not None),
        injured=frozenset(one.injured for one in known if one.injured is not None),
        perpetrators=tuple(
            name for one in known for names in (*one.perpetrators, *one.perpetrator_orgs) for name in names
        ),
    )


def compare(known: Gold, summary: IncidentSummary) -> dict[FieldName, Outcome]:
    """Compare a summary with what is right, field by field.

    A date is right where the summary gives that very day; a place where it names it; a count where it gives that
    very number, or, for none, says nothing; perpetrators where a party in that role bears one of the names.
    """
    found: dict[FieldName, Outcome] = {}
    if known.kinds:
        kind = summary.kind.value if summary.kind else None
        found["kind"] = Outcome(kind is not None, kind in known.kinds)
    if known.dates:
        span = summary.when.value if summary.when else None
        placed = span is not None and span.start is not None
        days = {day_of(end) for end in (span.start, span.end) if end is not None} if span else set[date]()
        found["date"] = Outcome(placed, placed and len(days) == 1 and days <= known.dates)
    if known.places:
        where = [one.value for one in summary.where]
        found["place"] = Outcome(bool(where), _named(known.places, where))
    if known.killed:
        found["killed"] = _counted(known.killed, summary.toll.killed.value if summary.toll.killed else None)
    if known.injured:
        found["injured"] = _counted(
            known.injured, summary.toll.injured.value if summary.toll.injured else None
        )
    if known.perpetrators:
        names = [
            name for party in summary.parties if party.role in _ROLES for name in (party.name, *party.aliases)
        ]
        texts = [claim.text for claim in summary.claims]
        found["perpetrators"] = Outcome(bool(names), _named(known.perpetrators, names))
        found["perpetrators in claims"] = Outcome(bool(texts), _named(known.perpetrators, texts))
    return found


def _counted(right: frozenset[int], count: CountRange | None) -> Outcome:
    if count is None:
        return Outcome(given=False, right=0 in right)
    exact = count.low == count.high and not count.approximate
    return Outcome(given=True, right=exact and count.low in right)


def _named(names: Iterable[str], texts: Sequence[str]) -> bool:
    """Whether one of the texts holds one of the names, as whole words."""
    patterns = [
        re.compile(rf"(?<!\w){re.escape(name.strip())}(?!\w)", re.I) for name in names if name.strip()
    ]
    return any(pattern.search(" ".join(text.split())) for pattern in patterns for text in texts)


def by_summary(rows: Sequence[IncidentRow], *, many: bool) -> dict[str, list[IncidentRow]]:
    """The reports of each summary by its id: one each, or all of an incident.

    Raises:
        LabelsError: a report without an incident has the name of one for its id.
    """
    incidents = {row.incident for row in rows if many}
    groups: dict[str, list[IncidentRow]] = {}
    for row in rows:
        if not row.incident and row.id in incidents:
            raise LabelsError(
                f"An incident and a report without one are both called {row.id}.",
                hint="Give the report another id.",
            )
        groups.setdefault(row.of if many else row.id, []).append(row)
    return groups


def summarize_rows(
    groups: Mapping[str, Sequence[IncidentRow]],
    summarizing: Summarizing,
    kept: Kept,
    *,
    on_event: Listener,
    done: Callable[[int], None],
) -> None:
    """Summarise what has no answer yet; each summary is kept at once, whole.

    Args:
        groups: from ``by_summary``.
        summarizing: makes a summary.
        kept: where the answers go. A report that the model could not answer has none, so that it is asked again.
        on_event: hears what ``summarizing`` tells.
        done: told of each.

    Raises:
        ModelError: what would fail for every other report too. What is kept stays.
    """
    for identifier, rows in groups.items():
        if identifier in kept.answers:
            continue
        meter = Meter(on_event)
        try:
            reports = [Report(id=row.id, text=row.text, published=row.published) for row in rows]
            summary = summarizing(reports, on_event=meter)
        except ReportError as error:
            kept.add({"id": identifier, "failed": error.message})
        except ModelError as error:
            if error.fatal:
                raise
            on_event(Warned(f"{identifier} could not be summarised: {error.message}"))
        else:
            kept.add({"id": identifier, "summary": summary.model_dump(mode="json"), **meter.each(1)})
        done(1)


def incidents_result(
    groups: Mapping[str, Sequence[IncidentRow]], answers: Mapping[str, Mapping[str, Any]], *, seed: int = 0
) -> IncidentsResult:
    """Compare the kept summaries with the gold.

    Args:
        groups: from ``by_summary``.
        answers: as ``summarize_rows`` keeps them.
        seed: of the intervals.

    Raises:
        LabelsError: a gold cannot be read.
    """
    good = {name: answers[name] for name in groups if "summary" in answers.get(name, {})}
    outcomes: dict[FieldName, list[tuple[str, Outcome]]] = {}
    for name, answer in good.items():
        first = groups[name][0]
        compared = compare(gold(first), IncidentSummary.model_validate(answer["summary"]))
        for each, outcome in compared.items():
            outcomes.setdefault(each, []).append((first.of, outcome))
    return IncidentsResult(
        summaries=len(good),
        incidents=len({groups[name][0].of for name in good}),
        fields={each: _field(found, seed) for each, found in outcomes.items()},
        per_summary=mean_cost(list(good.values())),
        failed=len(groups) - len(good),
    )


def _field(found: Sequence[tuple[str, Outcome]], seed: int) -> FieldResult:
    right = estimated(
        [Scored(1.0, outcome.right, incident) for incident, outcome in found], supported_from(0), seed=seed
    )
    assert right is not None  # there is at least one
    given = sum(outcome.given for _, outcome in found) / len(found)
    return FieldResult(summaries=len(found), given=given, right=right)
