"""Cues of attribution: the words that make somebody a source, and whether a word is one where it stands.

"Said" is a cue in "police said", and none in "a man said to be armed" or "police have not said". English only.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Literal

from summarizer.reading.clauses import BE_HAVE, DO, MODAL, Span

Manner = Literal["says", "confirms", "alleges", "denies"]

_TELLING = r"""
    sa(?:y|ys|id|ying) | t(?:ells?|old|elling) | add(?:s|ed|ing) | announc(?:es?|ed|ing) | stat(?:es|ed)
    | not(?:es?|ed|ing) | insist(?:s|ed|ing)? | argu(?:es?|ed|ing) | warn(?:s|ed|ing)? | explain(?:s|ed|ing)?
    | report(?:s|ed)? | recall(?:s|ed) | testif(?:ies|ied) | stress(?:es|ed) | point(?:s|ed)?[ ]out
    | boast(?:s|ed|ing)? | declar(?:es?|ed|ing)(?=[ ](?:that|it|[“"]|the[ ]\w+[ ](?:safe|closed|open|dead))\b | [.,;:])
    | describ(?:es?|ed) | advis(?:es?|ed) | urg(?:es|ed) | assert(?:s|ed)?
    | maintain(?:s|ed)? | contend(?:s|ed)? | complain(?:s|ed)? | repl(?:ies|ied)
    | respond(?:s|ed)(?![ ](?:to|at|with|quickly|immediately)\b)
    | citing | pointing[ ]to | (?:speaks?|spoken?)[ ]of
"""
_OWNING_UP = r"""
    claim(?:s|ed|ing)?(?=[ ](?:responsibility|credit|(?:an?|the)[ ](?:\w+[ ])?attacks?)\b)
    | acknowledg(?:es?|ed|ing) | own(?:s|ed)?[ ]up[ ]to | allow(?:s|ed)?(?=[ ]that\b) | concede[sd]? | reveal(?:s|ed)?
    | admit(?:s|ted|ting)?(?![ ](?:\d|dozens|more|patients|to[ ]hospital)) | disclos(?:es?|ed)
"""
_WRITING = r"write | writes | wrote | written[ ]to[ ]say | tweet(?:s|ed) | post(?:s|ed)"
_JUDGING = r"""
    thought(?=[ ](?:that|he|she|it|they|the|there)\b)
    | suggest(?:s|ed|ing)? | suspect(?:s|ed)?(?=[ ]that\b) | estimat(?:es?|ed) | believ(?:es?|ed) | expect(?:s|ed)?
    | predict(?:s|ed)? | fear(?:s|ed)?(?=[ ](?:that|\w+ing)\b) | lean(?:s|ed)?[ ]towards?[ ]the[ ]view(?=[ ]that\b)
    | (?:attribut(?:es?|ed|ing) | trac(?:es?|ed))(?=[ ][^.;:]{1,90}?[ ]to\b)
    | indicat(?:es?|ed) | conclud(?:es?|ed) | thinks? | reckons?
"""
_LEARNING = r"""
    hears? | heard | f(?:inds?|ound) | show(?:s|ed)? | s(?:aw|ees?)(?=[ ][“\"]?no[ ](?:sign|indication|evidence)s?\b)
"""
_PROMISING = r"""
    (?:pledg(?:es?|ed|ing) | vow(?:s|ed|ing)? | promis(?:es?|ed|ing))(?=[ ](?:to|that|an?|the|its|not)\b | [.,;])
    | (?:hop(?:es?|ed) | undert(?:akes?|aken|ook))(?=[ ]to\b)
    | call(?:s|ed|ing)[ ]for
        (?![ ](?:an?[ ]|more[ ])?(?:\w+[ ])?(?:aid|help|back-?up|assistance|reinforcements?|ambulances?)\b)
"""
_COUNTING = r"""
    (?:puts? | g(?:ives?|ave))
    (?=[ ](?:the|its|their|an?)[ ](?:\w+[ ]){0,2}?(?:number|toll|figure|total|count|cost|tally)\b)
    | puts?(?=[ ](?:the|its|their|an?|[\w-]+[’']s)[ ](?:[\w’'-]+[ ]){1,8}at[ ]
        (?:[€$£]?\d | \w+[ ](?:\d|a[ ]|\w+ty\b) | nearly | between | about | around | under | over
            | (?:more|less)[ ]than | at[ ](?:least|most)))
"""
_ELSE = r"""
    list(?:s|ed)(?=[ ](?:\d+|dozens|two|three|four|five|six|seven|eight|nine|ten)\b)
    | credit(?:s|ed)(?=[ ][^;.]{2,60}[ ]with\b) | (?:is|are|was|were)[ ](?:\w+[ ])?adamant(?=[ ]that\b)
    | ma(?:kes?|de)[ ]clear | informed[ ]us[ ]of
    | puts?[ ](?=[^,.;:]{1,40}?[ ]down[ ]to\b) | lets?[ ]slip | has[ ]no[ ]record[ ]of
    | (?:wo|would|did|does|do|ca|could)n[’']t[ ]rule[ ]out | (?:will|would|did|does|do|can|could)[ ]not[ ]rule[ ]out
"""
_NAMING = r"""
    (?:nam(?:es?|ed) | identif(?:ies|ied))(?=[ ]by\b | [ ](?!(?:as|\w+sel(?:f|ves))\b)[^,.;:]{1,60}[ ]as\b)
"""


def _inflected(verbs: str) -> str:
    """A pattern for all forms of regular verbs."""
    forms = (
        f"{verb[:-1]}(?:es?|ed|ing)"
        if verb.endswith("e")
        else f"{verb[:-1]}(?:y|ies|ied|ying)"
        if verb.endswith("fy")
        else f"{verb}(?:s|es|ed|ing)?"
        for verb in verbs.split()
    )
    return " | ".join(forms)


_SPEAKING = _inflected(
    "accept affirm agree answer assure attest caution comment complain confess confide counter emphasise emphasize"
    " establish exclaim grumble guess hint imply inform lament object observe opine proclaim protest reassure recount"
    " reiterate remark remember remind repeat retort shout speculate testify underline wonder consider"
)
"""Verbs that report what is said only where a clause follows or the report goes on behind them."""
_TALK = r"(?:(?:the|any)[ ])?(?:talk|reports|rumou?rs|suggestions|speculation|claims|idea|theory|possibility)"
"""What is knocked down without a noise."""
_OUTRAGE = (
    r"attacks?|assaults?|raids?|bomb\w*|kill\w*|murders?|massacres?|kidnap\w*|assassinat\w*|crimes?|arson|break-ins?"
    r"|intrusions?|hack\w*"
)
"""What to attribute to somebody is to accuse them."""
_VERBS: dict[Manner, str] = {
    "confirms": r"confirm(?:s|ed|ing)? | verif(?:y|ies|ied)",
    "denies": rf"""
        den(?:y|ies|ied|ying) | reject(?:s|ed|ing)? | disput(?:es?|ed|ing) | dismiss(?:es|ed|ing)?
        | refut(?:es?|ed|ing) | rul(?:es?|ed|ing)[ ](?:\w+[ ])?out | plead(?:s|ed)?[ ]not[ ]guilty
        | consider(?:s|ed)[ ](?:\w+[ ])?(?:too[ ]\w+|wrong|false|untrue|exaggerated|inflated)
        | contradict(?:s|ed)? | doubt(?:s|ed)?(?=[ ](?:that|this|the|it)\b)
        | (?:call(?:s|ed) | describ(?:es?|ed)(?=[ ][^,.;]{{2,120}}[ ]as[ ]))[ ][^,.;]{{0,120}}?
            (?:false | untrue | a[ ]lie | baseless | unfounded | invent(?:ion|ed) | fabricat(?:ion|ed) | propaganda)
        | (?:knock(?:s|ed)[ ]down | play(?:s|ed)[ ]down | discount(?:s|ed)?)(?=[ ](?:{_TALK})\b)
        | discount(?:s|ed)(?=[ ][a-z]+[.,;])
        | brush(?:es|ed)[ ](?:aside|off) | wav(?:es|ed)[ ]away | all[ ]but[ ](?:excluded|ruled[ ]out)
        | (?:do|does|did)(?:[ ]not|n[’']t)[ ]accept(?=[ ](?:this|that|it)\b)
        | call(?:s|ed)[ ](?:that|this|it|the[ ](?:claim|charge|accusation|allegation|report)s?)[ ]
            (?:absurd | ridiculous | nonsense | wrong)
        | (?:withdr(?:aws?|ew) | retract(?:s|ed)?)[ ](?:an?|the|its|his|her|their)[ ](?:\w+[ ])?
            (?:statement|claim|report|figure)(?=[ ]that\b)
    """,
    "alleges": rf"""
        blam(?:es?|ed|ing) | accus(?:es?|ed|ing) | alleg(?:es?|ed|ing)
        | claim(?:s|ed|ing)?
            (?![ ](?:responsibility|credit|(?:an?|the)[ ](?:\w+[ ])?attacks?|[\w,]+[ ](?:lives|victims))\b)
        | la(?:ys?|id)[ ](?:the[ ])?blame(?=[ ](?:\w+ly[ ])?(?:on|at)\b) | point(?:s|ed)?[ ]the[ ]finger[ ]at
        | charg(?:es?|ed)(?=[ ]that\b)(?![ ]that[ ](?:day|week|night|evening|afternoon|morning))
        | h(?:olds?|eld)(?=[ ][^.;:]{{2,60}}[ ]responsible\b) | brag(?:s|ged|ging)?
        | attribut(?:es?|ed|ing)(?=[ ](?:\w+[ ]){{0,3}}?(?:{_OUTRAGE})\b[^.;:]{{0,80}}?[ ]to\b)
    """,
    "says": " | ".join(
        (
            _TELLING,
            _OWNING_UP,
            _WRITING,
            _JUDGING,
            _LEARNING,
            _PROMISING,
            _COUNTING,
            _NAMING,
            _ELSE,
            _SPEAKING,
        )
    ),
}
_CUE = re.compile(
    rf"""
    \b(?:{"|".join(f"(?P<{manner}>{verbs})" for manner, verbs in _VERBS.items())})\b
    | \baccording[ ]to\b | \bin[ ]the[ ](?:words|view|opinion|judge?ment)[ ]of\b
    | \b(?:by|in)(?=\s(?:his|her|their|(?:the\s)?(?:[\w-]+\s)?[\w’'-]+[’']s?)\s(?:own\s)?
        (?:\w+[ ])?(?:account|count|reckoning|telling|opinion|view)\b)
    """,
    re.I | re.X,
)

_TAKES_OBJECT = re.compile(r"blam|accus|den(?:y|ie)|reject|dismiss|refut|disput", re.I)
_PASSIVE = re.compile(
    r"\b(?:be|been|being|is|are|was|were|get|gets|got)\s+(?:(?:\w+ly|also|not|first|now|still)\s+)?$", re.I
)
"""Before a participle in -ed it makes a passive, before one in -ing a progressive: "is warning that"."""
_NEGATED = re.compile(r"(?:\b(?:not|never|cannot)|n[’']t)\s+(?:\w+\s+)?$", re.I)
_BEFORE_NOUN = re.compile(
    r"""\b(?:the|a|an|his|her|its|their|this|that|these|those|no|any|such|some|several|all
        |of|in|by|with|to)\s+$
        | -$""",
    re.I | re.X,
)
"""What stands before a noun, an adjective or an infinitive: "the claims", "two of the confirmed", "to say"."""

_NOUN = re.compile(r"(?:report|claim|dispute|post|note|estimate|state|tweet|find|reveal)s?$", re.I)
_AFTER_NOUN = re.compile(
    rf"""\s+(?:{BE_HAVE}|{MODAL}
        |of|on|into|about|by|from|seen|obtained|reviewed
        |said|says?|lists?|found|shows?|suggest(?:s|ed)?|indicate[sd]?)\b""",
    re.X,
)
"""What follows "report" or "claims" only where they are nouns: "a full report will", "media reports said"."""

_TURNED_DOWN = re.compile(r"(?:reject|dismiss)", re.I)
_SAYING = re.compile(
    r"""\b(?:that|as|claims?|allegations?|accusations?|charges?|reports?|suggestions?|criticisms?|ideas?|notions?|rumou?rs?
        |assertions?|figures?|estimates?|accounts?|versions?|findings?|conclusions?|theor(?:y|ies)|speculation|blame
        |responsibility|talk|fears?|concerns?|complaints?|warnings?|possibilit(?:y|ies)|links?|involvement|comparisons?
        |view|explanations?|statements?)\b""",
    re.I | re.X,
)
"""What can be untrue, and so denied where it is rejected or dismissed; a bid, a plan or a minister is turned down."""
_OF_SAYING = re.compile(
    r"\s+(?:(?:it|this|that|them|both|any|all|as|outright)\b|[“\"‘']|\w+ing\b)|\s*(?:[,.;]|$)", re.I
)
_REFUSED = re.compile(
    r"""\s(?:(?:him|her|them|us|me|[A-Z]\w+|(?:the|an?)\s\w+)\s(?:(?:an?|the|any)\s)?)?
        (?:permission|bail|access|entry|visas?|asylum|treatment|requests?|motions?|parole|appeals?|chance|right|leave)\b(?!-)""",
    re.X,
)
"""Behind "denied", what somebody is refused: "denied him a visa"."""
_DENYING_BEFORE = re.compile(r"\b(?:reject|dismiss|den[iy]|disput|refut)\w*\s+$", re.I)
_LEARNT = re.compile(
    rf"(?:hears?|heard|finds?|found|states|posted|add(?:s|ed|ing)|{_SPEAKING})$", re.I | re.X
)
_SHOWN = re.compile(r"show(?:s|ed)?$", re.I)
_SEVERAL = re.compile(r"(?:\s+\w[\w’'-]*){3}")
_ENDS = re.compile(r"\s*[.!?”\"]*\s*$")
_BY = re.compile(r"\s+by(?=\s+(?!\w+ing\b)\w)", re.I)
"""Behind a passive, where its agent stands: "was confirmed by the coroner"."""
_CLAUSE = re.compile(
    rf"""\s*(?:out\s+)?(?:
        that\b
        | :
        | (?:(?!\bwho\b|\bwhich\b)[^,.;:]){{1,200}}?\b(?:{BE_HAVE}|will|would|could|can|{DO})\b
    )""",
    re.I | re.X,
)
"""What follows "found" and "heard" where they report what is said, not a thing: "found that", "found it was"."""
_POSSESSIVE = re.compile(r"[’']s\s+$")
_NO_SAYING = re.compile(
    r"said\s+(?:to\s+(?:be|have)|hello|hi|goodbye|thanks|grace|(?:a|his|her|their)\s+prayers?)\b|described\s+as\b",
    re.I,
)
"""Words that tell nothing: "a man described as tall", "he's said to be armed", "she often said hello"."""
_WHAT = re.compile(r"\bwhat\s+(?:[\w’'-]+\s+){1,4}$", re.I)
_SINGULAR = re.compile(r"\b(?:the|an?|its|his|her|their|this)\s+(?:[\w’'-]+\s+){0,2}?\w+(?<!s)\s+$", re.I)
"""A singular noun phrase that stands before a word."""
_STOPS = re.compile(r"\s*[,.;:!?–—]")
_INQUIRY = re.compile(
    r"""\b(?:
        polls?|surveys?|stud(?:y|ies)|tests?|reports?|reviews?
        |inquir(?:y|ies)|investigat(?:ions?|ors?)|inspect(?:ions?|ors?)|probe
        |post-?mortem|autopsy|examination|samples?
        |anal(?:ysis|yses|ysts?)|audit(?:s|ors?)?|court|jury
        |records?|data|figures|logs?|footage|images|imagery|pictures|photo(?:graph)?s|video|documents?|emails?|results|readings?|tally|letters?
    )\b[^,;:]{0,60}$""",
    re.I | re.X,
)
"""Whose findings are what they say, even where it is a thing that they found."""

_MOST = 40
"""Cues of a sentence that are read; no prose has more."""
_NEAR = 60
"""Characters before a cue among which the words stand that change what it is."""

_ADVERB_BEFORE = re.compile(
    rf"""(?<![^\s,])(?:
        also|long|now|later|then|still|again|already|only|earlier|since|further|too|today|yesterday|always|just|first
        |formally|publicly|initially|merely|repeatedly|flatly|strongly|recently|finally|separately|immediately
        |specifically|explicitly|privately|openly|consistently|firmly|vehemently|categorically|falsely|wrongly
        |independently|previously|angrily|quickly|reportedly
        |ha[sd]|have|having|{DO}|would|will|can|[’']s|not|yet[ ]to|to
    )$""",
    re.I | re.X,
)


@dataclass(frozen=True, slots=True)
class Cue:
    """Words that make somebody a source. All offsets are into the sentence.

    Attributes:
        manner: how it is said.
        text: the words as written.
        start: where they start.
        end: where they end (exclusive).
        verb_start: where the verb starts, an auxiliary included: at "is" in "is warning that".
    """

    manner: Manner
    text: str
    start: int
    end: int
    verb_start: int

    @property
    def is_second_hand(self) -> bool:
        """Whether its subject stands behind it and it may pass on ("according to") what is attributed already."""
        return self.has_agent or self.text.lower().split()[0] in {"according", "in", "by"}

    @property
    def has_agent(self) -> bool:
        """Whether it is a passive whose agent stands behind it: "was named by"."""
        return self.text.lower().endswith(" by")

    @property
    def is_found(self) -> bool:
        """Whether it tells what somebody found: "inspectors had found", which somebody else may say."""
        return self.text.lower() in {"found", "heard"}

    @property
    def is_thought(self) -> bool:
        """Whether it tells what somebody thought: a pronoun does so inside what somebody else says."""
        return self.text.lower() == "thought"

    @property
    def takes_object(self) -> bool:
        """Whether what stands right behind it is what it is about, never who says it: "blamed", "denied"."""
        return bool(_TAKES_OBJECT.match(self.text))

    @property
    def is_continuous(self) -> bool:
        """Whether its verb ends in -ing."""
        return self.text.lower().endswith("ing")

    @property
    def is_participle(self) -> bool:
        """Whether it hangs on a verb elsewhere: "..., saying that"."""
        return self.is_continuous and self.verb_start == self.start


def cues(sentence: str, quoted: Sequence[Span] = ()) -> list[Cue]:
    """The cues of a sentence in order, but for those inside quotations, which are the quoted speaker's."""
    outside = (
        match
        for match in _CUE.finditer(sentence)
        if not any(start <= match.start() < end for start, end in quoted)
    )
    return [cue for match in islice(outside, _MOST) if (cue := _read(sentence, match))]


def without_adverbs(text: str) -> str:
    """What stands before a cue, without the adverbs and auxiliaries between the two."""
    text = text.rstrip()
    while match := _ADVERB_BEFORE.search(text[-_NEAR:]):
        text = text[: len(text) - len(match.group())].rstrip(" ,\t\r\n")
    return text


def _is_of_saying(near: str, behind: str) -> bool:
    """Whether what is turned down can be untrue; of a passive it stands before it."""
    if _BY.match(behind):
        return bool(_SAYING.search(near))
    return bool(
        _OF_SAYING.match(behind) or _SAYING.search(re.split(r"[,.;:]", behind[:_NEAR], maxsplit=1)[0])
    )


def _read(sentence: str, match: re.Match[str]) -> Cue | None:
    """The cue that a word is, or None where it is a passive, a noun, a name or denied."""
    word, (start, end) = match.group(), match.span()
    manner: Manner | None = next((manner for manner in _VERBS if match[manner]), None)
    if manner is None:
        return Cue("says", word, start, end, verb_start=start)
    before, behind = sentence[:start], sentence[end:]
    near = before[-_NEAR:]
    if _is_name(word, before, sentence) or _BEFORE_NOUN.search(near) or _NEGATED.search(near):
        return None
    if _TURNED_DOWN.match(word) and not _is_of_saying(near, behind):
        return None  # "rejected a bid"
    if word.lower().startswith("den") and _REFUSED.match(behind):
        return None
    if _NOUN.match(word) and _DENYING_BEFORE.search(near):
        return None  # "rejected reports that"
    if word.lower() == "confirmed" and _POSSESSIVE.search(near):
        return None  # "Monday's confirmed count"
    if _NOUN.match(word) and (_AFTER_NOUN.match(behind) or _is_lone_noun(word, near, behind)):
        return None
    if _NO_SAYING.match(sentence, start) and not _WHAT.search(near):
        return None
    if word.lower() == "report" and _POSSESSIVE.search(near):
        return None  # "an engineer's report"
    if _LEARNT.match(word) and not _reports(near, behind):
        return None
    if _SHOWN.match(word) and not (_INQUIRY.search(near) and (_SEVERAL.match(behind) or _ENDS.match(behind))):
        return None
    auxiliary = _PASSIVE.search(near)
    verb_start = start - len(near) + auxiliary.start() if auxiliary else start
    agent = _BY.match(behind)
    if agent and not auxiliary and word.lower().endswith("ed"):
        return None
    if agent and auxiliary and not word.lower().startswith("den"):  # "was denied entry by the guards"
        return Cue(manner, word + agent.group(), start, end + agent.end(), verb_start)
    cue = Cue(manner, word, start, end, verb_start)
    return None if auxiliary and not cue.is_continuous else cue


def _is_name(word: str, before: str, sentence: str) -> bool:
    """Whether a capital inside a sentence makes a name of a word: "the United States"."""
    return word[0].isupper() and bool(before.strip()) and not sentence.isupper()


def _is_lone_noun(word: str, near: str, behind: str) -> bool:
    """Whether it closes a noun phrase in the singular: "the ransom note, ..."."""
    return bool(_SINGULAR.search(near)) and not word.endswith(("s", "d")) and behind.lstrip().startswith(",")


def _reports(near: str, behind: str) -> bool:
    """Whether "found" or "heard" tells what is so, rather than of a thing: "heard two loud bangs"."""
    goes_on = _CLAUSE.match(behind) or _INQUIRY.search(near) or _STOPS.match(behind)
    return bool(goes_on) or not any(map(str.isalnum, behind))
