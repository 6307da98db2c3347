"""How many people a text counts, and which of them stand nearest to a word: "three guards and two drivers". English."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from summarizer.confidence.cues import is_negated
from summarizer.confidence.quantities import quantities
from summarizer.reading.clauses import between
from summarizer.schema import CountRange
from summarizer.stages.values import count_range
from summarizer.stages.victims import PERSON

_PEOPLE = (
    r"(?:people|men|women|children|persons|babies|policemen|policewomen|fishermen|gunmen|wives|crew(?:\s+members)?|troops"
    rf"|staff|others|family\s+members|members\s+of|{PERSON}s?)"
)
_WHO = re.compile(
    rf"\s*(?:(?!(?:and|of|in|at|were|was|had|have|who)\b)[\w’'-]+,?\s+){{0,3}}?{_PEOPLE}\b", re.I
)
_COUNTED = re.compile(
    rf"""\s*(?:
        (?:(?:are|were|was)\s+)?(?:(?:confirmed|found|feared)\s+)?
        (?:dead|killed|injured|wounded|hurt|missing|bodies)\b
      | (?:were|was|are|have|has|had|died)\b
      | of\s+(?:(?:the|its|their)\s+)?(?:[\w’'-]+\s+){{0,2}}?{_PEOPLE}\b
    )""",
    re.I | re.X,
)
_TOLL_IS = re.compile(r"\btoll (?:\w+\s){0,3}?(?:to|is|at|of|stands at)\s+(?:at least\s+)?$", re.I)
_AGE = re.compile(r"[\s-]*(?:year|month|week)s?[\s-]*old", re.I)
_SOMEBODY = re.compile(
    rf"\b(?:an?|one|another|(?<=\band )(?:his|her|their))\s+(?:[\w’'-]+,?\s+){{0,4}}?{PERSON}\b(?![’'-])",
    re.I,
)
_SOME_OF_THE = re.compile(
    r"(?:^\s*|\b(?:most|some|none|many|half|several)\s+)of\s+(?:the|these|those)\s+$", re.I
)
"""Before the number of all of whom some are told of: "two of the four victims died"."""
_LINK = re.compile(
    r"(?P<comma>,\s+)?(?:\s*\b(?P<and>and)\s+)?(?:(?:at\s+least|about|some|his|her|their|its)\s+)?", re.I
)
"""What stands between the groups of a list."""
_HARMED = re.compile(
    r"\b(?:kill|injur|wound|hurt|shot|stabb|burn)\w*\s+(?:(?:at\s+least|about|some)\s+)?$", re.I
)
_OTHER_HARM = re.compile(r"\b(?:kill|injur|wound|hurt|shot|stabb)\w*", re.I)
"""Between a word for harm and people behind it: "he killed a clerk and injured the three others"."""
_DOES = re.compile(r"\s+(?:was|were|is|are|had|has|have|died|said|shot|\w+ed)\b", re.I)
"""A verb behind a group that another harm stands before: "it killed a woman and two guards were hurt"."""
_SAY = r"\s+(?:said|says?|told|confirmed|added)\b(?!\s+(?:to|dead|killed|injured|wounded|hurt|missing)\b)"
_SAYS = re.compile(_SAY, re.I)
"""Behind those who tell of others: "two officers said"."""
_ASIDE = re.compile(rf"(?<!\d),\s+[^,]{{2,40}}?{_SAY},(?=\s+(?:was|were|is|are|had|has|have|died)\b)", re.I)
"""Who tells it, amid what is told: "a woman, two officers said, was killed"."""
_WHOLE = re.compile(
    r"\b(?:people|persons|victims|civilians|passengers|students|pupils|workers|residents|villagers|family members)$",
    re.I,
)
"""Who can be taken apart behind it: "three people, two men and a woman"."""
_NEXT_CLAUSE = re.compile(r"[,;:–—]|\b(?:and|but|while|as well as)\b", re.I)
_MEANWHILE = re.compile(r"\b(?:when|while|where)\b", re.I)
"""Between people and a harm that came to others: "three people were in a car when the teen was shot"."""
_NEAR = 40
"""Characters between people and the word for what happened to them."""


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

    Args:
        text: a claim.
        harm: the words for the harm.
    """
    text = _ASIDE.sub("", text)
    groups = [group for group in _joined(text) if not _SAYS.match(text, group.end)]
    pairs = [
        (between(text, (group.start, group.end), word.span()), group)
        for word in harm.finditer(text)
        for group in groups
        if not _OTHER_HARM.search(text, word.end(), max(word.end(), group.start))
    ]
    pairs = [(gap, group) for gap, group in pairs if group.by_number or not _is_far(gap)]
    pairs = [(gap, group) for gap, group in pairs if not _MEANWHILE.search(gap)]
    if not pairs:
        return None
    gap, nearest = min(pairs, key=lambda pair: (_is_far(pair[0]), not pair[1].by_number, len(pair[0])))
    return None if is_negated(gap) else nearest.count


def _is_far(gap: str) -> bool:
    return len(gap) > _NEAR or bool(_NEXT_CLAUSE.search(gap))


def _joined(text: str) -> list[_Group]:
    """All groups of a text, those of one list as one."""
    lists: list[list[_Group]] = []
    for group in _groups(text):
        if lists and _LINK.fullmatch(text, lists[-1][-1].end, group.start):
            lists[-1].append(group)
        else:
            lists.append([group])
    return [joined for listed in lists for joined in _lists(text, listed)]


def _lists(text: str, groups: Sequence[_Group]) -> list[_Group]:
    """Groups that only commas and "and" part: one up to the last "and", unless a clause of its own stands behind it."""
    links = [_LINK.fullmatch(text, one.end, other.start) for one, other in pairwise(groups)]
    ends = [number for number, link in enumerate(links, 1) if link and link["and"]]
    last = ends[-1] if ends else 0
    if last and _HARMED.search(text[: groups[0].start]) and _DOES.match(text, groups[last].end):
        last -= 1
    if not last:
        return list(groups)
    whole = _Group(_sum(text, groups[: last + 1]), groups[0].start, groups[last].end, by_number=True)
    return [whole, *groups[last + 1 :]]


def _groups(text: str) -> list[_Group]:
    """Those whom a number counts and those of whom there is one, in their order."""
    numbered = list(_numbered(text))
    single = [
        _Group(CountRange(low=1, high=1), *match.span(), by_number=False)
        for match in _SOMEBODY.finditer(text)
    ]
    alone = [
        one
        for one in single
        if not any(one.start < other.end and other.start < one.end for other in numbered)
    ]
    return sorted((*numbered, *alone), key=lambda one: one.start)


def _numbered(text: str) -> list[_Group]:
    groups: list[_Group] = []
    behind_last = 0
    for quantity in quantities(text):
        if quantity.kind != "count" or _AGE.match(text, quantity.end):
            continue
        between_counts, behind_last = text[behind_last : quantity.start], quantity.end
        who = _WHO.match(text, quantity.end)
        if _SOME_OF_THE.search(between_counts) or not (
            who or _COUNTED.match(text, quantity.end) or _TOLL_IS.search(text[: quantity.start])
        ):
            continue
        end = who.end() if who else quantity.end
        groups.append(_Group(count_range(quantity), quantity.start, end, by_number=True))
    return groups


def _sum(text: str, groups: Sequence[_Group]) -> CountRange:
    """The whole: the sum, or the first number where the others only take it apart."""
    counts = [group.count for group in groups]
    first, *others = counts
    if _WHOLE.search(text[: groups[0].end]) and first.low == sum(other.low for other in others):
        return first
    highs = [one.high for one in counts if one.high is not None]
    return CountRange(
        low=sum(one.low for one in counts),
        high=sum(highs) if len(highs) == len(counts) else None,
        approximate=any(one.approximate for one in counts),
    )
