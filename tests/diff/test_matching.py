"""Which claims of two summaries are the same fact, by code."""

from __future__ import annotations

import random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from summarizer.diff.matching import match

DEAD = "Nine people died in the fire at the Halden depot"


@pytest.mark.parametrize(
    ("before", "after", "found"),
    [
        (DEAD, DEAD, "same"),
        (DEAD, "In the fire at the Halden depot nine people died", "same"),
        (DEAD, "9 people died in the fire at the Halden depot", "same"),
        (DEAD, "Twelve people died in the fire at the Halden depot", "revised"),
        (DEAD, "Twelve people have died in the depot fire", "revised"),
        (DEAD, "People died in the fire at the Halden depot", None),
        (DEAD, "Twelve lorries burned at the Halden depot", None),
        (DEAD, "Nine people did not die in the fire at the Halden depot", None),
        ("The mayor resigned", "The union called a strike", None),
        ("17", "17", "same"),
        ("17", "18", "revised"),
    ],
)
def test_words_numbers_and_negation_decide(claim, before, after, found):
    matches = match([claim(before, quote="one")], [claim(after, quote="two")])
    assert [("revised" if one.revised else "same") for one in matches] == ([found] if found else [])


def test_one_place_in_the_source_bears_both(claim):
    before = "Smoke forced the hospital to close its emergency ward"
    after = "The emergency ward of the hospital was closed by smoke from a fire"
    quote = "Smoke forced the hospital to close its  emergency\nward, it said."
    elsewhere = [claim(after, quote="Something else")]
    assert not match([claim(before, quote=quote)], elsewhere)
    (found,) = match(
        [claim(before, quote=quote)],
        [claim(after, quote="smoke forced the hospital to close its emergency ward")],
    )
    assert not found.revised


def test_the_most_alike_are_paired_and_each_once(claim):
    before = [claim(DEAD), claim("Twelve people died in the fire at the Halden depot")]
    after = [claim("Twelve people died in the fire at the Halden depot"), claim(DEAD), claim(DEAD)]
    assert {(one.before, one.after, one.revised) for one in match(before, after)} == {
        (1, 0, False),
        (0, 1, False),
    }


def test_nothing_matches_nothing(claim):
    assert match([], [claim(DEAD)]) == match([claim(DEAD)], []) == match([], []) == []


WORDS = "mayor union depot fire smoke river bridge lorry ward strike harbour signal".split()
CLAIMS = st.lists(
    st.tuples(st.sets(st.sampled_from(WORDS), min_size=1, max_size=5), st.integers(2, 99)).map(
        lambda said: f"{said[1]} {' '.join(sorted(said[0]))}"
    ),
    unique=True,
    max_size=12,
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(CLAIMS, st.randoms(use_true_random=False))
def test_order_and_ids_do_not_matter(claim, texts, chance: random.Random):
    before = [claim(text, f"c{number}") for number, text in enumerate(texts)]
    after = before.copy()
    chance.shuffle(after)
    renamed = [one.model_copy(update={"id": f"x{number}"}) for number, one in enumerate(after)]
    matches = match(before, renamed)
    assert [one.after for one in matches] == list(range(len(after)))
    assert all(before[one.before].text == after[one.after].text and not one.revised for one in matches)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(CLAIMS, CLAIMS)
def test_each_claim_is_in_one_pair_at_most(claim, before, after):
    matches = match([claim(text) for text in before], [claim(text) for text in after])
    assert len({one.before for one in matches}) == len({one.after for one in matches}) == len(matches)
    both = set(before) & set(after)
    assert {(before[one.before], after[one.after]) for one in matches} >= {(text, text) for text in both}
