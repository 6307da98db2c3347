import json
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.errors import InputError
from summarizer.evaluation import FactList, FactScore, load_facts, score, total
from summarizer.schema import Certainty, Claim, Statement

TEXT = "A fire broke out at noon. Two people died, Mayor Olt said. He denied that the alarm failed."
FACTS = [
    {"id": "f1", "at": "A fire broke out", "must": ["fire"], "who": None, "sure": ["stated"]},
    {
        "id": "f2",
        "at": "Two people died",
        "must": [r"\b(two|2)\b", "die"],
        "who": "olt",
        "sure": ["reported"],
    },
    {"id": "f3", "at": "the alarm failed", "must": ["alarm", "fail"], "who": "Olt", "sure": ["denied"]},
]


@dataclass
class Place:
    start: int | None
    end: int | None
    quote: str
    source: str | None = None
    certainty: str = "stated"


@dataclass
class Given:
    text: str
    statements: list[Place]


def place(quote: str, source: str | None = None, certainty: str = "stated") -> Place:
    start = TEXT.index(quote)
    return Place(start, start + len(quote), quote, source, certainty)


def write(folder: Path, facts: object = FACTS, *, text: bytes = TEXT.encode(), **more: object) -> Path:
    (folder / "fire.txt").write_bytes(text)
    whole = {"report": "fire.txt", "published": "2031-03-04", "publisher": "Gazette", "facts": facts, **more}
    path = folder / "fire.facts.json"
    path.write_text(json.dumps(whole), encoding="utf-8")
    return path


@pytest.fixture
def facts(tmp_path: Path) -> FactList:
    return load_facts(write(tmp_path))


RIGHT = [
    Given("A fire broke out at noon", [place("A fire broke out at noon.")]),
    Given("2 people died", [place("Two people died, Mayor Olt said.", "Mayor Olt", "reported")]),
    Given("The alarm failed", [place("He denied that the alarm failed.", "Mayor Olt", "denied")]),
]


def test_all_right(facts: FactList) -> None:
    got = score(facts, RIGHT)
    assert got == FactScore(facts=3, found=3, source=3, certainty=3, claims=3, quotes=3)
    assert (got.found_share, got.source_share, got.certainty_share, got.claims_per_fact) == (1, 1, 1, 1)


def test_a_claim_of_the_package(facts: FactList) -> None:
    start = TEXT.index("Two")
    statement = Statement(
        report="r1", start=start, end=start + 3, quote="Two", source="Olt", certainty=Certainty.REPORTED
    )
    claim = Claim(
        id="c1", text="Two people died", statements=(statement,), confidence=1, certainty="reported", voices=1
    )
    assert score(facts, [claim]) == FactScore(facts=3, found=1, source=1, certainty=1, claims=1, quotes=1)


@pytest.mark.parametrize(
    ("claim", "found", "source", "certainty"),
    [
        (Given("Three people died", [place("Two people died", "Olt", "reported")]), 0, 0, 0),
        (Given("Two people died", [place("A fire broke out", "Olt", "reported")]), 0, 0, 0),
        (Given("Two people died", []), 0, 0, 0),
        (Given("Two people died", [Place(None, None, "Two folk died", "Olt", "reported")]), 0, 0, 0),
        (Given("Two people died", [place("Two people died", None, "reported")]), 1, 0, 1),
        (Given("Two people died", [place("Two people died", "Mayor Olt", "stated")]), 1, 1, 0),
        (Given("A FIRE", [place("fire", "Mayor Olt")]), 1, 0, 1),
        (Given("Two people died", [place("at noon", "Olt", "reported"), place("Two people died")]), 1, 0, 0),
        (
            Given("Two people died", [place("died"), place("Two", "Olt"), place("Two", None, "reported")]),
            1,
            1,
            1,
        ),
    ],
)
def test_what_counts(facts: FactList, claim: Given, found: int, source: int, certainty: int) -> None:
    got = score(facts, [claim])
    assert (got.found, got.source, got.certainty) == (found, source, certainty)


def test_touching_is_not_overlapping(facts: FactList) -> None:
    end = TEXT.index("A fire broke out") + len("A fire broke out")
    assert score(facts, [Given("fire", [Place(end, end + 3, " at")])]).found == 0
    assert score(facts, [Given("fire", [Place(end - 1, end + 3, "t at")])]).found == 1


def test_quotes_that_are_not_verbatim(facts: FactList) -> None:
    claims = [
        Given("x", [place("Two people died"), Place(0, 6, "a fire"), Place(None, None, "A blaze")]),
        Given("y", [Place(0, 6, "A fire")]),
    ]
    got = score(facts, claims)
    assert (got.claims, got.quotes, got.not_verbatim) == (2, 4, 2)


def test_totals_count_every_fact_once(facts: FactList) -> None:
    whole = total([score(facts, RIGHT), FactScore(facts=1, claims=5)])
    assert whole == FactScore(facts=4, found=3, source=3, certainty=3, claims=8, quotes=3)
    assert whole.found_share == 0.75
    assert whole.claims_per_fact == 2
    assert total([]) == FactScore()
    assert FactScore().found_share == 0


@given(st.lists(st.sampled_from(RIGHT)))
def test_more_claims_never_find_less(claims: list[Given]) -> None:
    listed = FactList.model_validate(
        {"report": "r", "published": "2031-03-04", "publisher": "p", "facts": FACTS, "text": TEXT}
    )
    before, after = score(listed, claims), score(listed, [*claims, RIGHT[1]])
    assert after.found >= max(before.found, 1)
    assert after.source >= before.source
    assert after.facts >= after.found >= after.source


def test_code_points_and_line_ends(tmp_path: Path) -> None:
    text = "😀 ’\r\nTwo people died"
    facts = load_facts(write(tmp_path, FACTS[1:2], text=text.encode()))
    assert facts.text == text
    start = text.index("Two")
    assert score(facts, [Given("Two died", [Place(start, start + 3, "Two", "Olt")])]).source == 1


@pytest.mark.parametrize(
    ("facts", "more", "says"),
    [
        ([], {}, "facts"),
        ([{**FACTS[0], "who": "("}], {}, "who"),
        ([{**FACTS[0], "must": ["[", "x"]}], {}, "must"),
        ([{**FACTS[0], "must": []}], {}, "must"),
        ([{**FACTS[0], "sure": ["certain"]}], {}, "sure"),
        ([{**FACTS[0], "shure": []}], {}, "shure"),
        ([{**FACTS[0], "at": "nowhere"}], {}, "0 times"),
        ([{**FACTS[0], "at": "e"}], {}, "times"),
        ([FACTS[0], FACTS[0]], {}, "f1 stands twice"),
        (FACTS, {"report": "gone.txt"}, "gone.txt"),
        (FACTS, {"report": "deep/gone.txt"}, "report"),
        (FACTS, {"text": b"\xff"}, "UTF-8"),
    ],
)
def test_what_is_wrong_with_a_list(tmp_path: Path, facts: object, more: dict, says: str) -> None:
    with pytest.raises(InputError, match=says) as caught:
        load_facts(write(tmp_path, facts, **more))
    assert caught.value.hint


def test_no_list(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"none.facts.json"):
        load_facts(tmp_path / "none.facts.json")
    (tmp_path / "half.facts.json").write_text("{")
    with pytest.raises(InputError, match=r"half.facts.json"):
        load_facts(tmp_path / "half.facts.json")


EXAMPLES = sorted((Path(__file__).parents[2] / "examples").glob("*.facts.json"))


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.name.partition(".")[0])
def test_the_examples_load(path: Path) -> None:
    assert len(load_facts(path).facts) >= 12
