"""A schema of one's own on labelled texts, beside one instructor call with the same fields and model.

    python benchmarks/own_schemas.py DATA_DIR --out DIR [--limit 60] [--only summarizer|instructor] [--write]

``DATA_DIR`` holds ``muc4_train.jsonl``; its first texts by id are read, one incident each. ``DIR`` takes the values
that were found, a file a text and system, and stays out of the repository: they are words of others' texts. What is
there is not asked again. ``--write`` puts the table into ``own_schemas.md``.

A value is right when it shares its head word with one of the alternatives of a gold value, both case folded; each
gold value is met once, by any number of the values found. The head word is the last one before "of", "from", "in"
and the like: "members of the Front" has "members". A place is given in steps ("PERU: LIMA (CITY)"), each of which
counts as an alternative. F1 is taken slot by slot over all texts, and their mean over the slots.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter
from typing import Any, Literal

from extraction import HERE, peers_python, replace, say
from pydantic import Field

from summarizer import Cited, IncidentSummary, Report, SummarizerError, summarize
from summarizer.llm.weights import PATH_VARIABLE, find_weights

SYSTEMS = ("summarizer", "instructor")
SLOTS = ("kind", "place", "perpetrators", "perpetrator_orgs", "weapons", "victims")
TABLE = HERE / "own_schemas.md"
SEED = 5
_JOINT = re.compile(r"\s+(?:of|from|in|at|on|for|with|who|which|that|near|by)\b", re.I)
_WORD = re.compile(r"[^\W_]+")


class Attack(IncidentSummary):
    """An act of political violence, as an analyst keeps it."""

    act: Cited[Literal["ATTACK", "BOMBING", "KIDNAPPING", "ARSON", "ROBBERY"]] | None = Field(
        default=None, description="What was done."
    )
    place: Cited[str] | None = Field(default=None, description="Where it happened: the town or the country.")
    perpetrators: tuple[Cited[str], ...] = Field(
        default=(), description="The people who did it, such as two gunmen."
    )
    perpetrator_orgs: tuple[Cited[str], ...] = Field(
        default=(), description="The organisations that did it or that those people belong to."
    )
    weapons: tuple[Cited[str], ...] = Field(
        default=(), description="Weapons that were used, such as a car bomb."
    )
    victims: tuple[Cited[str], ...] = Field(
        default=(), description="People who were killed, injured, kidnapped or attacked."
    )


NAMED = {slot: "act" if slot == "kind" else slot for slot in SLOTS}
"""The field of each slot: ``kind`` is a field of every summary, with a list of its own."""


@dataclass(frozen=True, slots=True)
class Tally:
    """How many values there are in the gold and were found, and how many of either were met."""

    gold: int = 0
    found: int = 0
    gold_met: int = 0
    found_met: int = 0

    def __add__(self, other: Tally) -> Tally:
        return Tally(
            self.gold + other.gold,
            self.found + other.found,
            self.gold_met + other.gold_met,
            self.found_met + other.found_met,
        )

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall; 0 where nothing was met."""
        if not (self.gold_met and self.found_met):
            return 0.0
        precision, recall = self.found_met / self.found, self.gold_met / self.gold
        return 2 * precision * recall / (precision + recall)


def head(value: str) -> str:
    """The head word, case folded; empty where there is no word."""
    words = _WORD.findall(_JOINT.split(value.strip(), maxsplit=1)[0]) or _WORD.findall(value)
    return words[-1].casefold() if words else ""


def tally(found: Sequence[str], gold: Sequence[Sequence[str]]) -> Tally:
    """Values found beside gold values, each of which is a list of alternatives."""
    heads = [head(value) for value in found]
    wanted = [{head(one) for one in alternatives} for alternatives in gold]
    return Tally(
        gold=len(wanted),
        found=len(heads),
        gold_met=sum(any(value in heads_of for value in heads) for heads_of in wanted),
        found_met=sum(any(value in heads_of for heads_of in wanted) for value in heads),
    )


def gold_of(incident: Mapping[str, Any]) -> dict[str, list[list[str]]]:
    """The gold values of each slot, as lists of alternatives."""
    steps = re.sub(r"\s*\([^)]*\)", "", incident["place"] or "").split(":")
    return {
        "kind": [[incident["kind"]]],
        "place": [[step.strip() for step in steps]] if any(steps) else [],
        **{slot: incident[slot] for slot in SLOTS[2:]},
    }


def listed(value: Any) -> list[str]:
    """A value of a field as a list of texts."""
    values = value if isinstance(value, (list, tuple)) else [value]
    return [str(one.value if isinstance(one, Cited) else one) for one in values if one is not None]


def by_summarizer(rows: Sequence[Mapping[str, Any]], out: Path) -> None:
    """Summarise with the own schema; a text that fails has found nothing."""
    for row in rows:
        before = perf_counter()
        try:
            summary = summarize(Report(id=row["id"], text=row["text"]), schema=Attack, seed=SEED)
            found = {slot: listed(getattr(summary, field)) for slot, field in NAMED.items()}
        except SummarizerError as error:
            say(f"{row['id']}: {error}")
            found = {slot: [] for slot in SLOTS}
        keep(out, "summarizer", row, found, perf_counter() - before)


def by_instructor(rows: Sequence[Mapping[str, Any]], out: Path) -> None:
    """Ask the peer, in its own environment, for one text after the other."""
    asked = json.dumps({slot: Attack.model_fields[field].description for slot, field in NAMED.items()})
    command = [str(peers_python()), str(HERE / "peers" / "own_schema_peer.py"), asked]
    environment = {**os.environ, PATH_VARIABLE: str(find_weights())}
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment
    ) as peer:
        assert peer.stdin
        assert peer.stdout
        for row in rows:
            before = perf_counter()
            peer.stdin.write(json.dumps(row["text"]) + "\n")
            peer.stdin.flush()
            answer = json.loads(peer.stdout.readline()) or {}
            found = {slot: listed(answer.get(slot)) for slot in SLOTS}
            keep(out, "instructor", row, found, perf_counter() - before)


def keep(out: Path, system: str, row: Mapping[str, Any], found: dict[str, list[str]], seconds: float) -> None:
    """Write what was found in a text."""
    replace(file_of(out, system, row), json.dumps({"found": found, "seconds": round(seconds, 1)}))
    say(f"{system:12} {row['id']}: {sum(map(len, found.values()))} values in {seconds:.0f} s")


def file_of(out: Path, system: str, row: Mapping[str, Any]) -> Path:
    """Where the values of a text are kept."""
    return out / f"{row['id']}.{system}.json"


def table(rows: Sequence[Mapping[str, Any]], out: Path) -> str:
    """F1 slot by slot of the texts that all systems have read, in Markdown."""
    both = [row for row in rows if all(file_of(out, system, row).is_file() for system in SYSTEMS)]
    gold = [gold_of(row["gold"]["incidents"][0]) for row in both]
    lines = [
        f"| of {len(both)} texts | {' | '.join(SLOTS)} | mean F1 | seconds a text |",
        f"|---|{'---:|' * (len(SLOTS) + 2)}",
    ]
    for system in SYSTEMS:
        kept = [json.loads(file_of(out, system, row).read_text()) for row in both]
        scores = [
            sum(
                (tally(one["found"][slot], truth[slot]) for one, truth in zip(kept, gold, strict=True)),
                Tally(),
            ).f1
            for slot in SLOTS
        ]
        seconds = sum(one["seconds"] for one in kept) / max(1, len(kept))
        cells = " | ".join(f"{score:.2f}" for score in [*scores, sum(scores) / len(scores)])
        lines.append(f"| {system} | {cells} | {seconds:.0f} |")
    return "\n".join(lines) + "\n"


def main(arguments: list[str] | None = None) -> None:
    """Ask for what is missing, then print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("data", type=Path, metavar="DATA_DIR")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--limit", type=int, default=60, help="texts")
    parser.add_argument("--only", choices=SYSTEMS)
    parser.add_argument("--write", action="store_true", help=f"put the table into {TABLE.name}")
    asked = parser.parse_args(arguments)
    lines = (asked.data / "muc4_train.jsonl").read_text(encoding="utf-8").splitlines()
    rows = sorted(map(json.loads, lines), key=lambda row: row["id"])[: asked.limit]
    asked.out.mkdir(parents=True, exist_ok=True)
    for system, ask in zip(SYSTEMS, (by_summarizer, by_instructor), strict=True):
        missing = [row for row in rows if not file_of(asked.out, system, row).is_file()]
        if missing and asked.only in (None, system):
            ask(missing, asked.out)
    page = table(rows, asked.out)
    sys.stdout.write(page)
    if asked.write:
        prose = (
            TABLE.read_text(encoding="utf-8").partition("\n| ")[0] if TABLE.is_file() else "# Own schemas\n"
        )
        replace(TABLE, f"{prose.rstrip()}\n\n{page}")


if __name__ == "__main__":
    main()
