"""Who did what to whom: the same words in another order. English."""

from __future__ import annotations

import re
from itertools import combinations

from summarizer.confidence.lexical import SENTENCE_END
from summarizer.confidence.stems import content_words, stem
from summarizer.confidence.tokens import CAPITAL

_NAME = re.compile(rf"\b[{CAPITAL}][^\W\d_]+")
_WORD = re.compile(r"[^\W_]+")
_PASSIVE = re.compile(r"\b(?:is|are|was|were|been|being|be)\s+(?:\w+ly\s+)?\w+\b(?=[^.;]*\bby\b)", re.I)


def swapped(claim: str, evidence: str) -> tuple[str, str] | None:
    """Two names of the claim that stand round the same word the other way round in a sentence of the evidence.

    "The army accused the Front" and "the Front accused the army" share every word. A passive on one side alone
    turns the order round and is no swap. Names are told by their capital letters.
    """
    names = list(dict.fromkeys(match.group() for match in _NAME.finditer(claim)))
    passive = is_passive(claim)
    for sentence in SENTENCE_END.split(evidence) if len(names) > 1 else ():
        here = [name for name in names if name in sentence]
        if len(here) < 2 or is_passive(sentence) != passive:
            continue
        for first, second in combinations(here, 2):
            between = _between(claim, first, second)
            if (
                between
                and between & _between(sentence, second, first)
                and not _between(sentence, first, second)
            ):
                return first, second
    return None


def is_passive(text: str) -> bool:
    """Whether something is done *by* somebody in it."""
    return _PASSIVE.search(text) is not None


def _between(text: str, first: str, second: str) -> set[str]:
    """Stems of the words in small letters between two names that stand in this order; none where they do not."""
    start = text.find(first)
    end = text.find(second, start + len(first)) if start >= 0 else -1
    if end < 0:
        return set()
    return {
        stem(word)
        for word in _WORD.findall(text[start + len(first) : end])
        if word[0].islower() and content_words(word)
    }
