"""A fake model that looks at the question, a report to ask it about, and what holds of every run."""

from __future__ import annotations

import json
import math
import traceback
from typing import Any

import pytest

from summarizer.testing import FakeModel, FakeReply

KEY = "sk-very-secret-key"
FIRE = """\
A fire broke out at the Halden depot on Monday evening.

At least nine people were injured, the Halden fire service said.

Mayor Ilse Brandt accused the operator, Nordvik, of ignoring a gas leak.

Nordvik rejected the claim.

Two workers are reportedly missing.
"""
READS = {  # words of a sentence: what a model reads from it (the claim, who says so, how sure)
    "broke out": ("A fire broke out at the Halden depot on Monday evening", None, "stated"),
    "nine people": ("At least nine people were injured in the fire", "Halden fire service", "reported"),
    "gas leak": ("Nordvik ignored a gas leak at the Halden depot", "Mayor Ilse Brandt", "alleged"),
    "Two workers": ("Two workers are missing after the Halden fire", None, "unconfirmed"),
}
OPENING, INJURED, LEAK, MISSING = (claim for claim, _, _ in READS.values())
GOOD = [
    {"text": "A fire broke out at the Halden depot on Monday evening.", "claims": [1]},
    {"text": "At least nine people were injured.", "claims": [2]},
]

VARIABLES = {
    "read-report": "sentences",
    "check": "{'claim': claim, 'evidence': evidence}",
    "check-given": "{'claim': claim, 'evidence': evidence}",
    "check-verbal": "{'claim': claim, 'evidence': evidence}",
    "same": "[one, other]",
    "compose": "claims",
    "choose": "claims",
    "field": "question",
    "fields": "questions",
}
"""What the questions are asked about, by the names that the templates know it by."""


def written(*more: dict[str, Any], place: str | None = "Halden depot") -> dict[str, Any]:
    """A composition: a headline and two sentences that stand, and others."""
    headline = {"text": "Fire at the Halden depot", "claims": [1]}
    return {"headline": headline, "kind": "fire", "place": place, "summary": [*GOOD, *more]}


def yes(chance: float) -> FakeReply:
    return FakeReply("Yes", finish="length", logprobs=[{"Yes": math.log(chance), "No": math.log(1 - chance)}])


class Desk(FakeModel):
    """A model that answers by looking at the question.

    Attributes:
        reads: as ``READS``.
        sure: P(yes) of a check by words of the claim; 0.9 elsewhere.
        alike: pairs of claims that are the same.
        fills: answers by field.
        composes: the composition, or a function of the claims shown and of how often it was asked before.
        instead: replies by question, made from the question's data (None: answer as usual).
        asked: the questions so far with their data.
    """

    def __init__(self, **script: Any) -> None:
        super().__init__(self._answer)
        self.reads: dict[str, tuple[str, str | None, str]] = READS
        self.sure: dict[str, float] = {}
        self.alike: list[set[str]] = []
        self.fills: dict[str, Any] = {}
        self.composes: Any = written()
        self.instead: dict[str, Any] = {}
        self.asked: list[tuple[str, Any]] = []
        vars(self).update(script)

    def count(self, question: str) -> int:
        return sum(name == question for name, _ in self.asked)

    def _answer(self, request) -> Any:
        messages = request.json["messages"]
        question = messages[0]["content"]
        if question == "read":
            data = messages[-1]["content"]
        else:
            data, _ = json.JSONDecoder().raw_decode(messages[1]["content"])
        self.asked.append((question, data))
        special = self.instead.get(question)
        reply = special(data) if callable(special) else special
        return reply if reply is not None else getattr(self, f"_{question.replace('-', '_')}")(data)

    def _read(self, sentence: str) -> Any:
        return json.dumps([claim for words, (claim, _, _) in self.reads.items() if words in sentence])

    def _read_report(self, sentences: list[str]) -> Any:
        claims = [
            {"claim": claim, "sentences": [number], "source": source, "certainty": certainty}
            for number, sentence in enumerate(sentences, 1)
            for words, (claim, source, certainty) in self.reads.items()
            if words in sentence
        ]
        return {"claims": claims}

    def _check(self, asked: dict[str, str]) -> Any:
        return yes(next((sure for words, sure in self.sure.items() if words in asked["claim"]), 0.9))

    _check_given = _check

    def _check_verbal(self, asked: dict[str, str]) -> Any:
        return {"likelihood": 80}

    def _same(self, pair: list[str]) -> Any:
        return yes(0.9 if set(pair) in self.alike else 0.1)

    def _field(self, question: str) -> Any:
        answers = [answer for name, answer in self.fills.items() if question.lower().startswith(name)]
        return json.dumps(answers[0])

    def _fields(self, questions: list[str]) -> Any:
        return self.fills

    def _compose(self, claims: list[dict[str, str]]) -> Any:
        return self.composes(claims, self.count("compose") - 1) if callable(self.composes) else self.composes

    def _choose(self, claims: list[dict[str, str]]) -> Any:
        """As a composition, of which a small model only chooses and writes the headline."""
        composed = (
            self.composes(claims, self.count("choose") - 1) if callable(self.composes) else self.composes
        )
        if not isinstance(composed, dict):
            return composed
        place = composed["place"] or "none"
        return {"kind": composed["kind"], "place": place, "headline": composed["headline"]["text"]}


def claims_of(summary):
    return {claim.text: claim for claim in summary.claims}


def assert_grounded(summary):
    """What holds of every summary: verbatim quotes, citations that are there, a round trip that changes nothing."""
    texts = {report.id: report.text for report in summary.reports}
    for claim in summary.claims:
        assert claim.statements
        for one in claim.statements:
            assert one.quote == texts[one.report][one.start : one.end]
            if one.source_start is not None:
                assert texts[one.report][one.source_start : one.source_end] == one.source
    assert summary.cited() <= {claim.id for claim in summary.claims}
    assert type(summary).model_validate_json(summary.model_dump_json()) == summary


def assert_silent(error, *secrets):
    shown = "".join(traceback.format_exception(error)) + repr(vars(error)) + repr(error.args)
    for secret in (KEY, "Brandt", "nine people", *secrets):
        assert secret not in shown


MODELS = pytest.mark.parametrize("model", ["openai/fake", "embedded"])
