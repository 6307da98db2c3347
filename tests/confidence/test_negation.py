"""Negations that one text has and the other does not."""

from __future__ import annotations

import pytest

from summarizer.confidence.negation import negation_off


@pytest.mark.parametrize(
    ("claim", "evidence"),
    [
        (
            "Monitors found dangerous levels",
            "Monitors found no dangerous levels, but shut windows until noon",
        ),
        ("Ferries have been sailing", "Ferries haven’t sailed since Saturday night"),
        ("The chief has been charged with murder", "He has not been charged."),
        ("Nobody was hurt", "Four workers were hurt"),
        ("No passengers were hurt", "Four passengers were hurt"),
        ("Shots were fired", "No shots were fired."),
        ("Bank details were taken", "No bank details of customers were lost. No bank details were taken."),
        ("Several people were hurt in the fire", "No one was hurt in the fire."),
        ("Divers sealed the leak", "Divers failed to seal the leak."),
        ("The crew boarded the ship", "The crew was unable to board the ship."),
        ("The gunman entered the hall", "Guards prevented the masked gunman from entering the hall."),
    ],
)
def test_a_word_that_one_negates_and_the_other_asserts(claim, evidence):
    assert negation_off(claim, evidence)


@pytest.mark.parametrize(
    ("claim", "evidence"),
    [
        ("It is not confirmed that a judge died", "There were unconfirmed reports that a judge died"),
        ("Police have not identified the dead", "Police have yet to identify the dead"),
        ("It is not true that a resident died", "A rumour that a resident has died is untrue"),
        ("The gate opened", "The gate will not open before Monday"),
        ("The tower had not been cleaned on time", "The hotel admitted that cleaning was overdue"),
        ("The boiler was not maintained", "The firm was fined for failing to maintain the boiler"),
        ("Nine passengers were not killed", "Nine of the passengers on the bus that killed two survived"),
        ("The gate did not open for three days", "The gate opened again on the fourth day"),
        ("The fire chief was there", "The mayor left. He has not been there. The fire chief was there."),
    ],
)
def test_what_says_the_same_in_other_words(claim, evidence):
    assert not negation_off(claim, evidence)


def test_a_negation_of_what_the_evidence_has_no_word_of_is_none():
    claim, evidence = "The tower had not been cleaned on time", "The hotel said that the tower was cleaned"
    assert negation_off(claim, evidence) == "claim is negated, evidence is not"
    assert not negation_off(
        "The observers have not said which side they blame", "The patrol counted 17 craters"
    )
    assert not negation_off(
        "Two games will not be played at Tarn Lane", "Rovers will play two games elsewhere"
    )


def test_what_is_done_to_nobody_is_what_is_negated():
    assert not negation_off("No passengers were hurt", "All passengers got off safely")
    assert not negation_off("No ferries have sailed", "The ferries are in the harbour")


def test_what_a_sentence_of_something_else_negates_counts_for_nothing():
    evidence = "The bus driver could not be charged with theft by the court of Halden."
    assert not negation_off("The chief of the northern fire brigade has been charged in June", evidence)
