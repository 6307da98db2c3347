"""One call of the pipeline: its model, its prompts, its clock, its warnings and what became of each report."""

from __future__ import annotations

from collections.abc import Generator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from importlib.metadata import version
from time import perf_counter
from typing import Literal

from summarizer import events
from summarizer.confidence.profile import Profile
from summarizer.llm import Model, PromptSet
from summarizer.llm.errors import ModelError
from summarizer.schema import ReportFate, RunInfo

Effort = Literal["standard", "thorough"]


@dataclass
class Run:
    """What one call has at hand and has done so far; ``names`` says which file or page a report comes from."""

    model: Model
    prompts: PromptSet
    profile: Profile
    listener: events.Listener | None = None
    seed: int | None = None
    effort: Effort = "standard"
    seconds: dict[events.Stage, float] = field(default_factory=dict[events.Stage, float])
    warnings: dict[str, None] = field(default_factory=dict[str, None])
    names: dict[str, str] = field(default_factory=dict[str, str])
    fates: list[ReportFate] = field(default_factory=list[ReportFate])
    started: datetime = field(default_factory=lambda: datetime.now(UTC))
    clock: float = field(default_factory=perf_counter)

    def emit(self, event: events.Event) -> None:
        """Tell the listener, if there is one."""
        if self.listener:
            self.listener(event)

    def warn(self, message: str) -> None:
        """Keep a warning for ``run.warnings``; the same one once."""
        if message not in self.warnings:
            self.warnings[message] = None
            self.emit(events.Warned(message))

    @contextmanager
    def stage(self, name: events.Stage, total: int) -> Generator[None]:
        """Announce a stage of ``total`` units and take its time; an error of the model says what the run has cost."""
        self.emit(events.StageStarted(name, total))
        before = perf_counter()
        try:
            yield
        except ModelError as error:
            error.tokens = self.model.usage.total().total
            raise
        finally:
            self.seconds[name] = round(self.seconds.get(name, 0.0) + perf_counter() - before, 3)

    def info(self, *, left_out: int = 0, unfilled: Mapping[str, str] | None = None) -> RunInfo:
        """Everything that the summary tells about how it was made."""
        return RunInfo(
            package=version("summarizer"),
            model=self.model.name,
            prompts=self.prompts.used(),
            stages=self.model.usage.stages(self.seconds),
            cost_usd=self.model.cost_usd(),
            started=self.started,
            seconds=round(perf_counter() - self.clock, 3),
            reports=tuple(self.fates),
            left_out=left_out,
            calibration=self.profile.name,
            effort=self.effort,
            seed=self.seed,
            warnings=tuple(self.warnings),
            unfilled=dict(unfilled or {}),
        )
