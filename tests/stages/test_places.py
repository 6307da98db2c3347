"""Places that claims name. The claims are made up."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledgers import claim
from summarizer.stages.places import around, places, told_by_most, town


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "Gunmen attacked a post in Karvelia’s northern Dovrat province",
            ["Karvelia’s northern Dovrat province"],
        ),
        ("A server failed at our Quenby head office on Monday", ["Quenby head office"]),
        ("It happened on Monday in May", []),
        ("A blast near the port of Velm and in Velm’s", ["Velm"]),
        ("Quenby police are looking into a shooting", ["Quenby"]),
        ("A Quenby teen was shot at his home on Mill Street", ["Mill Street", "Quenby"]),
        ("A man died in a shooting northeast of Edgel", ["Edgel"]),
        ("Men entered the health centre of Mercad", ["Mercad"]),
        ("The army searched the rural area of El Pen", ["El Pen"]),
        ("State police and National police came", []),
        ("A German man was shot", []),
        ("The Air Force hospital treated him", []),
        ("Sgt. Ida Borg of the Quenby police came", ["Quenby"]),
        ("It burnt at Inn 6 near Dahl", ["Dahl", "Inn 6"]),
        ("A man was held at Gate 9", ["Gate 9"]),
        ("It hit the Church of the Nativity near Gate 9 of the port", ["Gate 9"]),
        ("In Velm 30 people were hurt", []),
        ("A fire in Velm 3 days ago", ["Velm"]),
    ],
)
def test_places_are_names_behind_where_and_before_those_who_belong_there(text, found):
    assert sorted(places([text])) == sorted(found)


def test_what_is_told_most_comes_first_and_the_opening_counts_double():
    opening = ["A depot burnt in Velm"] * 5
    assert places([*opening, *["It was seen in Dahl"] * 9])[:2] == ("Velm", "Dahl")
    assert places([f"It was seen in Velm{letter}" for letter in "abcdefghijkl"])[7:8] == ("Velmh",)


def test_what_is_told_around_a_place_is_told_in_the_same_claim():
    told = ["It was dark", "It happened in the Mayfield quarter, west of Dahl", "It was seen in Velm"]
    assert around("Mayfield quarter", told) == ["Dahl"]
    assert around("Velm", told) == []


@pytest.mark.parametrize(
    ("within", "found"),
    [("Mill Street", "Quenby"), ("Mill Road", "Quenby"), ("Dahl", None), ("Quenby Market", None)],
)
def test_a_street_lies_in_the_town_of_those_who_belong_there(within, found):
    told = ["Quenby police were called to Mill Street", "A Dahl man saw it", "Quenby police left"]
    assert town(quoting(*told), within) == found


def test_a_quarter_lies_in_a_town_a_county_does_not_and_letters_are_none():
    told = quoting("A Mayfield area bar burnt", "Quenby police came", "QNPD officers came")
    assert town(told, "Mayfield") == "Quenby"
    assert town(told, "Quenby") is None
    assert town(told, "Quill County") is None
    assert town(told[2:], "Mayfield") is None


@pytest.mark.parametrize(
    ("quote", "found"),
    [
        ("A man was shot, Quenby police said", "Quenby"),
        ("Police in Quenby said that a man was shot", "Quenby"),
        ("A man was shot, the Quill County Sheriff said", "Quill County"),
        ("A man was shot, a Quill State Police spokesman said", None),
        ("A man was shot, the union said", None),
        ("When police arrived, two men were dead", None),
        ("As Quenby officers approached, he fired", "Quenby"),
        ("Panicked residents ran", None),
        ("Panicked residents of the Panicked quarter, as it is called, ran", "Panicked"),
        ("A Black man was shot", None),
        ("More News Videos Residents of the Mayfield flats told of it", None),
        ("More News Videos man", None),
        ("The Aske family thanked everyone", None),
        ("Officials in Marl said that they were watching", None),
    ],
)
def test_a_town_can_be_known_by_who_says_what_happened(quote, found):
    told = claim("A man was shot on Mill Street", quote=quote)
    assert town([told], "Mill Street") == found


def test_a_sentence_counts_once_and_a_town_is_named_rather_than_its_county():
    county = quoting("Quill County deputies came", "Quill County deputies left", "Quenby firefighters came")
    assert town(county, "Mill Street") == "Quenby"
    one_sentence = [claim(text, quote="Dahl police came") for text in ("They came", "Police did")]
    assert (
        town([*one_sentence, *quoting("x", "Quenby police left", "A Quenby man saw it")], "Mill Street")
        == "Quenby"
    )


def quoting(*quotes):
    """Claims of which each quotes a sentence of its own."""
    claims, start = [], 0
    for quote in quotes:
        one = claim(quote, quote=quote)
        span = {"start": start, "end": start + len(quote)}
        claims.append(one.model_copy(update={"statements": (one.statements[0].model_copy(update=span),)}))
        start += len(quote) + 1
    return claims


@pytest.mark.parametrize(
    ("told", "found"),
    [
        ([("A bar in Quenby burnt", "abc"), ("A bar in Mayfield burnt", "d")], "Quenby"),
        ([("A bar in Quenby burnt", "ab"), ("A bar in Mayfield burnt", "cd")], None),
        ([("A bar in Quenby burnt", "a")], None),
        ([("A bar burnt", "ab")], None),
        ([], None),
    ],
)
def test_a_place_stands_that_most_of_several_reports_name(told, found):
    assert told_by_most([told_in(text, reports) for text, reports in told]) == found


def told_in(text, reports):
    one = claim(text)
    statements = tuple(one.statements[0].model_copy(update={"report": report}) for report in reports)
    return one.model_copy(update={"statements": statements})


@given(st.lists(st.text(max_size=60), max_size=5), st.text(max_size=20))
def test_any_texts_can_be_looked_at(texts, within):
    assert len(places(texts)) <= 8
    assert town(quoting(*filter(str.strip, texts)), within) is None or within
