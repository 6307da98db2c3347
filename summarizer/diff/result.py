"""The types of a comparison of two summaries."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from pydantic import Field

from summarizer.schema import Cited, Claim, Conflict, CountRange, Frozen

Harm = Literal["killed", "injured", "missing"]
Aspect = Literal["number", "confidence", "certainty", "contested", "superseded"]
"""What changed about a claim that is in both: a number it says, or what stands beside it."""


class Edition(Frozen):
    """One of the two summaries, as far as it takes to tell them apart."""

    headline: str | None = None
    started: datetime = Field(description="When its run began.")
    model: str
    reports: int = Field(ge=0, description="How many reports it is made from.")
    claims: int = Field(ge=0, description="How many claims it holds.")


class ClaimChange(Frozen):
    """A claim that is in both summaries, and not as it was. Ids are those of its own summary."""

    before: Claim
    after: Claim
    aspects: tuple[Aspect, ...] = Field(min_length=1, description="What changed about it.")


class TollChange(Frozen):
    """A count of people that is not what it was; null where a summary has none."""

    harm: Harm
    before: Cited[CountRange] | None = None
    after: Cited[CountRange] | None = None


class SummaryDiff(Frozen):
    """What changed from one summary to another. Claims and conflicts are those of the summary they stand in."""

    before: Edition
    after: Edition
    toll: tuple[TollChange, ...] = ()
    new: tuple[Claim, ...] = Field(default=(), description="Claims that only the later one has.")
    dropped: tuple[Claim, ...] = Field(default=(), description="Claims that only the earlier one has.")
    changed: tuple[ClaimChange, ...] = ()
    unchanged: int = Field(default=0, ge=0, description="How many claims are in both and as they were.")
    opened: tuple[Conflict, ...] = Field(default=(), description="Conflicts that only the later one has.")
    closed: tuple[Conflict, ...] = Field(default=(), description="Conflicts that only the earlier one has.")
