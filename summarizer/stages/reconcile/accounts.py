"""Accounts of different reports that may not both be true. Code puts them side by side; the model decides. English."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations

from summarizer.confidence.cues import is_negated
from summarizer.schema import Certainty
from summarizer.stages.reconcile.conflicts import Told
from summarizer.stages.reconcile.likeness import Rarity, stems

_CAUSES = {
    "structure": r"gave way|giv(?:en|ing) way|buckled|corro\w+|metal fatigue|rotten|worn|cracked|broken rail"
    r"|rail \w+ \w+ broken|under the weight",
    "impact": r"(?<!bird )struck|rammed|collision|collided|crashed into|ran into|hit by|hit the",
    "dust": r"dust",
    "electricity": r"short[- ]circuit\w*|electrical|wiring|charger|charging|batter(?:y|ies)|overheat\w*",
    "intent": r"arson\w*|on purpose|deliberate\w*|intentional\w*|torched|petrol bomb|sabotage\w*|planted",
    "mistake": r"mistake|human error|operator error|forgot\w*|fell asleep|asleep|speeding|too fast|drunk|distracted"
    r"|careless\w*|misread|ignored a|left .{1,30} on\b",
    "machine": r"brakes? fail\w*|brake failure|engine fail\w*|mechanical|valve|malfunction\w*|defect\w*|pump fail\w*",
    "weather": r"lightning|gusts?|high winds?|black ice|icy|heavy rain|fog",
    "animal": r"bird[- ]strike|birds?|deer",
    "bomb": r"bomb(?!ed)|grenade|rocket|missile|drone|shell(?:ing|s)?|mine",
    "gas": r"gas (?:leak|pipe|main|bottle|cylinder)|leaking gas",
    "software": r"configuration|software|bug|update|deploy\w*|certificate",
    "line": r"cable|fibre|power cut|power failure|severed",
    "intrusion": r"hack\w+|ransomware|malware|phishing|stolen password|intru\w+|unpatched",
    "flame": r"cigarette|candle|stove|cooking|fireworks?|firecracker|flare",
}
"""What may have caused an incident, by the words that name it."""
_CAUSE = {name: re.compile(rf"\b(?:{words})\b", re.I) for name, words in _CAUSES.items()}
_CAUSAL = re.compile(
    r"\b(?:caus\w+|because|due to|trigger\w*|led to|result\w*|blam\w+|set .{1,40}(?:on fire|alight|ablaze)|started"
    r"|sparked|damaged|brought down|before it fell|gave way|after|forgot|fault of|responsible)\b",
    re.I,
)
_OPPOSITES = tuple(
    (re.compile(rf"\b(?:{one})\b", re.I), re.compile(rf"\b(?:{other})\b", re.I))
    for one, other in (
        (r"locked|shut|closed", r"unlocked|open|ajar"),
        (r"red", r"green"),
        (r"armed", r"unarmed"),
        (r"warn(?:ed|ing)", r"(?:without|no|any) warning|unannounced"),
        (r"alive|survived", r"dead|died|killed"),
        (r"fled|escaped|ran away", r"stayed|remained|waited"),
        (r"sober", r"drunk|intoxicated"),
        (r"lit|lights? on", r"dark|unlit|lights? off"),
        (r"alone|by (?:him|her)self|lone", r"accomplices?|together with|others with"),
        (r"worked|working|functioned", r"failed|out of order|did not work|broken"),
        (r"inside", r"outside"),
        (r"before", r"after"),
        (r"northbound", r"southbound"),
        (r"eastbound", r"westbound"),
        (r"accident\w*", r"intentional\w*|deliberate\w*|on purpose"),
        (r"guilty", r"innocent"),
    )
)
_FORCE = r"police|officers?|deput(?:y|ies)|soldiers?|troops|guards?|army|navy|gendarmes?"
_CROWD = (
    r"rioters?|protesters?|demonstrators?|crowd|marchers?|gunm[ae]n|militants?|attackers?|villagers?|insurgents?|rebels?"
    r"|fans|strikers?"
)
_DID = r"(?:opened fire|fired|shot|attacked|threw|started (?:it|shooting|the)|charged|provoked)\b"
_ACTORS = tuple(re.compile(rf"\b(?:{who})\b[^,;.]{{0,20}}?\b{_DID}", re.I) for who in (_FORCE, _CROWD))
_ITSELF = re.compile(r"\b(?:shot|killed|stabbed|hanged|blew) (?:him|her|them)sel(?:f|ves)\b", re.I)
_BY_OTHERS = re.compile(
    rf"\b(?:{_FORCE})\b[^,;.]{{0,20}}?\b(?:shot|killed|stabbed)\b|\b(?:shot|killed) by\b", re.I
)
_ALIKE = 0.25
"""Shared words by weight from which a statement and a negation are about one thing."""
_SHARED = 0.1
"""And from which two opposites are."""
_PROPOSED = 24
"""Pairs that are proposed at most."""

Pair = tuple[Told, Told]


def opposed_accounts(told: Sequence[Told]) -> list[tuple[Pair, str]]:
    """Put claims side by side that give other causes or culprits, or the opposite of each other.

    Args:
        told: the claims that stand, in reading order.

    Returns:
        At most 24 pairs of claims that share no origin, with what they are about; the most alike first.
    """
    rarity = Rarity(one.claim.text for one in told)
    asserted = [one for one in told if one.claim.certainty is not Certainty.DENIED]
    pairs: dict[tuple[str, str], tuple[Pair, str]] = {}
    for pair, about in _proposed(asserted, rarity):
        if not pair[0].origins & pair[1].origins:
            pairs.setdefault((pair[0].claim.id, pair[1].claim.id), (pair, about))
    ranked = sorted(pairs.values(), key=lambda made: -rarity.shared(*(one.claim.text for one in made[0])))
    return ranked[:_PROPOSED]


def _proposed(told: Sequence[Told], rarity: Rarity) -> Iterator[tuple[Pair, str]]:
    for one, other in _pairs(_by_cause(told)):
        yield (one, other), "What caused it"
    for one, other in _across(told, *_ACTORS):
        yield (one, other), "Who did it"
    for one, other in _across(told, _ITSELF, _BY_OTHERS):
        yield (one, other), "Who did it"
    for first, second in _OPPOSITES:
        for one, other in _across(told, first, second):
            if rarity.shared(one.claim.text, other.claim.text) >= _SHARED:
                yield (one, other), "Which of the two it was"
    for one, other in _negated(told):
        if rarity.shared(one.claim.text, other.claim.text) >= _ALIKE:
            yield (one, other), "Whether it is so"


def _by_cause(told: Sequence[Told]) -> list[tuple[Told, frozenset[str]]]:
    """The claims that say what caused it, with the kinds of cause they name; the first 24."""
    causal = [one for one in told if _CAUSAL.search(one.claim.text) and not is_negated(one.claim.text)]
    named = (
        (one, frozenset(name for name, pattern in _CAUSE.items() if pattern.search(one.claim.text)))
        for one in causal
    )
    return [(one, causes) for one, causes in named if causes][:_PROPOSED]


def _pairs(caused: Sequence[tuple[Told, frozenset[str]]]) -> Iterator[Pair]:
    for (one, causes), (other, others) in combinations(caused, 2):
        if not causes & others:
            yield one, other


def _across(told: Sequence[Told], first: re.Pattern[str], second: re.Pattern[str]) -> Iterator[Pair]:
    """Each of the first 24 claims in which only the one is found beside each in which only the other is."""
    found = [(bool(first.search(one.claim.text)), bool(second.search(one.claim.text))) for one in told]
    here = [one for one, found_in in zip(told, found, strict=True) if found_in == (True, False)][:_PROPOSED]
    there = [one for one, found_in in zip(told, found, strict=True) if found_in == (False, True)][:_PROPOSED]
    for one in here:
        for other in there:
            yield one, other


def _negated(told: Sequence[Told]) -> Iterator[Pair]:
    """Each negated claim beside those that assert something in its rarest words."""
    holding: defaultdict[str, list[Told]] = defaultdict(list)
    negated: list[Told] = []
    for one in told:
        if is_negated(one.claim.text):
            negated.append(one)
            continue
        for stem in stems(one.claim.text):
            holding[stem].append(one)
    for one in negated:
        rarest = sorted(
            (stem for stem in stems(one.claim.text) if stem in holding), key=lambda stem: len(holding[stem])
        )
        beside = {other.claim.id: other for stem in rarest[:3] for other in holding[stem][:_PROPOSED]}
        for other in beside.values():
            yield one, other
