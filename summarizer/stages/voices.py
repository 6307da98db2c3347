"""How many independent voices say something."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from summarizer.confidence.tokens import stem_set
from summarizer.schema import Certainty, Statement


def voices(statements: Iterable[Statement], origins: Mapping[str, str]) -> int:
    """Count the independent voices that assert a claim, at least 1.

    Two named sources are one voice where the words of one name are among those of the other ("Reyes", "Col. Ana
    Reyes"); the own voices of two reports are one where they have one origin. A denial is no voice for the claim.

    Args:
        statements: of the claim.
        origins: whose own voice each report speaks in, by its id.
    """
    heard: list[frozenset[str]] = []
    for name in sorted({_name(one, origins) for one in _asserting(statements)}, key=len, reverse=True):
        words = stem_set(name) or frozenset({name})
        if not any(words <= other for other in heard):
            heard.append(words)
    return max(1, len(heard))


def _name(statement: Statement, origins: Mapping[str, str]) -> str:
    return (statement.source or origins.get(statement.report, statement.report)).casefold()


def _asserting(statements: Iterable[Statement]) -> list[Statement]:
    return [statement for statement in statements if statement.certainty is not Certainty.DENIED]
