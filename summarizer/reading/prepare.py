"""A report taken apart: what all stages after loading work on."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from summarizer.reading.sentences import Sentence, outline
from summarizer.reading.speakers import Voice, voices
from summarizer.schema import Report


@dataclass(frozen=True, eq=False)
class Prepared:
    """A report with its sentences in reading order and the voices heard in each; it is the same as itself alone.

    Attributes:
        report: the report as given.
        sentences: those that are read; boilerplate is not among them, headings only where they were asked for.
        heard: for each sentence the voices in it, none where the report speaks for itself.
        skipped: how many lines were taken for boilerplate.
    """

    report: Report
    sentences: tuple[Sentence, ...]
    heard: tuple[tuple[Voice, ...], ...]
    skipped: int

    @cached_property
    def text(self) -> str:
        """All sentences in one line: where a name may come from that a sentence does not hold."""
        return " ".join(sentence.spoken for sentence in self.sentences)


def prepare(report: Report, *, headings: bool = False) -> Prepared:
    """Take a report apart.

    Args:
        report: any.
        headings: whether lines without a full stop (headings, rows of tables, signatures) are sentences too. Nobody
            speaks in them. What is read for claims is prose; what a claim is checked against is all that stands there.
    """
    prose = outline(report)
    heard = voices(prose.sentences)
    if not headings:
        return Prepared(report, prose.sentences, tuple(heard), prose.skipped)
    speaking = {sentence.start: voices for sentence, voices in zip(prose.sentences, heard, strict=True)}
    every = outline(report, headings=True)
    return Prepared(
        report, every.sentences, tuple(speaking.get(one.start, ()) for one in every.sentences), every.skipped
    )
