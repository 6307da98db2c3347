"""Summaries of a fictional story, made of as little as it takes."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from summarizer.schema import Certainty, Claim, IncidentSummary, Report, RunInfo, Statement


@pytest.fixture
def claim():
    """Makes a claim; its evidence is its own text unless another is given."""

    def made(text, identifier="c1", *, quote=None, confidence=0.9, certainty=Certainty.REPORTED, **more):
        said = quote or text
        statement = Statement(
            report="r1", start=0, end=len(said), quote=said, source="police", certainty=certainty
        )
        return Claim(
            id=identifier,
            text=text,
            statements=(statement,),
            confidence=confidence,
            certainty=certainty,
            voices=1,
            **more,
        )

    return made


@pytest.fixture
def story(claim):
    """Makes a summary of claims or their texts; the claims are numbered from ``first``, their report is joined."""

    def told(*claims, first=1, **fields):
        text, numbered = "", []
        for number, one in enumerate(claims, start=first):
            item = claim(one) if isinstance(one, str) else one
            (said,) = item.statements
            moved = said.model_copy(update={"start": len(text), "end": len(text) + len(said.quote)})
            numbered.append(item.model_copy(update={"id": f"c{number}", "statements": (moved,)}))
            text += f"{said.quote} "
        run = RunInfo(package="0.1.0", model="embedded", started=datetime(2031, 3, 5, tzinfo=UTC), seconds=1)
        return IncidentSummary(
            claims=tuple(numbered), reports=(Report(id="r1", text=text or " "),), run=run, **fields
        )

    return told
