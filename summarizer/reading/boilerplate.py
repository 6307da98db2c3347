"""Lines of a saved page that state no fact of the incident: mastheads, bylines, captions, navigation, notices."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple


class Furniture(NamedTuple):
    """Words by which a line is told for furniture; the pattern is verbose and takes no account of case."""

    name: str
    pattern: str
    example: str


FURNITURE = (
    Furniture(
        "byline",
        r"(?-i:[Bb][Yy](?:[\s,&·|-]+(?:[A-ZÀ-Þ][\w.’'-]*|and|in|for|of|the|de|van|von))+\s*$)",
        "By Ada Moss and Bo Lind in Aldermoor.",
    ),
    Furniture(
        "staff",
        r"(?:additional\s+)?(?:reporting|editing|writing|edited|written|compiled|words)\s+by\b",
        "Reporting by Ada Moss; editing by Bo Lind.",
    ),
    Furniture("live", r"live\s+reporting\b", "Live reporting: Ada Moss"),
    Furniture(
        "caption",
        r"""image\s+(?:caption|source|\d) | file\s+photo
        | (?:image|photo(?:graph)?s?|pic(?:ture)?s?|video|watch|caption|credits?|graphic|map|source)\s*:""",
        "Image caption, Rescuers at the lock on Friday.",
    ),
    Furniture("video", r"watch\s+(?:live|now|again|our)\b", "Watch again: the lock gives way."),
    Furniture(
        "other stories",
        r"""read\s+(?:more|next|also|the\s+full)\b | see\s+also\b | most\s+read\b | (?:more|analysis)\s*:
        | story\s+continues""",
        "Read more: how locks work.",
    ),
    Furniture(
        "account",
        r"""subscribe\b | sign\s+(?:up|in)\b | log\s+in\b | register\s+(?:now|free)\b | download\s+our\b
        | (?:follow\s+us|join\s+our)\b | get\s+(?:the|our|breaking)\b""",
        "Subscribe for 2 crowns a week.",
    ),
    Furniture("advertisement", r"advertisement\b | ad\s*:", "Advertisement – story continues below."),
    Furniture("comments", r"\d+\s+comments?\s*$", "47 comments"),
    Furniture("filing", r"(?:tags?|topics?)\s*: | filed\s+under", "Tags: lock, canal, barge"),
    Furniture(
        "cookies",
        r"(?:we|this\s+(?:site|website))\s+uses?\s+cookies\b | accept\s+all",
        "We use cookies to give you the best experience.",
    ),
    Furniture("contact", r"(?:contact|about)\s+us\b | (?:tel|phone|fax|ref)\s*:", "Tel: 555 0199"),
    Furniture(
        "small print",
        r"all\s+rights\s+reserved | copyright\b | our\s+standards\b | correction\s+policy",
        "All rights reserved.",
    ),
    Furniture(
        "call for readers",
        r"""have\s+your\s+say | tell\s+us\b | (?:were\s+you|are\s+you\s+in)\b | questions\s*\?
        | do\s+you\s+have\s+(?:a\s+)?(?:story|information|more)\b""",
        "Were you there? We would like to know.",
    ),
    Furniture(
        "navigation",
        r"""(?:scroll\s+(?:down|up)|skip\s+to)\b | back\s+to\s+top | you[’']re\s+up\s+to\s+date
        | click\s+here | tap\s+(?:here|to)\b""",
        "Click here for the live map.",
    ),
    Furniture(
        "alerts",
        r"""(?:close\s+)?get\s+(?:e-?mail\s+|push\s+|news\s+)?(?:notifications|alerts|updates)\b
        | (?:whenever|when)\b.{1,60}\bposts\s+new\s+content\b | your\s+notification\s+has\s+been\s+saved\b
        | please\s+enable\s+javascript\b""",
        "Get email notifications on Ada Moss daily!",
    ),
    Furniture(
        "more to come",
        r"""(?:this\s+is\s+a|a)\s+(?:developing|breaking)\s+(?:news\s+)?story\b | more\s+(?:to\s+come|follows)\b
        | (?:stay\s+(?:tuned|with)|check\s+back|refresh)\b.{0,60}\b(?:updates?|latest|later|details)\b
        | we\s+will\s+(?:bring\s+you|have)\s+(?:more\s+)?(?:updates|details|information)\b
        | this\s+(?:story|article|page)\s+(?:will\s+be|is\s+being)\s+updated\b""",
        "This is a developing story.",
    ),
    Furniture(
        "closing of a letter",
        r"yours\s+(?:sincerely|faithfully|truly) | (?:kind|best)\s+regards",
        "Yours sincerely,",
    ),
)
"""How a line opens that is furniture, a full stop at its end or not."""

LABELS = (
    Furniture("byline with a role", r"by\s", "By Ada Moss, chief reporter"),
    Furniture(
        "date line",
        r"(?:last\s+)?(?:updated|published|posted|modified)\b(?!\s+(?:by|a|the)\s)",
        "Last updated 14:20 on Friday",
    ),
    Furniture(
        "caption", r"(?:image|photo(?:graph|s)?|watch|caption|credits?|gallery)\b", "Photos from the lock"
    ),
    Furniture(
        "menu",
        r"(?:share|related|trending|recommended|newsletter|sponsored|cookies?|privacy|terms)\b",
        "Share this article",
    ),
    Furniture("comments", r"(?:\d+\s+)?comments?\b", "47 comments below"),
    Furniture("opening of a letter", r"dear\b", "Dear customer,"),
)
"""How a line without a full stop opens that is furniture.

The words also open a sentence of a report: "Updated figures show", "By Tuesday the water had gone".
"""

CREDITS = (
    Furniture(
        "in brackets",
        r"""[([]\s*(?:photo|pic(?:ture)?s?|image|reader[’']s\s+photo|file|credit|source|courtesy|video|graphic
        |map)\b[^)\]]{0,200}[)\]]\s*$""",
        "The lock on Friday (Picture: Ada Moss)",
    ),
    Furniture(
        "behind a label",
        r"\b(?:photo|picture|image|credit|photograph)\s*(?::|/|\bby\b)\s*[^.]{2,60}$",
        "The lock on Friday. Photo: Ada Moss",
    ),
    Furniture(
        "of an agency",
        r"(?-i:[.)]\s*[A-Z]{2,10}(?:\s[A-Z]\w+)?/[A-Z][\w .’'-]{2,40}$)",
        "The lock on Friday. QPA/Ada Moss",
    ),
    Furniture(
        "of a picture library", r"\b(?:handout|getty\s+images)\b[^.]{0,30}$", "The lock. Getty Images/QPA"
    ),
)
"""How a line ends that is a caption: with whose picture it is."""


def _any_of(kinds: Sequence[Furniture], before: str = "") -> re.Pattern[str]:
    return re.compile(before + "(?:" + "|".join(kind.pattern for kind in kinds) + ")", re.I | re.X)


_FURNITURE = _any_of(FURNITURE, r"^\W*+")
_LABEL = _any_of(LABELS, r"^\W*+")
_CREDIT = _any_of(CREDITS)
_COPYRIGHT = re.compile(r"\s*(?:©|\(c\)\s*(?:19|20)\d\d)", re.I)
ENDS_SENTENCE = re.compile(r"[.!?…][\"'”’»)\]]*\s*$")
_BULLET = re.compile(r"\s*(?:[•▪‣●*·-]|\d{1,2}[.)])\s+")
_FIELD = re.compile(
    r"""\s*[A-Z][\w’ -]{1,30}:\s+(?:
        \d
        | (?=.*(?:\d|\b(?:is|are|was|were|has|have|had|will|been|not|no)\b))(?:\S+\s+){2,}\S
    )""",
    re.X,
)
"""A field that states something: "Injured: 14", "Water supply: interrupted since 06:00"."""
_MARKS = re.compile(r"[|›»☰▶►©•→]")
_LINK = re.compile(r"(?<!\S)[^\s@]+@\S+\.\w+|https?://\S+|www\.\S+", re.IGNORECASE)

_QUESTION_WORDS = 12
"""A line that is one question of so few words asks what the text below tells, or what readers think."""
_HEADING_WORDS = 25
"""A line of more words is prose, with or without a full stop."""


def boilerplate_lines(lines: Sequence[str], *, headings: bool = False) -> set[int]:
    """Numbers of the lines that are furniture of a page rather than its text.

    A line without a full stop is a heading, a menu, a row of a table or a signature, unless it is an item of a
    list or a field ("Water supply: interrupted since 06:00"). In a text that has no sentence at all, such lines
    are all there is, and they are kept.

    Args:
        lines: of the page.
        headings: whether lines without a full stop are text too.
    """
    furniture = {number for number, line in enumerate(lines) if _is_furniture(line)}
    if headings:
        return furniture
    stopless = {number for number, line in enumerate(lines) if _is_heading(line)}
    prose = set(range(len(lines))) - furniture - stopless
    return furniture | stopless if prose else furniture


def _is_furniture(line: str) -> bool:
    bare = _LINK.sub("", line)
    words = len(bare.split())
    stops = bool(ENDS_SENTENCE.search(line))
    return bool(
        _CREDIT.search(line)
        or (words <= _HEADING_WORDS and (_FURNITURE.match(line) or _COPYRIGHT.match(line)))
        or (words <= (3 if stops else _HEADING_WORDS) and _LABEL.match(line))
        or (len(_MARKS.findall(line)) >= 2 and not stops and not _is_row(line))
        or (bare != line and words <= (4 if stops else 8))
        or not any(character.isalpha() for character in line)
    )


def _is_heading(line: str) -> bool:
    if _is_row(line):
        return True
    if ENDS_SENTENCE.search(line):
        return len(line.split()) <= _QUESTION_WORDS and line.rstrip().endswith("?")
    if item := _BULLET.match(line):
        return len(line[item.end() :].split()) < 4
    if _FIELD.match(line) or len(line.split()) > _HEADING_WORDS:
        return False
    return not line.rstrip().endswith((":", ";", ","))


def _is_row(line: str) -> bool:
    """Whether it is a row of a table, as "| Ward 3 | 14 hurt |"; a menu has no bars at its ends."""
    bare = line.strip()
    return len(bare) > 1 and bare[0] == bare[-1] == "|"
