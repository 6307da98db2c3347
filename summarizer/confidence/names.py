"""Names that a claim has and its texts do not. A name that a text writes in another form is there.

Names are told by their capital letters, in a sentence and not at its head. Forms of one:
"Ward’s", "Ward-based"; "O’Shea" and "Shea"; "MPs" and "MP";
"UN" and "United Nations"; "U.S.", "USA" and "America".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Set

from summarizer.confidence.dates import MONTHS, WEEKDAYS
from summarizer.confidence.memory import remembered
from summarizer.confidence.tokens import CAPITAL, WORD, content, shortened, stem_set

_NAME = re.compile(rf"(?<![.!?:“\"]\s)(?<!^)\b[{CAPITAL}](?:[^\W\d_]+(?:[’'-][^\W\d_]+)*+\d*|\d+)(?![^\W_])")
_JOINT = re.compile(r"[’'-]")
_NO_NAMES = {*MONTHS, *WEEKDAYS, "mr", "mrs", "ms", "dr", "st", "sir", "tv", "cctv"}
_ACRONYM = re.compile(r"\b(?:(?:[A-Z]\.){2,6}|[A-Z]{2,6}(?=s?\b))")
_RUN = re.compile(
    rf"\b[{CAPITAL}][^\W\d_]+(?:\s+(?:(?:of|for|and|the|on)\s+){{0,2}}[{CAPITAL}][^\W\d_]+){{1,5}}"
)
"""Capitalised words in a row: "Bank of the South", what an acronym may stand for."""
_CAPITALISED = re.compile(rf"\b[{CAPITAL}]\w+")
_WHOLE = re.compile(
    rf"\b[{CAPITAL}][\w’'-]+(?:\s+(?:(?:de|von|van|of|the|al|bin|&)\s+)?[{CAPITAL}][\w’'-]+)*"
)
_LEADING = re.compile(
    r"(?:The|An?|In|On|At|To|By|Of|From|With|For|As|If|But|And|Or|Its|His|Her|Their|Our|He|She|It|They|We|This|That|These"
    r"|Those|After|Before|When|While|Since|Until|Although|Though|Because|Both|Some|Most|All|No|There|Not)(?:\s+|$)"
)
"""Words that open a sentence before a name and are no part of it."""
_OF_TWO = {
    "united nations",
    "united states",
    "united kingdom",
    "european union",
    "african union",
    "prime minister",
}
"""Names of two words that go by their initials."""
_PLURAL = re.compile(r"(?<=[A-Z])s$")
_PEOPLES = """china chinese|france french|spain spanish|italy italian|turkey turkish|sweden swedish|poland polish
|iran iranian|iraq iraqi|greece greek|denmark danish|ireland irish|scotland scottish|wales welsh|cuba cuban
|norway norwegian|finland finnish|peru peruvian|netherlands dutch holland|switzerland swiss|thailand thai
|philippines filipino|england english|portugal portuguese|mali malian|oman omani|chad chadian|lebanon lebanese"""
"""Countries and their people whose words do not begin alike."""
_SAME = (
    frozenset({"US", "USA", shortened("America")}),
    frozenset({"UK", shortened("Britain"), shortened("British")}),
    *(frozenset(map(shortened, names.split())) for names in _PEOPLES.split("|")),
)
"""What one country goes by."""
_OFFICES = {"PM": "prime minister", "CEO": "chief executive"}
"""Offices that a text writes out in small letters."""


def names_off(claim: str, *texts: str) -> list[str]:
    """The claim's names, told by their capital letters, that none of the texts has in any form."""
    known = [_forms(text) for text in texts]
    short = {acronym for text in texts for acronym in _acronyms(text)}
    written_out = [range(start, end) for start, end, initials in _initials(claim) if initials in short]
    return [
        name
        for match in _NAME.finditer(claim)
        if content(name := match.group())
        and _JOINT.split(name)[0].casefold() not in _NO_NAMES
        and not any(match.start() in span for span in written_out)
        and not any(_is_known(name, forms) for forms in known)
    ]


@remembered(16_384, documents=2)
def _forms(text: str) -> frozenset[str]:
    """The stems of a text's words and of what marks join in them; in capitals what stands or may stand for names."""
    joined = (part for word in WORD.findall(text) if _JOINT.search(word) for part in _JOINT.split(word))
    initials = (letters for _, _, letters in _initials(text))
    found = stem_set(text).union(map(shortened, joined), _acronyms(text), initials)
    return found | _also_called(found)


@remembered(16_384, documents=2)
def _acronyms(text: str) -> frozenset[str]:
    """Acronyms as a text writes them, without points; "US" too where it says "America"."""
    found = frozenset(match.group().replace(".", "") for match in _ACRONYM.finditer(text))
    found |= {short for short, office in _OFFICES.items() if office in text.casefold()}
    return found | _also_called(found | stem_set(text))


def _also_called(forms: Set[str]) -> Set[str]:
    """All that a country goes by which is among the forms."""
    return {name for names in _SAME if names & forms for name in names}


def _initials(text: str) -> Iterator[tuple[int, int, str]]:
    """Start, end and first letters of the capitalised words in a row: three and more, or those of a known acronym.

    Two letters are the initials of anybody: "Uma Singh" is not the US.
    """
    for run in _RUN.finditer(text):
        words = [(word.start(), word.end()) for word in _CAPITALISED.finditer(text, run.start(), run.end())]
        for first in range(len(words)):
            for last in range(first + 1, len(words)):
                some = words[first : last + 1]
                initials = "".join(text[start] for start, _ in some)
                if len(initials) > 2 or text[some[0][0] : some[-1][1]].casefold() in _OF_TWO:
                    yield some[0][0], some[-1][1], initials


def _is_known(name: str, forms: Set[str]) -> bool:
    """Whether each capitalised part of a name is among the forms of a text; an acronym also without its plural s."""
    parts = (part for part in _JOINT.split(name) if part[:1].isupper())
    written = ((part, _PLURAL.sub("", part)) for part in parts)
    return all(not forms.isdisjoint({*words, *map(shortened, words)}) for words in written)


def runs(text: str) -> list[tuple[int, int]]:
    """Where names stand whole, from start to end: "Interior Minister Pavo Reškin", "Bank of the South".

    One capital word at the head of the text may be any word, and is none.
    """
    found = ((_LEADING.match(text, match.start(), match.end()), match) for match in _WHOLE.finditer(text))
    bare = [(small.end() if small else match.start(), match.end()) for small, match in found]
    return [(start, end) for start, end in bare if start < end and not (start == 0 and " " not in text[:end])]
