"""What comes out: the summary of an incident and how it was made."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, Literal, Self, cast

from pydantic import Field, model_validator

from summarizer.schema.base import Frozen
from summarizer.schema.claim import Claim
from summarizer.schema.report import Report
from summarizer.schema.values import Cited, Conflict, IncidentKind, Party, TimelineEntry, TimeSpan, Toll

FORMAT_VERSION = 1


class PromptUse(Frozen):
    """A prompt template that took part."""

    name: str
    version: int
    sha256: str = Field(description="Of the template's file.")


class StageUse(Frozen):
    """What one stage of the pipeline cost."""

    stage: Literal["read", "check", "reconcile", "compose", "fields"]
    requests: int = Field(default=0, ge=0, description="HTTP requests, retries included.")
    tokens_read: int = Field(default=0, ge=0, description="Prompt tokens, as the provider counts them.")
    tokens_cached: int = Field(
        default=0, ge=0, description="Those of them that the provider took from a cache."
    )
    tokens_written: int = Field(default=0, ge=0)
    seconds: float = Field(default=0.0, ge=0, description="Wall time of the stage.")


class WindowFate(Frozen):
    """What became of one window of a report."""

    start: int = Field(ge=0, description="Where the window starts in the report's text.")
    end: int = Field(ge=0, description="Where it ends (exclusive).")
    status: Literal["read", "failed"]
    claims: int = Field(default=0, ge=0, description="How many claims it gave.")
    error: str | None = Field(default=None, description="Why it could not be read.")


class ReportFate(Frozen):
    """What became of one report."""

    report: str = Field(description="The report's id.")
    status: Literal[
        "read", "partly", "failed", "empty", "duplicate", "unreadable", "superseded", "set aside"
    ] = Field(
        description="'empty': read, and no claim found in it. 'superseded': read, and replaced by a later version. "
        "'set aside': not read, being about another incident. A 'duplicate' (the same file again) and an "
        "'unreadable' file of a folder are not among the reports."
    )
    sentences: int = Field(ge=0)
    skipped: int = Field(ge=0, description="Lines taken for captions, bylines, navigation and the like.")
    name: str = Field(default="", description="The file, line or page it comes from; empty for a given text.")
    reason: str = Field(default="", description="Why it was not read like the others.")
    windows: tuple[WindowFate, ...] = ()


class RunInfo(Frozen):
    """How a summary was made."""

    package: str = Field(description="Version of this package.")
    model: str
    prompts: tuple[PromptUse, ...] = ()
    stages: tuple[StageUse, ...] = ()
    cost_usd: float | None = Field(default=None, ge=0, description="Null where the price is unknown.")
    started: datetime
    seconds: float = Field(ge=0)
    reports: tuple[ReportFate, ...] = ()
    left_out: int = Field(
        default=0, ge=0, description="Composed sentences left out because no claim bore them."
    )
    calibration: str = Field(
        default="uncalibrated", description="The profile that confidence was calibrated with."
    )
    effort: Literal["standard", "thorough"] = "standard"
    seed: int | None = None
    warnings: tuple[str, ...] = ()
    unfilled: dict[str, str] = Field(
        default_factory=dict, description="Why a field of the user's schema has no value, by field."
    )

    @property
    def tokens(self) -> int:
        """Tokens read and written by all stages."""
        return sum(stage.tokens_read + stage.tokens_written for stage in self.stages)


class IncidentSummary(Frozen):
    """The typed summary of an incident. Everything in it cites a claim, every claim a place in a report.

    Raises:
        pydantic.ValidationError: where a quote is not what stands at its place, or a cited claim is not there.
    """

    format_version: Literal[1] = FORMAT_VERSION
    schema_name: str = "IncidentSummary"
    headline: Cited[str] | None = Field(default=None, description="The incident in one line.")
    summary: tuple[Cited[str], ...] = Field(default=(), description="Its sentences, each citing claims.")
    kind: Cited[IncidentKind] | None = None
    when: Cited[TimeSpan] | None = None
    where: tuple[Cited[str], ...] = ()
    parties: tuple[Party, ...] = ()
    toll: Toll = Toll()
    timeline: tuple[TimelineEntry, ...] = ()
    claims: tuple[Claim, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    unknowns: tuple[Cited[str], ...] = Field(default=(), description="What the reports say is not known.")
    reports: tuple[Report, ...] = ()
    run: RunInfo

    @model_validator(mode="after")
    def _evidence_stands(self) -> Self:
        texts = {report.id: report.text for report in self.reports}
        if len(texts) != len(self.reports):
            raise ValueError("report ids must be unique")
        for claim in self.claims:
            for statement in claim.statements:
                if texts.get(statement.report, "")[statement.start : statement.end] != statement.quote:
                    raise ValueError(f"the quote of claim {claim.id} is not what stands at its place")
        known = {claim.id for claim in self.claims}
        if len(known) != len(self.claims):
            raise ValueError("claim ids must be unique")
        if missing := self.cited() - known:
            raise ValueError(f"cited but not among the claims: {', '.join(sorted(missing))}")
        return self

    @classmethod
    def derive(cls, filled: Mapping[str, Any], claims: Mapping[str, Claim]) -> dict[str, Any]:  # noqa: ARG003
        """Values of the fields that are computed from others; for schemas with such fields to override.

        Args:
            filled: the added fields that have a value.
            claims: the ledger by id.
        """
        return {}

    def cited(self) -> set[str]:
        """Ids of all claims that anything in the summary cites."""
        slots = [
            getattr(self, name)
            for name in type(self).model_fields
            if name not in {"claims", "reports", "run"}
        ]
        return {identifier for slot in slots for identifier in _citations(slot)}


def _citations(value: object) -> set[str]:
    """Claim ids cited by a value, however deep: every citing type has a field ``claims``."""
    if isinstance(value, tuple | list):
        items = cast("Iterable[object]", value)
        return {identifier for item in items for identifier in _citations(item)}
    if isinstance(value, Frozen):
        own: set[str] = set(getattr(value, "claims", ()))
        return own.union(
            *(_citations(getattr(value, name)) for name in type(value).model_fields if name != "claims")
        )
    return set()
