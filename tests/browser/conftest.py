"""A real browser, and pages to open in it. Chromium comes from the system, nothing is downloaded."""

from __future__ import annotations

import shutil

import pytest

from summarizer.render.html import to_html

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")


@pytest.fixture(scope="session")
def browser():
    """Chromium, without a window."""
    from playwright.sync_api import sync_playwright

    if CHROMIUM is None:
        pytest.fail("These tests need Chromium: apt-get install chromium")
    with sync_playwright() as playwright:
        # CI runs as root, where Chromium has no sandbox.
        running = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield running
        running.close()


@pytest.fixture
def complaints():
    """What pages complained of, and what they asked the network for: any of it fails the test."""
    heard = []
    yield heard
    assert not heard


@pytest.fixture
def show(browser, tmp_path, complaints):
    """Open a summary in a page of its own."""
    contexts = []

    def complain(what):
        complaints.append(what)

    def opened(summary, *, width=1280, height=800, **options):
        file = tmp_path / f"page-{len(contexts)}.html"
        file.write_bytes(to_html(summary).encode())
        context = browser.new_context(viewport={"width": width, "height": height}, **options)
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: complain(message.text))
        page.on("pageerror", lambda error: complain(str(error)))
        page.on("dialog", lambda dialog: (complain(dialog.message), dialog.dismiss()))
        page.on("request", lambda request: request.url.startswith("file:") or complain(request.url))
        page.goto(file.as_uri())
        return page

    yield opened
    for context in contexts:
        context.close()
