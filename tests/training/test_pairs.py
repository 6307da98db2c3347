"""The texts to learn support from: each change finds its place, and each claim is right on one side alone."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

ITEMS = [
    json.loads(line)
    for line in (Path(__file__).parents[2] / "training" / "pairs.jsonl").read_text("utf-8").splitlines()
]


def test_there_are_as_many_as_is_said():
    assert len({item["name"] for item in ITEMS}) == len({item["text"] for item in ITEMS}) == len(ITEMS)
    assert Counter(item["name"].partition("-")[0] for item in ITEMS) == {"change": 131, "swap": 110}


def test_what_is_changed_stands_once_and_apart():
    for item in ITEMS:
        parts = [part for change in item["changes"] for part in change["parts"]]
        assert [item["text"].count(old) for old, _ in parts] == [1] * len(parts), item["name"]
        places = sorted((item["text"].index(old), item["text"].index(old) + len(old)) for old, _ in parts)
        ends = [end for _, end in places]
        assert all(end <= start for end, (start, _) in zip(ends, places[1:], strict=False)), item["name"]


def test_no_claim_is_right_of_both_texts():
    for item in ITEMS:
        old, new = (
            {claim for change in item["changes"] for claim in change[side]}
            for side in ("old_claims", "new_claims")
        )
        assert old, item["name"]
        assert new, item["name"]
        assert old.isdisjoint(new), item["name"]
