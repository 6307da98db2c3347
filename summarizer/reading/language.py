"""Whether a text is in the language that the prompts were tried on. Cheap, and only good for a warning."""

from __future__ import annotations

import re

_WORD = re.compile(r"[^\W\d_]+")
# Frequent in English and rare in its neighbours: "in", "is", "was" and "on" are Dutch, German or French too.
_FUNCTION_WORDS = frozenset(
    (
        *("the", "and", "to", "of", "for", "with", "from", "by", "that", "were", "are", "this", "they", "at"),
        *(
            "not",
            "been",
            "have",
            "has",
            "an",
            "its",
            "their",
            "which",
            "would",
            "after",
            "before",
            "it",
            "as",
        ),
    )
)
_FEWEST_WORDS = 40
_SHARE = 0.06
_SAMPLE = 20_000


def looks_english(text: str) -> bool:
    """Whether a text may be English: true unless at least 40 words say otherwise.

    Only the first 20,000 characters are looked at.
    """
    sample = text[:_SAMPLE]
    words = _WORD.findall(sample.lower())
    foreign = sum(not character.isascii() for character in sample if character.isalpha())
    if foreign > max(_FEWEST_WORDS, 0.5 * len(sample)):
        return False
    if len(words) < _FEWEST_WORDS:
        return True
    return sum(word in _FUNCTION_WORDS for word in words) >= _SHARE * len(words)
