"""What a source gives before anything of it was looked at."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from summarizer.errors import ReportError

LIMIT = 100_000_000
"""Bytes that are too many for one report; a source is never read further."""


@dataclass(frozen=True, slots=True)
class Raw:
    """One report as its source gives it.

    Attributes:
        name: what errors, warnings and ``run.reports`` call it.
        fields: of the ``Report``, by name; ``text`` is among them.
        warnings: what a person should know about how it was read.
    """

    name: str
    fields: Mapping[str, Any]
    warnings: tuple[str, ...] = ()


def printable(path: Path) -> str:
    """Name a file in a message: a name that is no Unicode must not keep a summary from being written."""
    return str(path).encode(errors="replace").decode()


def not_installed(name: str, what: str, library: str, extra: str) -> ReportError:
    """The error of a source whose format takes a library that is not there."""
    return ReportError(
        f"{name} is {what}, and {library} is not installed.",
        hint=f"Install it with: pip install 'summarizer[{extra}]'",
    )


def too_large(name: str, limit: int = LIMIT) -> ReportError:
    """The error of a source that holds ``limit`` bytes or more."""
    return ReportError(
        f"{name} is too large: it must be smaller than {limit // 1_000_000} MB.",
        hint="Give the part that matters.",
    )
