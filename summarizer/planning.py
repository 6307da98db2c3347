"""What a run would do, without doing it: windows, tokens, cost, and the prompts it would ask."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from summarizer.llm import Estimate, Profile, Prompt, PromptSet, approximate_tokens, estimate, prompt_set
from summarizer.reading.load import Source, load, load_all
from summarizer.reading.prepare import Prepared, prepare
from summarizer.stages.incidents import sort_pile
from summarizer.stages.read import REMEMBERED, turn, window_count, window_prompt, windows

_CLAIMS = 1.4
"""Claims per sentence, as measured on the examples."""
_CLAIM_TOKENS = 15
"""Tokens of a claim."""
_COMPOSED = 250
"""Tokens of headline and summary."""


@dataclass(frozen=True, slots=True)
class PlannedReport:
    """How one report would be read."""

    id: str
    windows: int
    sentences: int
    skipped: int


@dataclass(frozen=True, slots=True)
class Plan:
    """What a run would do. Tokens are a forecast, good within a half or so.

    Attributes:
        model: its name.
        destination: base URL that requests would go to, or "this machine".
        reports: how each would be read.
        tokens_read: tokens of all questions, cached ones included.
        tokens_written: tokens of all answers.
        cost_usd: at list price; None where the price is not known.
        warnings: what a person should know about how the reports were read.
    """

    model: str
    destination: str
    reports: tuple[PlannedReport, ...]
    tokens_read: int
    tokens_written: int
    cost_usd: float | None
    warnings: tuple[str, ...] = ()

    @property
    def windows(self) -> int:
        """Windows of all reports."""
        return sum(report.windows for report in self.reports)


def plan(
    reports: Source | Sequence[Source],
    *,
    model: str | None = None,
    base_url: str | None = None,
    prompts: str | Path | None = None,
    fetch: bool = False,
) -> Plan:
    """What ``summarize`` would do with these arguments. Nothing is sent and no model is loaded.

    With ``fetch`` the addresses among the reports are opened, to be read.

    Raises:
        InputError: a report, an argument or a prompt cannot be used.
    """
    pile = load_all(reports, fetch=fetch)
    prepared = [prepare(one.report) for one in pile.reports]
    found = sort_pile(prepared)
    planned = forecast(
        [one for one in prepared if one.report.id not in found.aside],
        estimate(model, base_url=base_url),
        prompt_set(prompts),
    )
    set_aside = [f"{identifier} would be set aside: {reason}." for identifier, reason in found.aside.items()]
    return replace(planned, warnings=(*pile.warnings, *filter(None, [found.doubt]), *set_aside))


def preview(name: str, report: Source, *, prompts: str | Path | None = None) -> Prompt:
    """The first prompt of a name as it would be asked about a report. No model is called.

    Raises:
        InputError: the report cannot be used, or there is no prompt of that name.
    """
    return first_prompt(name, prepare(load(report).report), prompt_set(prompts))


def forecast(prepared: Sequence[Prepared], target: Estimate, prompts: PromptSet) -> Plan:
    """Add up what reading, checking and composing would take."""
    profile = target.target.profile
    claims = round(sum(len(one.sentences) for one in prepared) * _CLAIMS)
    asked = _size(prompts.render("check", claim="", evidence="", context=""))
    read = sum(_reading(one, profile, prompts) for one in prepared)
    evidence = sum(approximate_tokens(sentence.text) for one in prepared for sentence in one.sentences)
    checked = round(claims * (asked + _CLAIM_TOKENS) + evidence * _CLAIMS)
    composed = _size(prompts.render("compose", claims=[])) + claims * (_CLAIM_TOKENS + 5)
    written = claims * (_CLAIM_TOKENS + 1) + _COMPOSED * bool(claims)
    return Plan(
        model=target.model,
        destination=target.sent_to,
        reports=tuple(
            PlannedReport(one.report.id, window_count(one, profile), len(one.sentences), one.skipped)
            for one in prepared
        ),
        tokens_read=read + checked + composed,
        tokens_written=written,
        cost_usd=target.cost_usd(read + checked + composed, written),
    )


def _reading(prepared: Prepared, profile: Profile, prompts: PromptSet) -> int:
    if profile.window == "report":
        return sum(
            _size(window_prompt(prompts, prepared, *window))
            for window in windows(prepared.sentences, profile.context)
        )
    asked, turns, total = _size(prompts.render("read")), 0, 0
    for sentence in prepared.sentences:
        total += asked + turns + approximate_tokens(sentence.text)
        turns += approximate_tokens(sentence.text) + round(_CLAIMS * _CLAIM_TOKENS)
        turns = turns if turns <= REMEMBERED else turns // 2
    return total


def _size(prompt: Prompt) -> int:
    return sum(approximate_tokens(message.content) for message in prompt.messages)


def first_prompt(name: str, prepared: Prepared, prompts: PromptSet) -> Prompt:
    """The first prompt of a name as it would be asked about a report; what a model would have written is left blank.

    Raises:
        PromptError: there is no prompt of that name, or a variable it needs is not among those it is given.
    """
    sentences = prepared.sentences
    first = sentences[0].plain if sentences else ""
    if name == "read" and sentences:
        prompt = prompts.render("read")
        return replace(prompt, messages=(*prompt.messages, turn(sentences[0], prepared.heard[0])))
    if name == "read-report":
        return window_prompt(prompts, prepared, 0, len(sentences))
    return prompts.render(
        name,
        evidence=first,
        claim="...",
        context="",
        one="...",
        other="...",
        claims=[{"text": "...", "who": ""}],
        question="...",
        questions=["..."],
    )
