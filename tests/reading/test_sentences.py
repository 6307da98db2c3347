"""Sentences and their places: the text as given, whatever it is. All texts are made up."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from summarizer.reading.sentences import outline
from summarizer.schema import Report

SCRAPS = st.sampled_from(
    [
        *"“”‘’«»\"'()[]<>,;:.!?…–—-|•@©",
        *(
            " ",
            "  ",
            "\t",
            "\n",
            "\n\n",
            "\r\n",
            "\r",
            "\u2028",
            "\x0b",
            "\x1c",
            "\u00a0",
            "\u200b",
            "\ufeff",
        ),
        *(
            "Police",
            "the mayor",
            "said",
            "denied",
            "according to",
            "and",
            "who",
            "he",
            "she",
            "it",
            "I",
            "report",
        ),
        *(
            "14:02",
            "[09:15:33]",
            "2031-06-12",
            "alice:",
            "<bob>",
            "Dr.",
            "Mr. Vo",
            "Lt. Col.",
            "9.52am",
            "3.5",
        ),
        *("By Ann Lee", "Photo:", "Read more", "- item", "1. item", "MEREZH, March 4 (CPW) –", "x@y.example"),
        *("🚒", "👩‍🚒", "مرحبا", "שלום", "e\u0301", "İ", "ß", "ﬁ", "𝒜", "日本。", "\u202eabc\u202c", "\0"),
    ]
)
TEXTS = st.one_of(
    st.lists(SCRAPS, max_size=40).map("".join),
    st.lists(SCRAPS, max_size=40).map(" ".join),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=120),
)


def cut(text: str, **about) -> list[str]:
    return [sentence.text for sentence in outline(Report(text=text, **about)).sentences]


@settings(max_examples=150)
@given(TEXTS)
@example("a" * 1_001)
@example("x. " * 3_000)
@example("‘a " * 3_000)
@example(" ".join(["word"] * 3_000))
@example("One.\r\nTwo.\rThree.\n\n\nFour.\u2028Five.")
@example("\ufeffOne\u200b. Two 👩‍🚒. مرحبا. e\u0301.")
def test_every_sentence_is_exactly_what_stands_at_its_place(text):
    behind = 0
    for sentence in outline(Report(text=text)).sentences:
        assert sentence.text == text[sentence.start : sentence.end]
        assert sentence.text == sentence.text.strip() != ""
        assert sentence.start >= behind
        behind = sentence.end
        if sentence.speaker is not None:
            start = sentence.speaker_start
            assert text[start : start + len(sentence.speaker)] == sentence.speaker
        assert sentence.time is None or sentence.time in text


@settings(max_examples=25)
@given(
    st.lists(
        st.sampled_from("Ünder the bridge, two men fell. Nobody saw it! مرحبا بكم. 🚒 came.".split()),
        max_size=60,
    )
)
def test_prose_loses_no_word(words):
    text = " ".join([*words, "The end."])
    assert "".join(cut(text)).replace(" ", "") == text.replace(" ", "")


@pytest.mark.parametrize(
    "text",
    [
        "Lt. Col. Ada Vance led the search. It ended at dusk.",
        "Dr. Bo Lind spoke first. The vote was put off.",
        "It fell 3.5 m at 9.52 a.m. on the north side. The mast broke.",
        "Mr. Oke and Mrs. Oke were at home. The roof held.",
    ],
)
def test_abbreviations_do_not_end_a_sentence(text):
    assert len(cut(text)) == 2


def test_words_that_look_like_abbreviations_do():
    told = cut("Most never fall ill. Smokers do. Tell me. We said no. Ask on.")
    assert told == ["Most never fall ill.", "Smokers do.", "Tell me.", "We said no.", "Ask on."]
    assert cut("Flight no. 7 left on time.") == ["Flight no. 7 left on time."]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_a_hard_wrapped_paragraph_is_read_whole(end):
    lines = [
        "The gate of the Ostrava lock failed at dawn on Friday and let about",
        "nine thousand cubic metres of water into the lower basin, the canal",
        "office said. Two barges sank.",
    ]
    assert cut(end.join(lines)) == [
        end.join(lines).removesuffix(" Two barges sank."),
        "Two barges sank.",
    ]


def test_a_heading_never_runs_into_prose():
    text = "Lock gate fails at Aldermoor\nTwo barges sank on Friday.\n\nWhat happened\n\nThe gate failed at dawn."
    assert cut(text) == ["Two barges sank on Friday.", "The gate failed at dawn."]


@pytest.mark.parametrize(
    ("line", "kept"),
    [
        ("• The towpath is closed until Monday", "The towpath is closed until Monday"),
        ("- The towpath is closed until Monday", "The towpath is closed until Monday"),
        ("2) The towpath is closed until Monday", "The towpath is closed until Monday"),
        ("ALDERMOOR, May 3 (QPA) – The towpath is closed.", "The towpath is closed."),
        ("Aldermoor (QPA) - The towpath is closed.", "The towpath is closed."),
        ("-3 degrees were measured at the lock.", "-3 degrees were measured at the lock."),
    ],
)
def test_bullets_and_datelines_are_not_part_of_the_sentence(line, kept):
    assert cut(f"The gate failed at dawn.\n{line}") == ["The gate failed at dawn.", kept]


def test_a_long_quotation_is_cut_into_its_sentences():
    text = (
        "“The lights went out and then the whole carriage tipped over. "
        "I held on to the rack until everything stopped moving. "
        "Then we climbed out,” said Ove Lund."
    )
    assert len(cut(text)) == 3


def test_what_never_stops_is_cut_between_words():
    pieces = cut("water " * 1_000)
    assert all(len(piece) <= 1_000 for piece in pieces)
    assert all(set(piece.split()) == {"water"} for piece in pieces)


def test_other_languages_and_unknown_ones():
    assert cut("El dique falló. Nadie murió.", language="es") == ["El dique falló.", "Nadie murió."]
    assert len(cut("One fell. Two ran.", language="xx-unknown")) == 2
    assert len(cut("ダムが壊れた。死者はいない。", language="ja")) == 2


def test_offsets_count_code_points():
    text = "👩‍🚒🚒 came. " + unicodedata.normalize("NFD", "Él murió en León. Fin del día.")
    found = outline(Report(text=text)).sentences
    assert [text[one.start : one.end] for one in found] == [one.text for one in found]


@pytest.mark.parametrize("text", ["", " ", "\n\r\n\t", "\u2028", "…", "---", "1 2 3"])
def test_nothing_to_read(text):
    assert cut(text) == []


def test_plain_folds_white_space():
    (sentence,) = outline(Report(text="It\tfell   at\u00a0dawn.")).sentences
    assert sentence.plain == "It fell at dawn."
