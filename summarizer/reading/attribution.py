"""Who says what within a sentence: attributions with the part of the sentence each governs.

A sentence is attributed where a cue (a verb of speech, "according to") has a subject. Where the cue stands
before its content it governs what follows, where it closes the sentence it governs what precedes. Cues inside
a quotation belong to the quoted speaker and are not read. English only; the idea of cue, source and content
spans is that of PolNeAR (Newell et al., LREC 2018).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from summarizer.reading.clauses import ARTICLE, BE_HAVE, DO, MODAL, OPENING, Span, says_something
from summarizer.reading.cues import Cue, Manner, cues
from summarizer.reading.subjects import Voiced, is_one_of_them, is_pronoun, with_subjects

_QUOTATION = re.compile(
    r"""
      “[^”]*(?:”|$)
    | \"[^\"]*(?:\"|$)
    | «[^»]*(?:»|$)
    | ''(?:(?!'').)*(?:''|$)
    | (?:(?<=\s)|^)(?:
          ‘(?:[^‘’]|(?<=\w)’(?=\w))*[,.!?]’
        | '(?:[^']|(?<=\w)'(?=\w))*[,.!?]'
      )(?!\w)
    """,
    re.X,
)
"""A single mark is an apostrophe too: it closes a quotation only behind a stop, as in ‘It’s gone,’."""
_THAT = re.compile(r"\s*(?:that\b|:|[^,.;]{0,60}?\bthat\b)")
_TOLD = re.compile(
    r"\s+(?:(?!that\b)[^,.;:“”]{1,60}?(?=\s+that\b)|(?:us|me|reporters|journalists)(?=\s+(?!(?:that|in|on|at|about|of)\b)\w))"
)
"""Whom somebody told: "told Radio Maas that", "tell us"."""
_OBJECT = re.compile(r"\s+(?:this|that|it|them|both)\s*(?:[.,;!?]|$)", re.I)
"""All that is said, where it only points back: "has verified this"."""
_WORD = re.compile(r"\s+\w")
_CAPITALISED = r"[A-Z][\w’'-]*(?:\s[A-Z][\w’'-]*)*"
_ADJUNCT = re.compile(
    rf"""^\s*(?:(?:
        in|on|at|during|after|before|by|to|from|through|via|outside|inside|near|when|as|while|over|following|with
        |late|early|last|this(?=\s(?:morning|afternoon|evening|week|month|year|spring|summer|autumn|winter)\b)|earlier|later|yesterday|today|tonight
        |reporters|journalists|us|me
        |(?:the\s)?{_CAPITALISED}
    )\b[^,;:“”\"]{{0,60}})?\s*(?:[.,;!?–—]|$)""",
    re.X,
)
"""All that stands behind a cue that closes its sentence: "..., he told reporters on Sunday."."""
_GOES_ON = re.compile(
    rf"""\s*: | ,\s+(?:
        (?:{BE_HAVE}|{MODAL}|{DO}|that)\b
        | (?:the\s+(?:\w+est|first|last|others?|rest)|with|including|among|most|some|many)\b
            (?![^,;]*\b(?:{BE_HAVE}|{MODAL})\b)
        | and\s+(?:(?=[^“"]*[“"]) | (?:{BE_HAVE}|{MODAL}|{DO}|went)\b)
    )""",
    re.X,
)
"""Behind an inserted attribution, where what it governs goes on: "The driver, police said, was drunk"."""
_JUST_BEFORE = re.compile(rf",\s+(?:{ARTICLE}\s+)?$", re.I)
_TOLD_ALONE = re.compile(
    r"(?:\s+[\w’'-]+){1,4}?(?:\s+(?:on|in|at|late|early|last|this|during|after)\b[^,.;:“”\"]{1,40})?\s*[,.;]"
)
"""Behind a cue that follows what it governs, whom somebody told, and when: "It sank, he told the court on Friday."."""
_AS = re.compile(r"(?:\s+(?:on|last|this)\s+\w+(?:\s+(?:morning|afternoon|evening|night))?)?\s+as\b")
_STILL_THEIRS = re.compile(
    r"(?:\s(?:[\w’'-]+\s?){1,4})?,\s+(?:and\s[^,;]*\bhad\b"
    r"|(?!(?:but|while|whereas|although|though|and|who|which|in|at|on|after|when)\b)[\w“\"])"
)
"""Behind "she says" between commas, where she goes on: "Ngaio saw, she says, two men"."""
_RELATIVE = re.compile(r"\b(?:who|which)\s+(?:\w+\s+){0,2}$")
_RELATIVE_OPENS = re.compile(r"\b(?:who|which),\s+(?:the\s+)?$")
"""Before an attribution inserted right at the start of a relative clause: "the club, which, he said, had hung"."""
_MAIN_VERB = re.compile(rf",\s+(?:also\s+)?(?:{BE_HAVE}|{MODAL}|{DO}|\w{{3,}}ed)\b")
_COLON = re.compile(r":\s|\s[–—]\s")
"""Behind it stands what somebody who denies says in its place: "The county denies this: it was told in May"."""
_TURN = re.compile(r";|,\s+but\b")
_BLAMED = re.compile(r"blam", re.I)
_ASIDE = re.compile(r",\s+(?:an?|the|which|who)\b(?![^,;]*,\s+(?:for|over)\b)")
"""Behind who is blamed, what they are, unless it is told behind it what they are blamed for."""
_ARTICLE_BEHIND = re.compile(rf"\b{ARTICLE}\s+$", re.I)
_QUOTED_ON = re.compile(r"[^“”\";]{0,80}?,\s+(?P<on>[“\"][^“”\"]+(?:[”\"]|$))")
"""Behind "said Dr Moss, a nurse," the same quotation going on."""
_RELATIVE_ASIDE = re.compile(r"\s*,\s*(?:who|which|whose)\b[^,]{1,120},")
"""Behind a name, what the report itself says of it: "according to the firm, which runs the mine,"."""
_OTHER_CLAUSE = re.compile(r"[;]|\bbut\b|\bwhose\b|, wh(?:o|ich)\b")
_SHOWING = re.compile(r"indicat|suggest|show", re.I)
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
        return is_pronoun(self.source)


@dataclass(frozen=True, slots=True)
class _Governing:
    """A cue with its subject, and on which side of it its content stands."""

    cue: Cue
    subject: Span
    forward: bool


def quotations(sentence: str) -> list[Span]:
    """Spans of what stands in quotation marks, marks included; one may have opened in an earlier sentence."""
    start = _closed_at(sentence)
    spans = [match.span() for match in _QUOTATION.finditer(sentence, start)]
    return [(0, start), *spans] if start else spans


def _closed_at(sentence: str) -> int:
    """Where a quotation ends that was not opened in the sentence ('... and it went," she said.'), or 0."""
    mark = sentence.find('"')
    closes = mark > 0 and sentence[mark - 1] in ",.!?" and sentence[mark + 1 : mark + 2] in {"", " "}
    return mark + 1 if closes and sentence.count('"') % 2 else 0


def attributions(sentence: str) -> tuple[Attribution, ...]:
    """The attributions of a sentence, in the order of their cues.

    Where "according to" passes on what another cue already attributes ("the union confirmed ..., according to
    Coast Radio"), the first speaker is kept and the outlet is not.
    """
    voiced = with_subjects(sentence, cues(sentence, quotations(sentence)))
    governing = [
        _Governing(one.cue, one.subject, _governs_following(sentence, one))
        for one in voiced
        if not (_passes_on(sentence, one, voiced) or _is_shown(sentence, one))
    ]
    return tuple(_scoped(sentence, governing))


def _passes_on(sentence: str, one: Voiced, found: Sequence[Voiced]) -> bool:
    """Whether it is an "according to" with another speaker in the same clause."""
    first = next((other for other in found if not other.cue.is_second_hand), None)
    if first is None or not one.cue.is_second_hand:
        return False
    low, high = sorted((one.cue.start, first.cue.start))
    return not _OTHER_CLAUSE.search(sentence[low:high])


def _is_shown(sentence: str, one: Voiced) -> bool:
    """Whether it is things that show something, and nobody who says so: "most of them indicated"."""
    return bool(_SHOWING.match(one.cue.text)) and is_one_of_them(sentence[slice(*one.subject)])


def _governs_following(sentence: str, one: Voiced) -> bool:
    """Whether a cue's content follows it rather than precedes its subject."""
    if one.cue.is_second_hand:
        return not says_something(sentence[_behind_semicolon(sentence, 0, one.cue.start) : one.cue.start])
    if one.is_inverted:
        return False
    behind = sentence[one.cue.end :]
    if _OBJECT.match(behind):
        return True
    if _THAT.match(behind) and says_something(behind):
        return True
    if one.cue.manner in _TRANSITIVE and _WORD.match(behind):
        return True
    before = OPENING.sub("", sentence[: one.subject[0]])
    if not says_something(before):
        return True
    is_told = one.cue.text.lower().startswith("t") and _JUST_BEFORE.search(before)
    return not ((is_told and _TOLD_ALONE.match(behind)) or _ADJUNCT.match(behind))


def _scoped(sentence: str, found: Sequence[_Governing]) -> Iterator[Attribution]:
    """Give each attribution its part: up to the next one that governs what follows, back to the last."""
    taken = 0
    for number, one in enumerate(found):
        following = found[number + 1] if number + 1 < len(found) else None
        start, end = _part(sentence, one, following, taken)
        taken = max(taken, end, one.cue.end, one.subject[1])
        attribution = Attribution(
            manner=one.cue.manner,
            start=start,
            end=end,
            cue=one.cue.text,
            source=sentence[slice(*one.subject)],
            source_start=one.subject[0],
            cue_start=one.cue.start,
        )
        colon = _COLON.search(sentence, start, end) if one.cue.manner == "denies" else None
        if colon is not None:
            yield replace(attribution, end=colon.start())
            yield replace(attribution, manner="says", start=colon.end())
            continue
        yield attribution
        if not one.forward and (quoted := _QUOTED_ON.match(sentence, max(one.cue.end, one.subject[1]))):
            yield replace(attribution, start=quoted.start("on"), end=quoted.end())
        if one.cue.has_agent and (named := _AS.match(sentence, one.subject[1])):
            yield replace(attribution, start=named.end(), end=_clause_end(sentence, one, following))


def _part(sentence: str, one: _Governing, following: _Governing | None, taken: int) -> Span:
    """The part that an attribution governs, where all before ``taken`` is governed by others."""
    before = _behind_semicolon(sentence, taken, one.subject[0])
    behind = max(one.cue.end, one.subject[1])
    is_pronoun_between = is_pronoun(sentence[slice(*one.subject)]) and _STILL_THEIRS.match(sentence, behind)
    relative = _RELATIVE_OPENS.search(sentence, before, one.subject[0])
    if relative:
        before = relative.start()
    is_inserted = relative or (
        says_something(sentence[before : one.subject[0]])
        and (is_pronoun_between or _GOES_ON.match(sentence, behind))
    )
    if is_inserted or one.forward:
        limit = _clause_end(sentence, one, following)
        limit = min(limit, _own_end(sentence, one.cue))
        told = _TOLD.match(sentence, one.cue.end) if one.cue.text.lower().startswith("t") else None
        start = told.end() if told else one.cue.end
        if one.cue.is_second_hand and (aside := _RELATIVE_ASIDE.match(sentence, one.subject[1])):
            start = aside.end()
        return before if is_inserted else start, max(limit, start)
    end = max(before, min(one.subject[0], one.cue.start))
    article = _ARTICLE_BEHIND.search(sentence, before, end)
    return before, article.start() if article else end


def _own_end(sentence: str, cue: Cue) -> int:
    """Where a cue in a relative clause hands back to the main verb, or a name that is blamed to what it is."""
    end: re.Match[str] | None = None
    if _RELATIVE.search(sentence[: cue.verb_start]):
        end = _MAIN_VERB.search(sentence, cue.end)
    elif _BLAMED.match(cue.text):
        end = _ASIDE.search(sentence, cue.end)
    return end.start() if end else len(sentence)


def _clause_end(sentence: str, one: _Governing, following: _Governing | None) -> int:
    """Where what stands behind a cue ends: where the clause of a later attribution begins, if there is one."""
    return _clause_start(sentence, one, following) if following else len(sentence)


def _behind_semicolon(sentence: str, start: int, end: int) -> int:
    """Where a part starts that is governed from behind, which does not reach over a semicolon."""
    return max(start, sentence.rfind(";", start, end) + 1)


def _clause_start(sentence: str, one: _Governing, following: _Governing) -> int:
    """Where the clause of a later attribution begins: at its subject, or at its verb if they share one."""
    if not following.forward:
        turn = _TURN.search(sentence, one.cue.end, following.subject[0])
        return turn.start() if turn else len(sentence)
    if following.subject == one.subject:
        return following.cue.start
    return max(following.subject[0], one.cue.end)
