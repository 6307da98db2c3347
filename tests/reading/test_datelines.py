"""The town and the day that a text gives itself in its head."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.reading.datelines import dateline, day_in_head
from summarizer.reading.load import load
from summarizer.schema import Report


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("LIMA, 9 JAN 90 (EFE) -- [TEXT] A BOMB WENT OFF.", date(1990, 1, 9)),
        ("HAVANA (CUBA), 17 NOV 89 (RADIO NETWORK) -- FIGHTING GOES ON.", date(1989, 11, 17)),
        ("MEREZH, March 4, 2031 (CPW) – Gunmen attacked.", date(2031, 3, 4)),
        ("DOVRAT, 2 Sept. 2031 – A dam gave way.", date(2031, 9, 2)),
        ("Dam breaks\n\nBy A. Tamm\n4 March 2031, 19:42 · Updated 21:10\n\nA dam broke.", date(2031, 3, 4)),
        ("Notice\nQuenby, 22 April 2031\n\nDear patient,", date(2031, 4, 22)),
        ("A. Quiroa | Puerto | Friday, 16 May 2031, 13:05\n\nIt fell.", date(2031, 5, 16)),
        ("Posted: Sunday, February 16, 2031 1:50 PM\nA fire.", date(2031, 2, 16)),
        ("#inc-7 – exported 2031-06-12 15:30 – times are UTC+2\n14:02 bot: page", date(2031, 6, 12)),
    ],
)
def test_a_whole_date_in_the_head_is_the_day_of_the_text(text, day):
    assert day_in_head(text) == day


@pytest.mark.parametrize(
    "text",
    [
        "MEREZH, March 4 (CPW) – Gunmen attacked.",
        "The depot burnt down on 4 March 2031, the fire service said.",
        "It is the worst accident since 4 March 2019.\n\nMore follows",
        "Fire of 4 March 2031 kills two\n\nMore follows.",
        "LIMA, NO DATE (EFE) -- A BOMB WENT OFF.",
        "Quenby, 31 April 2031\nNotice",
        "Word\n" * 30 + "4 March 2031",
        "",
    ],
)
def test_no_other_date_is(text):
    assert day_in_head(text) is None


@given(st.text(max_size=300))
def test_any_text_can_be_looked_at(text):
    assert day_in_head(text) is None or isinstance(day_in_head(text), date)


def test_a_report_without_a_date_takes_that_of_its_text_and_one_with_a_date_keeps_it():
    text = "Quenby, 22 April 2031\n\nA server was copied."
    assert load(text).report.published == date(2031, 4, 22)
    assert load(text, published="2031-05-01").report.published == date(2031, 5, 1)
    assert load(Report(text=text)).report.published == date(2031, 4, 22)


@pytest.mark.parametrize(
    ("text", "town"),
    [
        ("MEREZH, March 4 (CPW) – Gunmen attacked.", "Merezh"),
        ("Two shot at an inn\n\nSt. Orin, Quill (CPW/KVY) -- Two people were shot.", "St. Orin"),
        ("DAHL, 9 JAN 90 (CPW) -- [TEXT] A BOMB WENT OFF.", "Dahl"),
        (
            "Photo: K. Rand\r\n\r\nPORT DAHL — Two people were shot.\r\n\r\nPolice in Port Dahl are looking.",
            "Port Dahl",
        ),
        ("DAHL, Quill - “It was loud,” said a Dahl man.", "Dahl"),
        ("Quenby shooting kills two\n\nQUENBY — Two people were shot in Quenby.", "Quenby"),
        ("ŁÓDZ (CPW)—Two people were shot.", "Łódz"),
        ("KING’S DAHL — Two people were shot. Police in King’s Dahl came.", "King’s Dahl"),
        ("RIO DE DAHL (CPW) – Two people were shot.", "Rio de Dahl"),
    ],
)
def test_a_dateline_gives_the_town_that_a_text_is_dated_from(text, town):
    found = dateline(text)
    assert found is not None
    assert found.town == town
    assert text[: found.end].rstrip().endswith(("–", "—", "-"))
    assert text[found.end :].startswith(("Gunmen", "Two", "[TEXT]", "“It"))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "UPDATE — Two people were shot in Dahl.",
        "DAHL — Two people were shot.",
        "Update (CPW) – Two people were shot in Dahl.",
        "Karl Rand (left) – the mayor of Dahl",
        "Jon Aske (41) – shot in the leg",
        "FIRE – Two people died. Fire crews came.",
        "Dahl — a town on the coast. Dahl is small.",
        "Two shot in Dahl – police\n\nTwo people were shot.",
        "14:02 DISK (sda) – full",
        "x" * 2_100 + "\nMEREZH (CPW) – Gunmen attacked.",
    ],
)
def test_what_is_no_dateline_gives_no_town(text):
    assert dateline(text) is None


@given(st.text())
def test_any_text_has_a_dateline_within_it_or_none(text):
    found = dateline(text)
    assert found is None or (found.town and 0 < found.end <= len(text))
