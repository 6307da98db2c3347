"""How values of an own schema are scored, and that what was kept is not asked for again."""

from __future__ import annotations

import json

import pytest


@pytest.fixture
def script(fresh):
    return fresh("own_schemas")


@pytest.mark.parametrize(
    ("value", "word"),
    [
        ("THREE YOUNG GUNMEN", "gunmen"),
        ("members of the Ashen Front", "members"),
        ("Gunmen who wore masks", "gunmen"),
        ("of Quint", "quint"),
        ("car-bomb", "bomb"),
        (" - ", ""),
    ],
)
def test_the_head_word(script, value, word):
    assert script.head(value) == word


def test_a_value_is_right_by_any_alternative_and_each_gold_value_is_met_once(script):
    gold = [["SOLDIERS", "MEN IN UNIFORM"], ["Ada Moss"]]
    assert script.tally(["uniformed men", "five soldiers", "a dog"], gold) == script.Tally(2, 3, 1, 2)
    assert script.tally(["Moss"], gold).f1 == pytest.approx(2 / 3)
    assert script.tally([], gold).f1 == script.tally(["x"], []).f1 == script.Tally().f1 == 0


def test_each_step_of_a_place_is_an_alternative(script):
    incident = {"kind": "BOMBING", "place": "TIRVANE: OLT (CITY)", "perpetrators": [["A"]]} | {
        slot: [] for slot in ("perpetrator_orgs", "weapons", "victims")
    }
    assert script.gold_of(incident)["place"] == [["TIRVANE", "OLT"]]
    assert script.gold_of(incident)["kind"] == [["BOMBING"]]
    assert script.gold_of({**incident, "place": None})["place"] == []


def test_what_is_kept_makes_the_table_and_is_not_asked_again(script, tmp_path, capsys):
    gold = {"kind": "BOMBING", "place": "OLT", "perpetrators": [], "perpetrator_orgs": []}
    rows = [
        {
            "id": f"t{number}",
            "text": "x",
            "gold": {"incidents": [gold | {"weapons": [["BOMB"]], "victims": []}]},
        }
        for number in range(3)
    ]
    (tmp_path / "muc4_train.jsonl").write_text("\n".join(map(json.dumps, rows)))
    out = tmp_path / "out"
    out.mkdir()
    empty = {slot: [] for slot in script.SLOTS}
    for row in rows[:2]:
        right = {**empty, "kind": ["BOMBING"], "weapons": ["a bomb", "a gun"]}
        script.keep(out, "summarizer", row, right, 2.0)
        script.keep(out, "instructor", row, empty, 1.0)
    script.main([str(tmp_path), "--out", str(out), "--limit", "2"])
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("| of 2 texts | kind | place")
    assert lines[2] == "| summarizer | 1.00 | 0.00 | 0.00 | 0.00 | 0.67 | 0.00 | 0.28 | 2 |"
    assert lines[3].startswith("| instructor | 0.00")
