"""Claims and ledgers made by hand, for the stages that read a ledger."""

from __future__ import annotations

from datetime import date

from summarizer.schema import Certainty, Claim, Report, Statement

REPORTS = {
    "r1": Report(text="", id="r1", published=date(2031, 3, 4)),
    "r2": Report(text="", id="r2", published=date(2031, 3, 6)),
}


def claim(
    text, *, identifier="c1", source=None, certainty=Certainty.STATED, confidence=0.9, report="r1", quote="x"
):
    """A claim with one statement."""
    statement = Statement(
        report=report, start=0, end=len(quote), quote=quote, source=source, certainty=certainty
    )
    return Claim(
        id=identifier,
        text=text,
        statements=(statement,),
        confidence=confidence,
        certainty=certainty,
        sources=(source,) if source else (),
        voices=1,
    )


def ledger(*texts):
    """Claims c1, c2 and so on of one report."""
    return [claim(text, identifier=f"c{number}") for number, text in enumerate(texts, 1)]
