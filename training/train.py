"""Trains the adapter for ``check-given`` on pairs of texts: the claims that one bears out, the other does not.

    python train.py PAIRS.jsonl OUT.gguf [--minutes 85] [--weights FILE]

Each line of ``PAIRS.jsonl`` is a text with changes; each change has what stands there before and after it (``parts``),
and claims that hold before it (``old_claims``) and after it (``new_claims``). A claim is put to the text as it stands
and to the text with all changes made, so that nothing in its wording tells which of the two it is right about. Every
claim is seen once; what is printed is measured on each claim before it is learnt from. Goes on from ``OUT.state``
where it was interrupted.
"""

from __future__ import annotations

import argparse
import json
import random
from pathlib import Path
from time import perf_counter

import torch
from qwen import INVOCATION, LAYERS, UPPER, Adapter, Qwen
from torch import Tensor
from torch.nn import functional

from reading import Read, read
from summarizer.evaluation.metrics import Scored, auroc
from summarizer.llm import PromptSet
from summarizer.llm.weights import find_weights
from summarizer.reading.load import load as load_report
from summarizer.reading.prepare import prepare
from summarizer.stages.evidence import located, passage

CLAIMS = 8
"""Claims of a pair of texts that are shown with the whole of them; one more is shown with a few sentences."""
STEP = 4
"""Claims in a step, each with two texts."""
POOL = 4
"""Pairs of texts whose steps are mixed."""
RATE, WARM = 2e-4, 15
"""Learning rate, and the steps in which it rises to that; it falls to nothing with the time."""
APART = 0.2
"""What it counts that the text which bears a claim out has the higher answer, beside each answer by itself."""
SMOOTH = 0.04
"""How much of the mean over steps, which is what is saved, each new step makes up."""
KEEP = 4
"""Pairs of texts after which the state is kept."""


def rows(path: Path) -> list[dict]:
    return [json.loads(line) for line in path.read_text().splitlines()]


def versions(item: dict) -> tuple[str, str]:
    """A text, and the same with all changes made."""
    text, spans = item["text"], []
    for change in item["changes"]:
        for old, new in change["parts"]:
            start = text.index(old)
            spans.append((start, start + len(old), new))
    changed = text
    for start, end, new in sorted(spans, reverse=True):
        changed = changed[:start] + new + changed[end:]
    return text, changed


def claims(item: dict) -> list[tuple[str, bool]]:
    """Claims of an item in turn of its changes, each with whether the text bears it out before the changes."""
    turns = [
        [(one, True) for one in change["old_claims"][:1]] + [(one, False) for one in change["new_claims"][:1]]
        for change in item["changes"]
    ]
    more = [
        [(one, True) for one in change["old_claims"][1:]] + [(one, False) for one in change["new_claims"][1:]]
        for change in item["changes"]
    ]
    order = random.Random(item["text"][:80])
    for turn in (turns, more):
        order.shuffle(turn)
        for one in turn:
            order.shuffle(one)
    first = [one[0] for one in turns if one]
    return first + [one for turn in turns for one in turn[1:]] + [one for turn in more for one in turn]


def steps(qwen: Qwen, prompts: PromptSet, item: dict, number: int) -> list[list[Read]]:
    """What is learnt from an item at a time: claims with the whole of both texts, and one with a few sentences."""
    known = claims(item)
    both = [prepare(load_report(text).report, headings=True) for text in versions(item)]
    found: list[list[Read]] = []
    wholes = [passage(range(len(one.sentences)), one) for one in both]
    reads = []
    for side, whole in enumerate(wholes):
        told = [(claim, holds is (side == 0), n) for n, (claim, holds) in enumerate(known[:CLAIMS])]
        reads.append(read(qwen, prompts, whole, told, number))
    for first in range(0, len(reads[0].claims), STEP):
        part = slice(first, first + STEP)
        found.append([Read(r.past, r.claims[part], r.labels[part], r.pair[part], r.item) for r in reads])
    for n, (claim, holds) in enumerate(known[CLAIMS : CLAIMS + 1], CLAIMS):
        few = [located(claim, one).evidence or whole for one, whole in zip(both, wholes, strict=True)]
        found.append(
            [
                read(qwen, prompts, text, [(claim, holds is (side == 0), n)], number)
                for side, text in enumerate(few)
            ]
        )
    return found


def answers(qwen: Qwen, adapter: Adapter | None, one: Read) -> Tensor:
    """Log odds of Yes for each claim."""
    longest = max(map(len, one.claims))
    h = torch.stack([functional.pad(claim.float(), (0, 0, 0, longest - len(claim))) for claim in one.claims])
    h, _ = qwen.run(h, range(UPPER, LAYERS), one.start, one.past, adapter)
    last = torch.tensor([len(claim) - 1 for claim in one.claims])
    return qwen.answer(h[torch.arange(len(last)), last])


def train(pairs: Path, out: Path, weights: Path, minutes: float) -> None:
    qwen, prompts = Qwen(weights), PromptSet()
    adapter = Adapter.new(qwen)
    learner = torch.optim.Adam(adapter.parameters(), lr=RATE, betas=(0.9, 0.99))
    smooth = Adapter.new(qwen)
    state, done, count, spent, seen = out.with_suffix(".state"), 0, 0, 0.0, []
    if state.exists():
        kept = torch.load(state, weights_only=False)
        for mine, theirs in zip(adapter.parameters(), kept["adapter"], strict=True):
            mine.data = theirs
        for mine, theirs in zip(smooth.parameters(), kept.get("smooth", kept["adapter"]), strict=True):
            mine.data = theirs.clone()
        learner.load_state_dict(kept["learner"])
        done, count, spent, seen = kept["done"], kept["count"], kept["spent"], kept["seen"]
    start = perf_counter() - spent
    while done < len(items := rows(pairs)) and perf_counter() - start < 60 * minutes:
        pool = []
        for number in range(done, min(done + POOL, len(items))):
            pool += steps(qwen, prompts, items[number], number)
        random.Random(done).shuffle(pool)
        for step in pool:
            share = (perf_counter() - start) / (60 * minutes)
            for group in learner.param_groups:
                group["lr"] = RATE * min(1, (count + 1) / WARM) * max(0.02, 1 - share)
            seen += learn(qwen, adapter, learner, step)
            count += 1
            for mean, now in zip(smooth.parameters(), adapter.parameters(), strict=True):
                mean.data.lerp_(now.data, max(1 / (count + 1), SMOOTH))
        done = min(done + POOL, len(items))
        told(seen, done, len(items), perf_counter() - start)
        if done % KEEP == 0 or done == len(items):
            more = {"done": done, "count": count, "spent": perf_counter() - start, "seen": seen}
            keep(adapter, learner, state, {"smooth": [one.data for one in smooth.parameters()], **more})
    smooth.save(out, qwen.tokens.encode(INVOCATION).ids)


def learn(qwen: Qwen, adapter: Adapter, learner: torch.optim.Adam, step: list[Read]) -> list[tuple]:
    """One step; what was answered before it."""
    found = [answers(qwen, adapter, one) for one in step]
    labels = [torch.tensor(one.labels, dtype=torch.float) for one in step]
    apart = (found[0] - found[1]) * (labels[0] - labels[1])
    alone = functional.binary_cross_entropy_with_logits(torch.cat(found), torch.cat(labels))
    loss = alone + APART * functional.softplus(-apart).mean()
    learner.zero_grad()
    loss.backward()
    torch.nn.utils.clip_grad_norm_(adapter.parameters(), 1.0)
    learner.step()
    return [
        (float(score), label, one.item, number)
        for scores, one in zip(found, step, strict=True)
        for score, label, number in zip(scores.detach(), one.labels, one.pair, strict=True)
    ]


def told(seen: list[tuple], done: int, count: int, seconds: float) -> None:
    late = seen[-300:]
    area = auroc([Scored(score, label, str(item)) for score, label, item, _ in late])
    by_claim: dict[tuple, dict[bool, float]] = {}
    for score, label, item, number in late:
        by_claim.setdefault((item, number), {})[label] = score
    right = [one[True] > one[False] for one in by_claim.values() if len(one) == 2]
    loss = sum(float(functional.softplus(torch.tensor(-s if y else s))) for s, y, _, _ in late) / len(late)
    print(
        f"{done}/{count} pairs, {len(seen)} examples, {seconds / 60:.1f} min; the last {len(late)} before learning: "
        f"AUROC {area:.3f}, right text higher {sum(right) / len(right):.3f}, loss {loss:.3f}",
        flush=True,
    )


def keep(adapter: Adapter, learner: torch.optim.Adam, path: Path, more: dict) -> None:
    part = path.with_suffix(".part")
    torch.save(
        {"adapter": [one.data for one in adapter.parameters()], "learner": learner.state_dict(), **more}, part
    )
    part.replace(path)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("pairs", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--minutes", type=float, default=85)
    parser.add_argument("--weights", type=Path, default=None)
    given = parser.parse_args()
    train(given.pairs, given.out, given.weights or find_weights(), given.minutes)


if __name__ == "__main__":
    main()
