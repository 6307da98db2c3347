"""P(yes) as one has it without this program: the six sentences that match a claim best, and one plain question.

It is what the confidence is measured against: no system message, no example, nothing tuned, one wording tried.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from summarizer.llm import Model
from summarizer.llm.prompts import Message, Prompt

SENTENCES = 6


async def zero_shot(claim: str, sentences: Sequence[str], model: Model) -> float | None:
    """P(yes) / (P(yes) + P(no)) of the first token of the answer."""
    asked = (
        f"Text: {matching(claim, sentences)}\n\nClaim: {claim}\n\n"
        "Is the claim supported by the text? Answer Yes or No."
    )
    return await model.probability(Prompt("zero-shot", 1, (Message("user", asked),)), stage="check")


def matching(claim: str, sentences: Sequence[str]) -> str:
    """The sentences that share the most words with the claim, in the order of the text."""
    wanted = _words(claim)
    order = sorted(range(len(sentences)), key=lambda at: -len(wanted & _words(sentences[at])))
    return " ".join(sentences[at] for at in sorted(order[:SENTENCES]))


def _words(text: str) -> set[str]:
    return set(re.findall(r"\w+", text.lower()))
