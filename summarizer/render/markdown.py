"""The Markdown format: for an issue, a wiki or a mail. Each claim has a footnote with its quotes.

CommonMark with GitHub's footnotes, in lists rather than tables, so that it reads well unrendered too. Every text of a
report or a model goes through ``safe.markdown``: none of it becomes a heading, a link, an image, a mention or HTML.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from summarizer.render.safe import markdown as safe
from summarizer.render.view import (
    MEANING,
    ClaimLine,
    Confidence,
    ConflictLine,
    Line,
    SideLine,
    Slot,
    View,
    view,
)
from summarizer.render.wording import plural
from summarizer.schema import IncidentSummary

_PLAIN_ID = re.compile(r"c\d{1,9}")


def to_markdown(summary: IncidentSummary) -> str:
    """Write a summary, or one of a schema of the user's, as Markdown, ending in one newline."""
    shown = view(summary)
    notes = _footnotes(shown.claims)
    blocks = [
        *_opening(shown, notes),
        *section("Missing", [f"- {safe(gap)}" for gap in shown.missing]),
        *section("At a glance", [line for slot in shown.slots for line in _slot(slot, notes)]),
        *section("Timeline", [line for slot in shown.timeline for line in _slot(slot, notes)]),
        *section("What does not fit", [line for item in shown.conflicts for line in _conflict(item, notes)]),
        *section("Not known", [f"- {_sentence(unknown, notes)}" for unknown in shown.unknowns]),
        *section("Claims", [_claim(claim, notes) for claim in shown.claims]),
        *section("Notes", [f"- {safe(note)}" for note in shown.notes]),
        "---",
        *_closing(shown),
        *(_footnote(claim, notes) for claim in shown.claims),
    ]
    return "\n\n".join(blocks) + "\n"


def section(title: str, lines: Sequence[str]) -> Iterator[str]:
    """A heading and its list; nothing where the list is empty."""
    if lines:
        yield f"## {title}"
        yield "\n".join(lines)


def _footnotes(claims: Sequence[ClaimLine]) -> dict[str, str]:
    """Name the footnote of each claim: its id, unless that is not one of ours."""
    return {
        claim.id: f"[^{claim.id if _PLAIN_ID.fullmatch(claim.id) else f'claim-{position}'}]"
        for position, claim in enumerate(claims, start=1)
    }


def _opening(shown: View, notes: Mapping[str, str]) -> Iterator[str]:
    if shown.headline:
        yield f"# {_sentence(shown.headline, notes)}"
    elif not shown.claims:
        yield "**No claim was found in what was read.**"
    if shown.summary:
        yield " ".join(_sentence(line, notes) for line in shown.summary)


def _closing(shown: View) -> Iterator[str]:
    if shown.reports:
        yield "\n".join(f"- Read: {safe(report)}" for report in shown.reports)
    yield " · ".join(safe(phrase) for phrase in shown.provenance)
    yield f"*{MEANING}*"


def _slot(slot: Slot, notes: Mapping[str, str]) -> list[str]:
    """One answer stands behind its question, several under it."""
    answers = [f"{_sentence(line, notes)} ({_confidence(line.confidence)})" for line in slot.lines]
    name = f"- **{safe(slot.name)}:**"
    return [f"{name} {answers[0]}"] if len(answers) == 1 else [name, *(f"  - {answer}" for answer in answers)]


def _claim(claim: ClaimLine, notes: Mapping[str, str]) -> str:
    voices = f" ({plural(claim.voices, 'independent voice')})" if claim.voices > 1 else ""
    parts = (
        f"{safe(claim.text)}{notes[claim.id]}",
        f"**{_confidence(claim.confidence)}**",
        claim.certainty,
        f"{safe(', '.join(claim.sources))}{voices}",
        *(f"**! {safe(mark)}**" for mark in claim.marks),
    )
    return f"- {' · '.join(parts)}"


def _conflict(conflict: ConflictLine, notes: Mapping[str, str]) -> list[str]:
    explained = f": {safe(conflict.explanation)}" if conflict.explanation else ""
    title = f"- **{safe(conflict.about)}** ({conflict.kind}){explained}"
    return [title, *(f"  - {_side(side, notes)}" for side in conflict.sides)]


def _side(side: SideLine, notes: Mapping[str, str]) -> str:
    newer = " (newer)" if side.newer else ""
    return f"{safe(side.who)}{newer}: {safe(side.text)}{_cite(side.claims, notes)}"


def _sentence(line: Line, notes: Mapping[str, str]) -> str:
    return safe(line.text) + _cite(line.claims, notes)


def _cite(claims: Sequence[str], notes: Mapping[str, str]) -> str:
    return "".join(notes[claim] for claim in claims)


def _confidence(confidence: Confidence) -> str:
    return safe(str(confidence))


def _footnote(claim: ClaimLine, notes: Mapping[str, str]) -> str:
    return f"{notes[claim.id]}: {' · '.join(safe(str(evidence)) for evidence in claim.evidence)}"
