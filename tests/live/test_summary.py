"""The whole pipeline on the embedded model and a real report of the examples."""

import json
from pathlib import Path

import pytest

from summarizer import IncidentSummary, summarize
from summarizer.errors import SummarizerError
from summarizer.llm.weights import find_weights

pytestmark = pytest.mark.live

EXAMPLES = Path(__file__).parents[2] / "examples"


@pytest.fixture(autouse=True, scope="module")
def there():
    try:
        find_weights()
    except SummarizerError as error:
        pytest.skip(str(error))


def test_a_notice_becomes_a_typed_summary_with_most_of_its_facts():
    from summarizer.evaluation.facts import load_facts, score

    path = EXAMPLES / "breach-notice.txt"
    summary = summarize(path)

    assert IncidentSummary.model_validate_json(summary.model_dump_json()) == summary
    text = path.read_text(encoding="utf-8")
    for claim in summary.claims:
        for statement in claim.statements:
            assert statement.quote == text[statement.start : statement.end]
    assert summary.headline is not None
    assert summary.run.model == "embedded"
    assert summary.run.calibration == "embedded-own"
    assert {stage.stage for stage in summary.run.stages} >= {"read", "check", "compose"}
    assert json.loads(summary.model_dump_json())["format_version"] == 1

    facts = load_facts(EXAMPLES / "breach-notice.facts.json")
    found = score(facts, summary.claims)
    assert found.found >= 0.8 * found.facts
