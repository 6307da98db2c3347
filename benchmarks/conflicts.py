"""How many planted conflicts code finds, and how often it sees one where there is none.

    python benchmarks/conflicts.py [--show]

The forty fictional pairs of conflict_pairs.json: half hold one planted conflict, half a development or a rewording.
Their sentences are taken for claims, no model is asked: every pair of accounts that code puts side by side counts as a
conflict (the model would still decide), and what it would ask elsewhere is left to code. Half of the pairs were held
out, written before anything was tuned and not looked at since.
"""

from __future__ import annotations

import argparse
import asyncio
import json
from pathlib import Path

from summarizer import Report
from summarizer.llm import PromptSet
from summarizer.reading.prepare import Prepared, prepare
from summarizer.stages.check import Checked
from summarizer.stages.ground import Draft, ground, statement
from summarizer.stages.reconcile import Ledger, reconcile

PAIRS = Path(__file__).with_name("conflict_pairs.json")


class Agreeable:
    """In place of a model: cannot tell what is the same, and takes every proposal for a conflict."""

    async def probability(self, prompt, *, stage):  # noqa: ARG002
        return 1.0 if prompt.name == "conflict" else None


def ledger(reports: list[Prepared]) -> Ledger:
    """The ledger of reports whose sentences are their claims."""
    checked = [
        Checked(draft, 0.9, (), {})
        for one in reports
        for number, sentence in enumerate(one.sentences)
        for draft in ground([sentence.plain], number, one)
        or [Draft(sentence.plain, statement(sentence.plain, number, one), number)]
    ]
    return asyncio.run(reconcile(checked, reports, Agreeable(), PromptSet()))


def planted(made: Ledger, at: list[str]) -> list[bool]:
    """For each conflict found whether it is the planted one: a side, or the denial, in each of the sentences."""
    quotes = {claim.id: [one.quote for one in claim.statements] for claim in made.claims}
    return [
        all(
            any(words in quote for side in one.sides for claim in side.claims for quote in quotes[claim])
            for words in at
        )
        for one in made.conflicts
    ]


def main() -> None:
    """Print what was found and what was falsely found, for the pairs tuned on and for those held out."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--show", action="store_true", help="what went wrong in the pairs that were tuned on")
    show = parser.parse_args().show
    pairs = json.loads(PAIRS.read_text(encoding="utf-8"))
    for held_out in (False, True):
        found = false = extra = conflicts = 0
        for pair in (pair for pair in pairs if pair["held_out"] == held_out):
            reports = [
                prepare(Report(id=f"r{number}", **one)) for number, one in enumerate(pair["reports"], 1)
            ]
            made = ledger(reports)
            right = planted(made, pair.get("at", [""]))
            if pair["kind"]:
                conflicts += 1
                found += any(right)
                extra += right.count(False)
            else:
                false += bool(right)
            if show and not held_out and (not all(right) or any(right) != bool(pair["kind"])):
                texts = {claim.id: claim.text for claim in made.claims}
                sides = [[texts[c] for s in one.sides for c in s.claims] for one in made.conflicts]
                print(pair["id"], pair["kind"], sides)
        rest = sum(pair["held_out"] == held_out for pair in pairs) - conflicts
        print(
            f"{'held out' if held_out else 'tuned on'}: found {found} of {conflicts}, with {extra} others beside them; "
            f"false alarms in {false} of {rest}"
        )


if __name__ == "__main__":
    main()
