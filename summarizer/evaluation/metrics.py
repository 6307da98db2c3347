"""How good a confidence is: does it rank, does it mean what it says, and how sure are we of either.

A confidence ranks where supported claims have more of it than others (AUROC), and it means what it says where of
the claims with 0.9 nine in ten are supported (Brier score, calibration error). Each figure has a weakness that
another one shows, so they stand together in ``Figures``: AUROC is blind to calibration, the Brier score is small
wherever one label is rare (hence the skill against the base rate), and the calibration error of a perfect scorer
is not zero on few claims (hence its floor).

Labels are True where the claim is supported. A metric that the rows cannot give (one class only, no rows) is None.
"""

from __future__ import annotations

import random
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from pydantic import Field

from summarizer.schema.base import Frozen, Probability

BINS = 10
DRAWS = 1000
"""Resamples of a bootstrap; simulated label sets of a calibration floor."""
LEVEL = 0.95
CUTS = (0.5, 0.7, 0.8, 0.9, 0.95)


@dataclass(frozen=True, slots=True)
class Scored:
    """A claim with its confidence in [0, 1] and whether it is supported; claims of one group hang together."""

    score: float
    label: bool
    group: str


Weights = Sequence[float]
"""How often each row counts, in the order of the rows."""
Metric = Callable[[Sequence[Scored], Weights | None], float | None]


class Estimate(Frozen):
    """A figure with its interval; the interval is null where there are too few groups to resample."""

    value: float
    low: float | None = None
    high: float | None = None


class Bin(Frozen):
    """Claims of about the same confidence."""

    low: Probability = Field(description="Lower edge.")
    high: Probability = Field(description="Upper edge.")
    count: int = Field(ge=1)
    score: Probability = Field(description="Their mean confidence.")
    supported: Probability = Field(description="The share of them that is supported.")


class CalibrationError(Frozen):
    """An expected calibration error beside what a perfect scorer would show on as many claims."""

    value: Probability
    floor: Probability = Field(description="The mean for labels drawn with exactly these probabilities.")
    floor_high: Probability = Field(description="What 95 in 100 of such draws stay below.")


class Cut(Frozen):
    """What is left when claims under a confidence are put aside."""

    confidence: Probability
    coverage: Probability = Field(description="The share of claims that is left.")
    supported: Estimate | None = Field(
        description="The share of those that is supported; null for none left."
    )


class Figures(Frozen):
    """All figures for one set of scored claims."""

    claims: int
    groups: int
    base_rate: Probability = Field(description="The share of claims that is supported.")
    auroc: Estimate | None
    brier: Estimate
    brier_skill: Estimate | None = Field(description="1 is perfect, 0 no better than the base rate.")
    ece: CalibrationError = Field(description="Over bins of equal width.")
    ece_mass: CalibrationError = Field(description="Over bins of equal size.")
    threshold: Probability = Field(description="From which on a claim is taken for supported.")
    balanced_accuracy: Estimate | None = Field(description="At that threshold.")
    cuts: tuple[Cut, ...]
    bins: tuple[Bin, ...] = Field(description="Of equal width, for the reliability diagram.")


def figures(rows: Sequence[Scored], *, threshold: float = 0.5, seed: int = 0, draws: int = DRAWS) -> Figures:
    """All figures, with intervals by group.

    Args:
        rows: one or more.
        threshold: from which confidence on a claim is taken for supported.
        seed: of the resampling and of the simulated labels.
        draws: how many of each.

    Raises:
        ValueError: there is no row, or a score is outside [0, 1].
    """
    if not rows or not all(0 <= row.score <= 1 for row in rows):
        raise ValueError("there must be rows, with scores in [0, 1]")
    metrics = (brier, auroc, brier_skill, balanced_accuracy_at(threshold), *map(supported_from, CUTS))
    quality, ranking, skill, accuracy, *kept = _estimates(rows, metrics, seed, draws)
    assert quality is not None  # any row has one
    return Figures(
        claims=len(rows),
        groups=len({row.group for row in rows}),
        base_rate=_mean([float(row.label) for row in rows]),
        auroc=ranking,
        brier=quality,
        brier_skill=skill,
        ece=calibration_error(rows, equal_width(), seed=seed, draws=draws),
        ece_mass=calibration_error(rows, equal_mass(rows), seed=seed, draws=draws),
        threshold=threshold,
        balanced_accuracy=accuracy,
        cuts=tuple(
            Cut(
                confidence=cut,
                coverage=_mean([float(row.score >= cut) for row in rows]),
                supported=supported,
            )
            for cut, supported in zip(CUTS, kept, strict=True)
        ),
        bins=tuple(bins(rows, equal_width())),
    )


def auroc(rows: Sequence[Scored], weights: Weights | None = None) -> float | None:
    """The chance that a supported claim scores above an unsupported one, a tie being half a chance.

    The area under the ROC curve as the Mann-Whitney statistic (Hanley & McNeil 1982).
    """
    pairs = sorted(
        (row.score, row.label, weight) for row, weight in zip(rows, _weights(rows, weights), strict=True)
    )
    above = below = won = 0.0
    for _, tied in groupby(pairs, key=lambda pair: pair[0]):
        supported = unsupported = 0.0
        for _, label, weight in tied:
            if label:
                supported += weight
            else:
                unsupported += weight
        won += supported * (below + unsupported / 2)
        above += supported
        below += unsupported
    return won / (above * below) if above and below else None


def brier(rows: Sequence[Scored], weights: Weights | None = None) -> float | None:
    """The mean squared distance of confidence from label, 0 to 1, lower being better (Brier 1950)."""
    whole = squares = 0.0
    for row, weight in zip(rows, _weights(rows, weights), strict=True):
        whole += weight
        squares += weight * (row.score - row.label) ** 2
    return squares / whole if whole else None


def brier_skill(rows: Sequence[Scored], weights: Weights | None = None) -> float | None:
    """The share of the base rate's Brier score that the confidence saves (Murphy 1973).

    1 is perfect, 0 is what always saying the base rate gives, below 0 is worse than that.
    """
    weights = _weights(rows, weights)
    whole = sum(weights)
    rate = sum(weight for row, weight in zip(rows, weights, strict=True) if row.label) / whole if whole else 0
    quality = brier(rows, weights)
    return 1 - quality / (rate * (1 - rate)) if quality is not None and 0 < rate < 1 else None


def balanced_accuracy_at(threshold: float) -> Metric:
    """The mean of the shares of supported and of unsupported claims on the right side of a threshold."""

    def metric(rows: Sequence[Scored], weights: Weights | None = None) -> float | None:
        right, whole = {True: 0.0, False: 0.0}, {True: 0.0, False: 0.0}
        for row, weight in zip(rows, _weights(rows, weights), strict=True):
            whole[row.label] += weight
            right[row.label] += weight * ((row.score >= threshold) == row.label)
        return (right[True] / whole[True] + right[False] / whole[False]) / 2 if all(whole.values()) else None

    return metric


def supported_from(cut: float) -> Metric:
    """The share of supported claims among those with at least a confidence."""

    def metric(rows: Sequence[Scored], weights: Weights | None = None) -> float | None:
        kept = [
            (weight, row.label)
            for row, weight in zip(rows, _weights(rows, weights), strict=True)
            if row.score >= cut
        ]
        whole = sum(weight for weight, _ in kept)
        return sum(weight for weight, label in kept if label) / whole if whole else None

    return metric


def estimated(
    rows: Sequence[Scored], metric: Metric, *, seed: int = 0, draws: int = DRAWS
) -> Estimate | None:
    """A metric with its percentile bootstrap interval (``LEVEL``), whole groups being drawn.

    Source: Efron (1979); of groups: Field & Welsh (2007).

    Args:
        rows: all of them.
        metric: one of this module.
        seed: the same one gives the same groups for every metric.
        draws: how many resamples. Those that the metric says nothing of (one class) do not count.
    """
    return _estimates(rows, (metric,), seed, draws)[0]


def _estimates(
    rows: Sequence[Scored], metrics: Sequence[Metric], seed: int, draws: int
) -> list[Estimate | None]:
    """What ``estimated`` gives for each of these metrics, all on the same resamples."""
    drawn: list[list[float]] = [[] for _ in metrics]
    # Sorting what is sorted is quick: the ranking metrics sort at each draw.
    ordered = sorted(rows, key=lambda row: (row.score, row.label))
    for weights in _resamples(ordered, seed, draws):
        for metric, found in zip(metrics, drawn, strict=True):
            again = metric(ordered, weights)
            if again is not None:
                found.append(again)
    return [
        _estimate(metric(rows, None), sorted(found)) for metric, found in zip(metrics, drawn, strict=True)
    ]


def _resamples(rows: Sequence[Scored], seed: int, draws: int) -> Iterator[Weights]:
    """How often each row counts in each resample; none where there is but one group."""
    names = sorted({row.group for row in rows})
    if len(names) < 2:
        return
    number = {name: position for position, name in enumerate(names)}
    groups = [number[row.group] for row in rows]
    chance = random.Random(seed)
    for _ in range(draws):
        times = [0] * len(names)
        for group in chance.choices(range(len(names)), k=len(names)):
            times[group] += 1
        yield [times[group] for group in groups]


def _estimate(value: float | None, drawn: Sequence[float]) -> Estimate | None:
    if value is None or not drawn:
        return None if value is None else Estimate(value=value)
    return Estimate(
        value=value, low=_quantile(drawn, (1 - LEVEL) / 2), high=_quantile(drawn, (1 + LEVEL) / 2)
    )


def equal_width() -> list[float]:
    """Edges of bins that are equally wide, from 0 to 1."""
    return [number / BINS for number in range(BINS + 1)]


def equal_mass(rows: Sequence[Scored]) -> list[float]:
    """Edges of bins that hold about as many claims each, from 0 to 1; equal scores stay in one bin.

    Adaptive bins as in Nguyen & O'Connor 2015.
    """
    scores = sorted(row.score for row in rows)
    cuts = {scores[number * len(scores) // BINS] for number in range(1, BINS)}
    return [0.0, *sorted(cuts - {0.0, 1.0}), 1.0]


def bins(rows: Iterable[Scored], edges: Sequence[float]) -> list[Bin]:
    """The bins that hold a claim, in order. A score on an edge belongs to the bin above it.

    Args:
        rows: the claims.
        edges: ascending, from 0 to 1.
    """
    held: list[list[Scored]] = [[] for _ in pairwise(edges)]
    for row in rows:
        held[_bin(row.score, edges)].append(row)
    return [
        Bin(
            low=low,
            high=high,
            count=len(members),
            score=min(1.0, _mean([row.score for row in members])),
            supported=_mean([float(row.label) for row in members]),
        )
        for (low, high), members in zip(pairwise(edges), held, strict=True)
        if members
    ]


def calibration_error(
    rows: Sequence[Scored], edges: Sequence[float], *, seed: int = 0, draws: int = DRAWS
) -> CalibrationError:
    """The expected calibration error (Naeini, Cooper & Hauskrecht 2015) and its floor.

    The floor is what a scorer shows that is calibrated perfectly: labels are drawn with the very scores as their
    chances (the consistency resampling of Broecker & Smith 2007).

    Args:
        rows: one or more.
        edges: of the bins.
        seed: of the draws.
        draws: how many label sets are drawn.
    """
    places = [_bin(row.score, edges) for row in rows]
    sums = [0.0] * (len(edges) - 1)
    for row, place in zip(rows, places, strict=True):
        sums[place] += row.score

    def error(labels: Iterable[bool]) -> float:
        gaps = sums.copy()
        for label, place in zip(labels, places, strict=True):
            if label:
                gaps[place] -= 1
        return sum(map(abs, gaps)) / len(rows)

    chance = random.Random(seed)
    perfect = sorted(error([chance.random() < row.score for row in rows]) for _ in range(draws))
    return CalibrationError(
        value=error(row.label for row in rows), floor=_mean(perfect), floor_high=_quantile(perfect, LEVEL)
    )


def risk_coverage(rows: Sequence[Scored]) -> list[tuple[float, float]]:
    """The risk-coverage curve (El-Yaniv & Wiener 2010): what is kept, the surest first, and how much of it is wrong.

    Returns:
        (coverage, risk) for each confidence that occurs: the share of claims that have at least that, and the share
        of those that is not supported. Ends at coverage 1.
    """
    kept = wrong = 0
    curve: list[tuple[float, float]] = []
    ranked = sorted(rows, key=lambda row: -row.score)
    for _, tied in groupby(ranked, key=lambda row: row.score):
        for row in tied:
            kept += 1
            wrong += not row.label
        curve.append((kept / len(rows), wrong / kept))
    return curve


def kappa(one: Sequence[bool], other: Sequence[bool]) -> float | None:
    """How far two people agree beyond chance on the same claims (Cohen 1960); None where both always say the same.

    Args:
        one: the labels of one of them.
        other: those of the other, in the same order.
    """
    agreed = _mean([float(mine == yours) for mine, yours in zip(one, other, strict=True)])
    mine, yours = _mean([float(label) for label in one]), _mean([float(label) for label in other])
    expected = mine * yours + (1 - mine) * (1 - yours)
    return (agreed - expected) / (1 - expected) if expected < 1 else None


def _bin(score: float, edges: Sequence[float]) -> int:
    return min(bisect_right(edges, score), len(edges) - 1) - 1


def _weights(rows: Sequence[Scored], weights: Weights | None) -> Weights:
    return [1] * len(rows) if weights is None else weights


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values)


def _quantile(ordered: Sequence[float], share: float) -> float:
    """Between the two nearest values (type 7 of Hyndman & Fan 1996)."""
    place = share * (len(ordered) - 1)
    below = int(place)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (place - below) * (ordered[above] - ordered[below])
