"""What a number counts: units and currencies beside it."""

from __future__ import annotations

import re

from summarizer.confidence.quantities import Quantity, quantities

_DIMENSIONS = (
    {
        "km": "km kmh kph kilometre kilometres kilometer kilometers",
        "mile": "mile miles mph",
        "metre": "m metre metres meter meters",
        "foot": "ft foot feet",
        "cm": "cm centimetre centimetres centimeter centimeters",
        "inch": "inch inches",
    },
    {
        "kg": "kg kilogram kilograms kilo kilos",
        "pound": "lb lbs pound pounds £ gbp",
        "tonne": "tonne tonnes ton tons",
        "gram": "g gram grams",
        "dollar": "dollar dollars $ usd",
        "euro": "euro euros € eur",
        "yen": "yen ¥",
    },
    {"litre": "litre litres liter liters", "gallon": "gallon gallons"},
    {"percent": "% percent per_cent pct"},
    {"celsius": "°c celsius", "fahrenheit": "°f fahrenheit"},
    {
        "second": "second seconds",
        "minute": "minute minutes",
        "hour": "hour hours",
        "day": "day days",
        "week": "week weeks",
        "month": "month months",
        "year": "year years",
    },
)
"""Units that exclude each other, with their forms. A pound is a weight and a sum of money."""
_UNITS = {form: unit for units in _DIMENSIONS for unit, forms in units.items() for form in forms.split()}
_DIMENSION = {unit: number for number, units in enumerate(_DIMENSIONS) for unit in units}
_BEHIND = re.compile(r"\s?-?(%|°[cf]\b|per\scent\b|[^\W\d_]+)", re.I)
_BEFORE = re.compile(r"([$£€¥])\s?$")


def unit(text: str, quantity: Quantity) -> str | None:
    """The unit of a number of the text, by one name for all its forms; None where it counts things."""
    if before := _BEFORE.search(text[max(0, quantity.start - 2) : quantity.start]):
        return _UNITS[before[1]]
    behind = _BEHIND.match(text, quantity.end)
    return _UNITS.get(re.sub(r"\s", "_", behind[1].casefold())) if behind else None


def units_off(claim: str, evidence: str) -> list[tuple[str, str]]:
    """Numbers that both have, in the evidence only with another unit of the same dimension: the claim's, the other."""
    there = [(other.value, unit(evidence, other)) for other in quantities(evidence)]
    off: list[tuple[str, str]] = []
    for quantity in quantities(claim):
        mine = unit(claim, quantity)
        theirs = [one for value, one in there if value == quantity.value]
        other = theirs[0] if theirs and None not in theirs else None
        if mine and other and mine not in theirs and _DIMENSION[mine] == _DIMENSION[other]:
            off.append((mine, other))
    return off
