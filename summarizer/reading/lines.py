"""The lines of a text. Those of a paragraph that was hard-wrapped at a margin are read as one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

_LINE = re.compile(r"[^\r\n\x0b\x0c\x1c-\x1e\x85\u2028\u2029]+")
_WRAPPED_WIDTH = range(55, 101)
"""Widths at which lines that break off in a sentence are taken for wrapped, however ragged their margin."""
_NARROWEST, _WIDEST = 30, 140
"""Margins, in characters, that a paragraph may be wrapped at."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line, or several that were one before they were wrapped, as a span of the text."""

    start: int
    end: int

    @property
    def length(self) -> int:
        """Its characters."""
        return self.end - self.start

    def of(self, text: str) -> str:
        """What the text says there."""
        return text[self.start : self.end]


def raw_lines(text: str) -> Iterator[Line]:
    """The lines of a text as they are written, but for the empty ones; none is looked for before its turn."""
    return (Line(*match.span()) for match in _LINE.finditer(text))


def unwrapped_lines(text: str) -> Iterator[Line]:
    """The lines of a text in order, without the blank ones; a hard-wrapped paragraph is one line."""
    for paragraph in _paragraphs(text):
        yield from _unwrapped(text, paragraph)


def _paragraphs(text: str) -> Iterator[list[Line]]:
    """Lines that no blank one parts."""
    paragraph: list[Line] = []
    for line in raw_lines(text):
        is_blank = not line.of(text).strip()
        if paragraph and (is_blank or _is_blank_between(text, paragraph[-1], line)):
            yield paragraph
            paragraph = []
        if not is_blank:
            paragraph.append(line)
    if paragraph:
        yield paragraph


def _is_blank_between(text: str, line: Line, following: Line) -> bool:
    return len(text[line.end : following.start].replace("\r\n", "\n")) > 1


def _unwrapped(text: str, paragraph: list[Line]) -> list[Line]:
    """One line where a paragraph was cut at a margin, else its lines, joined where some of them were."""
    full = paragraph[:-1]
    if full and all(line.length in _WRAPPED_WIDTH for line in full) and _breaks_off(text, full):
        return [_joined(paragraph)]
    width = max(line.length for line in paragraph)
    if not _NARROWEST <= width <= _WIDEST:
        return paragraph
    return [line for group in _filled(text, paragraph, width) for line in _rejoined(text, group)]


def _filled(text: str, paragraph: Sequence[Line], width: int) -> list[list[Line]]:
    """Groups of lines that are each, but for the last of a group, as full as the width allows."""
    groups: list[list[Line]] = []
    for line in paragraph:
        if groups and _is_full(text, groups[-1][-1], line, width):
            groups[-1].append(line)
        else:
            groups.append([line])
    return groups


def _rejoined(text: str, group: list[Line]) -> list[Line]:
    """One line if the lines of a group go on in the middle of a sentence, else the lines."""
    goes_on = any(text[line.start].islower() for line in group[1:])
    return [_joined(group)] if goes_on and _breaks_off(text, group[:-1]) else group


def _joined(group: Sequence[Line]) -> Line:
    return Line(group[0].start, group[-1].end)


def _breaks_off(text: str, full: Sequence[Line]) -> bool:
    """Whether most of these lines break off in the middle of a sentence."""
    return sum(text[line.end - 1] in ".!?:" for line in full) * 2 < len(full)


def _is_full(text: str, line: Line, following: Line, width: int) -> bool:
    """Whether the first word of the line that follows would not have fitted at the end of a line."""
    first = following.of(text).split(maxsplit=1)[0]
    return line.length + 1 + len(first) > width
