"""The HTTP clients all requests go through: a cassette's while there is one, else straight to the server."""

from __future__ import annotations

from contextlib import AbstractContextManager, nullcontext
from typing import TYPE_CHECKING, Any

from summarizer.llm.names import EMBEDDED, Target

if TYPE_CHECKING:
    import httpx2

    from summarizer.events import Listener
    from summarizer.llm.prompts import Prompt

try:
    from summarizer.cassettes import current_tape  # pyright: ignore
except ImportError:  # until it lands

    def current_tape() -> Any:
        """No cassette."""
        return


def http_client(target: Target, on_event: Listener | None) -> httpx2.AsyncClient:
    """A new client for the target's server. Redirects are not followed: a document goes where it was sent."""
    import httpx2

    transport = None
    tls = target.base_url.startswith("https:")  # where there is none, setting it up would cost 60 ms
    if target.provider == EMBEDDED:
        from summarizer.llm.embedded import EmbeddedTransport

        transport = EmbeddedTransport(on_event)
    tape = current_tape()
    if tape is not None:
        return tape.async_client(transport=transport or httpx2.AsyncHTTPTransport(verify=tls))
    return httpx2.AsyncClient(transport=transport, verify=tls)


def annotated(prompt: Prompt, response_model: type[Any] | None) -> AbstractContextManager[Any]:
    """Note on the cassette, if there is one, which prompt a request comes from and what it is to fill."""
    tape = current_tape()
    if tape is None:
        return nullcontext()
    form = f"{response_model.__module__}:{response_model.__qualname__}" if response_model else None
    return tape.annotate(prompt=f"{prompt.name}@{prompt.version}", response_model=form)
