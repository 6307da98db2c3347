"""A claim taken apart by code: its sentences, and the clauses of a long one. English."""

from __future__ import annotations

import re
from collections.abc import Iterator

from summarizer.reading.clauses import BE_HAVE, DO, MODAL
from summarizer.reading.sentences import split

_LONG = 14
"""Words from which a sentence is worth taking apart."""
_LEAST = 4
"""Words that a clause must have to be asked about by itself."""
_SUBJECT_MOST = 8
"""Words of the longest subject that is lent to a clause without one."""
_JOINT = re.compile(r"(?:;|,?\s+(?:and|but|while|whereas|although|though))\s+(?=\S)", re.I)
_FINITE = rf"(?:{BE_HAVE}|{DO}|{MODAL}|\w{{2,}}ed|said|told|made|took|won|lost|left|found|held)\b"
_VERB = re.compile(rf"\b{_FINITE}", re.I)
_OPENS_WITH_VERB = re.compile(rf"(?:also\s+|then\s+|later\s+|\w+ly\s+)?{_FINITE}", re.I)
_OPENS_WITH_SUBJECT = re.compile(
    r"(?:(?:the|an?|its|their|his|her|this|that|these|those|it|he|she|they|we|there|one|two|three|four|five|six|seven|eight|nine|ten|dozens|some|many|most|several|all|both|each|no|nobody|none|nothing)"
    r"\b|\d|(?-i:[A-Z]))",
    re.I,
)


def parts(claim: str) -> list[str]:
    """The facts of a claim as far as marks and conjunctions show them.

    Returns:
        One or more, in order: its sentences, those of 14 words and more cut into their clauses. A clause that
        leaves its subject out ("and injured nine") has that of the clause before it.
    """
    return [part for sentence in split(claim) for part in _clauses(sentence)] or [claim]


def _clauses(sentence: str) -> Iterator[str]:
    """The sentence, cut where there is a clause on both sides."""
    start, subject = 0, ""
    if len(sentence.split()) >= _LONG:
        for joint in _JOINT.finditer(sentence):
            left, right = sentence[start : joint.start()], sentence[joint.end() :]
            if not _is_clause(left) or not _is_clause(right):
                continue
            lent = _subject(left) or subject
            if _OPENS_WITH_VERB.match(right):
                if not lent:
                    continue
            elif _OPENS_WITH_SUBJECT.match(right):
                lent = ""
            else:
                continue
            yield _joined(subject, left)
            start, subject = joint.end(), lent
    yield _joined(subject, sentence[start:])


def _is_clause(text: str) -> bool:
    return len(text.split()) >= _LEAST and _VERB.search(text) is not None


def _subject(clause: str) -> str:
    """The words before its first verb, where they can be a subject."""
    verb = _VERB.search(clause)
    words = clause[: verb.start()].strip() if verb else ""
    return words if 0 < len(words.split()) <= _SUBJECT_MOST and "," not in words else ""


def _joined(subject: str, clause: str) -> str:
    clause = clause.strip(" ,;")
    return f"{subject} {clause}" if subject else clause
