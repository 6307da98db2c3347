"""Lines of a saved page that state no fact of the incident: mastheads, bylines, captions, navigation, notices."""

from __future__ import annotations

import re
from collections.abc import Sequence

_ENDS_SENTENCE = re.compile(r"[.!?…][\"'”’»)\]]*\s*$")
_BULLET = re.compile(r"\s*(?:[•▪‣●*·-]|\d{1,2}[.)])\s+")
_FIELD = re.compile(
    r"\s*[A-Z][\w’ -]{1,30}:\s+(?:(?=.*(?:\d|\b(?:is|are|was|were|has|have|had|will|been|not|no)\b))"
    r"(?:\S+\s+){2,}\S|\d)"
)
_MARKS = re.compile(r"[|›»☰▶►©•→]")
_FURNITURE = re.compile(
    r"""^\W*+(?:
      (?-i:[Bb][Yy](?:[\s,&·|-]+(?:[A-ZÀ-Þ][\w.’'-]*|and|in|for|of|the|de|van|von))+\s*$)
    | (?:additional\s+)?(?:reporting|editing|writing|edited|written|compiled|words)\s+by\b
    | live\s+reporting\b
    | image\s+(?:caption|source|\d) | (?:image|photo(?:graph)?s?|pic(?:ture)?s?|video|watch|caption|credits?)\s*:
    | watch\s+(?:live|now|again|our)\b | file\s+photo | graphic\s*: | map\s*: | source\s*:
    | read\s+(?:more|next|also|the\s+full)\b | more\s*: | see\s+also\b
    | most\s+read\b | analysis\s*: | (?:tel|phone|fax|ref)\s*:
    | (?:subscribe|sign\s+(?:up|in)|log\s+in|register\s+(?:now|free)
        |download\s+our|follow\s+us|join\s+our|get\s+(?:the|our|breaking))\b
    | advertisement\b | ad\s*: | \d+\s+comments?\s*$ | tags?\s*: | topics?\s*: | filed\s+under
    | (?:we|this\s+(?:site|website))\s+uses?\s+cookies\b | accept\s+all
    | contact\s+us\b | about\s+us\b
    | all\s+rights\s+reserved | copyright\b | our\s+standards\b | correction\s+policy
    | have\s+your\s+say | tell\s+us\b | were\s+you\b | are\s+you\s+in\b
    | scroll\s+(?:down|up)\b | skip\s+to\b | back\s+to\s+top | you[’']re\s+up\s+to\s+date
    | click\s+here | tap\s+(?:here|to)\b | story\s+continues
    | do\s+you\s+have\s+(?:a\s+)?(?:story|information|more)\b | questions\s*\?
    | yours\s+(?:sincerely|faithfully|truly) | (?:kind|best)\s+regards
    )""",
    re.IGNORECASE | re.VERBOSE,
)
_LABEL = re.compile(
    r"""^\W*+(?:by\s | (?:last\s+)?(?:updated|published|posted|modified)\b(?!\s+(?:by|a|the)\s)
    | image\b | photo(?:graph|s)?\b | watch\b | caption\b | credits?\b | gallery\b | share\b | related\b
    | trending\b | recommended\b | newsletter\b | sponsored\b | comments?\b | \d+\s+comments?\b | cookies?\b
    | privacy\b | terms\b | dear\b
    )""",
    re.IGNORECASE | re.VERBOSE,
)
"""Words that also open a sentence of the report: "Updated figures show", "By Tuesday the water had gone"."""
_COPYRIGHT = re.compile(r"\s*(?:©|\(c\)\s*(?:19|20)\d\d)", re.I)
_CREDIT = re.compile(
    r"""(?:[([]\s*(?:photo|pic(?:ture)?s?|image|reader[’']s\s+photo|file
        |credit|source|courtesy|video|graphic|map)\b[^)\]]{0,200}[)\]]\s*$)
    | (?:\b(?:photo|picture|image|credit|photograph)\s*(?::|/|\bby\b)\s*[^.]{2,60}$)
    | (?-i:[.)]\s*[A-Z]{2,10}(?:\s[A-Z]\w+)?/[A-Z][\w .’'-]{2,40}$)
    | (?:\b(?:handout|getty\s+images)\b[^.]{0,30}$)""",
    re.IGNORECASE | re.VERBOSE,
)
_LINK = re.compile(r"(?<!\S)[^\s@]+@\S+\.\w+|https?://\S+|www\.\S+", re.IGNORECASE)

_HEADING_WORDS = 25
"""A line of more words is prose, with or without a full stop."""


def boilerplate_lines(lines: Sequence[str]) -> set[int]:
    """Numbers of the lines that are furniture of a page rather than its text.

    A line without a full stop is a heading, a menu or a signature, unless it is an item of a list or a field
    ("Water supply: interrupted since 06:00"). In a text
    that has no sentence at all, such lines are all there is, and they are kept.
    """
    furniture = {number for number, line in enumerate(lines) if _is_furniture(line)}
    headings = {number for number, line in enumerate(lines) if _is_heading(line)}
    prose = set(range(len(lines))) - furniture - headings
    return furniture | headings if prose else furniture


def _is_furniture(line: str) -> bool:
    bare = _LINK.sub("", line)
    words = len(bare.split())
    stops = bool(_ENDS_SENTENCE.search(line))
    return bool(
        _CREDIT.search(line)
        or (words <= _HEADING_WORDS and (_FURNITURE.match(line) or _COPYRIGHT.match(line)))
        or (words <= (3 if stops else _HEADING_WORDS) and _LABEL.match(line))
        or (len(_MARKS.findall(line)) >= 2 and not stops)
        or (bare != line and words <= (4 if stops else 8))
        or not any(character.isalpha() for character in line)
    )


def _is_heading(line: str) -> bool:
    if _ENDS_SENTENCE.search(line):
        return len(line.split()) <= 5 and line.rstrip().endswith("?")
    if item := _BULLET.match(line):
        return len(line[item.end() :].split()) < 4
    if _FIELD.match(line) or len(line.split()) > _HEADING_WORDS:
        return False
    return not line.rstrip().endswith((":", ";", ","))
