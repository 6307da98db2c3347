"""Labelled data as JSON lines: one checked row a line, and errors that name the line and never quote it."""

from __future__ import annotations

import codecs
import hashlib
import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Annotated, Any, Literal, TypeVar, cast

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    ValidationError,
    ValidationInfo,
    model_validator,
)

from summarizer.errors import LabelsError, ReportError
from summarizer.evaluation.kept import HEAD
from summarizer.reading.load import load
from summarizer.schema import Report
from summarizer.schema.base import Moment

Text = Annotated[str, Field(min_length=1)]


def _number(value: Any) -> Any:
    """Take true and false for 1 and 0."""
    return int(value) if isinstance(value, bool) else value


Label = Annotated[Literal[0, 1], BeforeValidator(_number)]
"""1 where the document supports the claim, else 0."""


Signals = dict[str, Annotated[float, Field(ge=-1e9, le=1e9)]]
"""By name; none is so large that a mean of squares of it is no number any more."""


_FORMS = {
    "doc": 'a text, or {"file": NAME}',
    "label": "0 or 1",
    "signals": "names with numbers from -1e9 to 1e9",
    "gold": "an object",
    "published": "a day or a time, ISO 8601,",
}
"""What a field of a row holds, in words; a text where it is not among these."""


class Files:
    """The reports in files that rows name, each read once.

    Args:
        folder: what their names are relative to.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._read: dict[str, Report] = {}

    def report(self, name: str) -> Report:
        """The report in a file.

        Raises:
            ReportError: it cannot be read, or is outside the folder: rows from elsewhere would send any file to a
                model.
        """
        if not (self._folder / name).resolve().is_relative_to(self._folder.resolve()):
            raise ReportError("The file is outside the folder of the rows.", hint="Put it beside them.")
        if name not in self._read:
            self._read[name] = load(self._folder / name).report
        return self._read[name]


def _document(value: Any, info: ValidationInfo) -> Any:
    """Take a text, or ``{"file": NAME}``, for the report that it is."""
    match value:
        case str() if value:
            return Report(text=value)
        case {"file": str(name)} if name and isinstance(info.context, Files):
            return info.context.report(name)
        case _:
            return value


Document = Annotated[Report, BeforeValidator(_document)]


class Row(BaseModel):
    """What every row has. Fields that are not listed are ignored."""

    model_config = ConfigDict(frozen=True, extra="ignore", allow_inf_nan=False)

    id: str = Field(default="", description="Unique; given by position where left out.")


class SupportRow(Row):
    """A claim about a document, and whether the document supports it."""

    doc: Document = Field(description="Its text, or {'file': NAME} beside the rows.")
    claim: Text
    label: Label
    group: str = Field(default="", description="What hangs together; the document where left out.")

    @property
    def of(self) -> str:
        """The group, that of its document where none was given."""
        return self.group or hashlib.sha256(self.doc.text.encode()).hexdigest()[:12]


class SignalsRow(Row):
    """A claim that was checked before: its signals, and whether its evidence supports it.

    There are none where the model was not asked, for nothing of the claim is in the document, or where the document
    could not be used (``failed``).
    """

    signals: Signals
    label: Label
    group: Text

    @model_validator(mode="before")
    @classmethod
    def _failed(cls, data: Any) -> object:
        if isinstance(data, dict) and "failed" in data:
            return {"signals": {}, **cast("dict[str, Any]", data)}
        return cast("object", data)


class IncidentRow(Row):
    """A report of an incident, and what is known of the incident."""

    text: Text
    gold: dict[str, Any]
    incident: str = Field(default="", description="Reports of one incident have the same.")
    published: Moment | None = None

    @property
    def of(self) -> str:
        """The incident, its own where none was given."""
        return self.incident or self.id


R = TypeVar("R", bound=Row)


def read_rows(path: Path, kind: type[R], lines: Sequence[bytes] | None = None) -> list[R]:
    """Read a file with one JSON object a line; blank lines are none, nor is the head of kept answers.

    Args:
        path: the file, UTF-8.
        kind: what each line must be.
        lines: its lines, where they were read before (a pipe can be read once).

    Returns:
        At least one row; each has its own id.

    Raises:
        LabelsError: the file cannot be read or holds nothing, a line is no such row, the file it names cannot be
            read, or an id stands twice.
    """
    rows: list[R] = []
    places: dict[str, int] = {}
    files = Files(path.parent)
    for number, line in enumerate(lines_of(path) if lines is None else lines, 1):
        if not line.strip() or (number == 1 and line.startswith(HEAD)):
            continue
        row = _row(path, number, line, kind, files)
        row = row if row.id else row.model_copy(update={"id": f"line-{number}"})
        if row.id in places:
            raise LabelsError(
                f"{path}, line {number}: the id of line {places[row.id]} stands again.",
                hint="Give each row its own id, or none.",
            )
        places[row.id] = number
        rows.append(row)
    if not rows:
        raise LabelsError(f"{path} holds no row.", hint="Give a file with one JSON object a line.")
    return rows


def are_answers(lines: Iterable[bytes]) -> bool:
    """Whether the rows of a file are claims that were checked before rather than texts, by the first one."""
    rows = (line for line in lines if line.strip() and not line.startswith(HEAD))
    try:
        first = json.loads(next(rows, b"{}"))
    except (ValueError, RecursionError):
        return False
    return isinstance(first, dict) and not {"signals", "failed"}.isdisjoint(cast("dict[str, Any]", first))


def model_of(lines: Sequence[bytes]) -> str | None:
    """The model that answers were asked of, where the head of the file says so."""
    if not lines or not lines[0].startswith(HEAD):
        return None
    try:
        model = json.loads(lines[0])["head"]["model"]
    except (ValueError, LookupError, TypeError, RecursionError):
        return None
    return model if isinstance(model, str) else None


def lines_of(path: Path) -> list[bytes]:
    """The lines of a file.

    Raises:
        LabelsError: it cannot be read.
    """
    try:
        return path.read_bytes().removeprefix(codecs.BOM_UTF8).split(b"\n")
    except OSError as error:
        raise LabelsError(
            f"{path} cannot be read: {error.strerror or type(error).__name__}.", hint="Check the path."
        ) from None


def _row(path: Path, number: int, line: bytes, kind: type[R], files: Files) -> R:
    try:
        return kind.model_validate_json(line, context=files)
    except ReportError as error:
        raise LabelsError(f"{path}, line {number}: {error.message}", hint=error.hint) from None
    except ValidationError as error:
        first = error.errors(include_input=False, include_url=False, include_context=False)[0]
        # What stands behind a field's own name may be the document's: the name of a signal, a key of the gold.
        field = next((str(step) for step in first["loc"] if step in kind.model_fields), "")
    if not field and not _is_utf8(line):
        raise LabelsError(f"{path}, line {number} is not UTF-8.", hint="Save the file as UTF-8.")
    if not field:
        raise LabelsError(
            f"{path}, line {number} is not a JSON object.", hint="Write one JSON object a line."
        )
    if first["type"] == "missing" and first["loc"] == (field,):
        raise LabelsError(f"{path}, line {number} has no {field}.", hint=_needed(kind))
    raise LabelsError(f"{path}, line {number}: {field} cannot be used.", hint=f"Write {_form(field)} there.")


def _is_utf8(line: bytes) -> bool:
    try:
        line.decode()
    except UnicodeDecodeError:
        return False
    return True


def _needed(kind: type[Row]) -> str:
    required = [name for name, field in kind.model_fields.items() if field.is_required()]
    return f"Each row needs {', '.join(f'{name} ({_form(name)})' for name in required)}."


def _form(field: str) -> str:
    return _FORMS.get(field, "a text")
