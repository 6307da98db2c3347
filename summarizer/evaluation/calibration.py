"""Fit a calibrator: regularised logistic regression over signals, then a Platt step on rows it had not seen.

Needs scikit-learn (the extra ``fit``), which is imported when something is fitted. What comes out, a ``Profile``,
is applied without it.
"""

from __future__ import annotations

import importlib
import math
import sys
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from importlib.metadata import version
from typing import Any

from summarizer.confidence.profile import DataSet, Platt, Profile, Term, weighed
from summarizer.errors import InputError, LabelsError

MIN_ROWS = 50
"""Fewer labelled claims than these say too little."""
STRENGTH = 0.03
"""Inverse strength of the L2 penalty, for rows of mean weight 1; chosen on the sets kept for choosing."""
_FOLDS = 5
_FREE = 30.0
"""How large the mark of a set is, so that the penalty leaves its intercept be."""
_SUM = "sum"
"""What signals add up to, where that is one signal among others."""


@dataclass(frozen=True, slots=True)
class LabelledSignals:
    """A claim as a calibrator sees it.

    Attributes:
        signals: by name, all finite; missing ones are not in it.
        label: whether the evidence supports the claim.
        group: claims of one group hang together (those about one text, as a rule).
        set: the data set it comes from.
    """

    signals: Mapping[str, float]
    label: bool
    group: str
    set: str


def fit(
    rows: Sequence[LabelledSignals],
    *,
    name: str,
    models: Sequence[str] = (),
    signals: Sequence[str] | None = None,
    more: Sequence[LabelledSignals] = (),
    strength: float = STRENGTH,
) -> Profile:
    """Fit a profile.

    Each set counts the same, and in each the supported claims as much as the others, and each has an intercept of
    its own: else the regression learns which set a claim looks like, since their base rates differ and so does how
    their claims are worded. The Platt step is fitted on the log odds of rows that the regression had not seen, one
    set being left out at a time, or one of five parts by group where there is one set only.

    Args:
        rows: at least 50, of both labels.
        name: of the profile.
        models: the models whose answers are among the signals.
        signals: which signals to use, in order; all that occur where not given.
        more: other labelled claims, about which no model was asked. The signals that they have are weighed against
            each other on all claims, then their sum against the other signals on ``rows``: what takes no model can be
            had of many more claims (stacking: Wolpert 1992).
        strength: inverse strength of the penalty.

    Raises:
        LabelsError: too few rows, one label only, or a signal that is no finite number.
        InputError: scikit-learn is not installed.
    """
    names = tuple(signals) if signals is not None else _names(rows)
    _demand(rows, names, more)
    # What is the same of every claim tells nothing, and whoever applies the profile would have to ask for it.
    names = [name for name in names if len({row.signals.get(name) for row in (*rows, *more)}) > 1] or names
    unseen = _unseen(rows, names, strength, more)
    known = [(odds, row) for odds, row in zip(unseen, rows, strict=True) if odds is not None]
    if len({row.label for _, row in known}) < 2:
        raise LabelsError(
            "The labelled claims are of too few documents to hold any out.",
            hint="Label claims of more documents, some of either label in at least two.",
        )
    regression = _regression(rows, names, strength, more)
    return Profile(
        name=name,
        models=tuple(models),
        made=date.today(),
        versions=_versions(),
        data=_data([*rows, *more]),
        intercept=regression.intercept,
        terms=regression.terms,
        platt=platt([odds for odds, _ in known], [row for _, row in known]),
    )


def shifted(profile: Profile, rows: Sequence[LabelledSignals]) -> Profile:
    """Shift a profile to where it is used: its Platt step is fitted again on labels from there.

    Args:
        profile: any.
        rows: labelled claims of the program that applies it; at least 50, of both labels.

    Returns:
        The profile with another Platt step and these rows among its data. Shift with the reports but one and
        score that one, for each in turn, to see how well it does.

    Raises:
        LabelsError: as for ``fit``.
        InputError: scikit-learn is not installed.
    """
    _demand(rows, profile.signals)
    odds = [profile.raw(row.signals) for row in rows]
    return profile.model_copy(
        update={"platt": platt(odds, rows), "shift": 0.0, "data": (*profile.data, *_data(rows))}
    )


def platt(odds: Sequence[float], rows: Sequence[LabelledSignals]) -> Platt:
    """The Platt step that makes log odds probabilities; each set counts the same.

    Source: Platt (1999), with his targets that keep a small sample from certainty.
    """
    supported = sum(row.label for row in rows)
    high, low = (supported + 1) / (supported + 2), 1 / (len(rows) - supported + 2)
    sizes = Counter(row.set for row in rows)
    design: list[list[float]] = []
    labels: list[int] = []
    weights: list[float] = []
    for value, row in zip(odds, rows, strict=True):
        target = high if row.label else low
        for label, share in ((1, target), (0, 1 - target)):
            design.append([value])
            labels.append(label)
            weights.append(share / sizes[row.set] * len(rows) / len(sizes))
    model = _logistic(1e6, design, labels, weights)
    return Platt(a=max(1e-3, float(model.coef_[0][0])), b=float(model.intercept_[0]))


@dataclass(frozen=True, slots=True)
class _Regression:
    terms: tuple[Term, ...]
    intercept: float

    def odds(self, row: LabelledSignals) -> float:
        return self.intercept + weighed(self.terms, row.signals)


def _regression(
    rows: Sequence[LabelledSignals], names: Sequence[str], strength: float, more: Sequence[LabelledSignals]
) -> _Regression:
    common = [name for name in names if any(name in row.signals for row in more)]
    if not common:
        return _weighed(rows, names, strength)
    first = _weighed([*rows, *more], common, strength)
    summed = [replace(row, signals={**row.signals, _SUM: weighed(first.terms, row.signals)}) for row in rows]
    second = _weighed(summed, [_SUM, *(name for name in names if name not in common)], strength)
    total, *others = second.terms
    share = total.weight / total.scale
    terms = {term.signal: term for term in others} | {
        term.signal: term.model_copy(update={"weight": share * term.weight, "missing": share * term.missing})
        for term in first.terms
    }
    return _Regression(tuple(terms[name] for name in names), second.intercept - share * total.mean)


def _weighed(rows: Sequence[LabelledSignals], names: Sequence[str], strength: float) -> _Regression:
    """One regression over standardised signals, with an intercept for each set; their mean is the whole's."""
    blank = [_standard(name, [row.signals[name] for row in rows if name in row.signals]) for name in names]
    gaps = [term.signal for term in blank if any(term.signal not in row.signals for row in rows)]
    sets = list(dict.fromkeys(row.set for row in rows))
    design = [
        [
            *(term.part(row.signals.get(term.signal)) for term in blank),
            *(float(name not in row.signals) for name in gaps),
            *(_FREE * (row.set == name) for name in sets),
        ]
        for row in rows
    ]
    fitted = _logistic(strength, design, [row.label for row in rows], _balance(rows))
    weights = [float(weight) for weight in fitted.coef_[0]]
    missing = dict(zip(gaps, weights[len(blank) : len(blank) + len(gaps)], strict=True))
    terms = tuple(
        term.model_copy(update={"weight": weight, "missing": missing.get(term.signal, 0.0)})
        for term, weight in zip(blank, weights, strict=False)
    )
    own = math.fsum(weights[len(blank) + len(gaps) :]) * _FREE / len(sets)
    return _Regression(terms, float(fitted.intercept_[0]) + own)


def _standard(name: str, values: Sequence[float]) -> Term:
    """A term of weight 1 that takes the mean away and divides by the standard deviation.

    A signal may have no value: it can occur in the part alone that is held out.
    """
    if not values:
        return Term(signal=name, mean=0.0, scale=1.0, weight=1.0)
    mean = math.fsum(values) / len(values)
    scale = math.sqrt(math.fsum((value - mean) ** 2 for value in values) / len(values))
    return Term(signal=name, mean=mean, scale=scale or 1.0, weight=1.0)


def _balance(rows: Sequence[LabelledSignals]) -> list[float]:
    """Weights with which each set counts the same, and in it each label; their mean is 1."""
    sizes = Counter((row.set, row.label) for row in rows)
    return [len(rows) / len(sizes) / sizes[row.set, row.label] for row in rows]


def _unseen(
    rows: Sequence[LabelledSignals], names: Sequence[str], strength: float, more: Sequence[LabelledSignals]
) -> list[float | None]:
    """Log odds of each row from a regression fitted without its set, or without its fifth of the groups.

    None where the others are all of one label.
    """
    fold = _folds(rows)
    found: list[float | None] = [None] * len(rows)
    for out in dict.fromkeys(map(fold, rows)):
        rest, others = ([row for row in some if fold(row) != out] for some in (rows, more))
        if len({row.label for row in rest}) == 2:
            regression = _regression(rest, names, strength, others)
            found = [
                regression.odds(row) if fold(row) == out else odds
                for row, odds in zip(rows, found, strict=True)
            ]
    return found


def _folds(rows: Sequence[LabelledSignals]) -> Callable[[LabelledSignals], str | int]:
    """What tells the part of a row: its set, or the fifth that its group falls in where the rows are of one set."""
    if len({row.set for row in rows}) > 1:
        return lambda row: row.set
    order = {group: place for place, group in enumerate(sorted({row.group for row in rows}))}
    return lambda row: order[row.group] % _FOLDS if row.group in order else -1


def _logistic(
    strength: float, design: Sequence[Sequence[float]], labels: Sequence[int], weights: Sequence[float]
) -> Any:
    """A logistic regression fitted to weighted rows.

    On one thread: the matrices are so small that several spend most of their time waiting for each other.
    """
    kind, threads = _regressions()
    with threads.limit(limits=1):
        return kind(C=strength, max_iter=5000).fit(design, labels, sample_weight=weights)


@cache
def _regressions() -> tuple[Any, Any]:
    """The class of scikit-learn's regression, and the threads that its libraries compute on."""
    try:
        linear_model: Any = importlib.import_module("sklearn.linear_model")
        threadpoolctl: Any = importlib.import_module("threadpoolctl")  # comes with scikit-learn
    except ImportError:
        raise InputError("scikit-learn is not installed.", hint="Install 'summarizer[fit]'.") from None
    return linear_model.LogisticRegression, threadpoolctl.ThreadpoolController()


def _names(rows: Sequence[LabelledSignals]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for row in rows for name in row.signals))


def demand_labels(labels: Sequence[bool]) -> None:
    """Refuse labels that nothing can be fitted to.

    Raises:
        LabelsError: there are fewer than 50, or all are the same.
    """
    if len(labels) < MIN_ROWS:
        count = "is 1 labelled claim" if len(labels) == 1 else f"are {len(labels)} labelled claims"
        raise LabelsError(f"There {count}.", hint=f"Label at least {MIN_ROWS}.")
    if len(set(labels)) < 2:
        raise LabelsError(
            "All claims have the same label.", hint="Label supported and unsupported claims alike."
        )


def _demand(
    rows: Sequence[LabelledSignals], names: Sequence[str], more: Sequence[LabelledSignals] = ()
) -> None:
    demand_labels([row.label for row in rows])
    for number, row in enumerate([*rows, *more], 1):
        if bad := [name for name in names if not math.isfinite(row.signals.get(name, 0.0))]:
            raise LabelsError(f"Row {number}: {bad[0]} is not a finite number.", hint="Compute it again.")
    for name in names:
        if not any(name in row.signals for row in rows):
            raise LabelsError(f"No row has the signal {name}.", hint="Leave it out, or compute it.")


def _data(rows: Sequence[LabelledSignals]) -> tuple[DataSet, ...]:
    sets: dict[str, list[LabelledSignals]] = {}
    for row in rows:
        sets.setdefault(row.set, []).append(row)
    return tuple(
        DataSet(
            name=name,
            rows=len(members),
            groups=len({row.group for row in members}),
            supported=round(sum(row.label for row in members) / len(members), 4),
        )
        for name, members in sets.items()
    )


def _versions() -> dict[str, str]:
    python = ".".join(map(str, sys.version_info[:3]))
    return {
        "python": python,
        **{package: version(package) for package in ("summarizer", "scikit-learn", "numpy")},
    }
