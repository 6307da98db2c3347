"""What the summary of a small model is made of. The claims are made by hand."""

from __future__ import annotations

from ledgers import ledger
from summarizer.stages.choose import telling


def test_no_kind_of_harm_is_counted_twice():
    told = ledger(
        "Three people have died in the storm",
        "The ferries lie in port",
        "The death toll has risen to four",
        "At least 17 people have been hurt by debris",
        "A gust of 161 km/h was measured",
    )
    assert telling(told) == [1, 2, 4]
    assert telling(told[2:3]) == [1]
    assert telling([]) == []
