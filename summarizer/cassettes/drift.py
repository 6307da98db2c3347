"""How a recording can have fallen behind the code, as far as the file alone tells."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from importlib import import_module
from typing import Any, Literal

from summarizer.cassettes.answers import answer
from summarizer.cassettes.entry import Stored

Kind = Literal["unplayed", "unsent", "orphan", "model", "prompt", "age", "broken", "secret"]
PromptVersion = Callable[[str], object]


@dataclass(frozen=True, slots=True)
class Drift:
    """One way in which a cassette no longer fits the code.

    Attributes:
        path: the cassette.
        kind: ``unplayed`` (a test left it over), ``unsent`` (the code now sends another request), ``orphan`` (no
            test uses the file), ``model`` (the answer no longer validates), ``prompt`` (the template is newer),
            ``age``, ``broken`` (the file cannot be read), ``secret`` (a key or token stands in it).
        text: what is wrong, in one line.
        entry: the entry's place in the file, from 1; 0 where the whole file is meant.
    """

    path: str
    kind: Kind
    text: str
    entry: int = 0


def fits(entry: Stored) -> bool | None:
    """Whether the answer validates against the response model as it is now.

    Returns:
        None where there is no answer, no model, or the model is made inside a function.

    Raises:
        LookupError: the model no longer exists.
    """
    name = entry.get("response_model")
    text = answer(entry["response"])
    if name is None or text is None or "<locals>" in name:
        return None
    model = _model(name)
    try:
        model.model_validate_json(text)
    except Exception:  # pydantic's own error, or whatever a validator raises
        return False
    return True


def drifted(
    path: str,
    number: int,
    entry: Stored,
    *,
    prompt_version: PromptVersion | None = None,
    max_age: timedelta | None = None,
) -> Iterator[Drift]:
    """What is wrong with an entry, judged by the models, prompts and date of today.

    Args:
        path: the cassette.
        number: the entry's place in it, from 1.
        entry: what is stored.
        prompt_version: gives the current version of the prompt of this name.
        max_age: how old a recording may be.
    """

    def drift(kind: Kind, text: str) -> Drift:
        return Drift(path, kind, f"entry {number}: {text}", number)

    # An answer that did not fit when it was recorded is there on purpose: its test is about that.
    if entry.get("fits") is not False:
        try:
            if fits(entry) is False:
                yield drift("model", f"the answer no longer fits {entry['response_model']}")
        except LookupError as missing:
            yield drift("model", missing.args[0])
    if prompt_version is not None and "prompt" in entry:
        outdated = _outdated(entry["prompt"], prompt_version)
        if outdated:
            yield drift("prompt", outdated)
    if max_age is not None:
        age = _age(entry)
        if age is not None and age > max_age:
            yield drift("age", f"recorded {age.days} days ago, more than {max_age.days}")


def _outdated(recorded: str, prompt_version: PromptVersion) -> str | None:
    name, _, version = recorded.rpartition("@")
    try:
        current = str(prompt_version(name))
    except Exception:  # whoever looks up templates has errors of their own
        return f"there is no prompt {name!r} any more"
    return None if current == version else f"recorded with {recorded}, the template is at version {current}"


def _model(name: str) -> Any:
    module, _, qualified = name.partition(":")
    try:
        found: Any = import_module(module)
        for part in qualified.split("."):
            found = getattr(found, part)
    except (ImportError, AttributeError, ValueError):
        raise LookupError(f"its response model {name} no longer exists") from None
    return found


def _age(entry: Stored) -> timedelta | None:
    try:
        recorded = datetime.fromisoformat(entry["recorded"]["at"])
    except (KeyError, TypeError, ValueError):
        return None
    return datetime.now(UTC) - recorded
