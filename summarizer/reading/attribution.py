"""Who says what within a sentence: attributions with the part of the sentence each governs.

A sentence is attributed where a cue (a verb of speech, "according to") has a subject. Where the cue stands
before its content it governs what follows, where it closes the sentence it governs what precedes. Cues inside
a quotation belong to the quoted speaker and are not read. English only; the idea of cue, source and content
spans is that of PolNeAR (Newell et al., LREC 2018).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

Manner = Literal["says", "confirms", "alleges", "denies"]

_VERBS: dict[Manner, str] = {
    "confirms": "confirm(?:s|ed|ing)?|verif(?:y|ies|ied)",
    "denies": "den(?:y|ies|ied|ying)|reject(?:s|ed|ing)?|disput(?:es?|ed|ing)|dismiss(?:es|ed|ing)?|refut(?:es?|ed|ing)"
    "|call(?:s|ed) [^,.;]{0,40}?(?:false|untrue|a lie|baseless)",
    "alleges": "blam(?:es?|ed|ing)|accus(?:es?|ed|ing)|alleg(?:es?|ed|ing)|claim(?:s|ed|ing)?",
    "says": "sa(?:y|ys|id|ying)|t(?:ells?|old|elling)|add(?:s|ed|ing)|announc(?:es?|ed|ing)"
    "|stat(?:es|ed)|not(?:es|ed|ing)"
    "|insist(?:s|ed|ing)?|argu(?:es?|ed|ing)|warn(?:s|ed|ing)?|explain(?:s|ed|ing)?|acknowledg(?:es?|ed|ing)"
    "|admit(?:s|ted|ting)?|concede[sd]?|suggest(?:s|ed|ing)|report(?:s|ed)?|estimat(?:es|ed)|recall(?:s|ed)|testif(?:ies|ied)"
    "|stress(?:es|ed)|point(?:s|ed) out|write|writes|wrote|tweet(?:s|ed)|post(?:s|ed)|believ(?:es|ed)|expect(?:s|ed)"
    "|predict(?:s|ed)"
    "|indicat(?:es|ed)|conclud(?:es|ed)|declar(?:es?|ed|ing)|describ(?:es|ed)|advis(?:es|ed)|urg(?:es|ed)"
    "|reveal(?:s|ed)|disclos(?:es|ed)"
    "|assert(?:s|ed)|maintain(?:s|ed)|contend(?:s|ed)|complain(?:s|ed)|repl(?:ies|ied)|respond(?:s|ed)|hears?|heard|f(?:inds|ound)",
}
_ADVERB = (
    r"(?:also|now|later|then|still|again|already|only|earlier|since|further|too|formally|publicly|initially|merely"
    r"|repeatedly|flatly|strongly|today|yesterday"
    r"|independently|previously|ha[sd]|have|did|does|do|would|will|[’']s|not|yet to|to)"
)
_CUE = re.compile(
    r"\b(?:"
    + "|".join(f"(?P<{manner}>{verbs})" for manner, verbs in _VERBS.items())
    + r")\b|\baccording to\b",
    re.I,
)
_DELIMITER = re.compile(r"[;:–—“”\"«»()]|,(?!\d)|\s-\s|(?<=\w)[’']\s(?=said|says)")
_LEADING = re.compile(
    r"^(?:(?:and|but|or|yet|so|however|meanwhile|while|whereas|although|though|because|as|when|if|where|that|also|earlier"
    r"|later|still|separately|nevertheless"
    r"|on (?:mon|tues|wednes|thurs|fri|satur|sun)day|at (?:noon|midnight|dawn))\b[\s,]*)+",
    re.I,
)
_TRAILING = re.compile(rf"(?:[\s,]+{_ADVERB})+\s*$|^{_ADVERB}$", re.I)
_MODIFIER = re.compile(
    r"\s+(?:(?:reached|contacted|interviewed|quoted|speaking|present|standing|working|who|which|whose|that|familiar|briefed"
    r"|calling (?:itself|themselves|himself|herself))\b.*"
    r"|(?:on|last|this) (?:mon|tues|wednes|thurs|fri|satur|sun|morn|even|after|week)\w*$)",
    re.I | re.S,
)
_PRONOUN = re.compile(
    r"^(?:he|she|it|they|i|we|you|who|which|one|some|many|both|this|that|these|those|there)$", re.I
)
_RELATIVE = re.compile(r"^(?:who|which|whose leader|whose)\b", re.I)
_ARTICLE = re.compile(r"^(?:the|an?|its|their|his|her|our|my|this|that|these|those)\s+", re.I)
_PASSIVE = re.compile(
    r"\b(?:be|been|being|is|are|was|were|get|gets|got)\s+(?:\w+ly\s+|also\s+|not\s+|first\s+)?$", re.I
)
_NOUN_USE = re.compile(
    r"\b(?:the|a|an|his|her|its|their|no|any|this|that|these|those|of|in|by|with|such|some|several|all|to)\s+$",
    re.I,
)
_NEGATED = re.compile(r"(?:\b(?:not|never|cannot)|n[’']t)\s+(?:\w+\s+)?$", re.I)
_NO_SUBJECT = re.compile(
    r"^(?:(?:i|we|you|he|she|it|they)(?:\s|[’'])|in|on|at|by|for|from|with|after|before|during|under"
    r"|there|here|what|how|why)\b",
    re.I,
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
    r"[^,;:“”\"]{0,60})?\s*(?:[.,;!?]|$)",
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
_QUOTATION = re.compile(r"“[^”]*(?:”|$)|\"[^\"]*(?:\"|$)|«[^»]*(?:»|$)|(?:(?<=\s)|^)‘[^’]*[,.!?]’")
_TRANSITIVE: frozenset[Manner] = frozenset({"denies", "alleges"})


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
    for cue in outside:
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
    if _PASSIVE.search(head) or _NOUN_USE.search(head) or _NEGATED.search(head):
        return None
    manner: Manner = next(name for name in _VERBS if cue[name])
    chunk_start = max((m.end() for m in _DELIMITER.finditer(sentence, 0, cue.start())), default=0)
    if before and before[-1].cue.end() > chunk_start:
        chunk_start = before[-1].cue.end()
    chunk = _TRAILING.sub("", sentence[chunk_start : cue.start()].rstrip())
    delimiter = sentence[:chunk_start].rstrip()[-1:]
    subject = None
    inverted = False
    if not chunk.strip():
        after = _after(sentence, cue.end())
        inverted = bool(after) and (
            delimiter in '”"»’'
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
    elif before and re.search(r"(?:^|\s)(?:and|but|or)\s*$", chunk, re.I):
        subject = before[-1].subject
    elif _RELATIVE.match(chunk.strip()) and len(chunk.split()) <= 2:
        subject = _before_commas(sentence, chunk_start)
    elif re.search(r"\s(?:and|but)\s*$", chunk):
        subject = _opening(sentence, chunk_start, chunk)
    else:
        subject = _chunk_subject(sentence, chunk_start, chunk)
    if subject is None or not _plausible(sentence[slice(*subject)]):
        return None
    forward = not inverted and _governs_following(sentence, manner, subject, tail)
    return _Found(manner, cue, subject, forward, second_hand=False)


def _content(text: str) -> bool:
    return len(re.findall(r"\w+", text)) >= 3


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
    named = re.match(r"\s*,\s*([^,.;:“”\"()–—]+?)\s*(?=[,.;:“”\"–—]|$)", sentence[position + match.end() :])
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
    return bool(_NAME.match(last) or _RELATIVE.match(last) or re.match(r"(?:\d+|of|an?|the)\b", last))


def _segments(sentence: str, end: int) -> list[tuple[int, int]]:
    """The comma-separated parts before a position, back to the last stronger delimiter."""
    parts: list[tuple[int, int]] = []
    start = 0
    for match in _DELIMITER.finditer(sentence, 0, end):
        if match.group() != ",":
            parts, start = [], match.end()
            continue
        parts.append((start, match.start()))
        start = match.end()
    return [part for part in parts if sentence[slice(*part)].strip()]


def _before_commas(sentence: str, chunk_start: int) -> tuple[int, int] | None:
    """The subject before an insertion: "Joyce Penhallow, 71, of Brine Street, said"."""
    segments = _segments(sentence, chunk_start)
    while segments:
        start, end = segments.pop()
        text = sentence[start:end].strip()
        bare = _LEADING.sub("", text)
        if _NAME.match(bare) and not bare.isdigit():
            return _trim(sentence, start, end)
        if _RELATIVE.match(text) or (
            re.match(r"(?:\d+|of|from|an?|the|who|now|then|himself|herself)\b", text) and segments
        ):
            previous = sentence[slice(*segments[-1])].strip()
            if (
                _RELATIVE.match(text)
                or re.match(r"(?:\d+|of|from)\b", text)
                or _NAME.match(_ARTICLE.sub("", _LEADING.sub("", previous)))
            ):
                continue
        return _chunk_subject(sentence, start, sentence[start:end])
    return None


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
    text = _MODIFIER.sub("", _TRAILING.sub("", chunk))
    joined = list(
        re.finditer(
            r"\s(?:and|but|while|as|that|because|after|when)\s+(?=(?:he|she|it|they)\b|(?:the|its|a)\s\w+\s?$)",
            text,
        )
    )
    if joined:
        start, text = start + joined[-1].end(), text[joined[-1].end() :]
    return _trim(sentence, start, start + len(text))


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
        if one.forward:
            start, end = one.cue.end(), max(limit, one.cue.end())
        else:
            start, end = (
                _after_semicolon(sentence, taken, one.subject[0]),
                min(one.subject[0], one.cue.start()),
            )
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
