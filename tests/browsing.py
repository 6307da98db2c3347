"""What tests in a browser share."""

from __future__ import annotations

import time


def until(page, expression, seconds=10.0):
    """Wait until a JavaScript expression is true.

    Asked from outside again and again: Playwright's own wait evaluates a string in the page, which the page's
    content security policy forbids as soon as the first look finds it false.
    """
    end = time.monotonic() + seconds
    while not page.evaluate(expression):
        assert time.monotonic() < end, f"never true: {expression}"
        page.wait_for_timeout(20)
