"""Profiles: applied by hand-made arithmetic, refused where they are no profile."""

from __future__ import annotations

import json
import math
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.confidence.profile import FORMAT_VERSION, DataSet, Platt, Profile, Term, load, profile_for
from summarizer.confidence.signals import signals
from summarizer.errors import ProfileError

COVER = Term(signal="cover", mean=0.5, scale=0.25, weight=2.0)
ASKED = Term(signal="p_yes", mean=0.4, scale=0.2, weight=1.0, missing=-0.5)
PROFILE = Profile(
    name="made up",
    models=("embedded",),
    made=date(2031, 5, 6),
    versions={"python": "3.11.2"},
    data=(DataSet(name="drills", rows=60, groups=12, supported=0.5),),
    intercept=0.25,
    terms=(COVER, ASKED),
    platt=Platt(a=0.5, b=0.1),
    shift=-0.2,
)


def odds(probability):
    return math.log(probability / (1 - probability))


def test_applying_is_standardise_weigh_platt_shift():
    raw = 0.25 + 2.0 * (0.75 - 0.5) / 0.25 + (0.6 - 0.4) / 0.2
    signals = {"cover": 0.75, "p_yes": 0.6, "unknown": 9.0}
    assert PROFILE.raw(signals) == pytest.approx(raw)
    assert odds(PROFILE.apply(signals)) == pytest.approx(0.5 * raw + 0.1 - 0.2)
    assert PROFILE.signals == ("cover", "p_yes")


@pytest.mark.parametrize("gap", [{}, {"p_yes": math.nan}, {"p_yes": math.inf}])
def test_a_missing_signal_counts_as_its_mean_and_for_being_missing(gap):
    assert PROFILE.raw({"cover": 0.5, **gap}) == pytest.approx(0.25 - 0.5)
    assert PROFILE.raw(gap) == pytest.approx(0.25 - 0.5)


def test_what_was_never_seen_is_not_extrapolated():
    assert PROFILE.raw({"cover": 1e9}) == PROFILE.raw({"cover": 0.5 + 4 * 0.25})


@given(st.dictionaries(st.sampled_from(["cover", "p_yes", "x"]), st.floats(allow_nan=True)))
def test_it_is_always_a_probability(signals):
    assert 0 < PROFILE.apply(signals) < 1


def test_a_profile_survives_its_file(tmp_path):
    path = tmp_path / "mine.json"
    path.write_text(PROFILE.model_dump_json(indent=2))
    assert load(path) == PROFILE
    assert load(str(path)) == PROFILE
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
    assert load(path) == PROFILE


def written(**changes):
    return json.dumps({**json.loads(PROFILE.model_dump_json()), **changes})


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("", "is not JSON"),
        ("\xff", "is not JSON"),
        ("[]", "is no profile"),
        ("{}", "is no profile"),
        (written(format_version=FORMAT_VERSION + 1), "of version 2"),
        (written(terms=[]), "terms"),
        (written(data=[]), "data"),
        (written(intercept=math.nan), "intercept"),
        (written(terms=[{**json.loads(COVER.model_dump_json()), "weight": math.inf}]), "terms.0.weight"),
        (written(terms=[{**json.loads(COVER.model_dump_json()), "scale": 0}]), "terms.0.scale"),
        (written(platt={"a": -1.0, "b": 0.0}), "platt.a"),
        (written(more=1), "more"),
    ],
)
def test_what_is_no_profile_is_refused(tmp_path, content, said):
    path = tmp_path / "bad.json"
    path.write_text(content, encoding="latin-1")
    with pytest.raises(ProfileError, match=said) as caught:
        load(path)
    assert "calibrate" in caught.value.hint


def test_a_profile_that_is_not_there(tmp_path):
    with pytest.raises(ProfileError, match="cannot be read") as caught:
        load(tmp_path / "none.json")
    assert "plain" in caught.value.hint


@pytest.mark.parametrize("name", ["embedded", "plain"])
def test_shipped_profiles_say_what_they_were_fitted_on_and_how_well_they_do(name):
    profile = load(name)
    assert {held.name for held in profile.held_out} == {data.name for data in profile.data}
    evidence = "Nine people were hurt when the old gate failed at Quint."
    sure, unsure = (signals("Nine people were hurt", evidence, evidence, likely=[p]) for p in (0.95, 0.05))
    assert set(profile.signals) <= set(sure)
    assert profile.apply(sure) > profile.apply(unsure)
    elsewhere = signals("Ada Moss sold 400 boats in Tirvane", evidence, evidence, likely=[0.95])
    assert profile.apply(sure) > profile.apply(elsewhere)


def test_the_embedded_model_has_its_profile_and_others_the_plain_one_with_a_warning():
    for own, name in ((False, "embedded"), (True, "embedded-own")):
        profile, warning = profile_for("embedded", has_logprobs=True, own=own)
        assert (profile.name, profile.own, warning) == (name, own, None)
    for model, logprobs in (("openai/other", True), ("anthropic/other", False)):
        profile, warning = profile_for(model, has_logprobs=logprobs, own=True)
        assert profile.name == "plain"
        assert model in warning
