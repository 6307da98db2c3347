"""Reports of another incident are set aside before they are read, and only those."""

from __future__ import annotations

from summarizer import Report
from summarizer.reading.prepare import prepare
from summarizer.stages.incidents import sort_pile

FERRY = (
    "The ferry Sankt Elin capsized off Torvik on Wednesday. Seven people died, said Jonas Lie, the harbour master.",
    "Divers searched the hull of the Sankt Elin near Torvik. The ferry had capsized with 83 people on board.",
    "Jonas Lie of Torvik harbour said the ferry was overloaded. The Sankt Elin capsized within minutes.",
)
KILN = "Fourteen kiln workers fell ill in Ostrel. The union accused Varn Ceramics of switching off the ventilation."
NAMELESS = (
    "Somebody left a gate open and the cattle walked down to the road, where nothing happened to anybody."
)


def pile(*texts, **more):
    return sort_pile([prepare(Report(id=f"r{n}", text=text, **more)) for n, text in enumerate(texts, 1)])


def test_what_shares_neither_names_nor_words_with_the_others_is_set_aside_with_the_reason():
    made = pile(FERRY[0], KILN, *FERRY[1:])
    assert list(made.aside) == ["r2"]
    assert "another incident" in made.aside["r2"]
    assert "Varn" not in made.aside["r2"]
    assert not made.doubt


def test_a_report_alone_and_reports_of_one_incident_stay():
    assert pile(FERRY[0]).aside == {}
    assert pile(*FERRY).aside == {}
    assert pile().aside == {}


def test_two_reports_have_no_majority():
    made = pile(FERRY[0], KILN)
    assert (made.aside, made.doubt) == ({}, "")


def test_copies_of_one_text_are_no_majority():
    assert pile(KILN, FERRY[0], KILN).aside == {}


def test_without_a_largest_group_all_stay_and_it_is_said():
    other = "Gunmen held 16 hostages in Qar. The customs house of Qar was surrounded by noon, said Amin Tor."
    made = pile(FERRY[0], KILN, other)
    assert made.aside == {}
    assert "several incidents" in made.doubt


def test_what_names_nobody_or_is_in_another_language_cannot_be_compared_and_stays():
    german = (
        "In Ostrel erkrankten vierzehn Arbeiter einer Ziegelei. Die Gewerkschaft wirft der Firma Varn vor, die Lüftung "
        "abgeschaltet zu haben, um Strom zu sparen. Die Aufsicht nahm Proben der Luft, und die Firma schweigt dazu "
        "bisher. Mehrere Arbeiter liegen noch immer im Krankenhaus der Stadt, sagte ein Arzt am Abend."
    )
    assert pile(*FERRY, NAMELESS, german).aside == {}


def test_a_thousand_reports_are_sorted_with_work_that_grows_with_them():
    made = pile(*(FERRY[n % 3] + f" Boat {n} helped." for n in range(1_000)), KILN)
    assert list(made.aside) == ["r1001"]
