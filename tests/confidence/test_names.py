"""Names that a claim has and its texts do not, and the forms in which a text may have them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.confidence.names import names_off


@pytest.mark.parametrize(
    ("claim", "text"),
    [
        ("Aid came from the United Nations", "The UN sent aid"),
        ("Aid came from the UN", "The United Nations sent aid"),
        ("Aid came from the Bank of the Inner South", "BIS sent aid"),
        ("It flew over the United States", "It left the U.S. on Monday"),
        ("Two USA pilots", "Two Americans flew it"),
        ("A Britain-based crew", "The crew is British"),
        ("The minister Tessa Shea left", "Ms Tessa O’Shea left"),
        ("A diplomat from China", "The Chinese diplomat"),
        ("The Danish ferry", "The ferry from Denmark"),
        ("The PM left", "The prime minister left"),
        ("The Prime Minister left", "The PM left"),
        ("Every MP left, and MPs of Quint", "An MP of Quint left"),
        ("A Halden-based crew", "The crew is from Halden"),
        ("A Halden crew", "The Halden-based crew"),
        ("At Moss’s home in May", "Ada Moss is at home"),
        ("It was on Friday", "It was then"),
        ("Residents left", "People left"),
        ("Three British tourists left", "3 British tourists left"),
        ("Late Monday it failed, Dr Moss said", "Ada Moss: it failed then"),
    ],
)
def test_a_name_in_another_form_is_there(claim, text):
    assert names_off(claim, text) == []


@pytest.mark.parametrize(
    ("claim", "text", "off"),
    [
        ("It flew over the United States", "They told us to wait", ["United", "States"]),
        ("It flew over the United Nations", "The US sent aid", ["United", "Nations"]),
        ("Aid came from the UN", "The US sent aid", ["UN"]),
        ("A Halden-Quint train", "A train from Halden", ["Halden-Quint"]),
        ("The minister Tessa Shea left", "Ms O’Hara left", ["Tessa", "Shea"]),
        ("Then John Smith left", "Jane Stone of JS left", ["John", "Smith"]),
        ("Then Uma Singh left", "The US sent aid", ["Uma", "Singh"]),
        ("Uma Singh left. The Moss family too", "She left", ["Singh", "Moss"]),
    ],
)
def test_another_name_is_not(claim, text, off):
    assert names_off(claim, text) == off


def test_any_of_several_texts_may_have_it():
    assert names_off("Mr Moss of Quint", "He", "Quint", "Moss") == []


TEXTS = st.text("UNus. of-’sAbc OMoss ", max_size=60)


@given(TEXTS)
def test_a_text_has_its_own_names(text):
    assert names_off(text, text) == []


@given(TEXTS, TEXTS, TEXTS)
def test_more_text_leaves_no_more_names_off(claim, text, more):
    assert set(names_off(claim, text, more)) <= set(names_off(claim, text))
