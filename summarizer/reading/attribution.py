"""Who says what within a sentence: attributions with the part of the sentence each governs.

A sentence is attributed where a cue (a verb of speech, "according to") has a subject. Where the cue stands
before its content it governs what follows, where it closes the sentence it governs what precedes. Cues inside
a quotation belong to the quoted speaker and are not read. English only; the idea of cue, source and content
spans is that of PolNeAR (Newell et al., LREC 2018).
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from typing import Literal

Manner = Literal["says", "confirms", "alleges", "denies"]

_VERBS: dict[Manner, str] = {
    "confirms": "confirm(?:s|ed|ing)?|verif(?:y|ies|ied)",
    "denies": "den(?:y|ies|ied|ying)|reject(?:s|ed|ing)?|disput(?:es?|ed|ing)|dismiss(?:es|ed|ing)?|refut(?:es?|ed|ing)"
    "|call(?:s|ed) [^,.;]{0,40}?(?:false|untrue|a lie|baseless)",
    "alleges": "blam(?:es?|ed|ing)|accus(?:es?|ed|ing)|alleg(?:es?|ed|ing)|claim(?:s|ed|ing)?",
    "says": "sa(?:y|ys|id|ying)|t(?:ells?|old|elling)|add(?:s|ed|ing)|announc(?:es?|ed|ing)"
    "|stat(?:es|ed)|not(?:es?|ed|ing)"
    "|insist(?:s|ed|ing)?|argu(?:es?|ed|ing)|warn(?:s|ed|ing)?|explain(?:s|ed|ing)?|acknowledg(?:es?|ed|ing)"
    "|admit(?:s|ted|ting)?|concede[sd]?|suggest(?:s|ed|ing)|report(?:s|ed)?|estimat(?:es?|ed)|recall(?:s|ed)|testif(?:ies|ied)"
    "|stress(?:es|ed)|point(?:s|ed)? out|write|writes|wrote|tweet(?:s|ed)|post(?:s|ed)|believ(?:es?|ed)|expect(?:s|ed)?"
    "|predict(?:s|ed)?"
    "|indicat(?:es?|ed)|conclud(?:es?|ed)|declar(?:es?|ed|ing)|describ(?:es?|ed)|advis(?:es?|ed)|urg(?:es|ed)"
    "|reveal(?:s|ed)?|disclos(?:es?|ed)"
    "|assert(?:s|ed)?|maintain(?:s|ed)?|contend(?:s|ed)?|complain(?:s|ed)?|repl(?:ies|ied)|respond(?:s|ed)"
    "|hears?|heard|f(?:inds?|ound)",
}
_ADVERB = (
    r"(?:also|now|later|then|still|again|already|only|earlier|since|further|too|formally|publicly|initially|merely"
    r"|repeatedly|flatly|strongly|today|yesterday|always|recently|just|finally|first|separately|immediately"
    r"|specifically|explicitly|privately|openly|consistently|firmly|vehemently|categorically|falsely|wrongly"
    r"|independently|previously|ha[sd]|have|did|does|do|would|will|[’']s|not|yet to|to)"
)
_CUE = re.compile(
    r"\b(?:"
    + "|".join(f"(?P<{manner}>{verbs})" for manner, verbs in _VERBS.items())
    + r")\b|\baccording to\b",
    re.I,
)
_DELIMITER = re.compile(
    r"[;:–—“”\"«»()]|,(?!\d)|\s-\s|(?<=\w)[’']\s(?=said|says)|(?<=[,.!?])(?:''|[’'])(?=\s)"
)
_LEADING = re.compile(
    r"^(?:(?:and|but|or|yet|so|however|meanwhile|while|whereas|although|though|because|as|when|if|where|that|also|earlier"
    r"|later|still|separately|nevertheless|according to"
    r"|on (?:mon|tues|wednes|thurs|fri|satur|sun)day|at (?:noon|midnight|dawn))\b[\s,]*)+",
    re.I,
)
_LAST_ADVERB = re.compile(rf"(?<![^\s,]){_ADVERB}$", re.I)
_MODIFIER = re.compile(
    r"(?<!\s)\s+(?:(?:reached|contacted|interviewed|quoted|speaking|present|standing|working|who|which|whose|that|familiar|briefed"
    r"|calling (?:itself|themselves|himself|herself))\b.*"
    r"|(?:on|last|this) (?:mon|tues|wednes|thurs|fri|satur|sun|morn|even|after|week)\w*$)",
    re.I | re.S,
)
_PRONOUN = re.compile(
    r"^(?:he|she|it|they|i|we|you|who|which|one|some|many|both|this|that|these|those|there)$", re.I
)
_SUBJECT_PRONOUN = re.compile(r"(?<=\s)(?:I|we|he|she|they)$")
_RELATIVE = re.compile(r"^(?:who|which|whose leader|whose)\b", re.I)
_ARTICLE = re.compile(r"^(?:the|an?|its|their|his|her|our|my|this|that|these|those)\s+", re.I)
_ARTICLE_BEHIND = re.compile(r"\b(?:the|an?|its|their|his|her|our|my)\s+$", re.I)
_PASSIVE = re.compile(
    r"\b(?:be|been|being|is|are|was|were|get|gets|got)\s+(?:(?:\w+ly|also|not|first|now|still)\s+)?$", re.I
)
"""Before a participle in -ed it makes a passive, before one in -ing a progressive: "is warning that"."""
_NOUN_USE = re.compile(
    r"\b(?:the|a|an|his|her|its|their|no|any|this|that|these|those|of|in|by|with|such|some|several|all|to)\s+$",
    re.I,
)
_NOUN = re.compile(r"(?:report|claim|dispute|post|note|estimate|state|tweet|find|reveal)s?$", re.I)
_AFTER_NOUN = re.compile(
    r"\s+(?:is|are|was|were|has|have|had|will|would|could|can|may|might|should|must|of|on|into|about|by|from"
    r"|said|says?|suggest(?:s|ed)?|indicate[sd]?)\b"
)
"""What follows "report" or "claims" only where they are nouns: "a full report will", "media reports said"."""
_PERCEIVED = re.compile(r"(?:hears?|heard|finds?|found|states)$", re.I)
_INQUIRY = re.compile(
    r"\b(?:polls?|surveys?|stud(?:y|ies)|inquir(?:y|ies)|investigat(?:ions?|ors?)|inspect(?:ions?|ors?)|reports?|reviews?"
    r"|anal(?:ysis|yses|ysts?)|audit(?:s|ors?)?|court|jury|probe|tests?)\b[^,;:]{0,60}$",
    re.I,
)
"""Whose findings are what they say, even where it is a thing that they found."""
_CLAUSE = re.compile(
    r"\s*(?:out\s+)?(?:that\b|:|(?:(?!\bwho\b|\bwhich\b)[^,.;:]){1,200}?"
    r"\b(?:is|are|was|were|has|have|had|will|would|could|can|did|does|do)\b)",
    re.I,
)
"""What follows "found" and "heard" where they report what is said, not a thing: "found that", "found it was"."""
_NEGATED = re.compile(r"(?:\b(?:not|never|cannot)|n[’']t)\s+(?:\w+\s+)?$", re.I)
_NO_SUBJECT = re.compile(
    r"^(?:(?:i|we|you|he|she|it|they)(?:\s|[’'])|no(?!\.)|nobody|none|neither|in|on|at(?!\s+least)|by|for|from|with|after|before|during|under"
    r"|there|here|what|how|why)\b",
    re.I,
)
_AUXILIARY = re.compile(
    r"\b(?:is|are|was|were|has|have|had|been|will|would|could|can|may|might|should|must|did|does|do)\b"
)
_SUBORDINATE = re.compile(
    r"\s(?:because|after|when|while|before|since|although|though|until)\s(?=\s*\S)", re.I
)
_VERBAL = re.compile(
    r"\b(?:is|are|was|were|has|have|had|be|been|would|will|could|can|may|might|should|did|does|do|came|went|took|got|broke"
    r"|made|left|saw|gave|fell|hit|lost|began|ran|put|set|found|died|knew|felt|held|\w{3,}ed)\b",
    re.I,
)
_ADJUNCT = re.compile(
    r"^\s*(?:(?:in|on|at|during|after|by|to|from|through|via|late|early|last|this|earlier|later|yesterday|today|tonight"
    r"|reporters|us|me"
    r"|journalists|[A-Z][\w’'-]*(?:\s[A-Z][\w’'-]*)*|the\s[A-Z][\w’'-]*(?:\s[A-Z][\w’'-]*)*)\b"
    r"[^,;:“”\"]{0,60})?(?:[.,;!?]|$)",
)
_PERSON_AFTER = re.compile(
    r"^\s*(?:(?!that\b|it\b|he\b|she\b|they\b|we\b|there\b|in\b|on\b|at\b)[^,.;:“”\"()]{2,70}?)"
    r"(?=\s*(?:[,.;:“”\"()–—]|$))",
    re.I,
)
_NAME = re.compile(
    r"^(?:[A-ZÀ-ÞŁŐŠŽĆČ][\w.’'-]*|de|von|van|der|al|bin|el|la)"
    r"(?:\s+(?:[A-ZÀ-ÞŁŐŠŽĆČ][\w.’'-]*|de|von|van|der|al|bin|el|la))*$"
)
_QUOTATION = re.compile(
    r"“[^”]*(?:”|$)|\"[^\"]*(?:\"|$)|«[^»]*(?:»|$)|''(?:(?!'').)*(?:''|$)"
    r"|(?:(?<=\s)|^)(?:‘(?:[^‘’]|(?<=\w)’(?=\w))*[,.!?]’|'(?:[^']|(?<=\w)'(?=\w))*[,.!?]')(?!\w)"
)
_GOES_ON = re.compile(
    r"\s*:|,\s+(?:is|are|was|were|has|have|had|will|would|could|can|may|might|must|should|did|does|do)\b"
)
"""Behind an inserted attribution, where what it governs goes on: "The driver, police said, was drunk"."""
_TRANSITIVE: frozenset[Manner] = frozenset({"denies", "alleges"})


_JOINED = re.compile(
    r"\s(?:and|but|while|as|that|because|after|when)\s+(?=(?:he|she|it|they)\b|(?P<noun>(?:the|its|a)\s\w+\s?$))"
)
_QUOTED_AS = re.compile(
    r"(?:\b(?:quot|cit)(?:es?|ed|ing)\s+(?P<object>[^,;:]{2,80}?)"
    r"|(?:^|\s)(?P<subject>\S[^,;:]{1,80}?)\s+(?:is|was|were|been)\s+(?:quot|cit)ed)\s+as$",
    re.I,
)
_LAST_NAME = re.compile(r"(?<=\s)(?:[A-ZÀ-ÞŁŐŠŽĆČ][\w.’'-]*(?:\s+|$))+$")
_CLOSING = frozenset("”\"»’'")
_MOST_CUES = 40
"""Cues of a sentence that are read; no prose has more."""
_NEAR = 60
"""Characters before a cue among which the words stand that change what it is."""


@dataclass(frozen=True, slots=True)
class Attribution:
    """A cue in a sentence. All offsets are into the sentence.

    Attributes:
        manner: how it is said.
        start: where the governed part starts.
        end: where it ends (exclusive).
        cue: the words of the cue.
        source: the subject as worded, without a leading article; may be a pronoun.
        source_start: where those words start.
        cue_start: where the cue starts.
    """

    manner: Manner
    start: int
    end: int
    cue: str
    source: str
    source_start: int
    cue_start: int

    @property
    def is_pronoun(self) -> bool:
        """Whether the subject is a pronoun that earlier sentences have to resolve."""
        return bool(_PRONOUN.match(self.source))


@dataclass(frozen=True, slots=True)
class _Found:
    manner: Manner
    cue: re.Match[str]
    subject: tuple[int, int]
    forward: bool
    second_hand: bool


def quotations(sentence: str) -> list[tuple[int, int]]:
    """Spans of what stands in quotation marks, marks included."""
    return [match.span() for match in _QUOTATION.finditer(sentence)]


def attributions(sentence: str) -> tuple[Attribution, ...]:
    """The attributions of a sentence, in the order of their cues.

    Where "according to" passes on what another cue already attributes ("the union confirmed ..., according to
    Coast Radio"), the first speaker is kept and the outlet is not.
    """
    quoted = quotations(sentence)
    outside = [
        cue for cue in _CUE.finditer(sentence) if not any(start <= cue.start() < end for start, end in quoted)
    ]
    found: list[_Found] = []
    for cue in outside[:_MOST_CUES]:
        if one := _read(sentence, cue, found):
            found.append(one)
    if any(not one.second_hand for one in found):
        found = [one for one in found if not (one.second_hand and _passes_on(sentence, one, found))]
    return tuple(_scoped(sentence, found))


def _read(sentence: str, cue: re.Match[str], before: Sequence[_Found]) -> _Found | None:
    """A cue with its subject, or None where the word is no cue here (a passive, a noun, no subject)."""
    head, tail = sentence[: cue.start()], sentence[cue.end() :]
    if cue.group().lower() == "according to":
        subject = _after(sentence, cue.end())
        forward = not _content(head)
        return _Found("says", cue, subject, forward, second_hand=True) if subject else None
    if cue.group()[0].isupper() and head.strip() and not sentence.isupper():
        return None
    near = head[-_NEAR:]
    continuous = cue.group().lower().endswith("ing")
    auxiliary = _PASSIVE.search(near)
    if (auxiliary and not continuous) or _NOUN_USE.search(near) or _NEGATED.search(near):
        return None
    if _NOUN.match(cue.group()) and _AFTER_NOUN.match(tail):
        return None
    if _PERCEIVED.match(cue.group()) and not (
        _CLAUSE.match(tail) or _INQUIRY.search(near) or not any(map(str.isalnum, tail))
    ):
        return None
    manner: Manner = next(name for name in _VERBS if cue[name])
    chunk_start = next((end for _, end, _ in _delimiters_before(sentence, cue.start())), 0)
    if before and before[-1].cue.end() > chunk_start:
        chunk_start = before[-1].cue.end()
    chunk_end = cue.start() - len(near) + auxiliary.start() if auxiliary else cue.start()
    chunk = _without_adverbs(sentence[chunk_start:chunk_end])
    if not chunk.strip() and (bracket := _bracket(sentence, chunk_start)) is not None:
        chunk_start = next((end for _, end, _ in _delimiters_before(sentence, bracket)), 0)
        chunk = sentence[chunk_start:bracket].rstrip()
    delimiter = sentence[:chunk_start].rstrip()[-1:]
    subject = None
    inverted = False
    if not chunk.strip():
        after = _after(sentence, cue.end())
        inverted = bool(after) and (
            delimiter in _CLOSING
            or (
                delimiter == ","
                and not _VERBAL.search(sentence[slice(*after)])
                and not _appositive(sentence, chunk_start)
            )
        )
        if inverted:
            subject = after
        elif cue.group().lower().endswith("ing"):
            subject = before[-1].subject if before else None
        else:
            subject = _before_commas(sentence, chunk_start)
    elif before and re.search(r"(?:^|\s)(?:and|but|or)$", chunk, re.I):
        subject = before[-1].subject
    elif continuous and not auxiliary:
        subject = _quoted_as(sentence, chunk_start, chunk)
    elif _RELATIVE.match(chunk.strip()) and len(chunk.split()) <= 2:
        subject = _before_commas(sentence, chunk_start)
    elif re.search(r"\s(?:and|but)$", chunk):
        subject = _opening(sentence, chunk_start, chunk)
    else:
        subject = _chunk_subject(sentence, chunk_start, chunk)
    if subject and _AUXILIARY.search(sentence[slice(*subject)]):
        subject = _name_at_end(sentence, subject)
    if subject is None or not _plausible(sentence[slice(*subject)]):
        return None
    forward = not inverted and _governs_following(sentence, manner, subject, tail)
    return _Found(manner, cue, subject, forward, second_hand=False)


def _bracket(sentence: str, position: int) -> int | None:
    """Where a parenthesis opens that closes right before a position: "the Joint Mission (JTM) said"."""
    before = sentence[:position].rstrip()
    opened = before.rfind("(") if before.endswith(")") else -1
    return opened if opened > 0 else None


def _without_adverbs(text: str) -> str:
    """A text without the adverbs and auxiliaries at its end."""
    text = text.rstrip()
    while match := _LAST_ADVERB.search(text[-_NEAR:]):
        text = text[: len(text) - len(match.group())].rstrip(" ,\t\r\n")
    return text


def _content(text: str) -> bool:
    return len(list(islice(re.finditer(r"\w+", text), 3))) == 3


def _plausible(subject: str) -> bool:
    return (
        len(subject.split()) in range(1, 15)
        and any(c.isalpha() for c in subject)
        and not _NO_SUBJECT.match(subject)
    )


def _after(sentence: str, position: int) -> tuple[int, int] | None:
    """The name that follows a cue: up to the next delimiter."""
    match = _PERSON_AFTER.match(sentence[position:])
    if not match:
        return None
    role = re.match(r"(?:its|their|his|her|the|an?)\s[^,]*$", match.group().strip(), re.I)
    named = re.match(
        r"\s*,\s*([^,.;:“”\"()–—]{1,80}?)\s*(?=[,.;:“”\"–—]|$)", sentence[position + match.end() :]
    )
    if role and named and _NAME.match(named[1]):
        start = position + match.end() + named.start(1)
        return (start, start + len(named[1]))
    text = _MODIFIER.sub("", match.group())
    return _trim(sentence, position, position + len(text))


def _appositive(sentence: str, chunk_start: int) -> bool:
    """Whether the words between the last two commas before a cue name somebody: "its director, José Ankarra, said"."""
    segments = _segments(sentence, chunk_start)
    if len(segments) < 2:
        return False
    last = sentence[slice(*segments[-1])].strip()
    return bool(
        _NAME.match(last)
        or _RELATIVE.match(last)
        or (re.match(r"(?:\d+|of|an?|the)\b", last) and not _AUXILIARY.search(last))
    )


def _segments(sentence: str, end: int) -> list[tuple[int, int]]:
    """The comma-separated parts before a position, back to the last stronger delimiter."""
    parts: list[tuple[int, int]] = []
    for start, behind, is_comma in _delimiters_before(sentence, end):
        if parts:
            parts[-1] = (behind, parts[-1][1])
        if not is_comma:
            break
        parts.append((0, start))
    return [part for part in reversed(parts) if sentence[slice(*part)].strip()]


def _delimiters_before(sentence: str, position: int) -> Iterator[tuple[int, int, bool]]:
    """The delimiters that end before a position, the nearest first: start, end, whether it is a comma."""
    marks = _delimiters(sentence)
    for index in range(bisect_right(marks, position, key=lambda mark: mark[1]) - 1, -1, -1):
        yield marks[index]


@lru_cache(maxsize=8)
def _delimiters(sentence: str) -> list[tuple[int, int, bool]]:
    return [(*match.span(), match.group() == ",") for match in _DELIMITER.finditer(sentence)]


def _before_commas(sentence: str, chunk_start: int) -> tuple[int, int] | None:
    """The subject before an insertion: "Joyce Penhallow, 71, of Brine Street, said"."""
    segments = _segments(sentence, chunk_start)
    while segments:
        start, end = segments.pop()
        text = sentence[start:end].strip()
        bare = _LEADING.sub("", text)
        if _NAME.match(bare) and not bare.isdigit():
            return _trim(sentence, start, end)
        relative = _RELATIVE.match(text)
        if relative and not segments:
            return None
        if segments and (relative or re.match(r"(?:\d+|of|from|an?|the|now|then|himself|herself)\b", text)):
            previous = sentence[slice(*segments[-1])].strip()
            if (
                relative
                or re.match(r"(?:\d+|of|from)\b", text)
                or _NAME.match(_ARTICLE.sub("", _LEADING.sub("", previous)))
            ):
                continue
        return _chunk_subject(sentence, start, sentence[start:end])
    return None


def _quoted_as(sentence: str, start: int, chunk: str) -> tuple[int, int] | None:
    """The subject of "saying" in "the Herald quoted the mayor as saying" and "the mayor was quoted as saying"."""
    match = _QUOTED_AS.search(chunk)
    group = "object" if match and match["object"] else "subject"
    return _trim(sentence, start + match.start(group), start + match.end(group)) if match else None


def _name_at_end(sentence: str, span: tuple[int, int]) -> tuple[int, int] | None:
    """The name that closes a clause: "it was steep for Mr Lund, who said"."""
    match = _LAST_NAME.search(sentence[slice(*span)])
    return (span[0] + match.start(), span[1]) if match else None


def _opening(sentence: str, chunk_start: int, chunk: str) -> tuple[int, int] | None:
    """The subject of the first of two joined verbs: "Ms Østgaard called that figure false and denied ..."."""
    lead = _LEADING.match(chunk.lstrip())
    start = chunk_start + len(chunk) - len(chunk.lstrip()) + (lead.end() if lead else 0)
    match = re.match(
        r"(?:(?:[Tt]he|[Aa]n?|[Ii]ts)\s+)?(?:[\w’'-]+\s){0,3}?[\w’'-]+"
        r"(?=\s+(?:\w+ed|called|is|was|has|had|says|said)\b)",
        sentence[start:],
    )
    if not match:
        return None
    return _trim(sentence, start, start + match.end())


def _chunk_subject(sentence: str, start: int, chunk: str) -> tuple[int, int] | None:
    """The noun phrase at the end of a chunk: without the clause that a conjunction joins it to."""
    text = _without_adverbs(chunk)
    if pronoun := _SUBJECT_PRONOUN.search(text):
        return start + pronoun.start(), start + pronoun.end()
    text = _MODIFIER.sub("", text)
    joined = [
        match.end()
        for match in _JOINED.finditer(text)
        if not match["noun"] or _VERBAL.search(text[: match.start()])
    ]
    joined += [match.end() for match in _SUBORDINATE.finditer(text)]
    cut = max(joined, default=0)
    return _trim(sentence, start + cut, start + len(text))


def _trim(sentence: str, start: int, end: int) -> tuple[int, int] | None:
    """A span without conjunctions, articles and white space at its ends."""
    while True:
        text = sentence[start:end]
        lead = len(text) - len(text.lstrip())
        match = _LEADING.match(text.lstrip()) or (
            None if _PRONOUN.match(text.strip()) else _ARTICLE.match(text.lstrip())
        )
        if not lead and not match:
            break
        start += lead + (match.end() if match else 0)
    end = start + len(sentence[start:end].rstrip(" ,.\t\r\n"))
    return (start, end) if end > start else None


def _governs_following(sentence: str, manner: Manner, subject: tuple[int, int], tail: str) -> bool:
    """Whether a cue's content follows it rather than precedes its subject."""
    follows = re.match(r"\s*(?:that\b|:|[^,.;]{0,60}?\bthat\b)", tail)
    if follows and _content(tail):
        return True
    if manner in _TRANSITIVE and re.match(r"\s+\w", tail):
        return True
    precedes = _content(_LEADING.sub("", sentence[: subject[0]]))
    if not precedes:
        return True
    return not _ADJUNCT.match(tail)


def _passes_on(sentence: str, second_hand: _Found, found: Sequence[_Found]) -> bool:
    """Whether another speaker stands in the same clause as an "according to"."""
    others = [one for one in found if not one.second_hand]
    low, high = sorted((second_hand.cue.start(), others[0].cue.start()))
    return not re.search(r"[;]|\bbut\b|\bwhose\b|, who\b", sentence[low:high])


def _scoped(sentence: str, found: Sequence[_Found]) -> Iterator[Attribution]:
    """Give each attribution its part: up to the next one that governs what follows, back to the last."""
    taken = 0
    for number, one in enumerate(found):
        following = next(iter(found[number + 1 :]), None)
        limit = len(sentence) if following is None else _clause_start(sentence, following, one)
        before = _after_semicolon(sentence, taken, one.subject[0])
        inserted = _content(sentence[before : one.subject[0]]) and _GOES_ON.match(
            sentence, max(one.cue.end(), one.subject[1])
        )
        start = before if inserted or not one.forward else one.cue.end()
        if inserted or one.forward:
            end = max(limit, one.cue.end())
        else:
            end = max(start, min(one.subject[0], one.cue.start()))
            if article := _ARTICLE_BEHIND.search(sentence, start, end):
                end = article.start()
        taken = max(taken, end, one.cue.end(), one.subject[1])
        yield Attribution(
            manner=one.manner,
            start=start,
            end=end,
            cue=one.cue.group(),
            source=sentence[slice(*one.subject)],
            source_start=one.subject[0],
            cue_start=one.cue.start(),
        )


def _after_semicolon(sentence: str, start: int, end: int) -> int:
    """A part that is governed from behind does not reach over a semicolon."""
    return max(start, sentence.rfind(";", start, end) + 1)


def _clause_start(sentence: str, following: _Found, one: _Found) -> int:
    """Where the clause of a later attribution begins: at its subject, or at its verb if they share one."""
    if not following.forward:
        semicolon = sentence.find(";", one.cue.end(), following.subject[0])
        return semicolon if semicolon >= 0 else len(sentence)
    return (
        following.cue.start()
        if following.subject == one.subject
        else max(following.subject[0], one.cue.end())
    )
