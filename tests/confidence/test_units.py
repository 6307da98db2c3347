"""Units beside numbers, and the same amount in another unit."""

from __future__ import annotations

import pytest

from summarizer.confidence.quantities import quantities
from summarizer.confidence.units import is_converted, units_off


@pytest.mark.parametrize(
    ("claim", "evidence"),
    [
        ("It is two miles away", "It is 3 km away"),
        ("It is 200 km away", "It is 125 miles away"),
        ("A three-day trip", "A 72-hour trip"),
        ("It weighs 30 lbs", "It weighs 14 kilograms"),
    ],
)
def test_as_much_in_another_unit(claim, evidence):
    (number,) = quantities(claim)
    assert is_converted(claim, number, evidence)
    assert units_off(claim, evidence) == []


@pytest.mark.parametrize(
    ("claim", "evidence"),
    [
        ("It is 3 miles away", "It is 3 km away"),
        ("It is 3 km away", "It is 3 km away"),
        ("It is two miles away", "It took 3 hours"),
        ("It cost 30 pounds", "It cost 30 dollars"),
        ("Two people left", "It is 3 km away"),
        ("It is two miles away", ""),
    ],
)
def test_another_amount(claim, evidence):
    (number,) = quantities(claim)
    assert not is_converted(claim, number, evidence)
