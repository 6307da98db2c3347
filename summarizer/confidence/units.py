"""What a number counts: units and currencies beside it."""

from __future__ import annotations

import re

from summarizer.confidence.quantities import Quantity, quantities

_UNITS = {
    form: unit
    for unit, forms in {
        "km": "km kilometre kilometres kilometer kilometers",
        "mile": "mile miles",
        "metre": "m metre metres meter meters",
        "foot": "ft foot feet",
        "cm": "cm centimetre centimetres centimeter centimeters",
        "inch": "inch inches",
        "kg": "kg kilogram kilograms kilo kilos",
        "pound": "lb lbs pound pounds £ gbp",
        "tonne": "tonne tonnes ton tons",
        "gram": "g gram grams",
        "litre": "litre litres liter liters",
        "gallon": "gallon gallons",
        "dollar": "dollar dollars $ usd",
        "euro": "euro euros € eur",
        "yen": "yen ¥",
        "percent": "% percent per_cent pct",
        "celsius": "°c celsius",
        "fahrenheit": "°f fahrenheit",
        "second": "second seconds",
        "minute": "minute minutes",
        "hour": "hour hours",
        "day": "day days",
        "week": "week weeks",
        "month": "month months",
        "year": "year years",
    }.items()
    for form in forms.split()
}
_BEHIND = re.compile(r"\s?-?(%|°[cf]\b|per\scent\b|[^\W\d_]+)", re.I)
_BEFORE = re.compile(r"([$£€¥])\s?$")


def unit(text: str, quantity: Quantity) -> str | None:
    """The unit of a number of the text, by one name for all its forms; None where it counts things."""
    if before := _BEFORE.search(text[max(0, quantity.start - 2) : quantity.start]):
        return _UNITS[before[1]]
    behind = _BEHIND.match(text, quantity.end)
    return _UNITS.get(re.sub(r"\s", "_", behind[1].casefold())) if behind else None


def units_off(claim: str, evidence: str) -> list[tuple[str, str]]:
    """Numbers that both have, with another unit in the evidence: the claim's unit and the evidence's."""
    there = [(other.value, unit(evidence, other)) for other in quantities(evidence)]
    off: list[tuple[str, str]] = []
    for quantity in quantities(claim):
        mine = unit(claim, quantity)
        theirs = [one for value, one in there if value == quantity.value]
        if mine and theirs and mine not in theirs and (other := next(filter(None, theirs), None)):
            off.append((mine, other))
    return off
