"""Score: the signals of a claim become one number, by a profile."""

from __future__ import annotations

from collections.abc import Mapping

from summarizer.confidence.profile import Profile

CONTRADICTED = 0.2
"""A claim that its evidence contradicts is never more likely than this to be supported by it."""
FLOOR = 0.02
"""No confidence is lower: that of a claim which the report says nothing of."""
_CEILING = 0.98


def score(profile: Profile, signals: Mapping[str, float], *, contradicted: bool) -> float:
    """The probability that the evidence supports the claim as worded, in [0.02, 0.98].

    Args:
        profile: what was fitted for the model that was asked.
        signals: by name; ``p_yes`` and its kin are missing where the model could not be asked.
        contradicted: whether code found that the evidence says something else.
    """
    ceiling = CONTRADICTED if contradicted else _CEILING
    return round(min(ceiling, max(FLOOR, profile.apply(signals))), 4)
