"""The pipeline on what the embedded model really answered, replayed."""

from pathlib import Path

import pytest

from summarizer import Certainty, IncidentSummary, check, summarize
from summarizer.evaluation.facts import load_facts, score
from summarizer.schema import IncidentKind, Report

EXAMPLES = Path(__file__).parents[1] / "examples"

DEPOT = """Fire destroyed a tram depot in Ostrava Bay on Monday night, killing two mechanics, the fire brigade said.

The drivers’ union blamed Baylink, which runs the trams, for ignoring a faulty charger. Baylink denied ignoring a
faulty charger. “We tested every charger in May,” its director, Helga Brandt, said.

The mayor confirmed that eleven trams were lost. A night watchman is reportedly missing.
"""

pytestmark = pytest.mark.cassette


def test_a_notice_of_the_examples(cassette):
    path = EXAMPLES / "breach-notice.txt"
    summary = summarize(path)

    assert summary.kind is not None
    assert summary.kind.value is IncidentKind.DATA_BREACH
    assert score(load_facts(EXAMPLES / "breach-notice.facts.json"), summary.claims).found >= 11
    contested = [claim for claim in summary.claims if claim.contested]
    assert any("Bluefinch" in claim.text and "Ms Østgaard" in claim.sources for claim in contested)
    assert {conflict.kind for conflict in summary.conflicts} == {"denial"}
    assert IncidentSummary.model_validate_json(summary.model_dump_json()) == summary
    assert not cassette.unplayed


def test_a_report_with_blame_and_denial(cassette):
    summary = summarize(Report(text=DEPOT, published="2031-05-06"))

    sure = {
        (statement.source, statement.certainty) for claim in summary.claims for statement in claim.statements
    }
    assert ("fire brigade", Certainty.REPORTED) in sure
    assert ("drivers’ union", Certainty.ALLEGED) in sure
    assert ("Baylink", Certainty.DENIED) in sure
    assert ("mayor", Certainty.CONFIRMED) in sure
    assert any(certainty is Certainty.UNCONFIRMED for _, certainty in sure)
    assert summary.toll.killed is not None
    assert summary.toll.killed.value.low == 2
    assert summary.headline is not None
    assert not cassette.unplayed


def test_given_claims_are_checked(cassette):
    right, wrong, elsewhere = check(
        Report(text=DEPOT, published="2031-05-06"),
        ["Eleven trams were lost", "The fire killed seven mechanics", "A flood closed the harbour"],
    )

    assert right.confidence > 0.5
    assert right.evidence is not None
    assert right.evidence.certainty is Certainty.CONFIRMED
    assert wrong.confidence <= 0.2
    assert any("seven" in problem for problem in wrong.problems)
    assert elsewhere.confidence < 0.5
