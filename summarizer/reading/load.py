"""From what a user gives to reports: texts, files, folders, and addresses where they are asked for.

Which format a file has, its suffix decides: ``summarizer.reading.formats``.
"""

from __future__ import annotations

import re
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, BinaryIO, Literal

from summarizer.errors import ReportError
from summarizer.reading.accept import Loaded, accept, is_english
from summarizer.reading.formats import files_in, read_file
from summarizer.reading.formats.text import read_text
from summarizer.reading.raw import LIMIT, Raw, printable
from summarizer.schema import Report, ReportFate

_URL = re.compile(r"\s*([a-z][a-z0-9+.-]*://\S+)\s*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Unread:
    """A file of a folder that cannot be read; the others are."""

    name: str
    error: ReportError


Source = Report | Loaded | Unread | str | Path
"""A ``str`` is always text, a ``Path`` is a file or a folder, the others are themselves.

Only where fetching is asked for, a ``str`` that is nothing but an address of the web is one.
"""


@dataclass(frozen=True, slots=True)
class Pile:
    """The reports of a run.

    Attributes:
        reports: each with an id.
        left_out: what became of those that are not read: the same file again, or an unreadable one of a folder.
        warnings: what a person should know about how they were read.
    """

    reports: tuple[Loaded, ...]
    left_out: tuple[ReportFate, ...]
    warnings: tuple[str, ...]


def load(source: Source, *, fetch: bool = False, **given: Any) -> Loaded:
    """Read one report. The arguments are those of ``load_each``.

    Raises:
        ReportError: as for ``load_each``; or it is several reports.
    """
    first, *others = load_each(source, fetch=fetch, **given)
    if isinstance(first, Unread):
        raise first.error
    if others:
        raise ReportError(f"There are {len(others) + 1} reports, not one.", hint="Give one of them.")
    return first


def load_each(source: Source, *, fetch: bool = False, **given: Any) -> list[Loaded | Unread]:
    """Read what a source holds: one report, or those of a folder or of a JSON Lines file.

    Args:
        source: text, a path, a report, or what this function returned.
        fetch: open a ``str`` that is an address of the web.
        given: ``publisher``, ``published`` (a day or a time, ISO 8601 where it is a string), ``url`` (never
            opened), ``timezone`` (IANA), ``language`` (BCP 47) of the report; replaces what it says itself.
            None stands for nothing.

    Returns:
        The reports, their ``id`` empty unless they brought one; and files of a folder that cannot be read, as
        long as another can.

    Raises:
        ReportError: it is missing, unreadable, blank, binary, undecodable, too large or in a format that is not
            read; a folder without reports; or what was given with it makes no sense.
    """
    given = {key: value for key, value in given.items() if value is not None}
    if isinstance(source, Unread):
        return [source]
    if isinstance(source, Path):
        return _read_folder(source, given) if source.is_dir() else _read_path(source, given)
    if isinstance(source, str) and (address := _URL.fullmatch(source)):
        return [_fetched(address[1], given, fetch=fetch)]
    if isinstance(source, str):
        return [accept(Raw("The report", {"text": source, **given}))]
    loaded = source if isinstance(source, Loaded) else Loaded(source)
    raw = Raw(loaded.name or "The report", {**dict(loaded.report), **given}, loaded.warnings)
    return [accept(raw, loaded.name)]


def load_stream(stream: BinaryIO, name: str, **given: Any) -> Loaded:
    """Read one report from an open binary stream of text, such as standard input.

    Args:
        stream: read to its end, or to the limit.
        name: what errors and warnings call it.
        given: as for ``load_each``.

    Raises:
        ReportError: as for ``load_each``.
    """
    raw = read_text(stream.read(LIMIT), name)
    return _accepted(raw, {key: value for key, value in given.items() if value is not None})


def load_all(sources: Source | Sequence[Source], *, fetch: bool = False) -> Pile:
    """Read the reports of a run and give ids to those without: r1, r2, ... by position.

    Two texts given in code are two reports, also if they are alike. The same file, line or page again, with the
    same said about it, is left out.

    Raises:
        ReportError: as for ``load_each``; there is none; or two of them bring the same id.
    """
    items = [sources] if isinstance(sources, Source) else list(sources)
    if not items:
        raise ReportError("No report was given.", hint="Give a text, a path or a Report.")
    loaded = [one for item in items for one in load_each(item, fetch=fetch)]
    pile = _sorted_out(loaded)
    if not pile.reports:
        raise next(one.error for one in loaded if isinstance(one, Unread))
    return pile


def _sorted_out(loaded: Sequence[Loaded | Unread]) -> Pile:
    """Tell the reports that are read from those that are not."""
    reports, left_out, warnings = list[Loaded](), list[ReportFate](), list[str]()
    again = _given_before(loaded)
    identifiers = _ids(loaded, again)
    for position, (identifier, one) in enumerate(zip(identifiers, loaded, strict=True)):
        if isinstance(one, Unread):
            left_out.append(_left_out(identifier, "unreadable", one.name, str(one.error)))
            warnings.append(f"Not read: {one.error.message}")
        elif position in again:
            same = identifiers[again[position]]
            left_out.append(_left_out(identifier, "duplicate", one.name, f"It is the same as {same}."))
            warnings.append(f"{one.name} was given before, as {same}; it is read once.")
        else:
            reports.append(replace(one, report=one.report.model_copy(update={"id": identifier})))
            warnings.extend(one.warnings)
    if len({is_english(one.report) for one in reports}) > 1:
        warnings.append("The reports are not all in one language; the same fact may be told twice.")
    return Pile(tuple(reports), tuple(left_out), tuple(dict.fromkeys(warnings)))


def _given_before(loaded: Sequence[Loaded | Unread]) -> dict[int, int]:
    """By position what comes from a file and was given before, and the position where."""
    first: dict[Report, int] = {}
    before: dict[int, int] = {}
    for position, one in enumerate(loaded):
        if isinstance(one, Loaded) and one.name:
            same = first.setdefault(one.report, position)
            if same != position:
                before[position] = same
    return before


def _ids(loaded: Sequence[Loaded | Unread], again: Container[int]) -> list[str]:
    """An id for each: its own, or one that none has.

    Raises:
        ReportError: two bring the same.
    """
    own = {
        position: one.report.id
        for position, one in enumerate(loaded)
        if isinstance(one, Loaded) and one.report.id and position not in again
    }
    taken = set(own.values())
    if len(taken) < len(own):
        raise ReportError("Two reports have the same id.", hint="Give each its own, or leave ids empty.")
    identifiers, free = list[str](), 0
    for position in range(len(loaded)):
        if position not in own:
            free = max(free, position) + 1
            while f"r{free}" in taken:
                free += 1
        identifiers.append(own.get(position, f"r{free}"))
    return identifiers


def _left_out(
    identifier: str, status: Literal["duplicate", "unreadable"], name: str, reason: str
) -> ReportFate:
    return ReportFate(report=identifier, status=status, sentences=0, skipped=0, name=name, reason=reason)


def _read_path(path: Path, given: Mapping[str, Any]) -> list[Loaded | Unread]:
    found: list[Loaded | Unread] = [_accepted(raw, given) for raw in read_file(path)]
    if not found:
        raise ReportError(f"{printable(path)} is empty.", hint="Give a file with something in it.")
    return found


def _read_folder(folder: Path, given: Mapping[str, Any]) -> list[Loaded | Unread]:
    """Read a folder; a file that cannot be read costs itself alone, unless none can."""
    paths, warnings = files_in(folder)
    found: list[Loaded | Unread] = []
    for path in paths:
        try:
            found.extend(_read_path(path, given))
        except ReportError as error:
            found.append(Unread(printable(path), error))
    for position, one in enumerate(found):
        if isinstance(one, Loaded):
            found[position] = replace(one, warnings=(*warnings, *one.warnings))
            return found
    raise next(one.error for one in found if isinstance(one, Unread))


def _fetched(address: str, given: Mapping[str, Any], *, fetch: bool) -> Loaded:
    if not fetch:
        raise ReportError(
            "The report is an address of the web, and addresses are not opened unless that is asked for.",
            hint="Give --fetch, or fetch=True.",
        )
    from summarizer.reading.fetch import read_url

    return _accepted(read_url(address), given)


def _accepted(raw: Raw, given: Mapping[str, Any]) -> Loaded:
    return accept(replace(raw, fields={**raw.fields, **given}), raw.name)
