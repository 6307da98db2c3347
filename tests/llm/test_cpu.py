"""What a model call costs in CPU beside the model: SDK, instructor and our own code together."""

import asyncio
import json
import time

import httpx2
import pytest
from pydantic import BaseModel

from summarizer.llm import Message, Prompt, model, open_model

PROMPT = Prompt("read", 1, (Message("system", "s" * 2000), Message("user", "u" * 3000)))
CLAIM = {"text": "Eleven sheep escaped from the farm.", "source": None, "certainty": "stated"}
ANSWER = {"role": "assistant", "content": json.dumps({"claims": [CLAIM] * 5})}
USAGE = {"prompt_tokens": 1, "completion_tokens": 1}


class Claim(BaseModel):
    text: str
    source: str | None
    certainty: str


class Claims(BaseModel):
    claims: list[Claim]


class AtOnce(httpx2.AsyncBaseTransport):
    async def handle_async_request(self, request):
        choice = {"index": 0, "finish_reason": "stop", "message": ANSWER}
        return httpx2.Response(200, json={"id": "c", "choices": [choice], "usage": USAGE})


def test_a_call_costs_at_most_ten_milliseconds_of_cpu(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(model, "http_client", lambda *_: httpx2.AsyncClient(transport=AtOnce(), verify=False))

    async def run():
        async with open_model("openai/m", base_url="http://nowhere/v1") as opened:

            async def ask(times):
                started = time.process_time()
                for _ in range(times):
                    await opened.fill(PROMPT, Claims, stage="read", max_tokens=9)
                return (time.process_time() - started) / times

            await ask(1)
            return min([await ask(10) for _ in range(6)])

    assert asyncio.run(run()) <= 0.010
