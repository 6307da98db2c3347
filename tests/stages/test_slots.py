"""The slots that code fills from a ledger. The claims are made by hand."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.schema import Certainty, Claim, CountRange, PartyRole, Report, Statement
from summarizer.stages.slots import cite, parties, timeline, toll, unknowns, when

REPORTS = {"r1": Report(text="", id="r1", published=date(2031, 3, 4))}


def claim(text, *, identifier="c1", source=None, certainty=Certainty.STATED, confidence=0.9):
    statement = Statement(report="r1", start=0, end=1, quote="x", source=source, certainty=certainty)
    return Claim(
        id=identifier,
        text=text,
        statements=(statement,),
        confidence=confidence,
        certainty=certainty,
        sources=(source,) if source else (),
        voices=1,
    )


def ledger(*texts):
    return [claim(text, identifier=f"c{number}") for number, text in enumerate(texts, 1)]


@pytest.mark.parametrize(
    ("text", "kind", "low", "high", "approximate"),
    [
        ("Nine people were killed", "killed", 9, 9, False),
        ("At least nine people died in the attack", "killed", 9, None, False),
        ("Two workers have died", "killed", 2, 2, False),
        ("The death toll is 17", "killed", 17, 17, False),
        ("The death toll rose to at least 17", "killed", 17, None, False),
        ("A total of 17 are dead", "killed", 17, 17, False),
        ("Up to 20 passengers may have been killed", "killed", 0, 20, False),
        ("More than 80 people were injured", "injured", 80, None, False),
        ("About 40 residents were hurt", "injured", 40, 40, True),
        ("Dozens of people were wounded", "injured", 24, None, True),
        ("Two soldiers are missing", "missing", 2, 2, False),
        ("Five sailors are unaccounted for", "missing", 5, 5, False),
    ],
)
def test_a_count_of_people_fills_its_slot(text, kind, low, high, approximate):
    filled = toll([claim(text)])
    assert getattr(filled, kind).value == CountRange(low=low, high=high, approximate=approximate)
    assert getattr(filled, kind).claims == ("c1",)
    assert all(getattr(filled, other) is None for other in {"killed", "injured", "missing"} - {kind})


@pytest.mark.parametrize(
    "text",
    [
        "Nobody was killed",
        "Nine stalls burned down",
        "Nine people were at the market",
        "The killing began at 6 a.m.",
        "Four of the dead were soldiers",
        "Nine people died, including four soldiers",
        "4,000 people have been killed since 2024",
        "The bodies lay 300 metres away",
        "20 people did not die",
        "Nine people were not injured",
        "The dead man was 34",
    ],
)
def test_what_is_no_toll(text):
    filled = toll([claim(text)])
    assert (filled.killed, filled.injured, filled.missing) == (None, None, None)


def test_a_denied_toll_is_no_toll():
    assert toll([claim("Nine people were killed", certainty=Certainty.DENIED)]).killed is None


def test_the_first_count_of_a_kind_stands_and_each_kind_has_its_own():
    filled = toll(ledger("Two people died and 14 people were injured", "Three people died"))
    assert (filled.killed.value.low, filled.injured.value.low) == (2, 14)
    assert (filled.killed.claims, filled.injured.claims) == (("c1",), ("c1",))


def test_when_prefers_what_can_be_placed_on_a_calendar():
    found = when(ledger("The gate failed", "It failed at 06:15", "It failed on Monday"), REPORTS)
    assert (found.value.start, found.claims) == (date(2031, 3, 3), ("c3",))
    found = when(ledger("The gate failed", "It failed at 06:15"), REPORTS)
    assert (found.value.text, found.value.start, found.claims) == ("at 06:15", None, ("c2",))
    assert when(ledger("The gate failed"), REPORTS) is None
    assert when([], REPORTS) is None


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
    ("name", "role"),
    [
        ("interior ministry", PartyRole.AUTHORITY),
        ("police", PartyRole.AUTHORITY),
        ("Halver Fire and Rescue Service", PartyRole.RESPONDER),
        ("provincial hospital", PartyRole.RESPONDER),
        ("Three traders", PartyRole.WITNESS),
        ("Several residents", PartyRole.WITNESS),
        ("Ashen Front", PartyRole.SOURCE),
        ("Bernadette Quaye", PartyRole.SOURCE),
    ],
)
def test_the_role_that_a_name_gives_away(name, role):
    (party,) = parties([claim("The gate failed", source=name)])
    assert (party.name, party.role) == (name, role)


def test_a_party_has_all_its_claims_and_the_least_confidence():
    told = [
        claim("The gate failed", identifier="c1", source="police", confidence=0.9),
        claim("It reopened", identifier="c2", source="police", confidence=0.4),
        claim("It rained", identifier="c3"),
    ]
    (party,) = parties(told)
    assert (party.claims, party.confidence) == (("c1", "c2"), 0.4)
    assert parties([]) == ()


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


def test_a_cited_value_is_as_sure_as_its_least_sure_claim():
    cited = cite("x", [claim("a", confidence=0.9), claim("b", identifier="c2", confidence=0.3), claim("a")])
    assert (cited.value, cited.claims, cited.confidence) == ("x", ("c1", "c2"), 0.3)


WORDS = st.sampled_from(
    (
        "Nine 9 up to at least dozens of people soldiers were killed injured missing toll is 17 not on Monday "
        "4 March 0 12:75"
    ).split()
)


@given(st.lists(WORDS, min_size=1, max_size=14).map(" ".join))
def test_no_claim_raises(text):
    told = [claim(text)]
    toll(told), when(told, REPORTS), timeline(told, REPORTS, {}), parties(told), unknowns(told)
