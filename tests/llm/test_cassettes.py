"""A model on a cassette: what it recorded it answers again, without the server."""

import asyncio
import json

import pytest
from pydantic import BaseModel

from summarizer.cassettes import Cassette, CassetteMiss
from summarizer.llm import Message, Prompt, embedded, open_model


class Fact(BaseModel):
    text: str


def fill(text, **options):
    prompt = Prompt("read", 3, (Message("user", text),))

    async def run():
        async with open_model(**options) as model:
            return await model.fill(prompt, Fact, stage="read", max_tokens=9), model.usage

    return asyncio.run(run())


@pytest.mark.parametrize("name", ["embedded", "openai/m", "anthropic/m"])
def test_recorded_and_replayed(name, provider, replies, tmp_path, monkeypatch):
    reply = replies.tool if name == "anthropic/m" else replies.chat
    provider.says(reply('{"text": "Fire."}'))
    started = []
    monkeypatch.setattr(
        embedded, "server_address", lambda: started.append(1) or provider.url.removesuffix("/v1")
    )
    address = provider.url.removesuffix("/v1") if name == "anthropic/m" else provider.url
    options = (
        {"name": name} if name == "embedded" else {"name": name, "base_url": address, "api_key": "sk-key"}
    )

    path = tmp_path / "tape.json"
    with Cassette(path, "once"):
        fact, usage = fill("Fire.", **options)
    with Cassette(path) as tape:
        again, used = fill("Fire.", **options)
        with pytest.raises(CassetteMiss):
            fill("Flood.", **options)

    assert again.text == fact.text == "Fire."
    assert used == usage
    assert len(provider.requests) == 1
    assert len(started) == (name == "embedded")
    assert tape.unplayed == ()
    stored = path.read_text()
    assert "read@3" in stored
    assert f"{__name__}:Fact" in stored or "test_cassettes:Fact" in stored
    assert "sk-key" not in stored
    assert "127.0.0.1" not in json.dumps(json.loads(stored)["entries"][0]["request"])
