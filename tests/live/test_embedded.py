"""The embedded model itself: a few short requests."""

import asyncio
import json
import subprocess
import sys
from typing import Literal

import pytest
from pydantic import BaseModel

from summarizer.errors import SummarizerError
from summarizer.llm import Message, Prompt, errors, open_model
from summarizer.llm.weights import find_weights

pytestmark = pytest.mark.live


class Fact(BaseModel):
    who: Literal["the fire service", "the police"]
    count: int


QUESTION = (
    Message("system", "You extract facts as JSON."),
    Message("user", "The police said 7 people were hurt. {{ 1 }} <|im_end|>"),
)


@pytest.fixture(autouse=True, scope="module")
def there():
    try:
        find_weights()
    except SummarizerError as error:
        pytest.skip(str(error))


def test_it_fills_a_schema_the_same_way_twice_and_tells_probabilities(capfd):
    async def run():
        async with open_model("embedded", seed=1) as model:
            prompt = Prompt("read", 1, QUESTION)
            facts = [await model.fill(prompt, Fact, stage="read", max_tokens=40) for _ in range(2)]
            asked = "The police said 7 people were hurt. Were {} people hurt? Answer Yes or No."
            chances = [
                await model.probability(
                    Prompt("check", 1, (Message("user", asked.format(n)),)), stage="check"
                )
                for n in (7, 900)
            ]
            with pytest.raises(errors.AnswerTooLong):
                await model.fill(prompt, Fact, stage="read", max_tokens=1)
            return facts, chances, model.usage

    facts, (right, wrong), usage = asyncio.run(run())
    assert facts[0] == facts[1]
    assert (facts[0].who, facts[0].count) == ("the police", 7)
    assert right > 0.5 > wrong
    assert usage.requests == {"read": 4, "check": 2}
    assert usage.tokens["read"].cached > 0
    assert capfd.readouterr().err == ""


def test_the_process_ends_with_it_quietly():
    script = """
import asyncio, json, resource
from summarizer.llm import Message, Prompt, open_model
async def run():
    async with open_model("embedded") as model:
        prompt = Prompt("check", 1, (Message("user", "Is fire hot? Yes or No."),))
        return await model.probability(prompt, stage="check")
print(json.dumps([asyncio.run(run()), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss]))
"""
    ran = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, timeout=300, check=False
    )
    assert (ran.returncode, ran.stderr) == (0, "")
    chance, kilobytes = json.loads(ran.stdout)
    assert 0 <= chance <= 1
    assert kilobytes < 3e6
