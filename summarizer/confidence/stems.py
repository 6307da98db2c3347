"""Words as the signals compare them: stemmed by rule, so that "burned" and "burning" are one.

Beside ``tokens``, whose coarser form decides what a model is asked and in which windows.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

import snowballstemmer

from summarizer.confidence.memory import remembered
from summarizer.confidence.tokens import FUNCTION_WORDS, WORD

_of_word: Callable[[str], str] = vars(snowballstemmer)["stemmer"]("english").stemWord  # it has no types


@lru_cache(maxsize=65_536)
def stem(word: str) -> str:
    """A word without case and ending; numbers whole, without separators.

    Source: Porter2, the English stemmer of Snowball.
    """
    folded = word.casefold().replace("’", "'").removesuffix("'s")
    if folded[:1].isdigit():
        return folded.replace(",", "")
    return _of_word(folded)


@remembered(4096, documents=2)
def content_words(text: str) -> tuple[str, ...]:
    """Stems of the words that carry meaning, in order."""
    return tuple(stem(word) for word in WORD.findall(text) if word.casefold() not in FUNCTION_WORDS)


@remembered(4096, documents=2)
def words_with_places(text: str) -> tuple[tuple[str, int, int], ...]:
    """Stem, start and end of every word in order."""
    return tuple((stem(match.group()), *match.span()) for match in WORD.finditer(text))


@remembered(4096, documents=2)
def word_set(text: str) -> frozenset[str]:
    """Stems of the words that carry meaning."""
    return frozenset(content_words(text))
