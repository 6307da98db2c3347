"""The text of a report as a reader sees it: in lines and pages, cut where evidence starts and ends.

Evidence overlaps: one sentence may bear three claims, and half of it a fourth. So each line is cut at every
border of every statement into segments, and each segment knows all statements that cover it.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from summarizer.reading.lines import Line, unwrapped_lines
from summarizer.schema import Claim, Report, Statement, WindowFate

Key = tuple[int, int]
"""A statement: the position of its claim in the summary, and its own in the claim, from 1."""
Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Segment:
    """A piece of a line within which no evidence starts or ends."""

    start: int
    end: int
    statements: tuple[Key, ...]
    """All that cover it."""
    starts: tuple[Key, ...]
    """Those of them that no earlier segment shows."""
    ends: tuple[Key, ...]
    """Those of them that no later segment shows."""
    unread: bool
    """Whether it lies in a window that could not be read."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A line of the text, or several that were one before they were wrapped."""

    segments: tuple[Segment, ...]
    wrapped: bool
    """Whether its ends of lines mean nothing. Two lines keep theirs: they may be a heading and a date."""
    apart: bool
    """Whether an empty line or the end of a page parts it from the one before."""
    opens: int | None
    """The number of the page that starts here, from 1; None where none does."""


class Pages:
    """The pages of a text, told by its form feeds."""

    def __init__(self, text: str) -> None:
        self._breaks = [match.start() for match in re.finditer("\f", text)]

    def of(self, offset: int) -> int | None:
        """The page an offset lies on, from 1; None where the text has no pages."""
        return bisect_right(self._breaks, offset) + 1 if self._breaks else None


def standing(claims: Iterable[Claim], reports: Iterable[Report]) -> dict[str, dict[Key, Statement]]:
    """Those statements whose quotes stand where they say, by report; a summary made by hand may hold others."""
    texts = {report.id: report.text for report in reports}
    found: dict[str, dict[Key, Statement]] = {name: {} for name in texts}
    for place, claim in enumerate(claims, start=1):
        for number, said in enumerate(claim.statements, start=1):
            if said.quote.strip() and texts.get(said.report, "")[said.start : said.end] == said.quote:
                found[said.report][place, number] = said
    return found


def passages(
    text: str, statements: Mapping[Key, Statement], failed: Sequence[WindowFate] = ()
) -> Iterator[Passage]:
    """Cut a text.

    Args:
        text: of one report.
        statements: that stand in it.
        failed: its windows that could not be read.

    Yields:
        The passages in order, without the white space between them. The segments of one follow each other
        without a gap.
    """
    lines = list(unwrapped_lines(text))
    pieces = _pieces(lines, statements, failed)
    first: dict[Key, Span] = {}
    last: dict[Key, Span] = {}
    for span, keys in pieces:
        for key in keys:
            first.setdefault(key, span)
            last[key] = span
    pages, shown = Pages(text), None
    position = before = 0
    for line in lines:
        segments: list[Segment] = []
        while position < len(pieces) and pieces[position][0][1] <= line.end:
            span, keys = pieces[position]
            segments.append(
                Segment(
                    start=span[0],
                    end=span[1],
                    statements=tuple(key for key in keys if key in statements),
                    starts=tuple(key for key in keys if key in statements and first[key] == span),
                    ends=tuple(key for key in keys if key in statements and last[key] == span),
                    unread=any(key not in statements for key in keys),
                )
            )
            position += 1
        page = pages.of(line.start)
        yield Passage(
            segments=tuple(segments),
            wrapped=line.of(text).count("\n") > 1,
            apart=len(text[before : line.start].replace("\r\n", "\n")) > 1,
            opens=page if page != shown else None,
        )
        shown, before = page, line.end


def _pieces(
    lines: Sequence[Line], statements: Mapping[Key, Statement], failed: Sequence[WindowFate]
) -> list[tuple[Span, tuple[Key, ...]]]:
    """Cut the lines at every border, and say what covers each piece; a failed window has the claim 0."""
    opening: dict[int, list[Key]] = defaultdict(list)
    closing: dict[int, list[Key]] = defaultdict(list)
    windows = {(0, number): window for number, window in enumerate(failed)}
    for key, item in (*statements.items(), *windows.items()):
        if item.start < item.end:
            opening[item.start].append(key)
            closing[item.end].append(key)
    inside = {line.start: line.end for line in lines}
    covering: dict[Key, None] = {}
    pieces: list[tuple[Span, tuple[Key, ...]]] = []
    until = 0
    for start, end in pairwise(sorted({*opening, *closing, *inside, *inside.values()})):
        for key in closing[start]:
            del covering[key]
        covering.update(dict.fromkeys(opening[start]))
        until = inside.get(start, until)
        if end <= until:
            pieces.append(((start, end), tuple(covering)))
    return pieces
