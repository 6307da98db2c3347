"""The names and the words of a report by which one incident is told from another."""

from __future__ import annotations

import re

from summarizer.confidence.dates import MONTHS, WEEKDAYS
from summarizer.confidence.tokens import CAPITAL, content
from summarizer.reading.prepare import Prepared

_NAME = re.compile(rf"\b[{CAPITAL}][^\W\d_]{{2,}}(?:[’'-][^\W\d_]+)*")
_OPENS = re.compile(r"(?:^|[.!?:“\"”])\W*$")
_COMMON = frozenset(
    (
        *MONTHS,
        *WEEKDAYS,
        *(
            "mon tue tues wed thu thurs fri sat sun jan feb mar apr jun "
            "jul aug sept sep oct nov dec county street avenue ave road drive lane boulevard blvd highway route court "
            "department police chief center centre medical hospital university sheriff sgt sergeant lieutenant "
            "captain capt cpl corporal colonel col officer officers detective detectives office news north south east "
            "west northern southern eastern western city town state states united park school high district division "
            "bureau memorial general judge mayor mrs president governor minister ministry crime homicide unit "
            "facebook twitter instagram youtube google associated press reuters god christmas easter new american "
            "america national federal republic government fire ems authorities investigators witnesses emergency "
            "services service public information communications safety community church apartments hotel club bar "
            "store restaurant station photo image caption gallery close video update breaking est cst pst gmt utc "
            "block prosecutor attorney superintendent spokesman spokeswoman spokesperson coroner examiner"
        ).split(),
    )
)
"""Capitalised words that any report may hold: the calendar, streets, offices, ranks, media."""


def names(prepared: Prepared) -> frozenset[str]:
    """The proper names of a report, case folded, a word each.

    A word counts where it is capitalised inside a sentence and nowhere written small. A report in capitals has none.
    """
    text = prepared.report.text
    letters = [character for character in text if character.isalpha()]
    if sum(character.isupper() for character in letters) * 2 > len(letters):
        return frozenset()
    small = set(re.findall(r"\b[^\W\d_A-Z][^\W\d_]*", text))
    found = {
        re.sub(r"[’']s$", "", match.group()).casefold()
        for sentence in prepared.sentences
        for match in _NAME.finditer(sentence.plain)
        if not _OPENS.search(sentence.plain[: match.start()])
    }
    return frozenset(found - small - _COMMON)


def opening(prepared: Prepared, sentences: int) -> frozenset[str]:
    """The stems of the content words of a report's first sentences."""
    return frozenset(
        token.stem for sentence in prepared.sentences[:sentences] for token in content(sentence.plain)
    )
