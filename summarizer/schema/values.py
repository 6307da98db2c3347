"""The typed values of a summary. Each says which claims it rests on."""

from __future__ import annotations

from enum import StrEnum
from typing import Generic, Literal, Self, TypeVar

from pydantic import Field, model_validator

from summarizer.schema.base import Frozen, Moment, Probability

T = TypeVar("T")


class Cited(Frozen, Generic[T]):
    """A value and the claims it rests on."""

    value: T
    claims: tuple[str, ...] = Field(min_length=1, description="Ids of the claims it rests on.")
    confidence: Probability = Field(description="The lowest confidence among those claims.")


class IncidentKind(StrEnum):
    """What kind of incident it is. The list is closed; ``other`` is for what fits none."""

    ATTACK = "attack"
    """Armed attack, shelling, ambush, military strike."""
    BOMBING = "bombing"
    """An explosive device set off on purpose."""
    SHOOTING = "shooting"
    KIDNAPPING = "kidnapping"
    ARSON = "arson"
    ROBBERY = "robbery"
    UNREST = "unrest"
    """Riot, violent protest, crowd crush."""
    FIRE = "fire"
    EXPLOSION = "explosion"
    """An explosion not known to be intended."""
    INDUSTRIAL_ACCIDENT = "industrial_accident"
    CHEMICAL_RELEASE = "chemical_release"
    CONTAMINATION = "contamination"
    """Unsafe water, food or ground."""
    RAIL_ACCIDENT = "rail_accident"
    ROAD_ACCIDENT = "road_accident"
    AIR_ACCIDENT = "air_accident"
    MARITIME_ACCIDENT = "maritime_accident"
    STRUCTURAL_COLLAPSE = "structural_collapse"
    STORM = "storm"
    FLOOD = "flood"
    EARTHQUAKE = "earthquake"
    LANDSLIDE = "landslide"
    WILDFIRE = "wildfire"
    OUTBREAK = "outbreak"
    """Disease."""
    OUTAGE = "outage"
    """A service, network or power supply out of order."""
    DATA_BREACH = "data_breach"
    """Data seen, copied or published without right."""
    CYBERATTACK = "cyberattack"
    """An attack on computers other than a breach: ransomware, denial of service."""
    OTHER = "other"


class CountRange(Frozen):
    """A count as the reports give it: ``low == high`` where exact; ``high`` is null for "at least"."""

    low: int = Field(ge=0)
    high: int | None = Field(default=None, ge=0)
    approximate: bool = Field(default=False, description="'about', 'dozens', 'some'.")

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        if self.high is not None and self.high < self.low:
            raise ValueError("high must not be below low")
        return self


class TimeSpan(Frozen):
    """When something happened, no more precisely than the reports say."""

    text: str = Field(description="The expression as the claims word it.")
    start: Moment | None = Field(
        default=None, description="Earliest; null where it cannot be placed on a calendar."
    )
    end: Moment | None = Field(
        default=None, description="Latest; null where it cannot be placed on a calendar."
    )
    precision: Literal["minute", "hour", "day", "month", "year", "unknown"] = "unknown"


class PartyRole(StrEnum):
    """What part somebody has in the incident."""

    PERPETRATOR = "perpetrator"
    ALLEGED_PERPETRATOR = "alleged_perpetrator"
    VICTIM = "victim"
    TARGET = "target"
    RESPONDER = "responder"
    AUTHORITY = "authority"
    WITNESS = "witness"
    SOURCE = "source"
    OTHER = "other"


class Party(Frozen):
    """A person, agency or group with a part in the incident."""

    name: str
    aliases: tuple[str, ...] = ()
    role: PartyRole = PartyRole.OTHER
    claims: tuple[str, ...] = Field(min_length=1)
    confidence: Probability


class Toll(Frozen):
    """Who came to harm, as counted by the reports; null where no claim says so."""

    killed: Cited[CountRange] | None = None
    injured: Cited[CountRange] | None = None
    missing: Cited[CountRange] | None = None


class TimelineEntry(Frozen):
    """One dated step of the incident."""

    when: TimeSpan
    text: str
    claims: tuple[str, ...] = Field(min_length=1)
    confidence: Probability


class Side(Frozen):
    """One side of a conflict."""

    claims: tuple[str, ...] = Field(min_length=1)
    sources: tuple[str, ...] = ()


class Conflict(Frozen):
    """Claims that cannot all hold, or one that somebody asserts and somebody else denies.

    In a ``denial`` both sides name the same claim; the first asserts it, the second denies it.
    """

    about: str
    kind: Literal["number", "account", "denial"]
    sides: tuple[Side, ...] = Field(min_length=2)
    newer: int | None = Field(
        default=None, ge=0, description="Index of the side reported later, where known."
    )
    explanation: str = ""
