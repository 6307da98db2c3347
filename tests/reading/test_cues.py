"""Which words make somebody a source where they stand. All sentences are made up."""

from __future__ import annotations

import pytest

from summarizer.reading.cues import cues, without_adverbs


@pytest.mark.parametrize(
    ("sentence", "manner", "words"),
    [
        ("Police said two cyclists were struck.", "says", "said"),
        ("According to the board, nine wagons left the track.", "says", "According to"),
        ("The board points out that the lock is old.", "says", "points out"),
        ("The board admitted the lock is old.", "says", "admitted"),
        ("The board wrote that the lock is old.", "says", "wrote"),
        ("Investigators believe the fuse was replaced.", "says", "believe"),
        ("The inquiry found that the bolts were brittle.", "says", "found"),
        ("The inquiry found brittle bolts.", "says", "found"),
        ("Brittle bolts, the inquiry found.", "says", "found"),
        ("The jury heard the gate was open.", "says", "heard"),
        ("The coastguard has confirmed it.", "confirms", "confirmed"),
        ("The brewery dismisses the claim.", "denies", "dismisses"),
        ("The brewery denied the request had been made.", "denies", "denied"),
        ("The claim was rejected by the brewery.", "denies", "rejected by"),
        ("Ms Ruud rejected it as nonsense.", "denies", "rejected"),
        ("Ms Ruud, who leads the party, rejected reports of a split.", "denies", "rejected"),
        ("Ms Ruud called that figure false.", "denies", "called that figure false"),
        ("The mayor blamed the contractor.", "alleges", "blamed"),
        ("POLICE SAID TWO WERE STRUCK.", "says", "SAID"),
    ],
)
def test_cues_and_their_manner(sentence, manner, words):
    (cue,) = cues(sentence)
    assert (cue.manner, cue.text, sentence[cue.start : cue.end]) == (manner, words, words)


@pytest.mark.parametrize(
    "sentence",
    [
        # Passives.
        "The tanker was reported missing on Friday.",
        "Three cases were confirmed overnight.",
        "The report was published in June.",
        "Nothing has been announced.",
        # Nouns and adjectives.
        "The claim could not be checked.",
        "The dispute began in March.",
        "There were reports of looting.",
        "The bridge stands in a disputed area.",
        "The alleged ringleader was absent.",
        "The accused man was absent.",
        "The findings are sealed.",
        # Said by nobody.
        "Police have not said why the gate was open.",
        "The ministry did not say how many were on board.",
        "Police have yet to confirm the number.",
        "The firm declined to say who held the keys.",
        "The firm refused to confirm the figure.",
        "The ministry would not comment.",
        # Found or heard, and not told of.
        "I heard a bang.",
        "Rescuers found two goats alive in the barn.",
        "Passers-by heard two loud bangs.",
        # Turned down or refused, and not denied.
        "The president dismissed Defence Minister Carla Voss on Monday.",
        "Norvex rejected a takeover bid of 2.1 billion euros.",
        "The plan was rejected by voters.",
        "A tribunal denied him a visa.",
        # Names, and words like a cue.
        "The crew came from the United States.",
        "Four northern states lost power.",
        "We are writing to every customer.",
        "",
        " ",
    ],
)
def test_words_that_are_no_cue(sentence):
    assert cues(sentence) == []


def test_words_inside_a_quotation_are_left_to_it():
    sentence = "“They said run,” Ada Moss said."
    assert [cue.start for cue in cues(sentence, [(0, 16)])] == [sentence.rindex("said")]
    assert len(cues(sentence)) == 2


@pytest.mark.parametrize(
    ("sentence", "verb", "is_participle"),
    [
        ("The firm is warning that refunds may take weeks.", "is warning", False),
        ("VarBus denied it, saying the driver had slept.", "saying", True),
        ("Police said two were struck.", "said", False),
    ],
)
def test_a_verb_begins_at_its_auxiliary(sentence, verb, is_participle):
    cue = cues(sentence)[-1]
    assert sentence[cue.verb_start : cue.end] == verb
    assert cue.is_participle is is_participle


def test_only_according_to_is_second_hand():
    told, passed_on = cues("Police said the road was shut, according to Radio Merle.")
    assert not told.is_second_hand
    assert passed_on.is_second_hand


def test_a_sentence_of_nothing_but_cues_is_not_read_to_its_end():
    assert len(cues("Police said so. " * 1_000)) == 40


@pytest.mark.parametrize(
    ("text", "bare"),
    [
        ("The firm has always", "The firm"),
        ("Officials later ", "Officials"),
        ("Ann Lee, also,", "Ann Lee, also,"),
        ("Ann Lee, also", "Ann Lee"),
        ("Ann Just", "Ann"),
        ("not", ""),
        ("Joan", "Joan"),
    ],
)
def test_adverbs_before_a_cue(text, bare):
    assert without_adverbs(text) == bare
