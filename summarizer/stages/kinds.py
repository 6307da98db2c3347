"""Which kinds of incident the words of a ledger point to: the closed set that a small model chooses from."""

from __future__ import annotations

import re
from collections.abc import Iterable

from summarizer.schema import IncidentKind as Kind

_CANDIDATES = 4

_WORDS: dict[Kind, str] = {
    Kind.ATTACK: r"gunm[ae]n|attack(?:ers?|ed|s)?|ambush\w*|shell(?:ed|ing)|mortar|grenades?|militants?|rebels?"
    r"|assault|troops|air ?strike|guerr?illas?|terrorists?|murder\w*|assassinat\w+|massacre\w*|bullets",
    Kind.BOMBING: r"bomb\w*|explosive device|dynamite\w*|detonat\w+|suicide bomber",
    Kind.SHOOTING: r"sho(?:t|oting|ts)|gun(?:fire|shots?)|opened fire|pistol|rifle",
    Kind.KIDNAPPING: r"kidnap\w*|abduct\w*|hostages?|ransom for",
    Kind.ARSON: r"arson\w*|set (?:on fire|fire to|alight)|torched",
    Kind.ROBBERY: r"robb\w+|heist|burglar\w*|stole|stolen|loot(?:ed|ing)",
    Kind.UNREST: r"riot\w*|protest\w*|demonstrat\w+|clash\w*|crowd crush|stampede|tear gas",
    Kind.FIRE: r"fires?|blaze|flames?|firefighters?|smoke|burn(?:ed|t|ing)",
    Kind.EXPLOSION: r"explo\w+|blast",
    Kind.INDUSTRIAL_ACCIDENT: r"plant|factory|refinery|workers?|tank|valve|mine|crane|depot|warehouse",
    Kind.CHEMICAL_RELEASE: r"chemicals?|leak\w*|fumes|toxic|ammonia|chlorine|gas cloud|spill\w*",
    Kind.CONTAMINATION: r"contaminat\w+|boil water|drinking water|e\. ?coli|unsafe water|pollut\w+|tap water",
    Kind.RAIL_ACCIDENT: r"trains?|railway|rail|derail\w*|carriages?|locomotive|signaller",
    Kind.ROAD_ACCIDENT: r"car crash|lorry|truck|bus|motorway|motorcycl\w+|collision|pile-up|road",
    Kind.AIR_ACCIDENT: r"aircraft|plane|flight|pilot|runway|helicopter|airport",
    Kind.MARITIME_ACCIDENT: r"ferry|ship|vessel|boat|capsiz\w+|coast ?guard|aground|barge",
    Kind.STRUCTURAL_COLLAPSE: r"collaps\w+|bridge|caved in|gave way|given way|rubble",
    Kind.STORM: r"storm|hurricane|cyclone|typhoon|tornado|gusts?|winds?|landfall",
    Kind.FLOOD: r"flood\w*|inundat\w*|river (?:burst|rose)|sea wall|dyke|dam",
    Kind.EARTHQUAKE: r"earthquake|quake|magnitude|aftershocks?|epicentre|epicenter",
    Kind.LANDSLIDE: r"landslide|mudslide|avalanche|rockfall",
    Kind.WILDFIRE: r"wildfire|bushfire|forest fire|hectares|acres",
    Kind.OUTBREAK: r"outbreak|infect(?:ed|ions)|virus|cholera|measles|quarantine|epidemic",
    Kind.OUTAGE: r"outage|hosts?|generators?|power (?:cut|failure|alarm)|blackout|replica"
    r"|servers? down|status page|downtime|services? (?:down|unavailable)"
    r"|SEV-?\d|without (?:power|electricity)",
    Kind.DATA_BREACH: r"data breach|breach|records?|unauthori[sz]ed|personal (?:data|information)"
    r"|passwords?|patients'? data|copied|bank details|customer data",
    Kind.CYBERATTACK: r"cyber ?-?attack|ransomware|malware|hack\w*|denial.of.service|phishing|encrypted",
}
_EXPLAINS = {Kind.BOMBING: Kind.EXPLOSION, Kind.ARSON: Kind.FIRE}
"""A deed, and the kind that tells its effect alone."""
_PATTERNS = {kind: re.compile(rf"\b(?:{words})\b", re.I) for kind, words in _WORDS.items()}


def candidates(texts: Iterable[str]) -> tuple[Kind, ...]:
    """The kinds whose words the texts use most, at most four, the most used first; ``other`` is always the last.

    Args:
        texts: claims, the most telling first: an earlier one weighs more.
    """
    weights: dict[Kind, float] = {}
    for place, text in enumerate(texts):
        for kind, pattern in _PATTERNS.items():
            distinct = {match.group().casefold() for match in pattern.finditer(text)}
            if distinct:
                weights[kind] = weights.get(kind, 0.0) + len(distinct) / (1 + place / 3)
    for deed, effect in _EXPLAINS.items():
        if deed in weights:
            weights.pop(effect, None)
    ranked = sorted(weights, key=lambda kind: -weights[kind])
    return (*ranked[:_CANDIDATES], Kind.OTHER)
