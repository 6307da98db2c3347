"""Whose a cue is. All sentences are made up."""

from __future__ import annotations

import pytest

from summarizer.reading.cues import cues
from summarizer.reading.subjects import is_pronoun, with_subjects


def subjects(sentence: str) -> list[tuple[str, bool]]:
    """The subjects of a sentence's cues, and whether each stands behind its cue."""
    return [
        (sentence[slice(*one.subject)], one.is_inverted) for one in with_subjects(sentence, cues(sentence))
    ]


@pytest.mark.parametrize(
    ("sentence", "subject"),
    [
        ("The harbour office said the crane was old.", "harbour office"),
        ("However, on Monday the landlord said the crane was old.", "landlord"),
        ("The firm has always maintained that the valve was sound.", "firm"),
        ("The company is warning that refunds may take weeks.", "company"),
        ("The mayor and the bishop said the ice was thin.", "mayor and the bishop"),
        ("The road was shut after the council said the slope was moving.", "council"),
        ("The road was shut and he said the slope was moving.", "he"),
        ("Two shopkeepers reached by telephone said the looting began.", "Two shopkeepers"),
        ("Police on Monday said the looting began.", "Police"),
        ("The Joint Mission (JTM) said the road was mined.", "Joint Mission"),
        ("The Herald quoted the mayor as saying the hall was full.", "mayor"),
        ("The mayor was quoted as saying the hall was full.", "mayor"),
        ("Will May said the ice was thin.", "Will May"),
        ("No. 4 brigade said the ice was thin.", "No. 4 brigade"),
    ],
)
def test_the_words_right_before_a_cue(sentence, subject):
    assert subjects(sentence) == [(subject, False)]


@pytest.mark.parametrize(
    ("sentence", "subject"),
    [
        ("The mayor, Celia Ourang, said the market would reopen.", "Celia Ourang"),
        ("Celia Ourang, the mayor, said the market would reopen.", "Celia Ourang"),
        ("Celia Ourang, 58, of Lime Street, said the market would reopen.", "Celia Ourang"),
        ("A deckhand, who did not want to be named, said the hatch was open.", "deckhand"),
        ("The Harbour Board, which runs the lock, denied it.", "Harbour Board"),
        ("The Water Board, which confirmed that a main had burst, is sending tankers.", "Water Board"),
        ("The firm, whose director, Bela Marsh, said the tank was new, has shut.", "Bela Marsh"),
        ("The defeat was hard for Mr. Lund, who said the count was wrong.", "Mr. Lund"),
    ],
)
def test_before_an_insertion(sentence, subject):
    assert subjects(sentence) == [(subject, False)]


@pytest.mark.parametrize(
    ("sentence", "subject"),
    [
        ("Two barges sank at their moorings, said the river police.", "river police"),
        ("“The floor just went,” said Tomke Arends, 34, a nurse.", "Tomke Arends"),
        ("“It was over in seconds,” said its captain, Rurik Solheim.", "Rurik Solheim"),
        ("Nine wagons left the track, according to the rail inspectorate.", "rail inspectorate"),
        ("According to the rail inspectorate, nine wagons left the track.", "rail inspectorate"),
    ],
)
def test_behind_a_cue(sentence, subject):
    assert subjects(sentence) == [(subject, True)]


@pytest.mark.parametrize(
    ("sentence", "subject"),
    [
        ("The clinic said the ward was full and denied that anyone had been turned away.", "clinic"),
        ("VarBus denied that, saying the driver had slept for nine hours.", "VarBus"),
        ("Ms Ruud called that figure false and denied that it was hers.", "Ms Ruud"),
    ],
)
def test_verbs_share_a_subject(sentence, subject):
    assert subjects(sentence) == [(subject, False)] * 2


@pytest.mark.parametrize(
    "sentence",
    [
        "The region has two confirmed cases.",
        "A red warning is in force until midnight.",
        "No group has claimed responsibility.",
        "Nobody has claimed the reward.",
        "WARN disk full on host 7",
        "said",
        "According to",
    ],
)
def test_a_cue_that_is_nobodys(sentence):
    assert cues(sentence)
    assert subjects(sentence) == []


def test_pronouns():
    assert is_pronoun("She")
    assert is_pronoun("those")
    assert not is_pronoun("Ada Moss")
    assert not is_pronoun("the mayor")
