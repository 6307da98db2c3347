"""A later version of a report supersedes it; another report of the same publisher does not."""

from __future__ import annotations

import pytest

from summarizer import Report
from summarizer.reading.prepare import prepare
from summarizer.stages.versions import superseded

FIRST = (
    "The ferry Sankt Elin capsized off Torvik on Wednesday afternoon with 83 people on board. "
    "Seven people died, the coast guard said. Divers are still searching the hull of the ship."
)
SECOND = FIRST.replace("Seven", "Nine")
OTHER = "Torvik harbour will be closed for a week. The owner of the ship has flown in from abroad to see the wreck."


def newer(*given_in):
    return superseded([prepare(Report(id=f"r{n}", **one)) for n, one in enumerate(given_in, 1)])


def test_the_later_text_of_a_publisher_that_repeats_the_earlier_one():
    early = {"text": FIRST, "publisher": "Coast Radio", "published": "2031-04-02"}
    late = {"text": SECOND, "publisher": "Coast Radio", "published": "2031-04-03"}
    assert newer(early, late) == {"r1": "r2"}
    assert newer(late, early) == {"r2": "r1"}


def test_a_chain_of_versions_ends_at_the_newest():
    texts = (FIRST, SECOND, SECOND.replace("Nine", "Ten"))
    given_in = [
        {"text": text, "url": "https://radio.test/ferry", "published": f"2031-04-0{day}"}
        for day, text in enumerate(texts, 2)
    ]
    assert newer(*given_in) == {"r1": "r3", "r2": "r3"}


@pytest.mark.parametrize(
    "notice",
    [
        "Correction: the number of the dead was wrong.",
        "An earlier version of this story gave another number.",
    ],
)
def test_undated_the_one_that_says_so_replaces_the_other(notice):
    assert newer(
        {"text": f"{SECOND}\n\n{notice}", "publisher": "Coast Radio"},
        {"text": FIRST, "publisher": "Coast Radio"},
    ) == {"r2": "r1"}


@pytest.mark.parametrize(
    "other",
    [
        {"text": OTHER, "publisher": "Coast Radio", "published": "2031-04-03"},
        {"text": SECOND, "publisher": "Torvik Dagblad", "published": "2031-04-03"},
        {"text": SECOND, "publisher": "Coast Radio", "published": "2031-04-02"},
        {"text": FIRST, "publisher": "Coast Radio", "published": "2031-04-03"},
        {"text": SECOND, "published": "2031-04-03"},
    ],
    ids=["another text", "another publisher", "the same day", "the same text", "nobody named"],
)
def test_what_supersedes_nothing(other):
    assert newer({"text": FIRST, "publisher": "Coast Radio", "published": "2031-04-02"}, other) == {}
