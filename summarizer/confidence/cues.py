"""Words that show how sure a source is: hedges, denials and the like. English."""

from __future__ import annotations

import re
from itertools import pairwise

from summarizer.confidence.memory import remembered

_HEDGE = re.compile(
    r"""\b(?:reportedly|apparently|possibly|perhaps|maybe|might|(?<!you\s)could(?!\s+(?:not|see|hear|smell|feel)\b)|probably|presumably|seemingly|supposedly
    | ostensibly|likely
    | (?-i:may|^May)(?=\s+(?:also\s+|well\s+|not\s+|yet\s+|still\s+)?(?:be|have|need|not|\w+(?<!ed))\b)(?!\s+\d)
    | must\s+have
    | appear(?:s|ed)?\s+to | seem(?:s|ed)?\s+to
    | (?:is|are|was|were|been)\s+(?:believed|thought|understood|suspected|feared|rumou?red
        |said|presumed|assumed)\s+to
    | (?:believed|thought|understood|suspected|feared|presumed)\s+(?:to\b|dead\b|drowned\b|missing\b|killed\b|that\b)
    | rumou?r(?:s|ed)? | (?:named|identified)\s+(?:locally|by\s+(?:local\s+)?media)
    | unconfirmed | unverified | without\s+confirmation
    | believ(?:e|es|ed)\b(?!\s+in\b) | thinks? | thought(?=\s+(?:that|he|she|it|they|the|there)\b)
    | (?:is|are|was|were)\s+suspected\b(?!\s+of\b) | suspects?\s+(?:that|the|an?|it)\b
    | (?:a|the|an?other)\s+possible | likeliest | probable | plausible
    | (?<!to\s)suggest(?:s|ed|ing)?\b(?!\s+(?:an?|\w+ing)\b) | \d+\s+suspected\b
    | reports?\s+(?:indicate|suggest) | (?:early|initial|preliminary|first)\s+
        (?:reports?|assessments?|estimates?|indications?|figures?|accounts?|findings?|information)
    | not\s+(?:yet\s+)?(?:been\s+)?(?:independently\s+)?(?:confirmed|verified) | looks?\s+like
    | sounds?\s+like | we[’']re\s+hearing | (?:not|\w+n[’']t)\s+rule\s+out
    | (?:is|are|was)\s+not\s+(?:yet\s+)?(?:certain|clear|known)\s+(?:whether|if)
    | it\s+(?:would\s+)?(?:seems?|appears?) | no\s+indication\s+that
    | it\s+(?:is|was|has\s+been)\s+(?:also\s+)?(?:claimed|suggested|rumou?red|thought|believed|understood|feared)
    | expects?\b | (?:is|are)\s+expected | claims?\s+that\s+could\s+not\s+be | not\s+sure
    | in\s+all\s+likelihood | fears?\s+(?:that|\w+ing)
    | too\s+early\s+to\s+(?:say|tell)
    | unclear)\b""",
    re.IGNORECASE | re.VERBOSE,
)
_BLAME = re.compile(
    r"\b(?:accus(?:es?|ed|ing)|blam(?:es?|ed|ing)|alleg(?:es?|ed|edly|ing|ations?)"
    r"|on suspicion of|suspected of|charged with|scapegoat|attributed to|to blame for|the work of"
    r"|(?:responsible for|behind)\s+(?:\w+\s+){0,3}?(?:attack|bomb|kill|murder|death|blast|explosion|shooting|raid"
    r"|massacre|crime|fire|blaze|leak|crash|spill|collapse|breach|hack)\w*)\b",
    re.I,
)
_CHARGE = re.compile(
    r"\b(?:charged with"
    r"|(?:arrest|detain|held|question|bail|investigat|inquir|probe)\w*(?:\s+\w+){0,6}?\s+on suspicion of)",
    re.I,
)
_DENIAL = re.compile(
    r"\b(?:den(?:y|ies|ied|ying)|reject(?:s|ed)|disput(?:es|ed)|refut(?:es|ed)|dismiss(?:es|ed)|rul(?:es|ed) out)\b",
    re.I,
)
_CONFIRMED = re.compile(
    r"(?<!not )(?<!not been )(?<!not yet )\b(?:confirmed|verified)\b(?!\s+(?:cases|reports))", re.I
)
_NEGATION = re.compile(
    r"\b(?:no|not|never|none|nobody|nothing|neither|nor|without|cannot|un(?:hurt|harmed|injured|affected))\b|n[’']t\b",
    re.I,
)
_CLAUSE = re.compile(
    r"[,;:–—]\s|\s-\s|\s(?:and|but|while|although|though)\s"
    r"(?=(?:that|the|it|he|she|they|ha[sd]|have|is|are|was|were|would|will|could|may|might|probably|possibly|reportedly"
    r"|apparently)\b)"
    r"|(?<!apparently)(?<!reportedly)(?<!possibly)(?<!probably)(?<!perhaps)(?<!likely)(?<!maybe)"
    r"\s(?:after|when|because)\s(?=(?:the|an?|its|his|her|their)\s)"
)
_WHOLE = re.compile(
    r",\s+(?:it\s+(?:would\s+)?(?:seems?|appears?)|possibly|perhaps|maybe|probably|apparently)\s*[.;]|"
    r"\baccording\s+to\s+(?:early|initial|preliminary|first)\s+\w+|"
    r"\b(?:without\s+(?:\w+\s+)?confirmation|unverified|could\s+not\s+be\s+(?:\w+ly\s+)?(?:verified|confirmed|checked))\b",
    re.I,
)


_HELD = re.compile(
    r"\b(?:(?:(?:believe[sd]?|think|thinks|thought|suspects?|suspected|(?<!to\s)suggests?|suggested|fears?|feared|the\s+view)|reports?\s+(?:indicate|suggest)|no\s+indication"
    r"|it\s+(?:is|was|has\s+been)\s+(?:also\s+)?(?:claimed|suggested|rumou?red|thought|believed|understood|feared)"
    r"(?:\s+on\s+[\w\s]{2,30}?)?)\s+that|too\s+early\s+to\s+(?:say|tell)\s+(?:whether|if)|not\s+(?:yet\s+)?(?:certain|clear|known)\s+(?:whether|if))\b",
    re.I,
)


_HELD_NO_MORE = re.compile(r";|,\sbut\b")
_HELD_TO = re.compile(
    r"\b(?:is|are|was|were)\s+(?:also\s+)?(?:believed|thought|understood|suspected|feared|reported|said|presumed)\s+to\b"
    r"(?:(?!,\s(?:but|and|while|though|although|with|who|which)\b)[^;])*",
    re.I,
)


@remembered(1024)
def hedges(text: str) -> tuple[tuple[int, int], ...]:
    """Spans of the words that make a statement less than sure."""
    return tuple(match.span() for match in _HEDGE.finditer(text))


def hedged_parts(text: str) -> list[tuple[int, int]]:
    """Spans, from one semicolon to the next, in which a hedge covers all, wherever it stands."""
    return [
        (
            text.rfind(";", 0, match.start()) + 1,
            end if (end := text.find(";", match.end())) >= 0 else len(text),
        )
        for match in _WHOLE.finditer(text)
    ]


def held_parts(text: str) -> list[tuple[int, int]]:
    """Spans of what somebody only believes: behind "we believe that" up to ";" or "but", all of "is thought to"."""
    that = [
        (match.end(), end.start() if (end := _HELD_NO_MORE.search(text, match.end())) else len(text))
        for match in _HELD.finditer(text)
    ]
    return [*that, *(match.span() for match in _HELD_TO.finditer(text))]


def is_blame(text: str) -> bool:
    """Whether somebody is accused of something in it."""
    return bool(_BLAME.search(text))


def is_charge(text: str) -> bool:
    """Whether it tells of an act of the law, which is a fact itself: somebody was charged or arrested."""
    return bool(_CHARGE.search(text)) and not is_blame(_CHARGE.sub("", text))


def is_confirmation(text: str) -> bool:
    """Whether something is called confirmed or verified in it."""
    return bool(_CONFIRMED.search(text))


def is_denial(text: str) -> bool:
    """Whether it says that somebody denies something."""
    return bool(_DENIAL.search(text))


def is_negated(text: str) -> bool:
    """Whether it says that something is not so."""
    return bool(_NEGATION.search(text))


def clauses(text: str) -> list[tuple[int, int]]:
    """The parts of a sentence between commas, dashes and conjunctions, without a gap."""
    cuts = [0, *(match.start() for match in _CLAUSE.finditer(text)), len(text)]
    return [(start, end) for start, end in pairwise(cuts) if end > start]
