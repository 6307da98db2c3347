"""Fitting: what the data hold comes out, what they do not is refused."""

from __future__ import annotations

import math
import random
from dataclasses import replace

import pytest

from summarizer.errors import LabelsError
from summarizer.evaluation.calibration import LabelledSignals, fit, platt, shifted
from summarizer.evaluation.held_out import each_set_left_out

TRUTH = {"asked": 1.5, "cover": 1.0, "noise": 0.0}


def rows(count, *, name="drills", seed=0, base=0.0):
    """Claims whose label depends on two of three signals; ``base`` moves the share that is supported."""
    chance = random.Random(seed)
    made = []
    for number in range(count):
        signals = {signal: chance.gauss(0, 1) for signal in TRUTH}
        odds = base + sum(TRUTH[signal] * value for signal, value in signals.items())
        made.append(
            LabelledSignals(signals, chance.random() < 1 / (1 + math.exp(-odds)), str(number // 3), name)
        )
    return made


def brier(profile, labelled):
    return sum((profile.apply(row.signals) - row.label) ** 2 for row in labelled) / len(labelled)


def test_what_predicts_gets_the_weight():
    profile = fit(rows(900), name="mine", models=["embedded"], strength=1.0)
    weights = {term.signal: term.weight for term in profile.terms}
    assert weights["asked"] > weights["cover"] > 5 * abs(weights["noise"])
    assert (profile.name, profile.models) == ("mine", ("embedded",))
    (data,) = profile.data
    assert (data.rows, data.groups) == (900, 300)
    assert {"python", "scikit-learn", "summarizer"} <= set(profile.versions)


def test_it_is_calibrated_on_rows_it_has_not_seen():
    profile = fit(rows(1500), name="mine")
    fresh = rows(1500, seed=1)
    sure = [row.label for row in fresh if profile.apply(row.signals) > 0.8]
    assert 0.8 < sum(sure) / len(sure) <= 1
    assert brier(profile, fresh) < 0.19


def test_sets_with_other_base_rates_do_not_teach_which_set_it_is():
    """A signal that only tells the sets apart gets little weight, though it foretells most labels."""
    marked = [
        LabelledSignals({**row.signals, "which": side + chance.gauss(0, 0.1)}, row.label, row.group, row.set)
        for chance in [random.Random(5)]
        for side, part in [(0.0, rows(400, name="low", base=-2.0)), (1.0, rows(400, name="high", base=2.0))]
        for row in part
    ]
    weights = {term.signal: term.weight for term in fit(marked, name="two").terms}
    assert abs(weights["which"]) < weights["asked"] / 2


def test_a_signal_may_occur_in_one_part_alone():
    parts = [
        LabelledSignals(
            {**row.signals, **({"rare": 1.0} if row.group == "0" else {})}, row.label, row.group, row.set
        )
        for row in rows(300)
    ]
    profile = fit(parts, name="mine")
    assert "rare" in profile.signals
    assert brier(profile, parts) < 0.25


def test_a_signal_may_be_missing():
    whole = rows(600)
    gappy = [
        replace(row, signals={name: value for name, value in row.signals.items() if name != "asked"})
        if index % 3 == 0
        else row
        for index, row in enumerate(whole)
    ]
    profile = fit(gappy, name="gaps")
    assert {term.signal for term in profile.terms if term.missing} == {"asked"}
    sure = {"asked": 3.0, "cover": 1.0, "noise": 0.0}
    assert profile.apply(sure) > profile.apply({"cover": 1.0, "noise": 0.0})


def apart(rows, signal):
    """The same without a signal."""
    return [
        replace(row, signals={name: value for name, value in row.signals.items() if name != signal})
        for row in rows
    ]


def test_claims_nobody_was_asked_about_teach_the_other_signals():
    """Few answers, many claims: the weights of what all have come from the many."""
    few, many = rows(60, seed=7), apart(rows(3000, seed=8), "asked")
    alone, both = fit(few, name="alone", strength=1.0), fit(few, name="both", more=many, strength=1.0)
    assert both.signals == alone.signals

    def ratio(profile):
        weights = {term.signal: term.weight / term.scale for term in profile.terms}
        return weights["noise"] / weights["cover"]

    assert abs(ratio(both)) < 0.1 < abs(ratio(alone))
    assert {term.signal for term in both.terms if term.missing} == set()
    fresh = rows(1500, seed=9)
    assert brier(both, fresh) < brier(alone, fresh)
    (data,) = both.data
    assert data.rows == 3060


def test_the_sum_of_two_steps_is_what_the_first_one_says():
    """Where the few are the many, two steps say the same as one, but for the penalty."""
    labelled = rows(900)
    one, two = (fit(labelled, name="n", strength=100.0, more=more) for more in ((), apart(labelled, "asked")))
    for row in rows(20, seed=4):
        assert two.raw(row.signals) == pytest.approx(one.raw(row.signals), abs=0.25)


def test_only_the_signals_named_are_used_in_their_order():
    assert fit(rows(200), name="few", signals=["noise", "asked"]).signals == ("noise", "asked")


def test_a_shift_meets_another_base_rate():
    profile = fit(rows(900), name="mine")
    here = rows(600, name="here", seed=2, base=-2.0)
    moved = shifted(profile, here[:300])
    assert brier(moved, here[300:]) < brier(profile, here[300:])
    assert [data.name for data in moved.data] == ["drills", "here"]
    assert moved.terms == profile.terms


def test_platt_makes_log_odds_probabilities():
    labelled = rows(900)
    truth = [sum(TRUTH[name] * value for name, value in row.signals.items()) for row in labelled]
    step = platt([3 * odds for odds in truth], labelled)
    assert step.a == pytest.approx(1 / 3, abs=0.06)
    assert abs(step.b) < 0.25


def broken(index, **signals):
    made = rows(60)
    made[index] = replace(made[index], signals={**made[index].signals, **signals})
    return made


@pytest.mark.parametrize(
    ("labelled", "said"),
    [
        ([], "There are 0"),
        (rows(49), "There are 49"),
        ([replace(row, label=True) for row in rows(60)], "same label"),
        (broken(6, asked=math.nan), "Row 7: asked"),
        (broken(0, cover=math.inf), "Row 1: cover"),
    ],
)
def test_what_cannot_be_fitted_is_refused(labelled, said):
    with pytest.raises(LabelsError, match=said):
        fit(labelled, name="bad")


def test_what_cannot_be_fitted_beside_is_refused_too():
    with pytest.raises(LabelsError, match="Row 67: cover"):
        fit(rows(60), name="bad", more=apart(broken(6, cover=math.nan), "asked"))


def test_a_signal_that_no_row_has_is_refused():
    with pytest.raises(LabelsError, match="elsewhere"):
        fit(rows(60), name="bad", signals=["asked", "elsewhere"])


def test_each_set_is_scored_by_a_profile_that_has_not_seen_it():
    both = rows(300, name="one") + rows(300, name="other", seed=3)
    seen = []

    def fitted(those):
        seen.append({row.set for row in those})
        return fit(those, name="rest")

    first, second = each_set_left_out(both, fitted)
    assert ([first.name, second.name], seen) == (["one", "other"], [{"other"}, {"one"}])
    assert first.auroc > 0.7
    assert first.brier_skill > 0.1
