"""The text format: a terminal of 80 columns and up, or a pipe. Colour never says anything alone."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Sequence

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from summarizer.render.view import (
    CheckLine,
    ClaimLine,
    Confidence,
    ConflictLine,
    Evidence,
    Line,
    SideLine,
    Slot,
    View,
)
from summarizer.render.wording import plural

NARROWEST = 40
WIDEST = 140
"""Columns used at most: longer lines are hard to read."""
_WIDE = 110
"""From here on claims and their evidence stand side by side."""
_CONFIDENCE = 21
_SURE, _OPEN, _DOUBT = "green", "yellow", "red"


def page(view: View, width: int) -> RenderableType:
    """Lay a summary out.

    Args:
        view: the summary.
        width: columns it will be given.
    """
    return Group(
        *_opening(view),
        *_section("Missing", *(_bullet(Text(gap)) for gap in view.missing)),
        *_section("At a glance", _slots(view.slots) if view.slots else None),
        *_section("Timeline", _slots(view.timeline) if view.timeline else None),
        *_section("What does not fit", *_parted(_conflict(conflict) for conflict in view.conflicts)),
        *_section("Not known", *(_bullet(_sentence(unknown)) for unknown in view.unknowns)),
        *_section("Claims", _claims(view.claims, wide=width >= _WIDE) if view.claims else None),
        *_section("Notes", *(_bullet(Text(note)) for note in view.notes)),
        *_closing(view),
    )


def checks_page(checks: Sequence[CheckLine]) -> RenderableType:
    """Lay out what ``check()`` found, in order."""
    table = _grid()
    table.add_column(width=_CONFIDENCE)
    table.add_column(ratio=1)
    for check in checks:
        marks = (*(("under the threshold",) if check.below else ()), *check.problems)
        evidence = _evidence(check.evidence) if check.evidence else Text("No evidence found.", style="dim")
        answer = _stacked(Text(check.claim, style="bold"), *_marks(marks), evidence, Text())
        table.add_row(_confidence(check.confidence), answer)
    return table


def text(renderable: RenderableType, width: int = 80) -> str:
    """Render for a file or a pipe: no colour, no control sequences, no blanks at the ends of lines."""
    console = Console(
        file=io.StringIO(), width=width, color_system=None, force_terminal=False, legacy_windows=False
    )
    with console.capture() as captured:
        console.print(renderable)
    return "".join(f"{line.rstrip()}\n" for line in captured.get().split("\n")).rstrip("\n") + "\n"


def usable(width: int) -> int:
    """How many of a console's columns a page should be given."""
    return max(NARROWEST, min(width, WIDEST))


def _opening(view: View) -> Iterator[RenderableType]:
    if view.headline:
        yield _cite(Text(view.headline.text, style="bold"), view.headline.claims)
    elif not view.claims:
        yield Text("No claim was found in what was read.", style="bold")
    if view.summary:
        yield ""
        yield Text(" ").join(_sentence(line) for line in view.summary)


def _section(title: str, *body: RenderableType | None) -> Iterator[RenderableType]:
    parts = [part for part in body if part is not None]
    if parts:
        yield ""
        yield Rule(Text(title.upper(), style="bold"), align="left", style="dim")
        yield from parts


def _closing(view: View) -> Iterator[RenderableType]:
    yield ""
    yield Rule(style="dim")
    yield from (Text(f"Read: {report}", style="dim") for report in view.reports)
    yield Text(" · ".join(view.provenance), style="dim")
    yield Text(
        "Confidence: how likely the quoted words support the claim; not whether it is true.", style="dim"
    )


def _slots(slots: Sequence[Slot]) -> Table:
    table = _grid()
    table.add_column(style="bold", max_width=26)
    table.add_column(ratio=1)
    table.add_column(width=_CONFIDENCE)
    for slot in slots:
        for position, line in enumerate(slot.lines):
            table.add_row(Text("" if position else slot.name), _sentence(line), _confidence(line.confidence))
    return table


def _claims(claims: Sequence[ClaimLine], *, wide: bool) -> Table:
    table = Table(box=None, pad_edge=False, expand=True, padding=(0, 2, 0, 0), show_header=wide)
    table.add_column("", style="dim")
    table.add_column("claim", ratio=4, header_style="dim")
    if wide:
        table.add_column("who says it, how surely, in which words", ratio=5, header_style="dim")
    table.add_column("confidence", width=_CONFIDENCE, header_style="dim")
    for position, claim in enumerate(claims):
        if position:
            table.add_row()
        said = _stacked(Text(claim.text, style="bold"), *_marks(claim.marks))
        evidence = _stacked(*(_evidence(item) for item in claim.evidence), *_voices(claim))
        cells = (said, evidence) if wide else (_stacked(said, evidence),)
        table.add_row(Text(claim.id), *cells, _confidence(claim.confidence))
    return table


def _evidence(evidence: Evidence) -> Text:
    who = Text.assemble((evidence.certainty, "italic"), " · ", evidence.source)
    if evidence.report:
        who.append(f" · {evidence.report}")
    return Text.assemble(who, "\n", (f"“{evidence.quote}”", "dim"))


def _voices(claim: ClaimLine) -> list[Text]:
    return [Text(plural(claim.voices, "independent voice"))] if claim.voices > 1 else []


def _marks(marks: Sequence[str]) -> list[Text]:
    return [Text(f"! {mark}", style=_DOUBT) for mark in marks]


def _conflict(conflict: ConflictLine) -> RenderableType:
    sides = _grid()
    sides.add_column(ratio=1)
    for side in conflict.sides:
        sides.add_row(_side(side))
    explained = [Text(conflict.explanation)] if conflict.explanation else []
    title = Text.assemble((conflict.about, "bold"), (f" ({conflict.kind})", "dim"))
    return Group(title, *explained, Padding(sides, (0, 0, 0, 2)))


def _side(side: SideLine) -> Text:
    who = f"{side.who}{' (newer)' if side.newer else ''}: "
    return _cite(Text.assemble("– ", (who, "italic"), side.text), side.claims)


def _sentence(line: Line) -> Text:
    return _cite(Text(line.text), line.claims)


def _cite(text_: Text, claims: Sequence[str]) -> Text:
    return Text.assemble(text_, (f" [{' '.join(claims)}]", "dim"))


def _confidence(confidence: Confidence) -> Text:
    style = _DOUBT if confidence.doubtful else _SURE if confidence.value >= 0.8 else _OPEN
    # Broken here, so that the one name too long for its column goes on under itself.
    word = confidence.word.replace("even chance", "even\n     chance")
    return Text.assemble((f"{confidence.number:>4} ", f"bold {style}"), (word, style))


def _bullet(content: Text) -> RenderableType:
    table = Table.grid(padding=(0, 1, 0, 0))
    table.add_row("–", content)
    return table


def _stacked(*parts: Text) -> Text:
    return Text("\n").join(parts)


def _grid() -> Table:
    return Table.grid(padding=(0, 2, 0, 0), expand=True)


def _parted(parts: Iterable[RenderableType]) -> Iterator[RenderableType]:
    for position, part in enumerate(parts):
        if position:
            yield ""
        yield part
