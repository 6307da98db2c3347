"""Sorts tickets of a help desk: what each is about, and how urgent it is."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from typing import Literal

import openai
from pydantic import BaseModel, Field

PROMPT = """\
You sort tickets of a help desk.
Answer with JSON: the topic, and how urgent the ticket is, from 1 (can wait) to 5 (now)."""


class Triage(BaseModel):
    """What is known of a ticket before anybody reads it."""

    topic: Literal["billing", "access", "outage", "other"]
    urgency: int = Field(ge=1, le=5)


def triage(client: openai.OpenAI, ticket: str) -> Triage:
    """Sort one ticket."""
    done = client.chat.completions.create(
        model=_model(),
        messages=_messages(PROMPT, ticket),
        temperature=0,
        seed=1,
        max_tokens=60,
        response_format={
            "type": "json_schema",
            "json_schema": {"name": "triage", "strict": True, "schema": _schema()},
        },
    )
    return Triage.model_validate_json(done.choices[0].message.content or "")


def most_urgent(client: openai.OpenAI, tickets: Iterable[str]) -> str:
    """The ticket to be read first."""
    return max(tickets, key=lambda ticket: triage(client, ticket).urgency)


def reply(client: openai.OpenAI, ticket: str) -> Iterator[str]:
    """A first answer to the sender, piece by piece as the model writes it."""
    stream = client.chat.completions.create(
        model=_model(),
        messages=_messages("Answer the ticket in one friendly sentence.", ticket),
        temperature=0,
        seed=1,
        max_tokens=60,
        stream=True,
    )
    for chunk in stream:
        if chunk.choices and chunk.choices[0].delta.content:
            yield chunk.choices[0].delta.content


def _model() -> str:
    return os.environ.get("TRIAGE_MODEL", "qwen2.5-coder-1.5b-instruct-q4_k_m")


def _messages(prompt: str, ticket: str) -> list:
    return [{"role": "system", "content": prompt}, {"role": "user", "content": ticket}]


def _schema() -> dict:
    return {**Triage.model_json_schema(), "additionalProperties": False}
