"""Those who came to harm and are told of one by one: "the teen was shot", "Jon Aske died". English."""

from __future__ import annotations

import re
from collections.abc import Sequence, Set
from dataclasses import dataclass, field
from functools import lru_cache

from summarizer.confidence.cues import is_negated
from summarizer.confidence.tokens import CAPITAL
from summarizer.schema import Claim

PERSON = (
    r"(?:man|woman|boy|girl|child|person|teen(?:ager)?|toddler|infant|baby|student|pupil|officer|police(?:man|woman)"
    r"|trooper|deputy|detective|agent|soldier|sailor|guard|driver|worker|miner|firefighter|paramedic|nurse|doctor|teacher|mechanic|engineer|technician"
    r"|employee|resident|neighbou?r|villager|farmer|fisherman|passenger|pedestrian|cyclist|motorist|bystander|tourist"
    r"|migrant|refugee|civilian|patient|prisoner|inmate|hostage|protester|demonstrator|spectator|worshipper|shopper"
    r"|customer|guest|trader|shopkeeper|cook|reporter|journalist|gunman|attacker|militant|rebel|fighter|suspect|victim|adult|male|female|brother|sister"
    r"|mother|father|son|daughter|husband|wife|youth|peasant|pilot|climber|hiker|swimmer|diver|steward|clerk"
    r"|\d{1,3}[\s-](?:year|month|week)[\s-]old)"
)
"""What one person is called, but by name."""
_NAME = rf"[{CAPITAL}][\w’'-]+(?:\s+(?:[{CAPITAL}]\.\s+)?[{CAPITAL}][\w’'-]*\w(?![\w’'-])){{1,3}}"
_ONE = (
    rf"(?:(?P<who>(?-i:{_NAME}))(?:,\s+(?:an?\s+)?\d{{1,3}}(?:-year-old)?(?:\s+{PERSON})?,?)?"
    rf"|(?:the|an?|another|his|her|their|this)\s+(?:[\w’'-]+,?\s+){{0,4}}?{PERSON}(?:\s+{PERSON})?"
    rf"|\d{{1,3}}-year-old(?:\s+{PERSON})?|(?:s?he|himself|herself))"
)
_ADVERB = r"(?:also|then|later|now|reportedly|allegedly|accidentally|apparently|critically|badly|seriously|mortally)"
_BEING = r"(?:who|that|is|was|were|had|has|have|been|being|got|found|pronounced|left)"
_WAS = rf"(?:\s+(?:{_BEING}|{_ADVERB}))*\s+"
_WAS_SURELY = rf"(?:\s+{_ADVERB})*\s+{_BEING}{_WAS}"
_NO_OBJECT = r"(?!\s+(?:(?:an?|the|his|her|their|another|one|two|three)\b|(?-i:[A-Z])))"
"""Behind "Jon Aske killed" or "a man shot": who does it has an object, who suffers it has none."""
_KILLED = (
    r"(?:killed|murdered|dead|died|dies|(?:fatally|mortally)\s+(?:shot|stabbed|injured|wounded|hit|struck|hurt)"
    r"|(?:shot|stabbed|beaten|burned|burnt)\s+(?:(?:and|or)\s+killed|dead|to\s+death))"
)
_HURT = (
    r"(?:shot|stabbed|injured|wounded|hurt|burned|burnt|grazed"
    r"|(?:hit|struck)\s+(?:by\s+(?:an?\s+|the\s+)?(?:stray\s+)?(?:bullet|gunfire|car|lorry|truck|train|bus)|in\s+the))"
)
_DEED = r"(?:shooting|stabbing|beating|attack|crash|fire|collision)"
_DEATHS = (
    rf"\b{_ONE}{_WAS_SURELY}{_KILLED}\b",
    rf"\b{_ONE}\s+(?:{_ADVERB}\s+)?(?:(?:died|dies|dead)\b|{_KILLED}\b{_NO_OBJECT})",
    rf"\b{_KILLED}\s+{_ONE}\b",
    rf"\b(?:deaths?|murders?|killings?|slayings?|homicides?|fatal\s+{_DEED}|{_DEED}\s+death)\s+of\s+{_ONE}\b",
    rf"\b{_ONE}[’']s?\s+(?:death|murder|killing|body)\b",
    rf"\b(?P<who>(?!))?(?:fatal|deadly)\s+(?:\w+\s+){{0,2}}?{_DEED}\b(?!s)",
)
_INJURIES = (
    rf"\b{_ONE}{_WAS_SURELY}{_HURT}\b",
    rf"\b{_ONE}\s+(?:{_ADVERB}\s+)?{_HURT}\b{_NO_OBJECT}",
    rf"\b(?:shot|stabbed|injured|wounded|hurt|hit|injuring|wounding)\s+{_ONE}\b",
    rf"\b(?:shooting|stabbing|wounding)\s+(?:in\s+the\s+\w+\s+)?of\s+{_ONE}\b",
    rf"\b{_ONE}[’']s?\s+(?:[\w-]+\s+){{0,2}}(?:injur(?:y|ies)|wounds?)\b",
    (
        rf"\b{_ONE}(?:\s+\w+){{0,9}}?\s+(?:with|suffer(?:s|ed|ing)|sustain(?:s|ed)|ha[sd])\s+(?:[\w-]+\s+){{0,4}}"
        r"(?:injur(?:y|ies)|wounds?|burns)\b"
    ),
    (
        rf"\b{_ONE}{_WAS}(?:taken|rushed|flown|airlifted|transported|admitted|brought)\s+to\s+(?:[\w’'.-]+\s+){{0,5}}?"
        r"(?:hospital|medical|trauma)\b"
    ),
    (
        rf"\b(?:fired|shot)\s+(?:\w+\s+){{0,3}}?(?:into|through)\s+{_ONE}[’']s?\s+(?:(?:left|right|upper|lower)\s+)?\w+\b"
    ),
)
_HARM = re.compile(
    r"kill|murder|d(?:ied|ies|ead|eath)|fatal|mortal|deadly|slay|homicide|bod(?:y|ies)|shot|shoot|stab|injur|wound|hurt"
    r"|burn|graz|hit|struck|beat|hospital|medical|trauma|fired",
    re.I,
)
"""Without any of these words nobody came to harm; most ledgers need no more than that."""
_A_PERSON = re.compile(rf"\b{PERSON}\b", re.I)
_AGED = re.compile(r"\d{1,3}[\s-](?:year|month|week)[\s-]old", re.I)
_MALE = frozenset({"boy", "son", "brother", "father", "husband", "man", "male"})
_FEMALE = frozenset({"girl", "daughter", "sister", "mother", "wife", "woman", "female"})
_KIN = frozenset("brother sister mother father son daughter husband wife".split())
"""What somebody is to another: anybody of the same sex can be it."""
_YOUNG = frozenset(
    "boy girl child teen teenager toddler infant baby student pupil youth son daughter".split()
)
_ANYBODY = frozenset({"person", "victim", "patient", ""})
"""What fits everybody; an age alone ("a 9-year-old") is the empty word."""
_AGE = r"(?:,\s+\d{1,3})?"
_LISTED_BEFORE = re.compile(rf"(?:^|[.;:]\s+|\b[Tt]hat\s+)((?:{_NAME}{_AGE},\s+)*{_NAME}{_AGE},?\s+and\s+)$")
_LISTED_BEHIND = re.compile(
    rf"{_AGE}((?:,?\s+{_NAME}{_AGE},)*(?:,?\s+{_NAME}{_AGE})?,?\s+and\s+{_NAME}{_AGE})"
    r"(?=\s*(?:$|[.,;)]|(?:in|at|on|near|after|during|with|when|while|by|of)\b))"
)
_LIVING = re.compile(r"\bnot\s+(?:be\s+)?life-threatening\b|\bin\s+(?:good|fair|stable)\s+condition\b", re.I)


@dataclass(slots=True)
class Victims:
    """Who came to one kind of harm: those who are named, and whether somebody is who is not.

    Attributes:
        names: one for each who is named.
        unnamed: whether "the victim", "a man" or the like is told of.
        called: the words for them, as ``can_be_one_of`` reads them.
        claims: that tell it, in their order.
    """

    names: list[str] = field(default_factory=list[str])
    unnamed: bool = False
    called: set[str] = field(default_factory=set[str])
    claims: list[Claim] = field(default_factory=list[Claim])

    @property
    def count(self) -> int:
        """How many they are at least: "the victim" can be any of those who are named."""
        return len(self.names) or int(self.unnamed)

    def add(self, told: re.Match[str], claim: Claim) -> None:
        """Take in who is told of, and who is named beside them: "Jon Aske and Ida Borg died"."""
        self.called |= _called(told.group())
        if not any(claim is one for one in self.claims):
            self.claims.append(claim)
        if told["who"] is None:
            self.unnamed = True
            return
        known = tuple(self.names)  # two of one list are two, though they share a surname
        for name in (*_named_before(told), told["who"], *_named_behind(told)):
            same = next((other for other in known if set(other.split()) & set(name.split())), None)
            if same is None:
                self.names.append(name)
            elif len(name) > len(same) and same in self.names:
                self.names[self.names.index(same)] = name


def _named_before(told: re.Match[str]) -> list[str]:
    """Those whose names a clause lists before the one who is told of."""
    listed = _LISTED_BEFORE.search(told.string, 0, told.start("who"))
    return re.findall(_NAME, listed[1]) if listed else []


def _named_behind(told: re.Match[str]) -> list[str]:
    """Those whose names are listed behind the one who is told of, where the harm stands before."""
    names_end = told.string[told.end("who") : told.end()]
    listed = (
        _LISTED_BEHIND.match(told.string, told.end()) if re.fullmatch(r"(?:,\s+\d+)?,?", names_end) else None
    )
    return re.findall(_NAME, listed[1]) if listed else []


def killed_and_injured(claims: Sequence[Claim]) -> tuple[Victims, Victims]:
    """Those who died, and those who were hurt and of whom nothing says that they died.

    Args:
        claims: asserted ones, in the order of the ledger.
    """
    killed, hurt = Victims(), Victims()
    for claim in claims:
        for told in _told(claim.text, _DEATHS):
            killed.add(told, claim)
        for told in _told(claim.text, _INJURIES):
            hurt.add(told, claim)
    hurt.names = [name for name in hurt.names if not _is_among(name, killed.names)]
    if killed.unnamed and not killed.names:
        hurt.names = hurt.names[1:]  # "Jon Aske was shot. He died in hospital."
    hurt.unnamed = hurt.unnamed and not killed.count
    return killed, hurt


@lru_cache(maxsize=2)
def _compiled(patterns: tuple[str, ...]) -> tuple[re.Pattern[str], ...]:
    """The patterns, which are large, once somebody has come to harm."""
    return tuple(re.compile(pattern, re.I) for pattern in patterns)


def _told(text: str, patterns: tuple[str, ...]) -> list[re.Match[str]]:
    """Where a text tells of somebody who came to harm; ``who`` is their name, or None."""
    if not _HARM.search(text):
        return []
    matches = (match for pattern in _compiled(patterns) for match in pattern.finditer(text))
    return [match for match in matches if not is_negated(_LIVING.sub("", match.group()))]


def can_be_one_of(text: str, called: Set[str]) -> bool:
    """Whether the one person who is hurt in a text can be one who is called so: a toddler is a child, no woman.

    Args:
        text: a claim.
        called: "boy", "driver"; nothing for a bare age.
    """
    told = (match.group() for match in _told(text, _INJURIES))
    hurt = {word for match in told if not is_negated(match) for word in _called(match)}
    return len(hurt) == 1 and _can_be_any(hurt, called)


def can_be(text: str, called: Set[str]) -> bool:
    """The same of whoever a text tells of: "one person is in hospital"."""
    return _can_be_any(_called(text) or {""}, called)


def _can_be_any(words: Set[str], called: Set[str]) -> bool:
    return any(_can_be(word, other) for word in words for other in called)


def _called(text: str) -> set[str]:
    """The words for the persons of a text: "boy" for "a 9-year-old boy"."""
    words = {
        "" if _AGED.fullmatch(match.group()) else match.group().lower() for match in _A_PERSON.finditer(text)
    }
    return words - {""} or words


def _can_be(one: str, other: str) -> bool:
    both = {one, other}
    if one == other or both & _ANYBODY:
        return True
    return bool(both <= _YOUNG or both & _KIN) and not (both & _MALE and both & _FEMALE)


def _is_among(name: str, others: Sequence[str]) -> bool:
    return any(set(name.split()) & set(other.split()) for other in others)
