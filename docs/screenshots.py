"""Take the pictures of the HTML page that the README shows: what the embedded model said of an example, replayed.

Run from the project's root, with Chromium installed: ``python docs/screenshots.py``.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import sync_playwright

DOCS = Path(__file__).parent
REPORT = DOCS.parent / "examples/breach-notice.txt"
CASSETTE = DOCS.parent / "cassettes/test_recorded/test_a_notice_of_the_examples.json"


def main() -> None:
    """Replay, render, photograph."""
    with TemporaryDirectory() as folder, sync_playwright() as playwright:
        page_file = Path(folder) / "page.html"
        arguments = ["run", REPORT, "--cassette", CASSETTE, "--format", "html", "--output", page_file]
        command = "from summarizer.cli import main; main()"
        subprocess.run([sys.executable, "-c", command, *map(str, arguments)], check=True)
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        for name, width, height, scheme in (
            ("page", 1280, 860, "light"),
            ("page-dark", 1280, 860, "dark"),
            ("page-narrow", 390, 860, "light"),
        ):
            page = browser.new_page(viewport={"width": width, "height": height}, color_scheme=scheme)
            page.goto(page_file.as_uri())
            if name == "page-dark":
                page.click("#c10 .evidence a >> nth=1")
            page.screenshot(path=DOCS / f"{name}.png")
        browser.close()


if __name__ == "__main__":
    main()
