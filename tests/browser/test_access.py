"""Accessibility: axe finds nothing against WCAG 2.2 AA, nor against its own best practices."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe

from summarizer.schema import IncidentSummary

pytestmark = pytest.mark.browser


def violations(page):
    found = Axe().run(page, options={"resultTypes": ["violations"]}).response["violations"]
    return [(item["id"], node["html"], node["failureSummary"]) for item in found for node in item["nodes"]]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 360])
def test_a_full_page(show, several, partial, scheme, width):
    shown = several.model_copy(update={"run": partial.run})
    page = show(shown, color_scheme=scheme, width=width)
    assert violations(page) == []
    page.click("#c2 .evidence a >> nth=0")
    page.wait_for_selector("mark.on")
    page.click("details summary")
    assert violations(page) == []
    page.keyboard.press("b")
    page.keyboard.press("?")
    assert violations(page) == []


def test_a_page_without_claims_or_texts(show, summary):
    assert violations(show(IncidentSummary(reports=summary.reports, run=summary.run))) == []
    assert violations(show(IncidentSummary(run=summary.run))) == []
    assert violations(show(summary.model_copy(update={"reports": ()}))) == []


def test_without_script(show, several):
    page = show(several, java_script_enabled=False)
    assert page.locator("h1").count() == 1


def test_axe_would_find_something(show, summary):
    page = show(summary)
    page.evaluate(
        "document.querySelector('#f-text').closest('label').replaceWith(document.querySelector('#f-text'))"
    )
    assert "label" in {name for name, _, _ in violations(page)}
