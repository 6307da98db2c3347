"""What makes a report of what a source gave: what no stage could use is refused, what is odd is said."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from pydantic import ValidationError

from summarizer.errors import ReportError
from summarizer.reading.datelines import day_in_head
from summarizer.reading.language import looks_english
from summarizer.reading.raw import LIMIT, Raw, too_large
from summarizer.schema import Report

_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*")
_EASTERNMOST = timedelta(hours=14)
"""How far the day is ahead somewhere on Earth."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """A report, and what a person should know about how it was read.

    Attributes:
        report: its ``id`` is empty until it is one of a run.
        warnings: sentences, without a word of the text.
        name: of the file, line or page it comes from; empty where it was given as text or as a ``Report``.
    """

    report: Report
    warnings: tuple[str, ...] = ()
    name: str = ""


def accept(raw: Raw, name: str | None = None) -> Loaded:
    """Make the report; where nobody says when it was published, by the date in its head.

    Args:
        raw: what a source gave.
        name: where it comes from, if that is to be told.

    Raises:
        ReportError: its text is blank, binary or too large, or what was given with it makes no sense.
    """
    _check_text(raw.fields["text"], raw.name)
    try:
        report = Report.model_validate(dict(raw.fields))
    except ValidationError as error:
        field = str(error.errors(include_input=False, include_url=False)[0]["loc"][0])
        hint = "Write 2031-03-04 or 2031-03-04T18:30+02:00." if field == "published" else "Give plain text."
        raise ReportError(f"{raw.name}: {field} is not valid.", hint=hint) from None
    _check_metadata(report, raw.name)
    _check_timezone(report.timezone)
    warnings = (*raw.warnings, *_language_warnings(report, raw.name), *_date_warnings(report, raw.name))
    if report.published is None:
        report = report.model_copy(update={"published": day_in_head(report.text)})
    return Loaded(report, tuple(dict.fromkeys(warnings)), name or "")


def is_english(report: Report) -> bool:
    """Whether a report is in English: by its ``language``, or by its words where it does not say."""
    if report.language is None:
        return looks_english(report.text)
    return report.language.lower().split("-")[0] == "en"


def _check_text(text: str, name: str) -> None:
    try:
        size = len(text.encode())
    except UnicodeEncodeError as error:
        raise ReportError(
            f"{name} holds half a character (a lone surrogate) at position {error.start}.",
            hint="Decode the text with errors='replace' first.",
        ) from None
    if size >= LIMIT:
        raise too_large(name)
    if "\0" in text:
        raise ReportError(f"{name} is binary, not text.", hint="Give plain text or Markdown.")
    if not any(_visible(character) for character in text):
        raise ReportError(f"{name} is empty.", hint="Give a text with something in it.")


def _check_metadata(report: Report, name: str) -> None:
    """Refuse what could not be written as JSON: arguments of a command may hold undecodable bytes."""
    for field in ("id", "title", "publisher", "url", "timezone", "language"):
        try:
            (getattr(report, field) or "").encode()
        except UnicodeEncodeError:
            raise ReportError(f"{name}: {field} is not valid.", hint="Give plain text.") from None
    if report.language is not None and not _LANGUAGE.fullmatch(report.language):
        raise ReportError(
            f"{report.language!r} is no language code.", hint="Use a BCP 47 code such as en or pt-BR."
        )


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
    if is_english(report):
        return ()
    what = f"is in {report.language!r}" if report.language else "does not look English"
    return (f"{name} {what}; the prompts were tried on English only.",)


def _date_warnings(report: Report, name: str) -> tuple[str, ...]:
    if report.published is None or not _is_future(report.published):
        return ()
    return (f"{name} is dated {report.published.isoformat()}, which has not come yet.",)


def _is_future(moment: datetime | date) -> bool:
    now = datetime.now(UTC)
    if isinstance(moment, datetime):
        return moment > (now if moment.tzinfo else (now + _EASTERNMOST).replace(tzinfo=None))
    return moment > (now + _EASTERNMOST).date()
