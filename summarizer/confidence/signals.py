"""Signals: what a claim, its evidence and a model's answers show about whether the one supports the other.

Each is one finite number from a small function with its source named there; a profile makes one probability of
them. Those that a text does not give are missing.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import date, datetime
from statistics import fmean

from summarizer.confidence import lexical
from summarizer.confidence.cues import hedges
from summarizer.confidence.dates import days_off
from summarizer.confidence.exclusive import swaps
from summarizer.confidence.fragments import fragment
from summarizer.confidence.names import names_off
from summarizer.confidence.negation import negation_off
from summarizer.confidence.numbers import numbers_off
from summarizer.confidence.roles import swapped
from summarizer.confidence.stems import content_words, word_set
from summarizer.confidence.units import units_off
from summarizer.schema.base import day_of

_EDGE = 0.001
"""Probabilities nearer to 0 or 1 count as this: what a small model is sure of is not infinitely sure."""
_SOFTNESS = 4.0
"""Log odds within which facts of a claim count about the same."""


def signals(
    claim: str,
    evidence: str,
    context: str = "",
    *,
    likely: Sequence[float] = (),
    beside: Sequence[tuple[float, float]] = (),
    published: date | datetime | None = None,
    denied: bool = False,
    otherwise: bool = False,
    as_fact: bool = False,
) -> dict[str, float]:
    """All signals of a claim, by name.

    Args:
        claim: the claim.
        evidence: the text that should bear it.
        context: the report it comes from, for how rare a word is and for what else it says.
        likely: how likely a model says that the evidence supports the claim, in [0, 1]; behind it the same for each
            fact of the claim, where it was taken apart, and for what else was asked of it.
        beside: the same for a fact and a rival of it (``stages.rivals``), for each rival.
        published: the day of the report (or a time in it), which relative days are placed against.
        denied: whether the evidence denies the claim, so that negation is expected to differ.
        otherwise: whether ``compare.told_otherwise`` finds something for a fact of the claim.
        as_fact: whether the claim tells as a fact what the sentence that bears it hedges or only has somebody accuse
            somebody of.

    Returns:
        Finite numbers, rounded to four digits.
    """
    found = {
        **wording(claim, evidence, context),
        **contents(claim, evidence, context, day_of(published) if published else None, denied=denied),
        "otherwise": float(otherwise),
        "as_fact": float(as_fact),
    }
    if likely:
        found |= asked(likely, beside, new_name=found["names_new"] > 0)
    return {name: round(value, 4) for name, value in found.items()}


def wording(claim: str, evidence: str, context: str) -> dict[str, float]:
    """How much of the claim's wording the evidence has, and how much the report has nowhere."""
    mine, there = content_words(claim), content_words(evidence)
    known, anywhere = word_set(evidence), word_set(context or evidence)
    rarity, unseen = lexical.rarity_in(context or evidence)
    return {
        "cover": lexical.cover(mine, known),
        "rare_cover": lexical.rare_cover(mine, known, rarity, unseen),
        "pair_cover": lexical.pair_cover(mine, there),
        "density": lexical.density(mine, there),
        "longest_gap": math.log1p(lexical.longest_gap(mine, known)),
        "new_words": math.log1p(len(set(mine) - anywhere)),
        "fragment": fragment(claim),
    }


def contents(
    claim: str, evidence: str, context: str, published: date | None, *, denied: bool = False
) -> dict[str, float]:
    """What of the claim's typed content the evidence does not have: how many numbers, names, days and so on.

    Of numbers and names that stand nowhere in the report ("new") one tells as much as several.
    """
    return {
        "numbers_off": float(len(numbers_off(claim, evidence, context, published=published))),
        "numbers_new": float(
            bool(numbers_off(claim, context or evidence, beside=evidence, published=published))
        ),
        "names_off": float(len(names_off(claim, evidence))),
        "names_new": float(bool(names_off(claim, evidence, context))),
        "days_off": float(len(days_off(claim, evidence, published))),
        "units_off": float(len(units_off(claim, evidence))),
        "negation_off": float(not denied and bool(negation_off(claim, evidence))),
        "swaps": float(len(swaps(claim, evidence))),
        "roles_off": float(swapped(claim, evidence) is not None),
        "surer": float(bool(hedges(evidence)) and not hedges(claim)),
    }


def asked(
    likely: Sequence[float], beside: Sequence[tuple[float, float]] = (), *, new_name: bool = False
) -> dict[str, float]:
    """What a model answers about the claim, which comes first, and about each of its facts.

    ``p_yes`` is P(True) of Kadavath et al. 2022. ``p_weak_odds`` is the mean log odds of the claim and its facts,
    where answers count the more the more they doubt (the Boltzmann operator, a soft minimum): a claim is hardly
    better than its weakest fact, but the least of many noisy answers is low by chance. Where the claim has a name
    that is nowhere in the report (``new_name``) it is at most 0: a Yes to such a claim passed over the name.
    ``outdone`` is by how much, in log odds and at most 1, a rival is likelier than the fact that it rivals.
    """
    odds = [log_odds(answer) for answer in likely]
    weak = fmean(odds, weights=[math.exp(-one / _SOFTNESS) for one in odds])
    return {
        "p_yes": likely[0],
        "p_yes_odds": odds[0],
        "p_weak_odds": min(weak, 0.0) if new_name else weak,
        "outdone": min(1.0, max((outdone(fact, rival) for fact, rival in beside), default=0.0)),
    }


def outdone(fact: float, rival: float) -> float:
    """By how much a rival is likelier than a fact, in log odds; 0 where it is not."""
    return max(0.0, log_odds(rival) - log_odds(fact))


def log_odds(probability: float) -> float:
    """log(p / (1 - p)), at most 6.9 either way."""
    inside = min(1 - _EDGE, max(_EDGE, probability))
    return math.log(inside / (1 - inside))
