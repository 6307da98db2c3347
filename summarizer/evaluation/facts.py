"""Hand-made lists of the facts of a report, and how many of them a list of claims finds.

A list stands beside its report as ``NAME.facts.json``; ``examples/README.md`` says what is in it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from datetime import date
from pathlib import Path
from typing import Annotated, Protocol, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError

from summarizer.errors import InputError
from summarizer.schema import Certainty


class StatementLike(Protocol):
    """A place in the report that a claim cites; ``Statement`` is one.

    A quote that could not be located has neither start nor end.
    """

    @property
    def start(self) -> int | None:
        """Where the quote starts, in code points."""
        ...

    @property
    def end(self) -> int | None:
        """Where it ends (exclusive)."""
        ...

    @property
    def quote(self) -> str:
        """The words cited."""
        ...

    @property
    def source(self) -> str | None:
        """Who says it; None for the report's own voice."""
        ...

    @property
    def certainty(self) -> str:
        """A level of ``Certainty``."""
        ...


class ClaimLike(Protocol):
    """A claim and the places it cites; ``Claim`` is one."""

    @property
    def text(self) -> str:
        """The fact in words."""
        ...

    @property
    def statements(self) -> Sequence[StatementLike]:
        """The places it cites."""
        ...


def _regular_expression(pattern: str) -> str:
    try:
        re.compile(pattern)
    except re.error as error:
        raise ValueError(f"not a regular expression: {error}") from None
    return pattern


Pattern = Annotated[str, Field(min_length=1), AfterValidator(_regular_expression)]
"""A regular expression, searched for without regard to case."""


class Fact(BaseModel):
    """One fact of a report."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str
    at: str = Field(min_length=1, description="The words of the report that state it; they occur there once.")
    must: tuple[Pattern, ...] = Field(min_length=1, description="A right claim matches all of them.")
    who: Pattern | None = Field(description="A right source matches it; null for the report's own voice.")
    sure: frozenset[Certainty] = Field(min_length=1, description="The levels a careful reader accepts.")

    def is_worded(self, claim: ClaimLike) -> bool:
        """Whether the text of a claim gives the fact."""
        return all(re.search(pattern, claim.text, re.IGNORECASE) for pattern in self.must)

    def is_said_by(self, source: str | None) -> bool:
        """Whether a source is the right one."""
        return is_said_by(self.who, source)


def is_said_by(who: str | None, source: str | None) -> bool:
    """Whether a source is the right one: one that the pattern matches, or none where none is wanted."""
    if who is None or source is None:
        return who is None and source is None
    return re.search(who, source, re.IGNORECASE) is not None


class FactList(BaseModel):
    """The facts of one report, and its text."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    report: str = Field(pattern=r"^[^/\\]+$", description="The text's file name; it stands beside the list.")
    published: date
    publisher: str
    facts: tuple[Fact, ...] = Field(min_length=1)
    text: str = Field(default="", exclude=True, description="Read from the report's file.")


def load_facts(path: Path) -> FactList:
    """Load a list of facts and the report beside it.

    Args:
        path: a ``NAME.facts.json``.

    Raises:
        InputError: a file cannot be read, the list is not of the documented form, an id stands twice, or the
            words of a fact do not occur exactly once in the report.

    """
    try:
        listed = FactList.model_validate_json(path.read_bytes())
        text = path.with_name(listed.report).read_bytes().decode()
    except OSError as error:
        raise InputError(
            f"{error.filename or path} cannot be read.", hint="A list of facts stands beside its report."
        ) from None
    except UnicodeDecodeError:
        raise InputError(f"The report of {path} is not UTF-8.", hint="Save it as UTF-8.") from None
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(step) for step in first["loc"]) or "the file"
        raise InputError(f"{path}: {place}: {first['msg']}.", hint="Correct it there.") from None
    seen: set[str] = set()
    for fact in listed.facts:
        if fact.id in seen:
            raise InputError(f"{path}: the id {fact.id} stands twice.", hint="Give each fact its own id.")
        seen.add(fact.id)
        if (times := text.count(fact.at)) != 1:
            raise InputError(
                f"{path}: the words 'at' of {fact.id} occur {times} times in {listed.report}.",
                hint="Copy words that occur exactly once.",
            )
    return listed.model_copy(update={"text": text})


@dataclass(frozen=True, slots=True)
class FactScore:
    """Counts over one report or many; the shares are of the listed facts. Scores add up."""

    facts: int = 0
    found: int = 0
    """Facts that a claim gives whose evidence overlaps the words that state the fact."""
    source: int = 0
    """Facts found with the right source at such a place."""
    certainty: int = 0
    """Facts found with an accepted certainty at such a place."""
    claims: int = 0
    quotes: int = 0
    not_verbatim: int = 0
    """Quotes that are not, letter for letter, what stands at their place in the report."""

    def __add__(self, other: Self) -> FactScore:
        return FactScore(*(getattr(self, each.name) + getattr(other, each.name) for each in fields(self)))

    @property
    def found_share(self) -> float:
        """Facts found per fact listed, 0 to 1."""
        return self._per_fact(self.found)

    @property
    def source_share(self) -> float:
        """Facts found with the right source per fact listed, 0 to 1."""
        return self._per_fact(self.source)

    @property
    def certainty_share(self) -> float:
        """Facts found with an accepted certainty per fact listed, 0 to 1."""
        return self._per_fact(self.certainty)

    @property
    def claims_per_fact(self) -> float:
        """Claims given per fact listed."""
        return self._per_fact(self.claims)

    def _per_fact(self, count: int) -> float:
        return count / self.facts if self.facts else 0.0


def score(listed: FactList, claims: Iterable[ClaimLike]) -> FactScore:
    """Score the claims about one report.

    A fact is found by a claim that matches all of ``must`` and cites a place that overlaps ``at``. Its source
    and its certainty are right where one of those places, of any claim that finds it, has the right one.
    """
    claims = list(claims)
    found = source = certainty = 0
    for fact in listed.facts:
        start = listed.text.index(fact.at)
        end = start + len(fact.at)
        places = [
            statement
            for claim in claims
            if fact.is_worded(claim)
            for statement in claim.statements
            if _overlaps(statement, start, end)
        ]
        found += bool(places)
        source += any(fact.is_said_by(place.source) for place in places)
        certainty += any(place.certainty in fact.sure for place in places)
    quotes = [statement for claim in claims for statement in claim.statements]
    return FactScore(
        facts=len(listed.facts),
        found=found,
        source=source,
        certainty=certainty,
        claims=len(claims),
        quotes=len(quotes),
        not_verbatim=sum(not _is_verbatim(quote, listed.text) for quote in quotes),
    )


def total(scores: Iterable[FactScore]) -> FactScore:
    """Add scores up, so that every fact counts the same."""
    return sum(scores, start=FactScore())


def _overlaps(statement: StatementLike, start: int, end: int) -> bool:
    if statement.start is None or statement.end is None:
        return False
    return statement.start < end and start < statement.end


def _is_verbatim(statement: StatementLike, text: str) -> bool:
    if statement.start is None or statement.end is None:
        return False
    return text[statement.start : statement.end] == statement.quote
