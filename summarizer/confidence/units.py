"""What a number counts: units and currencies beside it."""

from __future__ import annotations

import re

from summarizer.confidence.memory import remembered
from summarizer.confidence.quantities import Quantity, quantities

_DIMENSIONS = (
    {
        "km": (1, "km kmh kph kilometre kilometres kilometer kilometers"),
        "mile": (1.609344, "mile miles mph"),
        "metre": (0.001, "m metre metres meter meters"),
        "foot": (0.0003048, "ft foot feet"),
        "cm": (0.00001, "cm centimetre centimetres centimeter centimeters"),
        "inch": (0.0000254, "inch inches"),
    },
    {
        "kg": (1, "kg kilogram kilograms kilo kilos"),
        "pound": (0.45359237, "lb lbs pound pounds £ gbp"),
        "tonne": (1000, "tonne tonnes ton tons"),
        "gram": (0.001, "g gram grams"),
        "dollar": (None, "dollar dollars $ usd"),
        "euro": (None, "euro euros € eur"),
        "yen": (None, "yen ¥"),
    },
    {"litre": (1, "litre litres liter liters"), "gallon": (4.2, "gallon gallons")},
    {"percent": (None, "% percent per_cent pct")},
    {"celsius": (None, "°c celsius"), "fahrenheit": (None, "°f fahrenheit")},
    {
        "second": (1, "second seconds"),
        "minute": (60, "minute minutes"),
        "hour": (3_600, "hour hours"),
        "day": (86_400, "day days"),
        "week": (604_800, "week weeks"),
        "month": (2_629_800, "month months"),
        "year": (31_557_600, "year years"),
    },
)
"""Units that exclude each other, with what one is of the first (None: it cannot be told) and their forms.

A pound is a weight and a sum of money; a gallon lies between the American and the British.
"""
_UNITS = {form: name for units in _DIMENSIONS for name, (_, forms) in units.items() for form in forms.split()}
_DIMENSION = {name: number for number, units in enumerate(_DIMENSIONS) for name in units}
_SIZE = {name: size for units in _DIMENSIONS for name, (size, _) in units.items()}
_CONVERTED = 0.08
"""Share by which a converted number may be rounded."""
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


def is_converted(claim: str, quantity: Quantity, evidence: str) -> bool:
    """Whether the evidence has as much in another unit: "2 miles" where it says "3 km"."""
    mine = unit(claim, quantity)
    if mine is None or (size := _SIZE[mine]) is None:
        return False
    amount = quantity.value * size
    return any(
        name != mine and _DIMENSION[name] == _DIMENSION[mine] and abs(other - amount) <= _CONVERTED * other
        for name, other in _amounts(evidence)
    )


@remembered(1024, documents=2)
def _amounts(text: str) -> tuple[tuple[str, float], ...]:
    """The numbers of a text that have a unit whose size is known: the unit, and how much that is."""
    measured = ((unit(text, one), one.value) for one in quantities(text))
    return tuple((name, value * size) for name, value in measured if name and (size := _SIZE[name]))
