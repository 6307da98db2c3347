"""Checking labelled claims: documents together, costs shared, nothing asked twice."""

from __future__ import annotations

import pytest

from summarizer.errors import ReportError
from summarizer.evaluation import support
from summarizer.evaluation.kept import Kept
from summarizer.evaluation.rows import SupportRow
from summarizer.evaluation.support import check_rows, sample, scores, support_result
from summarizer.events import Spent, Warned
from summarizer.llm.errors import KeyMissing, UnusableAnswer
from summarizer.schema import Check


def row(number, doc, label=1):
    return SupportRow(id=f"r{number}", doc=doc, claim=f"claim {number}", label=label)


ROWS = [row(1, "one"), row(2, "two", 0), row(3, "one", 0), row(4, "bad")]


class Checker:
    """Checks by hand; each call costs three seconds and sixty tokens."""

    def __init__(self, stop_at=None):
        self.asked, self.now = [], 0.0
        self.stop_at = stop_at

    def __call__(self, report, claims, *, on_event):
        if len(self.asked) == self.stop_at:
            raise KeyboardInterrupt
        self.asked.append((report.text, list(claims)))
        if report.text == "bad":
            raise ReportError("The report is empty.")
        on_event(Warned("odd"))
        on_event(Spent(requests=1, tokens_read=40, tokens_written=5, cost_usd=None))
        on_event(Spent(requests=2, tokens_read=60, tokens_written=6, cost_usd=None))
        self.now += 3
        return [Check(claim=claim, confidence=0.9, signals={"p_yes": 0.8}) for claim in claims]


def run(checker, kept, rows=ROWS):
    heard, done = [], []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(support, "perf_counter", lambda: checker.now)
        check_rows(rows, checker, kept, on_event=heard.append, done=done.append)
    return heard, done


def test_claims_of_a_document_are_asked_together_and_share_the_cost():
    checker, kept = Checker(), Kept(None, {})
    heard, done = run(checker, kept)
    assert checker.asked[0] == ("one", ["claim 1", "claim 3"])
    assert done == [2, 1, 1]
    assert Warned("odd") in heard
    assert kept.answers["r3"] == {
        "id": "r3",
        "group": ROWS[0].of,
        "label": 0,
        "confidence": 0.9,
        "signals": {"p_yes": 0.8},
        "seconds": 1.5,
        "tokens_read": 30,
        "tokens_written": 3,
    }


def test_an_interruption_costs_nothing_that_was_answered(tmp_path):
    path = tmp_path / "kept.jsonl"
    with pytest.raises(KeyboardInterrupt):
        run(Checker(stop_at=1), Kept(path, {}))
    again = Checker()
    run(again, Kept(path, {}))
    assert [report for report, _ in again.asked] == ["two", "bad"]
    assert not any(word in path.read_text() for word in ("claim 1", '"one"'))


def test_a_document_that_cannot_be_used_is_counted_and_in_no_figure():
    kept = Kept(None, {})
    run(Checker(), kept)
    result = support_result(kept.answers.values())
    assert (result.failed, result.figures.claims, result.figures.groups) == (1, 3, 2)
    assert result.per_claim.seconds == 2
    assert [one.label for one in scores(kept.answers.values())] == [True, False, False]


def test_a_claim_that_the_model_could_not_answer_has_no_answer_and_is_asked_again():
    def checker(report, claims, *, on_event):
        if report.text == "bad":
            raise UnusableAnswer("No number.")
        signals = [{"p_yes": 0.5}, {"cover": 1.0}]
        return [
            Check(claim=claim, confidence=0.5, signals=one)
            for claim, one in zip(claims, signals, strict=False)
        ]

    kept, heard = Kept(None, {}), []
    check_rows(ROWS, checker, kept, on_event=heard.append, done=lambda _: None)
    assert list(kept.answers) == ["r1", "r2"]
    assert [event.message for event in heard] == ["r4: No number."]
    again = Checker()
    run(again, kept)
    assert again.asked == [("one", ["claim 3"]), ("bad", ["claim 4"])]
    assert support_result(kept.answers.values(), unanswered=2).failed == 3


def test_what_fails_for_all_ends_it():
    def checker(report, claims, *, on_event):
        raise KeyMissing("There is no key.")

    with pytest.raises(KeyMissing):
        check_rows(ROWS, checker, Kept(None, {}), on_event=lambda _: None, done=lambda _: None)


def test_nothing_but_failures_has_no_figures():
    result = support_result([{"id": "a", "group": "g", "label": 1, "failed": "x"}])
    assert (result.figures, result.per_claim.seconds, result.failed) == (None, None, 1)


def test_a_sample_takes_whole_documents_and_grows():
    rows = [row(number, f"doc {number // 3}") for number in range(30)]
    small, large = sample(rows, 5, seed=1), sample(rows, 9, seed=1)
    assert len(small) == 6
    assert large[:6] == small
    assert sample(rows, 5, seed=2) != small
    assert sample(rows, None, seed=1) == rows
