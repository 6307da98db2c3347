"""Typed summaries of incident reports: every claim with its evidence, its source and a confidence.

The public names are loaded at first use, so that ``import summarizer`` stays fast.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from summarizer.errors import SummarizerError
    from summarizer.pipeline import acheck, asummarize, check, summarize
    from summarizer.schema import (
        BreachSummary,
        Certainty,
        Check,
        Cited,
        Claim,
        IncidentSummary,
        OutageSummary,
        Report,
        Statement,
    )

_HOMES = {
    "SummarizerError": "summarizer.errors",
    "acheck": "summarizer.pipeline",
    "asummarize": "summarizer.pipeline",
    "check": "summarizer.pipeline",
    "summarize": "summarizer.pipeline",
    "BreachSummary": "summarizer.schema",
    "Certainty": "summarizer.schema",
    "Check": "summarizer.schema",
    "Cited": "summarizer.schema",
    "Claim": "summarizer.schema",
    "IncidentSummary": "summarizer.schema",
    "OutageSummary": "summarizer.schema",
    "Report": "summarizer.schema",
    "Statement": "summarizer.schema",
}

__all__ = [
    "BreachSummary",
    "Certainty",
    "Check",
    "Cited",
    "Claim",
    "IncidentSummary",
    "OutageSummary",
    "Report",
    "Statement",
    "SummarizerError",
    "acheck",
    "asummarize",
    "check",
    "summarize",
]


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'summarizer' has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)
