"""From what a user gives to reports: text is kept exactly, and what cannot be used is refused with the fix.

Files are plain text or Markdown and are never sniffed as anything else. They are UTF-8 unless a byte order
mark says otherwise; the mark tells the encoding and is no part of the text. Where bytes are no UTF-8 the
encoding is guessed, and the guess is said. Line ends, tabs and everything else stay as they are.
"""

from __future__ import annotations

import codecs
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import Any, BinaryIO

from pydantic import ValidationError

from summarizer.errors import ReportError
from summarizer.reading.language import looks_english
from summarizer.schema import Report

LIMIT = 5_000_000
"""Bytes of UTF-8 that are too many for one report."""

_OTHER_FORMATS = {
    **dict.fromkeys((".pdf", ".doc", ".docx", ".odt", ".rtf", ".epub", ".pages"), "a document"),
    **dict.fromkeys((".html", ".htm", ".xhtml", ".mhtml"), "a web page"),
    **dict.fromkeys((".xls", ".xlsx", ".ods", ".ppt", ".pptx"), "an office file"),
    **dict.fromkeys((".zip", ".gz", ".7z", ".tar"), "an archive"),
    **dict.fromkeys((".png", ".jpg", ".jpeg", ".gif", ".webp", ".tiff", ".mp3", ".mp4"), "no text"),
}
# UTF-32 first: its little-endian mark starts with UTF-16's.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# What text files are written in. Left to itself the detector reads "Café" as a DOS code page of the Baltic.
_ENCODINGS = (
    *("cp1250", "cp1251", "cp1252", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257", "cp1258", "iso8859_2"),
    *("iso8859_5", "koi8_r", "koi8_u", "cp874", "cp932", "euc_jp", "iso2022_jp", "gb18030", "big5", "cp949"),
)
_WESTERN = "cp1252"
_CONTROLS = bytes({*range(32), 127} - set(b"\t\n\v\f\r\x1b"))
_CONTROL_SHARE = 0.05
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*")


@dataclass(frozen=True, slots=True)
class Loaded:
    """A report, and what a person should know about how it was read."""

    report: Report
    warnings: tuple[str, ...] = ()


Source = Report | Loaded | str | Path
"""A ``str`` is always text, a ``Path`` is a file, the others are themselves."""


def load(
    source: Source,
    *,
    publisher: str | None = None,
    published: datetime | date | str | None = None,
    url: str | None = None,
    timezone: str | None = None,
    language: str | None = None,
) -> Loaded:
    """Read one report.

    Args:
        source: text, a file, a report, or what this function returned.
        publisher: who published it.
        published: when: a day or a time, ISO 8601 where it is a string.
        url: where it was found; never opened.
        timezone: IANA name of the zone its times are given in.
        language: BCP 47 code of its language.

    Returns:
        The report, its ``id`` empty unless it brought one. What is given here replaces what a report says.

    Raises:
        ReportError: it is missing, a directory, unreadable, blank, binary, undecodable or too large, or
            what was given with it makes no sense.
    """
    name, warnings = "The report", ()
    if isinstance(source, Loaded):
        source, warnings = source.report, source.warnings
    elif isinstance(source, Path):
        name = _printable(source)
        source, warnings = _read(source, name)
    given = {
        "publisher": publisher,
        "published": published,
        "url": url,
        "timezone": timezone,
        "language": language,
    }
    return _checked(source, {key: value for key, value in given.items() if value is not None}, name, warnings)


def load_stream(stream: BinaryIO, name: str, **metadata: Any) -> Loaded:
    """Read one report from an open binary stream, such as standard input.

    Args:
        stream: read to its end, or to the limit.
        name: what errors and warnings call it.
        metadata: as for ``load``.

    Raises:
        ReportError: as for ``load``.
    """
    text, warnings = decode(stream.read(LIMIT), name)
    return _checked(
        text, {key: value for key, value in metadata.items() if value is not None}, name, warnings
    )


def load_all(sources: Source | Sequence[Source]) -> tuple[Loaded, ...]:
    """Read reports and give ids to those without: r1, r2, ... by position, also for identical texts.

    Raises:
        ReportError: as for ``load``; there is none; or two of them bring the same id.
    """
    items = [sources] if isinstance(sources, Source) else list(sources)
    if not items:
        raise ReportError("No report was given.", hint="Give a text, a path or a Report.")
    loaded = [load(item) for item in items]
    own = [item.report.id for item in loaded if item.report.id]
    if len(own) != len(set(own)):
        raise ReportError("Two reports have the same id.", hint="Give each its own, or leave ids empty.")
    taken = set(own)
    return tuple(_with_id(item, position, taken) for position, item in enumerate(loaded, start=1))


def decode(data: bytes, name: str) -> tuple[str, tuple[str, ...]]:
    """Turn the bytes of a text file into text.

    Args:
        data: the file's first ``LIMIT`` bytes; that many are too many.
        name: what errors and warnings call it.

    Returns:
        The text without its byte order mark, and a warning where the encoding was guessed.

    Raises:
        ReportError: it is too large, binary, or in no known encoding.
    """
    if len(data) >= LIMIT:
        raise _too_large(name)
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _decoded(data.removeprefix(mark), encoding, name), ()
    controls = len(data) - len(data.translate(None, _CONTROLS))
    if 0 in data or controls > _CONTROL_SHARE * len(data):
        raise ReportError(f"{name} is binary, not text.", hint="Give plain text or Markdown.")
    try:
        return data.decode("utf-8"), ()
    except UnicodeDecodeError:
        encoding = _guess(data)
    if encoding is None:
        raise ReportError(f"{name} is in no encoding that could be told.", hint="Save it as UTF-8.")
    return _decoded(data, encoding, name), (f"{name} is not UTF-8; it was read as {encoding}.",)


def _printable(path: Path) -> str:
    """Name a file in a message: a name that is no Unicode must not keep a summary from being written."""
    return str(path).encode(errors="replace").decode()


def _read(path: Path, name: str) -> tuple[str, tuple[str, ...]]:
    if what := _OTHER_FORMATS.get(path.suffix.lower()):
        raise ReportError(
            f"{name} is {what} by its name; only plain text and Markdown are read.",
            hint="Save its text as a .txt file and give that.",
        )
    try:
        with path.open("rb") as file:
            return decode(file.read(LIMIT), name)
    except FileNotFoundError:
        problem, hint = "There is no file", "Check the path."
    except (IsADirectoryError, PermissionError) as error:
        # Windows says "permission denied" for a directory.
        folder = isinstance(error, IsADirectoryError) or path.is_dir()
        problem = "Not a file but a directory:" if folder else "No permission to read"
        hint = "Give the files in it." if folder else "Make the file readable for you."
    except (OSError, ValueError) as error:
        problem, hint = f"Cannot read ({type(error).__name__})", "Check the path."
    raise ReportError(f"{problem} {name}.", hint=hint)


def _checked(source: Report | str, given: dict[str, Any], name: str, warnings: tuple[str, ...]) -> Loaded:
    """Make the report, and refuse what no stage could use."""
    text = source if isinstance(source, str) else source.text
    _check_text(text, name)
    kept = {} if isinstance(source, str) else dict(source)
    try:
        report = Report.model_validate({**kept, "text": text, **given})
    except ValidationError as error:
        field = str(error.errors(include_input=False, include_url=False)[0]["loc"][0])
        hint = "Write 2031-03-04 or 2031-03-04T18:30+02:00." if field == "published" else "Give plain text."
        raise ReportError(f"{name}: {field} is not valid.", hint=hint) from None
    _check_metadata(report, name)
    _check_timezone(report.timezone)
    return Loaded(report, tuple(dict.fromkeys((*warnings, *_language_warnings(report, name)))))


def _check_text(text: str, name: str) -> None:
    try:
        size = len(text.encode())
    except UnicodeEncodeError as error:
        raise ReportError(
            f"{name} holds half a character (a lone surrogate) at position {error.start}.",
            hint="Decode the text with errors='replace' first.",
        ) from None
    if size >= LIMIT:
        raise _too_large(name)
    if "\0" in text:
        raise ReportError(f"{name} is binary, not text.", hint="Give plain text or Markdown.")
    if not any(_visible(character) for character in text):
        raise ReportError(f"{name} is empty.", hint="Give a text with something in it.")


def _check_metadata(report: Report, name: str) -> None:
    """Refuse what could not be written as JSON: arguments of a command may hold undecodable bytes."""
    for field in ("id", "publisher", "url", "timezone", "language"):
        try:
            (getattr(report, field) or "").encode()
        except UnicodeEncodeError:
            raise ReportError(f"{name}: {field} is not valid.", hint="Give plain text.") from None


def _visible(character: str) -> bool:
    return not character.isspace() and unicodedata.category(character) not in {"Cc", "Cf"}


def _check_timezone(timezone: str | None) -> None:
    if timezone is None:
        return
    from zoneinfo import ZoneInfo

    try:
        ZoneInfo(timezone)
    except (LookupError, ValueError, OSError):
        raise ReportError(
            f"There is no time zone named {timezone!r}.", hint="Use an IANA name such as Europe/Paris."
        ) from None


def _language_warnings(report: Report, name: str) -> tuple[str, ...]:
    language = report.language
    if language is None:
        english = looks_english(report.text)
    elif _LANGUAGE.fullmatch(language):
        english = language.lower().split("-")[0] == "en"
    else:
        raise ReportError(f"{language!r} is no language code.", hint="Use a BCP 47 code such as en or pt-BR.")
    if english:
        return ()
    what = f"is in {language!r}" if language else "does not look English"
    return (f"{name} {what}; the prompts were tried on English only.",)


def _with_id(loaded: Loaded, position: int, taken: set[str]) -> Loaded:
    if loaded.report.id:
        return loaded
    while f"r{position}" in taken:
        position += 1
    taken.add(f"r{position}")
    return replace(loaded, report=loaded.report.model_copy(update={"id": f"r{position}"}))


def _decoded(data: bytes, encoding: str, name: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise ReportError(
            f"{name} is not valid {encoding} at byte {error.start}.", hint="Save it as UTF-8."
        ) from None


def _guess(data: bytes) -> str | None:
    """Find the likeliest encoding; among equally likely ones the one that English text is written in."""
    from charset_normalizer import from_bytes

    matches = from_bytes(data, cp_isolation=list(_ENCODINGS))
    best = matches.best()
    if best is None:
        return None
    equal = {name for match in matches if match.chaos <= best.chaos for name in match.could_be_from_charset}
    return _WESTERN if _WESTERN in equal else best.encoding


def _too_large(name: str) -> ReportError:
    return ReportError(
        f"{name} is too large: a report must be smaller than {LIMIT // 1_000_000} MB.",
        hint="Give the part that matters.",
    )
