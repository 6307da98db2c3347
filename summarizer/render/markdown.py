"""The Markdown format: for an issue, a wiki or a mail. Each claim is a footnote with its quotes.

CommonMark with GitHub's tables and footnotes. Every text of a report or a model goes through
``safe.markdown``: none of it becomes a heading, a link, an image, a mention or HTML.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from summarizer.render.safe import markdown as safe
from summarizer.render.view import ClaimLine, Confidence, ConflictLine, Evidence, Line, SideLine, Slot, View
from summarizer.render.wording import plural

_PLAIN_ID = re.compile(r"c\d{1,9}")


def render(view: View) -> str:
    """Write a summary as Markdown, ending in one newline."""
    notes = _footnotes(view.claims)
    blocks = [
        *_opening(view, notes),
        *_section("Missing", [f"- {safe(gap)}" for gap in view.missing]),
        *_section("At a glance", _slots(view.slots, notes)),
        *_section("Timeline", _slots(view.timeline, notes)),
        *_section("What does not fit", [line for item in view.conflicts for line in _conflict(item, notes)]),
        *_section("Not known", [f"- {_sentence(unknown, notes)}" for unknown in view.unknowns]),
        *_section("Claims", _claims(view.claims, notes)),
        *_section("Notes", [f"- {safe(note)}" for note in view.notes]),
        "---",
        *_closing(view),
        *(_footnote(claim, notes) for claim in view.claims),
    ]
    return "\n\n".join(blocks) + "\n"


def _footnotes(claims: Sequence[ClaimLine]) -> dict[str, str]:
    """Name the footnote of each claim: its id, unless that is not one of ours."""
    return {
        claim.id: f"[^{claim.id if _PLAIN_ID.fullmatch(claim.id) else f'claim-{position}'}]"
        for position, claim in enumerate(claims, start=1)
    }


def _opening(view: View, notes: Mapping[str, str]) -> Iterator[str]:
    if view.headline:
        yield f"# {_sentence(view.headline, notes)}"
    elif not view.claims:
        yield "**No claim was found in what was read.**"
    if view.summary:
        yield " ".join(_sentence(line, notes) for line in view.summary)


def _section(title: str, lines: Sequence[str]) -> Iterator[str]:
    if lines:
        yield f"## {title}"
        yield "\n".join(lines)


def _closing(view: View) -> Iterator[str]:
    if view.reports:
        yield "\n".join(f"- Read: {safe(report)}" for report in view.reports)
    yield " · ".join(safe(phrase) for phrase in view.provenance)
    yield "*Confidence is how likely the quoted words support the claim, not whether it is true.*"


def _slots(slots: Sequence[Slot], notes: Mapping[str, str]) -> list[str]:
    rows = (
        ("" if position else f"**{safe(slot.name)}**", _sentence(line, notes), _confidence(line.confidence))
        for slot in slots
        for position, line in enumerate(slot.lines)
    )
    return _table(("", "", "Confidence"), rows) if slots else []


def _claims(claims: Sequence[ClaimLine], notes: Mapping[str, str]) -> list[str]:
    rows = (
        (
            " ".join((safe(claim.text) + notes[claim.id], *(f"**! {safe(mark)}**" for mark in claim.marks))),
            _confidence(claim.confidence),
            safe(", ".join(claim.sources)) + _voices(claim),
            safe(claim.certainty),
        )
        for claim in claims
    )
    return _table(("Claim", "Confidence", "Source", "Certainty"), rows) if claims else []


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    return [_row(head), _row(["---"] * len(head)), *(_row(row) for row in rows)]


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _voices(claim: ClaimLine) -> str:
    return f" ({plural(claim.voices, 'independent voice')})" if claim.voices > 1 else ""


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
    return safe(f"{confidence.word}, {confidence.number}")


def _footnote(claim: ClaimLine, notes: Mapping[str, str]) -> str:
    return f"{notes[claim.id]}: {' · '.join(_evidence(item) for item in claim.evidence)}"


def _evidence(evidence: Evidence) -> str:
    report = f", {safe(evidence.report)}" if evidence.report else ""
    return f"“{safe(evidence.quote)}” ({safe(evidence.source)}, {evidence.certainty}{report})"
