"""A fitted calibrator as a file: logistic regression over the signals, a Platt step, and how well it did.

Applying one takes nothing but the standard library; ``summarizer.evaluation.calibration`` fits them.
"""

from __future__ import annotations

import codecs
import json
import math
from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any, cast

from pydantic import Field, ValidationError

from summarizer.errors import ProfileError
from summarizer.schema.base import Frozen

FORMAT_VERSION = 1
"""The form of profile that this package reads and writes."""
PLAIN = "plain"
"""The shipped profile for models that nobody has fitted one for."""
_SHIPPED = ("embedded", "embedded-own", PLAIN)
_REACH = 4.0
"""Scales from the mean beyond which a signal says no more: what was never seen is not extrapolated."""


class Term(Frozen):
    """One signal's part in the sum: ``weight * (value - mean) / scale``."""

    signal: str = Field(min_length=1)
    mean: float
    scale: float = Field(gt=0)
    weight: float
    missing: float = Field(
        default=0.0, description="Added where the signal is missing, which counts as its mean."
    )

    def part(self, value: float | None) -> float:
        """What a value adds to the log odds; None, like what is not finite, is a missing signal."""
        if value is None or not math.isfinite(value):
            return self.missing
        return self.weight * max(-_REACH, min(_REACH, (value - self.mean) / self.scale))


def weighed(terms: Sequence[Term], signals: Mapping[str, float]) -> float:
    """What signals add to the log odds."""
    return sum(term.part(signals.get(term.signal)) for term in terms)


class Platt(Frozen):
    """``sigmoid(a * z + b)``.

    Source: Platt, "Probabilistic outputs for support vector machines" (1999).
    """

    a: float = Field(default=1.0, gt=0)
    b: float = 0.0


class DataSet(Frozen):
    """Labelled claims that a profile was fitted on."""

    name: str
    rows: int = Field(ge=1)
    groups: int = Field(ge=1, description="Independent ones: documents, as a rule.")
    supported: float = Field(ge=0, le=1, description="Share of the rows whose claim is supported.")


class HeldOut(Frozen):
    """How well it did on rows that the fit had not seen."""

    name: str = Field(description="The set, or what was left out at a time.")
    rows: int = Field(ge=1)
    auroc: float | None = Field(ge=0, le=1)
    brier_skill: float | None = Field(
        description="1 - Brier / the base rate's Brier; 0 is no better than it."
    )
    ece: float = Field(ge=0, le=1, description="Expected calibration error.")


class Profile(Frozen):
    """A calibrator: what turns the signals of a claim into one probability, and where it comes from.

    All numbers are finite.
    """

    format_version: int = FORMAT_VERSION
    name: str = Field(min_length=1)
    models: tuple[str, ...] = Field(description="The models it was fitted for, by name.")
    own: bool = Field(
        default=False,
        description="For claims that the model wrote itself, which are right more often than given ones.",
    )
    made: date
    versions: dict[str, str] = Field(description="Packages that it was fitted with.")
    data: tuple[DataSet, ...] = Field(min_length=1)
    intercept: float
    terms: tuple[Term, ...] = Field(min_length=1, description="In the order of the fit.")
    platt: Platt = Platt()
    shift: float = Field(default=0.0, description="Added to the log odds, for another base rate.")
    held_out: tuple[HeldOut, ...] = ()

    @property
    def signals(self) -> tuple[str, ...]:
        """Names of the signals it takes, in order."""
        return tuple(term.signal for term in self.terms)

    def raw(self, signals: Mapping[str, float]) -> float:
        """The log odds before the Platt step and the shift.

        Args:
            signals: by name; others than the profile's are ignored. One that is missing counts as its mean, which
                draws the probability towards the base rate.
        """
        return self.intercept + weighed(self.terms, signals)

    def apply(self, signals: Mapping[str, float]) -> float:
        """The probability that the evidence supports the claim, strictly between 0 and 1.

        Args:
            signals: as for ``raw``.
        """
        odds = self.platt.a * self.raw(signals) + self.platt.b + self.shift
        return 1 / (1 + math.exp(-max(-30.0, min(30.0, odds))))


def load(name_or_path: str | Path) -> Profile:
    """Load a shipped profile by name, or one of yours by path.

    Raises:
        ProfileError: there is none, it is of another version, or what it says is no profile.
    """
    if isinstance(name_or_path, str) and name_or_path in _SHIPPED:
        return _shipped(name_or_path)
    try:
        written = Path(name_or_path).read_bytes().removeprefix(codecs.BOM_UTF8)
    except OSError:
        raise ProfileError(
            f"The profile {name_or_path} cannot be read.",
            hint=f"Give the path of a JSON file, or one of {', '.join(_SHIPPED)}.",
        ) from None
    return _parsed(written, str(name_or_path))


def profile_for(model: str, *, has_logprobs: bool, own: bool) -> tuple[Profile, str | None]:
    """The shipped profile for a model, and a warning where it was not fitted for that model.

    Args:
        model: its name, ``embedded`` or ``provider/model``.
        has_logprobs: whether it tells how likely its answer's tokens are.
        own: whether the claims are the model's own rather than given ones.
    """
    if has_logprobs:
        for profile in map(_shipped, _SHIPPED):
            if model in profile.models and profile.own == own:
                return profile, None
    return _shipped(PLAIN), (
        f"Confidence is not calibrated for {model}: the profile '{PLAIN}' was applied, which was fitted without it."
    )


@cache
def _shipped(name: str) -> Profile:
    written = resources.files("summarizer.confidence").joinpath("profiles", f"{name}.json").read_bytes()
    return _parsed(written, name)


def _parsed(written: bytes, name: str) -> Profile:
    hint = "Fit it again with 'summarizer calibrate'."
    try:
        data: Any = json.loads(written)
    except (ValueError, RecursionError):
        raise ProfileError(f"The profile {name} is not JSON.", hint=hint) from None
    version = cast("dict[str, Any]", data).get("format_version") if isinstance(data, dict) else None
    if version is None:
        raise ProfileError(f"{name} is no profile.", hint=hint)
    if version != FORMAT_VERSION:
        raise ProfileError(f"The profile {name} is of version {version!r}, not {FORMAT_VERSION}.", hint=hint)
    try:
        return Profile.model_validate_json(written)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        place = ".".join(str(step) for step in first["loc"]) or "the file"
        raise ProfileError(f"The profile {name}: {place}: {first['msg']}.", hint=hint) from None
