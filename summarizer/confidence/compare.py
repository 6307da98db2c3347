"""What a claim says and its evidence does not: numbers, counts, days, units, names and negation, compared by code."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from summarizer.confidence.counts import counts_off
from summarizer.confidence.dates import day_at, days_otherwise
from summarizer.confidence.exclusive import swaps
from summarizer.confidence.names import names_off
from summarizer.confidence.negation import negation_off
from summarizer.confidence.numbers import are_of_one_sort, may_be_year, numbers_off
from summarizer.confidence.quantities import Quantity, quantities
from summarizer.confidence.tokens import CAPITAL, content, shortened, stem_set
from summarizer.confidence.units import units_off
from summarizer.schema.base import day_of

_OPENING = 4
"""Words in which a claim says what it is about."""
_POINTER = re.compile(
    r"\b(?:he|she|it|they|his|hers?|its|theirs?|him|them|we|ours?|us|i|my|me|who|both|one|another|others?|this|that)\b"
    r"|(?:^|[,;:“]\s?)the\b",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Comparison:
    """What comparing a claim with its evidence found.

    Attributes:
        problems: in words, for people.
        contradicted: whether the evidence says something else in the claim's place (a number, a negation).
        strange: whether the claim has a number or a name that the evidence does not.
        otherwise: whether the sentence that tells of the claim has a count, a day or a unit otherwise.
    """

    problems: tuple[str, ...]
    contradicted: bool
    strange: bool
    otherwise: bool


def compare(
    claim: str,
    evidence: str,
    context: str = "",
    *,
    denied: bool = False,
    closest: str = "",
    published: datetime | date | None = None,
) -> Comparison:
    """Compare a claim with the text that should bear it.

    Args:
        claim: the claim.
        evidence: the cited text.
        context: the rest of the report that a name or a number may come from (a pronoun resolved).
        denied: whether the evidence denies the claim, so that negation is expected to differ.
        closest: the sentence of the evidence that tells of the claim, whose counts, days, units and opposites are
            compared. Where it is given, a count that is only missing is no contradiction: it may count others.
        published: the day of publication, which places "yesterday".
    """
    numbers = numbers_off(claim, evidence, context, published=day_of(published) if published else None)
    names = names_off(claim, evidence, context)
    actor = "" if names else _actor_off(claim, evidence)
    negation = "" if denied else negation_off(claim, evidence)
    otherwise = told_otherwise(claim, closest) if closest else []
    missing = [one for one in numbers if not _is_told(claim[one.start : one.end], otherwise)]
    problems = [_number_problem(claim, one, closest or evidence) for one in missing]
    problems += [f"evidence says {found}, claim says {claimed}" for claimed, found in otherwise]
    problems += [f"claim names {name}, which the text does not" for name in names]
    if actor:
        problems.append(f"claim is about {actor}, its evidence does not say so")
    if negation:
        problems.append(negation)
    problems += [f"evidence says {one.found}, claim says {one.claimed}" for one in swaps(claim, closest)]
    return Comparison(
        problems=tuple(dict.fromkeys(problems)),
        contradicted=bool(otherwise)
        or bool(negation)
        or any(_excluded(one, evidence, closest) for one in numbers),
        strange=bool(numbers or names or actor),
        otherwise=bool(otherwise),
    )


def told_otherwise(claim: str, sentence: str) -> list[tuple[str, str]]:
    """What the claim has and the sentence has otherwise, each as worded: counts, days, units of a number.

    Args:
        claim: the claim, or a fact of it.
        sentence: the one that tells of it.
    """
    return [*counts_off(claim, sentence), *days_otherwise(claim, sentence), *units_off(claim, sentence)]


def _actor_off(claim: str, evidence: str) -> str:
    """The name a claim opens with, where its evidence neither has it nor points back to anybody; else empty.

    "Records were copied" does not say by whom: who opens the claim then comes from another sentence.
    """
    opening = " ".join(claim.split()[:_OPENING])
    named = re.search(rf"(?<![\w’'-])[{CAPITAL}][^\W\d_]{{2,}}(?![\w’'-])", opening[1:]) if opening else None
    if named is None or _POINTER.search(evidence):
        return ""
    known = stem_set(evidence)
    return "" if not content(named.group()) or shortened(named.group()) in known else named.group()


def _is_told(number: str, otherwise: Sequence[tuple[str, str]]) -> bool:
    return any(claimed.startswith(number) for claimed, _ in otherwise)


def _number_problem(claim: str, quantity: Quantity, evidence: str) -> str:
    """What is wrong with a number that the evidence lacks; that of a day is told as the day, beside other days."""
    day = day_at(claim, quantity.start)
    worded = day or claim[quantity.start : quantity.end]
    others = _listed(
        [
            named or evidence[one.start : one.end]
            for one in _comparable(quantity, evidence)
            if bool(named := day_at(evidence, one.start)) is bool(day)
        ]
    )
    return (
        f"evidence says {others}, claim says {worded}"
        if others
        else f"claim says {worded}, evidence does not"
    )


def _excluded(quantity: Quantity, evidence: str, closest: str) -> bool:
    """Whether the text has another number in the place of one that it lacks.

    Beside one sentence among several a count is left to ``counts_off``; a clock time or a year excludes another.
    """
    by_itself = not closest or quantity.kind == "time" or may_be_year(quantity.value)
    return by_itself and bool(_comparable(quantity, closest or evidence))


def _comparable(quantity: Quantity, evidence: str) -> list[Quantity]:
    return [one for one in quantities(evidence) if are_of_one_sort(one, quantity)]


def _listed(words: Sequence[str]) -> str:
    return " and ".join(dict.fromkeys(words)) if len(words) <= 3 else ""
