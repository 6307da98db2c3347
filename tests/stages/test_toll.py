"""How many people came to harm, as claims word it. The claims are made by hand."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledgers import REPORTS, claim, ledger
from summarizer.schema import Certainty, Cited, Conflict, CountRange, Side
from summarizer.stages.toll import harm_counted, toll


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
        ("Three guards and two drivers were killed", "killed", 5, 5, False),
        ("A man and two girls were killed", "killed", 3, 3, False),
        ("Two girls and a man were hurt", "injured", 3, 3, False),
        ("Two of the four victims died", "killed", 2, 2, False),
        ("All of the 12 passengers were killed", "killed", 12, 12, False),
        ("The deaths of the three miners were confirmed", "killed", 3, 3, False),
        ("Three people, two men and a woman, were killed", "killed", 3, 3, False),
        ("Three people, a man and two women, were killed", "killed", 3, 3, False),
        ("Two men, a woman and a child were killed", "killed", 4, 4, False),
        ("A woman and her two children were killed", "killed", 3, 3, False),
        ("A mother and her son were found dead", "killed", 2, 2, False),
        ("A woman and one man were killed", "killed", 2, 2, False),
        ("Police ask whether the driver was drunk who killed nine people", "killed", 9, 9, False),
        ("Police ask if anyone saw the crash that killed three people", "killed", 3, 3, False),
        ("Five people died in three separate attacks", "killed", 5, 5, False),
        ("Nine people were killed in a March attack", "killed", 9, 9, False),
        ("Nine people were killed in the worst fire this year", "killed", 9, 9, False),
        ("The blast killed at least three guards, two drivers and a cook", "killed", 6, None, False),
        ("Nine people, four soldiers and five traders, were killed", "killed", 9, 9, False),
        ("Two police officers and two boats are missing", "missing", 2, 2, False),
        ("A 16-year-old boy was killed", "killed", 1, 1, False),
        ("The shooting killed a 3-year-old girl", "killed", 1, 1, False),
        ("A man and a woman were injured", "injured", 2, 2, False),
        ("Five people were shot", "injured", 5, 5, False),
        ("Dozens were killed", "killed", 24, None, True),
    ],
)
def test_a_count_of_people_fills_its_slot(text, kind, low, high, approximate):
    filled = toll([claim(text)], REPORTS)
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
        "Two boats were missing",
        "Two boats are missing",
        "Nine houses were hurt by the frost",
        "Two more bodies were found",
        "A man who lost 300 sheep was not hurt",
        "The man was one of 10 people who were killed that night",
        "Four people were killed in the park this year",
        "Police could not say if the man had died",
        "It is unclear whether two people were hurt",
        "Two people were hurt in a separate shooting",
        "Five people were wounded in a December shooting",
        "A man was wounded in another attack",
    ],
)
def test_what_is_no_toll(text):
    filled = toll([claim(text)], REPORTS)
    assert (filled.killed, filled.injured, filled.missing) == (None, None, None)


@pytest.mark.parametrize(
    ("text", "killed", "injured"),
    [
        ("The fire killed a woman and two firefighters were injured", 1, 2),
        ("The blast injured two guards and a driver died", 1, 2),
        ("The shooting killed a man and two officers shot the suspect", 1, None),
    ],
)
def test_people_of_two_clauses_are_not_counted_together(text, killed, injured):
    filled = toll([claim(text)], REPORTS)
    counts = [one.value.low if one else None for one in (filled.killed, filled.injured)]
    assert counts == [killed, injured]


def test_a_denied_toll_is_no_toll():
    assert toll([claim("Nine people were killed", certainty=Certainty.DENIED)], REPORTS).killed is None


def test_the_first_count_of_a_kind_stands_and_each_kind_has_its_own():
    filled = toll(ledger("Two people died and 14 people were injured", "Three people died"), REPORTS)
    assert (filled.killed.value.low, filled.injured.value.low) == (2, 14)
    assert (filled.killed.claims, filled.injured.claims) == (("c1",), ("c1",))


def test_whether_a_claim_counts_harm():
    assert harm_counted(claim("Nine people were killed and two injured")) == {"killed", "injured"}
    assert not harm_counted(claim("Nine people were killed", certainty=Certainty.DENIED))
    assert not harm_counted(claim("Nine people came"))
    assert not harm_counted(claim("Two people were hurt in a separate shooting"))


def test_the_newest_report_that_counts_stands():
    told = [
        claim("Two people died", identifier="c1"),
        claim("Five people died", identifier="c2", report="r2"),
        claim("Six people died", identifier="c3", report="r2"),
        claim("Seven people were hurt", identifier="c4"),
    ]
    filled = toll(told, REPORTS)
    assert (filled.killed.value, filled.killed.claims) == (CountRange(low=5, high=5), ("c2",))
    assert (filled.injured.value.low, filled.injured.claims) == (7, ("c4",))


def test_a_report_that_tells_of_people_one_by_one_counts_none_of_them():
    singly = [
        claim("One man was wounded in the leg", identifier="c1", report="r2"),
        claim("One man was wounded in the back", identifier="c2", report="r2"),
    ]
    whole = claim("Four men were wounded", identifier="c3")
    assert toll([*singly, whole], REPORTS).injured == Cited(
        value=CountRange(low=4, high=4), claims=("c3",), confidence=0.9
    )
    assert toll([singly[0], whole], REPORTS).injured.value.low == 1
    one = claim("One person was wounded", identifier="c1", report="r2")
    assert toll([one, singly[1], whole], REPORTS).injured.value.low == 1
    only = claim("Only one man was wounded", identifier="c1", report="r2")
    assert toll([only, singly[1], whole], REPORTS).injured.value.low == 1
    assert toll(singly, REPORTS).injured.value.low == 1


def test_the_dead_are_not_among_the_injured_where_nothing_but_shots_is_told():
    filled = toll(ledger("Four men were shot in a house", "Jon Aske and Ida Borg died"), REPORTS)
    assert (filled.killed.value.low, filled.injured.value) == (2, CountRange(low=2, high=2))
    assert filled.injured.claims == ("c1", "c2")


@pytest.mark.parametrize(
    ("text", "injured"),
    [
        ("One of the men died in hospital", None),
        ("A woman died later in the hospital", None),
        ("A woman died early on Sunday in hospital", None),
        ("A woman died and two men are in hospital", 2),
        ("One man died leaving two people in hospital", 2),
    ],
)
def test_a_death_in_hospital_is_no_injury(text, injured):
    filled = toll(ledger(text), REPORTS)
    assert filled.killed.value.low == 1
    assert (filled.injured and filled.injured.value.low) == injured


@pytest.mark.parametrize(
    ("hurt", "died", "where", "injured"),
    [
        ("One person is in hospital", "A teen died", "r2", None),
        ("One person is in hospital", "A teen died", "r1", 1),
        ("A woman is in hospital", "A boy died", "r2", 1),
        ("Five people are in hospital", "Nine people died", "r2", 5),
        ("Two people are in hospital", "A teen died", "r2", 2),
    ],
)
def test_who_is_hurt_in_one_report_may_have_died_in_another(hurt, died, where, injured):
    told = [claim(hurt, identifier="c1"), claim(died, identifier="c2", report=where)]
    filled = toll(told, REPORTS)
    assert (filled.injured.value.low if filled.injured else None) == injured


@pytest.mark.parametrize(
    "texts",
    [
        ("Four other men were shot", "Two people died"),
        ("Four men were wounded", "Two people died"),
        ("Four men were shot", "Four people died"),
        ("Four men were shot", "At least two people died"),
        ("Four men were shot", "The gunman was shot dead"),
        ("Four men were shot", "Another man died of smoke"),
    ],
)
def test_the_dead_are_taken_from_no_other_count(texts):
    assert toll(ledger(*texts), REPORTS).injured.value.low == 4


def test_numbers_that_conflict_make_a_range_and_are_cited():
    told = [
        claim("Nine people died", identifier="c1", confidence=0.9),
        claim("At least eleven people died", identifier="c2", confidence=0.4),
        claim("Twenty people died", identifier="c3"),
    ]
    conflict = Conflict(about="x", kind="number", sides=(Side(claims=("c1",)), Side(claims=("c2",))))
    killed = toll(told, REPORTS, [conflict]).killed
    assert (killed.value, killed.claims) == (CountRange(low=9, high=None), ("c1", "c2"))
    assert killed.confidence == 0.4
    account = conflict.model_copy(update={"kind": "account"})
    assert toll(told, REPORTS, [account]).killed.claims == ("c1",)


WORDS = st.sampled_from(
    "Nine 9 up to at least dozens of people guards , and a boy 16-year-old were killed shot toll is 17 not".split()
)


@given(st.lists(WORDS, min_size=1, max_size=14).map(" ".join))
def test_no_claim_raises_and_every_count_is_cited(text):
    filled = toll([claim(text)], REPORTS)
    for counted in (filled.killed, filled.injured, filled.missing):
        assert counted is None or counted.claims == ("c1",)


def test_reports_are_gone_through_once_however_many_claims_there_are():
    class Counted(dict):
        calls = 0

        def values(self):
            self.calls += 1
            return super().values()

    reports = Counted(REPORTS)
    toll(ledger(*["Two people were hurt in a March attack"] * 50), reports)
    assert reports.calls == 1
