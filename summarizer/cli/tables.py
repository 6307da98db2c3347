"""What was measured, as tables for a terminal."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from summarizer.render.wording import plural

if TYPE_CHECKING:
    from rich.console import RenderableType

    from summarizer.evaluation.incidents import IncidentsResult
    from summarizer.evaluation.metrics import CalibrationError, Estimate, Figures
    from summarizer.evaluation.support import Cost, SupportResult


def support_table(result: SupportResult) -> RenderableType:
    """How well claims were checked."""
    rows = [*figure_rows(result.figures)] if result.figures else []
    return _table([*rows, *_cost(result.per_claim, "claim"), *_failed(result.failed, "claims")])


def figures_table(figures: Figures) -> RenderableType:
    """How well a calibration does."""
    return _table(figure_rows(figures))


def figure_rows(figures: Figures) -> Iterable[tuple[str, str, str]]:
    """Name, value and interval or remark of each figure."""
    supported = f"{figures.base_rate:.1%} of them supported"
    yield "claims", str(figures.claims), f"in {plural(figures.groups, 'group')}, {supported}"
    yield "AUROC", *_estimate(figures.auroc)
    yield "Brier score", *_estimate(figures.brier)
    yield "Brier skill", *_estimate(figures.brier_skill)
    yield "ECE, equal width", *_error(figures.ece)
    yield "ECE, equal mass", *_error(figures.ece_mass)
    yield f"balanced accuracy at {figures.threshold:g}", *_estimate(figures.balanced_accuracy)
    for cut in figures.cuts:
        value, interval = _estimate(cut.supported) if cut.supported else ("–", "")
        kept = f"{interval}, {cut.coverage:.1%} of claims" if interval else f"{cut.coverage:.1%} of claims"
        yield f"supported from {cut.confidence:g} on", value, kept


def incidents_table(result: IncidentsResult) -> RenderableType:
    """How well incidents were summarised."""
    rows: list[tuple[str, str, str]] = [
        ("summaries", str(result.summaries), f"of {result.incidents} incidents"),
    ]
    for name, field in result.fields.items():
        value, interval = _estimate(field.right)
        said = f"{interval}, " if interval else ""
        rows.append((f"{name} right", value, f"{said}of {field.summaries}; {field.given:.1%} say anything"))
    return _table([*rows, *_cost(result.per_summary, "summary"), *_failed(result.failed, "summaries")])


def _estimate(estimate: Estimate | None) -> tuple[str, str]:
    if estimate is None:
        return "–", "cannot be told from these labels"
    between = f"{estimate.low:.3f} to {estimate.high:.3f}" if estimate.low is not None else ""
    return f"{estimate.value:.3f}", between


def _error(error: CalibrationError) -> tuple[str, str]:
    return f"{error.value:.3f}", f"a perfect scorer: {error.floor:.3f}, 95% below {error.floor_high:.3f}"


def _cost(cost: Cost, unit: str) -> list[tuple[str, str, str]]:
    if cost.seconds is None:
        return []
    return [
        (f"seconds per {unit}", f"{cost.seconds:.2f}", ""),
        (f"tokens per {unit}", f"{cost.tokens_written:.1f}", f"written; {cost.tokens_read:.0f} read"),
    ]


def _failed(count: int, unit: str) -> list[tuple[str, str, str]]:
    return [("failed", str(count), f"{unit} in no figure")] if count else []


def _table(rows: Iterable[tuple[str, str, str]]) -> RenderableType:
    from rich.table import Table

    table = Table("what", "value", "95% interval, or remark", box=None, pad_edge=False)
    table.columns[1].justify = "right"
    for row in rows:
        table.add_row(*row)
    return table
