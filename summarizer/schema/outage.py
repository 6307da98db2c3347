"""A service, network or power supply out of order."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from pydantic import Field

from summarizer.schema.claim import Certainty, Claim
from summarizer.schema.own import computed
from summarizer.schema.summary import IncidentSummary
from summarizer.schema.values import Cited, CountRange, TimeSpan

_CLOCK = re.compile(r"\b([01]?\d|2[0-3]):([0-5]\d)\b")
_DURATIONS = {
    "time_to_detect": ("start", "detection"),
    "time_to_mitigate": ("start", "mitigation"),
    "duration": ("start", "end"),
}


class OutageSummary(IncidentSummary):
    """An outage, with the fields of a post-mortem."""

    services: tuple[Cited[str], ...] = Field(
        default=(), description="Services, networks or systems that failed or were slow."
    )
    customers_affected: Cited[CountRange] | None = Field(
        default=None, description="How many customers, users or households were affected."
    )
    start: Cited[TimeSpan] | None = Field(default=None, description="When the outage began.")
    detection: Cited[TimeSpan] | None = Field(
        default=None, description="When it was noticed, or an alarm was raised."
    )
    mitigation: Cited[TimeSpan] | None = Field(
        default=None, description="When its effects were reduced or a workaround was in place."
    )
    end: Cited[TimeSpan] | None = Field(default=None, description="When everything worked again.")
    time_to_detect: Cited[timedelta] | None = computed("From start to detection.")
    time_to_mitigate: Cited[timedelta] | None = computed("From start to mitigation.")
    duration: Cited[timedelta] | None = computed("From start to end.")
    trigger: Cited[str] | None = Field(default=None, description="The event that set the outage off.")
    root_cause: Cited[str] | None = Field(
        default=None, description="The fault or mistake because of which it could happen."
    )
    root_cause_certainty: Certainty | None = computed("How sure the sources of the root cause are of it.")
    actions: tuple[Cited[str], ...] = Field(
        default=(),
        description="What was done to repair it, or will be done so that it does not happen again.",
    )

    @classmethod
    def derive(cls, filled: Mapping[str, Any], claims: Mapping[str, Claim]) -> dict[str, Any]:
        """Durations to the minute where both times are, and the certainty of the root cause."""
        values: dict[str, Any] = {}
        for name, (first, last) in _DURATIONS.items():
            start, end = filled.get(first), filled.get(last)
            if start and end and (lasted := _between(start.value, end.value)) is not None:
                values[name] = Cited[timedelta](
                    value=lasted,
                    claims=tuple(dict.fromkeys((*start.claims, *end.claims))),
                    confidence=min(start.confidence, end.confidence),
                )
        if cause := filled.get("root_cause"):
            values["root_cause_certainty"] = min(
                (claims[claim].certainty for claim in cause.claims), key=lambda certainty: certainty.rank
            )
        return values


def _between(first: TimeSpan, last: TimeSpan) -> timedelta | None:
    """The time from one to the other, None where either is vaguer than a minute or they are out of order.

    Of two times of which one has no day, the clock alone counts: they are then taken to lie within 24 hours.
    """
    start, end = _moment(first.start), _moment(last.start)
    if start and end and (start.tzinfo is None) == (end.tzinfo is None):
        if first.precision != "minute" or last.precision != "minute" or end < start:
            return None
        return end - start
    clocks = [_CLOCK.findall(one.text) for one in (first, last)]
    if any(len(found) != 1 for found in clocks) or (first.start and last.start):
        return None
    minutes = [60 * int(hour) + int(minute) for ((hour, minute),) in clocks]
    return timedelta(minutes=(minutes[1] - minutes[0]) % (24 * 60))


def _moment(when: date | None) -> datetime | None:
    return when if isinstance(when, datetime) else None
