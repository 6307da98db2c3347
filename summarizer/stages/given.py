"""Check claims that a user gives: find the best evidence in a report, take the claim apart, ask about each part."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from pydantic import BaseModel

from summarizer.confidence.compare import compare
from summarizer.confidence.score import CONTRADICTED, score
from summarizer.confidence.tokens import content, cover
from summarizer.llm import Model, PromptSet
from summarizer.llm.errors import ModelError
from summarizer.reading.prepare import Prepared
from summarizer.schema import Certainty, Check, Statement
from summarizer.stages.check import ask, signals, together
from summarizer.stages.ground import statement
from summarizer.stages.read import Claims

_EVIDENCE = 4
"""Sentences that the model is shown for one fact."""
_SIMPLE = 9
"""Content words up to which a claim in one clause is taken for one fact."""
_ROOM = 200
_NO_EVIDENCE = "the report says nothing of it"
_UNSURE = {
    Certainty.ALLEGED: "only alleged, by {}",
    Certainty.UNCONFIRMED: "unconfirmed, from {}",
    Certainty.DENIED: "denied by {}",
}


class Facts(BaseModel):
    """What a model answers that takes a claim apart: providers refuse a schema whose root is a list."""

    facts: list[str]


@dataclass(frozen=True, slots=True)
class _Part:
    """One fact of a claim with what was found about it."""

    confidence: float
    evidence: Statement | None
    problems: tuple[str, ...]
    signals: dict[str, float]


async def check_given(
    claims: Sequence[str],
    prepared: Prepared,
    model: Model,
    prompts: PromptSet,
    *,
    done: Callable[[Check], None],
    failed: Callable[[ModelError], None],
) -> list[Check]:
    """Check claims against a report.

    Args:
        claims: any texts; nothing that they hold raises.
        prepared: the report.
        model: asked once a fact, and once a claim that may hold several.
        prompts: ``apart``, ``check`` and ``check-verbal``.
        done: told of each check as it is known.
        failed: told where the model could not be asked; code alone then decides.

    Returns:
        One check a claim, in their order. A claim of several facts is as sure as the least sure of them.

    Raises:
        ModelError: what would fail for every other claim too.
    """

    async def one(claim: str) -> Check:
        try:
            facts = await _apart(claim, model, prompts)
        except ModelError as error:
            if error.fatal:
                raise
            failed(error)
            facts = [claim]
        parts = [await _part(fact, prepared, model, prompts, failed) for fact in facts]
        checked = _joined(claim, parts, prepared)
        done(checked)
        return checked

    return await together(one(_well_formed(claim)) for claim in claims)


def _well_formed(claim: str) -> str:
    """The claim with a question mark for half a character (a lone surrogate), which can be sent to nobody."""
    return claim.encode("utf-8", "replace").decode()


async def _apart(claim: str, model: Model, prompts: PromptSet) -> list[str]:
    """The facts of a claim; parts that say what the claim does not are put back together."""
    words = content(claim)
    if not words or (len(words) <= _SIMPLE and not any(mark in claim for mark in (",", ";", " and ", ". "))):
        return [claim]
    prompt = prompts.render("apart", claim=claim)
    if model.profile.grammar:
        answered = (await model.fill(prompt, Claims, stage="check", max_tokens=_ROOM)).root
    else:
        answered = (await model.fill(prompt, Facts, stage="check", max_tokens=_ROOM)).facts
    facts = [" ".join(fact.split()) for fact in answered if fact.strip()]
    told = [token for fact in facts for token in content(fact)]
    faithful = all(cover(content(fact), words) == 1 for fact in facts) and cover(words, told) > 0.8
    return facts if facts and faithful else [claim]


async def _part(
    fact: str,
    prepared: Prepared,
    model: Model,
    prompts: PromptSet,
    failed: Callable[[ModelError], None],
) -> _Part:
    numbers = _closest(fact, prepared)
    if not numbers:
        comparison = compare(fact, "")
        return _Part(0.02, None, (_NO_EVIDENCE,), comparison.signals)
    shown = " ".join(prepared.sentences[number].plain for number in sorted(numbers))
    best = statement(fact, numbers[0], prepared)
    comparison = compare(fact, shown, prepared.text, denied=best.certainty is Certainty.DENIED)
    try:
        likely = await ask(fact, shown, "", model, prompts)
    except ModelError as error:
        if error.fatal:
            raise
        failed(error)
        likely = None
    confidence = score(likely, comparison)
    problems = list(comparison.problems)
    if pattern := _UNSURE.get(best.certainty):
        problems.append(pattern.format(best.source or "an unnamed source"))
    if best.certainty is Certainty.DENIED:
        confidence = min(confidence, CONTRADICTED)
    return _Part(confidence, best, tuple(problems), signals(likely, comparison))


def _closest(fact: str, prepared: Prepared) -> list[int]:
    """Numbers of the sentences that share words with a fact, the best first, at most four."""
    words = content(fact)
    shares = [
        (cover(words, content(sentence.text)), number) for number, sentence in enumerate(prepared.sentences)
    ]
    ranked = sorted(
        ((share, number) for share, number in shares if share), key=lambda pair: (-pair[0], pair[1])
    )
    return [number for _, number in ranked[:_EVIDENCE]] if words else []


def _joined(claim: str, parts: Sequence[_Part], prepared: Prepared) -> Check:
    weakest = min(parts, key=lambda part: part.confidence)
    problems = tuple(dict.fromkeys(problem for part in parts for problem in part.problems))
    if len(claim) > len(prepared.report.text):
        problems = (*problems, "the claim is longer than the report")
    return Check(
        claim=claim,
        confidence=weakest.confidence,
        evidence=weakest.evidence or next((part.evidence for part in parts if part.evidence), None),
        problems=problems,
        signals=weakest.signals,
    )
