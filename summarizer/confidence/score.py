"""Score: the signals of a claim become one number. Not calibrated yet: the profiles come with the calibrator."""

from __future__ import annotations

from summarizer.confidence.compare import Comparison

CALIBRATION = "uncalibrated"
"""The profile that ``score`` applies; stands in ``run.calibration``."""
CONTRADICTED = 0.2
"""A claim that its evidence contradicts is never more likely than this to be supported by it."""
_UNKNOWN_NAME = 0.5
_FLOOR, _CEILING = 0.02, 0.98


def score(p_yes: float | None, comparison: Comparison) -> float:
    """The probability that the evidence supports the claim as worded, in [0.02, 0.98].

    Args:
        p_yes: the model's answer to whether it does, in [0, 1]; None where it could not be asked, and the share
            of the claim's words that stand in the evidence takes its place.
        comparison: what code found.
    """
    value = comparison.signals["cover"] if p_yes is None else p_yes
    if comparison.signals["names_off"]:
        value *= _UNKNOWN_NAME
    if comparison.contradicted:
        value = min(value, CONTRADICTED)
    return round(min(_CEILING, max(_FLOOR, value)), 4)
