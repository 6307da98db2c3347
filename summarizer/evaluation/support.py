"""How well checking claims does on labelled ones: does the document support the claim?"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import chain
from statistics import fmean
from time import perf_counter
from typing import Any, Protocol

from pydantic import Field

from summarizer.errors import ReportError
from summarizer.evaluation.kept import Answer, Kept
from summarizer.evaluation.metrics import Figures, Scored, figures
from summarizer.evaluation.rows import Label, Signals, SupportRow, Text
from summarizer.events import Event, Listener, Spent, Warned
from summarizer.llm.errors import ModelError
from summarizer.schema import Check, Report
from summarizer.schema.base import Frozen, Probability


class Checking(Protocol):
    """Something that checks claims against a report, as ``summarizer.check`` does."""

    def __call__(self, report: Report, claims: Sequence[str], *, on_event: Listener) -> list[Check]:
        """One check a claim, in their order."""
        ...


class Cost(Frozen):
    """What it took, a claim or a report at a time; null where nothing was answered."""

    seconds: float | None
    tokens_read: float | None
    tokens_written: float | None


class Measured(Answer):
    """An answer with what it cost."""

    seconds: float
    tokens_read: float
    tokens_written: float


class Failed(Answer):
    """What could not be used, and why."""

    failed: str


class CheckedClaim(Measured):
    """A claim that was checked, without its text."""

    group: Text
    label: Label
    confidence: Probability
    signals: Signals


SupportAnswer = CheckedClaim | Failed
"""What is kept of a claim."""


class SupportResult(Frozen):
    """How well the claims of a file were checked."""

    figures: Figures | None = Field(description="Null where no claim could be checked.")
    per_claim: Cost
    failed: int = Field(
        ge=0,
        description="Claims whose document cannot be used, or that the model could not answer; in no figure.",
    )


def sample(rows: Sequence[SupportRow], limit: int | None, seed: int) -> list[SupportRow]:
    """At most so many rows, whole documents drawn at random; a higher limit keeps what a lower one drew.

    Args:
        rows: all of them.
        limit: how many at most, but for the last document, which is not cut; None for all.
        seed: of the drawing.
    """
    documents = list(by_document(rows).values())
    if limit is None or limit >= len(rows):
        return list(chain.from_iterable(documents))
    random.Random(seed).shuffle(documents)
    drawn: list[SupportRow] = []
    for document in documents:
        if len(drawn) >= limit:
            break
        drawn.extend(document)
    return drawn


def by_document(rows: Iterable[SupportRow]) -> dict[Report, list[SupportRow]]:
    """Rows with the same document together, in order."""
    documents: dict[Report, list[SupportRow]] = {}
    for row in rows:
        documents.setdefault(row.doc, []).append(row)
    return documents


def check_rows(
    rows: Sequence[SupportRow],
    checking: Checking,
    kept: Kept,
    *,
    on_event: Listener,
    done: Callable[[int], None],
) -> None:
    """Check what has no answer yet, a document at a time; each is kept at once.

    An answer holds no text: it is a ``CheckedClaim``, or ``Failed`` where the document cannot be used.

    Args:
        rows: the claims.
        checking: asks about the claims of one document together.
        kept: where the answers go. A claim that the model could not answer has none, so that it is asked again.
        on_event: hears what ``checking`` tells.
        done: told how many claims have just been answered.

    Raises:
        ModelError: what would fail for every other claim too. What is kept stays.
    """
    for document, claims in by_document(row for row in rows if row.id not in kept.answers).items():
        meter = Meter(on_event)
        try:
            checks = checking(document, [row.claim for row in claims], on_event=meter)
        except ReportError as error:
            for row in claims:
                kept.add({"id": row.id, "group": row.of, "label": row.label, "failed": error.message})
            on_event(Warned(f"{', '.join(row.id for row in claims)}: {error.message}"))
        except ModelError as error:
            if error.fatal:
                raise
            on_event(Warned(f"{', '.join(row.id for row in claims)}: {error.message}"))
        else:
            cost = meter.each(len(claims))
            for row, found in zip(claims, checks, strict=True):
                if found.by_code_alone:
                    continue
                answer = {"id": row.id, "group": row.of, "label": row.label, "confidence": found.confidence}
                kept.add({**answer, "signals": found.signals, **cost})
        done(len(claims))


def support_result(
    answers: Iterable[Mapping[str, Any]], *, unanswered: int = 0, threshold: float = 0.5, seed: int = 0
) -> SupportResult:
    """The figures of kept answers.

    Args:
        answers: as ``check_rows`` keeps them.
        unanswered: claims that have none.
        threshold: from which confidence on a claim is taken for supported.
        seed: of the intervals.
    """
    answered = list(answers)
    good = [answer for answer in answered if "failed" not in answer]
    scored = scores(good)
    return SupportResult(
        figures=figures(scored, threshold=threshold, seed=seed) if scored else None,
        per_claim=mean_cost(good),
        failed=len(answered) - len(good) + unanswered,
    )


def scores(answers: Iterable[Mapping[str, Any]]) -> list[Scored]:
    """Kept answers as the metrics take them; failed ones are left out."""
    return [
        Scored(answer["confidence"], answer["label"] == 1, answer["group"])
        for answer in answers
        if "failed" not in answer
    ]


def mean_cost(answers: Sequence[Mapping[str, Any]]) -> Cost:
    """The mean cost of kept answers."""
    if not answers:
        return Cost(seconds=None, tokens_read=None, tokens_written=None)
    return Cost(**{name: round(fmean(answer[name] for answer in answers), 3) for name in Cost.model_fields})


class Meter:
    """A listener that notes what one call costs, and passes on what it hears. Its clock starts when it is made."""

    def __init__(self, on_event: Listener) -> None:
        self._on_event = on_event
        self._began = perf_counter()
        self._read = self._written = 0

    def __call__(self, event: Event) -> None:
        """Hear an event."""
        if isinstance(event, Spent):
            self._read, self._written = event.tokens_read, event.tokens_written
        self._on_event(event)

    def each(self, count: int) -> dict[str, float]:
        """The cost up to now, shared by so many."""
        return {
            "seconds": round((perf_counter() - self._began) / count, 4),
            "tokens_read": round(self._read / count, 2),
            "tokens_written": round(self._written / count, 2),
        }
