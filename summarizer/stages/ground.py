"""Ground: tie what the model said to the exact place that bears it. Code alone; nothing is repaired in silence.

The evidence of a claim is the sentence it was read from. Within that sentence the words of the claim show which
voice it belongs to, and whether a hedge covers it.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from summarizer.confidence.cues import (
    clauses,
    hedged_parts,
    hedges,
    held_parts,
    is_blame,
    is_charge,
    is_confirmation,
    is_negated,
)
from summarizer.confidence.quantities import Quantity, numbers, quantities
from summarizer.confidence.tokens import Token, content, overlap, stem_set
from summarizer.reading.attribution import attributions
from summarizer.reading.clauses import Span
from summarizer.reading.prepare import Prepared
from summarizer.reading.sentences import Sentence
from summarizer.reading.speakers import Voice
from summarizer.schema import Certainty, Report, Statement

_MANNERS = {"confirms": Certainty.CONFIRMED, "denies": Certainty.DENIED, "alleges": Certainty.ALLEGED}
_LEAD = re.compile(r"^\W*(?:that\s+)?(?:any\s+)?", re.I)
_VERB = re.compile(
    r"\b(?:is|are|was|were|has|have|had|will|would|could|can|did|does|be|been|\w{3,}ed|\w{3,}s)\b", re.I
)
_PREPOSITION = re.compile(r"(?:in|on|at|by|from|during|after|before|near)\b", re.I)
_SPOKE = re.compile(
    r"\b(?:said|says|added|told (?:the )?[\w’'-]+(?: [\w’'-]+)?|(?:was|were) quoted(?: as saying)?)\W*$", re.I
)
_SAYS = r"(?:said|says|stated|states|added|adds|reported|announced|noted|confirmed|believes?|heard|told \w+)"
_NOT = re.compile(r"\b(is|are|was|were|has|have|had|did)\s+not\b")
_NOT_TRUE = re.compile(r"\bnot\s+true\b", re.I)
_UNTRUE = re.compile(
    r"\b(?:untrue|false|not true|nor (?:is|was) it true|no truth (?:in|to)|a lie|nonsense|wrong to say)"
    r"[\s,]+(?:that\b)?",
    re.I,
)
_IMPERSONAL = re.compile(
    r"\W*(?:(?P<subject>it|that|this|there)(?:[’']s|\s+(?:is|was|has|had|looks|seems))\b"
    r"|(?:might|may|could|must|should)\s+(?:not\s+)?be\b(?!\s+able))",
    re.I,
)
"""How a message opens whose subject is not its writer, or who would say "I"."""
_VERB_FIRST = re.compile(r"[,\s]+(?:is|are|was|were|has|have|had|will|would|could|may|might)\b", re.I)
_CLAIMS = re.compile(r"claim|alleg|charg", re.I)
"""What somebody is accused of as if it were told: "the union claimed that", not "accused the firm of"."""
_ACCUSED_OF = re.compile(r"\b(?:accused|suspected)\s+of\b[^,;:–—]+|\ballegedly\b[^,;:–—]+", re.I)
_ALLEGEDLY = re.compile(r"\ballegedly\b", re.I)
_ASIDE = re.compile(r",\s(?:which|who|whose)\b[^,;:–—]*(?=,)")
"""What a report itself adds within an accusation: "blamed Baylink, which runs the trams, for ignoring a charger"."""
_PROSECUTION = re.compile(r"\bprosecut(?:ion|ors?)\b", re.I)
_SAME = 0.8


@dataclass(frozen=True, slots=True)
class Draft:
    """A claim with its first statement, before it is checked and scored.

    ``sentence`` is the number of its evidence; ``problems`` says what of the model's own citation did not hold.
    """

    text: str
    statement: Statement
    sentence: int
    problems: tuple[str, ...] = ()


def ground(texts: Iterable[str], number: int, prepared: Prepared) -> list[Draft]:
    """Give each claim read from a sentence its statement.

    Args:
        texts: what the model read from the sentence, in its order.
        number: the sentence's number in the report.
        prepared: the report.

    Returns:
        One draft a claim. What only says that somebody spoke gives none, nor does the same claim again. A denial
        that the model worded as what is not so is worded positively: it is a denied statement already.
    """
    drafts: list[Draft] = []
    for text in texts:
        plain = without_speaker(" ".join(text.split()), prepared.heard[number])
        if not _states(plain) or any(
            overlap(content(plain), content(draft.text)) >= _SAME for draft in drafts
        ):
            continue
        plain = _without_writer(plain, prepared.sentences[number])
        found = statement(plain, number, prepared)
        if found.certainty is Certainty.DENIED and not is_negated(_NOT_TRUE.sub("", found.quote)):
            plain = _NOT.sub(r"\1", plain, count=1)
        drafts.append(Draft(plain, found, number))
    return drafts


def _states(text: str) -> bool:
    """Whether it says anything: not a lone word, a place or time without a verb, or that somebody spoke."""
    lone = len(content(text)) < 2 or (_PREPOSITION.match(text) and not _VERB.search(text))
    return not lone and not _SPOKE.search(text)


def ground_cited(
    claims: Iterable[tuple[str, Sequence[int], str | None, Certainty]],
    window: range,
    prepared: Prepared,
) -> list[Draft]:
    """Give each claim its statement where the model itself cites sentences and names the source.

    Args:
        claims: text, sentence numbers in the report (the best first), source, certainty.
        window: the numbers that the model was shown.
        prepared: the report.

    Returns:
        One draft a claim, in the order of their evidence. A number that was not shown is no citation: the sentence
        of the window that shares most words with the claim takes its place. That, and a source whose name the
        report does not have, is among the draft's problems.
    """
    drafts: list[Draft] = []
    for text, cited, source, certainty in claims:
        plain = " ".join(text.split())
        if not plain:
            continue
        shown = [number for number in cited if number in window]
        number = shown[0] if shown else _closest(plain, window, prepared.sentences)
        sentence = prepared.sentences[number]
        start, end = _named_at(source, sentence, prepared.report)
        problems = [] if shown else ["the model cited no sentence that it was shown"]
        if source and start is None and not stem_set(source) <= stem_set(prepared.report.text):
            problems.append(f"the source is given as {source}, whom the text does not name")
        drafts.append(
            Draft(
                plain,
                Statement(
                    report=prepared.report.id,
                    start=sentence.start,
                    end=sentence.end,
                    quote=sentence.text,
                    source=source or None,
                    source_start=start,
                    source_end=end,
                    certainty=certainty,
                ),
                number,
                tuple(problems),
            )
        )
    return sorted(drafts, key=lambda draft: draft.sentence)


def _closest(claim: str, window: range, sentences: Sequence[Sentence]) -> int:
    words = content(claim)
    return max(window, key=lambda number: overlap(words, content(sentences[number].text)))


def _named_at(source: str | None, sentence: Sentence, report: Report) -> tuple[int | None, int | None]:
    """Where the source's name stands: in the evidence, else nearest before it, else nowhere."""
    if not source:
        return None, None
    named = re.compile(rf"(?<!\w){re.escape(source)}(?!\w)")
    found = named.search(report.text, sentence.start, sentence.end)
    if found is None:
        found = next(iter(deque(named.finditer(report.text, 0, sentence.start), maxlen=1)), None)
    return found.span() if found else (None, None)


def without_speaker(claim: str, heard: Sequence[Voice]) -> str:
    """The claim without "X said", and with the speaker for "I"; empty where nothing else is in it."""
    speakers = [voice.source for voice in heard if voice.source]
    for speaker in speakers:
        named = re.escape(speaker)
        claim = re.sub(
            rf"^{named}(?::\s*|\s(?:ha[sd]\s)?{_SAYS}\s(?:that\s)?(?=\S+\s\S))", "", claim, flags=re.I
        )
        claim = re.sub(r"^[“\"](.*?)[”\"]?$", r"\1", claim) if "“" not in claim[1:] else claim
        claim = re.sub(r"^I\b(?![’'])", lambda _, speaker=speaker: speaker, claim)
    for one in attributions(claim):
        if (
            (one.manner != "alleges" or _CLAIMS.match(one.cue))
            and _VERB.search(claim[one.start : one.end])
            and any(_names_same(one.source, speaker) for speaker in speakers)
        ):
            claim = _LEAD.sub("", claim[one.start : one.end]).strip(" ,.;:")
            break
    told = {token.stem for speaker in speakers for token in content(speaker)}
    rest = [token for token in content(claim) if token.stem not in told]
    if speakers and not rest:
        return ""
    return claim[:1].upper() + claim[1:] if claim else ""


def _without_writer(claim: str, message: Sentence) -> str:
    """The claim with "it" where it takes the writer of a message for what the message is about.

    "might be the switch", written by Alice, is not of Alice.
    """
    opening = _IMPERSONAL.match(message.text)
    if not message.speaker or not opening:
        return claim
    subject = (opening["subject"] or "it").capitalize()
    return re.sub(rf"^{re.escape(message.speaker)}\b(?![’'])", lambda _: subject, claim, flags=re.I)


def _names_same(one: str, other: str) -> bool:
    return bool(stem_set(one) & stem_set(other))


def statement(claim: str, number: int, prepared: Prepared) -> Statement:
    """The statement of a claim in a sentence: whose words it takes there, and how sure they are."""
    sentence, heard = prepared.sentences[number], prepared.heard[number]
    places = _places(claim, sentence.text)
    voice = _voice(places, _figures(claim, sentence.text), heard)
    if voice and voice.manner == "alleges" and _is_aside(places, sentence.text):
        voice = None
    return Statement(
        report=prepared.report.id,
        start=sentence.start,
        end=sentence.end,
        quote=sentence.text,
        source=voice.source if voice else None,
        source_start=voice.source_start if voice else None,
        source_end=voice.source_end if voice else None,
        certainty=_certainty(claim, sentence.text, places, voice, heard),
    )


def _places(claim: str, evidence: str) -> list[Token]:
    """The content words of the evidence that the claim uses."""
    used = stem_set(claim)
    return [token for token in content(evidence) if token.stem in used]


def _figures(claim: str, evidence: str) -> list[Quantity]:
    """The numbers of the evidence that the claim gives too."""
    given = numbers(claim)
    return [found for found in quantities(evidence) if (found.kind, found.value) in given]


def _voice(places: Sequence[Token], figures: Sequence[Quantity], heard: Sequence[Voice]) -> Voice | None:
    """The voice whose part holds most of the claim's words, if it holds more than the report's own voice.

    Between two of them a number counts more than a word.
    The words that name a speaker and say that they speak are nobody's: "The mayor rejected the charge".
    """
    if not heard:
        return None
    shares = [_taken_from(voice.start, voice.end, places) for voice in heard]
    best = max(
        range(len(heard)),
        key=lambda index: shares[index] + 2 * _taken_from(heard[index].start, heard[index].end, figures),
    )
    spans = [span for voice in heard for span in ((voice.start, voice.end), *voice.introduced)]
    own = sum(not any(start <= token.start < end for start, end in spans) for token in places)
    if shares[best]:
        return heard[best] if shares[best] >= own / 2 else None
    if own or not places:
        return None
    denying = [voice for voice in heard if voice.manner == "denies" and voice.introduced]
    called = max(denying, key=lambda voice: _taken_from(*voice.introduced[-1], places), default=None)
    is_meant = called and (len(heard) == 1 or _taken_from(*called.introduced[-1], places))
    return called if is_meant else None


def _is_aside(places: Sequence[Token], evidence: str) -> bool:
    """Whether a claim takes its words, but for names, from what the report itself adds about somebody."""
    told = [place for place in places if not evidence[place.start].isupper()]
    return any(_taken_from(*match.span(), told) * 2 > len(told) for match in _ASIDE.finditer(evidence))


def _certainty(
    claim: str, evidence: str, places: Sequence[Token], voice: Voice | None, heard: Sequence[Voice]
) -> Certainty:
    if voice and (voice.manner == "denies" or _is_called_untrue(evidence, places)):
        return Certainty.DENIED
    if _is_hedged(evidence, places):
        return Certainty.UNCONFIRMED
    if voice and voice.manner in _MANNERS:
        return _MANNERS[voice.manner]
    if voice and voice.source and _PROSECUTION.search(voice.source):
        return Certainty.ALLEGED
    if is_blame(evidence) and is_blame(claim) and not is_charge(claim):
        return Certainty.ALLEGED
    if _is_laid_to_somebody(evidence, places):
        return Certainty.ALLEGED
    confirmed_before = voice is not None and is_confirmation(evidence[: max(voice.start, 12)])
    if confirmed_before and not any(one.manner == "confirms" for one in heard):
        return Certainty.CONFIRMED
    return Certainty.REPORTED if voice else Certainty.STATED


def _is_called_untrue(evidence: str, places: Sequence[Token]) -> bool:
    """Whether the claim takes its words from what somebody calls untrue: "it is false that ..."."""
    called = _UNTRUE.search(evidence)
    if called is None:
        return False
    return _taken_from(called.end(), len(evidence), places) * 2 > len(places)


def _hedged_verbs(evidence: str) -> list[tuple[Span, Span]]:
    """Subjects with a hedged verb behind words between commas: "the chief" and "has reportedly" around "Ove"."""
    parts = clauses(evidence)
    return [
        (next(part for part in parts if part[0] >= evidence.rfind(";", 0, start)), (start, end))
        for start, end in parts
        if _VERB_FIRST.match(evidence[start:end]) and _hedge_stands_in(start, end, evidence)
    ]


def _is_laid_to_somebody(evidence: str, places: Sequence[Token]) -> bool:
    """Whether the claim takes its words from what somebody is accused or suspected of."""
    if any(_taken_from(*match.span(), places) * 2 > len(places) for match in _ACCUSED_OF.finditer(evidence)):
        return True
    return any(
        _taken_from(*span, places) * 2 > len(places) and _ALLEGEDLY.search(evidence, *span)
        for span in clauses(evidence)
    )


def _is_hedged(evidence: str, places: Sequence[Token]) -> bool:
    """Whether a hedge stands in the part of the evidence that the claim takes its words from."""
    doubtful = [*hedged_parts(evidence), *held_parts(evidence)]
    if any(_taken_from(*span, places) * 2 > len(places) for span in doubtful):
        return True
    if any(
        (_taken_from(*subject, places) + _taken_from(*verb, places)) * 2 >= len(places)
        for subject, verb in _hedged_verbs(evidence)
    ):
        return True
    return any(
        _taken_from(*span, places) * 3 >= max(1, len(places)) and _hedge_stands_in(*span, evidence)
        for span in clauses(evidence)
    )


def _taken_from(start: int, end: int, places: Sequence[Token | Quantity]) -> int:
    """How many of the words that a claim uses stand in a span of the evidence."""
    return sum(start <= token.start < end for token in places)


def _hedge_stands_in(start: int, end: int, evidence: str) -> bool:
    return any(start <= hedge < end for hedge, _ in hedges(evidence))
