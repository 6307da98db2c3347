"""Whether code alone tells that sentences of two reports state one fact, and which reports are of another incident.

    python benchmarks/same_facts.py PATH

PATH is a file of JSON lines with `id`, `incident`, `published` and `text`, two to five reports an incident; its texts
are not part of this project. same_fact_pairs.jsonl holds 300 pairs of its sentences, sampled evenly over how many words
they share, as ids and offsets, with a label made by reading them once, the doubtful ones twice, before anything was
scored: whether the main fact of the one is also stated by the other. Piles are the reports of one incident with one or
two of others among them. In both, half of the
incidents, by a hash of their number, were held out.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from summarizer import Report
from summarizer.reading.prepare import Prepared, prepare
from summarizer.stages.incidents import sort_pile
from summarizer.stages.reconcile.likeness import CERTAIN, LIKELY, POSSIBLE, Rarity, likeness

PAIRS = Path(__file__).with_name("same_fact_pairs.jsonl")
Incidents = dict[str, list[Prepared]]


def incidents(path: Path) -> Incidents:
    """The reports by incident."""
    found: Incidents = defaultdict(list)
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        report = Report(id=row["id"], text=row["text"], published=row["published"])
        found[row["incident"]].append(prepare(report))
    return dict(found)


def is_held_out(incident: str) -> bool:
    return int(hashlib.sha256(incident.encode()).hexdigest(), 16) % 2 == 1


def same_facts(known: Incidents, *, held_out: bool) -> str:
    """Precision, recall and F1 of code alone, and how many pairs it would rather ask a model about."""
    texts = {one.report.id: one.report.text for reports in known.values() for one in reports}
    home = {one.report.id: incident for incident, reports in known.items() for one in reports}
    rarity = {
        incident: Rarity(sentence.plain for one in reports for sentence in one.sentences)
        for incident, reports in known.items()
    }
    right = wrong = missed = left_open = 0
    for line in PAIRS.read_text(encoding="utf-8").splitlines():
        pair = json.loads(line)
        if pair["held_out"] != held_out:
            continue
        one, other = (
            " ".join(texts[report][start:end].split()) for report, start, end in (pair["left"], pair["right"])
        )
        alike = likeness(one, other, rarity[home[pair["left"][0]]])
        left_open += POSSIBLE <= alike < CERTAIN
        right += alike >= LIKELY and pair["same"]
        wrong += alike >= LIKELY and not pair["same"]
        missed += alike < LIKELY and pair["same"]
    precision, recall = right / (right + wrong), right / (right + missed)
    return (
        f"{right + wrong + missed} pairs same or taken for it: precision {precision:.2f}, recall {recall:.2f}, "
        f"F1 {2 * precision * recall / (precision + recall):.3f}; a model would be asked about {left_open}"
    )


def piles(known: Incidents) -> Iterator[tuple[list[Prepared], set[str]]]:
    """Three rounds of piles: an incident's reports with one of another, one of each of two others, two of another."""
    chance = random.Random(5)
    for _ in range(3):
        for incident in sorted(known):
            others = sorted(set(known) - {incident})
            for strangers in (
                [chance.choice(known[chance.choice(others)])],
                [chance.choice(known[other]) for other in chance.sample(others, 2)],
                chance.sample(known[chance.choice(others)], 2),
            ):
                pile = [*known[incident], *strangers]
                chance.shuffle(pile)
                yield pile, {one.report.id for one in strangers}


def set_aside(known: Incidents) -> str:
    """How many reports of another incident are set aside, and how many of the same one are."""
    strangers = found = own = false = 0
    for pile, foreign in piles(known):
        aside = set(sort_pile(pile).aside)
        strangers, found = strangers + len(foreign), found + len(aside & foreign)
        own, false = own + len(pile) - len(foreign), false + len(aside - foreign)
    return f"set aside {found / strangers:.3f} of {strangers} strangers; falsely {false / own:.4f} of {own}"


def main() -> None:
    """Print both for the half that was tuned on and for the half held out."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("path", type=Path)
    known = incidents(parser.parse_args().path)
    for held_out in (False, True):
        half = {incident: reports for incident, reports in known.items() if is_held_out(incident) == held_out}
        name = "held out" if held_out else "tuned on"
        print(f"{name}: {same_facts(half, held_out=held_out)}")
        print(f"{name}: {set_aside(half)}")


if __name__ == "__main__":
    main()
