"""Peer: one instructor call a text for the fields of ``own_schemas.py``. Texts come and answers go as JSON lines."""

from __future__ import annotations

import json
import sys
from typing import Literal

import instructor
import openai
import server
from instructor.core.exceptions import InstructorError
from pydantic import BaseModel, Field

FIELDS = json.loads(sys.argv[1])
"""What each field asks for, by name: the same words that summarizer's schema has."""
MAX_TOKENS = 600


class Incident(BaseModel):
    """What a report says of an incident."""

    kind: Literal["ATTACK", "BOMBING", "KIDNAPPING", "ARSON", "ROBBERY"] | None = Field(
        description=FIELDS["kind"]
    )
    place: str | None = Field(description=FIELDS["place"])
    perpetrators: list[str] = Field(description=FIELDS["perpetrators"])
    perpetrator_orgs: list[str] = Field(description=FIELDS["perpetrator_orgs"])
    weapons: list[str] = Field(description=FIELDS["weapons"])
    victims: list[str] = Field(description=FIELDS["victims"])


def main() -> None:
    """Answer each line of standard input with a line."""
    running = server.start()
    client = instructor.from_openai(
        openai.OpenAI(base_url=f"{running.listening_address}/v1", api_key="none", timeout=1800),
        mode=instructor.Mode.JSON_SCHEMA,
    )
    for line in sys.stdin:
        asked = [
            {"role": "system", "content": "Fill in what the report says of the incident, in its own words."},
            {"role": "user", "content": json.loads(line)},
        ]
        try:
            answer = client.chat.completions.create(
                model="embedded",
                response_model=Incident,
                messages=asked,
                temperature=0,
                max_tokens=MAX_TOKENS,
            )
            print(answer.model_dump_json(), flush=True)
        except InstructorError:
            print("null", flush=True)
    server.finish({})


if __name__ == "__main__":
    main()
