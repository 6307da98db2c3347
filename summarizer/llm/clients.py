"""The HTTP clients all requests go through: a cassette's while there is one, else straight to the server."""

from __future__ import annotations

from contextlib import AbstractContextManager, nullcontext
from typing import TYPE_CHECKING

from summarizer import cassettes
from summarizer.llm.names import EMBEDDED, Target

if TYPE_CHECKING:
    import httpx2
    from pydantic import BaseModel

    from summarizer.events import Listener
    from summarizer.llm.prompts import Prompt


def http_client(target: Target, on_event: Listener | None) -> httpx2.AsyncClient:
    """Make a client for the target's server.

    It follows no redirect: a document goes where it was sent and nowhere else. TLS is left out where the
    address has none, since setting it up costs 60 ms.
    """
    import httpx2

    transport = None
    if target.provider == EMBEDDED:
        from summarizer.llm.embedded import EmbeddedTransport

        transport = EmbeddedTransport(on_event)
    tape = cassettes.current_tape()
    make = httpx2.AsyncClient if tape is None else tape.async_client
    return make(transport=transport, verify=target.base_url.startswith("https:"))


def annotated(prompt: Prompt, response_model: type[BaseModel] | None) -> AbstractContextManager[None]:
    """Note on the cassette, if there is one, which prompt a request comes from and what it is to fill."""
    tape = cassettes.current_tape()
    if tape is None:
        return nullcontext()
    form = f"{response_model.__module__}:{response_model.__qualname__}" if response_model else None
    return tape.annotate(prompt=f"{prompt.name}@{prompt.version}", response_model=form)
