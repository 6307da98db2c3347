"""Reading what came back, strictly: only a finished, unambiguous answer counts.

JSON parsers forgive what must not pass here: of two values under one key the last wins, NaN is a number, half
of a surrogate pair is a character. Each is a sign of an answer gone wrong.
"""

from __future__ import annotations

import json
import math
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from summarizer.llm.errors import ProviderFailed, UnusableAnswer
from summarizer.llm.usage import Tokens

if TYPE_CHECKING:
    from collections.abc import Mapping

_FIELD = re.compile(r"[a-z_]{1,30}")


@dataclass(slots=True)
class Exchange:
    """One HTTP request and what it brought, also where it failed.

    Attributes:
        tokens: what it cost.
        answer: what the model wrote, "" where nothing came.
        complaint: what is wrong with the answer, in words for the model.
    """

    tokens: Tokens = field(default_factory=Tokens)
    answer: str = ""
    complaint: str = ""


def read_body(text: str, exchange: Exchange) -> Mapping[str, Any]:
    """The JSON object that a response's body must be.

    Raises:
        ProviderFailed: empty, cut short, HTML, or not an object; retrying may help.
        UnusableAnswer: JSON, but ambiguous. ``exchange`` then holds the complaint.
    """
    if not text.strip():
        raise ProviderFailed("The provider's response was empty.")
    try:
        body: object = _loads(text)
    except _AmbiguousError as ambiguity:
        exchange.complaint = str(ambiguity)
        failure = UnusableAnswer(f"The model's answer cannot be used: {ambiguity}.")
    except (ValueError, RecursionError):
        failure = ProviderFailed("The provider's response was not JSON.", hint="Check the base URL.")
    else:
        if isinstance(body, dict):
            return body  # pyright: ignore[reportUnknownVariableType]
        failure = ProviderFailed("The provider's response was not a JSON object.", hint="Check the base URL.")
    raise failure


def check_answer(text: str, exchange: Exchange) -> None:
    """Make sure that the model's answer is one JSON value, unambiguous, with nothing around it.

    Raises:
        UnusableAnswer: it is not. ``exchange`` then holds the answer and the complaint.
    """
    exchange.answer = text
    try:
        _loads(text)
    except _AmbiguousError as ambiguity:
        problem = str(ambiguity)
    except (ValueError, RecursionError):
        problem = "it is not one JSON object with nothing around it" if text.strip() else "it is empty"
    else:
        return
    exchange.complaint = problem
    raise UnusableAnswer(f"The model's answer cannot be used: {problem}.")


def misfit(error: ValidationError, exchange: Exchange) -> UnusableAnswer:
    """The error for an answer that does not fit its schema.

    The model is told what pydantic says; the error itself names places and kinds only, since a value that is
    allowed or found may come from the document.
    """
    problems = error.errors(include_url=False, include_input=False, include_context=False)
    exchange.complaint = "; ".join(f"{_place(p['loc'])}: {p['msg']}" for p in problems[:3])
    kinds = "; ".join(f"{_place(p['loc'][:3], strict=True)}: {p['type']}" for p in problems[:3])
    return UnusableAnswer(f"The model's answer does not fit the schema ({kinds}).")


def _place(location: tuple[int | str, ...], *, strict: bool = False) -> str:
    parts = [
        str(part) if not strict or _FIELD.fullmatch(str(part)) or isinstance(part, int) else "?"
        for part in location
    ]
    return ".".join(parts) or "answer"


class _AmbiguousError(Exception):
    """JSON that another reader would understand differently."""


def _loads(text: str) -> object:
    value: object = json.loads(text, object_pairs_hook=_object, parse_constant=_constant, parse_float=_float)
    try:
        json.dumps(value, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        raise _AmbiguousError("it holds half a character (a lone surrogate)") from None
    return value


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) != len(pairs):
        raise _AmbiguousError("a key appears twice in one object")
    return made


def _constant(name: str) -> float:
    raise _AmbiguousError(f"{name} is no number")


def _float(digits: str) -> float:
    number = float(digits)
    if not math.isfinite(number):
        raise _AmbiguousError("a number is too large")
    return number
