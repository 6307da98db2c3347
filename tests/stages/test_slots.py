"""The slots that code fills from a ledger. The claims are made by hand."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledgers import REPORTS, claim, ledger
from summarizer.schema import Certainty, Report, Statement
from summarizer.stages.slots import timeline, unknowns, when


def test_when_prefers_what_can_be_placed_on_a_calendar():
    found = when(ledger("The gate failed", "It failed at 06:15", "It failed on Monday"), REPORTS)
    assert (found.value.start, found.claims) == (date(2031, 3, 3), ("c3",))
    found = when(ledger("The gate failed", "It failed at 06:15"), REPORTS)
    assert (found.value.text, found.value.start) == ("at 06:15", datetime(2031, 3, 4, 6, 15))
    undated = {"r1": REPORTS["r1"].model_copy(update={"published": None})}
    found = when(ledger("The gate failed", "It failed at 06:15"), undated)
    assert (found.value.text, found.value.start, found.claims) == ("at 06:15", None, ("c2",))
    assert when(ledger("The gate is old"), REPORTS) is None
    assert when([], REPORTS) is None


def test_an_incident_without_a_time_lies_before_its_first_report():
    told = [claim("The gate failed", report="r2"), claim("The gate failed at last", identifier="c2")]
    found = when(told, REPORTS)
    assert (found.value.start, found.value.end, found.claims) == (None, date(2031, 3, 4), ("c2",))
    assert found.value.text == "reported 4 March 2031"
    undated = {name: one.model_copy(update={"published": None}) for name, one in REPORTS.items()}
    assert when(told, undated) is None


def test_a_night_that_lies_on_two_days_gives_way_to_a_day():
    told = ledger("Four people were shot overnight", "The shooting began on Sunday at about 2 a.m.")
    assert when(told, REPORTS).claims == ("c2",)


def test_when_is_the_time_of_the_incident_and_not_of_what_came_after():
    told = ledger(
        "The mayor spoke to reporters on Tuesday",
        "Police arrested a man on Tuesday",
        "Gunmen attacked the depot on Sunday",
        "The depot was built in 1958",
        "An inquiry into the attack will begin on Friday",
    )
    found = when(told, REPORTS)
    assert (found.value.start, found.claims) == (date(2031, 3, 2), ("c3",))
    both = when(ledger("Police arrested a man on Tuesday after he attacked a guard late on Sunday"), REPORTS)
    assert both.value.start == date(2031, 3, 2)


def test_a_day_of_something_else_gives_way_to_the_hour_of_the_incident():
    told = ledger("Feed 2 dropped at 13:58", "The crew were there on Monday for maintenance")
    assert when(told, REPORTS).value.start == datetime(2031, 3, 4, 13, 58)
    told = ledger("The office opened at 09:00", "The crew were there on Monday")
    assert when(told, REPORTS).claims == ("c2",)


def test_of_days_about_as_fit_the_one_that_most_reports_name_is_when():
    told = [
        claim("Gunmen attacked the depot on Sunday"),
        claim("The depot was attacked on Monday", report="r2", identifier="c2"),
        claim("The attack was on Monday", report="r3", identifier="c3"),
    ]
    reports = {**REPORTS, "r3": REPORTS["r2"].model_copy(update={"id": "r3"})}
    assert when(told, reports).value.start == date(2031, 3, 3)
    assert when(told[:2], reports).value.start == date(2031, 3, 2)


def test_the_second_report_is_early_in_its_own_claims():
    long = [claim(f"Gunmen left by gate {number}", identifier=f"c{number}") for number in range(12)]
    arrest = claim("An arrest in the attack came on Tuesday", identifier="c12")
    attack = claim("The attack was on Sunday", report="r2", identifier="c13")
    assert when([*long, arrest, attack], REPORTS).claims == ("c13",)


def test_when_is_read_off_the_evidence_where_the_claim_has_dropped_it():
    quote = "Gunmen attacked the depot late on Sunday, police said."
    reports = {"r1": Report(text=quote, id="r1", published=date(2031, 3, 4))}
    told = Statement(report="r1", start=0, end=len(quote), quote=quote, certainty=Certainty.STATED)
    short = claim("Gunmen attacked the depot").model_copy(update={"statements": (told,)})
    found = when([short], reports)
    assert (found.value.start, found.value.text) == (date(2031, 3, 2), "late on Sunday")
    other = claim("The depot is large").model_copy(update={"statements": (told,)})
    assert when([other], reports) is None


def test_what_follows_a_day_is_placed_by_the_day_named_before():
    text = "The gate failed on 1 March. It was closed the following morning. Two days earlier it had creaked."
    reports = {"r1": Report(text=text, id="r1", published=date(2031, 3, 9))}

    def read(number, sentence):
        start = text.index(sentence)
        told = Statement(
            report="r1", start=start, end=start + len(sentence), quote=sentence, certainty=Certainty.STATED
        )
        return claim(sentence, identifier=f"c{number}").model_copy(update={"statements": (told,)})

    told = [read(number, f"{sentence}.") for number, sentence in enumerate(text.rstrip(".").split(". "), 1)]
    entries = timeline(told, reports, {})
    assert [(entry.when.start, entry.claims) for entry in entries] == [
        (date(2031, 2, 28), ("c3",)),
        (date(2031, 3, 1), ("c1",)),
        (date(2031, 3, 2), ("c2",)),
    ]


def test_the_same_day_is_the_one_that_the_evidence_names():
    quote = "On 2 March the valve failed and was mended the same day."
    text = f"Printed on 4 March 2031. {quote}"
    start = text.index(quote)
    told = Statement(report="r1", start=start, end=len(text), quote=quote, certainty=Certainty.STATED)
    mended = claim("The valve was mended on the same day").model_copy(update={"statements": (told,)})
    (entry,) = timeline([mended], {"r1": Report(text=text, id="r1")}, {})
    assert entry.when.start == date(2031, 3, 2)


def test_the_timeline_is_in_the_order_of_the_calendar_then_of_telling():
    told = ledger(
        "The gate reopened on Tuesday",
        "Rain fell for hours",
        "The gate failed on Sunday at 06:15",
        "Guards saw it at 07:00",
        "The gate was checked on Sunday",
    )
    entries = timeline(told, REPORTS, {"c2": "14:02"})
    assert [entry.claims[0] for entry in entries] == ["c5", "c3", "c1", "c2", "c4"]
    assert entries[3].when.text == "14:02"


def test_days_and_times_in_zones_and_without_are_put_in_order():
    zoned = {"r1": Report(text="", id="r1", published=date(2031, 3, 4), timezone="Asia/Tokyo")}
    told = ledger("It ended on 5 March 2031", "It began at 06:15 on 4 March 2031", "It was planned in 1999")
    assert [entry.claims[0] for entry in timeline(told, zoned, {})] == ["c3", "c2", "c1"]


@pytest.mark.parametrize(
    ("text", "unknown"),
    [
        ("The cause is not known", True),
        ("What caused the blast isn’t known", True),
        ("It is unclear who paid", True),
        ("Investigators have not said why", True),
        ("The boat has not been heard from", True),
        ("The account could not be independently verified", True),
        ("The cause has yet to be determined", True),
        ("There was no claim of responsibility", True),
        ("The cause is known", False),
        ("The firm rejected the claim", False),
        ("The gate failed", False),
    ],
)
def test_what_is_not_known(text, unknown):
    assert bool(unknowns([claim(text)])) is unknown


WORDS = st.sampled_from(
    (
        "Nine 9 up to at least dozens of people soldiers were killed injured missing toll is 17 not on Monday "
        "4 March 0 12:75"
    ).split()
)


@given(st.lists(WORDS, min_size=1, max_size=14).map(" ".join))
def test_no_claim_raises(text):
    told = [claim(text)]
    when(told, REPORTS), timeline(told, REPORTS, {}), unknowns(told)
