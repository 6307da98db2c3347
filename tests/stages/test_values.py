"""What of a model's value stands, and in which type. The claims are made by hand."""

from __future__ import annotations

from datetime import date, datetime
from enum import Enum

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.schema import (
    Certainty,
    Cited,
    Claim,
    CountRange,
    IncidentSummary,
    Report,
    Statement,
    TimeSpan,
)
from summarizer.schema.own import own_fields
from summarizer.stages.values import Misfit, Shown, cite, has_form, read_value

TUESDAY = date(2031, 3, 4)
REPORT = Report(text="", id="r1", published=TUESDAY)


class Force(Enum):
    WEAK = "weak"
    STRONG = "strong"


class Every(IncidentSummary):
    text: Cited[str] | None = None
    whole: Cited[int] | None = None
    number: Cited[float] | None = None
    yes: Cited[bool] | None = None
    day: Cited[date] | None = None
    moment: Cited[datetime] | None = None
    span: Cited[TimeSpan] | None = None
    count: Cited[CountRange] | None = None
    force: Cited[Force] | None = None


FIELDS = {field.name: field for field in own_fields(Every)}


def shown(text, *, quote="", identifier="c1", confidence=0.9, certainty=Certainty.STATED, stamp=""):
    quote = quote or text
    told = Statement(report="r1", start=0, end=len(quote), quote=quote, certainty=certainty)
    claim = Claim(
        id=identifier, text=text, statements=(told,), confidence=confidence, certainty=certainty, voices=1
    )
    return Shown(claim, stamp, REPORT)


CLAIM = "At least nine engines fought the 3.5 hour fire at the Halden depot on Monday at 18:40"


@pytest.mark.parametrize(
    ("name", "said", "value"),
    [
        ("text", "the Halden  depot", "the Halden depot"),
        ("whole", "9", 9),
        ("whole", "at least nine", 9),
        ("number", "3.5", 3.5),
        ("number", "nine engines", 9.0),
        ("yes", "yes", True),
        ("yes", "no", False),
        ("day", "Monday", date(2031, 3, 3)),
        ("moment", "on Monday at 18:40", datetime(2031, 3, 3, 18, 40)),
        ("count", "nine", CountRange(low=9, high=None)),
        ("count", "9", CountRange(low=9, high=None)),
        ("force", "strong", Force.STRONG),
    ],
)
def test_a_value_of_its_type(name, said, value):
    cited = read_value(FIELDS[name], said, [shown(CLAIM)], quoted=False)
    assert (cited.value, type(cited.value)) == (value, type(value))
    assert (cited.claims, cited.confidence) == (("c1",), 0.9)
    assert type(cited) is FIELDS[name].kind


def test_a_time_keeps_its_words_and_its_precision():
    span = read_value(FIELDS["span"], "on Monday", [shown(CLAIM)], quoted=False).value
    assert (span.start, span.precision) == (date(2031, 3, 3), "day")
    assert span.text in "on Monday"


@pytest.mark.parametrize(
    ("name", "said", "why"),
    [
        ("text", "the Oslo depot", "not what its claims say"),
        ("text", "ten engines", "not what its claims say"),
        ("text", "a warehouse full of old paint", "not what its claims say"),
        ("text", " ", "says nothing"),
        ("text", "9", "says nothing"),
        ("whole", "ten", "not a number of its claims"),
        ("whole", "3.5", "no whole number"),
        ("whole", "many", "names no number"),
        ("count", "3.5", "no whole number"),
        ("number", "18:40", "names no number"),
        ("day", "Sunday", "not a time that its claims name"),
        ("day", "18:40", "no day"),
        ("day", "the depot", "not a time"),
        ("moment", "Monday", "no point in time"),
        ("span", "19:40", "not a time that its claims name"),
        ("force", "fierce", "none of weak, strong"),
        ("yes", "perhaps", "none of yes, no"),
    ],
)
def test_a_value_that_does_not_stand_says_why(name, said, why):
    with pytest.raises(Misfit, match=why):
        read_value(FIELDS[name], said, [shown(CLAIM)], quoted=False)


def test_a_value_without_a_claim_does_not_stand():
    with pytest.raises(Misfit, match="cites no claim"):
        read_value(FIELDS["yes"], "yes", [], quoted=True)


def test_words_of_the_quote_count_only_where_they_may():
    one = shown("A fire broke out", quote="A fire broke out at 18:40 on Sunday in Oslo, killing two.")
    for name, said in (("text", "Oslo"), ("whole", "two"), ("day", "Sunday")):
        assert read_value(FIELDS[name], said, [one], quoted=True)
        with pytest.raises(Misfit):
            read_value(FIELDS[name], said, [one], quoted=False)


def test_a_value_rests_on_all_claims_cited_and_is_as_sure_as_the_least():
    both = [shown("Nine engines came"), shown("They came to Halden", identifier="c2", confidence=0.3)]
    cited = read_value(FIELDS["text"], "nine engines came to Halden", [*both, both[0]], quoted=False)
    assert (cited.claims, cited.confidence) == (("c1", "c2"), 0.3)


def test_a_claim_is_shown_with_its_time_stamp_and_how_sure_it_is():
    assert shown("Hall B is dark", stamp="14:02").text == "14:02 Hall B is dark"
    assert shown("Hall B is dark", certainty=Certainty.ALLEGED).text == "Hall B is dark (alleged)"
    span = read_value(FIELDS["span"], "14:02", [shown("Hall B is dark", stamp="14:02")], quoted=False).value
    assert span.text == "14:02"


@pytest.mark.parametrize(
    ("text", "numbers", "times"),
    [
        ("Nine engines came", True, False),
        ("The fire began on Monday", False, True),
        ("The fire began at 18:40", False, True),
        ("The fire spread", False, False),
    ],
)
def test_a_claim_has_the_form_of_what_it_can_answer(text, numbers, times):
    one = shown(text)
    assert [has_form(FIELDS[name], one) for name in ("whole", "number", "count")] == [numbers] * 3
    assert [has_form(FIELDS[name], one) for name in ("day", "moment", "span")] == [times] * 3
    assert has_form(FIELDS["text"], one)
    assert has_form(FIELDS["force"], one)


def test_a_cited_value_is_as_sure_as_its_least_sure_claim():
    cited = cite(
        "x", [one.claim for one in (shown("a"), shown("b", identifier="c2", confidence=0.3), shown("a"))]
    )
    assert (cited.value, cited.claims, cited.confidence) == ("x", ("c1", "c2"), 0.3)


@given(st.sampled_from(sorted(FIELDS)), st.text(max_size=30), st.booleans())
def test_whatever_is_said_is_a_value_of_the_claim_or_a_misfit(name, said, quoted):
    try:
        cited = read_value(FIELDS[name], said, [shown(CLAIM)], quoted=quoted)
    except Misfit:
        return
    assert cited.claims == ("c1",)
