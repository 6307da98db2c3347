"""A report becomes a typed summary that tells how it was made."""

from __future__ import annotations

import hashlib
import re
from collections import Counter

import pytest

from desk import FIRE, GOOD, INJURED, LEAK, MISSING, MODELS, OPENING, Desk, assert_grounded, yes
from summarizer import Certainty, IncidentSummary, events
from summarizer.confidence.profile import load
from summarizer.errors import ProfileError
from summarizer.llm import PromptSet, errors
from summarizer.schema import Cited, IncidentKind
from summarizer.testing import FakeModel, FakeReply


@MODELS
def test_a_report_becomes_a_typed_summary(ask, model):
    summary = ask(Desk(), FIRE, model=model)
    assert type(summary) is IncidentSummary
    assert_grounded(summary)
    assert [claim.id for claim in summary.claims] == ["c1", "c2", "c3", "c4"]
    assert [claim.text for claim in summary.claims] == [OPENING, INJURED, LEAK, MISSING]
    assert [claim.certainty for claim in summary.claims] == [
        "stated",
        "reported",
        "alleged",
        "unconfirmed",
    ]
    assert [claim.sources[:1] for claim in summary.claims] == [
        (),
        ("Halden fire service",),
        ("Mayor Ilse Brandt",),
        (),
    ]
    opening = summary.claims[0].confidence
    assert all(claim.confidence > 0.5 for claim in summary.claims)
    assert summary.headline == Cited[str](
        value="Fire at the Halden depot", claims=("c1",), confidence=opening
    )
    told = [(one.value, one.claims) for one in summary.summary]
    if model == "embedded":
        assert told == [
            (f"{OPENING}.", ("c1",)),
            (f"{INJURED}, Halden fire service said.", ("c2",)),
            (f"{LEAK}, Mayor Ilse Brandt alleged; Nordvik denied it.", ("c3",)),
        ]
    else:
        assert told == [(GOOD[0]["text"], ("c1",)), (GOOD[1]["text"], ("c2",))]
    assert summary.kind.value is IncidentKind.FIRE
    assert [place.value for place in summary.where] == ["Halden depot"]
    assert (summary.toll.injured.value.low, summary.toll.injured.value.high) == (9, None)
    assert summary.toll.injured.claims == ("c2",)
    assert summary.run.warnings == ()


def test_how_it_was_made(ask, plain):
    summary = ask(Desk(), FIRE, seed=3, effort="thorough")
    run = summary.run
    assert (run.model, run.calibration, run.effort, run.seed) == (
        "openai/fake",
        "plain",
        "thorough",
        3,
    )
    assert [use.name for use in run.prompts] == ["check", "compose", "read-report"]
    assert {use.version for use in run.prompts} == {7}
    assert run.prompts[0].sha256 == hashlib.sha256((plain / "check.md").read_bytes()).hexdigest()
    used = {use.stage: (use.requests, use.tokens_read, use.tokens_written) for use in run.stages}
    assert used == {"read": (1, 1, 1), "check": (8, 8, 8), "reconcile": (0, 0, 0), "compose": (1, 1, 1)}
    assert run.tokens == 20
    assert run.cost_usd is None
    assert run.seconds >= max(use.seconds for use in run.stages)
    (fate,) = run.reports
    assert (fate.report, fate.status, fate.sentences, len(fate.windows)) == ("r1", "read", 5, 1)
    assert (fate.windows[0].start, fate.windows[0].end, fate.windows[0].claims) == (0, len(FIRE) - 1, 4)


@MODELS
def test_a_model_has_its_own_profile_or_the_plain_one_with_a_warning(ask, model, tmp_path):
    summary = ask(Desk(), FIRE, model=model, profile=None)
    if model == "embedded":
        assert (summary.run.calibration, summary.run.warnings) == ("embedded-own", ())
    else:
        assert summary.run.calibration == "plain"
        assert "not calibrated for openai/fake" in summary.run.warnings[0]
    own = load("plain").model_copy(update={"name": "ours", "shift": 3.0})
    (tmp_path / "ours.json").write_text(own.model_dump_json())
    shifted = ask(Desk(), FIRE, model=model, profile=tmp_path / "ours.json")
    assert (shifted.run.calibration, shifted.run.warnings) == ("ours", ())
    for claim in shifted.claims:
        assert claim.confidence == pytest.approx(min(0.98, own.apply(claim.signals)), abs=1e-4)
    with pytest.raises(ProfileError):
        ask(Desk(), FIRE, model=model, profile=tmp_path / "none.json")


def test_the_embedded_model_is_free_and_reads_a_sentence_at_a_time(ask):
    desk = Desk()
    run = ask(desk, FIRE, model="embedded").run
    assert run.cost_usd == 0
    assert desk.count("read") == len(run.reports[0].windows) == 5
    assert [window.claims for window in run.reports[0].windows] == [1, 1, 1, 0, 1]


@MODELS
def test_events_come_in_order_and_are_complete(ask, model):
    told: list[events.Event] = []
    summary = ask(Desk(), FIRE, model=model, on_event=told.append)
    heard = [one for one in told if not isinstance(one, events.Spent)]
    stages = [(one.stage, one.total) for one in heard if isinstance(one, events.StageStarted)]
    windows = 1 if model == "openai/fake" else 5
    assert stages == [("read", windows), ("check", 4), ("reconcile", 1), ("compose", 1)]
    assert Counter(type(one).__name__ for one in heard) == {
        "StageStarted": 4,
        "WindowRead": windows,
        "ClaimFound": 4,
        "ClaimChecked": 4,
        "ConflictFound": 1,
        "SummaryWritten": 1,
    }
    order = " ".join(getattr(one, "stage", type(one).__name__) for one in heard)
    assert re.fullmatch(
        r"read( (ClaimFound )*WindowRead)* check( ClaimChecked)* reconcile( ConflictFound)* compose SummaryWritten",
        order,
    )
    read = [one for one in heard if isinstance(one, events.WindowRead)]
    assert [(one.done, one.total) for one in read] == [(n + 1, windows) for n in range(windows)]
    found = [one for one in heard if isinstance(one, events.ClaimFound)]
    assert [(one.text, one.certainty) for one in found][2] == (LEAK, Certainty.ALLEGED)
    checked = [one for one in heard if isinstance(one, events.ClaimChecked)]
    assert [(one.done, one.total) for one in checked] == [(1, 4), (2, 4), (3, 4), (4, 4)]
    assert heard[-1] == events.SummaryWritten(summary.headline.value, summary.claims)


@MODELS
def test_what_it_costs_is_told_with_each_request(ask, model):
    told: list[events.Event] = []
    summary = ask(Desk(), FIRE, model=model, on_event=told.append)
    spent = [one for one in told if isinstance(one, events.Spent)]
    assert [one.requests for one in spent] == list(range(1, len(spent) + 1))
    assert spent[-1].requests == sum(stage.requests for stage in summary.run.stages)
    assert spent[-1].tokens_read + spent[-1].tokens_written == summary.run.tokens > 0
    assert all(one.cost_usd == summary.run.cost_usd for one in spent[-1:])
    first = next(place for place, one in enumerate(told) if isinstance(one, events.ClaimFound))
    assert any(isinstance(one, events.Spent) for one in told[:first])
    assert isinstance(told[-1], events.SummaryWritten)


def test_a_request_that_fails_is_counted(ask):
    told: list[events.Event] = []
    refused = FakeReply("No.", status=401)
    with pytest.raises(errors.KeyRefused):
        ask(Desk(instead={"read-report": refused}), FIRE, on_event=told.append)
    assert [type(one).__name__ for one in told] == ["StageStarted", "Spent"]
    assert told[-1].requests == 1


@MODELS
def test_the_shipped_prompts(ask, model):
    """Which question it is shows in its form alone: a schema, or the wish for probabilities."""

    def answer(request):
        form = request.json.get("response_format")
        if form is None:
            return yes(0.9)
        schema = form["json_schema"]["schema"]
        if schema.get("type") == "array":
            return desk._read(request.json["messages"][-1]["content"])
        if "headline" in schema["properties"]:
            return desk._compose([]) if "summary" in schema["properties"] else desk._choose([])
        lines = request.json["messages"][-1]["content"].splitlines()
        numbered = {line.partition("]")[0][1:]: line for line in lines if line.startswith("[")}
        return desk._read_report([numbered[str(number + 1)] for number in range(len(numbered))])

    desk = Desk()
    summary = ask(FakeModel(answer), FIRE, model=model, prompts=None)
    assert_grounded(summary)
    assert [claim.text for claim in summary.claims] == [OPENING, INJURED, LEAK, MISSING]
    assert summary.headline.claims == ("c1",)
    shipped = PromptSet()
    for use in summary.run.prompts:
        assert use.version == shipped.version(use.name)
        assert use.sha256 == hashlib.sha256(shipped.path(use.name).read_bytes()).hexdigest()
