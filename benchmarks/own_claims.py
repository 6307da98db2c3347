"""Labels for the program's own claims, the only ones whose base rate is that of its use.

    python benchmarks/own_claims.py choose --data INCIDENTS
    python benchmarks/own_claims.py run --data INCIDENTS --out DIR
    python benchmarks/own_claims.py labels --out DIR --pass ONE.jsonl [--pass TWO.jsonl] [--settled THIRD.jsonl]

INCIDENTS is the folder with ``muc4_train.jsonl``, ``gva_train.jsonl`` and ``casie_train.jsonl``. ``choose``
draws short reports of it and names them in ``own-claims-reports.txt``. ``run`` summarises these, keeps one
summary a report in ``DIR/summaries``, and writes ``DIR/to-label.jsonl`` for people to label, with the
instructions beside it. What is in DIR holds the texts of others and stays out of the repository. A report
that is done is not run again.

``labels`` joins one or two independent passes into ``own-claims.jsonl``: signals, offsets, a hash of the claim and
the labels, and no text. Signals are computed anew, with the model's answers as they were kept. Claims on which two
passes disagree need a third label (``--settled``); without it they are left out. ``own_claims_report.py`` makes a
page and a profile of them.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from time import perf_counter
from typing import Any, Literal, get_args

from extraction import HERE, replace, say
from pydantic import BaseModel, ConfigDict, ValidationError, model_validator

from summarizer import IncidentSummary, Report, SummarizerError, summarize
from summarizer.confidence.signals import signals
from summarizer.evaluation.metrics import kappa
from summarizer.reading.prepare import Prepared, prepare
from summarizer.schema import Certainty, Claim, Statement

REPORTS = HERE / "own-claims-reports.txt"
CLAIMS = HERE / "own-claims.jsonl"
SETS = ("muc4_train", "gva_train", "casie_train")
FEWEST_WORDS = 60
OF_EACH = 22
"""Reports of each set: drawn among the half more that are shortest."""
SEED = 20

Wrong = Literal[
    "number", "name", "date", "place", "roles", "negation", "certainty", "not said", "garbled", "other"
]
WRONG: dict[Wrong, str] = {
    "number": "a count, an amount or a unit differs",
    "name": "a person, group or thing is another one, or a pronoun was resolved wrongly",
    "date": "a date or a time differs",
    "place": "a place differs",
    "roles": "who did what to whom is turned round",
    "negation": "the evidence says the opposite",
    "certainty": "the claim is surer than its evidence: a plan, a possibility or an accusation told as a fact",
    "not said": "the claim adds something that the evidence does not say",
    "garbled": "the claim cannot be understood, or is no statement",
    "other": "anything else",
}
INSTRUCTIONS = """\
# Labelling claims

Each line of `to-label.jsonl` is one claim with the evidence that it cites. Answer for each, in a file of your own,
one line a claim: `{{"id": "...", "label": 1}}` or `{{"id": "...", "label": 0, "reason": "..."}}`.

Does the evidence support the claim as worded?

- 1: a careful reader who believes the evidence must accept every part of the claim. Judge the evidence, not the world.
  `before` and `after` are the sentences around it: use them to see what a pronoun or "the attack" refers to, and for
  nothing else. Where several pieces of evidence are given, one that supports the claim is enough.
- 0: any part of it is not said there, differs, or is surer than the evidence makes it. That somebody said it is
  shown in `source` and `certainty` and need not be in the claim; a claim whose certainty is `alleged`, `unconfirmed`
  or `reported` may be worded plainly. Whether `source` and `certainty` are right is not asked here.
- With certainty `denied`, the question is whether the evidence says that the source denies the claim.
- A claim in other words, or with less detail, is supported.

`reason`, for 0 only, is the one of these that fits best:

{reasons}

Work alone, and do not look at the program's confidence or at the labels of anybody else.
"""


class Label(BaseModel):
    """What one person says of one claim."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str
    label: Literal[0, 1]
    reason: Wrong | None = None

    @model_validator(mode="before")
    @classmethod
    def _blank_reason_is_none(cls, row: Any) -> Any:
        return {**row, "reason": None} if isinstance(row, dict) and row.get("reason") == "" else row

    @model_validator(mode="after")
    def _wrong_has_a_reason(self) -> Label:
        if (self.label == 0) != (self.reason is not None):
            raise ValueError("a reason goes with label 0, and only with it")
        return self


def main(arguments: list[str] | None = None) -> int:
    """Do one of the steps."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    steps = parser.add_subparsers(dest="step", required=True)
    step = steps.add_parser("choose", help="draw the reports once more, and write the list of their ids")
    step.add_argument("--data", type=Path, required=True)
    step = steps.add_parser("run", help="summarise the reports, and write what is to be labelled")
    step.add_argument("--data", type=Path, required=True)
    step.add_argument("--out", type=Path, required=True)
    step.add_argument("--model", default="embedded")
    step.add_argument("--base-url")
    step = steps.add_parser("labels", help="join one or two passes of labels")
    step.add_argument("--out", type=Path, required=True)
    step.add_argument("--pass", type=Path, action="append", required=True, dest="passes")
    step.add_argument("--settled", type=Path)
    asked = parser.parse_args(arguments)
    if asked.step == "choose":
        REPORTS.write_text("\n".join(choose(asked.data)) + "\n", encoding="utf-8")
        return 0
    if asked.step == "run":
        return run(asked.data, asked.out, asked.model, asked.base_url)
    return labels(asked.out, asked.passes, asked.settled)


def choose(data: Path) -> list[str]:
    """Ids of short reports, as many of each set, taking turns: a run that is stopped has some of all."""
    chance = random.Random(SEED)
    drawn: list[list[str]] = []
    for name in SETS:
        rows = sorted((len(row["text"].split()), row["id"]) for row in read(data / f"{name}.jsonl"))
        shortest = [identifier for words, identifier in rows if words >= FEWEST_WORDS][: OF_EACH * 3 // 2]
        drawn.append(chance.sample(shortest, min(OF_EACH, len(shortest))))
    return [identifier for turn in zip(*drawn, strict=True) for identifier in turn]


def run(data: Path, out: Path, model: str, base_url: str | None) -> int:
    """Summarise the reports that are not done, then write what is to be labelled."""
    chosen = REPORTS.read_text(encoding="utf-8").split()
    texts = {row["id"]: row for name in SETS for row in read(data / f"{name}.jsonl")}
    kept = out / "summaries"
    kept.mkdir(parents=True, exist_ok=True)
    failed = 0
    for number, identifier in enumerate(chosen, 1):
        path = kept / f"{identifier}.json"
        if path.is_file():
            continue
        row = texts[identifier]
        before = perf_counter()
        try:
            report = Report(id=identifier, text=row["text"], published=row.get("published"))
            summary = summarize(report, model=model, base_url=base_url, seed=SEED)
        except SummarizerError as error:
            failed += 1
            say(f"{number} of {len(chosen)} {identifier}: {error}")
            continue
        replace(path, summary.model_dump_json())
        took = perf_counter() - before
        say(f"{number} of {len(chosen)} {identifier}: {len(summary.claims)} claims in {took:.0f} s")
    rows = [row for identifier in chosen for row in to_label(kept / f"{identifier}.json")]
    replace(out / "to-label.jsonl", "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows))
    reasons = "\n".join(f"- `{name}`: {meaning}" for name, meaning in WRONG.items())
    replace(out / "LABELLING.md", INSTRUCTIONS.format(reasons=reasons))
    say(f"{len(rows)} claims to label in {out / 'to-label.jsonl'}; {failed} reports failed")
    return 1 if failed else 0


def to_label(path: Path) -> Iterator[dict[str, Any]]:
    """The claims of one summary as a labeller sees them: without confidence, signals and problems."""
    if not path.is_file():
        return
    summary = load(path)
    (report,) = summary.reports
    sentences = prepare(report).sentences
    numbers = {sentence.start: number for number, sentence in enumerate(sentences)}
    plain = [sentence.plain for sentence in sentences]

    def around(statement: Statement) -> dict[str, Any]:
        number = numbers[statement.start]
        return {
            "before": plain[number - 1] if number else "",
            "quote": plain[number],
            "after": plain[number + 1] if number + 1 < len(plain) else "",
            "source": statement.source,
            "certainty": statement.certainty,
        }

    for claim in summary.claims:
        yield {
            "id": f"{report.id}/{claim.id}",
            "claim": claim.text,
            "evidence": [around(statement) for statement in claim.statements],
        }


def labels(out: Path, passes: list[Path], settled: Path | None) -> int:
    """Join the labels with what the program found, say how far the two agree, and write the file without texts."""
    if len(passes) > 2:
        say("There may be two passes at most.")
        return 2
    labelled = [read_labels(path) for path in passes]
    third = read_labels(settled) if settled else {}
    claims = dict(claims_in(out / "summaries"))
    for path, those in zip(passes, labelled, strict=True):
        if strange := sorted(set(those) - set(claims)):
            say(f"{path} labels {len(strange)} claims that are not there, e.g. {strange[0]}.")
            return 2
    read_now = {identifier: (claim, found) for identifier, (claim, found) in claims.items() if found}
    whole = [identifier for identifier in read_now if all(identifier in those for those in labelled)]
    if not whole:
        say("No claim has all its labels.")
        return 2
    rows: list[dict[str, Any]] = []
    for identifier in whole:
        given = [those[identifier] for those in labelled]
        same = len({one.label for one in given}) == 1
        if agreed := given[0] if same else third.get(identifier):
            rows.append(labelled_row(identifier, *read_now[identifier], given, agreed))
    replace(CLAIMS, "".join(json.dumps(row) + "\n" for row in rows))
    say(agreement([[those[identifier].label for those in labelled] for identifier in whole]))
    supported = sum(row["label"] for row in rows)
    say(f"{len(rows)} claims in {CLAIMS.name}, {supported} supported; {len(whole) - len(rows)} not settled")
    return 0 if len(rows) == len(whole) else 1


def agreement(labels: list[list[int]]) -> str:
    """How far the passes agree, in words; ``labels`` holds those of each claim."""
    if len(labels[0]) == 1:
        return f"{len(labels)} claims were labelled in one pass: how far two people agree is not known."
    same = sum(one == other for one, other in labels)
    value = kappa([one == 1 for one, _ in labels], [other == 1 for _, other in labels])
    return (
        f"{len(labels)} claims were labelled in two independent passes, which agree on {same} of them "
        f"({same / len(labels):.3f}; Cohen's kappa {'undefined' if value is None else format(value, '.3f')})."
    )


def labelled_row(
    identifier: str, claim: Claim, found: dict[str, float], given: list[Label], agreed: Label
) -> dict[str, Any]:
    """What is kept of a labelled claim. No text."""
    return {
        "id": identifier,
        "group": claim.statements[0].report,
        "claim_sha256": hashlib.sha256(claim.text.encode()).hexdigest(),
        "statements": [[statement.start, statement.end] for statement in claim.statements],
        "denied": claim.certainty is Certainty.DENIED,
        "signals": found,
        "labels": [one.label for one in given],
        "label": agreed.label,
        "wrong": agreed.reason,
    }


def claims_in(summaries: Path) -> Iterator[tuple[str, tuple[Claim, dict[str, float] | None]]]:
    """All claims by the id that labellers saw, with their signals; None where the line is not read any more."""
    for identifier in REPORTS.read_text(encoding="utf-8").split():
        path = summaries / f"{identifier}.json"
        if path.is_file():
            summary = load(path)
            (report,) = summary.reports
            home = prepare(report)
            yield from ((f"{identifier}/{one.id}", (one, signals_of(one, home))) for one in summary.claims)


def signals_of(claim: Claim, home: Prepared) -> dict[str, float] | None:
    """The signals of a claim as the code finds them now, beside the evidence that has most of its words.

    None where none of its evidence is among the sentences that are read now.
    """
    spoken = {sentence.start: sentence.spoken for sentence in home.sentences}
    likely = [claim.signals["p_yes"]] if "p_yes" in claim.signals else []
    found = [
        signals(
            claim.text,
            spoken[statement.start],
            home.text,
            likely=likely,
            published=home.report.published,
            denied=claim.certainty is Certainty.DENIED,
        )
        for statement in claim.statements
        if statement.start in spoken
    ]
    return max(found, key=lambda one: one["cover"], default=None)


def load(path: Path) -> IncidentSummary:
    """One kept summary."""
    return IncidentSummary.model_validate_json(path.read_bytes())


def read_labels(path: Path) -> Mapping[str, Label]:
    """One pass, by claim.

    Raises:
        SystemExit: a line is not a label, or a claim has two.
    """
    found: dict[str, Label] = {}
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if not line.strip():
            continue
        try:
            label = Label.model_validate_json(line)
        except ValidationError as error:
            first = error.errors(include_input=False)[0]
            raise SystemExit(
                f"{path}, line {number}: {'.'.join(map(str, first['loc']))} {first['msg']}; "
                f"reasons are {', '.join(get_args(Wrong))}"
            ) from None
        if label.id in found:
            raise SystemExit(f"{path}, line {number}: {label.id} is labelled twice")
        found[label.id] = label
    return found


def read(path: Path) -> Iterator[dict[str, Any]]:
    """Rows of a JSONL file."""
    with path.open(encoding="utf-8") as file:
        for line in file:
            yield json.loads(line)


if __name__ == "__main__":
    sys.exit(main())
