"""Voices are independent sources; names and copies that are one count once, denials not at all."""

from __future__ import annotations

import pytest

from summarizer import Certainty, Statement
from summarizer.stages.voices import voices

ORIGINS = {"r1": "coast radio", "r2": "torvik dagblad", "r3": "coast radio", "r4": "r4"}


def said(report, source=None, certainty="stated"):
    return Statement(
        report=report, start=0, end=4, quote="Nine", source=source, certainty=Certainty(certainty)
    )


@pytest.mark.parametrize(
    ("statements", "heard"),
    [
        ([said("r1")], 1),
        ([said("r1"), said("r2")], 2),
        ([said("r1"), said("r3")], 1),
        ([said("r1"), said("r4")], 2),
        ([said("r1", "Reyes"), said("r2", "Col. Ana Reyes")], 1),
        ([said("r1", "police"), said("r2", "the hospital")], 2),
        ([said("r1"), said("r2", "Coast Radio")], 1),
        ([said("r1"), said("r2", "the union", "denied")], 1),
        ([said("r2", "the union", "denied")], 1),
    ],
)
def test_voices(statements, heard):
    assert voices(statements, ORIGINS) == heard
