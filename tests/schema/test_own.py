"""The fields that a schema of the user's adds: which can be filled, and what they ask for."""

from __future__ import annotations

from datetime import date, datetime
from enum import Enum, IntEnum
from typing import Annotated, Any, Literal, Optional

import pytest
from pydantic import BaseModel, Field

from summarizer.errors import InputError
from summarizer.schema import Cited, CountRange, IncidentSummary, TimeSpan, computed
from summarizer.schema.own import Form, own_fields


class Wind(Enum):
    CALM = "calm"
    STORM = "storm force"


class Level(IntEnum):
    LOW = 1
    HIGH = 2


class Every(IncidentSummary):
    """One field of each kind."""

    text: Cited[str] | None = Field(default=None, description="What  was\n said.")
    whole: Cited[int] | None = None
    number: Optional[Cited[float]] = None  # noqa: UP045 (users write it)
    yes: Cited[bool] | None = None
    day: Cited[date] | None = None
    moment: Cited[datetime] | None = None
    span: Cited[TimeSpan] | None = None
    count: Cited[CountRange] | None = None
    wind: Cited[Wind] | None = None
    level: Cited[Level] | None = None
    colour: Cited[Literal["red", "green"]] | None = None
    bounded: Cited[Annotated[int, Field(le=9)]] | None = None
    several: tuple[Cited[str], ...] = ()
    listed: list[Cited[Wind]] = []  # noqa: RUF012 (pydantic copies it)
    perhaps: list[Cited[int]] | None = None
    duration: Cited[float] | None = computed("What code computes.")


def test_what_each_field_asks_for():
    found = {field.name: field for field in own_fields(Every)}
    assert {name: (field.form, field.many) for name, field in found.items()} == {
        "text": (Form.TEXT, False),
        "whole": (Form.INTEGER, False),
        "number": (Form.NUMBER, False),
        "yes": (Form.YES_NO, False),
        "day": (Form.DAY, False),
        "moment": (Form.MOMENT, False),
        "span": (Form.SPAN, False),
        "count": (Form.COUNT, False),
        "wind": (Form.CHOICE, False),
        "level": (Form.CHOICE, False),
        "colour": (Form.CHOICE, False),
        "bounded": (Form.INTEGER, False),
        "several": (Form.TEXT, True),
        "listed": (Form.CHOICE, True),
        "perhaps": (Form.INTEGER, True),
    }
    assert found["wind"].choices == {"calm": Wind.CALM, "storm force": Wind.STORM}
    assert found["level"].choices == {"1": Level.LOW, "2": Level.HIGH}
    assert found["colour"].choices == {"red": "red", "green": "green"}
    assert found["yes"].choices == {"yes": True, "no": False}
    assert found["text"].question == "text: What was said."
    assert found["span"].question == "span"


def test_a_schema_that_adds_nothing_asks_nothing():
    assert own_fields(IncidentSummary) == ()


class Plain(BaseModel):
    text: str = ""


@pytest.mark.parametrize(
    "annotation",
    [
        str | None,
        list[str],
        Cited[str | int] | None,
        Cited[Plain] | None,
        Cited[list[str]] | None,
        Cited | None,
        Cited[Any] | None,
        tuple[Cited[str], Cited[str]] | None,
        dict[str, Cited[str]] | None,
        Cited[str] | Cited[int] | None,
        list[list[Cited[str]]] | None,
    ],
)
def test_a_field_that_cannot_be_filled_is_named_with_what_can(annotation):
    made = type(
        "Made",
        (IncidentSummary,),
        {"__annotations__": {"odd": annotation}, "odd": None, "__module__": __name__},
    )
    with pytest.raises(InputError, match="'odd'") as raised:
        own_fields(made)
    assert "CountRange" in raised.value.hint


def test_a_field_without_a_default_is_named():
    class Demanding(IncidentSummary):
        weather: Cited[str]

    with pytest.raises(InputError, match="Demanding adds weather without a default"):
        own_fields(Demanding)


def test_a_value_that_the_users_type_does_not_allow_is_refused_by_the_field():
    bounded = next(field for field in own_fields(Every) if field.name == "bounded")
    assert bounded.kind(value=9, claims=("c1",), confidence=1).value == 9
    with pytest.raises(ValueError, match="less than or equal to 9"):
        bounded.kind(value=10, claims=("c1",), confidence=1)
