"""Whether a claim is a statement at all: what a model cuts out of a sentence may be a piece of one. English only."""

from __future__ import annotations

import re

_FINITE = re.compile(
    r"\b(?:is|are|was|were|am|be|been|has|have|had|do|does|did|will|would|can|could|may|might|must|shall|should"
    r"|cannot|\w{2,}ed|said|told|made|took|won|lost|left|found|held|hit|shot|came|went|got|began|sent|set|fled|ran"
    r"|saw|drove|gave|put|fell|rose|broke|struck|burnt|sank|blew|kept|met|paid|led|felt|knew|grew|spread|shut|cut"
    r"|heard|sold|bought|brought|caught|taught|thought|fought|sought|stood|sat|lay|spoke|wrote|wore|tore|bore|froze"
    r"|chose|stole|rode|threw|flew|drew|withdrew|swam|slept|swept|spent|lent|bent|built|dealt|meant|hung|dug|became"
    r"|overcame|forgot|ate|drank|sang|rang|burst|quit|cost|hurt|let|bled|fed|sped|slid|hid|bit|shook|woke|swore)\b"
    r"|n[’']t\b|[’'](?:re|s|ve|ll)\b",
    re.I,
)
"""Words that can be the verb of a sentence by themselves. Irregular ones: those that reports of incidents use most."""
_PRESENT = re.compile(r"\s[a-z]{3,}s\b")
"""A word in -s behind the first: the verb of a sentence in the present tense, or a plural."""
_PIECE = re.compile(r"(?:to|of|that|for|from|with|than|by|into)\b", re.I)
"""With these words no statement begins, but what hangs on a verb or a noun does: "of an attack on clinics"."""


def fragment(claim: str) -> float:
    """How far a claim lacks what makes a statement.

    Returns:
        1 for a question, a piece that hangs on words that are not there, and where no word can be the verb; 0.5
        where only a word in -s may be it; 0 otherwise.
    """
    claim = claim.strip()
    if claim.endswith("?") or _PIECE.match(claim):
        return 1.0
    if _FINITE.search(claim):
        return 0.0
    return 0.5 if _PRESENT.search(claim) else 1.0
