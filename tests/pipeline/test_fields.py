"""A schema of one's own: its fields are filled from the ledger, or it is refused."""

from __future__ import annotations

import pytest

from desk import FIRE, MODELS, Desk, assert_grounded
from summarizer import IncidentSummary, events
from summarizer.errors import InputError
from summarizer.schema import Cited, CountRange, computed


def test_a_schema_of_ones_own(ask):
    class Longer(IncidentSummary):
        weather: Cited[str] | None = None

    class Demanding(IncidentSummary):
        weather: Cited[str]

    summary = ask(Desk(fills={"weather": []}), FIRE, schema=Longer)
    assert (type(summary), summary.schema_name, summary.weather) == (Longer, "Longer", None)
    assert summary.run.unfilled == {"weather": "No claim says it, as the model sees it."}
    assert_grounded(summary)
    desk = Desk()
    with pytest.raises(InputError, match="weather"):
        ask(desk, FIRE, schema=Demanding)
    assert desk.requests == []


@MODELS
def test_added_fields_are_filled_from_the_ledger(ask, model):
    class Fire(IncidentSummary):
        hurt: Cited[CountRange] | None = None
        places: tuple[Cited[str], ...] = ()
        weather: Cited[str] | None = None
        told: Cited[bool] | None = computed("Whether there is a place.")

        @classmethod
        def derive(cls, filled, claims):
            assert set(claims) == {"c1", "c2", "c3", "c4"}
            (place,) = filled["places"]
            return {"told": Cited[bool](value=True, claims=place.claims, confidence=place.confidence)}

    seen = []
    desk = Desk(
        fills={
            "hurt": [{"claims": [2], "value": "nine people"}],
            "places": [{"claims": [1], "value": "Halden depot"}],
            "weather": [],
        }
    )
    summary = ask(desk, FIRE, model=model, schema=Fire, on_event=seen.append)
    assert (summary.hurt.value, summary.hurt.claims) == (CountRange(low=9), ("c2",))
    assert [place.value for place in summary.places] == ["Halden depot"]
    assert summary.told.value is True
    assert (summary.weather, set(summary.run.unfilled)) == (None, {"weather"})
    assert_grounded(summary)
    used = {stage.stage: stage.requests for stage in summary.run.stages}
    assert used["fields"] == (3 if model == "embedded" else 1)
    behind = [event for event in seen if isinstance(event, events.FieldFilled)]
    assert [(event.field, event.done, event.total) for event in behind] == [
        ("hurt", 1, 3),
        ("places", 2, 3),
        ("weather", 3, 3),
    ]
    assert [bool(event.reason) for event in behind] == [False, False, True]
