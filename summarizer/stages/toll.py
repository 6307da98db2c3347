"""Who came to harm, as the claims count people: "at least nine", "three guards and two drivers", "dozens", "a man"."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import date

from summarizer.confidence.cues import is_negated
from summarizer.confidence.dates import MONTHS
from summarizer.confidence.quantities import Quantity, quantities
from summarizer.reading.clauses import between
from summarizer.schema import Certainty, Cited, Claim, Conflict, CountRange, Report, Toll
from summarizer.schema.base import day_of
from summarizer.stages.values import cite, count_range
from summarizer.stages.victims import PERSON, Victims, can_be_one_of, killed_and_injured

_HARM = {
    "killed": re.compile(
        r"\b(?:killed|kill(?:s|ing)?|died?|dead|deaths?|fatalit\w+|fatally|lost their lives|bodies|death toll)\b",
        re.I,
    ),
    "injured": re.compile(r"\b(?:injur\w+|wounded|hurt|hospitali[sz]ed|in hospital|burns)\b", re.I),
    "missing": re.compile(r"\b(?:missing|unaccounted for)\b", re.I),
}
_SHOT = re.compile(r"\b(?:shot|stabbed)\b(?!\s+(?:and\s+killed|dead|to\s+death)\b)", re.I)
"""Harm that is an injury where no claim counts the injured, and nothing says that it killed."""
_PEOPLE = (
    r"(?:people|men|women|children|persons|babies|policemen|policewomen|fishermen|gunmen|wives|crew(?:\s+members)?|troops"
    rf"|staff|others|family\s+members|members\s+of|{PERSON}s?)"
)
_COUNTED = re.compile(
    rf"""\s*(?:
        (?:(?!(?:and|of|in|at|were|was|had|have|who)\b)[\w’'-]+,?\s+){{0,3}}?{_PEOPLE}\b
      | (?:(?:are|were|was)\s+)?(?:(?:confirmed|found|feared)\s+)?
        (?:dead|killed|injured|wounded|hurt|missing|bodies)\b
      | (?:were|was|are|have|has|had|died)\b
      | of\s+(?:(?:the|its|their)\s+)?(?:[\w’'-]+\s+){{0,2}}?{_PEOPLE}\b
    )""",
    re.I | re.X,
)
_SOMEBODY = re.compile(rf"\b(?:an?|one|another)\s+(?:[\w’'-]+,?\s+){{0,4}}?{PERSON}\b(?![’'-])", re.I)
_PART = re.compile(
    r"\b(?:of (?:them|whom|the (?:dead|injured|wounded|victims))|including|among|more than one)\b"
    r"|\bsince (?:19|20)\d\d\b|\bone of (?:\w+ )?\w+ \w+ who\b|\b(?:so far|this|last) year\b"
    r"|\b(?:a further|additional)\b|\b(?!no)\w+ more\b(?! than)",
    re.I,
)
"""A part of a count, what comes on top of one, or the count of more than this incident."""
_DEED = r"(?:shooting|attack|incident|stabbing|crash|fire|case|robbery|homicide|explosion)s?"
_NOT_OF_IT = re.compile(
    rf"""\b(?:if|whether)\b
    | \b(?:separate|unrelated|different|previous)\s+(?:\w+\s+)?{_DEED}\b
    | \bin\s+another\s+{_DEED}\b
    | \bin\s+an?\s+(?:{"|".join(MONTHS)})\s+{_DEED}\b""",
    re.I | re.X,
)
"""What nobody can say yet, and harm of another day or another deed: "two were hurt in a separate shooting"."""
_TOLL_IS = re.compile(r"\btoll (?:\w+\s){0,3}?(?:to|is|at|of|stands at)\s+(?:at least\s+)?$", re.I)
_NEXT_CLAUSE = re.compile(r"[,;:–—]|\b(?:and|but|while|as well as)\b", re.I)
_MEANWHILE = re.compile(r"\b(?:when|while|where)\b", re.I)
"""Between people and a harm that came to others: "three people were in a car when the teen was shot"."""
_JOINS = re.compile(
    rf"\s+(?:[\w’'-]+\s+){{0,3}}?{_PEOPLE}(?:\s+and\s+|,\s+(?:and\s+)?)(?:at least\s+|about\s+|some\s+)?",
    re.I,
)
"""What stands between the numbers of "three guards and two drivers"."""
_OF_THE = re.compile(r"\bof\s+(?:the|these|those)\s+$", re.I)
"""Before the number of all of whom some are told of: "two of the four victims died"."""
_AGE = re.compile(r"[\s-]*(?:year|month|week)s?[\s-]*old", re.I)
_AND = re.compile(r"\s+and\s+|,\s+", re.I)
_ANOTHER = re.compile(rf"\b(?:another|other|second|(?:one|1)\s+(?:[\w-]+\s+)?{PERSON})\b", re.I)
"""Words for one beside others, or counted by number."""
_NEAR = 40
"""Characters between people and the word for what happened to them."""


def toll(claims: Sequence[Claim], reports: Mapping[str, Report], conflicts: Sequence[Conflict] = ()) -> Toll:
    """Who came to harm. Denials, parts of a count and what comes on top of one are left out.

    Of each kind the newest report that counts it stands, and in it the claim told first; one that tells of several one
    by one ("one man was hurt in the leg, one in the back") counts none of it. Where other claims conflict with its
    number, the range covers theirs as well and cites them. Where no claim counts them, those are counted who are told
    of one by one. Of those who were shot, with nothing else said of them, the dead are no injured.

    Args:
        claims: the ledger.
        reports: by id, with their dates.
        conflicts: of the ledger.
    """
    usable = [
        claim
        for claim in claims
        if claim.certainty is not Certainty.DENIED and not _NOT_OF_IT.search(claim.text)
    ]
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
    living = _not_among_dead(living, dead, usable)
    injured = standing(living, hurt)
    if shot and living and injured and dead and not _ANOTHER.search(_newest_whole(living, reports)[0].text):
        injured = _without_dead(injured, dead)
    return Toll(killed=dead, injured=injured, missing=standing(_counts(usable, _HARM["missing"]), None))


def harm_counted(claim: Claim) -> frozenset[str]:
    """The kinds of harm that a claim counts people by: ``killed``, ``injured``, ``missing``."""
    if claim.certainty is Certainty.DENIED:
        return frozenset()
    return frozenset(kind for kind, pattern in _HARM.items() if _counts([claim], pattern))


def _shot(claims: Sequence[Claim]) -> list[tuple[Claim, CountRange]]:
    return _counts([claim for claim in claims if not _HARM["killed"].search(claim.text)], _SHOT)


def _counts(claims: Sequence[Claim], pattern: re.Pattern[str]) -> list[tuple[Claim, CountRange]]:
    whole = [claim for claim in claims if not _PART.search(claim.text)]
    found = [(claim, people(claim.text, pattern)) for claim in whole]
    return [(claim, counted) for claim, counted in found if counted is not None]


def _died_later(text: str, count: CountRange, died: Set[str]) -> bool:
    """Whether the one who is counted as hurt is one of whom other claims say that they died: "a child was shot"."""
    apart = count.low != 1 or count.high != 1 or _ANOTHER.search(text) or _HARM["killed"].search(text)
    return not apart and can_be_one_of(text, died)


def _told(claim: Claim, reports: Mapping[str, Report]) -> date:
    """The day of the newest report that states a claim."""
    published = (reports[statement.report].published for statement in claim.statements)
    return max((day_of(moment) for moment in published if moment), default=date.min)


def _not_among_dead(
    injuries: Sequence[tuple[Claim, CountRange]], dead: Cited[CountRange] | None, claims: Sequence[Claim]
) -> Sequence[tuple[Claim, CountRange]]:
    """The injured, but none where one report tells of them and knows no dead, and another of the dead alone.

    Of "one is in hospital" and, elsewhere, "one died" it is the same one, as long as no report tells of both.
    """
    if not injuries or dead is None or dead.value.high is None:
        return injuries
    hurt_in = {one.report for claim, _ in injuries for one in claim.statements}
    dead_in = {
        one.report for claim in claims if _HARM["killed"].search(claim.text) for one in claim.statements
    }
    most = max(count.high or count.low for _, count in injuries)
    return injuries if hurt_in & dead_in or most > dead.value.high else []


def _newest_whole(
    counts: Sequence[tuple[Claim, CountRange]], reports: Mapping[str, Report]
) -> tuple[Claim, CountRange]:
    """The first count of the newest report; where that tells of people one by one, the newest that counts several."""
    newest = max(counts, key=lambda one: _told(one[0], reports))
    day = _told(newest[0], reports)
    singly = [claim for claim, count in counts if count.high == 1 and _told(claim, reports) == day]
    several = [one for one in counts if one[1].high != 1]
    if newest[1].high == 1 and len(singly) > 1 and several:
        return max(several, key=lambda one: _told(one[0], reports))
    return newest


def _without_dead(shot: Cited[CountRange], dead: Cited[CountRange]) -> Cited[CountRange]:
    """Of those who were shot the ones who live, where fewer died than were shot."""
    died = dead.value.high
    if died is None or shot.value.low <= died or dead.value.low != died:
        return shot
    high = shot.value.high
    left = shot.value.model_copy(
        update={"low": shot.value.low - died, "high": high - died if high is not None else None}
    )
    return Cited(
        value=left,
        claims=tuple(dict.fromkeys((*shot.claims, *dead.claims))),
        confidence=min(shot.confidence, dead.confidence),
    )


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


@dataclass(frozen=True, slots=True)
class _Group:
    """People that a text counts together, and where."""

    count: CountRange
    start: int
    end: int
    by_number: bool


def people(text: str, harm: re.Pattern[str]) -> CountRange | None:
    """How many people a claim says came to a kind of harm: those who stand nearest to the word for it.

    "Three guards and two drivers" are five, "a man" is one where no number stands as near; a number of things counts
    nobody, nor does an age.
    """
    groups = _joined(text, [*_numbered(text), *_single(text)])
    pairs = [
        (between(text, (group.start, group.end), word.span()), group)
        for word in harm.finditer(text)
        for group in groups
    ]
    pairs = [(gap, group) for gap, group in pairs if group.by_number or not _is_far(gap)]
    pairs = [(gap, group) for gap, group in pairs if not _MEANWHILE.search(gap)]
    if not pairs:
        return None
    gap, nearest = min(pairs, key=lambda pair: (_is_far(pair[0]), not pair[1].by_number, len(pair[0])))
    return None if is_negated(gap) else nearest.count


def _joined(text: str, groups: Sequence[_Group]) -> list[_Group]:
    """The groups, those as one that are told together: "a man and two girls", "two girls and a man"."""
    joined: list[_Group] = []
    for group in sorted(groups, key=lambda one: one.start):
        last = joined[-1] if joined else None
        link = _JOINS if last and last.by_number else _AND
        if last and last.by_number != group.by_number and link.fullmatch(text, last.end, group.start):
            whole = _sum([last.count, group.count])
            joined[-1] = _Group(whole, last.start, group.end, by_number=True)
        else:
            joined.append(group)
    return joined


def _is_far(gap: str) -> bool:
    return len(gap) > _NEAR or bool(_NEXT_CLAUSE.search(gap))


def _numbered(text: str) -> list[_Group]:
    """The groups that a number counts; those of one list are one."""
    chains: list[list[Quantity]] = []
    for quantity in quantities(text):
        if (
            quantity.kind != "count"
            or _AGE.match(text, quantity.end)
            or _OF_THE.search(text[: quantity.start])
            or not (_COUNTED.match(text, quantity.end) or _TOLL_IS.search(text[: quantity.start]))
        ):
            continue
        if chains and _JOINS.fullmatch(text, chains[-1][-1].end, quantity.start):
            chains[-1].append(quantity)
        else:
            chains.append([quantity])
    return [
        _Group(_sum([count_range(one) for one in chain]), chain[0].start, chain[-1].end, by_number=True)
        for chain in chains
    ]


def _single(text: str) -> list[_Group]:
    """Those of whom there is one: "a man", and two in "a man and a woman"."""
    groups: list[_Group] = []
    for match in _SOMEBODY.finditer(text):
        if groups and _AND.fullmatch(text, groups[-1].end, match.start()):
            last = groups.pop()
            whole = CountRange(low=last.count.low + 1, high=last.count.low + 1)
            groups.append(_Group(whole, last.start, match.end(), by_number=False))
        else:
            groups.append(_Group(CountRange(low=1, high=1), *match.span(), by_number=False))
    return groups


def _sum(counts: Sequence[CountRange]) -> CountRange:
    """The whole: the sum, or the first number where the others only take it apart."""
    first, *others = counts
    if others and first.low == sum(other.low for other in others):
        return first
    highs = [one.high for one in counts if one.high is not None]
    return CountRange(
        low=sum(one.low for one in counts),
        high=sum(highs) if len(highs) == len(counts) else None,
        approximate=any(one.approximate for one in counts),
    )
