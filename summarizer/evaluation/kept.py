"""Answers kept as they come, so that work that was interrupted goes on where it stopped."""

from __future__ import annotations

import json
from collections.abc import Generator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, cast

from pydantic import BaseModel, ConfigDict, TypeAdapter, ValidationError

from summarizer.errors import InputError

HEAD = b'{"head":'
"""How the first line of a file of kept answers begins."""
_HINT = "Name another --output, or give the same data, model and options."


class Answer(BaseModel):
    """What every kept answer has."""

    model_config = ConfigDict(frozen=True, allow_inf_nan=False)

    id: str


class Kept:
    """A file of JSON lines: a head that says what was asked, then one answer a line, each written at once.

    Args:
        path: the file, which need not exist; None keeps the answers in memory alone.
        head: what was asked, JSON values by name.
        form: what an answer that is there already must be, an ``Answer`` or a union of such.

    Attributes:
        answers: what is there already, by ``id``.

    Raises:
        InputError: the file cannot be used, holds something else than answers, or was begun for another question.
    """

    def __init__(self, path: Path | None, head: Mapping[str, Any], form: Any = Answer) -> None:
        self.answers: dict[str, dict[str, Any]] = {}
        self._path = path
        if path is None:
            return
        with _usable(path):
            data = path.read_bytes() if path.exists() else b""
            if b"\n" in data or not (data.startswith(HEAD) or HEAD.startswith(data)):
                self._resume(path, data, head, TypeAdapter(form))
                return
            # There is nothing, or the work was interrupted before the head stood there whole.
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(b"")
            self._write({"head": head})

    def add(self, answer: dict[str, Any]) -> None:
        """Keep an answer, which has an ``id``.

        Raises:
            InputError: the file cannot be written any more.
        """
        self.answers[answer["id"]] = answer
        self._write(answer)

    def _resume(self, path: Path, data: bytes, head: Mapping[str, Any], form: TypeAdapter[Any]) -> None:
        whole = data[: data.rfind(b"\n") + 1]
        try:
            lines = [json.loads(line) for line in whole.splitlines()]
            begun = cast("dict[str, Any]", lines[0]["head"])
            other = sorted(name for name in {*begun, *head} if begun.get(name) != head.get(name))
        except (ValueError, LookupError, TypeError, AttributeError, RecursionError):
            raise InputError(f"{path} is no file of kept answers.", hint=_HINT) from None
        if other:
            raise InputError(f"{path} was begun otherwise: with other {', '.join(other)}.", hint=_HINT)
        for number, line in enumerate(lines[1:], 2):
            try:
                self.answers[form.validate_python(line).id] = line
            except ValidationError:
                raise InputError(
                    f"{path}, line {number} is no answer of this kind.",
                    hint="Remove the line, and what it answered is asked again.",
                ) from None
        if whole != data:
            # The last line was being written when the work was interrupted.
            with path.open("r+b") as file:
                file.truncate(len(whole))

    def _write(self, line: Mapping[str, Any]) -> None:
        if self._path is not None:
            with _usable(self._path), self._path.open("ab") as file:
                file.write(json.dumps(line, ensure_ascii=False).encode(errors="replace") + b"\n")


@contextmanager
def _usable(path: Path) -> Generator[None]:
    try:
        yield
    except OSError as error:
        raise InputError(
            f"{path} cannot be used: {error.strerror or type(error).__name__}.", hint=_HINT
        ) from None
