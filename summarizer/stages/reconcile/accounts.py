"""Accounts of different reports that may not both be true. Code puts them side by side; the model decides. English."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import combinations

from summarizer.confidence.cues import is_negated
from summarizer.confidence.tokens import stem_set
from summarizer.schema import Certainty
from summarizer.stages.reconcile.conflicts import Told
from summarizer.stages.reconcile.likeness import Rarity

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
    r"|sparked|damaged|brought down|before it fell|gave way|forgot|fault of|responsible|set .{1,40} on fire)\b",
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
_DID = r"(?:opened fire|fired|attacked|threw|started (?:it|shooting|the)|charged|provoked)\b"
_SUBJECTS = {
    "What caused it": _CAUSE,
    "Who did it": {
        name: re.compile(rf"\b(?:{who})\b[^,;.]{{0,20}}?\b{_DID}", re.I)
        for name, who in (("force", _FORCE), ("crowd", _CROWD))
    },
    "At whose hand": {
        "own": re.compile(r"\b(?:shot|killed|stabbed|hanged|blew) (?:him|her|them)sel(?:f|ves)\b", re.I),
        "others": re.compile(
            rf"\b(?:{_FORCE})\b[^,;.]{{0,20}}?\b(?:shot|killed|stabbed)\b|\b(?:shot|killed) by\b", re.I
        ),
    },
}
"""What two accounts may tell differently, with the words of each answer."""
_NOT_KNOWN = re.compile(
    r"\b(?:not|n[’']t|no)\s+(?:\w+\s+){0,2}?(?:say|said|know\w*|clear|releas\w+|identif\w+|nam\w+|comment\w*|confirm\w*"
    r"|suspects?|arrests?|word|claim)\b",
    re.I,
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
    pairs: dict[frozenset[str], tuple[Pair, str]] = {}
    for one, other in _beside([one for one in told if one.claim.certainty is not Certainty.DENIED]):
        about = opposition(one.claim.text, other.claim.text, rarity)
        if about and not one.origins & other.origins:
            pairs.setdefault(frozenset({one.claim.id, other.claim.id}), ((one, other), about))
    ranked = sorted(pairs.values(), key=lambda made: -rarity.shared(*(one.claim.text for one in made[0])))
    return ranked[:_PROPOSED]


def opposition(one: str, other: str, rarity: Rarity) -> str:
    """What two claims tell differently ("What caused it"); empty where code sees nothing."""
    here, there = _answers(one), _answers(other)
    shared = rarity.shared(one, other)
    for subject in here.keys() & there.keys():
        if not here[subject] & there[subject] and (subject in _SUBJECTS or shared >= _SHARED):
            return subject if subject in _SUBJECTS else "Which of the two it was"
    if _denies(one) != _denies(other) and shared >= _ALIKE:
        return "Whether it is so"
    return ""


@lru_cache(maxsize=16_384)
def _denies(text: str) -> bool:
    """Whether it says that something is not so; that something is not known or not said is no such thing."""
    return is_negated(text) and not _NOT_KNOWN.search(text)


@lru_cache(maxsize=16_384)
def _answers(text: str) -> Mapping[str, frozenset[str]]:
    """What a claim says to each subject; subjects that it says nothing to are not there."""
    found = {
        subject: frozenset(name for name, words in answers.items() if words.search(text))
        for subject, answers in _SUBJECTS.items()
        if subject != "What caused it" or (_CAUSAL.search(text) and not is_negated(text))
    }
    for first, second in _OPPOSITES:
        sides = bool(first.search(text)), bool(second.search(text))
        if sides[0] != sides[1]:
            found[first.pattern] = frozenset({"first" if sides[0] else "second"})
    return {subject: answers for subject, answers in found.items() if answers}


def _beside(told: Sequence[Told]) -> Iterator[Pair]:
    """The pairs worth a look: what answers the same subject, and a negation with what holds its rarest words."""
    answering: defaultdict[str, list[Told]] = defaultdict(list)
    holding: defaultdict[str, list[Told]] = defaultdict(list)
    for one in told:
        for subject in _answers(one.claim.text):
            answering[subject].append(one)
        if not is_negated(one.claim.text):
            for stem in stem_set(one.claim.text):
                holding[stem].append(one)
    for answers in answering.values():
        yield from combinations(answers[:_PROPOSED], 2)
    for one in told:
        if _denies(one.claim.text):
            held = sorted(
                stem_set(one.claim.text) & holding.keys(), key=lambda stem: (len(holding[stem]), stem)
            )
            beside = {other.claim.id: other for stem in held[:3] for other in holding[stem][:_PROPOSED]}
            yield from ((one, other) for other in beside.values())
