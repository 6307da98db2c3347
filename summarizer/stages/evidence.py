"""Where a report speaks of a claim: the few sentences that together share most of its words."""

from __future__ import annotations

import re
from collections.abc import Iterable
from math import fsum

from summarizer.confidence.lexical import rarity
from summarizer.confidence.stems import content_words, word_set
from summarizer.reading.boilerplate import ENDS_SENTENCE
from summarizer.reading.prepare import Prepared

_MOST = 5
"""Sentences that a claim is shown with."""
_ROOM = 1200
"""Characters of them."""
_LINE_END = re.compile(r"[^\S\n]*(?:\n|$)")
_AGAIN = 0.5
"""What a word counts, against a new one, that a sentence chosen before has too."""


def window(claim: str, prepared: Prepared) -> list[int]:
    """Numbers of the sentences that bear on a claim, the best first; none where no word is shared.

    Words count by how rare they are in the report, and once a sentence has them half: the sentences are to cover
    the claim together, not each the same half of it (greedy cover, as in maximal marginal relevance:
    Carbonell & Goldstein 1998).
    """
    held = [word_set(sentence.plain) for sentence in prepared.sentences]
    weight = rarity(held)
    wanted = {word: weight[word] for word in content_words(claim) if word in weight}
    left = {number: words & wanted.keys() for number, words in enumerate(held) if words & wanted.keys()}
    chosen: list[int] = []
    room = _ROOM
    covered: set[str] = set()
    while left and len(chosen) < _MOST:
        best = max(left, key=lambda number: (fsum(wanted[word] for word in left[number]), -number))
        size = len(prepared.sentences[best].plain)
        if not chosen or size <= room:
            room -= size
            chosen.append(best)
            for word in left[best]:
                wanted[word] *= _AGAIN if word not in covered else 1.0
            covered |= left[best]
        del left[best]
    return chosen


def passage(numbers: Iterable[int], prepared: Prepared) -> str:
    """Sentences of a report as one text; a heading, or another line without a full stop, keeps a line of its own."""
    text = ""
    for number in numbers:
        sentence = prepared.sentences[number]
        stopless = _LINE_END.match(prepared.report.text, sentence.end) and not ENDS_SENTENCE.search(
            sentence.plain
        )
        text += sentence.plain + ("\n" if stopless else " ")
    return text.rstrip()
