"""Whose a cue is: the subject of a verb of speech, before it or behind it. English only.

A subject is looked for in the words right before the cue, back to the nearest delimiter. Where there are none,
it stands behind the cue ("..., said the mayor") or before an insertion ("the mayor, 61, said").
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from summarizer.reading.clauses import (
    ARTICLE,
    BE_HAVE,
    DO,
    MODAL,
    OPENING,
    WHAT_IS_SAID,
    Span,
    comma_parts,
    part_start,
)
from summarizer.reading.cues import Cue, without_adverbs

_CAPITALISED = r"[A-ZÀ-ÞŁŐŠŽĆČ][\w.’'-]*"
_NAME_WORD = rf"(?:{_CAPITALISED}|de|von|van|der|al|bin|el|la)"
_NAME = re.compile(rf"^{_NAME_WORD}(?:\s+{_NAME_WORD})*$")
_LAST_NAME = re.compile(rf"(?<=\s)(?:{_CAPITALISED}(?:\s+|$))+$")

_PRONOUN = re.compile(
    r"^(?:he|she|it|they|his|her|their|i|we|you|who|which|one|some|many|both|this|that|these|those|there)$",
    re.I,
)
_ONE_OF_THEM = re.compile(r"(?:one|two|some|most|several|many|others?)\s+of\b|(?:an)?other\b", re.I)
_SUBJECT_PRONOUN = re.compile(r"(?<=\s)(?:I|we|he|she|they|it)$")
_ARTICLE = re.compile(rf"^(?:{ARTICLE}|this|that|these|those)\s+", re.I)
_RELATIVE = re.compile(r"^(?:who|which|whose leader|whose)\b", re.I)
_AUXILIARY = re.compile(rf"\b(?:{BE_HAVE}|been|{MODAL}|{DO})\b")
_VERB = re.compile(
    rf"""\b(?:
        {BE_HAVE}|be|been|{DO}|would|will|could|can|may|might|should
        |came|went|took|got|broke|made|left|saw|gave|fell|hit|lost|began|ran|put|set|found|died|knew|felt|held
        |\w{{3,}}ed
    )\b""",
    re.I | re.X,
)

_PARENTHETIC = re.compile(
    r"(?:by (?:contrast|comparison)|however|meanwhile|in turn|too|though|for (?:its|his|her|their) part)$",
    re.I,
)
"""What stands between a subject and its verb and is part of neither."""
_BY_AGENT = re.compile(r"\bby\s+(?=\S)(?!.*\bby\s)", re.I | re.S)
_POINTED_AT = re.compile(rf"\b{WHAT_IS_SAID}\s+(?:(?:that|which)\s+)?(?=[A-Z]|(?:the|its)\s)")
"""Before the subject of a relative clause: "a charge Pieterhof dismissed", "a number that the firm disputes"."""
_TAG = re.compile(r"\[[^\]]{1,40}\]\s*(?=\S)")
"""What an agency puts before a text: "[TEXT]"."""
_MEDIUM = re.compile(
    r"(?:(?:an?|the|his|her|its|their)\s+)?(?:(?:written|joint|press|news|prepared|brief)\s+)?(?:statement|report|release|letter|affidavit)"
    r"\s+(?:from|by)\s+(?=\S)"
)
"""What somebody speaks through: "according to a report by the inspectors"."""
_GERUND = re.compile(r"[a-z]+ing\s+(?=(?:an?|the)\s)")
"""Before somebody in what is denied: "denies ignoring a guest who complained"."""
_POSSESSIVE = re.compile(r"[’']s?$")
_IMPLAUSIBLE = re.compile(
    r"""^(?:
        (?:i|we|you|he|she|it|they)(?:\s|[’'])
        | no(?!\.) | nobody | none | neither | any(?:body|one) | every(?:body|one)
        | in | on | at(?!\s+least) | by | for | from | with | after | before | during | under
        | there | here | what | how | why
    )\b""",
    re.I | re.X,
)
"""How no subject opens: a pronoun that goes on, a denial ("No." is a number), a preposition, a question."""

_MODIFIER = re.compile(
    r"""(?<!\s)\s+(?:
        (?:seen|obtained|reviewed|issued|released|published|reached|contacted|interviewed|quoted|speaking|present|standing|working|familiar|briefed
            |who|which|whose|that|calling[ ](?:itself|themselves|himself|herself)
            |(?:when|while|as|after)[ ](?:he|she|they|it))\b.*
        | (?:on|last|this)[ ](?:mon|tues|wednes|thurs|fri|satur|sun|morn|even|after|week)\w*
            (?:[ ](?:morning|afternoon|evening|night))?(?=\s+as\b|$)
    )""",
    re.I | re.S | re.X,
)
"""What says more of a subject behind it: "two shopkeepers reached by telephone"."""
_ACCOUNT = re.compile(
    r"(?:by|in)\s+(?P<whose>(?:his|her|their)(?=\s)|(?:the\s+)?[\w’'-]+(?:\s[\w-]+){0,3}?(?=[’']s?\s))(?:[’']s?)?\s+(?:\w+\s+)?(?:account|count|reckoning|telling|opinion|view)\b",
    re.I,
)
"""Whose account something is by."""
_AS = re.compile(rf"\s+as\b.*|{_MODIFIER.pattern}", re.I | re.S | re.X)
"""The same behind an agent: "was named by police as"."""
_JOINED = re.compile(
    r"""\s(?:and|but|while|as|that|because|after|when)\s+
    (?=(?:he|she|it|they)\b | (?P<noun>(?:(?:the|its|a)\s\w+ | [a-z]{3,}s)\s?$))""",
    re.X,
)
_SUBORDINATE = re.compile(
    r"\s(?:because|after|when|where|while|before|since|although|though|until|in\s+what)\s(?=\s*\S)", re.I
)
_ENDS_JOINING = re.compile(r"(?:^|\s)(?:and|but|or)$", re.I)
_STARTS_WITH_VERB = re.compile(r"\s*(?:lives?|works?|runs?|owns?|was|is|had|has|heard|saw|ran|\w{3,}ed)\b")
"""A clause whose subject stands before an insertion: "Ida Borg, 19, lives nearby and said"."""
_ENDS_JOINING_VERBS = re.compile(r"\s(?:and|but)$")
_FIRST_SUBJECT = re.compile(
    r"(?:(?:[Tt]he|[Aa]n?|[Ii]ts)\s+)?(?:[\w’'-]+\s){0,3}?[\w’'-]+"
    r"(?=\s+(?:\w+ed|called|is|was|has|had|says|said|hit|struck|went|took|came|wrote|gave|made|met|withdrew)\b)"
)
_QUOTED_AS = re.compile(
    r"""(?:
        \b(?:quot|cit)(?:es?|ed|ing)\s+(?P<object>[^,;:]{2,80}?)
        | (?:^|\s)(?P<subject>\S[^,;:]{1,80}?)\s+(?:is|was|were|been)\s+(?:quot|cit)ed
    )\s+as$
    | ^(?P<issuer>\s*\S[^,;:]{1,80}?)\s+(?:has\s+)?(?:issued|released|published|posted|sent|made)
        \s+(?:an?|the)\s+(?:\w+\s+)?(?:statement|notice|letter|message|video|update|bulletin|post)$""",
    re.I | re.X,
)

_THAT_AHEAD = re.compile(r"\s(?:[^,.;:“”\"]{1,60}?\s)that\s")
"""Behind a verb of speech and whom it is told to, where what is said starts: "told the Mercury that"."""
_SHORT = r"\b(?:Lt|Col|Gen|Capt|Sgt|Maj|Cpl|Supt|Insp|Det|Dr|Mrs?|Ms|Prof|Sen|Rep|Gov|Rev|St|[A-Z])\."
_BEHIND = re.compile(
    rf"""^\s*+(?:(?!(?:that|it|he|she|they|we|there|in|on|at|about|of|to|for|from|with|by|over|against|into)\b|\d+\s)(?:{_SHORT}|[^,.;:“”"()]){{2,160}}?)
    (?=\s*(?:[,.;:“”"()–—]|$))(?<!\bLt)(?<!\bCol)(?<!\bGen)(?<!\bCapt)(?<!\bSgt)(?<!\bDr)(?<!\bMr)(?<!\bMrs)(?<!\bMs)""",
    re.I | re.X,
)
_ROLE = re.compile(r"(?:its|their|his|her|the|an?)\s[^,]*$", re.I)
_NAMED_BEHIND_ROLE = re.compile(r"\s*,\s*([^,.;:“”\"()–—]{1,80}?)\s*(?=[,.;:“”\"–—]|$)")
_APPOSITION = re.compile(r"(?:\d+|of|one of|an?|the|our|its|his|her|their)\b")
_INSERTION = re.compile(r"(?:\d+|of|from|an?|the|our|its|his|her|their|now|then|himself|herself)\b")
_DETAIL = re.compile(
    r"(?:\d+|of|one of|from|asked|asking|declining|requesting|speaking|reached|contacted|interviewed|citing|quoting"
    r"|told|quoted|cited)\b"
)
"""An age or a place behind a name: "Joyce Penhallow, 71, of Brine Street"."""
_OPENS = re.compile(
    r"(?P<subject>[A-Z][^,;:(–—“”\"]{2,80}?)\s*[,(–—](?:(?![;:“”\"]|\b(?:and|but)\s+(?:the|he|she|they|it)\b).)*[,)–—]\s*$",
    re.S,
)
_CLOSING = frozenset("”\"»’'")
_MOST_WORDS = 14
_FAR = 400
"""Characters behind which no cue belongs to the words that open a sentence."""


@dataclass(frozen=True, slots=True)
class Voiced:
    """A cue with its subject.

    Attributes:
        cue: the words that make somebody a source.
        subject: where the words stand that name the source.
        is_inverted: whether they stand behind the cue: "said the mayor".
    """

    cue: Cue
    subject: Span
    is_inverted: bool = False


class _Chunk(NamedTuple):
    """The words right before a cue, without adverbs, and where they start."""

    start: int
    text: str


def is_pronoun(source: str) -> bool:
    """Whether a subject is a pronoun that earlier sentences have to resolve."""
    return bool(_PRONOUN.match(source))


def is_one_of_them(source: str) -> bool:
    """Whether a subject is one of several: whom no pronoun of a later sentence means."""
    return bool(_ONE_OF_THEM.match(source))


def with_subjects(sentence: str, cues: Sequence[Cue]) -> list[Voiced]:
    """The cues that have a subject, in order; several may share one."""
    found: list[Voiced] = []
    for cue in cues:
        if one := _voiced(sentence, cue, found[-1] if found else None):
            found.append(one)
    return found


def _voiced(sentence: str, cue: Cue, previous: Voiced | None) -> Voiced | None:
    if account := _ACCOUNT.match(sentence, cue.start):
        return Voiced(cue, account.span("whose"), is_inverted=True)
    if cue.is_second_hand:
        subject = _behind(sentence, cue.end, until=_AS if cue.has_agent else _MODIFIER)
        return Voiced(cue, subject, is_inverted=True) if subject else None
    chunk = _chunk_before(sentence, cue, previous)
    if previous and chunk.start == previous.cue.end and (cue.is_found or _THAT_AHEAD.match(chunk.text)):
        return None  # somebody speaks within what somebody says
    is_inverted = False
    if chunk.text.strip():
        subject = _in_chunk(sentence, cue, chunk, previous)
    elif (
        not (cue.is_participle or cue.takes_object)
        and (behind := _behind(sentence, cue.end))
        and _is_inverted(sentence, chunk.start, behind)
    ):
        subject, is_inverted = behind, True
    elif cue.is_continuous:
        subject = previous.subject if previous else _first_subject(sentence)
    else:
        subject = _before_insertion(sentence, chunk.start)
    if subject and _AUXILIARY.search(sentence[slice(*subject)]):
        subject = _name_at_end(sentence, subject)
    if subject is None or not _is_plausible(sentence[slice(*subject)]):
        subject, is_inverted = None if chunk.text.strip() else _main_subject(sentence, cue), False
    if subject is None or (cue.is_thought and is_pronoun(sentence[slice(*subject)])):
        return None
    return Voiced(cue, subject, is_inverted)


def _first_subject(sentence: str, start: int = 0) -> Span | None:
    """The subject of the first verb from a place on: "The firm" of "The firm apologised, saying"."""
    words = sentence[start:].lstrip()
    opening = OPENING.match(words)
    start = len(sentence) - len(words) + (opening.end() if opening else 0)
    match = _FIRST_SUBJECT.match(sentence, start)
    return _trimmed(sentence, start, match.end()) if match else None


def _main_subject(sentence: str, cue: Cue) -> Span | None:
    """The subject that opens a sentence, parted from the cue by insertions: "Judge Ek, in her dissent, said"."""
    is_near = cue.verb_start < _FAR and not cue.is_continuous
    match = _OPENS.match(sentence[: cue.verb_start]) if is_near else None
    if match is None or _VERB.search(match["subject"]):
        return None
    subject = _trimmed(sentence, *match.span("subject"))
    return subject if subject and _is_plausible(sentence[slice(*subject)]) else None


def _is_plausible(subject: str) -> bool:
    return (
        1 <= len(subject.split()) <= _MOST_WORDS
        and any(map(str.isalpha, subject))
        and not _IMPLAUSIBLE.match(subject)
    )


def _chunk_before(sentence: str, cue: Cue, previous: Voiced | None) -> _Chunk:
    """The words between a cue and what delimits them: a mark, or the cue before."""
    start = max(part_start(sentence, cue.start), previous.cue.end if previous else 0)
    text = without_adverbs(sentence[start : cue.verb_start])
    bracket = None if text.strip() else _bracket(sentence, start)
    if bracket is None:
        return _Chunk(start, text)
    start = part_start(sentence, bracket)
    return _Chunk(start, sentence[start:bracket].rstrip())


def _bracket(sentence: str, position: int) -> int | None:
    """Where a parenthesis opens that closes right before a position: "the Joint Mission (JTM) said"."""
    before = sentence[:position].rstrip()
    opened = before.rfind("(") if before.endswith(")") else -1
    return opened if opened > 0 else None


def _in_chunk(sentence: str, cue: Cue, chunk: _Chunk, previous: Voiced | None) -> Span | None:
    if previous and _ENDS_JOINING.search(chunk.text):
        return previous.subject
    if cue.is_participle:
        return _quoted_as(sentence, chunk)
    if _RELATIVE.match(chunk.text.strip()) and len(chunk.text.split()) <= 2:
        if previous and previous.is_inverted and not sentence[previous.subject[1] : chunk.start].strip(" ,"):
            return previous.subject
        return _agent(sentence, chunk.start) or _before_insertion(sentence, chunk.start)
    if _ENDS_JOINING_VERBS.search(chunk.text):
        return _of_first_verb(sentence, chunk)
    behind_cue = previous is not None and chunk.start == previous.cue.end
    return _last_noun_phrase(sentence, chunk, behind_verb=behind_cue)


def _agent(sentence: str, end: int) -> Span | None:
    """Who did something, named last before "who" or "which": "rejected by the ministry, which said"."""
    parts = comma_parts(sentence, end)
    by = _BY_AGENT.search(sentence[slice(*parts[-1])]) if parts else None
    return _trimmed(sentence, parts[-1][0] + by.end(), parts[-1][1]) if by else None


def _quoted_as(sentence: str, chunk: _Chunk) -> Span | None:
    """The subject of "saying" in "the Herald quoted the mayor as saying" and "the mayor was quoted as saying"."""
    match = _QUOTED_AS.search(chunk.text)
    if not match:
        return None
    group = next(name for name in ("object", "subject", "issuer") if match[name])
    return _trimmed(sentence, chunk.start + match.start(group), chunk.start + match.end(group))


def _of_first_verb(sentence: str, chunk: _Chunk) -> Span | None:
    """The subject of the first of two joined verbs: "Ms Østgaard called that figure false and denied ..."."""
    if _STARTS_WITH_VERB.match(chunk.text) and (subject := _before_insertion(sentence, chunk.start)):
        return subject
    is_alone = chunk.text.lstrip() in {"and", "but"}
    return _first_subject(sentence, 0 if is_alone else chunk.start)


def _last_noun_phrase(sentence: str, chunk: _Chunk, *, behind_verb: bool = False) -> Span | None:
    """The noun phrase at the end of a chunk: without the clause that a conjunction joins it to."""
    text = without_adverbs(chunk.text)
    if pronoun := _SUBJECT_PRONOUN.search(text):
        return chunk.start + pronoun.start(), chunk.start + pronoun.end()
    if pointed := _POINTED_AT.search(text):
        return _trimmed(sentence, chunk.start + pointed.end(), chunk.start + len(text))
    text = _MODIFIER.sub("", text)
    joined = [
        match.end()
        for match in _JOINED.finditer(text)
        if not match["noun"] or behind_verb or _VERB.search(text[: match.start()])
    ]
    joined += [match.end() for match in _SUBORDINATE.finditer(text)]
    return _trimmed(sentence, chunk.start + max(joined, default=0), chunk.start + len(text))


def _name_at_end(sentence: str, span: Span) -> Span | None:
    """The name that closes a clause: "it was steep for Mr Lund, who said"."""
    match = _LAST_NAME.search(sentence[slice(*span)])
    return (span[0] + match.start(), span[1]) if match else None


def _behind(sentence: str, position: int, until: re.Pattern[str] = _MODIFIER) -> Span | None:
    """The name that follows a cue: up to the next delimiter, or to what says more of it."""
    match = _BEHIND.match(sentence[position:])
    if not match:
        return None
    end = position + match.end()
    named = _NAMED_BEHIND_ROLE.match(sentence[end:])
    if named and _NAME.match(named[1]) and _ROLE.match(match.group().strip()):
        return end + named.start(1), end + named.end(1)
    return _trimmed(sentence, position, position + len(until.sub("", match.group())))


def _is_inverted(sentence: str, chunk_start: int, behind: Span) -> bool:
    """Whether a name behind a cue is its subject: behind a quotation, or a comma that ends no apposition."""
    delimiter = sentence[:chunk_start].rstrip()[-1:]
    if delimiter in _CLOSING:
        return True
    return (
        delimiter == ","
        and not _VERB.search(sentence[slice(*behind)])
        and not _ends_in_apposition(sentence, chunk_start)
    )


def _ends_in_apposition(sentence: str, end: int) -> bool:
    """Whether the words between the last two commas name somebody: "its director, José Ankarra, said"."""
    parts = comma_parts(sentence, end)
    if len(parts) < 2:
        return False
    last = sentence[slice(*parts[-1])].strip()
    return bool(
        _NAME.match(last)
        or _PARENTHETIC.match(last)
        or _DETAIL.match(last)
        or _RELATIVE.match(last)
        or (_APPOSITION.match(last) and not _AUXILIARY.search(last))
    )


def _before_insertion(sentence: str, end: int) -> Span | None:
    """The subject before an insertion: "Joyce Penhallow, 71, of Brine Street, said"."""
    parts = comma_parts(sentence, end)
    while parts:
        start, stop = parts.pop()
        text = sentence[start:stop].strip()
        bare = OPENING.sub("", text)
        if _NAME.match(bare) and not bare.isdigit():
            return _trimmed(sentence, start, stop)
        if _RELATIVE.match(text) and not parts:
            return None
        if not (parts and _is_inserted(text, sentence[slice(*parts[-1])].strip())):
            return _last_noun_phrase(sentence, _Chunk(start, sentence[start:stop]))
    return None


def _is_inserted(text: str, previous: str) -> bool:
    """Whether words between commas say more of the previous ones: "who runs the lock", "71", "a nurse"."""
    if _RELATIVE.match(text) or _DETAIL.match(text) or _PARENTHETIC.match(text):
        return True
    if re.fullmatch(r"\d{1,3}", previous) and _INSERTION.match(text):
        return True
    named = _NAME.match(_ARTICLE.sub("", OPENING.sub("", previous)))
    return bool(named and (_INSERTION.match(text) or (" " in named.group() and not _VERB.search(text))))


def _trimmed(sentence: str, start: int, end: int) -> Span | None:
    """A span without conjunctions, articles and white space at its ends."""
    while True:
        text = sentence[start:end]
        words = text.lstrip()
        opening = (
            OPENING.match(words)
            or _TAG.match(words)
            or _MEDIUM.match(words)
            or _GERUND.match(words)
            or (None if is_pronoun(words.rstrip()) else _ARTICLE.match(words))
        )
        if words == text and not opening:
            break
        start += len(text) - len(words) + (opening.end() if opening else 0)
    end = start + len(_POSSESSIVE.sub("", sentence[start:end].rstrip(" ,.\t\r\n")))
    return (start, end) if end > start else None
