"""Fictional reports of which each fact has its source, its certainty and a claim worded by hand, and what code finds.

``attributed.jsonl`` holds one report a line, written for this project: ``round``, ``name``, ``publisher``,
``published``, ``text`` and ``facts``; of each fact the words that state it (``at``, once in the text), a ``claim`` as
the program would word it, ``who`` says it (a regular expression, null for the report's own voice) and the levels that
a careful reader accepts (``sure``). No model is asked: given the claim and its place, code tells whose it is.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from summarizer.evaluation.facts import Pattern, is_said_by
from summarizer.reading.prepare import Prepared, prepare
from summarizer.schema import Certainty, Report
from summarizer.stages.ground import statement

REPORTS = Path(__file__).with_name("attributed.jsonl")
FIRST_SEEN = {4: (0.881, 0.894), 5: (0.769, 0.776), 6: (0.762, 0.800), 7: (0.900, 0.863)}
"""Shares of sources and of levels that were right when a round was scored first, before a rule was written for it."""


class Told(BaseModel):
    """One fact of a report and how it is told."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    at: str
    claim: str
    who: Pattern | None
    sure: tuple[Certainty, ...]


class Attributed(BaseModel):
    """A report with its facts."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    round: int
    name: str
    publisher: str
    published: date
    text: str
    facts: tuple[Told, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """What code finds of a fact; ``certainty`` is None where its words are in no sentence that is read."""

    round: int
    sure: tuple[Certainty, ...]
    is_source_right: bool
    certainty: Certainty | None

    @property
    def is_certainty_right(self) -> bool:
        """Whether a careful reader accepts the level."""
        return self.certainty in self.sure


def load(path: Path = REPORTS) -> list[Attributed]:
    """The reports.

    Raises:
        ValidationError: a line is not of the documented form.
    """
    return [Attributed.model_validate_json(line) for line in path.read_text(encoding="utf-8").splitlines()]


def judge(reports: Iterable[Attributed]) -> list[Found]:
    """What code finds of each fact of the reports, in their order."""
    found: list[Found] = []
    for report in reports:
        prepared = prepare(Report(id="r1", text=report.text, published=report.published))
        found += [_found(fact, report, prepared) for fact in report.facts]
    return found


def _found(fact: Told, report: Attributed, prepared: Prepared) -> Found:
    start = report.text.index(fact.at)
    end = start + len(fact.at)
    shared = [min(end, one.end) - max(start, one.start) for one in prepared.sentences]
    number = max(range(len(shared)), key=shared.__getitem__)
    if shared[number] <= 0:
        return Found(report.round, fact.sure, is_source_right=False, certainty=None)
    told = statement(fact.claim, number, prepared)
    return Found(report.round, fact.sure, is_said_by(fact.who, told.source), told.certainty)


def table(found: Sequence[Found]) -> list[str]:
    """Shares that are right by round, in Markdown."""
    lines = [
        "| round | facts | source right | certainty right | source, first seen | certainty, first seen |",
        "|---|---:|---:|---:|---:|---:|",
    ]
    rounds = sorted({one.round for one in found})
    for name, those in [
        *((str(number), [one for one in found if one.round == number]) for number in rounds),
        ("all", found),
    ]:
        source = sum(one.is_source_right for one in those) / len(those)
        sure = sum(one.is_certainty_right for one in those) / len(those)
        first = FIRST_SEEN.get(int(name)) if name.isdigit() else None
        seen = " | ".join(f"{share:.3f}" for share in first) if first else "– | –"
        lines.append(f"| {name} | {len(those)} | {source:.3f} | {sure:.3f} | {seen} |")
    return lines
