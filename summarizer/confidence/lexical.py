"""How much of a claim's wording its evidence has: shares and runs. No model, no reading of what words mean.

Words are the stemmed content words of ``stems``; every share lies in [0, 1] and is 1 for a claim without any.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from itertools import pairwise

from summarizer.confidence.memory import remembered
from summarizer.confidence.stems import content_words

SENTENCE_END = re.compile(r"(?<=[.!?;])[”\"')]*\s+")
Words = Sequence[str]


def cover(claim: Words, evidence: Collection[str]) -> float:
    """The share of the claim's distinct words that the evidence has (unigram precision, as in ROUGE-1: Lin 2004)."""
    wanted = set(claim)
    return len(wanted.intersection(evidence)) / len(wanted) if wanted else 1.0


def rare_cover(claim: Words, evidence: Collection[str], rarity: dict[str, float], unseen: float) -> float:
    """The same, a word counting by how rare it is in the report (inverse document frequency: Sparck Jones 1972).

    Args:
        claim: its words.
        evidence: the words of the evidence.
        rarity: by word, from ``rarity_in``.
        unseen: what a word counts that the report does not have.
    """
    weights = {word: rarity.get(word, unseen) for word in claim}
    whole = math.fsum(weights.values())
    return math.fsum(weights[word] for word in weights if word in evidence) / whole if whole else 1.0


def pair_cover(claim: Words, evidence: Words) -> float:
    """The share of the claim's pairs of neighbouring words that are neighbours in the evidence (as in ROUGE-2)."""
    wanted, there = set(pairwise(claim)), set(pairwise(evidence))
    return len(wanted & there) / len(wanted) if wanted else cover(claim, set(evidence))


def density(claim: Words, evidence: Words) -> float:
    """How long the stretches are that the claim copies: mean squared length by word, as log(1 + x).

    Extractive fragment density (Grusky, Naaman & Artzi 2018), which tells copied summaries from rewritten ones.
    """
    if not claim:
        return 0.0
    return math.log1p(sum(length**2 for length in _fragments(claim, evidence)) / len(claim))


def longest_gap(claim: Words, evidence: Collection[str]) -> int:
    """The longest run of the claim's words that the evidence does not have: what was made up comes in a piece."""
    longest = current = 0
    for word in claim:
        current = 0 if word in evidence else current + 1
        longest = max(longest, current)
    return longest


@remembered(64, documents=2)
def rarity_in(text: str) -> tuple[dict[str, float], float]:
    """How rare each word of a text is, a sentence counting as a document, and what one counts that is not in it."""
    held = [frozenset(content_words(part)) for part in SENTENCE_END.split(text) if part.strip()]
    return rarity(held), math.log(2 + len(held))


def rarity(held: Collection[Collection[str]]) -> dict[str, float]:
    """Inverse document frequency of each word, a sentence being a document (Sparck Jones 1972).

    Args:
        held: the distinct words of each sentence.
    """
    counts = Counter(word for words in held for word in words)
    return {word: math.log(1 + len(held) / count) for word, count in counts.items()}


def _fragments(claim: Words, evidence: Words) -> Iterator[int]:
    """Lengths of the stretches of the claim that stand in the evidence, each as long as can be, from the left."""
    starts: dict[str, list[int]] = {}
    for place, word in enumerate(evidence):
        starts.setdefault(word, []).append(place)
    here = 0
    while here < len(claim):
        longest = 0
        for there in starts.get(claim[here], ()):
            length = 1
            while (
                here + length < len(claim)
                and there + length < len(evidence)
                and claim[here + length] == evidence[there + length]
            ):
                length += 1
            longest = max(longest, length)
        if longest:
            yield longest
        here += max(1, longest)
