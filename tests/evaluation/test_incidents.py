"""Summaries against what is known of the incident."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from summarizer.errors import LabelsError, ReportError
from summarizer.evaluation.incidents import (
    Gold,
    Outcome,
    by_summary,
    compare,
    gold,
    incidents_result,
    summarize_rows,
)
from summarizer.evaluation.kept import Kept
from summarizer.evaluation.rows import IncidentRow
from summarizer.events import Warned
from summarizer.llm.errors import KeyMissing, RateLimited
from summarizer.schema import (
    Certainty,
    Cited,
    Claim,
    CountRange,
    IncidentKind,
    IncidentSummary,
    Party,
    PartyRole,
    Report,
    RunInfo,
    Statement,
    TimeSpan,
    Toll,
)

TEXT = "The Ashen Front killed two people in Merezh."
RIGHT, WRONG, SILENT = Outcome(True, True), Outcome(True, False), Outcome(False, False)


def row(**gold_fields):
    return IncidentRow(id="a", text=TEXT, gold=gold_fields)


def cited(value):
    return Cited(value=value, claims=("c1",), confidence=0.9)


def summary(**slots):
    quote = Statement(report="r1", start=0, end=len(TEXT), quote=TEXT, certainty=Certainty.STATED)
    claim = Claim(
        id="c1", text=TEXT, statements=(quote,), confidence=0.9, certainty=Certainty.STATED, voices=1
    )
    run = RunInfo(package="0", model="fake", started=datetime(2031, 3, 5, tzinfo=UTC), seconds=1)
    return IncidentSummary(claims=(claim,), reports=(Report(id="r1", text=TEXT),), run=run, **slots)


def killed(low, high, *, approximate=False):
    return summary(toll=Toll(killed=cited(CountRange(low=low, high=high, approximate=approximate))))


class TestGold:
    def test_of_one_incident(self):
        known = gold(
            row(kind="shooting", date="2031-03-04", place=["Merezh", "Tolland"], killed=2, injured=0)
        )
        assert known.kinds == {IncidentKind.SHOOTING, IncidentKind.ATTACK}
        assert known.dates == {date(2031, 3, 4)}
        assert (known.places, known.killed, known.injured) == (("Merezh",), {2}, {0})

    def test_what_kind_of_place_it_is_is_no_part_of_its_name(self):
        assert gold(row(place=["Merezh (county)", "Tolland"])).places == ("Merezh",)

    def test_a_place_from_country_to_quarter(self):
        assert gold(row(place="TOLLAND: MEREZH (CITY): OLD PORT (QUARTER)")).places == ("MEREZH", "OLD PORT")
        assert gold(row(place="TOLLAND: MEREZH (CITY) - VALEN (TOWN)")).places == ("MEREZH", "VALEN")
        assert gold(row(place="TOLLAND")).places == ("TOLLAND",)

    def test_of_several_incidents_each_is_as_good(self):
        one = {"kind": "BOMBING", "date": None, "perpetrators": [["ASHEN FRONT", "AF"]], "optional": False}
        other = {"kind": "ROBBERY", "date": "2031-03-04", "perpetrator_orgs": [["THE HAND"]]}
        known = gold(row(incidents=[one, other]))
        assert known.kinds == {IncidentKind.BOMBING, IncidentKind.ROBBERY}
        assert known.perpetrators == ("ASHEN FRONT", "AF", "THE HAND")
        assert known.dates == {date(2031, 3, 4)}

    def test_of_roles(self):
        roles = {"Place": [{"text": "Merezh", "start": 3}], "Time": [{"text": "on Monday"}]}
        known = gold(row(incidents=[{"type": "Databreach", "roles": roles}, {"type": "PatchVulnerability"}]))
        assert known == Gold(kinds=frozenset({IncidentKind.DATA_BREACH}), places=("Merezh",))

    @pytest.mark.parametrize(
        "bad", [{"killed": "secret"}, {"incidents": "secret"}, {"incidents": [3]}, {"incidents": 3}]
    )
    def test_another_form_is_refused_and_not_quoted(self, bad):
        with pytest.raises(LabelsError) as caught:
            gold(IncidentRow(id="a", text="x", gold=bad))
        assert "The gold of a" in str(caught.value)
        assert "secret" not in str(caught.value)


class TestCompare:
    def test_what_the_gold_does_not_have_is_not_compared(self):
        assert compare(Gold(), killed(2, 2)) == {}

    @pytest.mark.parametrize(
        ("found", "right", "outcome"),
        [
            (killed(2, 2), 2, RIGHT),
            (killed(2, None), 2, WRONG),
            (killed(2, 3), 2, WRONG),
            (killed(2, 2, approximate=True), 2, WRONG),
            (killed(3, 3), 2, WRONG),
            (killed(2, 2), 0, WRONG),
            (summary(), 2, SILENT),
            (summary(), 0, Outcome(False, True)),
        ],
    )
    def test_counts_are_exact(self, found, right, outcome):
        assert compare(Gold(killed=frozenset({right})), found) == {"killed": outcome}

    @pytest.mark.parametrize(
        ("start", "end", "outcome"),
        [
            (date(2031, 3, 4), date(2031, 3, 4), RIGHT),
            (datetime(2031, 3, 4, 9), datetime(2031, 3, 4, 10), RIGHT),
            (date(2031, 3, 4), None, RIGHT),
            (date(2031, 3, 4), date(2031, 3, 5), WRONG),
            (date(2031, 3, 5), date(2031, 3, 5), WRONG),
            (None, None, SILENT),
        ],
    )
    def test_a_date_is_that_day(self, start, end, outcome):
        found = summary(when=cited(TimeSpan(text="then", start=start, end=end)))
        assert compare(Gold(dates=frozenset({date(2031, 3, 4)})), found) == {"date": outcome}

    def test_a_place_is_named(self):
        known = Gold(places=("MEREZH",))
        assert compare(known, summary(where=(cited("the port"), cited("central  Merezh"))))["place"] == RIGHT
        assert compare(known, summary(where=(cited("Merezhville"),)))["place"] == WRONG
        assert compare(known, summary())["place"] == SILENT

    def test_a_kind_may_be_told_in_more_ways_than_one(self):
        known = Gold(kinds=frozenset({IncidentKind.SHOOTING, IncidentKind.ATTACK}))
        assert compare(known, summary(kind=cited(IncidentKind.ATTACK)))["kind"] == RIGHT
        assert compare(known, summary(kind=cited(IncidentKind.FIRE)))["kind"] == WRONG
        assert compare(known, summary())["kind"] == SILENT

    def test_perpetrators_by_role_and_in_claims(self):
        known = Gold(perpetrators=("ASHEN FRONT",))
        did = Party(name="Ashen Front", role=PartyRole.ALLEGED_PERPETRATOR, claims=("c1",), confidence=0.9)
        said = did.model_copy(update={"role": PartyRole.SOURCE})
        assert compare(known, summary(parties=(did,))) == {
            "perpetrators": RIGHT,
            "perpetrators in claims": RIGHT,
        }
        assert compare(known, summary(parties=(said,)))["perpetrators"] == SILENT
        assert compare(Gold(perpetrators=("THE HAND",)), summary())["perpetrators in claims"] == WRONG


ROWS = [
    IncidentRow(id="a", incident="1", text=TEXT, gold={"killed": 2}, published=date(2031, 3, 4)),
    IncidentRow(id="b", incident="1", text=TEXT, gold={"killed": 2}),
    IncidentRow(id="c", incident="2", text=TEXT, gold={"killed": 5}),
]


class Summarizer:
    def __init__(self, *results):
        self.asked, self.results = [], list(results)

    def __call__(self, reports, *, on_event):
        self.asked.append([report.id for report in reports])
        result = self.results.pop(0) if self.results else killed(2, 2)
        if isinstance(result, Exception):
            raise result
        return result


def run(summarizing, groups, kept):
    heard = []
    summarize_rows(groups, summarizing, kept, on_event=heard.append, done=lambda _: None)
    return heard


def test_one_report_at_a_time_or_all_of_an_incident():
    alone, many = Summarizer(), Summarizer()
    run(alone, by_summary(ROWS, many=False), Kept(None, {}))
    run(many, by_summary(ROWS, many=True), Kept(None, {}))
    assert alone.asked == [["a"], ["b"], ["c"]]
    assert many.asked == [["a", "b"], ["c"]]


def test_an_incident_and_a_report_without_one_are_not_mixed_up():
    rows = [ROWS[0], IncidentRow(id="1", text=TEXT, gold={})]
    assert list(by_summary(rows, many=False)) == ["a", "1"]
    with pytest.raises(LabelsError, match="both called 1"):
        by_summary(rows, many=True)


def test_accuracy_with_its_interval_by_incident(tmp_path):
    groups, path = by_summary(ROWS, many=False), tmp_path / "kept.jsonl"
    run(Summarizer(), groups, Kept(path, {}))
    result = incidents_result(groups, Kept(path, {}).answers)
    assert (result.summaries, result.incidents, result.failed) == (3, 2, 0)
    assert list(result.fields) == ["killed"]
    field = result.fields["killed"]
    assert (field.summaries, field.given, field.right.value) == (3, 1, pytest.approx(2 / 3))
    assert (field.right.low, field.right.high) == (0, 1)


def test_what_failed_for_a_time_is_asked_again_and_what_cannot_be_used_is_not(tmp_path):
    groups, path = by_summary(ROWS, many=False), tmp_path / "kept.jsonl"
    heard = run(Summarizer(RateLimited("Too fast."), ReportError("Empty.")), groups, Kept(path, {}))
    assert heard == [Warned("a could not be summarised: Too fast.")]
    kept = Kept(path, {})
    assert incidents_result(groups, kept.answers).failed == 2
    again = Summarizer()
    run(again, groups, kept)
    assert again.asked == [["a"]]


def test_what_fails_for_all_stops():
    with pytest.raises(KeyMissing):
        run(Summarizer(KeyMissing("No key.")), by_summary(ROWS, many=False), Kept(None, {}))
