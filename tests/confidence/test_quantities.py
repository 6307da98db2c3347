"""Numbers of a text, in digits and words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.confidence.quantities import quantities


def values(text: str) -> list[float]:
    return [one.value for one in quantities(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("7 people died", [7]),
        ("Seven people died", [7]),
        ("seventeen people died", [17]),
        ("twenty-three huts", [23]),
        ("twenty three huts", [23]),
        ("one person died", [1]),
        ("61,400 patients", [61_400]),
        ("61\u202f400 patients", [61_400]),
        ("1,234,567 litres", [1_234_567]),
        ("two hundred and six homes", [206]),
        ("two hundred homes", [200]),
        ("three thousand homes", [3_000]),
        ("2.5 million litres", [2_500_000]),
        ("4 thousand litres", [4_000]),
        ("a hundred homes", [100]),
        ("a dozen homes", [12]),
        ("half a dozen homes", [6]),
        ("half\na dozen homes", [6]),
        ("tens\nof thousands of homes", [10_000]),
        ("two dozen homes", [24]),
        ("dozens of homes", [24]),
        ("half a million litres", [500_000]),
        ("a half-dozen homes", [6]),
        ("several hundred homes", [200]),
        ("a few dozen homes", [24]),
        ("tens of thousands of homes", [10_000]),
        ("hundreds of thousands of homes", [100_000]),
        ("the 3rd and 21st floor", [3, 21]),
        ("3.5 metres", [3.5]),
        ("six per cent", [6]),
        ("nine of 12 wagons", [9, 12]),
        ("a 20-year-old", [20]),
        ("90km", [90]),
        ("٧ people", [7]),
        ("£8.2m of it", [8_200_000]),
        ("3bn litres and 5 mln", [3_000_000_000, 5_000_000]),
        ("$53million", [53_000_000]),
        ("8.2m deep", [8.2]),
        ("£ 50 m of it", [50_000_000]),
        ("2.5m dollars of it", [2_500_000]),
        ("two and a half million homes", [2_500_000]),
        ("two and a half metres", [2.5]),
        ("the 2018–19 season", [2018]),
        ("five to ten people were hurt", [5, 10]),
        ("it grew from five to ten", [5, 10]),
        ("after five to ten minutes", [5, 10]),
        ("it was cut by half to five", [5]),
    ],
)
def test_what_a_number_is(text, expected):
    assert values(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "",
        "no number here",
        "someone and nobody",
        "that one",
        "orders-db-2 and G2",
        "tenfold weights",
        "she often tensed",
        "9" * 400,
        "4,000-5,000 people",
    ],
)
def test_what_is_no_number(text):
    assert quantities(text) == ()


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("at 18:47", 18 * 60 + 47),
        ("at 2.20am", 140),
        ("at 2.20 a.m.", 140),
        ("at 6 p.m.", 18 * 60),
        ("at 11am", 660),
        ("at 12am", 0),
        ("at 12.05pm", 725),
        ("at 14:02:03", 842),
        ("at 14.02", 842),
        ("at seven in the evening", 19 * 60),
        ("at 12 in the afternoon", 720),
        ("at nine o’clock", 540),
        ("at twenty to five", 280),
        ("at half past eleven", 690),
        ("at a quarter to five", 285),
        ("at quarter to one in the afternoon", 765),
        ("7.40 in the morning", 460),
        ("at 7.40 in the evening", 19 * 60 + 40),
        ("14.02 Crew at the gate", 842),
        ("at 14.02 the crew left", 842),
    ],
)
def test_times_of_day(text, minutes):
    (one,) = quantities(text)
    assert (one.kind, one.value) == ("time", minutes)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("rose 12.30 metres", 12.3),
        ("rose by 12.30 metres", 12.3),
        ("at 2.50 percent", 2.5),
        ("at 2.50%", 2.5),
        ("about 1.50-metre deep", 1.5),
        ("€13.50 each", 13.5),
        ("at 12.80", 12.8),
        ("at 25.30", 25.3),
    ],
)
def test_a_number_with_two_decimals_is_no_time(text, value):
    (one,) = quantities(text)
    assert (one.kind, one.value) == ("count", value)


@pytest.mark.parametrize(
    ("text", "low", "high", "approximate"),
    [
        ("nine people", 9, 9, False),
        ("at least nine people", 9, None, False),
        ("more than 80 people", 80, None, False),
        ("no fewer than 80 people", 80, None, False),
        ("up to 80 people", 0, 80, False),
        ("as many as 80 people", 0, 80, False),
        ("no more than 80 people", 0, 80, False),
        ("not less than 80 people", 80, None, False),
        ("no less than 80 people", 80, None, False),
        ("several hundred people", 200, None, True),
        ("fewer than 80 people", 0, 80, False),
        ("about 80 people", 80, 80, True),
        ("some 4,000 people", 4_000, 4_000, True),
        ("nearly 80 people", 80, 80, True),
        ("dozens of people", 24, None, True),
        ("hundreds of people", 200, None, True),
        ("at least two dozen people", 24, None, False),
    ],
)
def test_bounds(text, low, high, approximate):
    (one,) = quantities(text)
    assert (one.low, one.high, one.approximate) == (low, high, approximate)


def test_a_number_without_end_is_no_quantity_that_cannot_be_counted():
    assert all(one.value < 10**30 for one in quantities("one hundred and " * 1_000))


@given(st.integers(0, 10**9))
def test_digits_with_and_without_marks_are_the_same(number):
    assert values(f"{number} men") == values(f"{number:,} men") == [number]


@given(
    st.lists(
        st.sampled_from(
            "one twenty three hundred thousand million and a dozen dozens half of 12 1,000 . - : 9.30 am ² ①".split()
        ),
        max_size=12,
    ).map(" ".join)
)
def test_places_lie_in_the_text_in_order(text):
    behind = 0
    for one in quantities(text):
        assert behind <= one.start < one.end <= len(text)
        assert one.high is None or one.low <= one.high
        behind = one.end


@given(st.text(max_size=60))
def test_no_text_raises(text):
    quantities(text)
