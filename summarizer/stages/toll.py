"""Who came to harm, as the claims count people: "at least nine", "three guards and two drivers", "dozens", "a man"."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence, Set
from datetime import date

from summarizer.confidence.dates import MONTHS
from summarizer.confidence.tokens import folded
from summarizer.schema import Certainty, Cited, Claim, Conflict, CountRange, Report, Toll
from summarizer.schema.base import day_of
from summarizer.stages.headcount import people
from summarizer.stages.values import cite
from summarizer.stages.victims import PERSON, Victims, can_be, can_be_one_of, killed_and_injured

_HARM = {
    "killed": re.compile(
        r"\b(?:killed|kill(?:s|ing)?|died?|dead|deaths?|fatalit\w+|fatally|lost their lives|bodies|death toll)\b",
        re.I,
    ),
    "injured": re.compile(
        r"\b(?<!fatally )(?<!mortally )(?:injur\w+|wounded|hurt|hospitali[sz]ed|burns|in (?:the )?hospital)\b",
        re.I,
    ),
    "missing": re.compile(r"\b(?:missing|unaccounted for)\b", re.I),
}
_DIED_IN = re.compile(
    r"\b(died(?:\s+(?:later|early|late|on|after|an?|the"
    r"|\w+day|days?|weeks?|hours?|morning|evening|night|\d+|two|three)){0,5}?)\s+in (?:the )?hospital\b",
    re.I,
)
"""A death that tells of a hospital, and of nobody who is in one."""
_SHOT = re.compile(r"\b(?:shot|stabbed)\b(?!\s+(?:and\s+killed|dead|to\s+death)\b)", re.I)
"""Harm that is an injury where no claim counts the injured, and nothing says that it killed."""
_PART = re.compile(
    r"\b(?:of (?:them|whom|the (?:dead|injured|wounded|victims))|including|among|more than one)\b"
    r"|\bsince (?:19|20)\d\d\b|\bone of (?:\w+ )?\w+ \w+ who\b"
    r"|^(?!.*\b(?:\w+est|worst|first)\b).*\b(?:this|last) year\b"
    r"|\b(?:a further|additional)\b|\b(?!no)\w+ more\b(?! than)",
    re.I,
)
"""A part of a count, what comes on top of one, or the count of more than this incident."""
_DEED = r"(?:shooting|attack|incident|stabbing|crash|fire|case|robbery|homicide|explosion)\b"
_NOT_OF_IT = re.compile(
    rf"""\b(?:if|whether)\s+(?:[\w’'-]+\s+){{1,5}}?(?:had|has|have|was|were|is|are)\s+(?:been\s+|also\s+)?
        (?:died|dead|killed|alive|injured|hurt|wounded)\b
    | \bin\s+(?:another|an?\s+(?:separate|unrelated|different|previous))\s+(?:\w+\s+)?{_DEED}""",
    re.I | re.X,
)
"""What nobody can say yet, and harm of another deed: "two were hurt in a separate shooting"."""
_IN_MONTH = re.compile(rf"\bin\s+an?\s+({'|'.join(MONTHS)})\s+{_DEED}", re.I)
_ONE_IN_ALL = re.compile(r"\bonly\b|\b(?:one|1)\s+(?:person|victim)\b", re.I)
"""One that is a count of all, not one of several who are told of one by one."""
_NO_VICTIM = re.compile(r"\b(?:gunm[ae]n|shooters?|suspects?|attackers?|assailants?)\b", re.I)
_ANOTHER = re.compile(rf"\b(?:another|other|second|(?:one|1)\s+(?:[\w-]+\s+)?{PERSON})\b", re.I)
"""Words for one beside others, or counted by number."""


def toll(claims: Sequence[Claim], reports: Mapping[str, Report], conflicts: Sequence[Conflict] = ()) -> Toll:
    """Who came to harm. Denials, parts of a count, what comes on top of one and harm of another deed are left out.

    Of each kind the newest report that counts it stands, and in it the claim told first; one that tells of several one
    by one ("one man was hurt in the leg, one in the back") counts none of the whole. Where other claims conflict with
    its number, the range covers theirs as well and cites them. Where no claim counts them, those are counted who are
    told of one by one. Of those who were shot, with nothing else said of them, the dead are no injured; nor is the one
    who is hurt in one report and may be the one who has died in another.

    Args:
        claims: the ledger.
        reports: by id, with their dates.
        conflicts: of the ledger.
    """
    months = {day_of(report.published).month for report in reports.values() if report.published}
    usable = [claim for claim in claims if _is_of_it(claim, months)]
    by_id = {claim.id: claim for claim in usable}
    killed, hurt = killed_and_injured(usable)

    def standing(
        counts: Sequence[tuple[Claim, CountRange]], victims: Victims | None
    ) -> Cited[CountRange] | None:
        if counts:
            return _with_conflicting(_newest_whole(counts, reports), counts, conflicts)
        if victims is None or not victims.count:
            return None
        return cite(CountRange(low=victims.count, high=victims.count), victims.claims)

    dead = standing(_counts(usable, _HARM["killed"]), killed)
    injuries = _counts(usable, _HARM["injured"])
    shot = [] if injuries else _shot(usable)
    living = [one for one in injuries or shot if not _died_later(one[0].text, one[1], killed.called)]
    injured = standing(living, hurt)
    if living and injured and dead:
        telling = [by_id[identifier] for identifier in dead.claims]
        if shot:
            injured = _without_dead(
                injured, dead, [by_id[identifier] for identifier in injured.claims], telling
            )
        elif _is_among_dead(living, dead, telling, usable, reports, killed):
            injured = None
    return Toll(killed=dead, injured=injured, missing=standing(_counts(usable, _HARM["missing"]), None))


def harm_counted(claim: Claim) -> frozenset[str]:
    """The kinds of harm that a claim counts people by: ``killed``, ``injured``, ``missing``."""
    if not _is_of_it(claim):
        return frozenset()
    return frozenset(kind for kind, pattern in _HARM.items() if _counts([claim], pattern))


def _is_of_it(claim: Claim, months: Set[int] = frozenset()) -> bool:
    """Whether a claim tells of this incident, not of "a December shooting" in reports that are all of other months."""
    if claim.certainty is Certainty.DENIED or _NOT_OF_IT.search(claim.text):
        return False
    other = _IN_MONTH.search(claim.text) if months else None
    return other is None or MONTHS[folded(other[1])] in months


def _shot(claims: Sequence[Claim]) -> list[tuple[Claim, CountRange]]:
    return _counts([claim for claim in claims if not _HARM["killed"].search(claim.text)], _SHOT)


def _counts(claims: Sequence[Claim], pattern: re.Pattern[str]) -> list[tuple[Claim, CountRange]]:
    whole = [claim for claim in claims if not _PART.search(claim.text)]
    found = [(claim, people(_DIED_IN.sub(r"\1", claim.text), pattern)) for claim in whole]
    return [(claim, counted) for claim, counted in found if counted is not None]


def _died_later(text: str, count: CountRange, died: Set[str]) -> bool:
    """Whether the one who is counted as hurt is one of whom other claims say that they died: "a child was shot"."""
    apart = count.low != 1 or count.high != 1 or _ANOTHER.search(text) or _HARM["killed"].search(text)
    return not apart and can_be_one_of(text, died)


def _told(claim: Claim, reports: Mapping[str, Report]) -> date:
    """The day of the newest report that states a claim."""
    published = (reports[statement.report].published for statement in claim.statements)
    return max((day_of(moment) for moment in published if moment), default=date.min)


def _newest_whole(
    counts: Sequence[tuple[Claim, CountRange]], reports: Mapping[str, Report]
) -> tuple[Claim, CountRange]:
    """The first count of the newest report; where that tells of people one by one, the newest that counts several."""
    newest = max(counts, key=lambda one: _told(one[0], reports))
    if newest[1].high != 1 or _ONE_IN_ALL.search(newest[0].text):
        return newest
    there = _reports([newest[0]])
    singly = {claim.text for claim, count in counts if count.high == 1 and _reports([claim]) & there}
    several = [one for one in counts if one[1].high != 1]
    return max(several, key=lambda one: _told(one[0], reports)) if len(singly) > 1 and several else newest


def _reports(claims: Sequence[Claim]) -> set[str]:
    return {statement.report for claim in claims for statement in claim.statements}


def _is_among_dead(
    injuries: Sequence[tuple[Claim, CountRange]],
    dead: Cited[CountRange],
    telling: Sequence[Claim],
    claims: Sequence[Claim],
    reports: Mapping[str, Report],
    killed: Victims,
) -> bool:
    """Whether the one who is hurt can be the one who died: no report tells of both, and that of the death is no older.

    "One is in hospital" and, elsewhere and later, "a teen died".
    """
    hurt = [claim for claim, _ in injuries]
    deadly = [claim for claim in claims if _HARM["killed"].search(claim.text)]
    return (
        dead.value.high == 1
        and all(count.high == 1 for _, count in injuries)
        and not _reports(hurt) & _reports(deadly)
        and max(_told(claim, reports) for claim in telling) >= max(_told(claim, reports) for claim in hurt)
        and all(can_be(claim.text, killed.called) for claim in hurt)
    )


def _without_dead(
    shot: Cited[CountRange], dead: Cited[CountRange], counting: Sequence[Claim], telling: Sequence[Claim]
) -> Cited[CountRange]:
    """Of those who were shot the ones who live, where fewer died than were shot, and nobody who shot them.

    Args:
        shot: how many were shot.
        dead: how many died.
        counting: the claims of ``shot``, the one that stands first.
        telling: those of ``dead``.
    """
    died = dead.value.high
    texts = [claim.text for claim in (*telling, counting[0])]
    apart = any(_ANOTHER.search(text) or _NO_VICTIM.search(text) for text in texts)
    if apart or died is None or shot.value.low <= died or dead.value.low != died:
        return shot
    high = shot.value.high
    left = {"low": shot.value.low - died, "high": high - died if high is not None else None}
    return cite(shot.value.model_copy(update=left), [*counting, *telling])


def _with_conflicting(
    newest: tuple[Claim, CountRange],
    counts: Sequence[tuple[Claim, CountRange]],
    conflicts: Sequence[Conflict],
) -> Cited[CountRange]:
    """A count with those that cannot hold beside it."""
    sides = {
        identifier
        for conflict in conflicts
        if conflict.kind == "number" and any(newest[0].id in side.claims for side in conflict.sides)
        for side in conflict.sides
        for identifier in side.claims
    }
    both = [newest, *(other for other in counts if other[0].id in sides - {newest[0].id})]
    highs = [counted.high for _, counted in both if counted.high is not None]
    whole = CountRange(
        low=min(counted.low for _, counted in both),
        high=max(highs) if len(highs) == len(both) else None,
        approximate=any(counted.approximate for _, counted in both),
    )
    return cite(whole, [claim for claim, _ in both])
