"""The same fact told twice is one group of drafts. Code decides wherever wording and numbers settle it."""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from summarizer.confidence.cues import is_negated
from summarizer.confidence.quantities import numbers
from summarizer.confidence.tokens import jaccard, stem_set
from summarizer.schema import Certainty, Statement
from summarizer.stages.check import Checked
from summarizer.stages.reconcile.accounts import opposition
from summarizer.stages.reconcile.counts import HARM, counts
from summarizer.stages.reconcile.judge import Judge
from summarizer.stages.reconcile.likeness import CERTAIN, LIKELY, POSSIBLE, Rarity, likeness

_SAME, _PERHAPS, _DENIAL = 0.8, 0.5, 0.25
"""Overlap of content words from which two claims of one report are the same, may be, and from which a denial of any
report may deny a claim."""
_TRIED = 2
"""Groups that a draft is compared with, the most alike first."""
_CANDIDATES = 64
"""Groups that are looked at to find those."""
_COMMON = 256
"""Groups that hold a word from which it finds no candidates: it would find all."""


@dataclass
class Group:
    """Drafts that state one fact. The best supported of them words it."""

    members: list[Checked] = field(default_factory=list)
    denials: list[Statement] = field(default_factory=list)
    text: str = ""
    """How the claim is worded."""

    def add(self, one: Checked) -> None:
        """Put a draft in; where it is the best supported, it words the claim from now on."""
        self.members.append(one)
        self.text = self.best.draft.text

    @property
    def best(self) -> Checked:
        """The draft that words the claim: an assertion, where there is one."""
        asserting = [one for one in self.members if one.draft.statement.certainty is not Certainty.DENIED]
        return max(asserting or self.members, key=lambda one: one.confidence)

    @property
    def reports(self) -> set[str]:
        """Ids of the reports that its drafts come from."""
        return {one.draft.statement.report for one in self.members}


class _Index:
    """Groups by the words of their drafts: with what a draft is compared, so that nobody looks at all pairs."""

    def __init__(self, rarity: Rarity) -> None:
        self.groups: list[Group] = []
        self._rarity = rarity
        self._holding: defaultdict[str, list[int]] = defaultdict(list)

    def enter(self, one: Checked, home: int | None) -> None:
        """Put a draft into a group, or into a new one."""
        if home is None:
            home = len(self.groups)
            self.groups.append(Group())
        self.groups[home].add(one)
        for stem in stem_set(one.draft.text):
            holding = self._holding[stem]
            if home not in holding[-1:] and len(holding) <= _COMMON:
                holding.append(home)

    def near(self, text: str) -> list[int]:
        """The groups that share most with a text, by the weight of the words, in the order of the ledger."""
        shared: defaultdict[int, float] = defaultdict(float)
        for stem in stem_set(text):
            holding = self._holding.get(stem, ())
            if len(holding) <= _COMMON:
                for place in set(holding):
                    shared[place] += self._rarity(stem)
        return sorted(heapq.nlargest(_CANDIDATES, shared, key=lambda place: shared[place]))


async def gather(checked: Sequence[Checked], judge: Judge) -> list[Group]:
    """Put each draft into the group that already states its fact, or into one of its own.

    Raises:
        ModelError: what would fail for every other question too.
    """
    rarity = Rarity(one.draft.text for one in checked)
    index = _Index(rarity)
    for one in checked:
        index.enter(one, await _home(one, index, rarity, judge))
    return index.groups


async def _home(one: Checked, index: _Index, rarity: Rarity, judge: Judge) -> int | None:
    """The place of the group that already states the fact of a draft."""
    words = stem_set(one.draft.text)
    denies = one.draft.statement.certainty is Certainty.DENIED
    near = {place: jaccard(words, stem_set(index.groups[place].text)) for place in index.near(one.draft.text)}
    for place in sorted(near, key=lambda place: -near[place])[:_TRIED]:
        group = index.groups[place]
        if denies:
            same = await _denied(one, group, near[place], judge)
        elif group.reports == {one.draft.statement.report}:
            same = await _same_within(one, group, near[place], judge)
        else:
            same = await _same_across(one, group, rarity, judge)
        if same:
            return place
    return None


async def _denied(one: Checked, group: Group, alike: float, judge: Judge) -> bool:
    """Whether a denial is about the claim of a group."""
    if not _comparable(one.draft.text, group.text, strict=False) or alike < _DENIAL:
        return False
    if alike >= _SAME:
        return True
    said = await judge.denies(one.draft.text, group.text)
    apart = one.draft.statement.report not in group.reports
    return alike >= _PERHAPS and apart if said is None else said


async def _same_within(one: Checked, group: Group, alike: float, judge: Judge) -> bool:
    """Whether a report tells a fact again. It seldom does: what nobody can tell stays apart."""
    if not _comparable(one.draft.text, group.text, strict=True):
        return False
    return alike >= _SAME or (alike >= _PERHAPS and bool(await judge.same(one.draft.text, group.text)))


async def _same_across(one: Checked, group: Group, rarity: Rarity, judge: Judge) -> bool:
    """Whether two reports tell one fact. They mostly do: what nobody can tell is decided by likeness."""
    alike = likeness(one.draft.text, group.text, rarity)
    if (
        alike < POSSIBLE
        or not _comparable(one.draft.text, group.text, strict=False)
        or _toll(one.draft.text) != _toll(group.text)
        or opposition(one.draft.text, group.text, rarity)
    ):
        return False
    if alike >= CERTAIN:
        return True
    said = await judge.same(one.draft.text, group.text)
    return alike >= LIKELY if said is None else said


@lru_cache(maxsize=16_384)
def _toll(text: str) -> frozenset[str]:
    """The kinds of harm that a claim counts people by."""
    return frozenset(count.what for count in counts(text) if count.what in HARM)


def _comparable(one: str, other: str, *, strict: bool) -> bool:
    """Whether two claims can be the same at all: no other numbers, and both or neither negated.

    Strictly they have the same numbers; else one may have some more than the other.
    """
    left, right = numbers(one), numbers(other)
    if (strict and left != right) or (left and right and not left & right):
        return False
    return is_negated(one) == is_negated(other)
