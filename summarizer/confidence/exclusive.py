"""Words that cannot both hold in one place: opposites, and members of small closed classes. English."""

from __future__ import annotations

from dataclasses import dataclass

from summarizer.confidence.cues import is_negated
from summarizer.confidence.stems import stem, words_with_places

_OPPOSITES = """
rise rose risen increase grow grew climb | fall fell fallen decrease decline drop dropped shrink shrank
before prior | after following
win won victory | lose lost defeat
buy bought purchase acquire | sell sold
arrive arrived enter entered | leave left depart departed exit
start started begin began | end ended finish finished
open opened reopen reopened | close closed shut
accept accepted approve approved | reject rejected refuse refused deny denied
allow allowed permit permitted | ban banned forbid forbidden prohibit
support supported back backed | oppose opposed
succeed succeeded success successful | fail failed failure
dead died killed | alive survive survived
guilty convicted | innocent acquitted cleared
arrested detained jailed | released freed
more | less fewer
most | least
many | few
above over | below under
up | down
high higher highest | low lower lowest
large larger largest big bigger | small smaller smallest little
long longer | short shorter
early earlier | late later
old older oldest | young younger youngest
best better | worst worse
strong stronger | weak weaker
fast faster quick | slow slower
good | bad
positive | negative
profit gain | loss
import | export
hire hired | fire fired dismissed sacked
first | last final
always | never
all every | none
inside | outside
include included including | exclude excluded excluding
public | private
major | minor
improve improved | worsen worsened
add added | remove removed
praise praised | criticise criticised criticize criticized condemn condemned
love loved | hate hated
married | divorced
man men male boy boys he | woman women female girl girls she
father dad | mother mum mom
son | daughter
brother | sister
husband | wife
raise raised | cut lower lowered reduce reduced
lift lifted | impose imposed
welcome welcomed | criticise criticised condemn condemned
empty | full
away | toward towards
uphold upheld | overturn overturned quash quashed
double doubled | halve halved
grant granted | deny denied refuse refused
yesterday | tomorrow
minimum | maximum
majority | minority
cheap cheaper | expensive
hot warm | cold cool
heavy | light
upper | lower
agree agreed | disagree disagreed
appear appeared | disappear disappeared
""".strip()
_CLASSES = """
north northern | south southern | east eastern | west western
monday | tuesday | wednesday | thursday | friday | saturday | sunday
january | february | march | april | june | july | august | september | october | november | december
red | blue | green | yellow | orange | purple | pink | black | white | brown | grey
first | second | third | fourth | fifth | sixth | seventh | eighth | ninth | tenth
spring | summer | autumn | winter
morning | afternoon | evening | night overnight
thousand thousands | million millions | billion billions | trillion trillions
""".strip()
_NEGATIVE = ("un", "in", "im", "dis", "ir", "il", "non", "mis")
_SHORTEST = 3
"""Letters from which a word can stand behind a negative prefix: "ion" in "union" cannot."""


def _table() -> dict[str, list[tuple[int, int]]]:
    """For each stem the classes that it belongs to, and in which place of them."""
    table: dict[str, list[tuple[int, int]]] = {}
    for number, line in enumerate(f"{_OPPOSITES}\n{_CLASSES}".splitlines()):
        for place, alike in enumerate(line.split("|")):
            for word in alike.split():
                table.setdefault(stem(word), []).append((number, place))
    return table


_TABLE = _table()


@dataclass(frozen=True, slots=True)
class Swap:
    """A word of the claim where the evidence has one that excludes it, each as written."""

    claimed: str
    found: str


_NOT_REACH = 30
"""Characters before a word in which a negation of it stands, unless a comma parts them."""


def swaps(claim: str, evidence: str) -> list[Swap]:
    """Words of the claim that the evidence lacks, while it has one that excludes them and that the claim lacks.

    Covers direction ("rose", "fell"), order ("before", "after"), place ("north", "south"), days, and words with
    and without a negative prefix ("likely", "unlikely"). A negation of one of the two makes them agree.
    """
    claimed = {form: claim[start:end] for form, start, end in words_with_places(claim)}
    there = {form: evidence[start:end] for form, start, end in words_with_places(evidence)}
    only_here = {form: word for form, word in claimed.items() if form not in there}
    only_there = {form: word for form, word in there.items() if form not in claimed}
    places: dict[int, dict[int, str]] = {}
    for form, word in only_there.items():
        for number, place in _TABLE.get(form, ()):
            places.setdefault(number, {})[place] = word
    held = {at for form in there for at in _TABLE.get(form, ())}
    folded = {word.casefold(): word for word in only_there.values()}
    found: list[Swap] = []
    for form, word in only_here.items():
        other = _excluded(form, places, held) or _prefixed(word, folded)
        if other:
            found.append(Swap(word, other))
    return [one for one in found if _is_not(claim, one.claimed) is _is_not(evidence, one.found)]


def _is_not(text: str, word: str) -> bool:
    """Whether a word is negated where it first stands: "did not survive" says what "died" does."""
    place = text.find(word)
    return is_negated(text[max(0, place - _NOT_REACH) : place].rpartition(",")[2])


def _excluded(form: str, places: dict[int, dict[int, str]], held: set[tuple[int, int]]) -> str | None:
    """A word of the evidence that excludes this one, unless the evidence also has one that means the same."""
    for number, place in _TABLE.get(form, ()):
        if (number, place) in held:
            continue
        for elsewhere, word in places.get(number, {}).items():
            if elsewhere != place:
                return word
    return None


def _prefixed(word: str, others: dict[str, str]) -> str | None:
    """The same word with or without a negative prefix, where it is among others by their folded form."""
    mine = word.casefold()
    with_prefix = [prefix + mine for prefix in _NEGATIVE if len(mine) > _SHORTEST]
    bare = [mine.removeprefix(prefix) for prefix in _NEGATIVE if mine.startswith(prefix)]
    alike = (*with_prefix, *(one for one in bare if len(one) > _SHORTEST))
    return next((others[one] for one in alike if one in others), None)
