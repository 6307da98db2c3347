"""Statements become claims: repeated, denied, attributed, dated, and compared with their evidence."""

from __future__ import annotations

from desk import FIRE, INJURED, LEAK, MODELS, OPENING, READS, Desk, assert_grounded, claims_of, written


@MODELS
def test_the_same_fact_twice_is_one_claim_with_two_statements(ask, model):
    text = f"{FIRE}\nNine people were hurt, the hospital said.\n"
    again = "In the old Halden depot's fire nine people were hurt"
    reads = {
        "broke out": READS["broke out"],
        "nine people": ("Nine people were injured in the Halden fire", "Halden fire service", "reported"),
        "were hurt": (again, "hospital", "reported"),
    }
    one = reads["nine people"][0]
    summary = ask(Desk(reads=reads, alike=[{one, again}]), text, model=model)
    assert [claim.text for claim in summary.claims] == [OPENING, one]
    told = summary.claims[1]
    assert [statement.source for statement in told.statements] == ["Halden fire service", "hospital"]
    assert told.voices == 2
    assert not told.contested
    apart = ask(Desk(reads=reads), text, model=model)
    assert [claim.text for claim in apart.claims] == [OPENING, one, again]


@MODELS
def test_a_denial_beside_an_assertion_is_a_contested_claim_and_a_conflict(ask, model):
    text = (
        "A gate at the Halden depot was locked, said Jon Aske, a driver.\n\n"
        "Nordvik denied that a gate at the Halden depot was locked.\n"
    )
    locked = "A gate at the Halden depot was locked"
    reads = {"Jon Aske": (locked, "Jon Aske", "reported"), "denied": (locked, "Nordvik", "denied")}
    summary = ask(Desk(reads=reads), text, model=model)
    assert_grounded(summary)
    (claim,) = summary.claims
    assert [(one.source, one.certainty) for one in claim.statements] == [
        ("Jon Aske", "reported"),
        ("Nordvik", "denied"),
    ]
    assert (claim.contested, claim.certainty, claim.voices) == (True, "reported", 1)
    (conflict,) = summary.conflicts
    assert (conflict.kind, conflict.about) == ("denial", locked)
    assert [(side.claims, side.sources) for side in conflict.sides] == [
        (("c1",), ("Jon Aske",)),
        (("c1",), ("Nordvik",)),
    ]


@MODELS
def test_who_rejects_the_claim_denies_what_was_claimed_before(ask, model):
    summary = ask(Desk(), FIRE, model=model)
    leak = claims_of(summary)[LEAK]
    assert [(one.source, one.certainty) for one in leak.statements] == [
        ("Mayor Ilse Brandt", "alleged"),
        ("Nordvik", "denied"),
    ]
    assert leak.statements[1].quote == "Nordvik rejected the claim."
    assert leak.contested
    assert [claim.contested for claim in summary.claims].count(True) == 1
    assert [conflict.about for conflict in summary.conflicts] == [LEAK]


def test_a_log_gives_speakers_and_times(ask):
    log = (
        "14:02 alice: The pump at Kess failed.\n"
        "14:05 bob: A valve is possibly stuck.\n"
        "14:09 alice: Power was restored.\n"
    )
    reads = {
        "pump": ("The pump at Kess failed", None, "stated"),
        "valve": ("A valve at Kess is stuck", None, "stated"),
        "Power": ("Power was restored at Kess", None, "stated"),
    }
    kess = {
        "headline": {"text": "Pump at Kess failed", "claims": [1]},
        "kind": "other",
        "place": None,
        "summary": [{"text": "The pump at Kess failed.", "claims": [1]}] * 2,
    }
    desk = Desk(reads=reads, composes=kess)
    summary = ask(desk, log, model="embedded")
    assert_grounded(summary)
    assert [claim.sources for claim in summary.claims] == [("alice",), ("bob",), ("alice",)]
    assert [claim.certainty for claim in summary.claims] == ["reported", "unconfirmed", "reported"]
    assert [entry.when.text for entry in summary.timeline] == ["14:02", "14:05", "14:09"]
    assert [party.name for party in summary.parties] == ["alice", "bob"]
    assert "alice: The pump at Kess failed." in dict(reversed(desk.asked))["read"]
    strong = ask(desk, log)
    assert [entry.when.text for entry in strong.timeline] == ["14:02", "14:05", "14:09"]
    assert dict(desk.asked)["read-report"][0] == "14:02 alice: The pump at Kess failed."


def test_what_the_evidence_does_not_say_is_kept_and_flagged(ask):
    reads = {
        **READS,
        "nine people": ("At least nineteen people were injured in the fire", None, "stated"),
    }
    claim = ask(Desk(reads=reads), FIRE).claims[1]
    assert any("nine" in problem and "nineteen" in problem for problem in claim.problems)
    assert claim.confidence <= 0.2
    assert claim.signals["p_yes"] == 0.9


def test_a_sentence_number_that_was_not_shown_is_no_citation(ask):
    claims = [
        {"claim": INJURED, "sentences": [99, -1, 0], "source": " the  mayor ", "certainty": "reported"},
        {"claim": OPENING, "sentences": [], "source": " ", "certainty": "stated"},
    ]
    summary = ask(Desk(instead={"read-report": {"claims": claims}}, composes=written()), FIRE)
    assert_grounded(summary)
    told = claims_of(summary)
    assert "nine people" in told[INJURED].statements[0].quote
    assert told[INJURED].sources == ("the mayor",)
    assert told[OPENING].sources == ()
