"""What a claim counts or measures: how many of what, between which bounds. English."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from summarizer.confidence.quantities import Quantity, quantities
from summarizer.confidence.tokens import content, shortened
from summarizer.reading.clauses import between

_MARGIN = 0.15
"""How far "about 200" reaches to either side, as a share."""
HARM = {
    "killed": re.compile(
        r"\b(?:killed|kill(?:s|ing)?|died?|dead|deaths?|fatalit\w+|lost their lives|bodies|toll|shot dead)\b",
        re.I,
    ),
    "injured": re.compile(r"\b(?:injur\w+|wound(?:ed|ing)|hurt|hospitali[sz]ed)\b", re.I),
    "missing": re.compile(r"\b(?:missing|unaccounted for|trapped)\b", re.I),
}
_PEOPLE = re.compile(
    r"(?:people|persons?|dead|killed|bod(?:y|ies)|victims?|casualt\w+|lives|others?|injured|wounded|missing"
    r"|died|were|was|have|had|has|hurt|are|is|deaths?|fatalit\w+|remain\w*)$",
    re.I,
)
_CLAUSE = re.compile(r"[,;:–—]|\b(?:and|but|while|as well as|when|in which)\b", re.I)
_NOBODY = re.compile(
    r"\b(?:nobody|no[ -]one|none|no (?:people|injuries|casualties|deaths|fatalities))\b", re.I
)
_PART_AFTER = re.compile(
    r"\s*(?:of (?:them|those|whom|the|its|our)\b|others?\b|more\b|further\b|additional\b)", re.I
)
_PART_BEFORE = re.compile(
    r"\b(?:including|among them|of whom|another|other|further|first|second|third)\s+$", re.I
)
_PART = re.compile(r"\b(?:among (?:those|the)|of (?:them|whom)|in hospital|later died|another)\b", re.I)
_LABEL = re.compile(
    r"\b(?:week|weeks|no\.?|route|flight|pier|gate|section|article|page|chapter|line|unit|room|house|highway|floor"
    r"|platform|hall|hangar|level|version|grade|day|train|since|in|of|by|until|before|after|from|aged?|at)\s+$",
    re.I,
)
_AGE = re.compile(r"[- ]years?[- ]olds?\b\s*(?P<who>[^\W\d_]+)?", re.I)
_MEASURE = re.compile(
    r"\b(?P<what>magnitude|speed|depth|temperature|height|ransom)\b(?:\s+(?:of|was|is|at|reached|about|put|registered))*\s*$",
    re.I,
)
_TOLL = re.compile(
    r"\b(?:toll|number of (?:the )?(?:dead|deaths|killed|injured|wounded|missing))\b[^,;.]{0,30}$", re.I
)
_CURRENCY = re.compile(r"[$€£]\s?$")
_NOUNS = re.compile(r"\s*(?P<words>(?:[^\W\d_][\w’'-]*\s?){1,4})")
_UNIT = re.compile(
    r"(?:miles?|kilomet\w+|km|met(?:re|er)s?|feet|foot|yards?|inches|years?|months?|weeks?|days?|hours?|minutes?"
    r"|seconds?|times?|percent|per|blocks?|degrees?|men|women|boys|girls|officers?|suspects?)$",
    re.I,
)
"""Distances, durations and persons of no kind: too much is counted in them for two to be the same."""
_STOP = frozenset(
    "in on at of from by to for with and or were was are is have had has who which that when while after before "
    "into near during under over between since until as than but be been".split()
)
_LOOSE = frozenset(
    ("new", "more", "other", "young", "old", "local", "about", "some", "metric", "regional", "masked")
)
_ONSET = re.compile(
    r"\b(?:broke out|began|begun|started|erupted|exploded|went off|collapsed|derailed|crashed|collided|happened"
    r"|occurred|took place|capsized|sank|opened fire|struck|failed|went down|caught fire)\b",
    re.I,
)
_RESPONSE = re.compile(
    r"\b(?:call\w*|alert\w*|respond\w*|arriv\w*|report\w*|received|until|arrest\w*|pronounced|out by|ended|second"
    r"|another|firefighters|reopened|resumed)\b",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Count:
    """A number that a claim gives for something.

    Attributes:
        what: what is counted or measured: ``killed``, ``injured``, ``missing``, ``count``, ``age``, ``time`` (minutes
            after midnight) or the name of a measure.
        nouns: stems of the counted noun; none where it is people of any kind or nothing is named.
        low: the least it can be.
        high: the most it can be; None where it is open.
        half: whether a time of day may be in either half of the day.
        part: whether it counts only some of them.
    """

    what: str
    nouns: frozenset[str]
    low: float
    high: float | None
    half: bool = False
    part: bool = False


def counts(text: str) -> list[Count]:
    """The numbers of a claim, with what they count; labels, years and the like left out."""
    found = quantities(text)
    made = [count for place in range(len(found)) for count in _counted(text, found, place)]
    return made or [
        Count(kind, frozenset(), 0, 0)
        for kind, pattern in HARM.items()
        if (nobody := _NOBODY.search(text)) and (harm := pattern.search(text, nobody.start()))
        if not _CLAUSE.search(text[nobody.end() : harm.start()])
    ]


def _counted(text: str, found: Sequence[Quantity], place: int) -> Iterator[Count]:
    quantity = found[place]
    before, after = text[: quantity.start], text[quantity.end :]
    low, high = _bounds(text, found, place)
    if quantity.kind == "time":
        if _ONSET.search(text) and not _RESPONSE.search(text):
            worded = text[quantity.start : quantity.end]
            yield Count(
                "time", frozenset(), quantity.value, quantity.value, half=not re.search("[ap]", worded)
            )
        return
    if age := _AGE.match(after):
        if age["who"]:
            yield Count("age", frozenset({shortened(age["who"])}), low, high)
        return
    if measure := _MEASURE.search(before):
        yield Count(measure["what"].casefold(), frozenset(), low, high)
        return
    if not _TOLL.search(before) and _is_label(quantity, before, after):
        return
    nouns = _nouns(after)
    part = bool(_PART_AFTER.match(after) or _PART_BEFORE.search(before) or _PART.search(text))
    if harm := _harm(text, quantity):
        people = (
            not nouns or bool(_PEOPLE.match(nouns[0])) or (nouns[-1] != nouns[0] and _PEOPLE.match(nouns[-1]))
        )
        kinds = [] if people else nouns
        yield Count(harm, frozenset(shortened(noun) for noun in kinds), low, high, part=part)
    elif _CURRENCY.search(before):
        yield Count("count", frozenset({"dolla"}), low, high, part=part)
    elif nouns and not _PEOPLE.match(nouns[0]) and not _UNIT.match(nouns[0]):
        yield Count("count", frozenset(shortened(noun) for noun in nouns), low, high, part=part)


def _bounds(text: str, found: Sequence[Quantity], place: int) -> tuple[float, float | None]:
    """The least and the most it can be; "between 200 and 300" and "15 to 18" give both their bounds."""
    quantity = found[place]
    for first, second in ((place, place + 1), (place - 1, place)):
        if first >= 0 and second < len(found):
            one, other = found[first], found[second]
            joint = text[one.end : other.start].strip().casefold()
            ranged = joint in {"to", "-", "–", "or"} or (
                joint == "and" and text[: one.start].rstrip().casefold().endswith("between")
            )
            if ranged and one.value < other.value:
                return one.value, other.value
    if quantity.approximate and quantity.high is not None:
        return quantity.low * (1 - _MARGIN), quantity.high * (1 + _MARGIN)
    return quantity.low, quantity.high


def _is_label(quantity: Quantity, before: str, after: str) -> bool:
    """Whether it names something ("Flight 318", "in 2019", "a man of 58") instead of counting."""
    if re.match(
        r"(?:st|nd|rd|th)?\s*(?:[-/]|percent\b|per cent\b|%|,\s|\)|\.?$)", after
    ) and not _CURRENCY.search(before):
        return not re.match(r"\s*\.?$", after) or bool(_LABEL.search(before))
    year = 1900 <= quantity.value <= 2100 and not re.match(r"\s+[a-z]", after)
    return (
        year
        or bool(_LABEL.search(before) and not re.search(r"\b(?:of|by|from|at|in) $", before))
        or bool(
            re.search(r"\b(?:man|woman|boy|girl|aged|age) of $|\baged? $|^\s*$", before)
            and re.match(r"\s+(?:died|was)", after)
        )
    )


def _nouns(after: str) -> list[str]:
    """The words behind a number that may say what is counted, at most three."""
    match = _NOUNS.match(after)
    words: list[str] = []
    for word in match["words"].split() if match else ():
        folded = word.casefold()
        if folded in _STOP and (words or folded != "of"):
            break
        if folded not in _LOOSE and folded not in {"of", "the"}:
            words.append(folded)
    return words[:3]


def _harm(text: str, quantity: Quantity) -> str:
    """The kind of harm that a number counts people by: the nearest word for one in its clause; empty where none is."""
    best, nearest = "", 80
    for kind, pattern in HARM.items():
        for word in pattern.finditer(text):
            gap = between(text, (quantity.start, quantity.end), word.span())
            if len(gap) < nearest and not _CLAUSE.search(gap):
                best, nearest = kind, len(gap)
    return best


def words_beside(text: str, count: Count) -> frozenset[str]:
    """The stems of a claim that are neither a number nor what is counted: what else it is about."""
    return frozenset(
        token.stem
        for token in content(text)
        if not token.stem[:1].isdigit() and token.stem not in count.nouns
    )
