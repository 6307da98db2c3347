"""Who speaks in each sentence of a report: pronouns resolved, quotations given to whoever says them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from summarizer.reading.attribution import Attribution, attributions, quotations
from summarizer.reading.clauses import WHAT_IS_SAID, Span
from summarizer.reading.cues import Manner
from summarizer.reading.sentences import Sentence
from summarizer.reading.subjects import is_one_of_them

_PERSONAL = re.compile(r"^(?:he|she|his|her|i|who)$", re.I)
_FEMALE = re.compile(
    r"\b(?:woman|girl|widow|mother|wife|daughter|sister|aunt|grandmother|nun|spokeswoman|policewoman|chairwoman"
    r"|councilwoman|businesswoman|actress|queen|princess|Mrs|Ms|Miss|Madam)\b",
    re.I,
)
_MALE = re.compile(
    r"\b(?:man|boy|widower|husband|son|brother|uncle|grandfather|priest|monk|spokesman|policeman|chairman|foreman"
    r"|councilman|businessman|fisherman|fireman|king|prince|Mr|Sir|Father)\b",
    re.I,
)
_NEUTRAL = re.compile(r"^(?:it|which|this|that)$", re.I)
_NAMED_PERSON = re.compile(
    r"(?<![\w-])(?<!\w[’'])(?:(?:Mr|Mrs|Ms|Dr|Prof|Gen|Col|Lt|Capt|Sgt|Supt|Insp|Sir|Rev)\b\.?\s+)?"
    r"[A-ZÀ-ÞŁŐŠŽĆČ][\w’'-]+(?:\s(?:de|von|van|der|al|bin|[A-Z]\.))?\s[A-ZÀ-ÞŁŐŠŽĆČ][\w’'-]+"
    r"(?![\w’'-])(?!(?<=[A-Z]{2})\s*(?:\([^)]*\)\s*)?(?:--|[–—]|-\s))"
)
"""Somebody's name; "PORT DAHL –" opens a report and is nobody."""
_PEOPLE, _BESIDE = 12, 25
"""How many people a pronoun may mean; characters before a name in which a title or a relation stands."""
_OPENING_PERSON = re.compile(
    rf"\W*(?!(?:In|On|At|For|With|After|Before|To|By)\b)"
    rf"(?:\w+\s|(?:[Tt]he|[Aa]n?|[Ii]ts)\s+(?:[\w’'-]+\s){{0,3}}?[\w’'-]+,?\s)?(?P<person>{_NAMED_PERSON.pattern})"
)
"""Somebody named as the subject that opens a sentence: "Florist Ngaio Tench saw, she says, two men"."""
_OPENING_ADVOCATE = re.compile(
    r"\W*(?:the|an?|its|his|her|their)\s+(?:[\w’'-]+\s)?(?P<person>spokes(?:man|woman|person)|lawyer)\b", re.I
)
"""The same by what they are to somebody: "Its spokesman pointed at the club, which, he said, had hung a screen"."""
_NOBODY = re.compile(
    r"(?:(?:un\w+|early|initial|first|preliminary|some|several|other|various|conflicting|these|those)\s+)*"
    r"(?:reports|rumou?rs?|assessments?|estimates?|indications?|accounts?|information)$"
    r"|unconfirmed\s+reports?\b",
    re.I,
)
"""What passes something on and is nobody: "unconfirmed reports"."""
_PERSON_NOUN = re.compile(
    r"\b(?:man|woman|boy|girl|official|officer|minister|president|mayor|governor|spokes\w+|director|chief|commander|head|leader"
    r"|resident|witness|neighbou?r|employee|worker|driver|fitter|farmer|fisherman|student|teacher|doctor|nurse|lawyer|prosecutor"
    r"|judge|mother|father|brother|sister|wife|husband|son|daughter|survivor|councillor|senator|trader|soldier|captain|colonel"
    r"|general|inspector|superintendent|sergeant|manager|engineer|analyst|researcher|expert|master|chair\w*|secretary|source)\b",
    re.I,
)
_ORGANISATION = re.compile(
    r"\b(?:ministry|department|agency|authority|board|office|service|police|council|company|firm|union|hospital|university|army|navy"
    r"|force|brigade|group|front|mission|cent(?:re|er)|committee|commission|institute|association|party|court|government|bank|operator"
    r"|radio|news|media|federation|movement|bureau|administration|inspectorate|airline|railway|grid|society|charity|foundation"
    r"|structures|systems|lines|foods|motors|industries|partners|holdings|solutions|services|networks|labs|laborator(?:y|ies)"
    r"|mutual|insurance|energy|airways|shipping|logistics|technologies|engineering|construction|coaches|metrics|analytics"
    r"|ltd|inc|plc|gmbh|corp)\b",
    re.I,
)
_GROUP_BEFORE = re.compile(
    rf"(?:{_ORGANISATION.pattern}|\b(?:organi[sz]ation|supplier|provider|contractor|maker|publisher|newspaper)"
    r"|\b(?:called|calling\s+(?:itself|themselves)))\s+$",
    re.I,
)
_GROUP_BEHIND = re.compile(
    rf",\s+(?:an?|the|its|our|their)\s[^,.;:]{{0,40}}?{_ORGANISATION.pattern}(?=\s*[,.;:)]|\s(?:that|which|of|in|with|behind)\b)",
    re.I,
)
"""Words around a name that make it a group's: "the aid agency Open Table", "Corvella, the hospital's operator"."""
_PLACE_BEFORE = re.compile(r"\b(?:in|near|outside)\s+$", re.I)
_ANAPHOR = re.compile(
    r"^\W*(?:(?:it|this|that|them|both|either|so|these|those)\b(?!\s+\w)|(?:(?:the|these|those|this|that|such|any|all)\s+)?"
    r"(?:(?:\w+\s)?(?:claims?|allegations?|accusations?|charges?|reports?|account|version|suggestions?|assertion|figure|statement))\b(?!\s+(?:on|that|of|by)\b))",
    re.I,
)

_THINGS = re.compile(r"(?:[\w-]+\s+){0,2}(?:tests?|samples?|results?|analys[ei]s|post-mortems?)$", re.I)
"""What confirms something and is nobody: "laboratory tests"."""
_FALSE = r"untrue|false|wrong|incorrect|baseless|unfounded"
_IS_UNTRUE = re.compile(
    r"\W*(?:(?:this|that|it|(?:this|that|the)\s(?:claim|rumou?r|report|allegation|number|figure))\s(?:is|was)"
    r"|(?:these|those|the|his|her|their|such)\s(?:claims|rumou?rs|reports|allegations|remarks|accusations)\s(?:are|were))"
    rf"\s(?:\w+ly\s)?(?:{_FALSE}|not\s(?:true|so|correct|right)|without\sfoundation"
    r"|a\s(?:lie|fantasy|fiction)|nonsense)\s*(?:[,.;:!”\"–—]|$)",
    re.I,
)
"""What denies something told before it: a whole sentence of the report, or what somebody says."""
_TURNED_OUT = re.compile(rf"\b(?:turned\sout|proved)\s(?:to\sbe\s)?(?:{_FALSE})\b", re.I)
"""Behind what the report itself denies: "reports that he was on board turned out to be wrong"."""
_NAMED_BEFORE = re.compile(
    rf"(?:\b{WHAT_IS_SAID}\s+(?:that\s+)?|,\s(?:which|something)\s+)(?:the\s+)?$", re.I
)
"""Before the subject of a denial, what is denied: "a charge the company dismissed"."""
_CALLED = re.compile(r"call(?:s|ed)\s+", re.I)
"""In "called that figure false" what is denied stands inside the cue."""


@dataclass(frozen=True, slots=True)
class Voice:
    """Somebody speaking in a part of a sentence.

    Attributes:
        manner: how it is said.
        start: where the governed part starts in the sentence.
        end: where it ends (exclusive).
        source: the speaker as the report names them; None where its writers confirm or deny something themselves.
        source_start: where that name starts in the report's text.
        source_end: where it ends (exclusive).
        points_back: whether what is said is only pointed at ("rejected the claim", "denied that").
        introduced: where the sentence names the speaker and says that they speak.
    """

    manner: Manner
    start: int
    end: int
    source: str | None = None
    source_start: int | None = None
    source_end: int | None = None
    points_back: bool = False
    introduced: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class _Named:
    text: str
    start: int

    @property
    def is_person(self) -> bool:
        if _ORGANISATION.search(self.text) and not _PERSON_NOUN.search(self.text):
            return False
        return bool(_NAMED_PERSON.search(self.text) or _PERSON_NOUN.search(self.text))


def voices(sentences: Sequence[Sentence]) -> list[tuple[Voice, ...]]:
    """The voices of each sentence, in order; an empty tuple where the report speaks for itself.

    A message of a log is its writer's, unless it passes on somebody else. A sentence that is all quotation
    belongs to the speaker of the sentence before or behind it in the same paragraph.
    """
    reader = _Reader()
    heard = [reader.hear(sentence) for sentence in sentences]
    for number, sentence in enumerate(sentences):
        if heard[number] or sentence.speaker is not None or not _is_quotation(sentence, sentences, number):
            continue
        speaker = _quoted_speaker(sentences, heard, number)
        if speaker and speaker.source:
            whole = replace(speaker, manner="says", start=0, end=len(sentence.text), points_back=False)
            heard[number] = (whole,)
    return heard


class _Reader:
    """Remembers who was named, to resolve the pronouns that follow."""

    def __init__(self) -> None:
        self.last: _Named | None = None
        self.last_person: _Named | None = None
        self.last_group: _Named | None = None
        self.last_in_message: _Named | None = None
        self.surnames: set[str] = set()
        self.groups: set[str] = set()
        self.people: list[_Named] = []
        self.female: dict[str, bool] = {}

    def hear(self, sentence: Sentence) -> tuple[Voice, ...]:
        names = list(_NAMED_PERSON.finditer(sentence.text))
        self.groups |= {match.group() for match in names if _is_of_group(match)}
        found = [voice for one in attributions(sentence.text) if (voice := self._voice(sentence, one))]
        for match in names:
            name = match.group()
            is_place = _PLACE_BEFORE.search(sentence.text, 0, match.start())
            if not (_ORGANISATION.search(name) or name in self.groups or is_place):
                self._meet(_Named(name, sentence.start + match.start()), sentence)
        if not found:
            self.last_person = self._opening(sentence, sentence.text) or self.last_person
            found = _denied_by_the_report(sentence)
        return (*found, *self._writer(sentence, found))

    def _writer(self, sentence: Sentence, found: Sequence[Voice]) -> list[Voice]:
        """The writer of a message stands behind whatever nobody else in it does."""
        reach = min((voice.start for voice in found), default=len(sentence.text))
        if sentence.speaker is None or sentence.speaker_start is None or not reach:
            return []
        end = sentence.speaker_start + len(sentence.speaker)
        confirms = re.match(r"(?:confirmed|verified)\b", sentence.text, re.I)
        manner: Manner = "confirms" if confirms else "says"
        return [Voice(manner, 0, reach, sentence.speaker, sentence.speaker_start, end)]

    def _voice(self, sentence: Sentence, one: Attribution) -> Voice | None:
        named: _Named | None = None
        if one.source.lower() in {"i", "we"} and sentence.speaker is None:
            if one.manner not in {"confirms", "denies"}:
                return None
        elif one.is_pronoun:
            named = self._resolve(sentence, one)
            if named is None:
                return None
        elif _NOBODY.match(one.source):
            return None
        elif not (one.manner == "confirms" and _THINGS.match(one.source)):
            named = _Named(one.source, sentence.start + one.source_start)
        if named:
            self._remember(named, sentence)
        content = sentence.text[one.start : one.end]
        called = _CALLED.match(one.cue)
        is_untrue = one.manner == "says" and bool(_IS_UNTRUE.match(content))
        is_pointed_at = (
            not content.strip()
            or _ANAPHOR.match(one.cue[called.end() :] if called else content)
            or _NAMED_BEFORE.search(sentence.text[: one.source_start])
        )
        semicolon = -1 if named else sentence.text.find(";", one.start, one.end)
        return Voice(
            manner="denies" if is_untrue else one.manner,
            start=one.start,
            end=one.end if semicolon < 0 else semicolon,
            source=named.text if named else None,
            source_start=named.start if named else None,
            source_end=named.start + len(named.text) if named else None,
            points_back=is_untrue or (one.manner == "denies" and bool(is_pointed_at)),
            introduced=(
                (one.source_start, one.source_start + len(one.source)),
                (one.cue_start, one.cue_start + len(one.cue)),
            ),
        )

    def _remember(self, named: _Named, sentence: Sentence) -> None:
        """Keep the last of each kind: to look through all at each pronoun would take the square of the time."""
        if is_one_of_them(named.text):
            return
        self.last = named
        if (named.is_person and named.text not in self.groups) or named.text in self.surnames:
            self.last_person = named
            self._meet(named, sentence)
        else:
            self.last_group = named
        if sentence.speaker_start is not None and named.start > sentence.speaker_start:
            self.last_in_message = named

    def _opening(self, sentence: Sentence, words: str) -> _Named | None:
        """The person who is the subject of the words that open a sentence: whom a pronoun then means first."""
        found = _OPENING_PERSON.match(words) or _OPENING_ADVOCATE.match(words)
        if found is None or _ORGANISATION.search(found["person"]) or found["person"] in self.groups:
            return None
        return _Named(found["person"], sentence.start + found.start("person"))

    def _meet(self, named: _Named, sentence: Sentence) -> None:
        """Remember a person, and whether it is a woman or a man where the words around the name tell."""
        surname = named.text.split()[-1]
        self.surnames.add(surname)
        self.people = [*self.people[-_PEOPLE:], named]
        place = named.start - sentence.start
        beside = (
            sentence.text[max(0, place - _BESIDE) : place + len(named.text)] if place >= 0 else named.text
        )
        beside = beside[max(beside.rfind(mark) for mark in (";", ".  ", ": ")) + 1 :]
        if _FEMALE.search(beside) or _MALE.search(beside):
            self.female.setdefault(surname, bool(_FEMALE.search(beside)))

    def _one_of(self, pronoun: str) -> _Named | None:
        """The person named last, the last speaker first, who may be meant by "he" or by "she"."""
        female = {"he": False, "his": False, "she": True, "her": True}.get(pronoun.lower())
        for named in (self.last_person, *reversed(self.people)):
            if named is None:
                continue
            surname = named.text.split()[-1]
            if female is None or self.female.get(surname, female) is female:
                if female is not None:
                    self.female[surname] = female
                return named
        return None

    def _resolve(self, sentence: Sentence, one: Attribution) -> _Named | None:
        pronoun = one.source
        if sentence.speaker is not None and sentence.speaker_start is not None:
            if pronoun.lower() in {"i", "we"}:
                return _Named(sentence.speaker, sentence.speaker_start)
            named = self.last_in_message
            return named if named and named.start > sentence.speaker_start else None
        if _PERSONAL.match(pronoun):
            return self._opening(sentence, sentence.text[: one.source_start]) or self._one_of(pronoun)
        return self.last_group if _NEUTRAL.match(pronoun) else self.last


def _denied_by_the_report(sentence: Sentence) -> list[Voice]:
    """The denial that a sentence of the report itself makes, which is no message of anybody's; or none."""
    if sentence.speaker is None and _IS_UNTRUE.match(sentence.text):
        end = sentence.text.find(":") + 1 or len(sentence.text)
        return [Voice("denies", 0, end, points_back=True)]
    turned = _TURNED_OUT.search(sentence.text) if sentence.speaker is None else None
    return [Voice("denies", 0, turned.start())] if turned else []


def _is_of_group(name: re.Match[str]) -> bool:
    """Whether a name that looks like a person's is that of a group, as the words around it tell."""
    before, behind = name.string[: name.start()], name.string[name.end() :]
    return bool(_GROUP_BEFORE.search(before[-40:]) or _GROUP_BEHIND.match(behind))


def _is_quotation(sentence: Sentence, sentences: Sequence[Sentence], number: int) -> bool:
    """Whether a sentence is all quotation, or the inside of one that runs over several sentences."""
    inside = sum(end - start for start, end in quotations(sentence.text))
    if inside > 0.8 * len(sentence.text.rstrip()):
        return True
    for earlier in reversed(sentences[max(0, number - 4) : number]):
        opened, closed = earlier.text.rfind("“"), earlier.text.rfind("”")
        if opened > closed:
            return True
        if closed >= 0:
            return False
    return False


def _quoted_speaker(
    sentences: Sequence[Sentence], heard: Sequence[tuple[Voice, ...]], number: int
) -> Voice | None:
    """Whoever speaks nearest: before in the same paragraph, right behind, or last of all."""
    for earlier in range(number - 1, max(-1, number - 4), -1):
        if heard[earlier]:
            return heard[earlier][-1]
    if number + 1 < len(sentences) and heard[number + 1] and heard[number + 1][0].start == 0:
        return heard[number + 1][0]
    return None
