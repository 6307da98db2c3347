"""The HTML format: one file that loads nothing, in which every claim leads to its place in the source.

Everything that a report or a model wrote goes through Jinja2's escaping into text or a quoted attribute, never
into a style, a script or an address; names that the page itself uses (ids, classes) are made of positions. A
content security policy allows the two inline blocks of ours by their hashes, and nothing else.
"""

from __future__ import annotations

import base64
import functools
import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from summarizer.render.safe import plain, visible
from summarizer.render.source import Key, Passage, passages, standing
from summarizer.render.view import ClaimLine, View, view
from summarizer.render.wording import moment, plural
from summarizer.schema import Certainty, IncidentSummary, Report, Statement, WindowFate

_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}")
_FLOORS = ((0.95, "almost certain"), (0.8, "very likely or more"), (0.55, "likely or more"))


@dataclass(frozen=True, slots=True)
class Source:
    """A report as a panel of the page."""

    name: str
    details: tuple[str, ...]
    language: str
    """A BCP 47 code; empty where none fit for an attribute is known."""
    text: str
    passages: tuple[Passage, ...]
    claims: int
    """How many have evidence in it."""


@dataclass(frozen=True, slots=True)
class Card:
    """A claim as the page lists it."""

    claim: ClaimLine
    voices: tuple[int, ...]
    """Positions of its sources in the list to filter by."""
    reports: tuple[int, ...]
    """Positions of its reports."""
    places: tuple[bool, ...]
    """For each piece of its evidence, whether it stands in a text of this page."""


def to_html(summary: IncidentSummary) -> str:
    """Write a summary, or one of a schema of the user's, as a page that stands alone.

    Returns:
        HTML in one string, to be saved as UTF-8; it refers to nothing outside itself.
    """
    shown = view(summary)
    stands = standing(summary.claims, summary.reports)
    voices = _voices(shown)
    cards = _cards(summary, shown, voices, stands)
    page = _templates().get_template("page.html")
    return page.render(
        view=shown,
        cards=cards,
        number={card.claim.id: position for position, card in enumerate(cards, start=1)},
        sources=[_source(report, stands[report.id], _failed(summary, report)) for report in summary.reports],
        voices=voices,
        certainties=[str(level) for level in Certainty],
        floors=_FLOORS,
        made=moment(summary.run.started, "day"),
        style=_asset("page.css"),
        script=_asset("page.js"),
        style_hash=_hash("page.css"),
        script_hash=_hash("page.js"),
    )


def _voices(shown: View) -> dict[str, int]:
    """Everybody who is named, the most often named first, with how many claims they stand behind."""
    counts: dict[str, int] = {}
    for claim in shown.claims:
        for source in claim.sources:
            counts[source] = counts.get(source, 0) + 1
    return dict(sorted(counts.items(), key=lambda item: -item[1]))


def _cards(
    summary: IncidentSummary,
    shown: View,
    voices: Mapping[str, int],
    stands: Mapping[str, Mapping[Key, Statement]],
) -> list[Card]:
    names = {name: position for position, name in enumerate(voices)}
    order = {report.id: position for position, report in enumerate(summary.reports)}
    placed = {key for found in stands.values() for key in found}
    return [
        Card(
            claim=line,
            voices=tuple(names[source] for source in line.sources),
            reports=tuple(sorted({order[said.report] for said in claim.statements if said.report in order})),
            places=tuple((place, number) in placed for number in range(1, len(claim.statements) + 1)),
        )
        for place, (claim, line) in enumerate(zip(summary.claims, shown.claims, strict=True), start=1)
    ]


def _source(report: Report, statements: Mapping[Key, Statement], failed: Sequence[WindowFate]) -> Source:
    published = moment(report.published) if report.published else ""
    details = (report.title or "", report.id if report.publisher else "", published, report.url or "")
    language = report.language or ""
    return Source(
        name=plain(report.publisher or report.id),
        details=tuple(plain(detail) for detail in details if detail),
        language=language if _LANGUAGE.fullmatch(language) else "",
        text=report.text,
        passages=tuple(passages(report.text, statements, failed)),
        claims=len({place for place, _ in statements}),
    )


def _failed(summary: IncidentSummary, report: Report) -> list[WindowFate]:
    return [
        window
        for fate in summary.run.reports
        if fate.report == report.id
        for window in fate.windows
        if window.status == "failed"
    ]


@functools.cache
def _templates() -> Environment:
    environment = Environment(
        loader=PackageLoader("summarizer.render"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    tools: dict[str, Any] = {"visible": visible, "plural": plural}
    environment.filters.update(tools)
    return environment


@functools.cache
def _asset(name: str) -> Markup:
    """Our own style or script, as it stands in the page."""
    environment = _templates()
    assert environment.loader is not None
    text, _, _ = environment.loader.get_source(environment, name)
    return Markup(text)  # noqa: S704 - it is ours


@functools.cache
def _hash(name: str) -> str:
    """Name an inline block for the content security policy."""
    digest = hashlib.sha256(_asset(name).encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"
