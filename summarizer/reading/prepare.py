"""A report taken apart: what all stages after loading work on."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from summarizer.reading.sentences import Sentence, outline
from summarizer.reading.speakers import Voice, voices
from summarizer.schema import Report


@dataclass(frozen=True)
class Prepared:
    """A report with its sentences in reading order and the voices heard in each.

    Attributes:
        report: the report as given.
        sentences: those that are read; boilerplate is not among them.
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


def prepare(report: Report) -> Prepared:
    """Take a report apart."""
    apart = outline(report)
    return Prepared(report, apart.sentences, tuple(voices(apart.sentences)), apart.skipped)
