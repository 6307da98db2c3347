"""Numbers that a claim has and its texts do not. A number that a text writes in another form is there.

"235, 000" is 235,000; "more than 11,000" is there where 11,072 is; scores, spans and dates have their numbers too.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from datetime import date
from functools import lru_cache

from summarizer.confidence.dates import placed_alike
from summarizer.confidence.memory import remembered
from summarizer.confidence.quantities import SCALE, Quantity, quantities
from summarizer.confidence.tokens import shortened
from summarizer.confidence.units import is_converted

_ONE_OF_SEVERAL = re.compile(r"one\s+of\b|(?<!.)\d{1,2}\)", re.I | re.S)
"""One among several, and the number of an item in a list."""
_SHARE = re.compile(
    r"\b(?:one|two|three|four|five|six|seven|eight|nine|\d{1,2})\s+(?:in|out\s+of)\s+(?:every\s+)?"
    r"(?:two|three|four|five|six|seven|eight|nine|ten|twenty|a\s+hundred|10|20|100)\b"
    r"(?!\s+(?:second|minute|hour|day|week|month|year)s?\b)",
    re.I,
)
"""Two numbers that tell a share: "four in ten"."""
_SHARE_REACH = 60
"""Characters around a number in which the other one of a share stands."""
_ROUND = 0.1
"""Share by which a number may be rounded where it says so."""
_MORE = 1.5
"""Times a number that "more than" it may mean at most."""
_MANY = re.compile(r"dozen|scores|hundreds|thousands|millions|several|few|many", re.I)
_MOST = 50
"""Times the least that "dozens" or "thousands" can mean that it may mean at most."""
_PARTED = re.compile(
    r"(?<![\d,.])(?P<head>\d{1,3})(?P<groups>(?:\s?,\s\d{3})+)(?!\d)"
    r"|(?<![\d,.])(?P<whole>\d{1,3})\s?\.\s(?P<part>\d+)|(?<=ty)\s(?P<hyphen>-)\s(?=\w)"
)
"""A space in a number, as some tools leave it: "235, 000", "122. 5", "twenty - five"."""
_DIGITS = re.compile(
    r"(?<![\d:])(?<![^\W\d_])(?<![^\W\d_]-)\d{1,15}+(?:,\d{3})*+(?:\.\d+)?+"
    rf"(?!:\d|\s?(?:{SCALE}|[km])\b)",
    re.I,
)
"""Numbers in whatever stands around them but a name ("B-52"), a clock time and a scale ("5 million")."""
_SPAN = re.compile(r"(?<!\d)((?:19|20)\d\d)[-–/](\d\d)(?!\d)")
"""Years of which the last has two digits: "2018–19"."""
_NEARLY = re.compile(
    r"\b(?:around|about|(?:just|shortly)\s+(?:before|after)|nearly|almost|until|by)\s+(?:about\s+)?$", re.I
)
_NEAR = 30
"""Minutes that a time of day may be off where it says so."""
_WHAT = re.compile(r"[\s-]*([^\W\d_]+)")


_Value = tuple[str, float]


def numbers_off(
    claim: str, evidence: str, context: str = "", *, beside: str = "", published: date | None = None
) -> list[Quantity]:
    """The claim's numbers that the evidence does not have, nor the context before the same word ("15-year-old").

    "More than 11,000" is there where the evidence has 11,072, "thousands" too. One or two in words ("the two women")
    are a reader's own count where the sentences beside the claim count nothing. The numbers of a day are there where
    the evidence has that day in other words ("yesterday").

    Args:
        claim: the claim.
        evidence: where its numbers should stand.
        context: the rest of the report.
        beside: the sentences that bear on the claim; the evidence where not given.
        published: the day of publication, which places "yesterday".
    """
    there, counted = values_in(evidence), _counted(context)
    days = placed_alike(claim, evidence, published)
    any_counted = any(map(_is_count, quantities(beside or evidence)))
    return [
        quantity
        for quantity in quantities(claim)
        if not _is_there(quantity, there)
        and not any(start <= quantity.start < end for start, end in days)
        and (value_of(quantity), _next(claim, quantity)) not in counted
        and not is_rounded(claim, quantity, there)
        and not is_converted(claim, quantity, evidence)
        and not counts_nothing(claim, quantity)
        and not (_is_few(claim, quantity) and not any_counted)
    ]


def _is_there(quantity: Quantity, there: Collection[_Value]) -> bool:
    """Whether a text has a quantity; of a time that says its half of the day, not in the other half alone."""
    if value_of(quantity) not in there:
        return False
    other = ("half", (quantity.value + 720) % 1440)
    return not quantity.half or other not in there or ("half", quantity.value) in there


def _is_few(claim: str, quantity: Quantity) -> bool:
    return quantity.kind == "count" and claim[quantity.start : quantity.end].casefold() in {"one", "two"}


def counts_nothing(text: str, quantity: Quantity) -> bool:
    """Whether a number is one among several, numbers an item of a list, or tells a share ("four in ten")."""
    if _ONE_OF_SEVERAL.match(text, quantity.start):
        return True
    around = max(0, quantity.start - _SHARE_REACH), quantity.end + _SHARE_REACH
    return any(match.start() <= quantity.start < match.end() for match in _SHARE.finditer(text, *around))


def _is_count(quantity: Quantity) -> bool:
    return quantity.kind == "count" and not may_be_year(quantity.value)


def may_be_year(value: float) -> bool:
    """Whether a number may be that of a year of our time."""
    return 1900 <= value <= 2100


def are_of_one_sort(one: Quantity, other: Quantity) -> bool:
    """Whether one number can stand in the place of the other: a year is no count, a count no clock time."""
    return one.kind == other.kind and may_be_year(one.value) is may_be_year(other.value)


def is_rounded(claim: str, quantity: Quantity, values: Iterable[_Value]) -> bool:
    """Whether a number of the text may be told as the claim has it: "more than 11,000", "up to 50", "dozens".

    Args:
        claim: the claim.
        quantity: its number.
        values: those of the text.
    """
    value = quantity.value
    if quantity.kind == "time":
        near = _NEARLY.search(claim[max(0, quantity.start - 24) : quantity.start]) is not None
        times = (one for kind, one in values if kind == "time") if near else ()
        return any(min((one - value) % 720, (value - one) % 720) <= _NEAR for one in times)
    many = _MANY.search(claim, quantity.start, quantity.end)
    if _is_decade(claim, quantity):
        least, most = value, value + 9
    elif many:
        least, most = value, value * _MOST
    elif quantity.high is None:
        least, most = value, value * _MORE
    elif quantity.low < value:
        least, most = value * (1 - _ROUND), value
    elif quantity.approximate:
        least, most = value * (1 - _ROUND), value * (1 + _ROUND)
    else:
        return False
    exact = (one for kind, one in values if kind == "count" and least <= one <= most)
    return any(not (many and may_be_year(one)) for one in exact)


def _is_decade(text: str, quantity: Quantity) -> bool:
    """Whether a number names ten years: "the 1990s"."""
    return may_be_year(quantity.value) and quantity.value % 10 == 0 and text[quantity.end :].startswith("s")


def joined(text: str) -> str:
    """The text without the spaces that some tools leave in numbers: "235, 000", "twenty - five"."""
    return _PARTED.sub(_joined, text)


def _joined(match: re.Match[str]) -> str:
    if match["head"]:
        return match["head"] + re.sub(r"\s", "", match["groups"])
    return f"{match['whole']}.{match['part']}" if match["whole"] else match["hyphen"]


@lru_cache(maxsize=2)
def _counted(context: str) -> frozenset[tuple[_Value, str]]:
    """The values of a report with the stem of what each counts.

    Gathered once for all claims of the report: to go through all of it for each would take the square of it.
    """
    counted = ((value_of(quantity), _next(context, quantity)) for quantity in quantities(context))
    return frozenset((value, what) for value, what in counted if what)


@remembered(1024, documents=2)
def values_in(text: str) -> frozenset[tuple[str, float]]:
    """Kind and value of a text's quantities; those of a report, which is compared with all its claims, found once.

    With them the numbers of scores, spans and dates ("2-1", "2010-11"), those that a space parts ("235, 000"), and of
    times that say their half of the day the minutes after midnight, as "half".
    """
    whole = joined(text)
    digits = (("count", float(match.group().replace(",", ""))) for match in _DIGITS.finditer(whole))
    found = [one for form in {text, whole} for one in quantities(form)]
    halves = (("half", one.value) for one in found if one.half)
    years = (("count", float(first[:2] + last)) for first, last in _SPAN.findall(text))
    return frozenset((*digits, *map(value_of, found), *halves, *years))


def value_of(quantity: Quantity) -> tuple[str, float]:
    """What two quantities agree in; a clock time without am or pm may be either."""
    return quantity.kind, quantity.value % 720 if quantity.kind == "time" else quantity.value


def _next(text: str, quantity: Quantity) -> str:
    """Stem of the word behind a quantity: what is counted."""
    match = _WHAT.match(text, quantity.end)
    return shortened(match[1]) if match else ""
