"""The ledger: claims, and the statements in which sources commit to them."""

from __future__ import annotations

from enum import StrEnum
from typing import Self

from pydantic import Field, model_validator

from summarizer.schema.base import Frozen, Offset, Probability


class Certainty(StrEnum):
    """How sure the source is, strongest first. It says nothing about whether the source is right."""

    CONFIRMED = "confirmed"
    """Called confirmed or verified."""
    STATED = "stated"
    """The report's own voice, unhedged."""
    REPORTED = "reported"
    """Attributed to somebody, unhedged."""
    ALLEGED = "alleged"
    """Blame or an accusation."""
    UNCONFIRMED = "unconfirmed"
    """Hedged: reportedly, apparently, possibly, "unconfirmed"."""
    DENIED = "denied"
    """Somebody says that it is not so."""

    @property
    def rank(self) -> int:
        """0 for the strongest level, 5 for a denial."""
        return list(Certainty).index(self)


class Statement(Frozen):
    """One place in one report where one source commits to a claim."""

    report: str = Field(description="The id of the report.")
    start: Offset = Field(description="Where the evidence starts in the report's text.")
    end: Offset = Field(description="Where it ends (exclusive).")
    quote: str = Field(min_length=1, description="The evidence: exactly text[start:end] of the report.")
    source: str | None = Field(
        default=None,
        description="Who says it, named as the text names it; null where the report speaks in its own voice.",
    )
    source_start: Offset | None = Field(
        default=None, description="Where the source's name starts, if it stands there."
    )
    source_end: Offset | None = Field(default=None, description="Where the source's name ends (exclusive).")
    certainty: Certainty = Field(description="How sure the source is.")

    @model_validator(mode="after")
    def _spans_hold(self) -> Self:
        if self.end - self.start != len(self.quote):
            raise ValueError("quote must be as long as its span")
        if (self.source_start is None) != (self.source_end is None):
            raise ValueError("source_start and source_end go together")
        if (
            self.source_start is not None
            and self.source_end is not None
            and self.source_end <= self.source_start
        ):
            raise ValueError("source_end must lie behind source_start")
        return self


class Claim(Frozen):
    """One atomic fact as the reports state it, with everything that is known about who stands behind it."""

    id: str = Field(description="Unique within the summary: c1, c2, ...")
    text: str = Field(min_length=1, description="The fact: positive, understandable alone, without 'X said'.")
    statements: tuple[Statement, ...] = Field(
        min_length=1, description="Where it is stated, in reading order."
    )
    confidence: Probability = Field(
        description="Probability that the cited text supports the claim as worded. Not whether it is true."
    )
    certainty: Certainty = Field(description="The strongest certainty among its statements.")
    sources: tuple[str, ...] = Field(default=(), description="The named sources, without repetition.")
    voices: int = Field(ge=1, description="How many independent voices say so.")
    contested: bool = Field(
        default=False, description="Whether a denial or a contradiction stands against it."
    )
    superseded_by: str | None = Field(
        default=None,
        description="The id of the report that took it back: a later version of the only reports that say it.",
    )
    problems: tuple[str, ...] = Field(
        default=(),
        description="What comparing it with its evidence found, e.g. 'evidence says 7, claim says 17'.",
    )
    signals: dict[str, float] = Field(
        default_factory=dict, description="What the confidence was computed from, by name."
    )


class Check(Frozen):
    """The answer of ``check()`` for one given claim."""

    claim: str = Field(description="The claim as given.")
    confidence: Probability = Field(description="Probability that the report supports the claim as worded.")
    evidence: Statement | None = Field(
        default=None, description="The best evidence; null where no sentence can be cited."
    )
    problems: tuple[str, ...] = Field(default=(), description="What is wrong, in words.")
    signals: dict[str, float] = Field(
        default_factory=dict, description="What the confidence was computed from."
    )

    @property
    def by_code_alone(self) -> bool:
        """Whether no model judged it, for it could not be asked."""
        return bool(self.signals) and "p_yes" not in self.signals
