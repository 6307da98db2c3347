"""A pile of reports: another incident is set aside unread, a later version supersedes, numbers are compared."""

from __future__ import annotations

from desk import FIRE, READS, Desk, assert_grounded
from summarizer import IncidentSummary, Report
from summarizer.render.missing import missing

KILN = "Fourteen kiln workers fell ill in Ostrel. The union accused Varn Ceramics of switching off the ventilation."
LATER = FIRE.replace("At least nine people", "Correction: at least 12 people")
HARBOUR = "The depot at Halden burned on Monday. Seven people were injured, said Mayor Ilse Brandt."


def report(identifier, text, day, publisher="Halden Post"):
    return Report(id=identifier, text=text, publisher=publisher, published=f"2031-03-0{day}")


def test_another_incident_is_set_aside_before_anything_is_sent(ask):
    desk = Desk()
    summary = ask(desk, [FIRE, Report(id="kiln", text=KILN), HARBOUR], model="embedded")
    fates = {fate.report: fate for fate in summary.run.reports}
    assert [fate.report for fate in summary.run.reports] == ["r1", "kiln", "r3"]
    assert fates["kiln"].status == "set aside"
    assert fates["kiln"].windows == ()
    assert not any("Ostrel" in str(data) for _, data in desk.asked)
    assert [sentence for sentence in missing(summary) if "kiln was set aside" in sentence]
    assert [one.id for one in summary.reports] == ["r1", "kiln", "r3"]
    assert IncidentSummary.model_validate_json(summary.model_dump_json()) == summary


def test_what_a_correction_took_back_is_said_and_stands_in_no_slot(ask):
    reads = {
        **READS,
        "12 people": ("At least 12 people were injured in the fire", "Halden fire service", "reported"),
    }
    desk = Desk(reads=reads)
    summary = ask(desk, [report("old", FIRE, 2), report("new", LATER, 3)], model="embedded")
    assert_grounded(summary)
    fates = {fate.report: fate for fate in summary.run.reports}
    assert (fates["old"].status, fates["new"].status) == ("superseded", "read")
    (gone,) = [claim for claim in summary.claims if claim.superseded_by]
    assert (gone.superseded_by, gone.text) == ("new", "At least nine people were injured in the fire")
    assert gone.id in fates["old"].reason
    assert gone.id not in summary.cited()
    assert [
        warning for warning in summary.run.warnings if "old is superseded" in warning and gone.id in warning
    ]
    assert IncidentSummary.model_validate_json(summary.model_dump_json()) == summary


def test_two_publishers_that_count_differently_are_a_conflict(ask):
    reads = {
        "nine people": ("Nine people were injured in the Halden fire", "Halden fire service", "reported"),
        "Seven people": ("Seven people were injured in the depot fire", "Mayor Ilse Brandt", "reported"),
    }
    reports = [report("a", FIRE, 2), report("b", HARBOUR, 2, publisher="Coast Radio")]
    summary = ask(Desk(reads=reads), reports, model="embedded")
    (conflict,) = [one for one in summary.conflicts if one.kind == "number"]
    assert [side.sources for side in conflict.sides] == [("Halden fire service",), ("Mayor Ilse Brandt",)]
    assert all(claim.contested for claim in summary.claims)
