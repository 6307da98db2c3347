"""What all public types share."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field


class Frozen(BaseModel):
    """A public type: immutable, closed, and the same after ``model_dump_json()`` and back."""

    model_config = ConfigDict(defer_build=True, frozen=True, extra="forbid", allow_inf_nan=False)


def _moment(value: Any) -> Any:
    """Keep a day a day: pydantic alone would read ``2031-03-04T00:00:00`` as the day."""
    if isinstance(value, str):
        return date.fromisoformat(value) if len(value) == len("2031-03-04") else datetime.fromisoformat(value)
    return value


Moment = Annotated[datetime | date, BeforeValidator(_moment)]
"""A day or a point in time, as ISO 8601 in JSON; which of the two it is survives the round trip."""


def day_of(moment: datetime | date) -> date:
    """The day of a moment, which may be a day itself."""
    return moment.date() if isinstance(moment, datetime) else moment


Probability = Annotated[float, Field(ge=0.0, le=1.0)]
"""A number from 0 to 1."""

Offset = Annotated[int, Field(ge=0)]
"""A position in a text, in code points."""
