"""One request on its way to the real server, and what is noted of it."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any

from summarizer.cassettes import bodies, provenance
from summarizer.cassettes.drift import fits
from summarizer.cassettes.entry import Chunk, Failure, Response
from summarizer.cassettes.matching import Request

KEPT_HEADERS = frozenset({"content-type", "location", "retry-after", "retry-after-ms", "x-should-retry"})
"""Response headers that change what an SDK does. No others are kept, and no request header at all."""

_STREAMS = (
    "text/event-stream",
    "application/x-ndjson",
    "application/jsonl",
    "application/vnd.amazon.eventstream",
)

Keep = Callable[["Recording", dict[str, Any]], None]


class Recording:
    """What is noted of one request while it is out. The first of ``end``, ``fail`` and ``stop`` concludes it.

    Args:
        request: what is sent.
        notes: what the caller annotated it with.
        keep: takes the finished entry.
        order: position among the tape's recordings, by when the request began.
    """

    def __init__(self, request: Request, notes: Mapping[str, str], keep: Keep, order: int) -> None:
        self.request = request
        self.order = order
        self.decode: Callable[[bytes], bytes] | None = None
        self._notes = notes
        self._keep = keep
        self._at = datetime.now(UTC)
        self._start = time.perf_counter()
        self._status: int | None = None
        self._headers: dict[str, str] = {}
        self._chunks: list[Chunk] = []
        self._open = True
        self._lock = threading.Lock()

    def answered(self, status: int, headers: Mapping[str, str]) -> None:
        """The head of the response came. ``headers``: names in lower case."""
        self._status = status
        self._headers = {name: headers[name] for name in sorted(headers) if name in KEPT_HEADERS}

    def chunk(self, data: bytes) -> None:
        """A piece of the body came."""
        if self._open and data:
            self._chunks.append(Chunk(data, time.perf_counter() - self._start))

    def end(self) -> None:
        """The body came to its end."""
        self._conclude()

    def stop(self) -> None:
        """The reader left. What it had read by then is all there is; before an answer began, that is nothing."""
        if self._status is None:
            self._open = False
            return
        last = self._chunks[-1].data if self._chunks else b""
        ended = b"[DONE]" in last or b"message_stop" in last
        self._conclude(stopped=not ended)

    def fail(self, error: Exception) -> None:
        """The HTTP library raised instead of answering, or in the middle of an answer."""
        self._conclude(failure=Failure(type(error).__name__, str(error)))

    def _conclude(self, *, stopped: bool = False, failure: Failure | None = None) -> None:
        with self._lock:
            if not self._open:
                return
            self._open = False
        streamed = is_stream(self._headers)
        chunks = tuple(self._chunks)
        if self.decode is not None and chunks:
            chunks = (Chunk(self.decode(b"".join(chunk.data for chunk in chunks)), chunks[-1].at),)
        response = Response(
            status=self._status,
            headers=self._headers,
            chunks=chunks,
            streamed=streamed,
            stopped=stopped,
            failure=failure,
        )
        self._keep(self, self._stored(response))

    def _stored(self, response: Response) -> dict[str, Any]:
        body = bodies.encode(self.request.body, spacing=False)
        entry: dict[str, Any] = {name: self._notes[name] for name in _NOTED if name in self._notes}
        more = {name: text for name, text in self._notes.items() if name not in _NOTED}
        if more:
            entry["notes"] = more
        entry["recorded"] = {
            "at": self._at.strftime("%Y-%m-%dT%H:%M:%SZ"),
            "seconds": round(time.perf_counter() - self._start, 3),
            "provider": provenance.provider(self.request.host),
        }
        entry["request"] = {"method": self.request.method, "path": self.request.path, **body}
        entry["response"] = response.stored()
        return entry


def is_stream(headers: Mapping[str, str]) -> bool:
    """Whether a response comes in pieces that matter."""
    return headers.get("content-type", "").startswith(_STREAMS)


def complete(entry: dict[str, Any]) -> None:
    """Add what takes a look at the bodies: models, tokens, versions, and whether the answer fits its model."""
    entry["recorded"].update(provenance.describe(entry))
    try:
        fitting = fits(entry)
    except LookupError:
        fitting = None
    if fitting is not None:
        entry["fits"] = fitting


_NOTED = ("prompt", "response_model")
