"""Check: does the evidence, alone, support the claim? A question apart from the one that wrote the claim."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, TypeVar

from pydantic import BaseModel, Field

from summarizer.confidence.compare import compare
from summarizer.confidence.profile import Profile
from summarizer.confidence.score import score
from summarizer.confidence.signals import signals
from summarizer.confidence.tokens import content, cover
from summarizer.events import Stage
from summarizer.llm import Model, PromptSet, RequestBudget
from summarizer.llm.errors import ModelError
from summarizer.reading.parts import parts
from summarizer.reading.prepare import Prepared
from summarizer.schema import Certainty
from summarizer.stages.ground import Draft

T = TypeVar("T")

_CONTEXT_BELOW = 0.75
"""Share of a claim's words in its evidence below which the sentence before it is shown too."""


class Likelihood(BaseModel):
    """What a model answers that tells no probabilities."""

    likelihood: int = Field(ge=0, le=100)


@dataclass(frozen=True, slots=True)
class Checked:
    """A draft with what was found about it."""

    draft: Draft
    confidence: float
    problems: tuple[str, ...]
    signals: dict[str, float]


async def check(
    drafts: Sequence[Draft],
    prepared: Mapping[str, Prepared],
    model: Model,
    prompts: PromptSet,
    *,
    profile: Profile,
    thorough: bool = False,
    done: Callable[[Checked], None],
    failed: Callable[[ModelError], None],
) -> list[Checked]:
    """Check each draft against its evidence and score it.

    Args:
        drafts: in any order.
        prepared: the reports they come from, by id.
        model: asked once a draft.
        prompts: where the question comes from.
        profile: makes one probability of the signals.
        thorough: ask about each fact of a claim too, and once more with the sentences around the evidence.
        done: told of each, as it is known.
        failed: told where the model could not be asked; the draft is then scored by code alone.

    Raises:
        ModelError: what would fail for every other claim too.
    """

    async def one(draft: Draft) -> Checked:
        denied = draft.statement.certainty is Certainty.DENIED
        home = prepared[draft.statement.report]
        sentence = home.sentences[draft.sentence]
        comparison = compare(
            draft.text, sentence.spoken, home.text, denied=denied, published=home.report.published
        )
        context = _context(draft, home)
        questions = [(asserted(draft), sentence.plain, context)]
        if thorough:
            questions += _further(draft, home, context)
        try:
            likely = [await ask(*question, model, prompts, prompt="check") for question in questions]
        except ModelError as error:
            if error.fatal:
                raise
            failed(error)
            likely = []
        found = signals(
            draft.text,
            sentence.spoken,
            home.text,
            likely=likely,
            published=home.report.published,
            denied=denied,
        )
        confidence = score(profile, found, contradicted=comparison.contradicted)
        problems = [*draft.problems, *comparison.problems]
        if found["fragment"] == 1:
            problems.append("claim is no whole statement")
        checked = Checked(draft, confidence, tuple(problems), found)
        done(checked)
        return checked

    return await gather(one(draft) for draft in drafts)


async def gather(questions: Iterable[Coroutine[Any, Any, T]]) -> list[T]:
    """Ask all at a time; where one raises, the others are cancelled: none is sent once the run has ended."""
    tasks = [asyncio.ensure_future(question) for question in questions]
    try:
        return list(await asyncio.gather(*tasks))
    except BaseException:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        raise


async def ask(
    claim: str,
    evidence: str,
    context: str,
    model: Model,
    prompts: PromptSet,
    *,
    prompt: Literal["check", "check-given"] = "check-given",
    stage: Stage = "check",
    share: RequestBudget | None = None,
) -> float:
    """How likely the evidence supports the claim, in [0, 1], as the model sees it.

    Args:
        claim: the claim.
        evidence: what should bear it.
        context: what stands before it, or nothing.
        model: asked once.
        prompts: where the question comes from.
        prompt: ``check`` for a claim that was read from this one sentence, which is asked with examples of how such
            claims go wrong; ``check-given`` for any other claim and text.
        stage: who asks, for the accounts.
        share: requests that it may take, where they are shared with other questions.

    Raises:
        ModelError: it could not be asked.
    """
    variables = {"claim": claim, "evidence": evidence, "context": context}
    share = share or RequestBudget()
    likely = await model.probability(prompts.render(prompt, **variables), stage=stage, share=share)
    if likely is not None:
        return likely
    verbal = prompts.render("check-verbal", **variables)
    return (await model.fill(verbal, Likelihood, stage=stage, max_tokens=30, share=share)).likelihood / 100


def asserted(draft: Draft) -> str:
    """The claim in the form that its evidence can support: a denial is supported as a denial."""
    if draft.statement.certainty is not Certainty.DENIED:
        return draft.text
    return f"{draft.statement.source or 'Somebody'} denies this: {draft.text}"


def _further(draft: Draft, home: Prepared, context: str) -> list[tuple[str, str, str]]:
    """What else is asked about a draft: each fact of it, where it holds several, and all of it in a wider view."""
    claim, number = asserted(draft), draft.sentence
    facts = parts(claim) if draft.text == claim else [claim]
    around = " ".join(sentence.plain for sentence in home.sentences[max(0, number - 1) : number + 2])
    evidence = home.sentences[number].plain
    return [*((fact, evidence, context) for fact in facts if len(facts) > 1), (claim, around, "")]


def _context(draft: Draft, prepared: Prepared) -> str:
    """The sentence before the evidence, where the claim has words that the evidence does not."""
    sentence = prepared.sentences[draft.sentence]
    if sentence.speaker:
        return f"{sentence.speaker} writes:"
    if not draft.sentence or cover(content(draft.text), content(sentence.text)) >= _CONTEXT_BELOW:
        return ""
    return prepared.sentences[draft.sentence - 1].plain
