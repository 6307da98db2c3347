"""Metrics: values known by hand or from the papers, against scikit-learn, and what no rows can tell."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.evaluation.metrics import (
    Scored,
    auroc,
    balanced_accuracy_at,
    bins,
    brier,
    brier_skill,
    calibration_error,
    equal_mass,
    equal_width,
    estimated,
    figures,
    kappa,
    risk_coverage,
    supported_from,
)


def rows(*pairs, group=str):
    return [Scored(score, bool(label), group(number)) for number, (score, label) in enumerate(pairs)]


def drawn(count, *, seed=1, power=1.0, groups=None):
    """Claims whose label is drawn with their score to a power: calibrated for power 1."""
    chance = random.Random(seed)
    made = []
    for number in range(count):
        score = chance.random()
        made.append(Scored(score, chance.random() < score**power, str(number % (groups or count))))
    return made


SMALL = rows((0.9, 1), (0.8, 1), (0.7, 0), (0.4, 1), (0.2, 0))


def test_auroc_counts_the_pairs_that_are_in_order():
    assert auroc(SMALL) == pytest.approx(5 / 6)
    assert auroc(rows((0.5, 1), (0.5, 0))) == 0.5
    assert auroc(rows((0.1, 1), (0.9, 0))) == 0
    assert auroc(rows((0.1, 1), (0.9, 1))) is None


def test_brier_is_the_mean_square():
    assert brier(SMALL) == pytest.approx((0.01 + 0.04 + 0.49 + 0.36 + 0.04) / 5)


def test_the_base_rate_has_no_skill_and_the_truth_has_all():
    assert brier_skill(rows((0.6, 1), (0.6, 1), (0.6, 1), (0.6, 0), (0.6, 0))) == pytest.approx(0)
    assert brier_skill(rows((1, 1), (0, 0))) == 1
    assert brier_skill(rows((0, 1), (1, 0))) == -3
    assert brier_skill(rows((0.5, 0), (0.2, 0))) is None


def test_balanced_accuracy_does_not_count_heads():
    many = rows(*[(0.9, 1)] * 8, (0.9, 0), (0.1, 0))
    assert balanced_accuracy_at(0.5)(many, None) == pytest.approx(0.75)
    assert balanced_accuracy_at(0.95)(many, None) == 0.5
    assert balanced_accuracy_at(0.5)(rows((0.9, 1)), None) is None


def test_supported_among_what_is_kept():
    assert supported_from(0.7)(SMALL, None) == pytest.approx(2 / 3)
    assert supported_from(0.95)(SMALL, None) is None


@given(
    st.lists(
        st.tuples(st.sampled_from([0.0, 0.1, 0.3, 0.5, 1.0]), st.booleans(), st.integers(0, 3)), min_size=1
    )
)
def test_a_weight_is_that_many_rows(weighted):
    once = [Scored(score, label, "g") for score, label, _ in weighted]
    often = [row for row, (_, _, times) in zip(once, weighted, strict=True) for _ in range(times)]
    times = [times for _, _, times in weighted]
    for metric in (auroc, brier, brier_skill, balanced_accuracy_at(0.3), supported_from(0.3)):
        expected, got = metric(often, None), metric(once, times)
        assert got == (None if expected is None else pytest.approx(expected))


@pytest.mark.parametrize("seed", range(3))
def test_as_scikit_learn_has_it(seed):
    skm = pytest.importorskip("sklearn.metrics")
    sample = drawn(300, seed=seed, power=2)
    sample = [Scored(round(row.score, 1), row.label, row.group) for row in sample]  # with ties
    weights = [random.Random(seed + place).randint(0, 3) for place in range(len(sample))]
    truth, score = [row.label for row in sample], [row.score for row in sample]
    for given_weights in (None, weights):
        assert auroc(sample, given_weights) == pytest.approx(
            skm.roc_auc_score(truth, score, sample_weight=given_weights)
        )
        assert brier(sample, given_weights) == pytest.approx(
            skm.brier_score_loss(truth, score, sample_weight=given_weights)
        )
        assert balanced_accuracy_at(0.5)(sample, given_weights) == pytest.approx(
            skm.balanced_accuracy_score(truth, [one >= 0.5 for one in score], sample_weight=given_weights)
        )


def test_the_bins_are_those_of_scikit_learn():
    calibration = pytest.importorskip("sklearn.calibration")
    sample = drawn(500, power=2)
    share, mean = calibration.calibration_curve(
        [row.label for row in sample], [row.score for row in sample], n_bins=10
    )
    ours = bins(sample, equal_width())
    assert [one.supported for one in ours] == pytest.approx(list(share))
    assert [one.score for one in ours] == pytest.approx(list(mean))


def test_bins_hold_every_row_once_also_on_the_edges():
    sample = rows((0, 0), (0.1, 0), (0.3, 1), (0.95, 1), (1, 1))
    held = bins(sample, equal_width())
    assert [(one.low, one.count) for one in held] == [(0, 1), (0.1, 1), (0.3, 1), (0.9, 2)]
    assert held[-1].supported == 1


def test_equal_mass_keeps_equal_scores_together():
    sample = rows(*[(0.9, 1)] * 50, *[(number / 100, 0) for number in range(50)])
    held = bins(sample, equal_mass(sample))
    assert sum(one.count for one in held) == 100
    assert max(one.count for one in held) == 50
    assert equal_mass(rows((1.0, 1))) == [0, 1]


def test_calibration_error_by_hand():
    sample = rows((0.95, 1), (0.95, 0), (0.15, 0), (0.15, 0))
    error = calibration_error(sample, equal_width(), draws=10)
    assert error.value == pytest.approx((abs(0.95 - 0.5) * 2 + 0.15 * 2) / 4)


def test_the_floor_is_what_a_perfect_scorer_shows():
    """A perfect scorer shows about .024 on 1000 claims in ten bins; one that is not shows more than the floor."""
    perfect = calibration_error(drawn(1000), equal_width(), draws=300)
    assert perfect.floor == pytest.approx(0.027, abs=0.006)
    assert perfect.value < perfect.floor_high
    assert calibration_error(drawn(100), equal_width(), draws=300).floor > 2 * perfect.floor
    off = calibration_error(drawn(1000, power=2), equal_width(), draws=300)
    assert off.value > 3 * off.floor_high


def test_an_interval_is_seeded_and_covers_the_value():
    sample = drawn(200)
    first, again, other = (estimated(sample, auroc, seed=seed, draws=200) for seed in (1, 1, 2))
    assert first == again != other
    assert first.low < first.value < first.high


def test_rows_of_a_group_are_drawn_together():
    """The same rows in fewer groups say less: their interval is wider."""
    alone = drawn(200)
    in_pairs = [Scored(row.score, row.label, row.group) for row in alone for _ in range(4)]
    apart = [Scored(row.score, row.label, str(place)) for place, row in enumerate(in_pairs)]
    together, single = estimated(in_pairs, brier, draws=300), estimated(apart, brier, draws=300)
    assert together.high - together.low > 1.5 * (single.high - single.low)


def test_one_group_has_no_interval():
    only = estimated(rows((0.9, 1), (0.2, 0), group=lambda _: "g"), auroc)
    assert (only.value, only.low, only.high) == (1, None, None)


def test_risk_falls_where_the_unsure_are_put_aside():
    assert risk_coverage(SMALL) == [(0.2, 0), (0.4, 0), (0.6, 1 / 3), (0.8, 1 / 4), (1, 2 / 5)]
    assert risk_coverage(rows((0.5, 1), (0.5, 0))) == [(1, 0.5)]


def test_all_figures_of_a_calibrated_scorer():
    got = figures(drawn(400, groups=80), draws=100)
    assert (got.claims, got.groups, got.threshold) == (400, 80, 0.5)
    assert got.auroc.value == pytest.approx(5 / 6, abs=0.05)  # 5/6 for uniform scores
    assert got.brier_skill.low > 0
    assert got.ece.value < got.ece.floor_high
    assert [cut.confidence for cut in got.cuts] == [0.5, 0.7, 0.8, 0.9, 0.95]
    assert got.cuts[3].supported.value > 0.85
    assert type(got).model_validate_json(got.model_dump_json()) == got


def test_figures_of_one_class_leave_out_what_it_cannot_tell():
    got = figures(rows((0.9, 1), (0.8, 1)), draws=10)
    assert (got.auroc, got.brier_skill, got.balanced_accuracy) == (None, None, None)
    assert got.brier.value == pytest.approx(0.025)
    assert got.cuts[-1].supported is None


@pytest.mark.parametrize("score", [1.1, -0.1, float("nan")])
def test_a_score_is_a_probability(score):
    with pytest.raises(ValueError, match="scores in"):
        figures(rows((score, 1)))


def test_no_rows():
    with pytest.raises(ValueError, match="must be rows"):
        figures([])


def test_kappa_is_agreement_beyond_chance():
    """The worked example of many textbooks: 20 both yes, 15 both no, 5 and 10 apart; agreement .7, kappa .4."""
    one = [True] * 25 + [False] * 25
    other = [True] * 20 + [False] * 5 + [True] * 10 + [False] * 15
    assert kappa(one, other) == pytest.approx(0.4)
    assert kappa([True, False], [False, True]) == -1
    assert kappa([True, True], [True, True]) is None
