"""Who is who: the people, agencies and groups of a ledger, each once, with other names and the part they have.

A party is whoever speaks, and whoever the claims say did something or had something done to them. Names alone are
compared, so that two people of one surname who are never named in full become one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from summarizer.confidence.dates import MONTHS, WEEKDAYS
from summarizer.confidence.tokens import CAPITAL
from summarizer.schema import Certainty, Claim, Party, PartyRole

_TITLE = (
    r"(?:Mr|Mrs|Ms|Dr|Prof|Gen|Col|Lt|Maj|Capt|Sgt|Cpl|Supt|Insp|Sir|Rev|Sen|Gov|President|Minister|Mayor|Governor"
    r"|Senator|Chief|Commander|Captain|Colonel|General|Major|Sergeant|Lieutenant|Inspector|Superintendent|Sheriff"
    r"|Officer|Judge|Director|Detective|Deputy|Councillor|Professor|Doctor)"
)
_TITLES = re.compile(rf"^(?:{_TITLE}\b\.?\s+)+", re.I)
_ARTICLE = re.compile(r"^(?:the|a|an|its|his|her|their|our)\s+", re.I)
_CAPITAL = rf"[{CAPITAL}][\w’'-]*[^\W\d_]"
_NAME = rf"(?:{_TITLE}\.?\s+){{0,2}}{_CAPITAL}(?:\s+(?:(?:de|von|van|der|al|bin|of|[A-Z]\.)\s+)?{_CAPITAL}){{0,3}}"
_VIOLENT = (
    r"(?:attack|ambush|shell|bomb|shoot|shot|kill|murder|stabb?|kidnapp?|abduct|robb?|set\s+fire\s+to|torch|hijack"
    r"|hack|breach|sabotag|loot|assassinat)(?:ed|d|s)?"
)
_HARMED = (
    r"(?:killed|injured|wounded|hurt|shot|stabbed|murdered|kidnapped|abducted|taken\s+hostage|robbed|beaten|found\s+dead"
    r"|assassinated|burned|missing|hospitali[sz]ed)"
)
_DOES = re.compile(
    rf"(?:The\s+|the\s+)?(?P<name>{_NAME})\s+(?:(?:ha[sd]|have|also|had\s+also)\s+)?"
    rf"(?:{_VIOLENT}|carried\s+out|planted|opened\s+fire|claimed\s+responsibility)\b"
)
_GROUP = (
    r"(?:gunm[ae]n|attackers?|assailants?|guerr?illas?|rebels?|militants?|insurgents?|terrorists?|subversives?|individuals"
    r"|men|commandos?|hackers?|soldiers|fighters|kidnappers?|robbers?|burglars?|youths|militiamen|paramilitaries|extremists)"
)
_GROUP_DOES = re.compile(
    rf"^(?P<name>(?:[\w’'-]+\s+){{0,4}}?{_GROUP}(?:\s+of\s+(?:the\s+)?{_NAME})?)"
    r"(?:\s+(?:posing|wearing|armed|disguised|carrying|dressed|travelling)\b[^,;]{0,60}?)?"
    rf"\s+(?:(?:ha[sd]|have|also)\s+)*"
    rf"(?:{_VIOLENT}|set\s+off|detonated|planted|opened\s+fire|fired|stole|carried\s+out|blew\s+up|dynamited)\b",
    re.I,
)
_BY_AGENT = re.compile(
    r"\b(?:killed|attacked|ambushed|shelled|bombed|shot|murdered|stabbed|kidnapped|abducted|robbed|torched|hijacked|hacked"
    r"|breached|assassinated|perpetrated|committed|staged|planted|(?:carried|set)\s+(?:out|off))\s+by\s+(?:the\s+)?"
    r"(?P<name>(?:(?!(?:who|that|which|in|on|at|during|after|before|with|near|from|while|when|and|as|for|to)\b)"
    r"[\w’'-]+(?:\s+|$)){1,8})",
    re.I,
)
"""Behind a passive, whoever did it, named or not: "perpetrated by urban guerrillas"."""
_THING = re.compile(
    r"\b(?:chimneys?|trees?|branch(?:es)?|debris|rocks?|stones?|glass|shrapnel|bullets?|blasts?|explosions?|bombs?|mines?|shells?"
    r"|fire|flames|smoke|gas|lightning|flood\w*|water|waves?|wind|avalanches?|landslides?|mud|cars?|lorr(?:y|ies)|trucks?|trains?|bus(?:es)?"
    r"|roof|walls?|beams?|cranes?|cables?)$",
    re.I,
)
"""What kills and did nothing: "killed by a falling chimney"."""
_BLAMED = re.compile(
    rf"(?:The\s+|the\s+)?(?P<name>{_NAME})\s+(?:(?:is|was|were|are|has\s+been|have\s+been|had\s+been)\s+)"
    r"(?:to\s+blame|blamed|accused|suspected|charged|arrested|responsible|behind|detained)\b"
)
_SUFFERED = re.compile(
    rf"(?P<name>{_NAME})(?:,\s+\d+,)?\s+(?:(?:was|were|is|are|has\s+been|had\s+been)\s+(?:\w+ly\s+)?(?:also\s+)?{_HARMED}"
    r"|died|drowned)\b"
)
_KILLING = re.compile(
    rf"\b(?:killing|injuring|wounding|death\s+of|murder\s+of|kidnapping\s+of)\s+(?P<name>{_NAME})"
)
_TARGETED = re.compile(
    rf"\b(?:attack(?:ed)?|raid(?:ed)?|bombed|shelled|breached|hacked)\s+(?:on\s+)?the\s+(?P<name>{_NAME})"
)
_AUTHORITY = re.compile(
    r"\b(?:minist\w+|police|army|government|mayor|council\w*|agency|authorit\w+|office|department|commission\w*|prosecutor"
    r"|inspector\w*|superintendent|sheriff|court|board|inspectorate|spokes\w+|governor|president)\b",
    re.I,
)
_WITNESS = re.compile(
    r"\b(?:witness\w*|residents?|neighbou?rs?|traders?|survivors?|passers?-?by|farmer|student)\b", re.I
)
_RESPONDER = re.compile(
    r"\b(?:fire|rescue|ambulance|paramedic\w*|hospital|coast ?guard|brigade|medic\w*|doctor\w*)\b", re.I
)
_NO_NAME = re.compile(
    rf"(?:{'|'.join(name.title() for name in (*WEEKDAYS, *MONTHS))}"
    r"|It|He|She|They|We|The|This|That|Who|Some|Somebody|Nobody|No|An?|One|Two|Three"
    r"|Four|Five|Six|Seven|Eight|Nine|Ten|Several|Many|Another|Others|People|Officials)\b"
)
_POST = (
    r"commander|spokes\w+|director|chief|mayor|minister|governor|captain|president|prosecutor|sheriff|master|driver"
    r"|owner|manager|superintendent|inspector|engineer|chair\w*|secretary|pilot|coroner|ambassador"
)
_PRONOUN = re.compile(r"(?:it|he|she|they|them|him|her|himself|herself|itself|themselves)\b", re.I)
_WORD = re.compile(r"[\w’'-]+")
_OFFICE = re.compile(rf"^(?:{_POST})$", re.I)


@dataclass
class _Found:
    """A party as far as it is known."""

    names: dict[str, None] = field(default_factory=dict[str, None])
    claims: dict[str, Claim] = field(default_factory=dict[str, Claim])
    roles: list[PartyRole] = field(default_factory=list[PartyRole])

    def add(self, name: str, claim: Claim, role: PartyRole | None = None) -> None:
        self.names.setdefault(name)
        self.claims.setdefault(claim.id, claim)
        if role:
            self.roles.append(role)

    @property
    def name(self) -> str:
        """The fullest of its names, the first of those."""
        return max(self.names, key=lambda name: (bool(_words(name)), len(_words(name))))


def parties(claims: Sequence[Claim]) -> tuple[Party, ...]:
    """The parties of a ledger, in the order in which they appear, with the part that verbs and names give away."""
    told = " ".join(statement.quote for claim in claims for statement in claim.statements)
    found: list[_Found] = []
    for claim in claims:
        for name, role in (*((source, None) for source in claim.sources), *_acting(claim, told)):
            home = next((one for one in found if _is_same(name, one, told)), None)
            if home is None:
                home = _Found()
                found.append(home)
            home.add(name, claim, role)
    return tuple(
        Party(
            name=one.name,
            aliases=tuple(name for name in one.names if name != one.name),
            role=_role(one),
            claims=tuple(one.claims),
            confidence=min(claim.confidence for claim in one.claims.values()),
        )
        for one in found
    )


def _acting(claim: Claim, told: str) -> Iterable[tuple[str, PartyRole]]:
    """Who a claim says did something, or had something done to them.

    A lone word at the start of a claim is a name only where the reports write it with a capital elsewhere.
    """
    sure = claim.certainty in {Certainty.CONFIRMED, Certainty.STATED} and not claim.contested
    doer = PartyRole.PERPETRATOR if sure else PartyRole.ALLEGED_PERPETRATOR
    for pattern, role in (
        (_SUFFERED, PartyRole.VICTIM),
        (_KILLING, PartyRole.VICTIM),
        (_TARGETED, PartyRole.TARGET),
        (_DOES, doer),
        (_BLAMED, PartyRole.ALLEGED_PERPETRATOR),
    ):
        for match in pattern.finditer(claim.text):
            name = match["name"].strip()
            common = not match.start("name") and " " not in name and not re.search(rf"[a-z,] {name}\b", told)
            if not common and not _NO_NAME.match(name) and not (role is doer and _role_of(name)):
                yield name, role
    for pattern in (_GROUP_DOES, _BY_AGENT):
        for match in pattern.finditer(claim.text):
            name = match["name"].strip()
            if not (_PRONOUN.match(name) or _THING.search(name) or _role_of(name)):
                yield name, doer


def _is_same(name: str, other: _Found, told: str) -> bool:
    """Whether a name is another one of a party: a part of it that ends alike, or the post that its bearer holds."""
    words = _words(name)
    for known in other.names if len(words) < 2 else [other.name]:
        theirs = _words(known)
        if not words or not theirs:
            continue
        short, long = sorted((words, theirs), key=len)
        if short == long or (short[-1] == long[-1] and set(short) <= set(long)):
            return True
        if _holds(known, name, told) or _holds(name, known, told):
            return True
    return False


def _holds(name: str, post: str, told: str) -> bool:
    """Whether the reports call somebody by a post: "Ana Reyes, the garrison commander"."""
    words, surname = _words(post), _words(name)[-1:]
    if len(words) != 1 or not surname or not _OFFICE.match(words[0]) or surname[0] == words[0]:
        return False
    bearer, office = re.escape(surname[0]), re.escape(words[0])
    return bool(
        re.search(
            rf"\b{bearer},\s+(?:(?:the|a|an|its|his|her|their)\s+)?(?:[\w’'-]+\s+){{0,4}}?{office}\b"
            rf"|\b{office},?\s+(?:{_TITLE}\.?\s+)?(?:[\w’'-]+\s+){{0,2}}?{bearer}\b",
            told,
            re.I,
        )
    )


@lru_cache(maxsize=4096)
def _words(name: str) -> tuple[str, ...]:
    """The words of a name without article and title, case folded."""
    bare = _ARTICLE.sub("", name.strip())
    without = _TITLES.sub("", bare) or bare
    words = (match.group() for match in _WORD.finditer(without))
    return tuple(word.casefold().removesuffix("’s").removesuffix("'s") for word in words)


def _role(found: _Found) -> PartyRole:
    """The part that verbs give away, the gravest first; else the one that a name does."""
    if found.roles:
        return min(found.roles, key=list(PartyRole).index)
    named = (role for name in found.names if (role := _role_of(name)))
    return next(named, PartyRole.SOURCE)


def _role_of(name: str) -> PartyRole | None:
    for pattern, role in (
        (_WITNESS, PartyRole.WITNESS),
        (_RESPONDER, PartyRole.RESPONDER),
        (_AUTHORITY, PartyRole.AUTHORITY),
    ):
        if pattern.search(name):
            return role
    return None
