"""The CSV format: a row a claim, for a spreadsheet.

RFC 4180: commas, lines ended by CRLF, a header, quotes doubled. UTF-8 behind a byte order mark, without which
Excel takes it for something else. Texts are quoted and numbers are not.

What a spreadsheet would run as a formula gets an apostrophe in front, as OWASP advises ("CSV Injection"): a text
that begins with ``=``, ``+``, ``-``, ``@`` or their full-width forms (tabs and ends of lines are folded before), and
what follows a semicolon, since where that is the separator it opens a cell of its own.
"""

from __future__ import annotations

import csv
import io
import re

from summarizer.render.view import ClaimLine, view
from summarizer.schema import IncidentSummary

HEADER = (
    "id",
    "claim",
    "confidence",
    "likelihood",
    "certainty",
    "sources",
    "voices",
    "contested",
    "marks",
    "evidence",
)
_FORMULA = re.compile(r'(?:^|(?<=;))(?=[\s"]*[=+\-@\uff1d\uff0b\uff0d\uff20])')


def to_csv(summary: IncidentSummary) -> str:
    """Write the claims of a summary as CSV: ``confidence`` is 0 to 1, ``contested`` yes or no."""
    file = io.StringIO(newline="")
    rows = csv.writer(file, quoting=csv.QUOTE_NONNUMERIC)
    rows.writerow(HEADER)
    rows.writerows(_row(claim) for claim in view(summary).claims)
    return f"\ufeff{file.getvalue()}"


def _row(claim: ClaimLine) -> list[str | float]:
    cells = (
        claim.id,
        claim.text,
        round(claim.confidence.value, 4),
        claim.confidence.word,
        claim.certainty,
        ", ".join(claim.sources),
        claim.voices,
        "yes" if claim.contested else "no",
        ", ".join(claim.marks),
        " · ".join(str(evidence) for evidence in claim.evidence),
    )
    return [cell if isinstance(cell, float | int) else harmless(cell) for cell in cells]


def harmless(text: str) -> str:
    """Put an apostrophe before everything in a cell that a spreadsheet would run."""
    return _FORMULA.sub("'", text)
