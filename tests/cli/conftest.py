"""A pipeline that is a fake: it remembers what it was asked, tells its listener, and answers by hand."""

from __future__ import annotations

import sys
from dataclasses import dataclass, field
from datetime import UTC, datetime
from types import ModuleType
from typing import Any

import pytest

from summarizer.events import ClaimChecked, ModelLoading, StageStarted, SummaryWritten, Warned, WindowRead
from summarizer.planning import Plan, PlannedReport
from summarizer.reading.load import load, load_all
from summarizer.schema import (
    Certainty,
    Check,
    Cited,
    Claim,
    IncidentSummary,
    ReportFate,
    RunInfo,
    Statement,
    WindowFate,
)


@dataclass(frozen=True)
class FakeMessage:
    role: str
    content: str


@dataclass(frozen=True)
class FakePrompt:
    name: str
    messages: tuple[FakeMessage, ...]


@dataclass
class FakePipeline:
    """What ``summarizer.pipeline`` and ``summarizer.planning`` offer, without a model."""

    failing: bool = False
    raises: BaseException | None = None
    confidences: tuple[float, ...] = (0.9,)
    signals: dict[str, float] = field(default_factory=dict)
    warnings: tuple[str, ...] = ()
    asked: dict[str, Any] = field(default_factory=dict)

    def summarize(self, reports, *, schema=IncidentSummary, on_event, **arguments):
        self.asked = {"reports": reports, "schema": schema, **arguments}
        loaded = load_all(reports).reports
        if self.raises:
            if journal := arguments.get("journal"):
                journal.write_text("kept")
            raise self.raises
        for event in (
            ModelLoading("embedded"),
            StageStarted("read", 2),
            *(Warned(warning) for item in loaded for warning in item.warnings),
            WindowRead("r1", 0, 10, 1, 1, 2),
            WindowRead("r1", 10, 20, 0, 2, 2, "The provider failed." if self.failing else None),
            StageStarted("check", 1),
            ClaimChecked("x", 0.9, 1, 1),
            StageStarted("reconcile", 1),
            StageStarted("compose", 1),
            SummaryWritten("x", ()),
        ):
            on_event(event)
        return self._summary(loaded, schema)

    def _summary(self, loaded, schema):
        report = loaded[0].report
        quote = report.text.strip()[:20]
        start = report.text.index(quote)
        statement = Statement(
            report=report.id, start=start, end=start + len(quote), quote=quote, certainty=Certainty.STATED
        )
        claim = Claim(
            id="c1", text=quote, statements=(statement,), confidence=0.9, certainty=Certainty.STATED, voices=1
        )
        cited = Cited(value=quote, claims=("c1",), confidence=0.9)
        windows = (
            WindowFate(start=0, end=1, status="read", claims=1),
            WindowFate(
                start=1, end=2, status="failed" if self.failing else "read", error="The provider failed."
            ),
        )
        status = "partly" if self.failing else "read"
        run = RunInfo(
            package="0.1.0",
            model="embedded",
            started=datetime(2031, 3, 5, tzinfo=UTC),
            seconds=1.5,
            reports=(ReportFate(report=report.id, status=status, sentences=2, skipped=0, windows=windows),),
            warnings=tuple(warning for item in loaded for warning in item.warnings),
        )
        return schema(
            headline=cited,
            summary=(cited,),
            claims=(claim,),
            reports=tuple(item.report for item in loaded),
            run=run,
        )

    def check(self, report, claims, *, on_event, **arguments):
        self.asked = {"report": report, "claims": claims, **arguments}
        if self.raises:
            raise self.raises
        on_event(StageStarted("check", len(claims)))
        return [
            Check(
                claim=claim,
                confidence=self.confidences[position % len(self.confidences)],
                signals=self.signals,
            )
            for position, claim in enumerate(claims)
        ]

    def plan(self, reports, **arguments):
        self.asked = {"reports": reports, **arguments}
        return Plan(
            model="openai/x",
            destination="https://api.openai.com/v1",
            reports=(PlannedReport("r1", 2, 5, 1),),
            tokens_read=1234,
            tokens_written=200,
            cost_usd=0.0123,
            warnings=self.warnings,
        )

    def preview(self, name, report, *, prompts=None):
        self.asked = {"name": name, "report": report, "prompts": prompts}
        return FakePrompt(
            name, (FakeMessage("system", "Read."), FakeMessage("user", load(report).report.text))
        )


@pytest.fixture(autouse=True)
def cache(tmp_path_factory, monkeypatch):
    """An empty cache in the place of the user's."""
    directory = tmp_path_factory.mktemp("cache")
    monkeypatch.setattr("platformdirs.user_cache_path", lambda *_, **__: directory)
    return directory


@pytest.fixture
def pipeline(monkeypatch):
    """The fake in the place of ``summarizer.pipeline`` and of what ``summarizer.planning`` says of it."""
    fake = FakePipeline()
    module = ModuleType("summarizer.pipeline")
    for name in ("summarize", "check"):
        setattr(module, name, getattr(fake, name))
    for name in ("plan", "preview"):
        monkeypatch.setattr(f"summarizer.planning.{name}", getattr(fake, name))
    monkeypatch.setitem(sys.modules, "summarizer.pipeline", module)
    import summarizer

    monkeypatch.setattr(summarizer, "pipeline", module, raising=False)
    return fake


@pytest.fixture
def report(tmp_path):
    path = tmp_path / "report.txt"
    path.write_bytes("Nine people died.\r\nThe ministry said so – “yes”.\n".encode())
    return path


@pytest.fixture
def command(capsysbinary):
    """Runs the command in this process and gives its exit code, stdout and stderr."""
    from summarizer.cli.app import invoke

    def run(*arguments):
        code = invoke([str(argument) for argument in arguments])
        captured = capsysbinary.readouterr()
        return code, captured.out.decode(), captured.err.decode()

    return run
