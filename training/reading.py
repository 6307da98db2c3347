"""What the model's lower layers make of a text and of the claims about it: computed once, trained on many times."""

from __future__ import annotations

from dataclasses import dataclass

import torch
from qwen import INVOCATION, LAYERS, UPPER, Cache, Qwen
from torch import Tensor

from summarizer.llm import PromptSet
from summarizer.llm.prompts import Message


@dataclass
class Read:
    """A text with claims about it.

    Attributes:
        past: keys and values of the upper layers for all that stands before the claims.
        claims: what goes into the first of the upper layers for each claim, (tokens, width).
        labels: whether the text supports it.
        pair: number of the claim among all; the same for one claim put to two texts.
        item: which pair of texts it is of.
    """

    past: Cache
    claims: list[Tensor]
    labels: list[bool]
    pair: list[int]
    item: int

    @property
    def start(self) -> int:
        return self.past[0][0].shape[1]


def chat(messages: tuple[Message, ...]) -> str:
    """The messages as the model was taught to see them."""
    told = "".join(f"<|im_start|>{one.role}\n{one.content}<|im_end|>\n" for one in messages)
    return f"{told}<|im_start|>assistant\n"


@torch.inference_mode()
def read(qwen: Qwen, prompts: PromptSet, text: str, claims: list[tuple[str, bool, int]], item: int) -> Read:
    """Read a text and, behind it, each claim: (claim, label, number)."""
    asked = [
        chat(prompts.render("check-given", claim=c, evidence=text, context="").messages) for c, _, _ in claims
    ]
    before = {one[: one.rindex(INVOCATION)] for one in asked}
    assert len(before) == 1
    shared = before.pop()
    ids = qwen.tokens.encode(shared).ids
    ends = [qwen.tokens.encode(one[len(shared) :]).ids for one in asked]
    h, lower = qwen.run(qwen.embed(ids)[None], range(UPPER), 0)
    _, upper = qwen.run(h, range(UPPER, LAYERS), 0)
    past = [(k[0].half(), v[0].half()) for k, v in upper]
    lower = [(k[0], v[0]) for k, v in lower]
    order = sorted(range(len(ends)), key=lambda n: len(ends[n]))
    found: list[Tensor] = [torch.empty(0)] * len(ends)
    for first in range(0, len(order), 8):
        chosen = order[first : first + 8]
        longest = max(len(ends[n]) for n in chosen)
        padded = [ends[n] + [0] * (longest - len(ends[n])) for n in chosen]
        h, _ = qwen.run(torch.stack([qwen.embed(one) for one in padded]), range(UPPER), len(ids), lower)
        for row, n in zip(h, chosen, strict=True):
            found[n] = row[: len(ends[n])].half()
    return Read(past, found, [label for _, label, _ in claims], [number for _, _, number in claims], item)
