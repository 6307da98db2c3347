"""A run that was interrupted goes on from its journal, and ends as if it had not been."""

from __future__ import annotations

import pytest

from desk import FIRE, MODELS, Desk, assert_grounded
from summarizer import events


class Stop(Exception):
    pass


@MODELS
def test_a_run_goes_on_where_it_was_interrupted(ask, model, tmp_path):
    journal = tmp_path / "journal.jsonl"
    whole = Desk()
    expected = ask(whole, FIRE, model=model)

    def interrupt(event):
        if isinstance(event, events.ClaimChecked) and event.done == 2:
            raise Stop

    begun = Desk()
    with pytest.raises(Stop):
        ask(begun, FIRE, model=model, journal=journal, concurrency=1, on_event=interrupt)
    resumed = Desk()
    summary = ask(resumed, FIRE, model=model, journal=journal)
    assert_grounded(summary)
    assert summary.claims == expected.claims
    assert summary.headline == expected.headline
    assert 0 < len(resumed.requests) < len(whole.requests)
    kept = len(whole.requests) - len(resumed.requests)
    assert any(warning.startswith(f"{kept} answers were kept") for warning in summary.run.warnings)


def test_a_finished_run_again_asks_nothing(ask, tmp_path):
    journal = str(tmp_path / "journal.jsonl")
    first = ask(Desk(), FIRE, journal=journal)
    again = Desk()
    summary = ask(again, FIRE, journal=journal)
    assert again.requests == []
    assert (summary.claims, summary.summary) == (first.claims, first.summary)
    assert summary.run.tokens == 0
