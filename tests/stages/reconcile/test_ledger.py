"""What is the same becomes one claim, what is denied is contested, and no statement is lost."""

from __future__ import annotations

import asyncio
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from summarizer import Certainty, Report, Statement
from summarizer.llm import PromptSet
from summarizer.llm.errors import BadRequest, KeyRefused
from summarizer.reading.prepare import prepare
from summarizer.stages.check import Checked
from summarizer.stages.ground import Draft
from summarizer.stages.reconcile import reconcile


class Judge:
    """In place of a model: says of every pair how likely it is the same, or raises."""

    def __init__(self, says=0.0):
        self.says, self.asked = says, 0

    async def probability(self, prompt, *, stage, share=None):
        assert stage == "reconcile"
        self.asked += 1
        if isinstance(self.says, Exception):
            raise self.says
        return self.says


def draft(prepared, number, text, certainty="stated", source=None, confidence=0.9):
    home = prepared.sentences[number]
    told = Statement(
        report=prepared.report.id,
        start=home.start,
        end=home.end,
        quote=home.text,
        source=source,
        certainty=Certainty(certainty),
    )
    return Checked(Draft(text, told, number), confidence, (), {})


def ledger(checked, *prepared, judge=None):
    return asyncio.run(reconcile(checked, prepared, judge or Judge(), PromptSet()))


def report(*sentences, identifier="r1"):
    return prepare(Report(id=identifier, text="\n\n".join(sentences)))


LEAK = report(
    "Mayor Ilse Brandt accused Nordvik of ignoring a gas leak.",
    "Nine people were injured, police said.",
    "Nordvik rejected the claim.",
    "The mayor again accused Nordvik of ignoring a gas leak.",
)
IGNORED = "Nordvik ignored a gas leak"


def test_the_same_words_need_no_question_and_the_best_supported_words_the_claim():
    judge = Judge()
    made = ledger(
        [
            draft(LEAK, 0, IGNORED, "alleged", "Mayor Ilse Brandt", 0.4),
            draft(LEAK, 3, "Nordvik ignored the gas leak", "alleged", "The mayor", 0.8),
        ],
        LEAK,
        judge=judge,
    )
    (claim,) = made.claims
    assert (claim.text, claim.confidence, claim.id) == ("Nordvik ignored the gas leak", 0.8, "c1")
    assert judge.asked == 0


def test_statements_stand_in_reading_order_denials_among_them():
    made = ledger(
        [
            draft(LEAK, 0, IGNORED, "alleged", "Mayor Ilse Brandt"),
            draft(LEAK, 3, IGNORED, "alleged", "The mayor"),
        ],
        LEAK,
    )
    (claim,) = made.claims
    assert [statement.certainty for statement in claim.statements] == ["alleged", "denied", "alleged"]
    assert [statement.start for statement in claim.statements] == sorted(s.start for s in claim.statements)
    assert claim.sources == ("Mayor Ilse Brandt", "Nordvik", "The mayor")
    (conflict,) = made.conflicts
    assert conflict.sides[0].sources == ("Mayor Ilse Brandt", "The mayor")
    assert conflict.sides[1].sources == ("Nordvik",)


def test_a_notice_denies_a_rumour_that_nobody_stands_behind_and_nothing_of_its_own():
    notice = report("The pump failed.", "It is rumoured that chlorine has leaked.", "This is untrue.")
    made = ledger(
        [draft(notice, 0, "The pump failed"), draft(notice, 1, "Chlorine has leaked", "unconfirmed")], notice
    )
    pump, leak = made.claims
    assert [statement.certainty for statement in pump.statements] == ["stated"]
    assert [(one.certainty, one.source) for one in leak.statements] == [
        ("unconfirmed", None),
        ("denied", None),
    ]
    assert leak.contested


def test_what_is_denied_in_the_same_sentence_is_contested():
    home = report("The gate was locked, the union alleged – a charge Quint Locks dismissed as absurd.")
    (claim,) = ledger([draft(home, 0, "The gate was locked", "alleged", "union")], home).claims
    assert [(one.source, one.certainty) for one in claim.statements] == [
        ("union", "alleged"),
        ("Quint Locks", "denied"),
    ]
    assert claim.contested


def test_an_accusation_that_was_not_read_is_not_replaced_by_another_claim():
    made = ledger([draft(LEAK, 1, "Nine people were injured", "reported", "police")], LEAK)
    assert [claim.contested for claim in made.claims] == [False]
    assert made.conflicts == ()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Nine people were injured in Halden", "Ten people were injured in Halden"),
        ("The gate was locked", "The gate was not locked"),
    ],
)
def test_other_numbers_and_a_not_are_never_the_same(one, other):
    judge = Judge(1.0)
    made = ledger([draft(LEAK, 0, one), draft(LEAK, 1, other)], LEAK, judge=judge)
    assert [claim.text for claim in made.claims] == [one, other]
    assert judge.asked == 0


NEAR = ("A fire broke out at the Halden depot", "A fire destroyed the old Halden depot")


@pytest.mark.parametrize(
    ("says", "claims"), [(0.9, 1), (0.1, 2), (None, 2), (BadRequest("The provider answered 400."), 2)]
)
def test_in_between_the_model_decides_and_where_it_cannot_they_stay_apart(says, claims):
    judge = Judge(says)
    made = ledger([draft(LEAK, number, text) for number, text in enumerate(NEAR)], LEAK, judge=judge)
    assert len(made.claims) == claims
    assert judge.asked == 1


def test_a_fatal_error_is_raised():
    with pytest.raises(KeyRefused):
        ledger(
            [draft(LEAK, number, text) for number, text in enumerate(NEAR)],
            LEAK,
            judge=Judge(KeyRefused("The provider answered 401.")),
        )


def test_questions_are_bounded():
    judge = Judge(0.0)
    nouns = [f"{letter}{letter}{letter}{letter}{letter}" for letter in "abcdefghijklmnopqrstuvwxyz"]
    drafts = [draft(LEAK, 0, f"A fire broke out at the old Halden depot near {noun}") for noun in nouns]
    assert len(ledger(drafts, LEAK, judge=judge).claims) <= len(nouns)
    assert judge.asked <= 12


def test_reports_with_one_voice_each():
    other = report("Nine people were injured, police said.", identifier="r2")
    made = ledger(
        [
            draft(LEAK, 1, "Nine people were injured", "reported", "police"),
            draft(other, 0, "Nine people were injured", "confirmed", "police"),
        ],
        LEAK,
        other,
    )
    (claim,) = made.claims
    assert [statement.report for statement in claim.statements] == ["r1", "r2"]
    assert (claim.voices, claim.sources, claim.certainty) == (1, ("police",), "confirmed")


WORDS = st.sampled_from(
    ["fire", "gate", "locked", "Halden", "nine", "seven", "not", "people", "leak", "denied"]
)


@settings(max_examples=60)
@given(
    st.lists(
        st.tuples(
            st.lists(WORDS, min_size=1, max_size=6).map(" ".join),
            st.integers(0, 3),
            st.sampled_from(list(Certainty)),
            st.sampled_from([None, "police", "Nordvik", "Mayor Ilse Brandt"]),
            st.floats(0.02, 0.98),
        ),
        max_size=10,
    ),
    st.sampled_from([0.0, 1.0, None]),
)
def test_no_statement_is_lost_and_none_is_invented(drafts, says):
    checked = [
        draft(LEAK, number, text, certainty, source, sure) for text, number, certainty, source, sure in drafts
    ]
    made = ledger(checked, LEAK, judge=Judge(says))
    kept = Counter({statement: 1 for claim in made.claims for statement in claim.statements})
    given_in = {one.draft.statement for one in checked}
    assert given_in <= set(kept)
    added = set(kept) - given_in
    assert all(one.certainty is Certainty.DENIED and "rejected" in one.quote for one in added)
    assert [claim.id for claim in made.claims] == [f"c{n}" for n in range(1, len(made.claims) + 1)]
    texts = {one.draft.text for one in checked}
    for claim in made.claims:
        levels = [statement.certainty for statement in claim.statements]
        assert claim.text in texts
        assert claim.certainty.rank == min(level.rank for level in levels)
        assert claim.contested == (Certainty.DENIED in levels and len(set(levels)) > 1)
        assert len(set(claim.statements)) == len(claim.statements)
    assert [conflict.about for conflict in made.conflicts] == [c.text for c in made.claims if c.contested]
