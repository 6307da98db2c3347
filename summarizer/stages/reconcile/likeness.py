"""How alike two claims of different reports are, by code: rare words, names and numbers."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable

from summarizer.confidence.cues import is_negated
from summarizer.confidence.quantities import numbers
from summarizer.confidence.tokens import stem_set

CERTAIN, LIKELY, POSSIBLE = 0.45, 0.27, 0.15
"""Likeness from which two claims of different reports are the same; are, where nobody can be asked; and may be."""
_NUMBER, _CLASH, _COUNTED = 0.1, 0.2, 2
"""What a shared number adds, what differing numbers or a negation take away, and how many numbers count."""


class Rarity:
    """How much a word tells in a ledger: the logarithm of how few of its claims hold it.

    Source: K. Spärck Jones, A statistical interpretation of term specificity, J. Documentation 28 (1972).
    """

    def __init__(self, texts: Iterable[str]) -> None:
        self._held: Counter[str] = Counter()
        self._claims = 0
        for text in texts:
            self._claims += 1
            self._held.update(stem_set(text))

    def __call__(self, stem: str) -> float:
        """The weight of a stem; above 0."""
        return math.log(1 + (self._claims + 1) / (self._held[stem] + 0.5))

    def shared(self, one: str, other: str) -> float:
        """The weighted Jaccard index of the stems of two texts, 0 to 1."""
        left, right = stem_set(one), stem_set(other)
        union = sum(map(self, left | right))
        return sum(map(self, left & right)) / union if union else 0.0


def likeness(one: str, other: str, rarity: Rarity) -> float:
    """How likely two claims state one fact: their shared words by weight, and what their numbers say.

    Returns:
        The weighted Jaccard index of their stems, higher where they share numbers, lower where their numbers or their
        negation differ; from about -0.4 to 1.2. An index, not a probability.
    """
    here, there = numbers(one), numbers(other)
    shared = len(here & there)
    clash = bool(here and there) and not shared
    return (
        rarity.shared(one, other)
        + _NUMBER * min(shared, _COUNTED)
        - _CLASH * clash
        - _CLASH * (is_negated(one) != is_negated(other))
    )
