"""What a claim says and its evidence does not: numbers, names and negation, compared by code."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from summarizer.confidence.cues import is_negated
from summarizer.confidence.memory import remembered
from summarizer.confidence.names import names_off
from summarizer.confidence.quantities import SCALE, Quantity, quantities
from summarizer.confidence.tokens import CAPITAL, content, stem, stem_set

_NEGATED = re.compile(
    r"""(?:\b(?:not|never|no|cannot|none\s+of\s+(?:the|its|their|his|her))|n[’']t
        |\b(?:nobody|no\s+one)(?:\s+(?:is|was|has|had|will))?)\s+
    (?:(?:yet|been|be|have|has|had|ever|even|any|an?|the|\w+ly)\s+){0,3}(?P<word>[^\W_]+)
    (?![^.;]*\b(?:before|until|only|because|just)\b)""",
    re.IGNORECASE | re.VERBOSE,
)
"""A negation and the word that it negates; "not before Tuesday" negates something else."""
_NEGATIVE = re.compile(
    r"\b(?:fail\w*|refus\w*|unable|lack\w*|declin\w*|den(?:y|ie[sd])|reject\w*|avoid\w*|prevent\w*|ruled? out|only|yet"
    r"|un(?!der|til|ion|it|iv)\w+|missing|absent)\b",
    re.I,
)
"""Words with which a claim says itself that something is not so."""


_OPENING = 4
"""Words in which a claim says what it is about."""
_POINTER = re.compile(
    r"\b(?:he|she|it|they|his|hers?|its|theirs?|him|them|we|ours?|us|i|my|me|who|both|one|another|others?|this|that)\b"
    r"|(?:^|[,;:“]\s?)the\b",
    re.I,
)
_NO_COUNT = re.compile(r"one\s+of\b|(?<!.)\d{1,2}\)", re.I | re.S)
"""One among several, and the number of an item in a list."""
_ROUND = 0.1
"""Share by which a number may be rounded where it says so."""
_MORE = 1.5
"""Times a number that "more than" it may mean at most."""
_MANY = re.compile(r"dozen|scores|hundreds|thousands|millions|several|few|many", re.I)
_MOST = 50
"""Times the least that "dozens" or "thousands" can mean that it may mean at most."""
_PARTED = re.compile(r"(?<=\d)\s?([.,])\s(?=\d)|(?<=ty)\s(-)\s(?=\w)")
"""A space in a number, as some tools leave it: "235, 000", "122. 5", "twenty - five"."""
_DIGITS = re.compile(
    r"(?<![\d:])(?<![^\W\d_])(?<![^\W\d_]-)\d{1,15}+(?:,\d{3})*+(?:\.\d+)?+"
    rf"(?!:\d|\s?(?:{SCALE}|[km])\b)",
    re.I,
)
"""Numbers in whatever stands around them but a name ("B-52"), a clock time and a scale ("5 million")."""
_WHAT = re.compile(r"[\s-]*([^\W\d_]+)")


@dataclass(frozen=True, slots=True)
class Comparison:
    """What comparing a claim with its evidence found.

    Attributes:
        problems: in words, for people.
        contradicted: whether the evidence says something else in the claim's place (a number, a negation).
        strange: whether the claim has a number or a name that the evidence does not.
    """

    problems: tuple[str, ...]
    contradicted: bool
    strange: bool


def compare(claim: str, evidence: str, context: str = "", *, denied: bool = False) -> Comparison:
    """Compare a claim with the text that should bear it.

    Args:
        claim: the claim.
        evidence: the cited text.
        context: the rest of the report that a name or a number may come from (a pronoun resolved).
        denied: whether the evidence denies the claim, so that negation is expected to differ.
    """
    numbers = numbers_off(claim, evidence, context)
    names = names_off(claim, evidence, context)
    actor = "" if names else _actor_off(claim, evidence)
    negation = "" if denied else negation_off(claim, evidence)
    problems = [_number_problem(claim, quantity, evidence) for quantity in numbers]
    problems += [f"claim names {name}, which the text does not" for name in names]
    if actor:
        problems.append(f"claim is about {actor}, its evidence does not say so")
    if negation:
        problems.append(negation)
    return Comparison(
        problems=tuple(problems),
        contradicted=bool(negation) or any(quantities(evidence) for _ in numbers),
        strange=bool(numbers or names or actor),
    )


def negation_off(claim: str, evidence: str) -> str:
    """In words how claim and evidence differ in what they negate; empty where they do not."""
    if is_negated(claim) and not is_negated(evidence):
        return "claim is negated, evidence is not"
    dropped = _negation_dropped(claim, evidence)
    return f"evidence says '{dropped}', claim leaves the negation out" if dropped else ""


def _negation_dropped(claim: str, evidence: str) -> str:
    """What the evidence negates ("not die") and the claim asserts; empty where nothing is.

    A word that also stands there without a negation counts for nothing, nor does a claim that negates by itself.
    """
    if is_negated(claim) or _NEGATIVE.search(claim):
        return ""
    asserted = stem_set(claim)
    for match in _NEGATED.finditer(evidence):
        word = content(match["word"])
        rest = content(f"{evidence[: match.start()]} {evidence[match.end() :]}")
        if (
            word
            and _forms(word[0].stem) & {form for other in asserted for form in _forms(other)}
            and not _forms(word[0].stem) & {form for token in rest for form in _forms(token.stem)}
        ):
            return match.group()
    return ""


def _forms(stem: str) -> set[str]:
    """A stem with and without an ending, so that "die" meets "died" and "close" "closed"."""
    return {stem, re.sub(r"(?<=\w\w)(?:e|ed|d|s|es)$", "", stem)}


def numbers_off(claim: str, evidence: str, context: str = "", *, beside: str = "") -> list[Quantity]:
    """The claim's numbers that the evidence does not have, nor the context before the same word ("15-year-old").

    "More than 11,000" is there where the evidence has 11,072, "thousands" too. One or two in words ("the two women")
    are a reader's own count where the sentences beside the claim count nothing.

    Args:
        claim: the claim.
        evidence: where its numbers should stand.
        context: the rest of the report.
        beside: the sentences that bear on the claim; the evidence where not given.
    """
    there, counted = _values(evidence), _counted(context)
    any_counted = any(map(_is_count, quantities(beside or evidence)))
    return [
        quantity
        for quantity in quantities(claim)
        if _value(quantity) not in there
        and (_value(quantity), _next(claim, quantity)) not in counted
        and not _is_rounded(claim, quantity, there)
        and not _NO_COUNT.match(claim, quantity.start)
        and not (_is_few(claim, quantity) and not any_counted)
    ]


def _is_few(claim: str, quantity: Quantity) -> bool:
    return claim[quantity.start : quantity.end].casefold() in {"one", "two"}


def _is_count(quantity: Quantity) -> bool:
    return quantity.kind == "count" and not _may_be_year(quantity.value)


def _may_be_year(value: float) -> bool:
    return 1900 <= value <= 2100


def _is_rounded(claim: str, quantity: Quantity, values: Iterable[_Value]) -> bool:
    """Whether a number of the text may be told as the claim has it: "more than 11,000", "up to 50", "dozens"."""
    value = quantity.value
    if quantity.kind == "time":
        return False
    if many := _MANY.search(claim, quantity.start, quantity.end):
        least, most = value, value * _MOST
    elif quantity.high is None:
        least, most = value, value * _MORE
    elif quantity.low < value:
        least, most = value * (1 - _ROUND), value
    elif quantity.approximate:
        least, most = value * (1 - _ROUND), value * (1 + _ROUND)
    else:
        return False
    exact = (one for kind, one in values if kind == "count" and least <= one <= most)
    return any(not (many and _may_be_year(one)) for one in exact)


_Value = tuple[str, float]


@lru_cache(maxsize=2)
def _counted(context: str) -> frozenset[tuple[_Value, str]]:
    """The values of a report with the stem of what each counts.

    Gathered once for all claims of the report: to go through all of it for each would take the square of it.
    """
    counted = ((_value(quantity), _next(context, quantity)) for quantity in quantities(context))
    return frozenset((value, what) for value, what in counted if what)


@remembered(1024, documents=2)
def _values(text: str) -> frozenset[_Value]:
    """The values of a text's quantities; those of a report, which is compared with all its claims, found once.

    With them the numbers of scores, spans and dates ("2-1", "2010-11"), and those that a space parts ("235, 000").
    """
    joined = _PARTED.sub(lambda mark: mark[1] or mark[2], text)
    digits = (("count", float(match.group().replace(",", ""))) for match in _DIGITS.finditer(joined))
    return frozenset((*digits, *(_value(one) for form in {text, joined} for one in quantities(form))))


def _value(quantity: Quantity) -> _Value:
    """What two quantities agree in; a clock time without am or pm may be either."""
    return quantity.kind, quantity.value % 720 if quantity.kind == "time" else quantity.value


def _next(text: str, quantity: Quantity) -> str:
    """Stem of the word behind a quantity: what is counted."""
    match = _WHAT.match(text, quantity.end)
    return stem(match[1]) if match else ""


def _actor_off(claim: str, evidence: str) -> str:
    """The name a claim opens with, where its evidence neither has it nor points back to anybody; else empty.

    "Records were copied" does not say by whom: who opens the claim then comes from another sentence.
    """
    opening = " ".join(claim.split()[:_OPENING])
    named = re.search(rf"[{CAPITAL}][^\W\d_]{{2,}}", opening[1:]) if opening else None
    if named is None or _POINTER.search(evidence):
        return ""
    known = stem_set(evidence)
    return "" if not content(named.group()) or stem(named.group()) in known else named.group()


def _number_problem(claim: str, quantity: Quantity, evidence: str) -> str:
    worded = claim[quantity.start : quantity.end]
    others = _listed(
        [evidence[one.start : one.end] for one in quantities(evidence) if one.kind == quantity.kind]
    )
    return (
        f"evidence says {others}, claim says {worded}"
        if others
        else f"claim says {worded}, evidence does not"
    )


def _listed(words: Sequence[str]) -> str:
    return " and ".join(dict.fromkeys(words)) if len(words) <= 3 else ""
