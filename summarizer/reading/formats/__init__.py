"""The formats that reports are read from. A file's suffix alone decides which it is; nothing is sniffed.

| suffix | read as |
|---|---|
| `.html`, `.htm`, `.xhtml` | a saved page: its article (`html`) |
| `.pdf` | the text of its pages (`pdf`) |
| `.jsonl`, `.ndjson` | a report a line (`jsonl`) |
| of office files, e-books, archives, pictures, sound | refused |
| any other, and none | plain text or Markdown (`text`) |

Of a folder only files are taken that end in one of these or in a suffix of text.
"""

from __future__ import annotations

from collections.abc import Generator, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from summarizer.errors import ReportError
from summarizer.reading.formats.html import read_html
from summarizer.reading.formats.jsonl import read_jsonl
from summarizer.reading.formats.pdf import read_pdf
from summarizer.reading.formats.text import read_text
from summarizer.reading.raw import LIMIT, Raw, printable

HTML = frozenset({".html", ".htm", ".xhtml"})
PDF = frozenset({".pdf"})
JSONL = frozenset({".jsonl", ".ndjson"})
TEXT = frozenset({".txt", ".text", ".md", ".markdown"})
"""What text is called in a folder; a file that is named by itself may be called anything."""
REFUSED = {
    **dict.fromkeys((".doc", ".docx", ".odt", ".rtf", ".epub", ".pages"), "a document"),
    **dict.fromkeys((".mhtml", ".webarchive"), "an archived web page"),
    **dict.fromkeys((".xls", ".xlsx", ".ods", ".ppt", ".pptx"), "an office file"),
    **dict.fromkeys((".zip", ".gz", ".7z", ".tar"), "an archive"),
    **dict.fromkeys((".png", ".jpg", ".jpeg", ".gif", ".webp", ".tiff", ".mp3", ".mp4"), "no text"),
}
_READ = HTML | PDF | JSONL | TEXT


def read_file(path: Path) -> Iterator[Raw]:
    """Read the reports of a file: one, or as many as a JSON Lines file has.

    Raises:
        ReportError: it is missing, unreadable or of no format that is read, or its format's reader refuses it.
    """
    name, suffix = printable(path), path.suffix.lower()
    if what := REFUSED.get(suffix):
        raise ReportError(
            f"{name} is {what} by its name, which is not read.",
            hint="Save its text as a .txt file and give that.",
        )
    with opened(path, name) as file:
        if suffix in JSONL:
            yield from read_jsonl(file, name)
        elif suffix in HTML:
            yield read_html(file.read(LIMIT), name)
        elif suffix in PDF:
            yield read_pdf(file.read(LIMIT), name)
        else:
            yield read_text(file.read(LIMIT), name)


def files_in(folder: Path) -> tuple[list[Path], tuple[str, ...]]:
    """The files of a folder and of those in it that are read, by name; a warning where there are others.

    Hidden files and links to folders are passed over.

    Raises:
        ReportError: none is read, or the folder cannot be looked into.
    """
    name = printable(folder)
    try:
        found = sorted(path for path in folder.rglob("*") if not _hidden(path, folder) and path.is_file())
    except OSError as error:
        raise ReportError(f"Cannot read {name} ({type(error).__name__}).", hint="Check the path.") from None
    taken = [path for path in found if path.suffix.lower() in _READ]
    if not taken:
        raise ReportError(
            f"There is no report in the folder {name}.", hint=f"Files are read that end in {_listed()}."
        )
    others = [printable(path.relative_to(folder)) for path in found if path.suffix.lower() not in _READ]
    if not others:
        return taken, ()
    named = ", ".join(others[:5]) + (" and more" if len(others) > 5 else "")
    passed = "1 file was" if len(others) == 1 else f"{len(others)} files were"
    return taken, (f"{name}: {passed} passed over by name: {named}.",)


def _hidden(path: Path, folder: Path) -> bool:
    return any(part.startswith(".") for part in path.relative_to(folder).parts)


def _listed() -> str:
    return ", ".join(sorted(_READ))


@contextmanager
def opened(path: Path, name: str) -> Generator[BinaryIO]:
    """A file, open for its bytes; what the system says against it, here or later, becomes an error with the fix.

    Raises:
        ReportError: there is none, or it cannot be read.
    """
    try:
        with path.open("rb") as file:
            yield file
            return
    except FileNotFoundError:
        problem, hint = "There is no file", "Check the path."
    except PermissionError:
        problem, hint = "No permission to read", "Make the file readable for you."
    except (OSError, ValueError) as error:
        problem, hint = f"Cannot read ({type(error).__name__})", "Check the path."
    raise ReportError(f"{problem} {name}.", hint=hint)
