"""A choice of a closed set that claims name in its own words: what code can find, a small model need not be asked."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from summarizer.confidence.stems import content_words, word_set
from summarizer.stages.values import Shown

_CLEAR = 2.0
"""How many times the weight of any other choice one must have."""
_SHORTEST = 3
"""Letters that a stem must have to be taken for the beginning of another: "rob" in "robberi"."""


def named_choice(choices: Iterable[str], shown: Sequence[Shown]) -> tuple[str, list[Shown]] | None:
    """The choice whose words the claims use, far more than those of any other, and the claims that do.

    Args:
        choices: in the words of the field.
        shown: claims in the order of the ledger; an earlier one weighs more.

    Returns:
        None where the claims name none, or several about as much.
    """
    weights: dict[str, float] = {}
    naming: dict[str, list[Shown]] = {}
    for choice in choices:
        words = content_words(choice.replace("_", " "))
        for place, one in enumerate(shown):
            there = word_set(one.claim.text)
            if words and all(any(_is_one_word(word, other) for other in there) for word in words):
                weights[choice] = weights.get(choice, 0.0) + 1 / (1 + place / 3)
                naming.setdefault(choice, []).append(one)
    first, *others = sorted(weights, key=lambda choice: -weights[choice]) or [""]
    if not first or (others and weights[first] < _CLEAR * weights[others[0]]):
        return None
    return first, naming[first]


def _is_one_word(one: str, other: str) -> bool:
    short, long = sorted((one, other), key=len)
    return short == long or (
        len(short) >= _SHORTEST and len(long) - len(short) <= len(short) and long.startswith(short)
    )
