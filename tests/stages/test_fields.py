"""Filling fields: what the model is shown and may answer, what of it stands, and why a field stays empty."""

from __future__ import annotations

import asyncio
from datetime import date
from types import SimpleNamespace
from typing import Literal

import pytest
from pydantic import Field, ValidationError

from summarizer import Certainty, Claim, IncidentSummary, Report, Statement
from summarizer.llm import PromptSet
from summarizer.llm.errors import KeyRefused, ProviderFailed
from summarizer.schema import Cited, CountRange, TimeSpan
from summarizer.schema.own import own_fields
from summarizer.stages.fields import fill_fields

PROMPTS = PromptSet()
REPORTS = {"r1": Report(text="", id="r1", published=date(2031, 3, 4))}


def claim(number, text, certainty="stated", *, confidence=0.9):
    told = Statement(report="r1", start=0, end=len(text), quote=text, certainty=Certainty(certainty))
    return Claim(
        id=f"c{number}",
        text=text,
        statements=(told,),
        confidence=confidence,
        certainty=Certainty(certainty),
        voices=1,
    )


LEDGER = [
    claim(1, "A fire broke out at the Halden depot on Monday"),
    claim(2, "At least nine engines came", confidence=0.7),
    claim(3, "The depot held paint and old tyres", "alleged"),
]


class FireSummary(IncidentSummary):
    engines: Cited[CountRange] | None = Field(default=None, description="How many fire engines came.")
    contents: tuple[Cited[str], ...] = Field(default=(), description="What the building held.")
    began: Cited[TimeSpan] | None = None


FIELDS = own_fields(FireSummary)


def said(value, *claims):
    return {"claims": list(claims), "value": value}


class Clerk:
    """In place of a model: answers by the field that is asked for, the last answer again and again."""

    def __init__(self, small=True, **answers):
        self.profile = SimpleNamespace(window="sentence" if small else "report", grammar=small)
        self.answers, self.asked, self.forms = answers, [], []

    async def fill(self, prompt, response_model, *, stage, max_tokens, share=None):
        assert stage == "fields"
        self.asked.append(prompt)
        self.forms.append(response_model)
        if self.profile.window == "report":
            return response_model.model_validate({name: self._next(name) for name in self.answers})
        question = [message for message in prompt.messages if message.role == "user"]
        asked = next(
            name
            for message in reversed(question)
            for name in self.answers
            if f"\n{name.capitalize()}" in message.content
        )
        return response_model.model_validate(self._next(asked))

    def _next(self, name):
        answers = self.answers[name]
        answer = answers.pop(0) if len(answers) > 1 else answers[0]
        if isinstance(answer, Exception):
            raise answer
        return answer


def filled(clerk, ledger=LEDGER, fields=FIELDS, stamps=None):
    told = []
    found = asyncio.run(
        fill_fields(
            fields,
            ledger,
            REPORTS,
            stamps or {},
            clerk,
            PROMPTS,
            done=lambda name, reason: told.append((name, reason)),
        )
    )
    assert sorted(name for name, _ in told) == sorted(field.name for field in fields)
    assert {name: reason for name, reason in told if reason} == found.unfilled
    assert set(found.values) | set(found.unfilled) == {field.name for field in fields}
    assert not set(found.values) & set(found.unfilled)
    return found


GOOD = {
    "engines": [[said("at least nine", 2)]],
    "contents": [[said("paint", 3), said("old tyres", 3)]],
    "began": [[said("on Monday", 1)]],
}


@pytest.mark.parametrize("small", [True, False])
def test_what_stands_is_typed_and_cited(small):
    clerk = Clerk(small, **GOOD)
    found = filled(clerk)
    assert found.unfilled == {}
    assert found.values["engines"] == Cited[CountRange](
        value=CountRange(low=9), claims=("c2",), confidence=0.7
    )
    assert [one.value for one in found.values["contents"]] == ["paint", "old tyres"]
    assert found.values["began"].value.start == date(2031, 3, 3)
    assert len(clerk.asked) == (3 if small else 1)


def test_a_small_model_is_asked_one_question_behind_the_same_claims():
    clerk = Clerk(**GOOD)
    filled(clerk)
    first, *others = [prompt.messages for prompt in clerk.asked]
    assert all(one[:-1] == first[:-1] for one in others)
    shared = first[-1].content.rpartition("\n")[0]
    assert all(one[-1].content.rpartition("\n")[0] == shared for one in others)
    assert all(one.text in shared for one in LEDGER)
    assert "(alleged)" in shared
    assert first[-1].content.endswith("How many fire engines came. Give the number.")


def test_a_small_model_can_cite_only_claims_that_could_answer():
    clerk = Clerk(**GOOD)
    filled(clerk)
    engines, contents, began = clerk.forms
    engines.model_validate([])
    for form, refused in ((engines, 1), (engines, 3), (began, 2), (contents, 4), (contents, 0)):
        with pytest.raises(ValidationError):
            form.model_validate([said("x", refused)])
    with pytest.raises(ValidationError):
        engines.model_validate([said("nine", 2), said("ten", 2)])
    with pytest.raises(ValidationError):
        engines.model_validate([said("nine")])


def test_a_closed_set_is_held_by_the_form():
    class Own(IncidentSummary):
        harm: Cited[Literal["light", "grave"]] | None = None
        arson: Cited[bool] | None = None

    clerk = Clerk(harm=[[said("grave", 1)]], arson=[[said("yes", 3)]])
    found = filled(clerk, fields=own_fields(Own))
    assert (found.values["harm"].value, found.values["arson"].value) == ("grave", True)
    assert "One of: light, grave." in clerk.asked[0].messages[-1].content
    with pytest.raises(ValidationError):
        clerk.forms[0].model_validate([said("slight", 1)])


@pytest.mark.parametrize("small", [True, False])
def test_what_does_not_stand_is_asked_for_once_more(small):
    clerk = Clerk(small, **{**GOOD, "engines": [[said("ninety", 2)], [said("nine", 2)]]})
    found = filled(clerk)
    assert found.values["engines"].value.low == 9
    again = clerk.asked[1].messages
    assert again[: len(clerk.asked[0].messages)] == clerk.asked[0].messages
    assert "ninety" in again[-1].content
    assert len(clerk.asked) == (4 if small else 2)


@pytest.mark.parametrize("small", [True, False])
def test_what_still_does_not_stand_is_left_out_with_the_reason(small):
    clerk = Clerk(small, **{**GOOD, "engines": [[said("ninety", 2)]], "contents": [[]]})
    found = filled(clerk)
    assert "ninety" in found.unfilled["engines"]
    assert found.unfilled["contents"]
    assert set(found.values) == {"began"}
    assert len(clerk.asked) == (4 if small else 2)


def test_of_several_values_those_that_stand_stay():
    mixed = [said("paint", 3), said("gold bars", 3), said("Paint", 3)]
    found = filled(Clerk(**{**GOOD, "contents": [mixed, [said("gold bars", 3)]]}))
    assert [one.value for one in found.values["contents"]] == ["paint"]


def test_a_wrong_number_of_a_claim_is_put_right_but_never_a_wrong_value():
    found = filled(Clerk(**{**GOOD, "contents": [[said("paint", 1)]]}))
    assert [one.claims for one in found.values["contents"]] == [("c3",)]


def test_a_strong_model_may_cite_what_it_was_not_shown_in_vain():
    clerk = Clerk(
        small=False, **{**GOOD, "engines": [[said("ninety", 99)]], "began": [[said("on Monday", 99)]]}
    )
    found = filled(clerk)
    assert "cites" in found.unfilled["engines"]
    assert found.values["began"].claims == ("c1",)


@pytest.mark.parametrize("small", [True, False])
def test_a_field_that_no_claim_can_answer_costs_no_request(small):
    ledger = [claim(1, "A fire broke out at the depot"), claim(2, "It rained")]
    clerk = Clerk(small, contents=[[]])
    found = filled(clerk, ledger)
    assert found.unfilled["engines"] == "No claim names a number."
    assert found.unfilled["began"] == "No claim names a time."
    assert len(clerk.asked) == 1


@pytest.mark.parametrize(
    "ledger", [[], [claim(1, "Nine engines came", "denied")], [claim(1, "Nine came", confidence=0.2)]]
)
def test_what_is_denied_or_contradicted_answers_nothing(ledger):
    clerk = Clerk()
    found = filled(clerk, ledger)
    assert set(found.unfilled) == {"engines", "contents", "began"}
    assert clerk.asked == []


def test_a_failure_costs_its_own_field_unless_it_would_fail_them_all():
    clerk = Clerk(**{**GOOD, "contents": [ProviderFailed("The provider answered 500.")]})
    found = filled(clerk)
    assert found.unfilled == {"contents": "The provider answered 500."}
    with pytest.raises(KeyRefused):
        filled(Clerk(**{**GOOD, "contents": [KeyRefused("The provider answered 401.")]}))


def test_what_stands_of_the_first_answer_outlives_a_failure_of_the_second():
    mixed = [said("paint", 3), said("gold bars", 3)]
    found = filled(Clerk(**{**GOOD, "contents": [mixed, ProviderFailed("The provider answered 500.")]}))
    assert [one.value for one in found.values["contents"]] == ["paint"]


def test_of_many_claims_a_small_model_is_shown_the_likeliest_of_each_field():
    ledger = [claim(number, f"Nothing else happened at mile post {number}") for number in range(1, 200)]
    ledger += [claim(200, "Nine fire engines came"), claim(201, "The building held paint")]
    clerk = Clerk(engines=[[said("nine", 23)]], contents=[[]], began=[[]])
    found = filled(clerk, ledger)
    assert found.values["engines"].claims == ("c200",)
    shown = clerk.asked[0].messages[-1].content
    assert "The building held paint" in shown
    assert len(shown.splitlines()) < 30


def test_a_stamp_of_a_log_is_a_time_of_its_claim():
    found = filled(
        Clerk(engines=[[]], contents=[[]], began=[[said("14:02", 1)]]),
        [claim(1, "Hall B went dark"), claim(2, "Nine engines came")],
        stamps={"c1": "14:02"},
    )
    assert found.values["began"].value.text == "14:02"


def test_a_choice_that_the_claims_name_is_not_asked_for():
    class Deed(IncidentSummary):
        deed: Cited[Literal["fire", "robbery"]] | None = None
        arson: Cited[bool] | None = None

    clerk = Clerk(deed=[[said("robbery", 1)]], arson=[[said("yes", 3)]])
    found = filled(clerk, [*LEDGER, claim(4, "No one was hurt")], fields=own_fields(Deed))
    assert (found.values["deed"].value, found.values["deed"].claims) == ("fire", ("c1",))
    assert len(clerk.asked) == 1
