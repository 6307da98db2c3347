"""From signals to a confidence: by a profile, inside of its bounds."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.confidence.profile import load
from summarizer.confidence.score import CONTRADICTED, score
from summarizer.confidence.signals import signals

PROFILES = [load("embedded"), load("plain")]
NAMES = sorted({name for profile in PROFILES for name in profile.signals})


@pytest.mark.parametrize("profile", PROFILES, ids=lambda profile: profile.name)
def test_the_surer_the_model_the_higher_and_without_its_answer_in_between(profile):
    claim, evidence = "The gate failed at noon", "The gate failed at noon, the office said."
    low, high = (
        score(profile, signals(claim, evidence, likely=[likely]), contradicted=False)
        for likely in (0.02, 0.98)
    )
    without = score(profile, signals(claim, evidence), contradicted=False)
    assert low < without < high


@given(
    st.sampled_from(PROFILES),
    st.dictionaries(st.sampled_from(NAMES), st.floats(-1e6, 1e6)),
    st.booleans(),
)
def test_never_certain_and_what_is_contradicted_never_likely(profile, found, contradicted):
    sure = score(profile, found, contradicted=contradicted)
    assert 0.02 <= sure <= 0.98
    assert not contradicted or sure <= CONTRADICTED
    assert sure <= score(profile, found, contradicted=False)
