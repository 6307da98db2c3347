"""The questions that code leaves open, put to the model as often as a run may."""

from __future__ import annotations

from pydantic import BaseModel

from summarizer.llm import Model, PromptSet
from summarizer.llm.errors import ModelError

_YES = 0.5
_QUESTIONS = 12
"""Questions a report; what is open beyond them is left to code."""


class Verdict(BaseModel):
    """What a model answers that tells no probabilities."""

    conflict: bool


class Judge:
    """Asks the model about pairs of claims.

    Args:
        model: who is asked.
        prompts: where the questions come from.
        reports: how many reports are reconciled; 12 questions may be asked for each.
    """

    def __init__(self, model: Model, prompts: PromptSet, reports: int) -> None:
        self._model, self._prompts, self._left = model, prompts, _QUESTIONS * max(1, reports)

    async def same(self, one: str, other: str) -> bool | None:
        """Whether both state the same fact; None where the model cannot be asked or cannot tell."""
        return await self._likely("same", one, other)

    async def denies(self, one: str, other: str) -> bool | None:
        """Whether the denial ``one`` denies ``other``; None where the model cannot be asked or cannot tell."""
        return await self._likely("denies", one, other)

    async def conflict(self, one: str, other: str) -> bool:
        """Whether the two cannot both be true; a model without probabilities says so in words.

        Raises:
            ModelError: what would fail for every other question too.
        """
        likely = await self._likely("conflict", one, other)
        if likely is not None or not self._left:
            return bool(likely)
        self._left -= 1
        prompt = self._prompts.render("conflict", one=one, other=other)
        try:
            return (await self._model.fill(prompt, Verdict, stage="reconcile", max_tokens=20)).conflict
        except ModelError as error:
            if error.fatal:
                raise
            return False

    async def _likely(self, question: str, one: str, other: str) -> bool | None:
        if not self._left:
            return None
        self._left -= 1
        try:
            prompt = self._prompts.render(question, one=one, other=other)
            likely = await self._model.probability(prompt, stage="reconcile")
        except ModelError as error:
            if error.fatal:
                raise
            return None
        return None if likely is None else likely > _YES
