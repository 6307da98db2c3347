"""Lines of a saved page that state no fact of the incident: mastheads, bylines, captions, navigation, notices."""

from __future__ import annotations

import re
from collections.abc import Sequence

_ENDS_SENTENCE = re.compile(r"[.!?…][\"'”’»)\]]*\s*$")
_BULLET = re.compile(r"\s*(?:[•▪‣●*·-]|\d{1,2}[.)])\s+")
_FIELD = re.compile(
    r"\s*[A-Z][\w’ -]{1,30}:\s+(?=.*(?:\d|\b(?:is|are|was|were|has|have|had|will|been|not|no)\b))"
    r"(?:\S+\s+){2,}\S+"
)
_MARKS = re.compile(r"[|›»☰▶►©•→]")
_FURNITURE = re.compile(
    r"""^\W*(?:
      by\s+[A-Z][\w’'-]+(?:[\s,.]|$)
      | (?:additional\s+)?(?:reporting|editing|writing|edited|written|compiled|words)\s+by\b
    | live\s+reporting\b | (?:last\s+)?(?:updated|published|posted|modified)\b(?!\s+(?:by|a|the)\s)
    | image\b | photo(?:graph|s)?\b | pic(?:ture)?s?\s*: | video\s*: | watch\b
    | caption\b | credits?\b | file\s+photo | graphic\s*: | map\s*: | source\s*: | gallery\b
    | share\b | read\s+(?:more|next|also|the\s+full)\b | more\s*: | see\s+also\b | related\b
    | most\s+read\b | trending\b | recommended\b | analysis\s*:
    | (?:subscribe|sign\s+(?:up|in)|log\s+in|register\s+(?:now|free)
        |download\s+our|follow\s+us|join\s+our|get\s+(?:the|our|breaking))\b
    | newsletter\b | advertisement\b | ad\s*: | sponsored\b | comments?\b | \d+\s+comments?\b
    | tags?\s*: | topics?\s*: | filed\s+under
    | (?:we|this\s+(?:site|website))\s+uses?\s+cookies\b | cookies?\b | accept\s+all | privacy\b
    | terms\b | contact\s+us\b | about\s+us\b
    | all\s+rights\s+reserved | copyright\b | our\s+standards\b | correction\s+policy
    | have\s+your\s+say | tell\s+us\b | were\s+you\b | are\s+you\s+in\b
    | scroll\s+(?:down|up)\b | skip\s+to\b | back\s+to\s+top | you[’']re\s+up\s+to\s+date
    | click\s+here | tap\s+(?:here|to)\b | story\s+continues
    | do\s+you\s+have\s+(?:a\s+)?(?:story|information|more)\b | questions\s*\? | dear\b
    | yours\s+(?:sincerely|faithfully|truly) | (?:kind|best)\s+regards
    )""",
    re.IGNORECASE | re.VERBOSE,
)
_CREDIT = re.compile(
    r"""(?:[([]\s*(?:photo|pic(?:ture)?s?|image|reader[’']s\s+photo|file
        |credit|source|courtesy|video|graphic|map)\b[^)\]]*[)\]]\s*$)
    | (?:\b(?:photo|picture|image|credit|photograph)\s*(?::|/|\bby\b)\s*[^.]{2,60}$)
    | (?:[.)]\s*[A-Z]{2,10}(?:\s[A-Z]\w+)?/[A-Z][\w .’'-]{2,40}$)
    | (?:\b(?:handout|getty\s+images)\b[^.]{0,30}$)""",
    re.IGNORECASE | re.VERBOSE,
)
_LINK = re.compile(r"\S+@\S+\.\w+|https?://\S+|www\.\S+", re.IGNORECASE)


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
    return bool(
        _CREDIT.search(line)
        or (_FURNITURE.match(line) and words <= 25)
        or (len(_MARKS.findall(line)) >= 2 and not _ENDS_SENTENCE.search(line))
        or (bare != line and words <= 8)
        or not any(character.isalpha() for character in line)
    )


def _is_heading(line: str) -> bool:
    if _ENDS_SENTENCE.search(line):
        return len(line.split()) <= 5 and line.rstrip().endswith("?")
    if item := _BULLET.match(line):
        return len(line[item.end() :].split()) < 4
    if _FIELD.match(line):
        return False
    return not line.rstrip().endswith((":", ";", ","))
