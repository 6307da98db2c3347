"""Peer: one instructor call for all claims of a report. Prints its claims and tokens as JSON."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any, Literal

import instructor
import openai
import server
import task
from instructor.core.exceptions import InstructorError
from pydantic import BaseModel, Field

MAX_TOKENS = 5500
"""What fits beside the longest report; an answer that runs on for ever stops here and is lost."""


class Claim(BaseModel):
    """One atomic fact."""

    quote: str = Field(description="The words of the report that state it, copied exactly.")
    claim: str = Field(description="The fact in plain words, pronouns resolved, without 'X said'.")
    source: str | None = Field(description="Who says it; null where the report speaks in its own voice.")
    certainty: Literal["confirmed", "stated", "reported", "alleged", "unconfirmed", "denied"]


class Claims(BaseModel):
    """All claims of a report, in its order."""

    claims: list[Claim]


def messages(text: str) -> list[dict[str, str]]:
    """The instructions, the worked example as a turn, the report."""
    turns = [{"role": "system", "content": task.instructions("quote", "claim", "source", "certainty")}]
    for example in task.EXAMPLES:
        names = ("quote", "claim", "source", "certainty")
        answer = {"claims": [dict(zip(names, claim, strict=True)) for claim in example.claims]}
        turns += [
            {"role": "user", "content": example.text},
            {"role": "assistant", "content": json.dumps(answer, ensure_ascii=False)},
        ]
    return [*turns, {"role": "user", "content": text}]


def located(text: str, claim: Claim) -> dict[str, Any]:
    """The claim as the benchmark reads it; its quote is looked for as it stands."""
    start = text.find(claim.quote) if claim.quote else -1
    place = {"start": start, "end": start + len(claim.quote)} if start >= 0 else {"start": None, "end": None}
    said = {"quote": claim.quote, "source": task.source_of(claim.source), "certainty": claim.certainty}
    return {"text": f"{claim.claim}\n{claim.quote}", "statements": [place | said]}


def main() -> None:
    """Run on the report that is named."""
    text = Path(sys.argv[1]).read_bytes().decode()
    running = server.start()
    used = {"calls": 0, "cut": 0, "tokens_read": 0, "tokens_written": 0}

    def count(response: Any) -> None:
        used["calls"] += 1
        used["cut"] += response.choices[0].finish_reason == "length"
        used["tokens_read"] += response.usage.prompt_tokens
        used["tokens_written"] += response.usage.completion_tokens

    client = instructor.from_openai(
        openai.OpenAI(base_url=f"{running.listening_address}/v1", api_key="none", timeout=1800),
        mode=instructor.Mode.JSON_SCHEMA,
    )
    client.on("completion:response", count)
    claims: list[dict[str, Any]] = []
    error = None
    try:
        answer = client.chat.completions.create(
            model="embedded",
            response_model=Claims,
            messages=messages(text),
            temperature=0,
            max_tokens=MAX_TOKENS,
        )
        claims = [located(text, claim) for claim in answer.claims]
    except InstructorError as failure:
        error = type(failure).__name__
    server.finish({"claims": claims, "error": error, **used})


if __name__ == "__main__":
    main()
