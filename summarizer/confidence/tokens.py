"""Content words of a text, with their places: the measure of what a claim shares with its evidence."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass

from summarizer.confidence.memory import remembered

WORD = re.compile(r"\d+(?:[.,:]\d+)*|[^\W\d_]+(?:[’'-][^\W\d_]+)*\d*|[^\W\d_]*\d+\w*")
FUNCTION_WORDS = frozenset(
    (
        "a an the of in on at to for from by with as and or but that which who whom whose this these "
        "those it its is are was were be been being has have had having do does did will would shall "
        "should can could may might must not no nor so than then there their they them he she his her him "
        "we our us you your i my me also after before into out over under up down about some said says "
        "say told tells according added if when while where what how why all any both each more most "
        "other such only own same s t re ve ll d m"
    ).split()
)
"""Words that carry no meaning of their own, and verbs of saying."""
CAPITAL = "A-ZÀ-ÞŁŐŠŽĆČŚŹŻĐ"
"""Capital letters of European names, for a class in a pattern."""
_STEM = 5


@dataclass(frozen=True, slots=True)
class Token:
    """A word: its stem (case folded, cut to five letters; numbers whole) and where it stands."""

    stem: str
    start: int
    end: int


def folded(word: str) -> str:
    """A word without case; the Turkish i with and without its dot, which patterns without case match, is an i."""
    return word.casefold().replace("i\u0307", "i").replace("\u0131", "i")


def shortened(word: str) -> str:
    """The form in which words are compared: "injured" and "injuries", "exploded" and "explosion" are one."""
    bare = word.casefold().replace("’", "'").removesuffix("'s")
    return bare.replace(",", "") if bare[:1].isdigit() else bare[:_STEM]


def tokens(text: str) -> list[Token]:
    """All words of a text in order."""
    return [Token(shortened(match.group()), match.start(), match.end()) for match in WORD.finditer(text)]


@remembered(4096)
def content(text: str) -> tuple[Token, ...]:
    """The words that carry meaning, in order: function words and verbs of saying left out."""
    return tuple(Token(shortened(match.group()), match.start(), match.end()) for match in _telling(text))


@remembered(16_384, documents=2)
def stem_set(text: str) -> frozenset[str]:
    """The stems of the words that carry meaning."""
    return frozenset(shortened(match.group()) for match in _telling(text))


def _telling(text: str) -> Iterator[re.Match[str]]:
    return (match for match in WORD.finditer(text) if match.group().casefold() not in FUNCTION_WORDS)


def jaccard(one: Set[str], other: Set[str]) -> float:
    """The share of all their members that two sets have in common, 0 to 1; 1 where both are empty."""
    return len(one & other) / len(one | other) if one or other else 1.0


def cover(part: Sequence[Token], whole: Sequence[Token]) -> float:
    """Share of the distinct stems of ``part`` that occur in ``whole``, 0 to 1; 1 where ``part`` is empty."""
    wanted = {token.stem for token in part}
    return len(wanted & {token.stem for token in whole}) / len(wanted) if wanted else 1.0


def overlap(one: Sequence[Token], other: Sequence[Token]) -> float:
    """Jaccard index of the distinct stems, 0 to 1."""
    return jaccard({token.stem for token in one}, {token.stem for token in other})
