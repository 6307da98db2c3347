"""Copies of one text, what names one agency, and what one publisher prints have one origin."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from summarizer import Report
from summarizer.reading.prepare import prepare
from summarizer.stages.copies import contained, first_copies, origins, shingles

TEXT = (
    "A fire broke out at the Halden depot on Monday evening and burned until noon. "
    "Nine people were injured, the fire service said. The mayor asked the operator for an explanation."
)


def reports(*given_in):
    return [prepare(Report(id=f"r{n}", **one)) for n, one in enumerate(given_in, 1)]


def test_a_copy_with_another_ending_has_the_origin_of_the_first():
    shared = reports(
        {"text": TEXT, "publisher": "Halden Post"},
        {"text": TEXT + " Readers may send us their photos.", "publisher": "Coast Radio"},
        {"text": "The depot in Halden is gone, and nine people were hurt there.", "publisher": "The Week"},
    )
    assert first_copies(shared) == {"r1": "r1", "r2": "r1", "r3": "r3"}
    assert origins(shared) == {"r1": "halden post", "r2": "halden post", "r3": "the week"}


def test_a_dateline_names_the_agency_even_where_the_text_was_rewritten():
    shared = reports(
        {"text": "HALDEN, March 4 (CPW) – A depot burned down on Monday.", "publisher": "Halden Post"},
        {"text": "MEREZH, March 5 (CPW) – Nobody knows why it happened at all.", "publisher": "Coast Radio"},
        {"text": "Our own reporter was in Halden.", "publisher": "CPW"},
    )
    assert set(origins(shared).values()) == {"cpw"}


def test_without_publisher_each_report_is_its_own_origin():
    assert origins(reports({"text": "One thing happened."}, {"text": "Another was seen."})) == {
        "r1": "r1",
        "r2": "r2",
    }


def test_what_nobody_wrote_is_no_copy_of_anything():
    assert contained(frozenset(), frozenset({("a",)})) == 0.0


@settings(max_examples=40)
@given(
    st.lists(
        st.sampled_from("the fire gate Halden nine people were hurt on Monday".split()),
        min_size=1,
        max_size=30,
    )
)
def test_a_text_is_contained_in_itself_and_in_what_goes_on_after_it(words):
    one = prepare(Report(id="a", text=" ".join(words)))
    assert contained(shingles(one), shingles(one)) in {0.0, 1.0}
    assert first_copies([one, prepare(Report(id="b", text=one.report.text))])["b"] in {"a", "b"}
