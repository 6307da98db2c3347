"""Check claims that a user gives: find the evidence in a report, ask about the claim and about each fact of it."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from summarizer.confidence.compare import Comparison, compare
from summarizer.confidence.cues import is_blame, is_cautious, is_negated
from summarizer.confidence.dates import as_told
from summarizer.confidence.profile import Profile
from summarizer.confidence.score import FLOOR, score
from summarizer.confidence.signals import outdone, signals
from summarizer.confidence.stems import content_words
from summarizer.confidence.tokens import CAPITAL, stem_set
from summarizer.llm import Model, PromptSet, approximate_tokens
from summarizer.llm.errors import ModelError
from summarizer.reading.parts import parts
from summarizer.reading.prepare import Prepared, prepare
from summarizer.reading.speakers import Voice
from summarizer.schema import Certainty, Check, Report, Statement
from summarizer.schema.base import day_of
from summarizer.stages.check import ask, gather
from summarizer.stages.evidence import MOST_FACTS, Fact, facts, located, passage
from summarizer.stages.ground import statement
from summarizer.stages.rivals import Rival, rivals

_MANY_CLAIMS = 8
"""Claims from which on each is shown with the whole report: a server reads what they share once."""
_SEVERAL_FACTS = 3
"""Facts of a claim from which on it is shown with the whole report: a few sentences do not bear them all."""
_ROOM = 3_000
"""Tokens up to which a report is shown whole."""
_NO_EVIDENCE = "the report says nothing of it"
_NO_WORD = "the report has none of its words: judged by the whole of it"
_NOT_ASKED = "judged by code alone: the model could not be asked"
_TOO_MANY_FACTS = (
    f"asked about whole, and about its first {MOST_FACTS} facts: it is better put as several claims"
)
_LIKELIER = 0.25
"""Log odds by which a rival must be likelier than a fact to contradict it."""
_CAPITAL = re.compile(rf"\b[{CAPITAL}]")
_UNSURE = {
    Certainty.ALLEGED: "only alleged, by {}",
    Certainty.UNCONFIRMED: "unconfirmed, from {}",
    Certainty.DENIED: "denied by {}",
}


@dataclass(frozen=True, slots=True)
class Assessment:
    """What a report shows about a claim that it speaks of.

    Attributes:
        signals: by name, as a profile takes them.
        best: where the report says it best, who says it there and how surely.
        problems: what is wrong with the claim, in words, for people.
        contradicted: whether the report says something else, or that somebody denies it.
    """

    signals: dict[str, float]
    best: Statement
    problems: tuple[str, ...]
    contradicted: bool


@dataclass(frozen=True, slots=True)
class _Answer:
    """What a model says of a rival: how likely the text supports the fact, and how likely the rival in its place."""

    rival: Rival
    fact: float
    likely: float


async def check_given(
    claims: Sequence[str],
    prepared: Prepared,
    model: Model,
    prompts: PromptSet,
    *,
    profile: Profile,
    thorough: bool = False,
    done: Callable[[Check], None],
    failed: Callable[[ModelError], None],
) -> list[Check]:
    """Check claims against a report.

    Args:
        claims: any texts; nothing that they hold raises. One that shares no word with the report is asked about with
            the whole of it, unless it is long, and cites no sentence.
        prepared: the report, its headings among its sentences.
        model: asked once a claim, once a fact of a claim that code takes apart into several (20 at most), and once a
            rival of each, where the profile takes what is found.
        prompts: ``check-given`` and ``check-verbal``.
        profile: makes one probability of the signals.
        thorough: show the whole report, unless it is long, though claims be few.
        done: told of each check as it is known.
        failed: told where the model could not be asked; code alone then decides.

    Returns:
        One check a claim, in their order.

    Raises:
        ModelError: what would fail for every other claim too, or what failed for all of them.
    """
    whole = passage(range(len(prepared.sentences)), prepared)
    failures: list[ModelError] = []

    async def one(given: str) -> Check:
        claim = located(_well_formed(given), prepared)
        if claim.numbers:
            checked = await _check(claim)
        elif content_words(claim.text) and (text := shown("", whole, claims=len(claims), facts=1)):
            checked = await _check_by_the_whole(claim.text, text)
        else:
            problems = (_NO_EVIDENCE, *_length(claim.text, prepared))
            checked = Check(claim=claim.text, confidence=FLOOR, problems=problems)
        done(checked)
        return checked

    async def _check_by_the_whole(claim: str, text: str) -> Check:
        likely, problems = list[float](), [_NO_WORD]
        try:
            likely = [await ask(claim, evidence=text, context="", model=model, prompts=prompts)]
        except ModelError as error:
            note(error)
            problems = [_NO_EVIDENCE, _NOT_ASKED]
        report = prepared.report
        found = signals(claim, text, report.text, likely=likely, published=report.published)
        return Check(
            claim=claim,
            confidence=score(profile, found, contradicted=False) if likely else FLOOR,
            problems=(*problems, *_length(claim, prepared)),
            signals=found,
        )

    def note(error: ModelError) -> None:
        if error.fatal:
            raise error
        failures.append(error)
        failed(error)

    async def _check(claim: Fact) -> Check:
        told = facts(claim, prepared)
        text = shown(claim.evidence, whole, claims=len(claims), facts=len(told), thorough=thorough)
        published = prepared.report.published

        async def asked(claim: str) -> float:
            worded = as_told(claim, text, day_of(published)) if published else claim
            return await ask(worded, evidence=text, context="", model=model, prompts=prompts)

        rivalled = [rivals(fact.text, prepared) if "outdone" in profile.signals else [] for fact in told]
        likely, answers = list[float](), list[_Answer]()
        try:
            likely = [await asked(one.text) for one in (claim, *(told if len(told) > 1 else ()))]
            for fact, others in zip(likely[-len(told) :], rivalled, strict=True):
                answers += [_Answer(rival, fact, await asked(rival.text)) for rival in others]
        except ModelError as error:
            note(error)
        beside = [(answer.fact, answer.likely) for answer in answers]
        found = assess(claim, told, prepared, likely=likely, beside=beside)
        better = [one.rival.differs for one in answers if outdone(one.fact, one.likely) > _LIKELIER]
        problems = [*found.problems, *([] if found.signals["otherwise"] else better)]
        problems += [_TOO_MANY_FACTS] if len(told) == MOST_FACTS < len(parts(claim.text)) else []
        problems += [] if likely else [_NOT_ASKED]
        return Check(
            claim=claim.text,
            confidence=score(profile, found.signals, contradicted=found.contradicted),
            evidence=found.best,
            problems=(*dict.fromkeys(problems), *_length(claim.text, prepared)),
            signals=found.signals,
        )

    checks = await gather(one(claim) for claim in claims)
    if failures and all(one.by_code_alone for one in checks if one.signals):
        raise failures[-1]
    return checks


def assess(
    claim: Fact,
    told: Sequence[Fact],
    prepared: Prepared,
    *,
    likely: Sequence[float] = (),
    beside: Sequence[tuple[float, float]] = (),
) -> Assessment:
    """Put together what code finds about a claim and what a model answered.

    Args:
        claim: one that the report speaks of.
        told: its facts.
        prepared: the report.
        likely: how likely the report supports the claim, and behind it each of its facts where there are several.
        beside: how likely it supports a fact and a rival of it, for each rival that was asked about.
    """
    best = statement(claim.text, claim.numbers[0], prepared)
    stated = [best if fact is claim else _stated(fact, prepared) for fact in told]
    against = [_compared(fact, one, prepared) for fact, one in zip(told, stated, strict=True)]
    return Assessment(
        signals=signals(
            claim.text,
            claim.evidence,
            prepared.report.text,
            likely=likely,
            beside=beside,
            published=prepared.report.published,
            denied=best.certainty is Certainty.DENIED,
            otherwise=any(one.otherwise for one in against),
            as_fact=any(
                _is_told_as_fact(claim.text, fact.text, one)
                for fact, one in zip(told, stated, strict=True)
                if one
            ),
        ),
        best=best,
        problems=tuple(problem for one in against for problem in one.problems),
        contradicted=any(one.contradicted for one in against)
        or any(outdone(fact, rival) > _LIKELIER for fact, rival in beside),
    )


def shown(evidence: str, whole: str, *, claims: float, facts: int, thorough: bool = False) -> str:
    """What a claim is shown with when it is asked about: its evidence, or all of the report where it is not long.

    Args:
        evidence: the few sentences that match the claim best; empty where none does, which asks for the whole.
        whole: all sentences of the report.
        claims: how many are put to the report.
        facts: how many the claim holds.
        thorough: show the whole, though claims and facts be few.
    """
    wanted = thorough or not evidence or claims >= _MANY_CLAIMS or facts >= _SEVERAL_FACTS
    return whole if wanted and approximate_tokens(whole) <= _ROOM else evidence


def _well_formed(claim: str) -> str:
    """The claim with a question mark for half a character (a lone surrogate), which can be sent to nobody."""
    return claim.encode("utf-8", "replace").decode()


def _stated(fact: Fact, prepared: Prepared) -> Statement | None:
    return statement(fact.text, fact.numbers[0], prepared) if fact.numbers else None


def _compared(fact: Fact, best: Statement | None, prepared: Prepared) -> Comparison:
    """Compare a fact with the sentences that bear on it; what somebody denies in the best of them is contradicted."""
    if best is None:
        return Comparison((_NO_EVIDENCE,), contradicted=False, strange=False, otherwise=False)
    told_of_denial = best.certainty is Certainty.DENIED
    comparison = compare(
        fact.text,
        fact.evidence,
        prepared.report.text,
        denied=told_of_denial,
        closest=fact.closest,
        published=prepared.report.published,
    )
    denied = told_of_denial and _is_denied(fact.text, best, prepared.heard[fact.numbers[0]])
    problems = list(comparison.problems)
    if (pattern := _UNSURE.get(best.certainty)) and denied is told_of_denial:
        problems.append(pattern.format(best.source or "an unnamed source"))
    if voice := _other_voice(fact.text, best):
        problems.append(f"claim has it from {voice}, the text from {best.source}")
    return replace(comparison, problems=tuple(problems), contradicted=comparison.contradicted or denied)


def _other_voice(fact: str, best: Statement) -> str:
    """Who says it by the claim, where that is one by name, and by the text another by name; else empty."""
    if not best.source or not _CAPITAL.search(best.source):
        return ""
    claimed = [voice.source for voice in _heard(fact) if voice.source]
    if len(claimed) != 1 or not _CAPITAL.search(claimed[0]):
        return ""
    is_there = stem_set(claimed[0]) & (stem_set(best.source) | stem_set(best.quote))
    return "" if is_there else claimed[0]


def _is_told_as_fact(claim: str, fact: str, best: Statement) -> bool:
    """Whether a claim neither hedges a fact nor names who says it, which its best statement is not sure of."""
    is_unsure = best.certainty is Certainty.UNCONFIRMED or (
        best.certainty is Certainty.ALLEGED and not is_blame(fact)
    )
    return is_unsure and not is_cautious(claim) and not any(voice.source for voice in _heard(claim))


def _heard(text: str) -> list[Voice]:
    return [voice for voices in prepare(Report(text=text)).heard for voice in voices]


def _is_denied(fact: str, best: Statement, heard: Sequence[Voice]) -> bool:
    """Whether a fact has no more of the words around a denial than of it, whoever denies it left out.

    "Dahl denied the theft" and "Dahl did not steal" are themselves the fact, and borne out.
    """
    if is_negated(fact) or any(voice.manner == "denies" for voice in _heard(fact)):
        return False
    denials = [best.quote[voice.start : voice.end] for voice in heard if voice.manner == "denies"]
    inside = stem_set(" ".join(denials or [best.quote]))
    words = stem_set(fact) - stem_set(best.source or "")
    return len(words & stem_set(best.quote) - inside) <= len(words & inside)


def _length(claim: str, prepared: Prepared) -> list[str]:
    return ["the claim is longer than the report"] if len(claim) > len(prepared.report.text) else []
