"""How a summary was made: in a line, and in full."""

from __future__ import annotations

from summarizer.render.safe import plain
from summarizer.render.wording import duration, moment, money, plural
from summarizer.schema import PromptUse, ReportFate, RunInfo, StageUse


def phrases(run: RunInfo) -> tuple[str, ...]:
    """Say how a summary was made in a few short phrases."""
    read = sum(stage.tokens_read for stage in run.stages)
    written = sum(stage.tokens_written for stage in run.stages)
    return tuple(
        plain(phrase)
        for phrase in (
            run.model,
            f"{read:,} tokens read, {written:,} written",
            money(run.cost_usd),
            duration(run.seconds),
            _reading(run.reports),
            f"confidence {_calibration(run)}",
            f"summarizer {run.package}",
        )
        if phrase
    )


def _reading(fates: tuple[ReportFate, ...]) -> str:
    if not fates:
        return ""
    sentences, skipped = sum(fate.sentences for fate in fates), sum(fate.skipped for fate in fates)
    aside = f", {plural(skipped, 'line')} of captions and the like skipped" if skipped else ""
    return f"{plural(sentences, 'sentence')}{aside}"


def details(run: RunInfo) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Say all that is known of how a summary was made, under names; only what there is."""
    found = {
        "Model": (run.model,),
        "Prompts": tuple(_prompt(prompt) for prompt in run.prompts),
        "Stages": tuple(_stage(stage) for stage in run.stages),
        "Reports": tuple(_fate(fate) for fate in run.reports),
        "Left out": (f"{plural(run.left_out, 'sentence')} that no claim bore",) if run.left_out else (),
        "Confidence": (_calibration(run),),
        "Effort": (run.effort,),
        "Seed": (str(run.seed),) if run.seed is not None else (),
        "Cost": (money(run.cost_usd).removeprefix("cost "),),
        "Time": (f"{duration(run.seconds)}, from {moment(run.started)}",),
        "Made by": (f"summarizer {run.package}",),
    }
    return tuple((name, tuple(plain(line) for line in lines)) for name, lines in found.items() if lines)


def _calibration(run: RunInfo) -> str:
    return "uncalibrated" if run.calibration == "uncalibrated" else f"calibrated ({run.calibration})"


def _prompt(prompt: PromptUse) -> str:
    return f"{prompt.name}, version {prompt.version} ({prompt.sha256[:12]})"


def _stage(stage: StageUse) -> str:
    cached = f" ({stage.tokens_cached:,} from a cache)" if stage.tokens_cached else ""
    return (
        f"{stage.stage}: {plural(stage.requests, 'request')}, {stage.tokens_read:,} tokens read{cached}, "
        f"{stage.tokens_written:,} written, {duration(stage.seconds)}"
    )


def _fate(fate: ReportFate) -> str:
    status = {"partly": "read in part", "failed": "could not be read", "empty": "read, no claim found"}
    windows = f" in {plural(len(fate.windows), 'window')}" if fate.windows else ""
    return f"{fate.report}: {status.get(fate.status, fate.status)}; {_reading((fate,))}{windows}"
