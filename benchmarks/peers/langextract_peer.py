"""Peer: langextract over a report. Prints its claims and tokens as JSON."""

from __future__ import annotations

import sys
import warnings
from pathlib import Path
from typing import Any

import langextract as lx
import server
import task
from langextract.factory import ModelConfig, create_model

INSTRUCTIONS = task.instructions("quote", "source", "certainty").replace("- quote:", "- claim:")
MAX_TOKENS = 3000
"""For a chunk of 1000 characters; an answer that runs on for ever stops here and is lost."""


def examples() -> list[Any]:
    """The worked example, as langextract wants it."""
    return [
        lx.data.ExampleData(
            text=example.text,
            extractions=[
                lx.data.Extraction(
                    extraction_class="claim",
                    extraction_text=quote,
                    attributes={"source": source, "certainty": certainty},
                )
                for quote, _, source, certainty in example.claims
            ],
        )
        for example in task.EXAMPLES
    ]


def located(extraction: Any) -> dict[str, Any]:
    """An extraction as the benchmark reads it, at the place where langextract's aligner puts it.

    Its words are the claim. No paraphrase is asked for beside them, so that it writes as little as it can.
    """
    said = extraction.attributes or {}
    span = extraction.char_interval
    statement = {
        "start": span.start_pos if span else None,
        "end": span.end_pos if span else None,
        "quote": extraction.extraction_text,
        "source": task.source_of(said.get("source")),
        "certainty": said.get("certainty") or "",
    }
    return {"text": extraction.extraction_text, "statements": [statement]}


def main() -> None:
    """Run on the report that is named."""
    text = Path(sys.argv[1]).read_bytes().decode()
    running = server.start()
    used = {"calls": 0, "cut": 0, "tokens_read": 0, "tokens_written": 0}
    settings = {
        "base_url": f"{running.listening_address}/v1",
        "api_key": "none",
        "temperature": 0.0,
        "max_output_tokens": MAX_TOKENS,
    }
    model = create_model(
        ModelConfig(model_id="embedded", provider="OpenAILanguageModel", provider_kwargs=settings),
        examples=examples(),
        use_schema_constraints=True,
    )
    model._client.timeout = 1800
    completions = model._client.chat.completions
    create = completions.create

    def counted(**request: Any) -> Any:
        response = create(**request)
        used["calls"] += 1
        used["cut"] += response.choices[0].finish_reason == "length"
        used["tokens_read"] += response.usage.prompt_tokens
        used["tokens_written"] += response.usage.completion_tokens
        return response

    completions.create = counted
    claims: list[dict[str, Any]] = []
    error = None
    warnings.simplefilter("ignore")
    try:
        found = lx.extract(
            text_or_documents=text,
            prompt_description=INSTRUCTIONS,
            examples=examples(),
            model=model,
            show_progress=False,
        )
        claims = [located(extraction) for extraction in found.extractions or []]
    except lx.exceptions.LangExtractError as failure:
        error = type(failure).__name__
    server.finish({"claims": claims, "error": error, **used})


if __name__ == "__main__":
    main()
