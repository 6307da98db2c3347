"""A report taken apart: the whole of it at once, and in time, whatever it is."""

from __future__ import annotations

import time

import pytest

from summarizer.confidence.compare import compare
from summarizer.confidence.cues import clauses, hedges, is_confirmation, is_negated
from summarizer.reading.attribution import attributions
from summarizer.reading.prepare import prepare
from summarizer.reading.times import time_span
from summarizer.schema import Report

HOSTILE = [
    " ",
    "\t",
    "A",
    "Ab’",
    "Ab-",
    "A a, ",
    ",",
    ", ",
    ". ",
    "... ",
    "“",
    "”",
    '"',
    "'",
    " '",
    "‘a ",
    "(photo ",
    "| ",
    "x@",
    "@a.",
    "http://",
    "on at ",
    "1",
    "1,",
    "12:",
    "14:02 a: ",
    "one ",
    "one hundred and ",
    "said ",
    ", said ",
    "said A, ",
    "according to ",
    "The mayor, who said it, ",
    "A said B and C said D ",
    "also ",
    "who, ",
    "called a ",
    "مرحبا ",
    "🚒",
    "e\u0301",
    "\u00a0",
    "\0",
]


def seconds(call) -> float:
    started = time.process_time()
    call()
    return time.process_time() - started


@pytest.mark.parametrize("scrap", HOSTILE)
def test_no_scrap_of_text_holds_it_up(scrap):
    text = (scrap * 10_000)[:10_000]
    assert seconds(lambda: prepare(Report(text=text))) < 1
    assert seconds(lambda: attributions(text)) < 1
    assert seconds(lambda: time_span(text, Report(text=text))) < 1
    assert seconds(lambda: compare(text, text)) < 1
    assert seconds(lambda: (hedges(text), clauses(text), is_negated(text), is_confirmation(text))) < 1


@pytest.mark.parametrize(
    "scrap",
    [
        "The police said that two men were hurt on Tuesday, and the mayor, Ann Lee, denied it. ",
        "said ",
        "“",
        "A",
    ],
)
def test_a_report_of_200_kb_in_one_line_is_read_at_once(scrap):
    text = (scrap * 200_000)[:200_000]
    tries = (text, text[1:])  # a busy machine may slow one of them
    assert min(seconds(lambda one=one: prepare(Report(text=one))) for one in tries) < 2


def test_the_parts_belong_together():
    text = "Lock gate fails\n\nThe canal office said two barges sank.\nNobody was hurt. Tell us your story!"
    prepared = prepare(Report(text=text, id="r1"))
    assert [one.text for one in prepared.sentences] == [
        "The canal office said two barges sank.",
        "Nobody was hurt.",
        "Tell us your story!",
    ]
    assert [[voice.source for voice in voices] for voices in prepared.heard] == [["canal office"], [], []]
    assert prepared.skipped == 1
    assert prepared.text == "The canal office said two barges sank. Nobody was hurt. Tell us your story!"


def test_headings_and_rows_are_sentences_where_they_are_asked_for():
    text = "Lock gate fails\n\nThe canal office said two barges sank.\n\n| Ward 3 | 14 hurt |\nSubscribe now\nBo Lind"
    prepared = prepare(Report(text=text, id="r1"), headings=True)
    assert [one.text for one in prepared.sentences] == [
        "Lock gate fails",
        "The canal office said two barges sank.",
        "| Ward 3 | 14 hurt |",
        "Bo Lind",
    ]
    assert [[voice.source for voice in voices] for voices in prepared.heard] == [[], ["canal office"], [], []]
    assert prepared.skipped == 1


def test_the_text_of_a_log_names_its_speakers():
    prepared = prepare(Report(text="10:01 ada: pump down\n10:02 bo: ok\n10:03 ada: pump up"))
    assert prepared.text == "ada: pump down bo: ok ada: pump up"
