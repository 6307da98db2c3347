"""Who is who. The claims are made by hand."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledgers import claim
from summarizer.schema import Certainty, PartyRole
from summarizer.stages.parties import parties


@pytest.mark.parametrize(
    ("name", "role"),
    [
        ("interior ministry", PartyRole.AUTHORITY),
        ("police", PartyRole.AUTHORITY),
        ("Halver Fire and Rescue Service", PartyRole.RESPONDER),
        ("provincial hospital", PartyRole.RESPONDER),
        ("Three traders", PartyRole.WITNESS),
        ("Several residents", PartyRole.WITNESS),
        ("Ashen Front", PartyRole.SOURCE),
        ("Bernadette Quaye", PartyRole.SOURCE),
    ],
)
def test_the_role_that_a_name_gives_away(name, role):
    (party,) = parties([claim("The gate failed", source=name)])
    assert (party.name, party.role) == (name, role)


def test_a_party_has_all_its_claims_and_the_least_confidence():
    told = [
        claim("The gate failed", identifier="c1", source="police", confidence=0.9),
        claim("It reopened", identifier="c2", source="police", confidence=0.4),
        claim("It rained", identifier="c3"),
    ]
    (party,) = parties(told)
    assert (party.claims, party.confidence) == (("c1", "c2"), 0.4)
    assert parties([]) == ()


def test_one_person_is_one_party_by_whatever_name():
    told = [
        claim(
            "The gate held",
            identifier="c1",
            source="Col. Ana Reyes",
            quote="Col. Ana Reyes, the garrison commander, said",
        ),
        claim("Nobody slept", identifier="c2", source="Reyes"),
        claim("It rained", identifier="c3", source="the commander"),
        claim("It was dark", identifier="c4", source="Maria Reyes"),
        claim("It was cold", identifier="c5", source="the baker"),
    ]
    found = parties(told)
    assert [(one.name, one.aliases, one.claims) for one in found] == [
        ("Col. Ana Reyes", ("Reyes", "the commander"), ("c1", "c2", "c3")),
        ("Maria Reyes", (), ("c4",)),
        ("the baker", (), ("c5",)),
    ]


def test_an_agency_is_one_party_with_and_without_its_full_name():
    told = [
        claim("A", identifier="c1", source="ministry"),
        claim("B", identifier="c2", source="the interior ministry"),
    ]
    (party,) = parties(told)
    assert (party.name, party.aliases, party.role) == (
        "the interior ministry",
        ("ministry",),
        PartyRole.AUTHORITY,
    )


@pytest.mark.parametrize(
    ("text", "certainty", "name", "role"),
    [
        ("The Ashen Front attacked the checkpoint", "stated", "Ashen Front", PartyRole.PERPETRATOR),
        ("The Ashen Front attacked the checkpoint", "alleged", "Ashen Front", PartyRole.ALLEGED_PERPETRATOR),
        ("The Ashen Front attacked the checkpoint", "denied", "Ashen Front", PartyRole.ALLEGED_PERPETRATOR),
        ("The Ashen Front is blamed for the attack", "alleged", "Ashen Front", PartyRole.ALLEGED_PERPETRATOR),
        ("Ivo Malk was arrested", "stated", "Ivo Malk", PartyRole.ALLEGED_PERPETRATOR),
        ("Ivo Malk was killed in the blast", "stated", "Ivo Malk", PartyRole.VICTIM),
        ("Ivo Malk, 34, died on Monday", "stated", "Ivo Malk", PartyRole.VICTIM),
        ("The blast blew in a wall, killing Ivo Malk", "stated", "Ivo Malk", PartyRole.VICTIM),
        ("It is said that she attacked the Norrgas Depot", "stated", "Norrgas Depot", PartyRole.TARGET),
        ("Gunmen attacked a checkpoint", "stated", "Gunmen", PartyRole.PERPETRATOR),
        ("Four armed men posing as guards kidnapped him", "stated", "Four armed men", PartyRole.PERPETRATOR),
        (
            "It was perpetrated by urban commandos",
            "reported",
            "urban commandos",
            PartyRole.ALLEGED_PERPETRATOR,
        ),
        (
            "Two were killed by members of the Ash Front in May",
            "stated",
            "members of the Ash Front",
            PartyRole.PERPETRATOR,
        ),
    ],
)
def test_the_part_that_verbs_give_away(text, certainty, name, role):
    (party,) = parties([claim(text, certainty=Certainty(certainty))])
    assert (party.name, party.role) == (name, role)


def test_the_gravest_part_counts():
    told = [
        claim("It rained", identifier="c1", source="Ashen Front"),
        claim("The Ashen Front is blamed for the attack", identifier="c2", certainty=Certainty.ALLEGED),
    ]
    (party,) = parties(told)
    assert (party.role, party.claims) == (PartyRole.ALLEGED_PERPETRATOR, ("c1", "c2"))


@pytest.mark.parametrize(
    "text",
    [
        "Nine people were killed",
        "A man was killed by a falling chimney",
        "Two were killed by flying debris in Dahl",
        "Monday was cold",
        "It attacked the checkpoint",
        "They opened fire",
        "Several were injured",
        "The road to Dovrat was closed",
        "Police shot two men",
    ],
)
def test_what_names_nobody_with_a_part(text):
    assert parties([claim(text)]) == ()


@given(
    st.lists(st.sampled_from("Ana Reyes Col. the commander Front attacked was killed , 34 on Monday".split()))
)
def test_no_claim_raises_and_every_party_cites(words):
    text = " ".join(words)
    for party in parties([claim(f"x {text}", source=text.strip() or None)]):
        assert party.claims == ("c1",)
        assert party.name not in party.aliases
