"""The schemas that come with the package: what they add, and what they compute."""

from __future__ import annotations

import json
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from summarizer.schema import (
    BreachSummary,
    Certainty,
    Cited,
    Claim,
    IncidentSummary,
    OutageSummary,
    Statement,
    TimeSpan,
)
from summarizer.schema.own import own_fields

GOLDEN = Path(__file__).parent / "built_in.schema.json"


def test_the_fields_that_they_add_are_the_ones_that_users_have():
    """A changed schema breaks whoever reads our JSON."""
    added = {
        schema.__name__: {
            name: about
            for name, about in schema.model_json_schema()["properties"].items()
            if name not in IncidentSummary.model_fields
        }
        for schema in (OutageSummary, BreachSummary)
    }
    found = json.dumps(added, indent=1, sort_keys=True) + "\n"
    assert GOLDEN.exists(), f"Write this to {GOLDEN.name}:\n{found}"
    assert json.loads(GOLDEN.read_text(encoding="utf-8")) == added


@pytest.mark.parametrize("schema", [OutageSummary, BreachSummary])
def test_every_field_can_be_filled_and_is_explained(schema):
    assert all(field.description for field in own_fields(schema))


def at(text, start=None, precision="unknown"):
    span = TimeSpan(text=text, start=start, end=start, precision=precision)
    return Cited[TimeSpan](value=span, claims=(f"c{len(text)}",), confidence=0.5)


def minute(day, hour, minutes):
    return at("x" * day, datetime(2031, 6, day, hour, minutes), "minute")


@pytest.mark.parametrize(
    ("start", "end", "lasted"),
    [
        (minute(1, 14, 2), minute(1, 14, 52), timedelta(minutes=50)),
        (minute(1, 23, 50), minute(3, 0, 10), timedelta(days=1, minutes=20)),
        (minute(2, 14, 0), minute(1, 14, 0), None),
        (at("13:58"), at("at 14:52"), timedelta(minutes=54)),
        (at("23:50"), at("00:10"), timedelta(minutes=20)),
        (at("13:58"), at("soon"), None),
        (at("13:58"), at("14:52 or 15:10"), None),
        (at("on Monday", date(2031, 6, 2), "day"), at("on Tuesday", date(2031, 6, 3), "day"), None),
        (at("13:58 on Monday", datetime(2031, 6, 2, 13, 58), "minute"), at("14:00"), timedelta(minutes=2)),
    ],
)
def test_a_duration_is_computed_where_both_times_are_known_to_the_minute(start, end, lasted):
    found = OutageSummary.derive({"start": start, "end": end, "detection": end}, {})
    assert (found.get("duration") and found["duration"].value) == lasted
    assert (found.get("time_to_detect") and found["time_to_detect"].value) == lasted
    assert "time_to_mitigate" not in found
    if lasted:
        assert found["duration"].claims == tuple(dict.fromkeys((*start.claims, *end.claims)))


def test_a_duration_needs_both_times():
    assert OutageSummary.derive({}, {}) == {}
    assert OutageSummary.derive({"start": at("13:58")}, {}) == {}


def test_the_certainty_of_the_root_cause_is_the_strongest_of_its_claims():
    def claim(identifier, certainty):
        told = Statement(report="r1", start=0, end=1, quote="x", certainty=certainty)
        return Claim(
            id=identifier, text="x", statements=(told,), confidence=0.9, certainty=certainty, voices=1
        )

    claims = {"c1": claim("c1", Certainty.UNCONFIRMED), "c2": claim("c2", Certainty.ALLEGED)}
    cause = Cited[str](value="a shut valve", claims=("c1", "c2"), confidence=0.9)
    assert OutageSummary.derive({"root_cause": cause}, claims) == {"root_cause_certainty": Certainty.ALLEGED}
