"""What a conflict says: who stands where, and which side is newer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from summarizer.schema import Certainty, Claim, Conflict, Report, Side, Statement
from summarizer.stages.versions import moment


@dataclass(frozen=True, slots=True)
class Told:
    """A claim as its reports tell it.

    Attributes:
        claim: the claim.
        origins: whose own voices its reports speak in.
        published: when the first of them was published; None where one has no date.
        year: of the publication, where known.
        who: its named sources, and the publishers of the reports that say it in their own voice.
    """

    claim: Claim
    origins: frozenset[str]
    published: datetime | None
    year: int | None
    who: tuple[str, ...]

    @classmethod
    def of(cls, claim: Claim, reports: Mapping[str, Report], origins: Mapping[str, str]) -> Told:
        """Gather what the reports of a claim's statements add to it."""
        asserting = [one for one in claim.statements if one.certainty is not Certainty.DENIED]
        moments = [moment(reports[one.report]) for one in asserting]
        dated = [one for one in moments if one is not None]
        published = min(dated) if dated and len(dated) == len(moments) else None
        return cls(
            claim=claim,
            origins=frozenset(origins[one.report] for one in claim.statements),
            published=published,
            year=published.year if published else None,
            who=_who(asserting, reports),
        )


def denial(claim: Claim) -> Conflict:
    """What a contested claim makes: who asserts it and who denies it."""
    denying = [one for one in claim.statements if one.certainty is Certainty.DENIED]
    asserting = [one for one in claim.statements if one.certainty is not Certainty.DENIED]
    sides = tuple(Side(claims=(claim.id,), sources=_named(statements)) for statements in (asserting, denying))
    who = " and ".join(sides[1].sources) or "Somebody"
    return Conflict(about=claim.text, kind="denial", sides=sides, explanation=f"{who} denies it.")


def conflict(kind: Literal["number", "account"], sides: Sequence[Sequence[Told]], about: str) -> Conflict:
    """A conflict between claims; ``newer`` is the side that holds the newest report, where all are dated."""
    dates = [_latest(side) for side in sides]
    known = [date for date in dates if date is not None]
    newest = max(known) if len(known) == len(dates) else None
    return Conflict(
        about=about,
        kind=kind,
        sides=tuple(
            Side(
                claims=tuple(one.claim.id for one in side),
                sources=tuple(dict.fromkeys(who for one in side for who in one.who)),
            )
            for side in sides
        ),
        newer=dates.index(newest) if newest and dates.count(newest) == 1 else None,
        explanation=_EXPLAINED[kind],
    )


_EXPLAINED = {
    "number": "The numbers cannot both hold.",
    "account": "The accounts cannot both be true.",
}


def _latest(side: Sequence[Told]) -> datetime | None:
    dates = [one.published for one in side]
    known = [date for date in dates if date is not None]
    return max(known) if len(known) == len(dates) else None


def _named(statements: Sequence[Statement]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(one.source for one in statements if one.source))


def _who(statements: Sequence[Statement], reports: Mapping[str, Report]) -> tuple[str, ...]:
    named = [one.source or reports[one.report].publisher for one in statements]
    return tuple(dict.fromkeys(name for name in named if name))
