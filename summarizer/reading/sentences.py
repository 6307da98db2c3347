"""Sentences of a report, with the place of each in the text as given.

A page is more than its prose. Every line is told apart first (prose, a message of a log or chat, or
boilerplate such as a byline, a caption or navigation); only then are lines cut into sentences, so that a
heading never runs into the sentence below it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import sentencex

from summarizer.reading.boilerplate import boilerplate_lines
from summarizer.reading.lines import Line, unwrapped_lines
from summarizer.reading.transcript import Message, messages
from summarizer.schema import Report

_segment: Callable[[str, str], list[str]] = vars(sentencex)["segment"]  # its binary module has no types
_STRETCH = 5_000
"""Characters of a line that are cut into sentences at a time."""
_LONGEST = 1_000
"""Characters of the longest sentence. What goes on without a stop (tables, dictation) is cut between words."""
_LEAD = re.compile(
    r"""\s*(?:
      [•▪‣●*·]\s+
    | [-–—]\s+(?=\S)
    | \d{1,2}[.)]\s+
    | [A-ZÀ-Þ][\w’' ,./-]{2,60}\([A-Z][\w ]{1,20}\)\s*[-–—]+\s+
    )""",
    re.X,
)
"""A bullet, or the dateline of an agency: "MEREZH, March 4 (CPW) – "."""
_OPENERS, _CLOSERS = "“«„", "”»"
_QUOTED_STOP = re.compile(rf"[{_OPENERS}{_CLOSERS}]|(?<=[.!?])\s+(?=[A-Z“])")
_WORD_STOP = re.compile(r"(?<=\s)(?:ill|me|no|ok|art|ore|miss|may)\.\s+(?=[A-Z“])")
"""Ends of sentences that the splitter takes for abbreviations (Illinois, Maine, number): "he fell ill. Smokers"."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of a report.

    Attributes:
        start: where it starts in the report's text, in code points.
        end: where it ends (exclusive).
        text: exactly ``report.text[start:end]``.
        speaker: who speaks, where the report is a log or chat.
        speaker_start: where the speaker's name starts in the report's text.
        time: the time stamp of its line or of the entry it stands in, as written.
    """

    start: int
    end: int
    text: str
    speaker: str | None = None
    speaker_start: int | None = None
    time: str | None = None

    @property
    def plain(self) -> str:
        """The sentence with its white space folded: what a model is shown."""
        return " ".join(self.text.split())

    @property
    def spoken(self) -> str:
        """The same with the writer of a message before it."""
        return f"{self.speaker}: {self.plain}" if self.speaker else self.plain


@dataclass(frozen=True, slots=True)
class Outline:
    """A report taken apart: its sentences in reading order, and how many lines were skipped."""

    sentences: tuple[Sentence, ...]
    skipped: int


def outline(report: Report, *, headings: bool = False) -> Outline:
    """Take a report apart into sentences.

    Args:
        report: any text; hard-wrapped paragraphs, CRLF, tabs, emoji and right-to-left text included.
        headings: whether a heading, a row of a table and any other line without a full stop is a sentence too.

    Returns:
        The sentences in order, none overlapping, none blank, each with ``text[start:end]`` of the report.
    """
    text = report.text
    lines = list(unwrapped_lines(text))
    written = [line.of(text) for line in lines]
    chat = messages(written)
    skip = boilerplate_lines(written, headings=headings) if not chat.is_log else set[int]()
    found: list[Sentence] = []
    time: str | None = None
    for number, line in enumerate(lines):
        message = chat.at.get(number)
        if message and message.time:
            time = message.time
        if number in skip:
            continue
        if chat.is_log and message is None:
            skip.add(number)
            continue
        found.extend(_sentences(text, line, message, time, report.language or "en"))
    return Outline(tuple(found), len(skip))


def split(text: str, language: str = "en") -> list[str]:
    """The sentences of a text that is no report: a claim, a summary."""
    return [
        line.of(text)[begin:end]
        for line in unwrapped_lines(text)
        for begin, end in _spans(line.of(text), language)
    ]


def _sentences(
    text: str, line: Line, message: Message | None, time: str | None, language: str
) -> Iterator[Sentence]:
    start = line.start + (message.body if message else 0)
    if lead := _LEAD.match(text[start : line.end]):
        start += lead.end()
    for begin, end in _spans(text[start : line.end], language):
        yield Sentence(
            start=start + begin,
            end=start + end,
            text=text[start + begin : start + end],
            speaker=message.speaker if message else None,
            speaker_start=line.start + message.speaker_start if message and message.speaker else None,
            time=time,
        )


def _spans(line: str, language: str) -> Iterator[tuple[int, int]]:
    """Spans of the sentences of a line, without the white space around them."""
    position = 0
    for part in _parts(line, language):
        begin = position + len(part) - len(part.lstrip())
        end = position + len(part.rstrip())
        position += len(part)
        if begin < end:
            yield begin, end


def _parts(line: str, language: str) -> Iterator[str]:
    """The sentences of a line with the white space behind each: together they are the line."""
    for stretch in _stretches(line):
        for segment in _segment(language, stretch):
            for piece in _word_sentences(segment):
                for part in _quoted_sentences(piece):
                    yield from _short(part)


def _stretches(line: str) -> Iterator[str]:
    """A line as the splitter takes it: its time grows with the square of the length where quotes stay open."""
    start = 0
    while len(line) - start > _STRETCH:
        end = start + _STRETCH
        stop = max(line.rfind(mark, start, end) for mark in (". ", "? ", "! "))
        cut = (stop if stop > start else line.rfind(" ", start, end)) + 1 or end
        yield line[start:cut]
        start = cut
    yield line[start:]


def _word_sentences(segment: str) -> Iterator[str]:
    """Cut what the splitter keeps whole, taking a word for an abbreviation."""
    last = 0
    for match in _WORD_STOP.finditer(segment):
        yield segment[last : match.end()]
        last = match.end()
    yield segment[last:]


def _short(part: str) -> Iterator[str]:
    """Cut what is too long for a sentence, behind a comma or a semicolon if there is one, else between words."""
    while len(part) > _LONGEST:
        cuts = (part.rfind(mark, _LONGEST // 2, _LONGEST) + 1 for mark in (";", ",", " "))
        cut = next((cut for cut in cuts if cut), _LONGEST)
        yield part[:cut]
        part = part[cut:]
    yield part


def _quoted_sentences(piece: str) -> Iterator[str]:
    """Cut a quotation of several sentences, which the splitter keeps whole, where it goes on for long."""
    depth, last = 0, 0
    for match in _QUOTED_STOP.finditer(piece):
        mark = match.group()
        if mark in _OPENERS:
            depth += 1
        elif mark in _CLOSERS:
            depth = max(0, depth - 1)
        elif depth and match.end() - last > 40:
            yield piece[last : match.end()]
            last = match.end()
    yield piece[last:]
