"""What one text negates and the other asserts. English."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from summarizer.confidence.cues import is_negated
from summarizer.confidence.lexical import SENTENCE_END
from summarizer.confidence.tokens import content, stem_set

_NEGATED = re.compile(
    r"""(?:\b(?:not|never|no(?!\s+one\b)|cannot|none(?:\s+of\s+(?:the|its|their|his|her))?|neither|nor)|n[’']t
        |\b(?:(?:fail|refus|declin)(?:ed|es|s)|unable)\s+to|\bprevent(?:ed|s)\s+(?:[\w’'-]+\s+){1,4}?from
        |\b(?:nobody|no\s+one)(?:\s+(?:is|was|has|had|will))?)\s+
    (?:(?:yet|been|be|have|has|had|ever|even|any|an?|the|(?!only\b)\w+ly)\s+){0,3}(?P<word>[^\W\d_]+)
    (?![^.;,]{0,200}\b(?:before|until|only|because|just|except|for\s+\w+\s+(?:minute|hour|day|week|month|year)s)\b)""",
    re.IGNORECASE | re.VERBOSE,
)
"""A negation and the word that it negates; "not before Tuesday" negates something else."""
_UNTRUE = re.compile(
    r"\b(?:false|wrong|un(?:true|confirmed|verified|founded)|yet\s+to|den(?:y|ie[sd])|reject(?:s|ed)|disput(?:es|ed)"
    r"|fail(?:s|ed|ing|ure)?\s+to|refus(?:es|ed)|unable|declin(?:es|ed)|ruled?\s+out|lack(?:s|ed)?|absence|elsewhere"
    r"|overdue|miss(?:ed|ing)|r[au]n\s+out|surviv\w+|cleared|acquitted|stopped\s+short|diverted"
    r"|un(?:serviced|maintained|cleaned|checked|paid|finished|manned|locked|attended|answered|treated|used|damaged|harmed))\b",
    re.I,
)
"""Words other than "not" with which a text says that something is not so."""
_DONE_TO_NONE = re.compile(
    r"no\s+(?:[^\W\d_]+\s+){1,3}?(?:was|were|is|are|has|have|had|did|do|does)\s+(?:been\s+|being\s+|yet\s+)*(?P<word>[^\W\d_]+)",
    re.I,
)
"""What is done to nobody: "no passengers were hurt" negates the hurt and no passengers."""
_NEGATIVE = re.compile(
    r"\b(?:fail\w*|refus\w*|unable|lack\w*|declin\w*|den(?:y|ie[sd])|reject\w*|avoid\w*|prevent\w*|ruled? out|only|yet"
    r"|un(?!der|til|ion|it|iv)\w+|missing|absent)\b",
    re.I,
)
"""Words with which a claim says itself that something is not so."""

_ABOUT_IT = 0.25
"""Share of a claim's words that a sentence must have for what it negates to be about the claim."""


def negation_off(claim: str, evidence: str) -> str:
    """In words how one of them asserts the very word that the other negates; empty where neither does.

    A claim that only negates something says as a rule in its own words what the evidence says without a negation.
    """
    if dropped := _dropped(claim, evidence):
        return f"evidence says '{dropped}', claim leaves the negation out"
    return "claim is negated, evidence is not" if _is_added(claim, evidence) else ""


def _is_added(claim: str, evidence: str) -> bool:
    if not is_negated(claim) or is_negated(evidence):
        return False
    words, asserted = stem_set(claim), _forms_in(evidence)
    about = (part for part in SENTENCE_END.split(evidence) if words & stem_set(part))
    return any(word & asserted for _, word in _negations(claim)) and not any(map(_UNTRUE.search, about))


def _dropped(claim: str, evidence: str) -> str:
    """What a sentence of the evidence about the claim negates ("not die") and the claim asserts; empty where nothing.

    A word that also stands there without a negation counts for nothing, nor does a claim that negates by itself.
    """
    if is_negated(claim) or _NEGATIVE.search(claim):
        return ""
    words, asserted = stem_set(claim), _forms_in(claim)
    for match, word in _negations(evidence):
        if not word & asserted:
            continue
        about = len(words & stem_set(_sentence(evidence, match.start()))) >= _ABOUT_IT * len(words)
        if about and not word & _forms_in(f"{evidence[: match.start()]} {evidence[match.end() :]}"):
            return match.group()
    return ""


def _negations(text: str) -> Iterator[tuple[re.Match[str], set[str]]]:
    """Each negation of a text, with the forms of the word that it negates."""
    for match in _NEGATED.finditer(text):
        done = _DONE_TO_NONE.match(text, match.start())
        if word := content((done or match)["word"]):
            yield done or match, _forms(word[0].stem)


def _forms_in(text: str) -> set[str]:
    return {form for stem in stem_set(text) for form in _forms(stem)}


def _forms(stem: str) -> set[str]:
    """A stem with and without an ending, so that "die" meets "died", "close" "closed" and "sailed" "sailing"."""
    return {stem, re.sub(r"(?<=\w\w)(?:e|ed|d|s|es|i|in|ing)$", "", stem)}


def _sentence(text: str, place: int) -> str:
    """The sentence around a place of a text."""
    ends = [0, *(end.end() for end in SENTENCE_END.finditer(text)), len(text)]
    return next(text[start:end] for start, end in pairwise(ends) if place < end)
