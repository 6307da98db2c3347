"""The fake model: a script, and who asked it what."""

from __future__ import annotations

import threading
from collections.abc import Callable, Generator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, TypeAlias

from summarizer.testing.replies import FakeReply, SeenRequest

if TYPE_CHECKING:
    import httpx2

Script: TypeAlias = (
    "FakeReply | str | Mapping[str, Any] | Callable[[SeenRequest], FakeReply | str | Mapping[str, Any]]"
)


class FakeModel:
    """A scripted stand-in for a provider.

    Args:
        script: the answers in order. A string or mapping is a reply of that text; a function makes the reply
            from the request, and as the last step of the script it answers all further requests. Beyond the
            script's end every request gets a 500 that says so.

    Attributes:
        requests: what was asked so far, in order of arrival.
    """

    def __init__(self, *script: Script) -> None:
        self.requests: list[SeenRequest] = []
        self._script = list(script)
        self._lock = threading.Lock()

    def reply(self, request: SeenRequest) -> FakeReply:
        """The next answer, for this request, which is noted."""
        with self._lock:
            self.requests.append(request)
            step: Script = FakeReply("The fake model's script has ended.", status=500)
            if self._script:
                stays = len(self._script) == 1 and callable(self._script[0])
                step = self._script[0] if stays else self._script.pop(0)
        made = step(request) if callable(step) else step
        return made if isinstance(made, FakeReply) else FakeReply(made)

    def transport(self) -> httpx2.BaseTransport:
        """A transport that answers inside this process, for ``httpx2.Client(transport=...)``."""
        from summarizer.testing.transports import SyncFakeTransport

        return SyncFakeTransport(self)

    def async_transport(self) -> httpx2.AsyncBaseTransport:
        """A transport that answers inside this process, for ``httpx2.AsyncClient(transport=...)``."""
        from summarizer.testing.transports import AsyncFakeTransport

        return AsyncFakeTransport(self)

    @contextmanager
    def serve(self) -> Generator[str]:
        """Answer over a real socket, from a thread; gives the base URL, ``http://127.0.0.1:PORT/v1``."""
        from summarizer.testing.server import serving

        with serving(self) as url:
            yield url
