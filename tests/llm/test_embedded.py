"""The embedded model's transport and the way its server is started, with another server in its place."""

import asyncio
import sys
from types import SimpleNamespace

import pytest
from pydantic import BaseModel

from summarizer.errors import ExitCode
from summarizer.events import ModelLoading, Spent
from summarizer.llm import Message, Prompt, embedded, errors, open_model, weights
from summarizer.llm.names import EMBEDDED_ID

PROMPT = Prompt("read", 1, (Message("user", "Fire."),))


class Fact(BaseModel):
    text: str


@pytest.fixture(autouse=True)
def no_server(monkeypatch, tmp_path):
    monkeypatch.setattr(embedded, "_server", None)
    monkeypatch.setattr(weights, "cache_directory", lambda: tmp_path)


@pytest.fixture
def runtime(monkeypatch):
    """In place of xllamacpp: remembers how it was started."""
    started = []

    class CommonParams(SimpleNamespace):
        def __init__(self):
            super().__init__(
                model=SimpleNamespace(), cpuparams=SimpleNamespace(), cpuparams_batch=SimpleNamespace()
            )

    def server(params):
        started.append(params)
        return SimpleNamespace(listening_address="http://127.0.0.1:1234")

    module = SimpleNamespace(CommonParams=CommonParams, Server=server, started=started)
    monkeypatch.setitem(sys.modules, "xllamacpp", module)
    return module


def fill(**options):
    async def run():
        async with open_model("embedded", **options) as model:
            return await model.fill(PROMPT, Fact, stage="read", max_tokens=9)

    return asyncio.run(run())


def test_requests_go_to_the_server_once_it_is_started(provider, replies, monkeypatch):
    provider.says(replies.chat('{"text": "Fire."}'))
    monkeypatch.setattr(embedded, "server_address", lambda: provider.url.removesuffix("/v1"))
    events = []
    assert fill(seed=7, on_event=events.append).text == "Fire."
    assert provider.paths == ["/v1/chat/completions"]
    (request,) = provider.requests
    assert (request["model"], request["temperature"], request["seed"]) == (EMBEDDED_ID, 0, 7)
    assert [type(event) for event in events] == [ModelLoading, Spent]
    assert events[0].model == EMBEDDED_ID
    assert events[1].cost_usd == 0


def test_missing_weights_are_said_at_once():
    with pytest.raises(errors.EmbeddedMissing, match="models pull") as caught:
        fill()
    assert caught.value.exit_code is ExitCode.EMBEDDED
    assert caught.value.fatal


def test_a_missing_runtime(monkeypatch, tmp_path):
    monkeypatch.setattr(embedded, "find_weights", lambda: tmp_path)
    monkeypatch.setitem(sys.modules, "xllamacpp", None)
    with pytest.raises(errors.EmbeddedMissing, match=r"summarizer\[embedded\]"):
        fill()


def test_a_model_that_cannot_be_loaded(monkeypatch, tmp_path, runtime):
    def server(params):
        raise RuntimeError("failed to load model")

    runtime.Server = server
    monkeypatch.setattr(embedded, "find_weights", lambda: tmp_path)
    with pytest.raises(errors.EmbeddedBroken, match="cannot be loaded"):
        fill()


def test_one_server_on_the_loopback_for_the_process(monkeypatch, tmp_path, runtime):
    monkeypatch.setattr(embedded, "find_weights", lambda: tmp_path / "w.gguf")
    assert embedded.server_address() == embedded.server_address() == "http://127.0.0.1:1234"
    (params,) = runtime.started
    assert params.model.path == str(tmp_path / "w.gguf")
    assert (params.hostnames, params.port, params.n_ctx) == (["127.0.0.1"], 0, 8192)
    assert params.cpuparams.n_threads == embedded.physical_cores() >= 1
    assert params.verbosity == -1
