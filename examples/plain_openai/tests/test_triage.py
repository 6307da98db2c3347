"""The three ways in which the project talks to a model, replayed."""

import os

import openai
import pytest
from triage import Triage, most_urgent, reply, triage

from summarizer.cassettes import Cassette

LOCKED_OUT = "I cannot sign in since this morning.\nThe page says that my account is locked."
DOWN = "Nothing works any more, for all of us! Every page shows an error 500."
INVOICE = "Could you send me the invoice for March again? There is no hurry."


@pytest.fixture
def client(cassette: Cassette) -> openai.OpenAI:
    return openai.OpenAI(
        api_key=os.environ.get("OPENAI_API_KEY", "not needed for a replay"), http_client=cassette.client()
    )


def test_a_ticket_is_sorted(client: openai.OpenAI, cassette: Cassette) -> None:
    with cassette.annotate(prompt="triage@1", response_model="triage:Triage"):
        found = triage(client, LOCKED_OUT)
    assert isinstance(found, Triage)
    assert found.topic == "access"


def test_the_most_urgent_ticket_comes_first(client: openai.OpenAI) -> None:
    assert most_urgent(client, [INVOICE, DOWN]) == DOWN


def test_a_reply_is_streamed(client: openai.OpenAI) -> None:
    pieces = list(reply(client, INVOICE))
    assert len(pieces) > 3
    assert "invoice" in "".join(pieces).lower()
