"""Claims are tied to the exact place that bears them. Reports and claims are made up; no model is asked."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from summarizer.reading.prepare import prepare
from summarizer.schema import Certainty, Report
from summarizer.stages.ground import ground, ground_cited, statement, without_speaker

TEXT = (
    "Two barges sank at dawn. The canal office said the gate had failed, but the lock keepers’ union denied that "
    "anyone was asleep.\r\nThe mayor blamed the operator, Quint Locks, for the delay. The hospital confirmed that it "
    "had treated four sailors. The towpath will reportedly stay shut until Monday. “I heard a crack,” said Ove Lund. "
    "“Then the water came 🚒.” Quint Locks rejected the claim. “It is untrue that a gate was left open,” its director, "
    "Mina Voss, said. Local radio says, without confirmation, that a diver is lost. The fire was out by noon and would "
    "probably smoulder for days, the brigade said."
)
PREPARED = prepare(Report(text=TEXT, id="r1"))


def number(start: str) -> int:
    return next(index for index, one in enumerate(PREPARED.sentences) if one.text.startswith(start))


@pytest.mark.parametrize(
    ("sentence", "claim", "source", "certainty"),
    [
        ("Two barges", "Two barges sank at dawn", None, Certainty.STATED),
        ("The canal", "The gate had failed", "canal office", Certainty.REPORTED),
        ("The canal", "Somebody was asleep", "lock keepers’ union", Certainty.DENIED),
        ("The mayor", "Quint Locks is to blame for the delay", "mayor", Certainty.ALLEGED),
        ("The hospital", "Four sailors were treated", "hospital", Certainty.CONFIRMED),
        ("The towpath", "The towpath will stay shut until Monday", None, Certainty.UNCONFIRMED),
        ("“I heard", "Ove Lund heard a crack", "Ove Lund", Certainty.REPORTED),
        ("“Then", "The water came", "Ove Lund", Certainty.REPORTED),
        ("“It is", "A gate was left open", "Mina Voss", Certainty.DENIED),
        ("Local", "A diver is lost", "Local radio", Certainty.UNCONFIRMED),
        ("The fire", "The fire was out by noon", "brigade", Certainty.REPORTED),
        ("The fire", "The fire would smoulder for days", "brigade", Certainty.UNCONFIRMED),
    ],
)
def test_whose_words_a_claim_takes_and_how_sure_they_are(sentence, claim, source, certainty):
    found = statement(claim, number(sentence), PREPARED)
    assert (found.source, found.certainty) == (source, certainty)
    assert TEXT[found.start : found.end] == found.quote
    if source:
        assert TEXT[found.source_start : found.source_end] == source


@pytest.mark.parametrize(
    ("sentence", "claim", "source", "certainty"),
    [
        (
            "The drivers’ union blamed Baylink, which runs the trams, for ignoring a faulty charger.",
            "Baylink runs the trams",
            None,
            Certainty.STATED,
        ),
        (
            "The drivers’ union blamed Baylink, which runs the trams, for ignoring a faulty charger.",
            "Baylink ignored a faulty charger",
            "drivers’ union",
            Certainty.ALLEGED,
        ),
        (
            "Police accused Ana Dahl, who fled on Monday, of theft.",
            "Ana Dahl fled on Monday",
            None,
            Certainty.STATED,
        ),
        (
            "The driver said Baylink, which runs the trams, ignored a faulty charger.",
            "Baylink runs the trams",
            "driver",
            Certainty.REPORTED,
        ),
        (
            "The director rejected the charge.",
            "The director rejected the charge",
            "director",
            Certainty.DENIED,
        ),
        (
            "The coast office warns of ice.",
            "The coast office warns of ice",
            "coast office",
            Certainty.REPORTED,
        ),
        ("A man was charged with murder.", "A man was charged with murder", None, Certainty.STATED),
        ("He is accused of murder.", "He is accused of murder", None, Certainty.ALLEGED),
        (
            "We now believe that the limit, set in July, was too low.",
            "The limit was too low",
            None,
            Certainty.UNCONFIRMED,
        ),
        (
            "According to early assessments, 90 homes are gone.",
            "90 homes are gone",
            None,
            Certainty.UNCONFIRMED,
        ),
        (
            "“I don’t think anyone else was there,” Ove Lund said.",
            "Anyone was there",
            "Ove Lund",
            Certainty.UNCONFIRMED,
        ),
        (
            "A valve was the likeliest cause, the brigade said.",
            "A valve was the cause",
            "brigade",
            Certainty.UNCONFIRMED,
        ),
        ("He is also accused of wounding a shopper.", "He wounded a shopper", None, Certainty.ALLEGED),
        ("The chief, Ove Lund, has reportedly left.", "Chief Ove Lund left", None, Certainty.UNCONFIRMED),
        ("It has been claimed online that a battery burst.", "A battery burst", None, Certainty.UNCONFIRMED),
        ("We have no indication that fumes escaped.", "Fumes escaped", None, Certainty.UNCONFIRMED),
        ("It is not yet certain whether soot fell.", "Soot fell", None, Certainty.UNCONFIRMED),
        ("There was ice on the wheels, possibly.", "Ice was on the wheels", None, Certainty.UNCONFIRMED),
        ("The prosecution says he signed it.", "He signed it", "prosecution", Certainty.ALLEGED),
        ("Adair Coaches has denied liability.", "Adair Coaches is liable", "Adair Coaches", Certainty.DENIED),
        (
            "Many are feared dead after a ferry sank, the port said.",
            "A ferry sank",
            "port",
            Certainty.REPORTED,
        ),
        (
            "Two died, Ove Lund confirmed, as the owner insisted it broke no rule.",
            "The owner broke a rule",
            "owner",
            Certainty.REPORTED,
        ),
        ("Cholera is suspected.", "Cholera is suspected", None, Certainty.UNCONFIRMED),
        # The writers of a notice may confirm and deny themselves.
        ("We can confirm that no cards were copied.", "No cards were copied", None, Certainty.CONFIRMED),
        ("We deny that a ransom was paid.", "A ransom was paid", None, Certainty.DENIED),
        ("We have told the police.", "The firm told the police", None, Certainty.STATED),
        # What is thought to be covers what follows, and not what stands between commas before it.
        (
            "The driver, a 62-year-old man from Dahl, is thought to have fainted.",
            "The driver is a 62-year-old man from Dahl",
            None,
            Certainty.STATED,
        ),
        (
            "He is understood to have driven for the firm, Kestrel Lines, for 20 years.",
            "The driver drove for Kestrel Lines for 20 years",
            None,
            Certainty.UNCONFIRMED,
        ),
        (
            "Corvell, a supplier whose tool was allegedly used by the thieves, said no fault was found.",
            "The tool of Corvell was used by the thieves",
            None,
            Certainty.ALLEGED,
        ),
        (
            "Minister Ada Moss ruled out a payment and described reports of secret talks as “pure invention”.",
            "There were secret talks",
            "Minister Ada Moss",
            Certainty.DENIED,
        ),
        (
            "Prosecutors have opened an inquiry on suspicion of negligent homicide.",
            "Prosecutors have opened an inquiry on suspicion of negligent homicide",
            None,
            Certainty.STATED,
        ),
        (
            "Nor was it true, Ada Moss said, that money had been the obstacle.",
            "Money had been the obstacle",
            "Ada Moss",
            Certainty.DENIED,
        ),
        # A number tells voices apart.
        (
            "By noon 131 people were ashore, the minister told reporters, confirming 11 deaths.",
            "11 people died",
            "minister",
            Certainty.CONFIRMED,
        ),
    ],
)
def test_how_sure_a_sentence_alone_is(sentence, claim, source, certainty):
    found = statement(claim, 0, prepare(Report(text=sentence, id="r1")))
    assert (found.source, found.certainty) == (source, certainty)


@pytest.mark.parametrize(
    ("claim", "plain"),
    [
        ("The canal office said that the gate had failed", "The gate had failed"),
        ("Canal office: the gate had failed", "The gate had failed"),
        ("The gate had failed, the canal office said", "The gate had failed"),
        ("The gate had failed", "The gate had failed"),
        ("The canal office said", ""),
        ("The canal office claimed the gate had failed", "The gate had failed"),
        ("The canal office accused Ove Lund of sleeping", "The canal office accused Ove Lund of sleeping"),
    ],
)
def test_a_claim_is_kept_without_its_speaker(claim, plain):
    assert without_speaker(claim, PREPARED.heard[number("The canal")]) == plain


def test_what_is_denied_is_worded_as_if_it_were_so():
    (draft,) = ground(["Anyone was not asleep"], number("The canal"), PREPARED)
    assert (draft.text, draft.statement.certainty) == ("Anyone was asleep", Certainty.DENIED)
    (draft,) = ground(["The gate had not failed"], number("The canal"), PREPARED)
    assert (draft.text, draft.statement.certainty) == ("The gate had not failed", Certainty.REPORTED)


def test_i_is_whoever_speaks():
    assert without_speaker("I heard a crack", PREPARED.heard[number("“I heard")]) == "Ove Lund heard a crack"
    account = prepare(Report(text=r'CORP\user1 said: "I see three alarms at the plant."'))
    (draft,) = ground(["I see three alarms at the plant"], 0, account)
    assert draft.text == r"CORP\user1 see three alarms at the plant"


@pytest.mark.parametrize(
    ("message", "read", "claim"),
    [
        ("might be the switch on G2", "Alice might be the switch on G2", "It might be the switch on G2"),
        ("it’s not the valve.", "Alice is not the valve", "It is not the valve"),
        ("restarted both pumps", "Alice restarted both pumps", "Alice restarted both pumps"),
        (
            "might be able to restart it",
            "Alice might be able to restart it",
            "Alice might be able to restart it",
        ),
        ("it’s Alice’s pump", "Alice’s pump is it", "Alice’s pump is it"),
    ],
)
def test_the_writer_of_a_message_is_not_its_subject_where_it_has_another(message, read, claim):
    text = f"14:02 alice: {message}\n14:03 bo: ok then\n14:04 alice: we are looking\n"
    (draft,) = ground([read], 0, prepare(Report(text=text)))
    assert draft.text == claim


def test_what_only_says_that_somebody_spoke_and_what_was_said_already_give_no_claim():
    texts = ["The gate had failed", "The gate   had failed.", "The canal office", "", "  "]
    assert [draft.text for draft in ground(texts, number("The canal"), PREPARED)] == ["The gate had failed"]


def test_the_evidence_is_the_sentence():
    (draft,) = ground(["Four sailors were treated"], number("The hospital"), PREPARED)
    assert draft.statement.quote == "The hospital confirmed that it had treated four sailors."
    assert draft.sentence == number("The hospital")
    assert draft.statement.report == "r1"


def test_a_model_that_cites_is_taken_at_its_word_and_corrected_where_it_cites_nothing():
    window = range(len(PREPARED.sentences))
    drafts = ground_cited(
        [
            ("Four sailors were treated", [number("The hospital")], "hospital", Certainty.CONFIRMED),
            ("Two barges sank", [999], None, Certainty.STATED),
            ("The gate had failed", [], "Nobody Here", Certainty.REPORTED),
            (" ", [0], None, Certainty.STATED),
        ],
        window,
        PREPARED,
    )
    assert [(draft.text, draft.sentence) for draft in drafts] == [
        ("Two barges sank", number("Two barges")),
        ("The gate had failed", number("The canal")),
        ("Four sailors were treated", number("The hospital")),
    ]
    assert [draft.problems for draft in drafts] == [
        ("the model cited no sentence that it was shown",),
        (
            "the model cited no sentence that it was shown",
            "the source is given as Nobody Here, whom the text does not name",
        ),
        (),
    ]
    barges, gate, sailors = (draft.statement for draft in drafts)
    assert (barges.source, barges.source_start) == (None, None)
    assert (gate.source, gate.source_start) == ("Nobody Here", None)
    assert TEXT[sailors.source_start : sailors.source_end] == "hospital"


def test_a_source_is_named_by_whole_words():
    text = "Ann spoke. Annual figures were given by Ann on Monday. It is over."
    given, over = (
        ground_cited([(claim, [at], "Ann", Certainty.REPORTED)], range(3), prepare(Report(text=text)))[
            0
        ].statement
        for claim, at in (("Figures were given", 1), ("It is over", 2))
    )
    assert given.source_start == over.source_start == text.index("Ann on")


def test_a_citation_outside_the_window_is_none():
    (draft,) = ground_cited([("Two barges sank", [0], None, Certainty.STATED)], range(1, 4), PREPARED)
    assert draft.sentence in range(1, 4)


CLAIMS = st.one_of(
    st.text(max_size=40),
    st.lists(
        st.sampled_from("The canal office said the gate failed denied I “ ” : Ove Lund 4 مرحبا".split())
    ).map(" ".join),
)


@settings(max_examples=60)
@given(st.lists(CLAIMS, max_size=4), st.integers(0, len(PREPARED.sentences) - 1))
def test_whatever_a_model_claims_every_quote_is_verbatim(texts, where):
    for draft in ground(texts, where, PREPARED):
        found = draft.statement
        assert draft.text.strip()
        assert TEXT[found.start : found.end] == found.quote
        if found.source_start is not None:
            assert TEXT[found.source_start : found.source_end] == found.source


@settings(max_examples=60)
@given(
    st.lists(
        st.tuples(CLAIMS, st.lists(st.integers(-3, 20), max_size=3), CLAIMS, st.sampled_from(Certainty)),
        max_size=4,
    )
)
def test_whatever_a_model_cites_every_quote_is_verbatim(claims):
    for draft in ground_cited(claims, range(len(PREPARED.sentences)), PREPARED):
        found = draft.statement
        assert TEXT[found.start : found.end] == found.quote
        if found.source_start is not None:
            assert TEXT[found.source_start : found.source_end] == found.source
