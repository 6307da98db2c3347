"""What would be done, without doing it."""

from __future__ import annotations

from desk import FIRE
from summarizer.planning import plan


def test_nothing_is_sent_and_the_windows_are_those_of_the_run(plain, tmp_path):
    path = tmp_path / "fire.txt"
    path.write_text(FIRE)
    small, strong = plan(path), plan([FIRE, path], model="openai/gpt-4o")
    assert (small.model, small.destination, small.windows, small.cost_usd) == (
        "embedded",
        "this machine",
        5,
        0,
    )
    assert (strong.windows, [one.id for one in strong.reports]) == (2, ["r1", "r2"])
    assert strong.cost_usd > 0
    assert "api.openai.com" in strong.destination
