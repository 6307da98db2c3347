"""What changed between two summaries: one view of it, as text and as Markdown."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from summarizer.diff import ClaimChange, Edition, SummaryDiff, TollChange
from summarizer.render import markdown, terminal
from summarizer.render.safe import markdown as safe
from summarizer.render.safe import plain
from summarizer.render.view import MEANING, ClaimLine, claim_line
from summarizer.render.wording import count, listed, moment, plural
from summarizer.schema import Cited, Claim, Conflict, CountRange


@dataclass(frozen=True, slots=True)
class Change:
    """What changed, and what there is to say of it."""

    text: str
    details: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Changes:
    """Everything a format shows, in order. All texts are on one line and free of controls."""

    editions: tuple[str, str]
    sections: tuple[tuple[str, tuple[Change, ...]], ...]
    """Titles and what stands under them; none is empty."""
    rest: str
    """What did not change."""


def changes(found: SummaryDiff) -> Changes:
    """Prepare a comparison for showing."""
    sections = (
        ("Toll", [_toll(change) for change in found.toll]),
        ("New claims", [_claim(claim) for claim in found.new]),
        ("Changed claims", [_changed(change) for change in found.changed]),
        ("Conflicts opened", [_conflict(conflict) for conflict in found.opened]),
        ("Conflicts closed", [_conflict(conflict) for conflict in found.closed]),
        ("Dropped claims", [_claim(claim) for claim in found.dropped]),
    )
    shown = tuple((title, tuple(items)) for title, items in sections if items)
    rest = f"{plural(found.unchanged, 'claim')} as before."
    return Changes(
        editions=(f"Before: {_edition(found.before)}", f"After: {_edition(found.after)}"),
        sections=shown,
        rest=rest if shown else f"Nothing changed: {rest}",
    )


def page(found: Changes) -> RenderableType:
    """Lay the changes out for a terminal or a pipe."""
    return Group(
        *(Text(edition) for edition in found.editions),
        *(
            part
            for title, items in found.sections
            for part in terminal.section(title, (row for item in items for row in _rows(item)))
        ),
        "",
        Text(found.rest),
        Text(MEANING, style="dim"),
    )


def as_markdown(found: Changes) -> str:
    """Write the changes as Markdown, ending in one newline."""
    blocks = [
        "\n".join(f"- {safe(edition)}" for edition in found.editions),
        *(
            part
            for title, items in found.sections
            for part in markdown.section(title, [line for item in items for line in _lines(item)])
        ),
        "---",
        found.rest,
        f"*{MEANING}*",
    ]
    return "\n\n".join(blocks) + "\n"


def _rows(change: Change) -> Iterator[RenderableType]:
    yield terminal.bullet(Text(change.text, style="bold"))
    for detail in change.details:
        yield Padding(Text(detail), (0, 0, 0, 2))


def _lines(change: Change) -> Iterator[str]:
    yield f"- **{safe(change.text)}**"
    for detail in change.details:
        yield f"  - {safe(detail)}"


def _edition(edition: Edition) -> str:
    made = f"{edition.model}, {moment(edition.started)}"
    size = f"{plural(edition.claims, 'claim')} from {plural(edition.reports, 'report')}"
    return plain(f"{edition.headline or 'no headline'} ({size}; {made})")


def _toll(change: TollChange) -> Change:
    return Change(f"{change.harm.capitalize()}: {_count(change.before)} → {_count(change.after)}")


def _count(cited: Cited[CountRange] | None) -> str:
    return count(cited.value) if cited else "not said"


def _claim(claim: Claim) -> Change:
    line = claim_line(claim)
    beside = f"{line.confidence} · {line.certainty} · {', '.join(line.sources)}"
    return Change(line.text, (beside, *_marks(line), *(str(evidence) for evidence in line.evidence)))


def _changed(change: ClaimChange) -> Change:
    before, after = claim_line(change.before), claim_line(change.after)
    said = {
        "number": f"was: {before.text}",
        "confidence": f"confidence: {before.confidence} → {after.confidence}",
        "certainty": f"certainty: {before.certainty} → {after.certainty}",
        "contested": f"contested: {_yes_or_no(before.contested)} → {_yes_or_no(after.contested)}",
        "superseded": f"taken back: {_yes_or_no(before.taken_back)} → {_yes_or_no(after.taken_back)}",
    }
    return Change(after.text, (*(said[aspect] for aspect in change.aspects), *_marks(after)))


def _yes_or_no(mark: object) -> str:
    return "yes" if mark else "no"


def _marks(claim: ClaimLine) -> Iterator[str]:
    return (f"! {mark}" for mark in claim.marks)


def _conflict(conflict: Conflict) -> Change:
    sides = (listed([plain(source) for source in side.sources]) for side in conflict.sides)
    against = " against ".join(side or "the report itself" for side in sides)
    details = (plain(conflict.explanation), against)
    return Change(f"{plain(conflict.about)} ({conflict.kind})", tuple(detail for detail in details if detail))
