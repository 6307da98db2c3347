"""The text format: a terminal of 80 columns and up, or a pipe. Colour never says anything alone."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Sequence

from rich.cells import cell_len
from rich.console import Console, Group, RenderableType
from rich.rule import Rule
from rich.text import Text

from summarizer.render.columns import Row
from summarizer.render.view import (
    MEANING,
    CheckLine,
    ClaimLine,
    Confidence,
    ConflictLine,
    Evidence,
    Line,
    SideLine,
    Slot,
    View,
    view,
)
from summarizer.render.wording import plural
from summarizer.schema import IncidentSummary

NARROWEST = 40
WIDEST = 140
"""Columns used at most: longer lines are hard to read."""
_WIDE = 110
"""From here on claims and their evidence stand side by side."""
_CONFIDENCE = 21
_NAME = 26
"""Columns that a name takes at most beside what it names."""
_HEADS = ("", "claim", "who says it, how surely, in which words", "confidence")
_SURE, _OPEN, _DOUBT = "green", "yellow", "red"


def to_text(summary: IncidentSummary, width: int = 80) -> str:
    """Write a summary, or one of a schema of the user's, as plain text of so many columns, 40 and up."""
    return text(page(view(summary), width), width)


def page(shown: View, width: int) -> RenderableType:
    """Lay a summary out.

    Args:
        shown: the summary.
        width: columns it will be given.
    """
    return Group(
        *_opening(shown),
        *section("Missing", (bullet(Text(gap)) for gap in shown.missing)),
        *section("At a glance", _slots(shown.slots)),
        *section("Timeline", _slots(shown.timeline)),
        *section("What does not fit", _conflicts(shown.conflicts)),
        *section("Not known", (bullet(_sentence(unknown)) for unknown in shown.unknowns)),
        *section("Claims", _claims(shown.claims, wide=width >= _WIDE)),
        *section("Notes", (bullet(Text(note)) for note in shown.notes)),
        *_closing(shown),
    )


def checks_page(checks: Sequence[CheckLine]) -> RenderableType:
    """Lay out what ``check()`` found, in order."""
    return Group(*(_check(check) for check in checks))


def _check(check: CheckLine) -> Row:
    marks = (*(("under the threshold",) if check.below else ()), *check.problems)
    evidence = _evidence(check.evidence) if check.evidence else [Text("No sentence to cite.", style="dim")]
    answer = (Text(check.claim, style="bold"), *_marks(marks), *evidence, Text())
    return Row((_confidence(check.confidence), answer), (_CONFIDENCE, None))


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


def _opening(shown: View) -> Iterator[RenderableType]:
    if shown.headline:
        yield _cite(Text(shown.headline.text, style="bold"), shown.headline.claims)
    elif not shown.claims:
        yield Text("No claim was found in what was read.", style="bold")
    if shown.summary:
        yield ""
        yield Text(" ").join(_sentence(line) for line in shown.summary)


def section(title: str, body: Iterable[RenderableType]) -> Iterator[RenderableType]:
    """A rule with a title and what stands under it; nothing where nothing does."""
    parts = list(body)
    if parts:
        yield ""
        yield Rule(Text(title.upper(), style="bold"), align="left", style="dim")
        yield from parts


def bullet(content: Text, indent: int = 0) -> Row:
    """An item of a list."""
    return Row((Text("–".rjust(indent + 1)), content), (indent + 1, None), gap=1)


def _closing(shown: View) -> Iterator[RenderableType]:
    yield ""
    yield Rule(style="dim")
    yield from (Text(f"Read: {report}", style="dim") for report in shown.reports)
    yield Text(" · ".join(shown.provenance), style="dim")
    yield Text(MEANING, style="dim")


def _slots(slots: Sequence[Slot]) -> Iterator[Row]:
    widest = max((cell_len(slot.name) for slot in slots), default=0)
    widths = (min(_NAME, widest), None, _CONFIDENCE)
    for slot in slots:
        for position, line in enumerate(slot.lines):
            name = Text("" if position else slot.name, style="bold")
            yield Row((name, _sentence(line), _confidence(line.confidence)), widths)


def _claims(claims: Sequence[ClaimLine], *, wide: bool) -> Iterator[Row | str]:
    widest = max((cell_len(claim.id) for claim in claims), default=0)
    widths = (min(_NAME, widest), *((None, None) if wide else (None,)), _CONFIDENCE)
    if wide and claims:
        yield Row([Text(head, style="dim") for head in _HEADS], widths)
    for position, claim in enumerate(claims):
        if position:
            yield ""
        said = [Text(claim.text, style="bold"), *_marks(claim.marks)]
        evidence = [*(line for item in claim.evidence for line in _evidence(item)), *_voices(claim)]
        cells = (said, evidence) if wide else ([*said, *evidence],)
        yield Row((Text(claim.id, style="dim"), *cells, _confidence(claim.confidence)), widths)


def _evidence(evidence: Evidence) -> list[Text]:
    who = Text.assemble((evidence.certainty, "italic"), " · ", evidence.source)
    if evidence.report:
        who.append(f" · {evidence.report}")
    return [who, Text(f"“{evidence.quote}”", style="dim")]


def _voices(claim: ClaimLine) -> list[Text]:
    return [Text(plural(claim.voices, "independent voice"))] if claim.voices > 1 else []


def _marks(marks: Sequence[str]) -> list[Text]:
    return [Text(f"! {mark}", style=_DOUBT) for mark in marks]


def _conflicts(conflicts: Sequence[ConflictLine]) -> Iterator[RenderableType]:
    for position, conflict in enumerate(conflicts):
        if position:
            yield ""
        yield Text.assemble((conflict.about, "bold"), (f" ({conflict.kind})", "dim"))
        if conflict.explanation:
            yield Text(conflict.explanation)
        yield from (bullet(_side(side), indent=2) for side in conflict.sides)


def _side(side: SideLine) -> Text:
    who = f"{side.who}{' (newer)' if side.newer else ''}: "
    return _cite(Text.assemble((who, "italic"), side.text), side.claims)


def _sentence(line: Line) -> Text:
    return _cite(Text(line.text), line.claims)


def _cite(text_: Text, claims: Sequence[str]) -> Text:
    return Text.assemble(text_, (f" [{' '.join(claims)}]", "dim"))


def _confidence(confidence: Confidence) -> Text:
    style = _DOUBT if confidence.doubtful else _SURE if confidence.value >= 0.8 else _OPEN
    # Broken here, so that the one name too long for its column goes on under itself.
    word = confidence.word.replace("even chance", "even\n     chance")
    return Text.assemble((f"{confidence.number:>4} ", f"bold {style}"), (word, style))
