"""The view: what is shown, in which words; and what is missing."""

from __future__ import annotations

from summarizer.render.missing import missing
from summarizer.render.view import OWN_VOICE, view, view_checks
from summarizer.schema import Check, Cited, IncidentSummary, Report, ReportFate, WindowFate


class Breach(IncidentSummary):
    records: Cited[int] | None = None
    data_kinds: tuple[Cited[str], ...] = ()


def failed(*spans, error="The provider failed."):
    return tuple(WindowFate(start=start, end=end, status="failed", error=error) for start, end in spans)


def with_fates(summary, *fates):
    return summary.model_copy(update={"run": summary.run.model_copy(update={"reports": fates})})


def test_claims_keep_order_and_say_who_and_how_sure(summary):
    claims = {claim.id: claim for claim in view(summary).claims}
    assert list(claims) == ["c1", "c2", "c3", "c4", "c5", "c6", "c7"]
    assert str(claims["c2"].confidence) == "very likely, 91%"
    assert claims["c2"].sources == ("the interior ministry", "The provincial hospital")
    assert claims["c6"].sources == (OWN_VOICE,)
    assert claims["c3"].marks == ("contested",)
    assert claims["c5"].marks == ("under 50%", "evidence says 31, claim says 13")
    assert claims["c6"].marks == ()
    assert claims["c2"].evidence[0].quote == "killing at least nine people"


def test_slots_without_an_answer_are_not_shown(summary):
    assert [slot.name for slot in view(summary).slots] == [
        "What",
        "When",
        "Where",
        "Killed",
        "Injured",
        "Who",
    ]


def test_fields_of_a_users_schema_are_slots(summary):
    own = Breach(
        **dict(summary),
        records=Cited(value=12000, claims=("c1",), confidence=0.9),
        data_kinds=(Cited(value="names", claims=("c1",), confidence=0.9),),
    )
    assert [(slot.name, slot.lines[0].text) for slot in view(own).slots[-2:]] == [
        ("Records", "12,000"),
        ("Data kinds", "names"),
    ]


def test_a_field_without_a_value_is_a_note_with_the_reason(summary):
    run = summary.run.model_copy(update={"unfilled": {"data_kinds": "No claim names\x1b[2J a number."}})
    own = Breach(**{**dict(summary), "run": run})
    assert view(own).notes[-1] == "Data kinds is empty: No claim names[2J a number."
    assert view(own).slots == view(summary).slots


def test_conflicts_name_their_sides(summary):
    number, denial = view(summary).conflicts
    assert [side.who for side in number.sides] == [
        "the interior ministry and The provincial hospital say",
        "Marta Dželin says",
    ]
    assert [side.newer for side in number.sides] == [False, True]
    assert denial.sides[1].who == "The Ashen Front denies"


def test_reports_are_named_beside_evidence_only_where_there_are_several(summary):
    assert not any(item.report for claim in view(summary).claims for item in claim.evidence)
    several = summary.model_copy(update={"reports": (*summary.reports, Report(id="r2", text="More."))})
    assert view(several).claims[0].evidence[0].report == "Coastal Press Wire (r1)"
    assert view(several).reports == ("r1, Coastal Press Wire, 4 March 2031", "r2")


def test_a_report_is_named_by_its_file_and_its_title(summary):
    fate = ReportFate(report="r1", status="read", sentences=8, skipped=0, name="in\x1b[2J/attack.txt")
    titled = summary.reports[0].model_copy(update={"title": "Nine dead", "url": "in\x1b[2J/attack.txt"})
    named = with_fates(summary, fate).model_copy(update={"reports": (titled,)})
    assert view(named).reports == ("r1, in[2J/attack.txt, Nine dead, Coastal Press Wire, 4 March 2031",)


def test_checks():
    checks = [
        Check(claim="Seven died", confidence=0.3, problems=("evidence says 9",)),
        Check(claim="x", confidence=0.5),
    ]
    lines = view_checks(checks, 0.5)
    assert [line.below for line in lines] == [True, False]
    assert lines[0].evidence is None


def test_nothing_is_missing(summary):
    assert missing(summary) == ()


def test_failed_windows_are_missing_by_line(summary, partial):
    assert missing(partial) == ("r1: 1 of 2 windows could not be read (lines 6 to 7): The provider failed.",)
    fate = ReportFate(report="r1", status="failed", sentences=8, skipped=0, windows=failed((0, 31), (31, 60)))
    assert missing(with_fates(summary, fate)) == (
        "r1: 2 of 2 windows could not be read (line 1 and line 3): The provider failed.",
    )


def test_many_failed_windows_are_counted(summary):
    windows = failed(*((number, number + 1) for number in range(9)))
    fate = ReportFate(report="r1", status="failed", sentences=9, skipped=0, windows=windows)
    assert missing(with_fates(summary, fate))[0].count("line 1") == 4
    assert "and 5 more)" in missing(with_fates(summary, fate))[0]


def test_a_report_without_its_text_or_windows_is_still_named(summary):
    lost = ReportFate(report="r9", status="failed", sentences=0, skipped=0)
    partly = ReportFate(
        report="r8", status="partly", sentences=1, skipped=0, windows=failed((10, 20), error=None)
    )
    assert missing(with_fates(summary, lost, partly)) == (
        "r9 could not be read.",
        "r8: 1 of 1 window could not be read (characters 10 to 20).",
    )


def test_claims_without_a_headline_or_summary(summary):
    bare = summary.model_copy(update={"headline": None, "summary": ()})
    assert len(missing(bare)) == 2
    assert missing(bare.model_copy(update={"claims": ()})) == ()
