"""What happens while a summary is made, as typed events.

``summarize(..., on_event=listener)`` calls ``listener(event)`` for each, in order, from one thread. A progress bar is
one listener among others. ``*`` marks what may come any number of times, ``?`` what may be left out::

    StageStarted("read"), (ClaimFound*, WindowRead)*   the claims of a window, then the window
    StageStarted("check"), ClaimChecked*
    StageStarted("reconcile"), ConflictFound*
    StageStarted("compose")?                           where there is any claim
    (StageStarted("fields"), FieldFilled*)?            where the schema adds any field
    SummaryWritten                                     the last; not where the call raises

``check()`` tells ``StageStarted("check")`` and a ``ClaimChecked`` for each claim. ``done`` counts from 1 without a gap.
In between come ``Spent``, behind each request and before what came of it; ``ModelLoading``, before the first request
of the embedded model; and ``Warned``, at any time.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from summarizer.schema import Certainty, Claim, Conflict

Stage = Literal["read", "check", "reconcile", "compose", "fields"]


@dataclass(frozen=True, slots=True)
class StageStarted:
    """A stage begins. ``total`` counts its units: windows to read, claims to check, fields to fill; else 1."""

    stage: Stage
    total: int


@dataclass(frozen=True, slots=True)
class WindowRead:
    """A window was read, or given up (``error`` says why). ``done`` of ``total`` windows are behind us."""

    report: str
    start: int
    end: int
    claims: int
    done: int
    total: int
    error: str | None = None


@dataclass(frozen=True, slots=True)
class ClaimFound:
    """A claim was read. Its confidence is not known yet."""

    text: str
    source: str | None
    certainty: Certainty


@dataclass(frozen=True, slots=True)
class ClaimChecked:
    """A claim was compared with its evidence and scored."""

    text: str
    confidence: float
    done: int
    total: int


@dataclass(frozen=True, slots=True)
class ConflictFound:
    """Claims do not fit together."""

    conflict: Conflict


@dataclass(frozen=True, slots=True)
class FieldFilled:
    """A field of the user's schema was filled, or left empty (``reason`` says why)."""

    field: str
    done: int
    total: int
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Spent:
    """A request was answered, or failed: what all requests have cost so far."""

    requests: int
    tokens_read: int
    tokens_written: int
    cost_usd: float | None
    """At list price; None where the price is not known."""


@dataclass(frozen=True, slots=True)
class SummaryWritten:
    """The summary is complete."""

    headline: str | None
    claims: tuple[Claim, ...]


@dataclass(frozen=True, slots=True)
class ModelLoading:
    """The embedded model is being loaded (a few seconds)."""

    model: str


@dataclass(frozen=True, slots=True)
class Warned:
    """Something a person should know; also in ``run.warnings``."""

    message: str


Event = (
    StageStarted
    | WindowRead
    | ClaimFound
    | ClaimChecked
    | ConflictFound
    | FieldFilled
    | Spent
    | SummaryWritten
    | ModelLoading
    | Warned
)
Listener = Callable[[Event], None]
