"""Payloads in every field, in a real browser: none runs, none breaks the layout."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from browsing import until
from summaries import hostile

pytestmark = pytest.mark.browser

PAYLOADS = Path(__file__).parents[3] / "shared/data/hostile/xss_payloads.jsonl"
BATCH = 52
SHAPE = """() => {
    const count = {};
    for (const element of document.querySelectorAll('*')) {
        const name = element.tagName;
        // A text of several lines is several paragraphs; a source is named once in the list to choose from.
        if (!['P', 'MARK', 'OPTION'].includes(name)) count[name] = (count[name] || 0) + 1;
    }
    const handlers = [...document.querySelectorAll('*')]
        .flatMap(element => [...element.attributes])
        .filter(attribute => /^on|^src|^style|^action/.test(attribute.name)).length;
    const links = [...document.querySelectorAll('[href]')]
        .filter(link => !/^#[cert]\\d+(-\\d+)?$|^#(claims|sources|about)$/.test(link.getAttribute('href'))).length;
    return [count, handlers, links, document.documentElement.scrollWidth <= innerWidth];
}"""


def payloads():
    if not PAYLOADS.exists():
        pytest.skip("the payloads are not here")
    texts = [json.loads(line)["text"] for line in PAYLOADS.read_text("utf-8").splitlines()]
    assert len(texts) == 988
    return [text for text in texts if text.strip()]


def test_none_runs_and_none_breaks_the_layout(show, summary):
    texts = payloads()
    shapes = {}
    for start in range(0, len(texts), BATCH):
        batch = texts[start : start + BATCH]
        page = show(hostile(summary, *batch), width=360 if start % (2 * BATCH) else 1280)
        # Focus, hover and clicks are what many of them wait for.
        page.hover("#c1 h3")
        page.click("#c1 .evidence a")
        page.wait_for_selector("mark.on")
        page.keyboard.press("b")
        page.fill("#f-text", batch[0])
        page.click("#reset")
        until(page, "document.querySelector('#list > li.on')")
        if len(batch) not in shapes:
            harmless = hostile(summary, *(f"x{number}" for number in range(len(batch))))
            shapes[len(batch)] = show(harmless).evaluate(SHAPE)
        assert page.evaluate(SHAPE) == shapes[len(batch)]
        titles = page.evaluate("[document.title !== '', document.querySelectorAll('#list > li').length]")
        assert titles == [True, len(batch)]
        page.context.close()


def test_a_script_that_got_in_would_not_run(show, summary, complaints):
    page = show(summary)
    page.evaluate(
        """() => {
            document.body.insertAdjacentHTML('beforeend', '<img id=bad src=x onerror="window.ran = 1">');
            const script = document.createElement('script');
            script.textContent = 'window.ran = 1';
            document.body.append(script);
        }"""
    )
    page.wait_for_timeout(200)
    assert page.evaluate("window.ran") is None
    refused = list(complaints)
    complaints.clear()
    assert len(refused) >= 3
    assert all("Content Security Policy" in complaint for complaint in refused)
