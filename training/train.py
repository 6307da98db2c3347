"""Trains the adapter for ``check-given`` on pairs of texts: the claims that one bears out, the other does not.

    python train.py read PAIRS.jsonl READ_DIR [--kind swap] [--weights FILE]
    python train.py train READ_DIR OUT.gguf [--minutes 60] [--apart 8] [--weights FILE]

Each line of ``PAIRS.jsonl`` is a text with changes; each change has what stands there before and after it (``parts``),
and claims that hold before it (``old_claims``) and after it (``new_claims``). A claim is put to the text as it stands
and to the text with all changes made, so that nothing in its wording tells which of the two it is right about.

``read`` keeps what the lower layers make of each pair of texts in a file of ``READ_DIR`` and goes on where it was
interrupted. ``train`` goes over all of them in mixed order, as often as there is time, and measures after each round on
the pairs that it sets apart; it keeps the mean of the adapter over the last steps.
"""

from __future__ import annotations

import argparse
import json
import random
from itertools import count
from pathlib import Path
from statistics import fmean
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

CLAIMS, FEW = 16, 1
"""Claims of a pair of texts that are shown with the whole of them, and how many more with a few sentences."""
STEP = 4
"""Claims that are answered at a time, each with two texts."""
TOGETHER = 3
"""How often that is done before the adapter is changed."""
RATE, WARM = 3e-4, 10
"""Learning rate, and the steps in which it rises to that; it falls to nothing with the time."""
PAIR = 0.5
"""What it counts that the text which bears a claim out has the higher answer, beside each answer by itself."""
SMOOTH = 0.05
"""How much of the mean over steps each new step makes up."""

Answered = tuple[float, bool, int, int]
"""Log odds of Yes, whether it is right, the pair of texts and the claim."""


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
    """Claims of an item, first one of each change, each with whether the text bears it out before the changes."""
    order = random.Random(item["text"][:80])
    turns = [
        [(one, True) for one in change["old_claims"]] + [(one, False) for one in change["new_claims"]]
        for change in item["changes"]
    ]
    order.shuffle(turns)
    for turn in turns:
        order.shuffle(turn)
    return [turn[n] for n in range(max(map(len, turns))) for turn in turns if n < len(turn)]


def steps(qwen: Qwen, prompts: PromptSet, item: dict, number: int) -> list[list[Read]]:
    """What is answered at a time, about both texts: claims with the whole of them, and some with a few sentences."""
    known = claims(item)
    both = [prepare(load_report(text).report, headings=True) for text in versions(item)]
    wholes = [passage(range(len(one.sentences)), one) for one in both]
    reads = []
    for side, whole in enumerate(wholes):
        told = [(claim, holds is (side == 0), n) for n, (claim, holds) in enumerate(known[:CLAIMS])]
        reads.append(read(qwen, prompts, whole, told, number))
    found: list[list[Read]] = []
    for first in range(0, len(reads[0].claims), STEP):
        part = slice(first, first + STEP)
        found.append([Read(r.past, r.claims[part], r.labels[part], r.pair[part], r.item) for r in reads])
    for n, (claim, holds) in enumerate(known[CLAIMS : CLAIMS + FEW], CLAIMS):
        few = [located(claim, one).evidence or whole for one, whole in zip(both, wholes, strict=True)]
        asked = [[(claim, holds is (side == 0), n)] for side in (0, 1)]
        found.append([read(qwen, prompts, text, one, number) for text, one in zip(few, asked, strict=True)])
    return found


def read_all(pairs: Path, folder: Path, weights: Path, kind: str) -> None:
    items = [json.loads(line) for line in pairs.read_text().splitlines()]
    qwen, prompts, start = Qwen(weights), PromptSet(), perf_counter()
    folder.mkdir(parents=True, exist_ok=True)
    for number, item in enumerate(items):
        path = folder / f"{number:04}-{item['name']}.pt"
        if item["name"].startswith(kind) and not path.exists():
            part = path.with_suffix(".part")
            torch.save(steps(qwen, prompts, item, number), part)
            part.replace(path)
            print(f"{path.name}, {(perf_counter() - start) / 60:.1f} min", flush=True)


def answers(qwen: Qwen, adapter: Adapter | None, one: Read) -> Tensor:
    """Log odds of Yes for each claim."""
    longest = max(map(len, one.claims))
    h = torch.stack([functional.pad(claim.float(), (0, 0, 0, longest - len(claim))) for claim in one.claims])
    h, _ = qwen.run(h, range(UPPER, LAYERS), one.start, one.past, adapter)
    last = torch.tensor([len(claim) - 1 for claim in one.claims])
    return qwen.answer(h[torch.arange(len(last)), last])


def train(folder: Path, out: Path, weights: Path, minutes: float, apart: int) -> None:
    qwen = Qwen(weights)
    known = [torch.load(path, weights_only=False) for path in sorted(folder.glob("*.pt"))]
    held = [step for item in known[:apart] for step in item]
    pool = [step for item in known[apart:] for step in item]
    print("as it is:", told(measured(qwen, None, held)), flush=True)
    adapter, mean = Adapter.new(qwen), Adapter.new(qwen)
    learner = torch.optim.Adam(adapter.parameters(), lr=RATE, betas=(0.9, 0.99))
    start, changes = perf_counter(), 0
    for turn in count():
        random.Random(turn).shuffle(pool)
        for first in range(0, len(pool) - TOGETHER + 1, TOGETHER):
            share = (perf_counter() - start) / (60 * minutes)
            if share >= 1:
                break
            for group in learner.param_groups:
                group["lr"] = RATE * min(1, (changes + 1) / WARM) * (1 - share)
            learn(qwen, adapter, learner, pool[first : first + TOGETHER])
            changes += 1
            for smooth, now in zip(mean.parameters(), adapter.parameters(), strict=True):
                smooth.data.lerp_(now.data, max(1 / (changes + 1), SMOOTH))
        mean.save(out, qwen.tokens.encode(INVOCATION).ids)
        minute = (perf_counter() - start) / 60
        print(f"round {turn + 1}, {minute:.0f} min:", told(measured(qwen, mean, held)), flush=True)
        if minute >= minutes:
            return


def learn(qwen: Qwen, adapter: Adapter, learner: torch.optim.Adam, some: list[list[Read]]) -> None:
    learner.zero_grad()
    for step in some:
        found = [answers(qwen, adapter, one) for one in step]
        labels = [torch.tensor(one.labels, dtype=torch.float) for one in step]
        between = (found[0] - found[1]) * (labels[0] - labels[1])
        alone = functional.binary_cross_entropy_with_logits(torch.cat(found), torch.cat(labels))
        loss = alone + PAIR * functional.softplus(-between).mean()
        (loss / len(some)).backward()
    torch.nn.utils.clip_grad_norm_(adapter.parameters(), 1.0)
    learner.step()


@torch.inference_mode()
def measured(qwen: Qwen, adapter: Adapter | None, some: list[list[Read]]) -> list[Answered]:
    return [
        (float(score), label, one.item, number)
        for step in some
        for one in step
        for score, label, number in zip(answers(qwen, adapter, one), one.labels, one.pair, strict=True)
    ]


def told(found: list[Answered]) -> str:
    area = auroc([Scored(score, label, str(item)) for score, label, item, _ in found])
    by_claim: dict[tuple[int, int], dict[bool, float]] = {}
    for score, label, item, number in found:
        by_claim.setdefault((item, number), {})[label] = score
    right = fmean(one[True] > one[False] for one in by_claim.values())
    loss = fmean(float(functional.softplus(torch.tensor(-s if y else s))) for s, y, _, _ in found)
    return f"{len(found)} questions, AUROC {area:.3f}, right text higher {right:.3f}, loss {loss:.3f}"


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    commands = parser.add_subparsers(dest="what", required=True)
    reading = commands.add_parser("read")
    reading.add_argument("pairs", type=Path)
    reading.add_argument("folder", type=Path)
    reading.add_argument("--kind", default="", help="how the names of the pairs begin: swap or change")
    training = commands.add_parser("train")
    training.add_argument("folder", type=Path)
    training.add_argument("out", type=Path)
    training.add_argument("--minutes", type=float, default=60)
    training.add_argument("--apart", type=int, default=8, help="pairs of texts that are measured on")
    for command in (reading, training):
        command.add_argument("--weights", type=Path, default=None)
    given = parser.parse_args()
    weights = given.weights or find_weights()
    if given.what == "read":
        read_all(given.pairs, given.folder, weights, given.kind)
    else:
        train(given.folder, given.out, weights, given.minutes, given.apart)


if __name__ == "__main__":
    main()
