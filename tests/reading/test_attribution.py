"""Who says what within a sentence. All sentences are made up for this table."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from summarizer.reading.attribution import attributions, quotations
from tests.reading.voiced import VOICED

WORDS = [
    *(
        "Police",
        "the mayor,",
        "Ann Lee,",
        "said",
        "said,",
        "denied",
        "that",
        "according to",
        "and",
        "who",
        ", whose",
    ),
    *(
        "he",
        "it",
        "I",
        "was",
        "reports",
        "blamed",
        "confirmed,",
        "“",
        "”",
        "‘",
        ",’",
        "'",
        "(",
        ")",
        ";",
        ":",
        "–",
    ),
    *("مرحبا", "e\u0301", "İstanbul", "🚒", "\n", "\t", "71", "not", "to", "saying", "called", "false"),
]


@pytest.mark.parametrize(("sentence", "expected"), VOICED, ids=[sentence[:50] for sentence, _ in VOICED])
def test_voices_of_a_sentence(sentence, expected):
    found = attributions(sentence)
    for source, manner, governed, free in expected:
        matching = [
            one
            for one in found
            if (one.source, one.manner) == (source, manner) and governed in sentence[one.start : one.end]
        ]
        assert matching, found
        assert not free or any(free not in sentence[one.start : one.end] for one in matching), found
    assert {(one.source, one.manner) for one in found} == {
        (source, manner) for source, manner, *_ in expected
    }


@pytest.mark.parametrize(
    "sentence",
    [
        "“I heard a bang and they said run.”",
        "The tanker was reported missing on Friday.",
        "No group has claimed responsibility.",
        "",
    ],
)
def test_a_sentence_without_anybodys_voice(sentence):
    assert attributions(sentence) == ()


@given(st.lists(st.sampled_from(WORDS), max_size=30).map(" ".join))
@example("“" * 9 + "said")
def test_a_source_stands_where_it_says_it_stands(sentence):
    for one in attributions(sentence):
        assert sentence[one.source_start : one.source_start + len(one.source)] == one.source
        assert sentence[one.cue_start : one.cue_start + len(one.cue)] == one.cue
        assert 0 <= one.start <= one.end <= len(sentence)
        assert one.source.strip()


@pytest.mark.parametrize(
    ("sentence", "quoted"),
    [
        ("“A bang,” she said, “then smoke.”", ["“A bang,”", "“then smoke.”"]),
        ("“A bang and then", ["“A bang and then"]),
        ("‘It’s gone,’ she said.", ["‘It’s gone,’"]),
        ("The workers’ union and the miners’ lodge met.", []),
        ("It's the union's fault, the firm's lawyers' notes say.", []),
        ("«Gone», she said.", ["«Gone»"]),
        ("6’ 2” tall", []),
        ('It went," she said, "and sank."', ['It went,"', '"and sank."']),
    ],
)
def test_quotations(sentence, quoted):
    assert [sentence[start:end] for start, end in quotations(sentence)] == quoted


def test_words_inside_a_quotation_are_its_speakers():
    assert [one.source for one in attributions("“My brother said run,” Ada Moss said.")] == ["Ada Moss"]
