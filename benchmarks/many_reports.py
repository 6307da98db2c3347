"""What fifty reports of one incident cost: our own code's seconds and the model's tokens, beside fifty single runs.

    python benchmarks/many_reports.py

Fifty made-up reports of 25 sentences tell a few dozen facts of one fire in each other's words; a scripted model answers
at once, in this process: a claim a sentence, Yes or No by the words that two claims share. Measured are the CPU seconds
of sorting the pile and of reconciling its claims, the questions asked while reconciling, and the tokens of all
requests (four characters each), of the one run and of fifty runs of a report each.
"""

from __future__ import annotations

import asyncio
import random
import time
from collections import Counter

from summarizer import Report
from summarizer.llm import PromptSet, approximate_tokens
from summarizer.reading.prepare import Prepared, prepare
from summarizer.stages.check import Checked
from summarizer.stages.ground import Draft, statement
from summarizer.stages.incidents import sort_pile
from summarizer.stages.reconcile import Ledger, reconcile

REPORTS, SENTENCES = 50, 25
_WHO = "clerk driver guard nurse baker mason pilot tailor printer miner farmer sailor cook welder".split()
_DID = "saw heard photographed smelled reported noticed described recorded".split()
_WHAT = "smoke flames sparks glass shouting sirens water wires ash tyres pallets drums".split()
_WHERE = "gate roof canteen yard office ramp cellar workshop quay bridge".split()
_TURNS = (
    "A {who} {did} {what} near the {where} of the Halden depot",
    "Near the {where} of the depot in Halden {what} were what a {who} {did}",
    "At the Halden depot a {who} by the {where} {did} {what} on Monday",
)


class Scripted:
    """A model that answers at once, and adds up what it was asked."""

    def __init__(self) -> None:
        self.questions: Counter[str] = Counter()
        self.tokens = 0

    async def probability(self, prompt, *, stage):
        self.questions[f"{stage}: {prompt.name}"] += 1
        self.tokens += sum(approximate_tokens(message.content) for message in prompt.messages) + 1
        return 0.3


def pile() -> list[Prepared]:
    """The reports: each tells 25 of 300 facts, each in one of three turns."""
    chance = random.Random(8)
    facts = [{"who": who, "did": did} for who in _WHO for did in _DID for _ in range(3)][:300]
    for fact in facts:
        fact.update(what=chance.choice(_WHAT), where=chance.choice(_WHERE))
    return [
        prepare(
            Report(
                id=f"r{number}",
                publisher=f"Paper {number}",
                published="2031-03-03",
                text="\n\n".join(
                    chance.choice(_TURNS).format(**fact) + "." for fact in chance.sample(facts, SENTENCES)
                ),
            )
        )
        for number in range(REPORTS)
    ]


def drafts(reports: list[Prepared]) -> list[Checked]:
    """A claim a sentence."""
    return [
        Checked(Draft(one.plain, statement(one.plain, number, report), number), 0.9, (), {})
        for report in reports
        for number, one in enumerate(report.sentences)
    ]


def reconciled(reports: list[Prepared], model: Scripted) -> tuple[Ledger, float]:
    """The ledger of some reports and the CPU seconds that it took to sort and to reconcile them."""
    checked, before = drafts(reports), time.process_time()
    sort_pile(reports)
    made = asyncio.run(reconcile(checked, reports, model, PromptSet()))
    return made, time.process_time() - before


def read_and_checked(reports: list[Prepared]) -> int:
    """The least that reading and checking a report asks for: each sentence once with the prompt of its check."""
    prompts, total = PromptSet(), 0
    for report in reports:
        for one in report.sentences:
            for name, variables in (
                ("read", {}),
                ("check", {"claim": one.plain, "evidence": one.plain, "context": ""}),
            ):
                prompt = prompts.render(name, **variables)
                total += sum(approximate_tokens(message.content) for message in prompt.messages)
                total += approximate_tokens(one.plain)
    return total


def main() -> None:
    """Print the table."""
    reports, together = pile(), Scripted()
    made, seconds = reconciled(reports, together)
    apart = Scripted()
    for report in reports:
        reconciled([report], apart)
    base = read_and_checked(reports)
    claims = REPORTS * SENTENCES
    print(f"{REPORTS} reports, {claims} claims read, {len(made.claims)} after reconciling")
    print(f"our own code: {seconds:.2f} s of CPU")
    asked = sum(together.questions.values())
    print(f"questions while reconciling: {asked}, {asked / claims:.2f} a claim read")
    print(
        f"tokens of the model: {base + together.tokens:,}; of {REPORTS} single runs {base + apart.tokens:,}; "
        f"ratio {(base + together.tokens) / (base + apart.tokens):.3f}"
    )
    _, less = reconciled(reports[: REPORTS // 2], Scripted())
    print(f"twice the reports take {seconds / less:.1f} times the seconds (pairs would take 4)")


if __name__ == "__main__":
    main()
