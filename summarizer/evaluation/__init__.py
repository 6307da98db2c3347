"""Scoring what the program finds against what people listed by hand."""

from __future__ import annotations

from summarizer.evaluation.facts import (
    ClaimLike,
    Fact,
    FactList,
    FactScore,
    StatementLike,
    load_facts,
    score,
    total,
)

__all__ = ["ClaimLike", "Fact", "FactList", "FactScore", "StatementLike", "load_facts", "score", "total"]
