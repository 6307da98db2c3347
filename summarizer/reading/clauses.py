"""The parts of a sentence: the marks that delimit them and the words that open them. English only."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice
from typing import NamedTuple

Span = tuple[int, int]
"""Where words of a sentence start and where they end (exclusive)."""

BE_HAVE = "is|are|was|were|has|have|had"
DO = "did|does|do"
MODAL = "will|would|could|can|may|might|should|must"

ARTICLE = r"(?:the|an?|its|their|his|her|our|my)"
"""Articles, and the possessives that stand in their place."""

WHAT_IS_SAID = r"(?:charge|claim|figure|number|estimate|account|version|allegation|suggestion|accusation)s?"
"""What somebody may dismiss or dispute."""

OPENING = re.compile(
    r"""^(?:(?:
        and | but | or | yet | so | however | meanwhile | nevertheless
        | while | whereas | although | though | because | as | when | if | where | that
        | also | earlier | later | still | separately
        | according[ ]to
        | on[ ](?:mon|tues|wednes|thurs|fri|satur|sun)day(?:[ ](?:morning|afternoon|evening|night))?
        | at[ ](?:noon|midnight|dawn)
        | (?:in|at)[ ](?:an?|the|its|his|her|their)[ ](?:\w+[ ]){0,2}?(?:statement|interview|letter|post|briefing|notice
            |message|video|bulletin|update|release|e?mail|speech|filing|conference|hearing)
        | for[ ](?:its|his|her|their)[ ]part
    )\b[\s,]*)+""",
    re.I | re.X,
)
"""Words that open a clause and are no part of its subject: "However, on Monday the mayor"."""

_DELIMITER = re.compile(
    r"""[;:–—“”\"«»()]
    | ,(?!\d)
    | \s-\s
    | (?<=\w)[’']\s(?=said|says)        # the end of a quotation without a comma: ‘gone’ said
    | (?<=[,.!?])(?:''|[’'])(?=\s)      # the end of one in single marks: ‘gone,’ she
    """,
    re.X,
)


class Delimiter(NamedTuple):
    """A mark between parts of a sentence."""

    start: int
    end: int
    is_comma: bool


def delimiters_before(sentence: str, position: int) -> Iterator[Delimiter]:
    """The delimiters that end before a position, the nearest first."""
    marks = _delimiters(sentence)
    for index in range(bisect_right(marks, position, key=lambda mark: mark.end) - 1, -1, -1):
        yield marks[index]


@lru_cache(maxsize=8)
def _delimiters(sentence: str) -> list[Delimiter]:
    return [Delimiter(*match.span(), match.group() == ",") for match in _DELIMITER.finditer(sentence)]


def part_start(sentence: str, position: int) -> int:
    """Where the part of a sentence starts that a position stands in."""
    return next((mark.end for mark in delimiters_before(sentence, position)), 0)


def comma_parts(sentence: str, end: int) -> list[Span]:
    """The comma-separated parts before a position, back to the last stronger delimiter; none is blank."""
    parts: list[Span] = []
    for mark in delimiters_before(sentence, end):
        if parts:
            parts[-1] = (mark.end, parts[-1][1])
        if not mark.is_comma:
            break
        parts.append((0, mark.start))
    return [part for part in reversed(parts) if sentence[slice(*part)].strip()]


def between(text: str, one: Span, other: Span) -> str:
    """What stands between two parts of a text, whichever is the first."""
    return text[one[1] : other[0]] if one[1] <= other[0] else text[other[1] : one[0]]


def says_something(text: str) -> bool:
    """Whether a part of a sentence has words enough, three, to be what somebody says."""
    return len(list(islice(re.finditer(r"\w+", text), 3))) == 3
