"""PDF: the text of its pages, as pypdf finds it, with a form feed where a page ends."""

from __future__ import annotations

import io
import logging
from collections.abc import Sequence

from summarizer.errors import ReportError
from summarizer.reading.raw import LIMIT, Raw, not_installed, too_large

_BREAK = "\n\f"
"""Between pages, as ``pdftotext`` has it; a sentence that goes on over a page is read as two."""


def read_pdf(data: bytes, name: str) -> Raw:
    """Take the text out of a PDF.

    Args:
        data: the file.
        name: what errors and warnings call it.

    Returns:
        ``text`` and ``title``; a warning names pages without text.

    Raises:
        ReportError: it is too large, encrypted, damaged or a scan, or pypdf is missing.
    """
    if len(data) >= LIMIT:
        raise too_large(name)
    title, written = _pages(data, name)
    blank = [number for number, page in enumerate(written, start=1) if not page]
    if len(blank) == len(written):
        raise ReportError(
            f"{name} holds no text: it is a scan, or pictures.", hint="Run a text recognition over it first."
        )
    fields = {"text": _BREAK.join(written), "title": title}
    warnings = (f"{name}: no text on {_listed(blank)} of {len(written)} pages.",) if blank else ()
    return Raw(name, fields, warnings)


def _pages(data: bytes, name: str) -> tuple[str | None, list[str]]:
    """The title that the file gives itself, and the text of each page."""
    try:
        from pypdf import PdfReader
        from pypdf.errors import DependencyError, FileNotDecryptedError
    except ModuleNotFoundError:
        raise not_installed(name, "a PDF", "pypdf", "pdf") from None
    # Without a handler of its own, what it has to say of a file would be printed.
    logging.getLogger("pypdf").addHandler(logging.NullHandler())
    try:
        reader = PdfReader(io.BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise FileNotDecryptedError
        title = reader.metadata.title if reader.metadata else None
        return _clean(title or "") or None, [_clean(page.extract_text()) for page in reader.pages]
    except (FileNotDecryptedError, DependencyError):
        raise ReportError(f"{name} is encrypted.", hint="Save a copy of it without a password.") from None
    except Exception as error:  # a parser of other people's files: whatever it raises, the file is the cause
        raise ReportError(
            f"{name} is damaged, or no PDF ({type(error).__name__}).", hint="Save its text as a .txt file."
        ) from None


def _clean(text: str) -> str:
    """Text that can be written as UTF-8 and ends no page: fonts map to halves of characters, and to controls."""
    return (
        text.replace("\0", " ")
        .replace("\f", "\n")
        .encode("utf-16", "surrogatepass")
        .decode("utf-16", "replace")
        .strip()
    )


def _listed(numbers: Sequence[int]) -> str:
    """Page numbers with runs put together: "2, 5-9"."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1] = [runs[-1][0], number]
        else:
            runs.append([number])
    return ", ".join("-".join(map(str, run)) for run in runs)
