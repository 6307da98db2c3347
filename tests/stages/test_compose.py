"""Composing: what the model is shown, what it may answer, and what of it stands."""

from __future__ import annotations

import asyncio
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from summarizer import Certainty, Claim, Statement
from summarizer.llm import PromptSet
from summarizer.llm.errors import KeyRefused, ProviderFailed
from summarizer.reading.datelines import Dateline
from summarizer.stages.choose import told
from summarizer.stages.compose import compose, salient
from summarizer.stages.standing import Sentence, fault


def claim(number, text, certainty="stated", *, source=None, contested=False, confidence=0.9, quote="Text"):
    told = Statement(
        report="r1", start=0, end=len(quote), quote=quote, source=source, certainty=Certainty(certainty)
    )
    return Claim(
        id=f"c{number}",
        text=text,
        statements=(told,),
        confidence=confidence,
        certainty=Certainty(certainty),
        sources=(source,) if source else (),
        voices=1,
        contested=contested,
    )


LEDGER = [
    claim(1, "A fire broke out at the Halden depot on Monday"),
    claim(2, "At least nine people were injured in the fire", "reported", source="Police", confidence=0.7),
    claim(3, "Nordvik ignored a gas leak", "alleged", source="Ilse Brandt", contested=True),
    claim(4, "Two workers are missing", "unconfirmed"),
    claim(5, "The gate was locked", "denied", source="Nordvik"),
]
HEADLINE = {"text": "Fire at the Halden depot", "claims": [1]}
FIRST = {"text": "A fire broke out at the Halden depot.", "claims": [1]}
SECOND = {"text": "At least nine people were injured.", "claims": [2]}


def answer(*summary, headline=HEADLINE, kind="fire", place="Halden depot"):
    return {"headline": headline, "kind": kind, "place": place, "summary": list(summary or (FIRST, SECOND))}


class Writer:
    """In place of a model: gives its answers one after the other, the last again and again."""

    def __init__(self, *answers, small=False, likely=0.9):
        self.likely, self.checked = likely, []
        self.profile = SimpleNamespace(window="sentence" if small else "report", grammar=small)
        self.answers, self.asked, self.forms = list(answers), [], []

    async def probability(self, prompt, *, stage, share=None):
        self.checked.append(prompt.messages[-1].content)
        return self.likely

    async def fill(self, prompt, response_model, *, stage, max_tokens, share=None):
        self.asked.append(prompt)
        self.forms.append(response_model)
        said = self.answers[min(len(self.asked), len(self.answers)) - 1]
        if isinstance(said, Exception):
            raise said
        return response_model.model_validate(said)


def composed(writer, claims=LEDGER, datelines=None):
    return asyncio.run(compose(claims, writer, PromptSet(), datelines))


def test_what_stands_is_cited_and_as_sure_as_its_least_sure_claim():
    both = {"text": "At least nine people were injured in a fire at the Halden depot.", "claims": [1, 2, 2]}
    writer = Writer(answer(FIRST, both))
    made = composed(writer)
    assert made.headline.claims == ("c1",)
    assert [(one.claims, one.confidence) for one in made.summary] == [(("c1",), 0.9), (("c1", "c2"), 0.7)]
    assert [place.value for place in made.where] == ["Halden depot"]
    assert (made.kind.value, made.left_out) == ("fire", 0)
    assert len(writer.asked) == 1


def test_every_claim_is_shown_with_who_says_it():
    writer = Writer(answer())
    composed(writer)
    shown = writer.asked[0].messages[-1].content
    for one in LEDGER:
        assert one.text in shown
    for source in ("Police", "Ilse Brandt", "Nordvik"):
        assert source in shown


def chosen(headline="Fire at the Halden depot injures nine", kind="fire", place="Halden depot"):
    return {"kind": kind, "place": place, "headline": headline}


def test_a_small_model_chooses_from_closed_sets():
    writer = Writer(chosen(), small=True)
    composed(writer)
    form = writer.forms[0]
    form.model_validate(chosen(place="none"))
    for wrong in (
        chosen(kind="outbreak"),
        chosen(place="Oslo"),
        chosen(headline=""),
        chosen(headline="x" * 91),
    ):
        with pytest.raises(ValidationError):
            form.model_validate(wrong)


def test_the_summary_of_a_small_model_is_made_of_claims_that_say_who_says_it():
    writer = Writer(chosen(), small=True)
    made = composed(writer)
    assert made.headline.value == "Fire at the Halden depot injures nine"
    assert made.headline.claims == ("c1", "c2")
    assert [one.value for one in made.summary] == [
        "A fire broke out at the Halden depot on Monday.",
        "At least nine people were injured in the fire, Police said.",
        "Nordvik ignored a gas leak, Ilse Brandt alleged; this is contested.",
    ]
    assert [place.value for place in made.where] == ["Halden depot"]
    assert (made.kind.value, made.left_out) == ("fire", 0)
    assert len(writer.asked) == len(writer.checked) == 1


@pytest.mark.parametrize(
    ("headline", "likely"),
    [
        ("Nordvik ignored a gas leak", 0.9),  # only alleged
        ("Fire at the Halden depot kills ninety", 0.9),
        ("Gate locked at the Halden depot fire", 0.2),  # the check says no
        (f"Fire at the Halden depot {'and so on ' * 9}"[:90], 0.9),  # its room is full
    ],
)
def test_a_small_model_s_headline_that_does_not_hold_is_asked_for_once_more_then_left_out(headline, likely):
    writer = Writer(chosen(headline), small=True, likely=likely)
    made = composed(writer)
    assert len(writer.asked) == 2
    assert made.headline.value == LEDGER[0].text
    assert made.left_out == 1


@given(
    st.sampled_from(list(Certainty)), st.sampled_from([None, "Police", "the mayor of Oslo"]), st.booleans()
)
def test_a_claim_that_is_told_stands(certainty, source, contested):
    one = claim(1, "Two workers of Nordvik are missing", certainty, source=source, contested=contested)
    assert not fault(Sentence(text=told(one), claims=[1]), [one])
    assert source is None or certainty is Certainty.STATED or source in told(one)


UNSURE = [
    ("Nordvik ignored a gas leak.", [3], False),
    ("Ilse Brandt accused Nordvik of ignoring a gas leak.", [3], True),
    ("Nordvik allegedly ignored a gas leak.", [3], True),
    ("It is confirmed that Nordvik ignored a gas leak.", [3], False),
    ("Police confirmed that two workers are missing.", [2, 4], True),
    ("Two workers are missing.", [4], False),
    ("Two workers are reportedly missing.", [4], True),
    ("The gate was locked.", [5], False),
    ("Nordvik denied that the gate was locked.", [5], True),
]


@pytest.mark.parametrize(("text", "claims", "stands"), UNSURE)
def test_what_is_not_sure_is_never_said_flatly(text, claims, stands):
    writer = Writer(answer(FIRST, {"text": text, "claims": claims}))
    made = composed(writer)
    assert (text in [one.value for one in made.summary]) is stands
    assert made.left_out == (not stands)
    assert len(writer.asked) == 1 + (not stands)


def test_what_is_wrong_is_said_once_and_the_better_answer_counts():
    wrong = {"text": "At least ninety people were injured.", "claims": [2]}
    worse = {"text": "Oslo burned.", "claims": []}
    writer = Writer(answer(FIRST, wrong), answer(wrong, worse))
    made = composed(writer)
    assert len(writer.asked) == 2
    assert "ninety" in writer.asked[1].messages[-1].content
    assert writer.asked[1].messages[: len(writer.asked[0].messages)] == writer.asked[0].messages
    assert [one.value for one in made.summary] == [FIRST["text"]]
    assert made.left_out == 1


def test_a_headline_that_does_not_stand_is_left_out_and_counted():
    made = composed(Writer(answer(headline={"text": "Fire in Oslo", "claims": [1]})))
    assert made.headline is not None
    assert made.headline.value == "A fire broke out at the Halden depot on Monday"
    assert made.left_out == 1
    assert made.kind.claims == ("c1",)


def test_where_no_sentence_stands_the_claims_themselves_do_but_not_the_unsure():
    flat = {"text": "Oslo burned.", "claims": []}
    made = composed(Writer(answer(flat, flat)))
    assert [one.value for one in made.summary] == [LEDGER[0].text, LEDGER[1].text]
    assert made.left_out == 2


def test_what_stands_of_the_first_answer_outlives_a_failure_of_the_second():
    wrong = {"text": "At least ninety people were injured.", "claims": [2]}
    made = composed(Writer(answer(FIRST, wrong), ProviderFailed("The provider answered 500.")))
    assert [one.value for one in made.summary] == [FIRST["text"]]
    with pytest.raises(KeyRefused):
        composed(Writer(answer(FIRST, wrong), KeyRefused("The provider answered 401.")))


def test_a_street_is_told_with_its_town_by_the_claim_whose_evidence_names_it():
    said = "Two people were injured, Quenby police said"
    told = [claim(1, "A fire broke out on Mill Street"), claim(2, "Two people were injured", quote=said)]
    made = composed(Writer(answer(place="Mill Street")), told)
    assert [(place.value, place.claims) for place in made.where] == [
        ("Mill Street", ("c1",)),
        ("Quenby", ("c2",)),
    ]


def test_the_town_of_most_datelines_is_told_with_what_is_told_behind_the_first():
    told = [
        claim(1, "A fire broke out", quote="A fire broke out"),
        claim(2, "A fire broke out on Mill Street", quote="A fire broke out"),
    ]
    datelines = {"r1": Dateline("Quenby", 9), "r2": Dateline("Dahl", 9), "r3": Dateline("Quenby", 9)}
    made = composed(Writer(answer(place="Mill Street")), told, datelines)
    assert [(place.value, place.claims) for place in made.where] == [
        ("Mill Street", ("c2",)),
        ("Quenby", ("c1",)),
    ]
    assert [place.value for place in composed(Writer(answer(place=None)), told, datelines).where] == [
        "Quenby"
    ]
    assert composed(Writer(answer(place=None)), told, {"r1": Dateline("Quenby", 90)}).where == ()


@pytest.mark.parametrize("place", [None, "", " ", "Oslo"])
def test_a_place_in_no_claim_is_none(place):
    assert composed(Writer(answer(place=place))).where == ()


@given(st.lists(st.tuples(st.booleans(), st.floats(0, 1)), min_size=1, max_size=40), st.integers(1, 20))
def test_the_salient_claims_are_some_of_them_in_their_order(drawn, limit):
    claims = [
        claim(number, f"Fact {number}", contested=contested, confidence=sure)
        for number, (contested, sure) in enumerate(drawn, 1)
    ]
    chosen = salient(claims, limit)
    places = [claims.index(one) for one in chosen]
    assert places == sorted(set(places))
    assert 0 < len(chosen) <= limit


def test_a_sentence_that_repeats_the_headline_is_not_said_twice():
    made = composed(Writer(answer(HEADLINE, FIRST)))
    assert [one.value for one in made.summary] == [FIRST["text"]]
    assert made.left_out == 0


def test_a_place_of_marks_alone_is_none():
    assert composed(Writer(answer(place=":{"))).where == ()
