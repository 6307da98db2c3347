"""Where a report speaks of a claim: the few sentences that together share most of its words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import fsum

from summarizer.confidence.lexical import rarity
from summarizer.confidence.stems import content_words, word_set
from summarizer.reading.boilerplate import ENDS_SENTENCE
from summarizer.reading.parts import parts
from summarizer.reading.prepare import Prepared
from summarizer.reading.sentences import Sentence

_MOST = 5
"""Sentences that a claim is shown with."""
MOST_FACTS = 20
"""Facts of a claim that are looked for and asked about one by one."""
_ROOM = 1200
"""Characters of them."""
_LINE_END = re.compile(r"[^\S\n]*(?:\n|$)")
_AGAIN = 0.5
"""What a word counts, against a new one, that a sentence chosen before has too."""


@dataclass(frozen=True, slots=True)
class Index:
    """An inverted index of a report, by which claims are compared with it.

    Attributes:
        sentences: each as it is shown.
        weight: how rare each word is in the report.
        places: the numbers of the sentences that have it.
        rarest: the weight of the rarest word.
    """

    sentences: tuple[str, ...]
    weight: dict[str, float]
    places: dict[str, list[int]]
    rarest: float


@lru_cache(maxsize=2)
def index_of(prepared: Prepared) -> Index:
    """The index of a report; made once for all its claims."""
    sentences = tuple(map(_line, prepared.sentences))
    held = tuple(map(word_set, sentences))
    places: dict[str, list[int]] = {}
    for number, words in enumerate(held):
        for word in words:
            places.setdefault(word, []).append(number)
    weight = rarity(held)
    return Index(sentences, weight, places, max(weight.values(), default=0.0))


def with_any(wanted: Iterable[str], index: Index) -> dict[int, set[str]]:
    """Which of the wanted words a sentence has, by the numbers of those that have any, in order."""
    found: dict[int, set[str]] = {}
    for word in wanted:
        for number in index.places.get(word, ()):
            found.setdefault(number, set()).add(word)
    return dict(sorted(found.items()))


@dataclass(frozen=True, slots=True)
class Fact:
    """A claim, or one fact of it, and where the report speaks of it.

    Attributes:
        text: the claim or the fact.
        numbers: of the sentences that bear on it, the best first; none where the report says nothing of it.
        evidence: those sentences, in the order of the report.
        closest: the best of them.
    """

    text: str
    numbers: Sequence[int]
    evidence: str
    closest: str


def facts(claim: Fact, prepared: Prepared) -> list[Fact]:
    """The facts that code takes a claim apart into, one or more, each with its own sentences; the first 20."""
    texts = parts(claim.text)[:MOST_FACTS]
    return [claim] if texts == [claim.text] else [located(text, prepared) for text in texts]


def located(text: str, prepared: Prepared) -> Fact:
    """A claim, or a fact of one, with where the report speaks of it."""
    numbers = window(text, prepared)
    closest = _line(prepared.sentences[numbers[0]]) if numbers else ""
    return Fact(text, numbers, passage(sorted(numbers), prepared), closest)


def window(claim: str, prepared: Prepared) -> list[int]:
    """Numbers of the sentences that bear on a claim, the best first; none where no word is shared.

    Words count by how rare they are in the report, and once a sentence has them half: the sentences are to cover
    the claim together, not each the same half of it (greedy cover, as in maximal marginal relevance:
    Carbonell & Goldstein 1998). Of a message in a log or chat other sentences are taken too, as far as there is room.
    """
    index = index_of(prepared)
    wanted = {word: index.weight[word] for word in content_words(claim) if word in index.weight}
    left = with_any(wanted, index)
    worth = {number: fsum(wanted[word] for word in shared) for number, shared in left.items()}
    chosen: list[int] = []
    room = _ROOM
    covered: set[str] = set()
    while worth and len(chosen) < _MOST:
        best = max(worth, key=lambda number: (worth[number], -number))
        size = len(prepared.sentences[best].plain)
        if not chosen or size <= room:
            room -= size
            chosen.append(best)
            new = left[best] - covered
            for word in new:
                wanted[word] *= _AGAIN
            covered |= new
            for number in with_any(new, index).keys() & worth.keys():
                worth[number] = fsum(wanted[word] for word in left[number])
        del worth[best]
    return [*chosen, *_of_same_messages(chosen, prepared.sentences, room)]


def _of_same_messages(chosen: Sequence[int], sentences: Sequence[Sentence], room: int) -> list[int]:
    """Other sentences of the messages that the chosen ones are of, the nearest first, as far as there is room."""
    if all(sentences[one].speaker is None for one in chosen):
        return []
    others = [
        (min(abs(number - one) for one in chosen), number)
        for number, sentence in enumerate(sentences)
        if number not in chosen and any(_is_one_message(sentence, sentences[one]) for one in chosen)
    ]
    found: list[int] = []
    for _, number in sorted(others):
        room -= len(sentences[number].plain)
        if room < 0:
            break
        found.append(number)
    return found


def _is_one_message(one: Sentence, other: Sentence) -> bool:
    return one.speaker is not None and one.speaker_start == other.speaker_start


def passage(numbers: Iterable[int], prepared: Prepared) -> str:
    """Sentences of a report as one text; a heading, or another line without a full stop, keeps a line of its own.

    A message of a log or chat has its time and its writer before it, and a line of its own.
    """
    text = ""
    before: Sentence | None = None
    for number in numbers:
        sentence = prepared.sentences[number]
        stopless = _LINE_END.match(prepared.report.text, sentence.end) and not ENDS_SENTENCE.search(
            sentence.plain
        )
        if sentence.speaker and not (before and _is_one_message(sentence, before)):
            text = f"{text.rstrip()}\n" if text else ""
            text += _line(sentence)
        else:
            text += sentence.plain
        text += "\n" if stopless else " "
        before = sentence
    return text.rstrip()


def _line(sentence: Sentence) -> str:
    """A sentence; one of a log or chat as the log has it, with its time and its writer."""
    return f"{sentence.time} {sentence.spoken}" if sentence.speaker and sentence.time else sentence.spoken
