"""The signals: what each sees, on pairs of texts that differ in one thing."""

from __future__ import annotations

import math
import time
from datetime import date
from statistics import fmean

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.confidence import lexical
from summarizer.confidence.dates import as_told, days_off
from summarizer.confidence.exclusive import swaps
from summarizer.confidence.roles import swapped
from summarizer.confidence.signals import log_odds, signals
from summarizer.confidence.stems import content_words, stem, word_set
from summarizer.confidence.units import units_off


@pytest.mark.parametrize(("one", "other"), [("burned", "burning"), ("Fires", "fire"), ("union’s", "union's")])
def test_forms_of_a_word_are_one(one, other):
    assert stem(one) == stem(other)


def test_rare_words_count_more():
    report = "The harbour burned. The harbour closed. The harbour reopened. A trawler sank."
    rarity, unseen = lexical.rarity_in(report)
    claim = content_words("harbour trawler")

    def share(evidence):
        return lexical.rare_cover(claim, word_set(evidence), rarity, unseen)

    assert share("The trawler") > 0.5 > share("The harbour")
    assert share(report) == 1.0
    assert lexical.cover(claim, word_set("The trawler")) == 0.5


def test_pairs_runs_and_copies():
    evidence = content_words("old gate failed, north bridge closed")
    assert lexical.pair_cover(content_words("old gate failed"), evidence) == 1.0
    assert lexical.pair_cover(content_words("gate old failed"), evidence) == 0.0
    copied = lexical.density(content_words("old gate failed"), evidence)
    assert copied == pytest.approx(math.log1p(3))
    assert copied > lexical.density(content_words("old bridge failed"), evidence) > 0
    assert lexical.longest_gap(content_words("old brick mill burned gate"), set(evidence)) == 3


@pytest.mark.parametrize(
    ("claim", "evidence", "pair"),
    [
        ("Prices rose", "Prices fell", ("rose", "fell")),
        ("It closed before dawn", "It closed after dawn", ("before", "after")),
        ("A northern road", "A southern road", ("northern", "southern")),
        ("They meet on Monday", "They meet on Friday", ("Monday", "Friday")),
        ("The leak is likely", "The leak is unlikely", ("likely", "unlikely")),
        ("It was the third fire", "It was the second fire", ("third", "second")),
        ("It broke in the afternoon", "It broke in the morning", ("afternoon", "morning")),
        ("The court upheld the ban", "The court quashed the ban", ("upheld", "quashed")),
    ],
)
def test_words_that_exclude_each_other(claim, evidence, pair):
    (found,) = swaps(claim, evidence)
    assert (found.claimed, found.found) == pair


@pytest.mark.parametrize(
    ("claim", "evidence"),
    [
        ("Prices rose", "Prices rose, then fell"),
        ("Prices increased", "Prices rose, then fell"),
        ("Prices rose and fell", "Prices fell"),
        ("The north gate", "The gate"),
        ("Prices rose", "Prices climbed"),
        ("The union met", "The on-call team met"),
        ("Hale died", "Hale did not survive"),
        ("Fishing is not allowed", "Fishing is banned"),
        ("The trial started", "The road was closed"),
    ],
)
def test_what_does_not_exclude_each_other(claim, evidence):
    assert swaps(claim, evidence) == []


def test_units():
    assert units_off("a 5 mile walk", "a 5 km walk") == [("mile", "km")]
    assert units_off("It cost $40", "It cost €40") == [("dollar", "euro")]
    assert units_off("5 kilometres", "5km") == []
    assert units_off("5 miles", "9 km") == []
    assert units_off("40 percent", "40 boats") == []


def test_days():
    assert days_off("on 4 May", "on 3 May") == [("4 May", "3 May")]
    assert days_off("on May 4, 2031", "on 4 May") == []
    assert days_off("on Tuesday", "it burned") == [("Tuesday", None)]
    assert days_off("no day", "on 3 May") == []


def test_relative_days_are_placed_against_the_report():
    tuesday = date(2031, 5, 6)
    assert days_off("on Monday", "yesterday", tuesday) == []
    assert days_off("on 5 May 2031", "yesterday", tuesday) == []
    assert days_off("on Sunday", "yesterday", tuesday) == [("Sunday", "yesterday")]
    assert days_off("on Monday", "yesterday") == [("Monday", None)]
    assert days_off("on Monday", "tomorrow", date.max) == [("Monday", None)]
    assert days_off("on Monday", "on Sunday", date.min) == [("Monday", "Sunday")]


def test_the_numbers_of_a_day_are_there_where_the_text_places_it():
    saturday = date(2031, 11, 9)
    for day in ("8 November", "8 November 2031", "2031-11-08"):
        assert signals(f"Four died on {day}", "Four died yesterday", published=saturday)["numbers_new"] == 0
    assert signals("Four died on 8 November", "Four died yesterday")["numbers_new"] == 1
    assert signals("Eight died on 8 November", "Four died yesterday", published=saturday)["numbers_off"] == 1
    assert signals("Four died on 7 November", "Four died yesterday", published=saturday)["numbers_new"] == 1


def test_days_in_the_words_of_the_text():
    sunday = date(2031, 11, 9)
    assert as_told("On 8 November four died", "yesterday", sunday) == "yesterday four died"
    assert as_told("It fell on 7 November, not 8 November", "on Friday, not yesterday", sunday) == (
        "It fell on Friday, not yesterday"
    )
    assert as_told("Four died on 8 November", "yesterday, 8 November", sunday) == "Four died on 8 November"
    assert as_told("Four died on Saturday", "yesterday", sunday) == "Four died on Saturday"
    assert as_told("Four died on 8 November", "yesterday", None) == "Four died on 8 November"


@given(st.text())
def test_a_claim_without_another_day_stays_as_it_is(text):
    assert as_told(text, text, date(2031, 11, 9)) == text


def test_who_did_what():
    assert swapped("Moss accused Brandt", "Brandt accused Moss") == ("Moss", "Brandt")
    assert swapped("Moss accused Brandt", "Moss accused Brandt on Monday") is None
    assert swapped("Moss was accused by Brandt", "Brandt accused Moss") is None
    assert swapped("Moss accused Brandt", "Brandt met Moss") is None


def test_a_claim_that_is_surer_than_its_evidence():
    assert signals("Two are missing", "Two are reportedly missing")["surer"] == 1
    assert signals("Two are reportedly missing", "Two are reportedly missing")["surer"] == 0


def test_what_the_model_says():
    found = signals("a b", "a b", likely=[0.8, 0.9, 0.5])
    assert (found["p_yes"], found["p_yes_odds"]) == (0.8, pytest.approx(math.log(4), abs=1e-3))
    assert 0 < found["p_weak_odds"] < math.log(9) / 2
    assert found["p_weak_odds"] == pytest.approx(0.9844, abs=1e-4)  # weights 0.707, 0.577 and 1
    assert math.isfinite(signals("a", "a", likely=[0.0])["p_yes_odds"])
    assert "p_yes" not in signals("a b", "a b")


@given(st.lists(st.floats(0, 1), min_size=1, max_size=6))
def test_facts_count_the_more_the_more_they_are_doubted(parts):
    odds = [log_odds(answer) for answer in (0.5, *parts)]
    weak = signals("a b", "a b", likely=[0.5, *parts])["p_weak_odds"]
    assert min(odds) - 1e-3 <= weak <= fmean(odds) + 1e-3


def test_a_yes_to_a_name_that_is_nowhere_is_none():
    known, strange = (
        signals(f"a man of {town} fled", "a man of Quint fled", likely=[0.9]) for town in ("Quint", "Dahl")
    )
    assert known["p_weak_odds"] == known["p_yes_odds"] > 2
    assert (strange["names_new"], strange["p_weak_odds"], strange["p_yes"]) == (1, 0, 0.9)
    doubted = signals("a man of Dahl fled", "a man fled", likely=[0.1])["p_weak_odds"]
    assert doubted == pytest.approx(-math.log(9), abs=1e-3)


TEXTS = st.one_of(
    st.sampled_from(["5 MİLLİON", "MİLLİONS fled", "FRİDAY, 3 aprıl"]),
    st.text(max_size=60),
    st.text("Aa1 .,%$€-“no\u0130ß", max_size=40),
)


@given(TEXTS, TEXTS, TEXTS, st.lists(st.floats(0, 1), max_size=3))
def test_every_signal_of_any_text_is_finite(claim, evidence, context, likely):
    found = signals(claim, evidence, context, likely=likely)
    assert all(math.isfinite(value) for value in found.values())
    for name in ("cover", "rare_cover", "pair_cover"):
        assert 0 <= found[name] <= 1


@given(TEXTS)
def test_a_text_says_what_it_says(text):
    found = signals(text, text)
    assert found["cover"] == found["pair_cover"] == found["rare_cover"] == 1
    assert not any(found[name] for name in ("numbers_off", "days_off", "units_off", "negation_off", "swaps"))


def test_they_are_cheap():
    """At most 1 ms a claim once its report is known; ten times that here, since other work may run beside it."""
    report = " ".join(
        f"On day {n} gate {n} of the mill at Quint failed and {n} boats sank." for n in range(40)
    )
    claims = [f"Gate {n} failed and {n + 1} boats sank at Quint" for n in range(40)]
    evidence = " ".join(report.split(". ")[:5])
    signals("warm", evidence, report)
    before = time.process_time()
    for claim in claims:
        signals(claim, evidence, report)
    assert (time.process_time() - before) / len(claims) < 0.01


@pytest.mark.parametrize(
    "claim",
    [
        "They did not go home and " * 4_000,
        " and ".join(f"Ada{chr(97 + n % 26)}{chr(97 + n // 26)}" for n in range(400)),
        " ".join(f"un{n:x}likely" for n in range(8_000)),
        " and ".join(f"{n} boats" for n in range(3_000, 7_000)),
    ],
)
def test_a_claim_without_end_takes_no_time_without_end(claim):
    before = time.process_time()
    signals(claim, "They went home to Quint and Adaaa with some two boats.")
    assert time.process_time() - before < 3


def test_a_rival_that_is_likelier_counts_up_to_a_limit():
    def outdone(*beside):
        return signals("a b", "a b", likely=[0.6], beside=beside)["outdone"]

    assert outdone() == outdone((0.6, 0.5)) == 0
    assert outdone((0.6, 0.5), (0.6, 0.7)) == pytest.approx(log_odds(0.7) - log_odds(0.6), abs=1e-4)
    assert outdone((0.6, 0.99)) == 1
    assert "outdone" not in signals("a b", "a b")


def test_what_is_told_otherwise_is_a_signal():
    assert [signals("a b", "a b", otherwise=otherwise)["otherwise"] for otherwise in (False, True)] == [0, 1]
