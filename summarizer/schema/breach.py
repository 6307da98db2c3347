"""Data seen, copied or published without right."""

from __future__ import annotations

from pydantic import Field

from summarizer.schema.summary import IncidentSummary
from summarizer.schema.values import Cited, CountRange, TimeSpan


class BreachSummary(IncidentSummary):
    """A data breach, with what those concerned and a regulator ask first."""

    data_types: tuple[Cited[str], ...] = Field(
        default=(), description="Kinds of data that were seen or copied, such as names or bank details."
    )
    records: Cited[CountRange] | None = Field(
        default=None, description="How many people's data or records were seen or copied."
    )
    vector: Cited[str] | None = Field(default=None, description="How the intruders got in.")
    discovery: Cited[TimeSpan] | None = Field(default=None, description="When the breach was noticed.")
    disclosure: Cited[TimeSpan] | None = Field(
        default=None, description="When those concerned, the public or the authorities were told."
    )
    regulator: Cited[str] | None = Field(
        default=None, description="The data protection authority or other regulator that deals with it."
    )
