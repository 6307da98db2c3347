"""The sentences that bear on a claim."""

from __future__ import annotations

from math import fsum

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.confidence.stems import content_words, word_set
from summarizer.reading.prepare import prepare
from summarizer.schema import Report
from summarizer.stages.evidence import facts, index_of, located, passage, window

REPORT = prepare(
    Report(
        text="The mill at Quint burned. The mill employed forty people. Nobody was hurt. The mayor of Quint wept."
    )
)


def test_the_sentence_that_shares_most_comes_first_and_the_next_adds_what_it_lacks():
    assert window("The mayor wept as the mill burned", REPORT)[:2] == [3, 0]


def test_none_where_no_word_is_shared():
    assert window("Trawlers sail", REPORT) == []
    assert window("", REPORT) == []


@given(
    st.text("mill Quint burned forty wept.", max_size=60),
    st.text("mill Quint burned. ", min_size=1, max_size=3000),
)
def test_few_sentences_each_once(claim, text):
    prepared = prepare(Report(text=text + "a."))
    chosen = window(claim, prepared)
    assert len(set(chosen)) == len(chosen) <= 5
    assert sum(len(prepared.sentences[number].plain) for number in chosen[1:]) <= 1200


def test_a_heading_keeps_its_line_in_a_passage():
    prepared = prepare(
        Report(text="Mill burns\n\nNobody was hurt. It stood empty.\n\nBo Lind, editor\n"), headings=True
    )
    assert passage(range(4), prepared) == "Mill burns\nNobody was hurt. It stood empty. Bo Lind, editor"
    assert passage([0, 2], prepared) == "Mill burns\nIt stood empty."
    assert passage([], prepared) == ""


LOG = prepare(
    Report(
        text="14:05 alice: feed 2 dropped. G2 is down\n14:09 bo: reporter asking if it was an attack. it wasn’t\n"
        "14:52 priya: all hosts up\n"
    ),
    headings=True,
)


def test_a_message_is_shown_whole_with_its_time_and_writer():
    chosen = window("Bo says that it was no attack", LOG)
    assert passage(sorted(chosen), LOG) == "14:09 bo: reporter asking if it was an attack. it wasn’t"
    assert passage(range(len(LOG.sentences)), LOG) == LOG.report.text.strip()


def test_the_time_of_a_message_is_a_word_of_it():
    assert passage(window("Hosts were up at 14:52", LOG)[:1], LOG) == "14:52 priya: all hosts up"


def test_each_fact_has_its_own_sentences():
    one, other = facts(
        located("The mill at Quint was burned in the night, and the mayor of Quint is weeping", REPORT),
        REPORT,
    )
    assert (one.closest, other.closest) == ("The mill at Quint burned.", "The mayor of Quint wept.")
    assert one.closest in one.evidence
    (nothing,) = facts(located("Trawlers sail", REPORT), REPORT)
    assert (nothing.numbers, nothing.evidence, nothing.closest) == ([], "", "")


def test_a_claim_of_one_fact_is_that_fact():
    claim = located("The mill at Quint burned.", REPORT)
    assert facts(claim, REPORT) == [claim]


_WORDS = st.sampled_from("mill quint fire mayor wept forty hurt smoke crew bridge".split())


@given(
    st.lists(_WORDS, max_size=8), st.lists(st.lists(_WORDS, min_size=1, max_size=6), min_size=1, max_size=30)
)
def test_the_first_sentence_is_worth_most_and_the_next_what_is_left(claim, sentences):
    prepared = prepare(Report(text=" ".join(f"The {' '.join(words)} went." for words in sentences)))
    weight = index_of(prepared).weight
    chosen = window(" ".join(claim), prepared)
    left = {word: weight.get(word, 0.0) for word in content_words(" ".join(claim))}
    held = [word_set(sentence.text) for sentence in prepared.sentences]
    for place, number in enumerate(chosen):
        worth = {
            other: fsum(left[word] for word in left.keys() & words)
            for other, words in enumerate(held)
            if other not in chosen[:place]
        }
        assert worth[number] == pytest.approx(max(worth.values()))
        seen = set().union(*(held[other] for other in chosen[:place]))
        left = {word: value / 2 if word in held[number] - seen else value for word, value in left.items()}
