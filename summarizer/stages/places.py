"""Where an incident happened: the names of places that claims tell, the most told first. English."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

from summarizer.confidence.dates import MONTHS, WEEKDAYS
from summarizer.confidence.tokens import CAPITAL
from summarizer.reading.datelines import WHO_BELONGS, Dateline
from summarizer.schema import Claim

_MOST = 8
_EARLY = 5
"""Claims at the opening of a ledger, which tell of the incident itself more often than later ones."""
_WORD = rf"[{CAPITAL}][\w’'-]+"
_NUMBERED = (
    r"(?:\s+\d{1,3}(?=\s*(?:[,.;:)]|$)"
    r"|\s+(?:in|on|at|near|off|of|to|from|by|with|and|where|when|after|before|during)\b))"
)
"""The number of a road, a gate or an inn, "Gate 9"; not that of people: "in Velm 30 were hurt"."""
_NAME = rf"(?:St\.\s+)?{_WORD}(?:\s+(?:(?:of|de|del|la|the|al)\s+)*{_WORD})*{_NUMBERED}?"
_SIDE = r"(?:north|south|east|west|north-?(?:east|west)|south-?(?:east|west))(?:ern)?"
_KIND = (
    r"(?:province|district|region|county|valley|island|coast|harbour|port|station|depot|crossroads|market|bridge"
    r"|airport|plant|mine|hospital|school|site|(?:head\s+)?office|quarter|suburb)"
)
_IN = re.compile(
    rf"""\b(?:
        in | at | near | on | off | outside | around | inside
      | (?:city|town|village|port|district|province|island|municipality|department|cent(?:re|er)|area|outskirts
         |streets?|part|edge|heart|middle|side|suburb|neighbou?rhood) \s+ of
      | {_SIDE} \s+ of
    )\s+
    (?:our\s+|its\s+|their\s+|the\s+|a\s+)?(?:{_SIDE}\s+|central\s+|downtown\s+)?
    ({_NAME}(?:\s+(?:{_SIDE}|central|coastal)\s+{_WORD})?(?:\s+{_KIND})?)
    (?![’']s?\b)""",
    re.X,
)
_WHAT_STANDS = (
    r"(?:home|house|apartment|neighbou?rhood|suburb|area|nightclub|bar|hotel|restaurant|store|shop|school|church|mall|park"
    r"|street|airport)"
)
_OF_TOWN = re.compile(rf"\b({_NAME})\s+({WHO_BELONGS})\b")
_IN_TOWN = re.compile(rf"\b(?i:police|sheriff|authorities|firefighters|residents)\s+in\s+({_NAME})")
"""A town named by those who belong to it: "Dahl police", "a Dahl teen", "police in Dahl"."""
_OF_PLACE = re.compile(rf"\b({_NAME})\s+{_WHAT_STANDS}\b")
"""A town, a quarter or a street named by what stands there: "a Dahl bar", "the Mayfield area"."""
_CALENDAR = re.compile(rf"\b(?:{'|'.join(name.title() for name in (*WEEKDAYS, *MONTHS))}|UTC|GMT)\b")
_NO_TOWN = re.compile(
    r"(?:(?:[Tt]he|An?|His|Her|Their|Its|One|Two|Three|Several|Local|Other|Some|Another|Young|Old|Black|White|Hispanic|Asian|Armed|Responding|As|At|After|Although|And|Before|But|Earlier|For|However|If|In|Later|Meanwhile|Now|On|Since|So|Then|Though|Today|Until|When|Where|While|Sunday|State|National"
    r"|Federal|Military|City|County|Metro|Transit|Royal|Chief|Army|Air|Navy|Security|Special|Riot)\b|\w+(?:ese|ish|ian|ean|ican)$"
    r"|(?:German|French|Dutch|Greek|Czech|Swiss|Thai|Afghan|Iraqi|Israeli|Pakistani)$)"
)
"""Words before "police" or "man" that are no town, the names of peoples among them."""
_BEFORE_TOWN = re.compile(rf"^(?:{_NO_TOWN.pattern})\s+")
_MANNER = re.compile(r"\w+(?:ed|ing)")
"""What may be no name but the first word of a sentence: "Panicked residents ran"."""
_FINE = re.compile(
    r"\b(?:Street|St|Avenue|Ave|Road|Rd|Lane|Drive|Boulevard|Blvd|Pike|Loop|Way|Place|Court|Square|Tower|Building|Hospital"
    r"|Church|School|Station|Park|Market|Bridge|Apartments?|Quay|depot|station|hospital|school|plant|mine|office|market"
    r"|bridge|crossroads)$"
)
_WIDE = re.compile(r"\b(?:[Cc]ounty|[Pp]rovince|[Rr]egion|[Dd]istrict|[Ii]sland|[Vv]alley|[Cc]oast)$")
"""Ends of names that are wider than a town, or can be."""
_NO_TOWN_WHOLE = re.compile(r"[A-Z]{2,5}|.+\bState|(?:.+\s)?(?:News|Videos?|Photos?)(?:\s.+)?")
"""What an authority is called for short, a state, and a heading that ran into a sentence: no town."""


def places(texts: Iterable[str]) -> tuple[str, ...]:
    """Names behind "in", "at", "near" and the like, and towns by those who belong to them, the most told first.

    Args:
        texts: claims, the most telling first.

    Returns:
        At most eight.
    """
    told = Counter[str]()
    for number, text in enumerate(texts):
        weight = 2 if number < _EARLY else 1
        for name in sorted(_names(text)):
            told[name] += weight
    return tuple(name for name, _ in told.most_common(_MOST))


def around(place: str, texts: Iterable[str]) -> list[str]:
    """Places told in the first claim that tells this one: "in the Mayfield quarter, west of Dahl"."""
    telling = next((text for text in texts if place in text), "")
    return [name for name in places([telling]) if name not in place and place not in name]


def town(claims: Iterable[Claim], within: str) -> str | None:
    """The town that a street or a quarter lies in, by those who belong to it; None where none is told.

    They stand in what the claims quote: "Dahl police", "police in Dahl". A place that itself has its police, its
    residents and so on lies in no other; nor does a county. A county is named where no town is.
    """
    if _WIDE.search(within):
        return None
    quotes = {(one.report, one.start): one.quote for claim in claims for one in claim.statements}
    told = Counter(name for quote in quotes.values() for name in sorted(_towns(quote)))
    for name in list(filter(_MANNER.fullmatch, told)):
        if not any(name in quote[1:] for quote in quotes.values()):
            del told[name]
    if any(name in within for name in told):
        return None
    return max(told, key=lambda name: (not _WIDE.search(name), told[name]), default=None)


def _towns(quote: str) -> set[str]:
    named = _found(_IN_TOWN, quote) | _of_town(quote, "family")
    return {name for name in named if not _FINE.search(name) and not _NO_TOWN_WHOLE.fullmatch(name)}


def told_by_most(claims: Iterable[Claim]) -> str | None:
    """The place that more than half of several reports name, of more the one most named; None where there is none."""
    naming: defaultdict[str, set[str]] = defaultdict(set)
    reports: set[str] = set()
    for claim in claims:
        telling = {statement.report for statement in claim.statements}
        reports |= telling
        for name in sorted(_names(claim.text)):
            naming[name] |= telling
    name = max(naming, key=lambda name: len(naming[name]), default=None)
    return name if name and len(naming[name]) > max(1, len(reports) / 2) else None


def dated_from(claims: Iterable[Claim], datelines: Mapping[str, Dateline]) -> tuple[str, Claim] | None:
    """The town that most of the dated reports are dated from, with the first claim told behind such a dateline."""
    counted = Counter(one.town for one in datelines.values())
    name, count = next(iter(counted.most_common(1)), ("", 0))
    if 2 * count <= len(datelines):
        return None
    behind = [
        (statement.start, claim)
        for claim in claims
        for statement in claim.statements
        if (one := datelines.get(statement.report)) and one.town == name and statement.end > one.end
    ]
    return (name, min(behind, key=lambda told: told[0])[1]) if behind else None


def _names(text: str) -> set[str]:
    return _found(_IN, text) | _of_town(text) | _found(_OF_PLACE, text)


def _of_town(text: str, besides: str = "") -> set[str]:
    """Towns by those who belong there, also as "Sgt. Ida Borg of the Quenby police"; but by no ``besides``."""
    named = (match[1] for match in _OF_TOWN.finditer(text) if match[2] != besides)
    return _bare(re.sub(r"^.+ of the\s+", "", name) for name in named)


def _found(pattern: re.Pattern[str], text: str) -> set[str]:
    return _bare(match[1] for match in pattern.finditer(text))


def _bare(names: Iterable[str]) -> set[str]:
    """Names without what only stands before or behind them; none that is no name of a place."""
    bare = (_BEFORE_TOWN.sub("", re.sub(r"[’']s?$", "", name)) for name in names)
    return {
        name for name in bare if not _CALENDAR.search(name) and not _NO_TOWN.match(name) and name != "County"
    }
