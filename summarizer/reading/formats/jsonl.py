"""JSON Lines: a report a line, as an object with ``text`` and what is known about it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, BinaryIO, cast

from summarizer.errors import ReportError
from summarizer.reading.raw import LIMIT, Raw, too_large

FIELDS = ("text", "id", "title", "publisher", "published", "url", "timezone", "language")
"""What is read of a line; other fields are left out, and that is said."""


def read_jsonl(file: BinaryIO, name: str) -> Iterator[Raw]:
    """Read the reports of a file line by line; blank lines are none.

    Args:
        file: UTF-8, read as far as reports are asked for.
        name: what errors and warnings call it.

    Raises:
        ReportError: a line is no object, has no text or is too large; it names the line.
    """
    number = 0
    while line := file.readline(LIMIT):
        number += 1
        where = f"{name}, line {number}"
        if len(line) >= LIMIT:
            raise too_large(where)
        if number == 1:
            line = line.removeprefix(b"\xef\xbb\xbf")
        if line.strip():
            yield _record(line, name, where)


def _record(line: bytes, name: str, where: str) -> Raw:
    try:
        tree: Any = json.loads(line.decode())
    except UnicodeDecodeError as error:
        raise ReportError(
            f"{where}: not UTF-8 at byte {error.start}.", hint="Save the file as UTF-8."
        ) from None
    except json.JSONDecodeError as error:
        raise ReportError(
            f"{where}: not JSON at column {error.colno}.", hint="Write one JSON object a line."
        ) from None
    except (ValueError, RecursionError):  # a number of thousands of digits; brackets without end
        raise ReportError(
            f"{where}: not JSON that can be read.", hint="Write one JSON object a line."
        ) from None
    if not isinstance(tree, dict):
        raise ReportError(f"{where}: not a JSON object.", hint='Write {"text": "...", "publisher": "..."}.')
    given = cast("dict[str, Any]", tree)
    fields = {key: given[key] for key in FIELDS if given.get(key) is not None}
    if type(fields.get("id")) is int:
        fields["id"] = str(fields["id"])
    if wrong := [key for key, value in fields.items() if not isinstance(value, str)]:
        raise ReportError(f"{where}: {wrong[0]} is not a string.", hint="Put it in quotation marks.")
    if "text" not in fields:
        raise ReportError(f"{where}: there is no text.", hint='Give each object a "text".')
    others = sorted(set(given) - set(FIELDS))
    named = ", ".join(key[:40].encode(errors="replace").decode() for key in others[:5])
    return Raw(where, fields, (f"{name}: fields that were not read: {named}.",) if others else ())
