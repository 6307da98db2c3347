"""A journal of answers: what a run that was interrupted had been told, so that the same run asks only for the rest.

A question is known by everything that its answer depends on: the model and its seed, the messages, the form of the
answer and the room for it. A changed report or prompt is another question and is asked anew. The file holds
answers about the reports, and no question and no key; only its owner may read it.
"""

from __future__ import annotations

import hashlib
import json
import os
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar, cast

from pydantic import BaseModel, ValidationError

from summarizer.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import BinaryIO

    from summarizer.llm.prompts import Prompt

T = TypeVar("T", bound=BaseModel)


class Journal:
    """Answers by question, each written to a file as soon as it is known.

    Args:
        path: the file; made where it is not there, gone on with where it is.
        asked: the model and the seed: what is the same for all questions of a run.

    Attributes:
        taken: how many answers of an earlier run were used.

    Raises:
        InputError: the file cannot be read or written.
    """

    def __init__(self, path: Path, asked: tuple[str, ...]) -> None:
        self.taken = 0
        self._asked = asked
        self._forms: dict[type[BaseModel], Any] = {}
        try:
            self._file = _opened(path)
            self._earlier = dict(_answers(self._file))
        except OSError as error:
            raise InputError(
                f"The journal {path} cannot be written ({type(error).__name__}).",
                hint="Name a file in a directory of yours.",
            ) from None

    def filled(self, prompt: Prompt, response_model: type[T], max_tokens: int) -> T | None:
        """The answer to a question for ``Model.fill``; None where there is none that has its form."""
        try:
            answer = response_model.model_validate(
                self._earlier[self._key(prompt, response_model, max_tokens)]
            )
        except (KeyError, ValidationError):
            return None
        self.taken += 1
        return answer

    def keep_filled(self, prompt: Prompt, max_tokens: int, response_model: type[T], answer: T) -> None:
        """Keep what ``Model.fill`` was answered."""
        self._keep(self._key(prompt, response_model, max_tokens), answer.model_dump(mode="json"))

    def probability(self, prompt: Prompt) -> float | None:
        """The answer to a question for ``Model.probability``; None where there is none."""
        answer = self._earlier.get(self._key(prompt, None, 1))
        if not isinstance(answer, float):
            return None
        self.taken += 1
        return answer

    def keep_probability(self, prompt: Prompt, answer: float) -> None:
        """Keep what ``Model.probability`` was answered."""
        self._keep(self._key(prompt, None, 1), answer)

    def close(self) -> None:
        """Close the file, which stays."""
        self._file.close()

    def _key(self, prompt: Prompt, response_model: type[BaseModel] | None, max_tokens: int) -> str:
        form = self._form(response_model) if response_model else None
        question = [*self._asked, [asdict(message) for message in prompt.messages], form, max_tokens]
        return hashlib.sha256(json.dumps(question, sort_keys=True).encode()).hexdigest()

    def _form(self, response_model: type[BaseModel]) -> Any:
        if response_model not in self._forms:
            self._forms[response_model] = response_model.model_json_schema()
        return self._forms[response_model]

    def _keep(self, key: str, answer: Any) -> None:
        self._file.write(json.dumps([key, answer]).encode() + b"\n")
        self._file.flush()


def _opened(path: Path) -> BinaryIO:
    """The file, open to be read and to be added to, for its owner alone."""
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND | getattr(os, "O_BINARY", 0), 0o600)
    return os.fdopen(descriptor, "a+b")


def _answers(file: BinaryIO) -> Iterator[tuple[str, Any]]:
    """What a journal holds. A line that was cut off when a run ended is nothing, and ends where the next begins."""
    file.seek(0)
    line = b"\n"
    for line in file:
        try:
            pair: Any = json.loads(line)
        except (ValueError, RecursionError):
            continue
        if isinstance(pair, list) and len(cast("list[Any]", pair)) == 2 and isinstance(pair[0], str):
            yield pair[0], pair[1]
    if not line.endswith(b"\n"):
        file.write(b"\n")
