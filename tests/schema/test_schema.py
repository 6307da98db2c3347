"""The public types: what they refuse, and that JSON brings back what went out. All data is made by hand."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import BaseModel, Field, ValidationError

import summarizer.schema as schema
from summarizer.schema import (
    BreachSummary,
    Certainty,
    Check,
    Cited,
    Claim,
    Conflict,
    CountRange,
    Frozen,
    IncidentKind,
    IncidentSummary,
    OutageSummary,
    Party,
    PartyRole,
    PromptUse,
    Report,
    ReportFate,
    RunInfo,
    Side,
    StageUse,
    Statement,
    TimelineEntry,
    TimeSpan,
    Toll,
    WindowFate,
)

GOLDEN = Path(__file__).parent / "IncidentSummary.schema.json"
TEXT = "Two barges sank 🚒 at dawn, the canal office said.\r\nThe union denied it."


def statement(quote="Two barges sank 🚒 at dawn", **changes):
    start = TEXT.index(quote)
    about = {
        "report": "r1",
        "start": start,
        "end": start + len(quote),
        "quote": quote,
        "certainty": "reported",
    }
    return Statement(**{**about, **changes})


SAID = statement(source="canal office", source_start=TEXT.index("canal"), source_end=TEXT.index(" said"))
DENIED = statement("The union denied it.", source="union", certainty=Certainty.DENIED)


def claim(identifier="c1", *statements, **changes):
    about = {
        "id": identifier,
        "text": "Two barges sank at dawn",
        "statements": statements or (SAID, DENIED),
        "confidence": 0.8,
        "certainty": Certainty.REPORTED,
        "sources": ("canal office", "union"),
        "voices": 1,
        "contested": True,
        "problems": ("evidence says 2, claim says 3",),
        "signals": {"p_yes": 0.75, "cover": 1.0},
    }
    return Claim(**{**about, **changes})


def cited(value, *claims):
    return Cited(value=value, claims=claims or ("c1",), confidence=0.8)


def run(**changes):
    about = {
        "package": "0.1.0",
        "model": "openai/some-model",
        "prompts": (PromptUse(name="read", version=3, sha256="0" * 64),),
        "stages": (StageUse(stage="read", requests=2, tokens_read=900, tokens_written=80, seconds=1.5),),
        "cost_usd": 0.002,
        "started": datetime(2031, 3, 5, 9, 0, 0, 123456, tzinfo=UTC),
        "seconds": 48.3,
        "reports": (
            ReportFate(
                report="r1",
                status="partly",
                sentences=2,
                skipped=1,
                windows=(WindowFate(start=0, end=9, status="failed", error="It timed out."),),
            ),
        ),
        "warnings": ("One window could not be read.",),
        "seed": 7,
    }
    return RunInfo(**{**about, **changes})


def full(kind=IncidentSummary, **changes):
    day = TimeSpan(text="at dawn", start=date(2031, 3, 4), end=datetime(2031, 3, 4), precision="day")
    about = {
        "headline": cited("Two barges sink"),
        "summary": (cited("Two barges sank at dawn.", "c1", "c2"),),
        "kind": cited(IncidentKind.MARITIME_ACCIDENT),
        "when": cited(day),
        "where": (cited("Aldermoor"),),
        "parties": (
            Party(
                name="union", aliases=("the lodge",), role=PartyRole.SOURCE, claims=("c1",), confidence=0.8
            ),
        ),
        "toll": Toll(missing=cited(CountRange(low=2, approximate=True))),
        "timeline": (TimelineEntry(when=day, text="Two barges sank", claims=("c1",), confidence=0.8),),
        "claims": (claim(), claim("c2", SAID, contested=False)),
        "conflicts": (
            Conflict(
                about="Two barges sank",
                kind="denial",
                sides=(
                    Side(claims=("c1",), sources=("canal office",)),
                    Side(claims=("c1",), sources=("union",)),
                ),
                newer=1,
                explanation="union denies it.",
            ),
        ),
        "unknowns": (cited("Who was on watch is not known"),),
        "reports": (
            Report(text=TEXT, id="r1", published=date(2031, 3, 4), timezone="Europe/Oslo", language="en"),
        ),
        "run": run(),
    }
    return kind(**{**about, **changes})


CHECK = Check(claim="Two barges sank", confidence=0.7, evidence=SAID, problems=("x",), signals={"cover": 1.0})


def parts(value):
    """A value and all public types within it."""
    if isinstance(value, Frozen):
        yield value
        for name in type(value).model_fields:
            yield from parts(getattr(value, name))
    elif isinstance(value, tuple):
        for item in value:
            yield from parts(item)


DAY = TimeSpan(text="at dawn", start=date(2031, 3, 4), end=date(2031, 3, 4), precision="day")
OUTAGE = full(
    OutageSummary,
    services=(cited("the lock gates"),),
    customers_affected=cited(CountRange(low=40)),
    start=cited(DAY),
    duration=cited(timedelta(hours=1, minutes=30)),
    root_cause=cited("a worn cable"),
    root_cause_certainty=Certainty.ALLEGED,
)
BREACH = full(BreachSummary, data_types=(cited("names"),), discovery=cited(DAY))
EVERY = {type(one).__name__: one for one in (*parts(full()), CHECK, OUTAGE, BREACH)}


def test_every_public_type_is_among_those_tried():
    public = {
        name
        for name in schema.__all__
        if isinstance(one := getattr(schema, name), type) and issubclass(one, Frozen)
    }
    tried = {name.split("[")[0] for name in EVERY}
    assert public - {"Frozen"} == tried


@pytest.mark.parametrize("value", EVERY.values(), ids=EVERY)
def test_json_brings_back_what_went_out(value):
    back = type(value).model_validate_json(value.model_dump_json())
    assert back == value
    assert back.model_dump_json() == value.model_dump_json()
    assert type(value).model_validate(value.model_dump()) == value


@pytest.mark.parametrize("value", EVERY.values(), ids=EVERY)
def test_types_are_closed_and_immutable(value):
    with pytest.raises(ValidationError, match="extra_forbidden"):
        type(value).model_validate({**value.model_dump(), "surplus": 1})
    name = next(iter(type(value).model_fields))
    with pytest.raises(ValidationError, match="frozen_instance"):
        setattr(value, name, getattr(value, name))


@pytest.mark.parametrize(
    "moment",
    [
        date(2031, 3, 4),
        datetime(2031, 3, 4),
        datetime(2031, 3, 4, 0, 0, tzinfo=UTC),
        datetime(2031, 3, 4, 18, 45, 30, 5),
        datetime(2031, 3, 4, 18, 45, tzinfo=timezone(timedelta(hours=5, minutes=45))),
    ],
)
def test_a_day_stays_a_day_and_midnight_a_moment(moment):
    for one in (Report(text="", published=moment), TimeSpan(text="then", start=moment, end=moment)):
        back = type(one).model_validate_json(one.model_dump_json())
        found = back.published if isinstance(back, Report) else back.start
        assert (found, type(found)) == (moment, type(moment))


@settings(max_examples=60)
@given(st.one_of(st.dates(), st.datetimes(timezones=st.one_of(st.none(), st.just(UTC)))))
def test_any_moment_survives(moment):
    back = Report.model_validate_json(Report(text="", published=moment).model_dump_json()).published
    assert (back, type(back)) == (moment, type(moment))


@pytest.mark.parametrize("published", ["yesterday", "2031-13-01", "", "04.03.2031", "2031-03-04T25:00", []])
def test_what_is_no_moment_is_refused(published):
    with pytest.raises(ValidationError):
        Report(text="", published=published)


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_text_survives_exactly(text):
    assert Report.model_validate_json(Report(text=text).model_dump_json()).text == text


@pytest.mark.parametrize(
    "changes",
    [
        {"end": 99},
        {"start": -1},
        {"quote": ""},
        {"certainty": "sure"},
        {"source_start": 3},
        {"source_end": 3},
        {"source_start": 5, "source_end": 5},
        {"source_start": 5, "source_end": 4},
    ],
)
def test_spans_of_a_statement_hold_together(changes):
    with pytest.raises(ValidationError):
        statement(**changes)


@pytest.mark.parametrize(
    "make",
    [
        lambda: claim(statements=()),
        lambda: claim(confidence=1.01),
        lambda: claim(confidence=-0.01),
        lambda: claim(confidence=float("nan")),
        lambda: claim(signals={"p_yes": float("inf")}),
        lambda: claim(text=""),
        lambda: claim(voices=0),
        lambda: Cited(value="x", claims=(), confidence=0.5),
        lambda: CountRange(low=3, high=2),
        lambda: CountRange(low=-1),
        lambda: Conflict(about="x", kind="denial", sides=(Side(claims=("c1",)),)),
        lambda: Conflict(about="x", kind="quarrel", sides=(Side(claims=("c1",)), Side(claims=("c1",)))),
        lambda: Side(claims=()),
        lambda: Party(name="x", claims=(), confidence=1),
        lambda: run(cost_usd=-1),
        lambda: run(stages=(StageUse(stage="read", tokens_read=-1),)),
    ],
)
def test_values_out_of_range_are_refused(make):
    with pytest.raises(ValidationError):
        make()


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        (
            {"claims": (claim(), claim("c2", statement(quote="Two barges sank", start=1, end=16)))},
            "what stands at its place",
        ),
        ({"claims": (claim(), claim("c2", statement(report="r2")))}, "what stands at its place"),
        ({"reports": ()}, "what stands at its place"),
        ({"claims": (claim(), claim())}, "claim ids must be unique"),
        ({"reports": (Report(text=TEXT, id="r1"), Report(text=TEXT, id="r1"))}, "report ids must be unique"),
        ({"claims": (claim(),)}, "cited but not among the claims: c2"),
        ({"headline": cited("x", "c9")}, "cited but not among the claims: c9"),
        ({"toll": Toll(killed=cited(CountRange(low=1), "c9"))}, "c9"),
        ({"unknowns": (cited("x", "c9"),)}, "c9"),
        (
            {
                "conflicts": (
                    Conflict(about="x", kind="number", sides=(Side(claims=("c1",)), Side(claims=("c9",)))),
                )
            },
            "c9",
        ),
    ],
)
def test_a_summary_without_its_evidence_is_refused(changes, message):
    with pytest.raises(ValidationError, match=message):
        full(**changes)


def test_everything_that_cites_is_counted():
    assert full().cited() == {"c1", "c2"}
    assert IncidentSummary(run=run()).cited() == set()


def test_offsets_count_code_points():
    assert full().claims[0].statements[0].quote == TEXT[SAID.start : SAID.end] == "Two barges sank 🚒 at dawn"


class Weather(Frozen):
    wind: Cited[int] | None = None


class MaritimeSummary(IncidentSummary):
    """What a user adds."""

    vessels: tuple[Cited[str], ...] = ()
    depth: Cited[float] | None = None
    weather: Weather = Weather()


def test_a_users_schema_is_held_to_the_same_rules_and_survives_json():
    made = full(
        MaritimeSummary,
        schema_name="MaritimeSummary",
        vessels=(cited("Aurora"),),
        depth=cited(3.5, "c2"),
        weather=Weather(wind=cited(9)),
    )
    assert MaritimeSummary.model_validate_json(made.model_dump_json()) == made
    for changes in (
        {"vessels": (cited("x", "c9"),)},
        {"depth": cited(1.0, "c9")},
        {"weather": Weather(wind=cited(9, "c9"))},
    ):
        with pytest.raises(ValidationError, match="c9"):
            full(MaritimeSummary, **changes)
    with pytest.raises(ValidationError):
        IncidentSummary.model_validate_json(made.model_dump_json())


def test_the_strongest_certainty_ranks_first():
    assert [level.rank for level in Certainty] == list(range(6))
    assert min(Certainty, key=lambda level: level.rank) is Certainty.CONFIRMED


def test_tokens_of_a_run_are_those_of_its_stages():
    assert run().tokens == 980


def test_every_field_of_the_ledger_is_explained():
    """What a name does not say its description does; a schema is read by people who do not have the code."""
    for kind in (Statement, Claim, Check, Report):
        assert all(field.description for field in kind.model_fields.values()), kind.__name__


def test_the_json_schema_is_the_one_that_users_have():
    """A changed schema breaks whoever reads our JSON: raise FORMAT_VERSION unless only an optional field was added."""
    found = (
        json.dumps(IncidentSummary.model_json_schema(), indent=1, ensure_ascii=False, sort_keys=True) + "\n"
    )
    assert GOLDEN.exists(), f"Write this to {GOLDEN.name}:\n{found}"
    if found != GOLDEN.read_text(encoding="utf-8"):
        before, now = json.loads(GOLDEN.read_text(encoding="utf-8")), json.loads(found)
        changed = sorted(_differences(before, now, ""))
        pytest.fail(
            "IncidentSummary.model_json_schema() has changed at: "
            + ", ".join(changed)
            + f". If that is meant, raise FORMAT_VERSION where readers break, and write it to {GOLDEN.name}."
        )


def _differences(one, other, path):
    if isinstance(one, dict) and isinstance(other, dict):
        for key in one.keys() | other.keys():
            yield from _differences(one.get(key), other.get(key), f"{path}/{key}")
    elif one != other:
        yield path or "/"


class Loose(BaseModel):
    summary: IncidentSummary = Field()


def test_a_summary_fits_into_other_models():
    made = Loose(summary=full())
    assert Loose.model_validate_json(made.model_dump_json()) == made
