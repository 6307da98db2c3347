"""What a run would read, send and cost, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from summarizer.render.safe import plain
from summarizer.render.wording import money, plural

if TYPE_CHECKING:
    from summarizer.planning import Plan, PlannedReport


def plan_text(plan: Plan) -> str:
    """Write a plan for a person, a line for each thing, ending in a newline."""
    lines = [
        f"Model     {plain(plan.model)}",
        f"Sent to   {plain(plan.destination)}",
        *(_report(report) for report in plan.reports),
        f"In all    {plural(plan.windows, 'window')}, about {plan.tokens_read:,} tokens read and "
        f"{plan.tokens_written:,} written",
        f"Cost      {_cost(plan.cost_usd)}",
        "Nothing was sent.",
    ]
    return "\n".join(lines) + "\n"


def _report(report: PlannedReport) -> str:
    aside = f", {plural(report.skipped, 'line')} skipped" if report.skipped else ""
    sizes = f"{plural(report.windows, 'window')}, {plural(report.sentences, 'sentence')}"
    return f"Report    {plain(report.id)}: {sizes}{aside}"


def _cost(dollars: float | None) -> str:
    words = money(dollars).removeprefix("cost ")
    return f"about {words}" if words.startswith("$") else words
