"""Words that show how sure a source is: hedges, denials and the like. English."""

from __future__ import annotations

import re
from itertools import pairwise

from summarizer.confidence.memory import remembered

_THOUGHT = "believed|thought|understood|suspected|feared"
_EARLY = r"(?:early|initial|preliminary|first)\s+"
_IT_SEEMS = r"it\s+(?:would\s+)?(?:seems?|appears?)"
_IT_IS_SAID = r"""it\s+(?:is|was|has\s+been)\s+(?:also\s+)?
    (?:claimed|suggested|rumou?red|thought|believed|understood|feared)"""
_NOT_CLEAR = r"not\s+(?:yet\s+)?(?:certain|clear|known)\s+(?:whether|if)"
_TOO_EARLY = r"too\s+early\s+to\s+(?:say|tell)"
_HEDGE = re.compile(
    rf"""\b(?:reportedly|apparently|possibly|perhaps|maybe|might|probably|presumably|seemingly|supposedly
    | ostensibly|likely | (?<!you\s)could(?!\s+(?:not|see|hear|smell|feel)\b)
    | (?-i:may|^May)(?=\s+(?:also\s+|well\s+|not\s+|yet\s+|still\s+)?(?:be|have|need|not|\w+(?<!ed))\b)(?!\s+\d)
    | must\s+have
    | appear(?:s|ed)?\s+to | seem(?:s|ed)?\s+to
    | (?:is|are|was|were|been)\s+(?:{_THOUGHT}|rumou?red|said|presumed|assumed)\s+to
    | (?:{_THOUGHT}|presumed)\s+(?:to|dead|drowned|missing|killed|that)\b
    | rumou?r(?:s|ed)? | (?:named|identified)\s+(?:locally|by\s+(?:local\s+)?media)
    | unconfirmed | unverified | without\s+confirmation
    | believ(?:e|es|ed)\b(?!\s+in\b) | thinks? | thought(?=\s+(?:that|he|she|it|they|the|there)\b)
    | (?:is|are|was|were)\s+suspected\b(?!\s+of\b) | suspects?\s+(?:that|the|an?|it)\b
    | (?:a|the|an?other)\s+possible | likeliest | probable | plausible
    | (?<!to\s)suggest(?:s|ed|ing)?\b(?!\s+(?:an?|\w+ing)\b) | \d+\s+suspected\b
    | reports?\s+(?:indicate|suggest)
    | {_EARLY}(?:reports?|assessments?|estimates?|indications?|figures?|accounts?|findings?|information)
    | not\s+(?:yet\s+)?(?:been\s+)?(?:independently\s+)?(?:confirmed|verified) | looks?\s+like
    | sounds?\s+like | we[’']re\s+hearing | (?:not|\w+n[’']t)\s+rule\s+out
    | (?:is|are|was)\s+{_NOT_CLEAR} | {_IT_SEEMS} | no\s+indication\s+that | {_IT_IS_SAID}
    | expects?\b | (?:is|are)\s+expected | claims?\s+that\s+could\s+not\s+be | not\s+sure
    | in\s+all\s+likelihood | fears?\s+(?:that|\w+ing) | {_TOO_EARLY} | unclear)\b""",
    re.IGNORECASE | re.VERBOSE,
)
"""Words that make a statement less than sure."""
_CAUTION = re.compile(
    r"\b(?:afraid|should\s+be\s+able\s+to|(?:is|are|was|were)\s+due\s+to|uncertain|in\s+doubt|doubts?\s+(?:over|about|whether)"
    r"|yet\s+to\s+be\s+(?:confirmed|verified))\b",
    re.I,
)
"""Further words with which a claim leaves open whether something is so."""
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
_HEDGED_WORDS = "probably|possibly|reportedly|apparently"
_VERB_BEHIND = rf"""(?=(?:that|the|it|he|she|they|ha[sd]|have|is|are|was|were|would|will|could|may|might
    |{_HEDGED_WORDS})\b)"""
_NO_HEDGE_BEFORE = "".join(
    f"(?<!{word})" for word in "apparently reportedly possibly probably perhaps likely maybe".split()
)
_CLAUSE = re.compile(
    rf"""[,;:–—]\s | \s-\s | \s(?:and|but|while|although|though)\s{_VERB_BEHIND}
    | {_NO_HEDGE_BEFORE}\s(?:after|when|because)\s(?=(?:the|an?|its|his|her|their)\s)""",
    re.VERBOSE,
)
"""Where a clause begins. "Probably after the fire" is of one piece."""
_WHOLE = re.compile(
    rf""",\s+(?:{_IT_SEEMS}|possibly|perhaps|maybe|probably|apparently)\s*[.;]
    | \baccording\s+to\s+{_EARLY}\w+
    | \b(?:without\s+(?:\w+\s+)?confirmation|unverified
        |could\s+not\s+be\s+(?:\w+ly\s+)?(?:verified|confirmed|checked))\b""",
    re.IGNORECASE | re.VERBOSE,
)
"""A hedge that covers all of a sentence: "…, it seems."."""
_HELD = re.compile(
    rf"""\b(?:(?:believe[sd]?|think|thinks|thought|suspects?|suspected|(?<!to\s)suggests?|suggested|fears?|feared
        |the\s+view|reports?\s+(?:indicate|suggest)|no\s+indication|{_IT_IS_SAID}(?:\s+on\s+[\w\s]{{2,30}}?)?)\s+that
    | {_TOO_EARLY}\s+(?:whether|if) | {_NOT_CLEAR})\b""",
    re.IGNORECASE | re.VERBOSE,
)
"""Behind it stands what somebody only believes."""
_HELD_NO_MORE = re.compile(r";|,\sbut\b")
_HELD_TO = re.compile(
    rf"""\b(?:is|are|was|were)\s+(?:also\s+)?(?:{_THOUGHT}|reported|said|presumed)\s+to\b
    (?:(?!,\s(?:but|and|while|though|although|with|who|which)\b)[^;])*""",
    re.IGNORECASE | re.VERBOSE,
)
"""What somebody is thought to have done."""


@remembered(1024)
def hedges(text: str) -> tuple[tuple[int, int], ...]:
    """Spans of the words that make a statement less than sure."""
    return tuple(match.span() for match in _HEDGE.finditer(text))


def is_cautious(text: str) -> bool:
    """Whether a claim leaves open in any words whether something is so."""
    return bool(hedges(text)) or _CAUTION.search(text) is not None


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
