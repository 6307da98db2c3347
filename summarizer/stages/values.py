"""A value as a model gives it, and what of it stands: only what the cited claims say, in the type of its field."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from pydantic import ValidationError

from summarizer.confidence.compare import compare, numbers_off
from summarizer.confidence.quantities import Quantity, quantities
from summarizer.confidence.tokens import content, cover
from summarizer.reading.times import time_span
from summarizer.schema import Cited, Claim, CountRange, Report, TimeSpan
from summarizer.schema.base import day_of
from summarizer.schema.own import Form, OwnField

T = TypeVar("T")

_FAITHFUL = 0.75
"""Share of the words of a text that must stand in the claims it cites; numbers and names must all."""
TIMES = frozenset({Form.DAY, Form.MOMENT, Form.SPAN})
NUMBERS = frozenset({Form.INTEGER, Form.NUMBER, Form.COUNT})


@dataclass(frozen=True, slots=True)
class Shown:
    """A claim as the model is shown it.

    Attributes:
        claim: the claim.
        stamp: the time stamp of the log line that it was read from; empty elsewhere.
        report: the report of its first statement, by whose date relative days are placed.
    """

    claim: Claim
    stamp: str
    report: Report

    @property
    def text(self) -> str:
        """The claim with what a reader must know of it besides: the time stamp, and that it is not sure."""
        unsure = self.claim.certainty in {"alleged", "unconfirmed"}
        stamped = f"{self.stamp} {self.claim.text}" if self.stamp else self.claim.text
        return f"{stamped} ({self.claim.certainty})" if unsure else stamped

    @property
    def evidence(self) -> str:
        """Everything that a value may take its words from: the claim and the quotes behind it."""
        quotes = " ".join(" ".join(statement.quote.split()) for statement in self.claim.statements)
        return f"{self.text}. {quotes}"


def cite(value: T, claims: Sequence[Claim], kind: type[Cited[Any]] = Cited) -> Cited[T]:
    """A value with the claims it rests on; it is as sure as the least sure of them.

    Args:
        value: what they say.
        claims: one or more.
        kind: the ``Cited`` of the value's type, which refuses any other.
    """
    return kind(
        value=value,
        claims=tuple(dict.fromkeys(claim.id for claim in claims)),
        confidence=min(claim.confidence for claim in claims),
    )


class Misfit(Exception):
    """A value that does not stand. The message says why, in words for the model and for people."""


def read_value(field: OwnField, said: str, cited: Sequence[Shown], *, quoted: bool) -> Cited[Any]:
    """The typed value that an answer gives, resting on the claims that it cites.

    Args:
        field: what was asked for.
        said: the answer: words of the claims, or one of the field's choices.
        cited: the claims that the answer cites.
        quoted: whether its words may also come from the quotes behind those claims.

    Raises:
        Misfit: its claims do not say it, or it is nothing of the field's type.
    """
    if not cited:
        raise Misfit(f"'{said}' cites no claim")
    value = _typed(
        field, " ".join(said.split()), cited, [one.evidence if quoted else one.text for one in cited]
    )
    try:
        return cite(value, [one.claim for one in cited], field.kind)
    except ValidationError:
        pass
    raise Misfit(f"'{said}' is not what the field may hold")


def _typed(field: OwnField, said: str, cited: Sequence[Shown], texts: Sequence[str]) -> Any:
    if field.choices:
        if said not in field.choices:
            raise Misfit(f"'{said}' is none of {', '.join(field.choices)}")
        return field.choices[said]
    if field.form in NUMBERS:
        return _number(field.form, said, texts)
    if field.form in TIMES:
        return _time(field.form, said, cited, texts)
    words, evidence = content(said), " ".join(texts)
    if all(word.stem[:1].isdigit() for word in words):
        raise Misfit(f"'{said}' says nothing")
    if compare(said, evidence).strange or cover(words, content(evidence)) < _FAITHFUL:
        raise Misfit(f"'{said}' is not what its claims say")
    return said


def _number(form: Form, said: str, texts: Sequence[str]) -> Any:
    """The number that an answer names, with "about" and "at least" as the claim words it."""
    named = next(iter(_counts(said)), None)
    if named is None:
        raise Misfit(f"'{said}' names no number")
    worded = [number for text in texts for number in _counts(text) if number.value == named.value]
    if not worded:
        raise Misfit(f"'{said}' is not a number of its claims")
    if form is Form.NUMBER:
        return worded[0].value
    if worded[0].value != int(worded[0].value):
        raise Misfit(f"'{said}' is no whole number")
    return int(worded[0].value) if form is Form.INTEGER else count_range(worded[0])


def _counts(text: str) -> list[Quantity]:
    return [quantity for quantity in quantities(text) if quantity.kind == "count"]


def count_range(quantity: Quantity) -> CountRange:
    """A count as worded: "at least nine", "about 40"."""
    high = None if quantity.high is None else int(quantity.high)
    return CountRange(low=int(quantity.low), high=high, approximate=quantity.approximate)


def _time(form: Form, said: str, cited: Sequence[Shown], texts: Sequence[str]) -> Any:
    """The time that an answer names, placed by the date of the report that names it."""
    for one, text in zip(cited, texts, strict=True):
        span = time_span(said, one.report)
        if span is not None and _same_words(said, text):
            return _placed(form, said, span)
    raise Misfit(f"'{said}' is not a time that its claims name")


def _same_words(said: str, evidence: str) -> bool:
    """Whether all numbers and content words of a time stand in the evidence."""
    return not numbers_off(said, evidence) and cover(content(said), content(evidence)) == 1


def _placed(form: Form, said: str, span: TimeSpan) -> Any:
    if form is Form.SPAN:
        return span
    if form is Form.MOMENT:
        if isinstance(span.start, datetime) and span.precision == "minute":
            return span.start
        raise Misfit(f"'{said}' is no point in time that can be placed on a calendar")
    if span.start is not None and span.precision in {"minute", "hour", "day"}:
        return day_of(span.start)
    raise Misfit(f"'{said}' is no day that can be placed on a calendar")


def has_form(field: OwnField, shown: Shown) -> bool:
    """Whether a claim names anything of the kind that a field asks for: a number, a time."""
    if field.form in NUMBERS:
        return bool(_counts(shown.claim.text))
    if field.form in TIMES:
        return time_span(shown.evidence, shown.report) is not None
    return True
