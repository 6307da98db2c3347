"""Confidence in words, on the scale that United States intelligence analysts are held to.

Source: Intelligence Community Directive 203, "Analytic Standards" (2015), section D.6.e(2)(a). The directive
leaves 0 and 100 percent unnamed, and so do we: nothing here is ever certain.
"""

from __future__ import annotations

_SCALE = (
    (0.95, "almost certain"),
    (0.80, "very likely"),
    (0.55, "likely"),
    (0.45, "roughly even chance"),
    (0.20, "unlikely"),
    (0.05, "very unlikely"),
    (0.00, "almost no chance"),
)
# A probability computed as 0.29 may be stored as 0.28999999999999998.
_ROUNDING = 1e-9


def in_words(probability: float) -> str:
    """Name a probability.

    Args:
        probability: 0 to 1. A bound belongs to the range above it: 0.80 is "very likely".

    Raises:
        ValueError: it is no probability.
    """
    if not 0 <= probability <= 1:
        raise ValueError("a probability lies between 0 and 1")
    return next(word for bound, word in _SCALE if probability + _ROUNDING >= bound)


def percent(probability: float) -> str:
    """Write a probability as a whole percentage, rounded down, so that word and number never disagree.

    Args:
        probability: 0 to 1.

    Returns:
        ``"72%"``; ``"<1%"`` and ``">99%"`` at the ends.

    Raises:
        ValueError: it is no probability.
    """
    if not 0 <= probability <= 1:
        raise ValueError("a probability lies between 0 and 1")
    whole = int((probability + _ROUNDING) * 100)
    if whole < 1:
        return "<1%"
    return ">99%" if probability > 0.99 + _ROUNDING else f"{whole}%"
