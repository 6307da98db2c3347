"""What a summary lacks. The renderers show it and the command's exit code follows from it."""

from __future__ import annotations

from summarizer.render.wording import listed, plural
from summarizer.schema import IncidentSummary, Report, ReportFate, WindowFate

_SHOWN = 4


def missing(summary: IncidentSummary) -> tuple[str, ...]:
    """Say which parts are missing, a sentence each, without a word of a report; none where all is there."""
    texts = {report.id: report for report in summary.reports}
    unread = [sentence for fate in summary.run.reports for sentence in _unread(fate, texts.get(fate.report))]
    if summary.claims and summary.headline is None:
        unread.append("No headline could be written that its claims bear out.")
    if summary.claims and not summary.summary:
        unread.append("No summary could be written that its claims bear out.")
    return tuple(unread)


def _unread(fate: ReportFate, report: Report | None) -> list[str]:
    if fate.status == "unreadable":
        return [f"{fate.name} could not be read."]
    if fate.status == "set aside":
        return [f"{fate.report} was set aside: {fate.reason}."]
    failed = [window for window in fate.windows if window.status == "failed"]
    if not failed:
        return [f"{fate.report} could not be read."] if fate.status in ("failed", "partly") else []
    places = [_place(window, report) for window in failed[:_SHOWN]]
    where = listed([*places, f"{len(failed) - _SHOWN} more"] if len(failed) > _SHOWN else places)
    why = listed(list(dict.fromkeys(window.error.rstrip(".") for window in failed if window.error)))
    windows = f"{len(failed)} of {plural(len(fate.windows), 'window')}"
    return [f"{fate.report}: {windows} could not be read ({where}){f': {why}' if why else ''}."]


def _place(window: WindowFate, report: Report | None) -> str:
    if report is None:
        return f"characters {window.start:,} to {window.end:,}"
    # A window may start or end in the white space around its words.
    words = report.text[window.start : window.end]
    start = window.start + len(words) - len(words.lstrip())
    first = report.text.count("\n", 0, start) + 1
    last = report.text.count("\n", 0, window.start + len(words.rstrip())) + 1
    return f"line {first:,}" if last <= first else f"lines {first:,} to {last:,}"
