"""The whole pipeline with the real SDK: a fake model over a socket, or behind the embedded model's transport.

The fake answers by looking at the request. So that no test depends on how a shipped prompt is worded, most runs put
templates in their place that only say which question it is and give its variables as JSON.
"""

from __future__ import annotations

import functools

import pytest

import summarizer
from desk import KEY, VARIABLES
from summarizer.llm import PromptSet, embedded, prompts, retries


@pytest.fixture(scope="session")
def compiled():
    """Templates are compiled once for all tests: that takes longer than the rest of most of them."""
    return functools.cache(prompts._load)


@pytest.fixture(autouse=True)
def at_once(monkeypatch, compiled):
    """Nothing of the user's environment, and no waiting."""

    async def sleep(seconds):
        pass

    monkeypatch.setattr(prompts, "_load", compiled)
    monkeypatch.setattr(retries, "sleep", sleep)
    for name in ("SUMMARIZER_MODEL", "OPENAI_API_KEY", "OPENAI_BASE_URL"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture(scope="session")
def plain(tmp_path_factory):
    """Templates that only say which question it is, and give its variables as JSON."""
    directory = tmp_path_factory.mktemp("plain")
    for name in PromptSet().names():
        variables = VARIABLES.get(name)
        asked = f"## user\n{{{{ ({variables}) | tojson }}}}\n" if variables else ""
        (directory / f"{name}.md").write_text(
            f"---\nname: {name}\nversion: 7\n---\n## system\n{name}\n{asked}"
        )
    return directory


@pytest.fixture
def ask(plain, monkeypatch):
    """Calls the library with a fake model: a strong one over a socket, or a small one in the embedded's place."""

    def call(desk, *given, model="openai/fake", function=summarizer.summarize, **options):
        options = {"prompts": plain, "profile": "plain", **options}
        if model == "embedded":
            monkeypatch.setattr(embedded, "EmbeddedTransport", lambda on_event: desk.async_transport())
            return function(*given, model=model, **options)
        with desk.serve() as url:
            return function(*given, model=model, base_url=url, api_key=KEY, **options)

    return call
