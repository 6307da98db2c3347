"""Between reports: one fact is one claim; numbers and accounts that cannot both hold are conflicts."""

from __future__ import annotations

import asyncio

import pytest

from summarizer import Report
from summarizer.llm import PromptSet
from summarizer.llm.errors import BadRequest, KeyRefused
from summarizer.reading.prepare import prepare
from summarizer.stages.check import Checked
from summarizer.stages.ground import Draft, statement
from summarizer.stages.reconcile import reconcile
from summarizer.stages.reconcile.judge import Verdict


class Judge:
    """In place of a model: answers by the name of the question, and notes it."""

    def __init__(self, **says):
        self.says, self.asked = says, []

    async def probability(self, prompt, *, stage):
        assert stage == "reconcile"
        self.asked.append(prompt.name)
        said = self.says.get(prompt.name)
        if isinstance(said, Exception):
            raise said
        return said

    async def fill(self, prompt, form, *, stage, max_tokens):
        assert (form, prompt.name, stage) == (Verdict, "conflict", "reconcile")
        self.asked.append("in words")
        said = self.says["words"]
        if isinstance(said, Exception):
            raise said
        return Verdict(conflict=said)


def ledger(*texts, judge=None, dates=(), publishers=("Coast Radio", "Torvik Dagblad", "Hill Wire")):
    """The ledger of reports whose sentences are their claims."""
    reports = [
        prepare(
            Report(
                id=f"r{n}", text=text, publisher=publishers[n - 1], published=dates[n - 1] if dates else None
            )
        )
        for n, text in enumerate(texts, 1)
    ]
    checked = [
        Checked(Draft(one.plain, statement(one.plain, number, report), number), 0.9, (), {})
        for report in reports
        for number, one in enumerate(report.sentences)
    ]
    return asyncio.run(reconcile(checked, reports, judge or Judge(), PromptSet()))


def test_the_same_fact_in_other_words_is_one_claim_with_two_voices():
    made = ledger(
        "The ferry Sankt Elin capsized off Torvik on Wednesday with 83 people on board.",
        "On Wednesday the ferry Sankt Elin, with 83 people on board, capsized off the port of Torvik.",
    )
    (claim,) = made.claims
    assert [one.report for one in claim.statements] == ["r1", "r2"]
    assert (claim.voices, claim.contested) == (2, False)


@pytest.mark.parametrize(("says", "claims"), [(0.9, 1), (0.1, 2)])
def test_what_code_leaves_open_the_model_decides(says, claims):
    judge = Judge(same=says)
    made = ledger(
        "A warehouse at the harbour of Tavi burned down.",
        "Flames destroyed a Tavi harbour building.",
        judge=judge,
    )
    assert (len(made.claims), judge.asked) == (claims, ["same"])


def test_numbers_that_cannot_both_hold():
    made = ledger(
        "Seven people died in the capsized ferry.",
        "Nine people are dead, the harbour master said.",
        dates=("2031-04-02", "2031-04-02"),
    )
    (conflict,) = made.conflicts
    assert (conflict.kind, conflict.about) == ("number", "How many people were killed")
    assert [side.sources for side in conflict.sides] == [("Coast Radio",), ("harbour master",)]
    assert conflict.newer is None
    assert all(claim.contested for claim in made.claims)


def test_a_lower_number_later_is_a_conflict_that_says_which_is_newer():
    made = ledger("Nine people were killed.", "Seven people were killed.", dates=("2031-04-02", "2031-04-03"))
    assert [conflict.newer for conflict in made.conflicts] == [1]


@pytest.mark.parametrize(
    ("one", "other", "dates"),
    [
        ("Seven people died.", "Nine people died.", ("2031-04-02", "2031-04-03")),
        ("Twelve people are missing.", "Two people are missing.", ("2031-04-02", "2031-04-03")),
        ("At least seven people died.", "Nine people died.", ()),
        ("Nine people died.", "Two of the nine dead were children.", ()),
        ("Nine people died.", "In 2019 four people died at the same place.", ("2031-04-02", "2031-04-02")),
        ("Nine people died.", "Four people were injured.", ()),
        ("The toll stood at seven people killed.", "The toll has risen to nine killed.", ()),
        ("400 homes in the north were without power.", "90 homes in the south were without power.", ()),
    ],
)
def test_developments_bounds_parts_and_other_things_are_no_conflict(one, other, dates):
    assert ledger(one, other, dates=dates).conflicts == ()


def test_numbers_of_one_publisher_and_of_one_report_are_not_held_against_each_other():
    assert ledger("Seven people died.", "Nine people died.", publishers=("CPW", "CPW")).conflicts == ()
    assert ledger("Seven people died on the ship. Nine people died on the quay.").conflicts == ()


ACCOUNTS = (
    ("The bridge gave way under the traffic.", "A barge struck the bridge before it fell.", "What caused it"),
    ("Rioters opened fire on the officers.", "Police opened fire on the crowd.", "Who did it"),
    ("The gunman shot himself in the mall.", "Deputies shot the gunman in the mall.", "At whose hand"),
    (
        "The signal showed red when the train passed.",
        "The signal showed green when the train passed.",
        "Which of",
    ),
    ("Chlorine escaped from the waterworks.", "No chlorine escaped from the waterworks.", "Whether it is so"),
)


@pytest.mark.parametrize(("one", "other", "about"), ACCOUNTS)
def test_code_puts_accounts_side_by_side_and_the_model_decides(one, other, about):
    (conflict,) = ledger(one, other, judge=Judge(conflict=0.9)).conflicts
    assert conflict.kind == "account"
    assert conflict.about.startswith(about)
    assert [side.claims for side in conflict.sides] == [("c1",), ("c2",)]
    made = ledger(one, other, judge=Judge(conflict=0.1))
    assert (made.conflicts, [claim.contested for claim in made.claims]) == ((), [False, False])


@pytest.mark.parametrize(
    ("words", "conflicts"), [(True, 1), (False, 0), (BadRequest("The provider answered 400."), 0)]
)
def test_a_model_without_probabilities_is_asked_in_words(words, conflicts):
    judge = Judge(words=words)
    assert len(ledger(*ACCOUNTS[0][:2], judge=judge).conflicts) == conflicts
    assert judge.asked[-1] == "in words"


@pytest.mark.parametrize("says", [{"conflict": KeyRefused("401.")}, {"words": KeyRefused("401.")}])
def test_a_fatal_error_is_raised(says):
    with pytest.raises(KeyRefused):
        ledger(*ACCOUNTS[0][:2], judge=Judge(**says))


def test_one_report_is_asked_nothing_new():
    judge = Judge(conflict=1.0, same=1.0)
    made = ledger(" ".join(ACCOUNTS[0][:2]), judge=judge)
    assert (made.conflicts, judge.asked) == ((), [])


def test_what_a_later_version_leaves_out_is_taken_back():
    early = "The ferry Sankt Elin capsized off Torvik on Wednesday with 83 people on board. The captain was drunk."
    late = "The ferry Sankt Elin capsized off Torvik on Wednesday with 83 people on board. Correction: see below."
    made = ledger(early, late, publishers=("CPW", "CPW"), dates=("2031-04-02", "2031-04-03"))
    assert made.superseded == {"r1": "r2"}
    assert {claim.text: claim.superseded_by for claim in made.claims if "drunk" in claim.text} == {
        "The captain was drunk.": "r2"
    }
    assert "The captain was drunk." not in {claim.text for claim in made.standing}
    assert all(claim.voices == 1 for claim in made.claims)


def test_questions_are_bounded_by_the_reports():
    judge = Judge(same=0.0)
    nouns = "barn mill quay shed tower depot garage stable kiosk hotel".split()
    texts = [
        " ".join(f"A fire destroyed the old {noun} number{n} near Tavi." for noun in nouns) for n in range(3)
    ]
    ledger(*texts, judge=judge)
    assert 0 < len(judge.asked) <= 12 * len(texts)
