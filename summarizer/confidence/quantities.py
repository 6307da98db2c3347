"""Numbers of a text, in digits and in English words, with what hedges them: "at least nine", "dozens", "61,400"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from summarizer.confidence.memory import remembered
from summarizer.confidence.tokens import folded

_UNITS = {
    word: value
    for value, word in enumerate(
        (
            "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
            "sixteen seventeen eighteen nineteen"
        ).split()
    )
}
_TENS = {
    word: 10 * value
    for value, word in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), 2)
}
_SCALES = {
    "hundred": 100,
    **dict.fromkeys(("thousand", "k"), 1_000),
    **dict.fromkeys(("million", "m", "mn", "mln"), 1_000_000),
    **dict.fromkeys(("billion", "bn"), 1_000_000_000),
}
SCALE = "hundred|thousand|million|billion|mn|mln|bn"
"""What multiplies the number before it, for a pattern; "k" and "m" do so behind an amount of money only."""
_COLLECTIVES = {"dozens": 24, "scores": 40, "hundreds": 200, "thousands": 2_000, "millions": 2_000_000}
_MULTIPLES = {"tens": 10, "dozens": 12, "scores": 20, "hundreds": 100, "thousands": 1_000}
_SMALL = "|".join([*_UNITS, *_TENS])
_HALF = r"\s?(?:[ap]m\b|[ap]\.m\b\.?)"
_MONEY = "(?:dollars?|euros?|pounds?|yen|francs|kron(?:or|er|e))"
_AT = "|".join(
    rf"(?<=\b{word}\s)"
    for word in "at by about around before after until till since from to between and".split()
)
"""What stands before a time of day with a dot that has no am or pm behind it."""
_MEASURED = (
    r"%|°|per\b|percent|pct|points?\b|million|billion|crore|lakh|[mk]\b|bn\b|k[mg]\b|[cm]m\b|kilo|met(?:er|re)|miles?\b"
    r"|feet|foot|inch|ton|lit(?:er|re)|gallon|degrees?|euros?|dollars?|pounds?|hours?|minutes?|seconds?|times\b|\d"
)
_HOURS = "|".join(word for word, value in _UNITS.items() if 1 <= value <= 12)
_PAST = {"half": 30, "quarter": 15, "five": 5, "ten": 10, "twenty": 20, "twenty-five": 25}
"""Minutes before or after an hour, in words."""
_THEN = "|".join(rf"(?<=\b{word}\s)" for word in "at by until till before after since".split())
"""What stands before "ten to five" as a time; "five to ten people" is a range."""
_CLOCK = rf"""\d{{1,2}}:\d{{2}}(?:[:.]\d{{2}})?(?:{_HALF})?
    | \d{{1,2}}(?:\.[0-5]\d(?:[:.]\d{{2}})?)?{_HALF}
    | \d{{1,2}}\.[0-5]\d(?=\s(?:in\sthe\s(?:morning|afternoon|evening)|o[’']clock)\b)
    | (?:(?m:^)|{_AT})(?:[01]?\d|2[0-3])\.[0-5]\d(?!\s?-?\s?(?:{_MEASURED}))"""
"""A time of day; with a dot alone only where nothing is measured: "at 12.30", not "rose 12.30 metres"."""
_QUANTITY = re.compile(
    rf"""\b(?P<clock>{_CLOCK})(?![\d%])
    | \b(?:(?P<past>{"|".join(_PAST)})\spast|(?:{_THEN})(?:a\s)?(?P<before>quarter|five|ten|twenty|twenty-five)\sto)
        \s(?P<hour>{_HOURS})\b(?!\s(?:{SCALE}|per\b|people|\w+s\b))
    | (?<![\w.,-])(?<!\d{{4}}[–/](?=\d{{2}}\b))(?P<currency>(?<=[$£€])|(?<=[$£€]\s))?
        (?P<digits>\d{{1,3}}(?:[,\u00a0\u202f]\d{{3}}){{1,4}}|\d{{1,15}})(?!\d|,\d{{3}}\b)(?P<fraction>\.\d+)?
        (?:\s?(?P<scale>{SCALE})\b|\s?(?P<short>[km])\b(?(currency)|(?=\s{_MONEY}\b)))?
        (?:st|nd|rd|th)?(?![\w]*-\d)
    | \b(?P<mixed>(?:{_SMALL})\sand\sa\shalf(?:\s(?:hundred|thousand|million|billion|dozen))?)\b(?!\s(?:past|to)\b)
    | \b(?P<words>(?:(?:{_SMALL})(?:[\s-](?:{_SMALL}))?
            (?:\s(?:hundred|thousand|million|billion|dozen)(?!s)(?:\sand\s(?:{_SMALL})(?:-(?:{_SMALL}))?)?){{0,4}})
        | (?:an?\s)?(?:half[\s-](?:an?\s)?)?(?:hundred|thousand|million|billion|dozen)(?!s)\b)\b
    | \b(?P<many>(?:(?:tens|dozens|scores|hundreds|thousands)\sof\s)?(?:dozens|scores|hundreds|thousands|millions)
        | (?:several|few|many)\s(?:dozen|hundred|thousand|million))\b""",
    re.IGNORECASE | re.VERBOSE,
)
_AT_LEAST = re.compile(
    r"(?:\bat least|(?<!\bno )(?<!\bnot )\bmore than|\bover|\bno fewer than|\bno less than|\bupwards of"
    r"|\bnot less than)\s+(?:the\s+)?[$£€]?\s?$",
    re.I,
)
_AT_MOST = re.compile(
    r"(?:\bat most|\bup to|\bas many as|(?<!\bno )(?<!\bnot )\b(?:fewer|less) than|\bunder"
    r"|\bnot? more than)\s+[$£€]?\s?$",
    re.I,
)
_ABOUT = re.compile(
    r"(?:\babout|\baround|\bsome|\broughly|\bapproximately|\bnearly|\balmost|\bestimated|\bclose to|\bcirca)"
    r"\s+[$£€]?\s?$",
    re.I,
)
_COUNTABLE = re.compile(r"\s(?:\w+\s)?(?:person|man|woman|child|of\b|\w+s?\b)")


_HOUR = re.compile(
    r"(?:\so[’']clock\b)?\sin\sthe\s(?P<when>morning|afternoon|evening)\b|\so[’']clock\b", re.I
)
"""Behind a number that is an hour."""


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number as worded.

    Attributes:
        kind: a count, or a time of day.
        value: the number named; minutes after midnight for a time of day; for "dozens" the least it can mean.
        low: the least it can be; equal to ``value`` unless worded as an upper bound.
        high: the most it can be, None where only a lower bound is given.
        approximate: worded as "about", "some", "dozens" and the like.
        start: where it starts in the text.
        end: where it ends (exclusive).
        half: whether a time of day says which half of the day it is in: "11.40 pm", "23:40".
    """

    kind: Literal["count", "time"]
    value: float
    low: float
    high: float | None
    approximate: bool
    start: int
    end: int
    half: bool = False


@remembered(1024)
def quantities(text: str) -> tuple[Quantity, ...]:
    """The quantities of a text in order. "one" counts only before a noun that it can count ("one person")."""
    return tuple(
        quantity for match in _QUANTITY.finditer(text) if (quantity := _quantity(text, match)) is not None
    )


@remembered(16_384)
def numbers(text: str) -> frozenset[tuple[str, float]]:
    """The kinds and values of a text's quantities."""
    return frozenset((quantity.kind, quantity.value) for quantity in quantities(text))


def _quantity(text: str, match: re.Match[str]) -> Quantity | None:
    start, end = match.span()
    if match["clock"]:
        return _time(text, _minutes(match["clock"]), start, end)
    if match["hour"]:
        past = _PAST[folded(match["past"])] if match["past"] else -_PAST[folded(match["before"])]
        return _time(text, 60.0 * _UNITS[folded(match["hour"])] + past, start, end)
    if match["words"] and match["words"].casefold() == "one" and not _COUNTABLE.match(text, end):
        return None
    before = text[max(0, start - 24) : start]
    if match["many"]:
        value = float(_several(folded(match["many"]).split()))
        return Quantity("count", value, value, None, approximate=True, start=start, end=end)
    value = _number(match)
    if value <= 12 and value.is_integer() and _HOUR.match(text, end):
        return _time(text, 60 * value, start, end)
    low, high, approximate = value, value, bool(_ABOUT.search(before))
    if _AT_LEAST.search(before):
        high = None
    elif _AT_MOST.search(before):
        low = 0.0
    return Quantity("count", value, low, high, approximate, start, end)


def _time(text: str, minutes: float, start: int, end: int) -> Quantity:
    """A time of day, in the half of it that stands with it or behind it ("in the afternoon")."""
    behind = _HOUR.match(text, end)
    when = behind["when"] if behind else None
    late = 720 if when in {"afternoon", "evening"} and minutes < 720 else 0
    half = bool(when) or minutes >= 780 or bool(re.search(r"[ap]\.?m\b", text[start:end], re.I))
    return Quantity("time", minutes + late, 0, None, approximate=False, start=start, end=end, half=half)


def _number(match: re.Match[str]) -> float:
    if match["digits"]:
        value = float(re.sub(r"\D", "", match["digits"]) + (match["fraction"] or ""))
        scale = match["scale"] or match["short"]
        return round(value * _SCALES[folded(scale)], 3) if scale else value
    words = " ".join(folded(match["mixed"] or match["words"]).split())
    if match["mixed"]:
        whole, _, scale = words.partition(" and a half")
        return (_spelled(whole) + 0.5) * max(_spelled(scale), 1)
    return _spelled(words) / 2 if words.startswith(("half", "a half")) else float(_spelled(words))


def _several(words: Sequence[str]) -> int:
    """The least that "dozens", "tens of thousands" or "several hundred" can mean."""
    least = _COLLECTIVES[words[-1].removesuffix("s") + "s"]
    return _MULTIPLES[words[0]] * least // 2 if "of" in words else least


def _spelled(words: str) -> int:
    """The value of a number in words, e.g. "two hundred and six", "two dozen"."""
    total, current = 0, 0
    for word in re.findall(r"[a-z]+", words):
        if word in _UNITS:
            current += _UNITS[word]
        elif word in _TENS:
            current += _TENS[word]
        elif word == "hundred":
            current = max(current, 1) * 100
        elif word == "dozen":
            current = max(current, 1) * 12
        elif word in _SCALES:
            total, current = total + max(current, 1) * _SCALES[word], 0
    return total + current


def _minutes(clock: str) -> float:
    numbers = [int(number) for number in re.findall(r"\d+", clock)]
    hours, minutes = numbers[0], numbers[1] if len(numbers) > 1 else 0
    half = re.search(r"([ap])\.?m", clock, re.I)
    if half:
        hours = hours % 12 + (12 if half[1].casefold() == "p" else 0)
    return float(60 * hours + minutes)
