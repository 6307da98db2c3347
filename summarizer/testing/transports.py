"""The fake model inside the process, under httpx2."""

from __future__ import annotations

import time
from collections.abc import AsyncIterator, Iterator
from typing import TYPE_CHECKING, Any

import anyio
import httpx2

from summarizer.testing.replies import FakeReply, SeenRequest

if TYPE_CHECKING:
    from summarizer.testing.model import FakeModel


class SyncFakeTransport(httpx2.BaseTransport):
    """Answers a synchronous client from the script of a fake model."""

    def __init__(self, model: FakeModel) -> None:
        self._model = model

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        """Answer, or raise what a broken connection would."""
        request.read()
        seen = _seen(request)
        reply = self._model.reply(seen)
        allowed = _read_timeout(request)
        time.sleep(min(reply.delay, allowed))
        _break(reply, allowed, request)
        return _response(reply, seen, request)


class AsyncFakeTransport(httpx2.AsyncBaseTransport):
    """Answers an asynchronous client from the script of a fake model."""

    def __init__(self, model: FakeModel) -> None:
        self._model = model

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        """Answer, or raise what a broken connection would."""
        await request.aread()
        seen = _seen(request)
        reply = self._model.reply(seen)
        allowed = _read_timeout(request)
        await anyio.sleep(min(reply.delay, allowed))
        _break(reply, allowed, request)
        return _response(reply, seen, request)


class _Body(httpx2.SyncByteStream, httpx2.AsyncByteStream):
    """The pieces of a body, with their gaps, to where it is cut."""

    def __init__(self, reply: FakeReply, pieces: list[bytes], request: httpx2.Request) -> None:
        self._reply = reply
        self._pieces = list(cut_short(pieces, reply.cut))
        self._request = request

    def __iter__(self) -> Iterator[bytes]:
        for number, piece in enumerate(self._pieces):
            if number:
                time.sleep(self._reply.gap)
            yield piece
        self._end()

    async def __aiter__(self) -> AsyncIterator[bytes]:
        for number, piece in enumerate(self._pieces):
            if number:
                await anyio.sleep(self._reply.gap)
            yield piece
        self._end()

    def _end(self) -> None:
        if self._reply.cut is not None:
            raise httpx2.RemoteProtocolError(
                "peer closed connection without sending complete message body", request=self._request
            )


def cut_short(pieces: list[bytes], length: int | None) -> Iterator[bytes]:
    """The pieces up to so many bytes in all; all of them where ``length`` is None."""
    for piece in pieces:
        if length is None:
            yield piece
        elif length > 0:
            yield piece[:length]
            length -= len(piece)


def _seen(request: httpx2.Request) -> SeenRequest:
    headers = {name.lower(): value for name, value in request.headers.items()}
    return SeenRequest(request.method, request.url.raw_path.decode("ascii"), headers, request.content)


def _read_timeout(request: httpx2.Request) -> float:
    timeouts: dict[str, Any] = request.extensions.get("timeout") or {}
    read = timeouts.get("read")
    return float("inf") if read is None else float(read)


def _break(reply: FakeReply, allowed: float, request: httpx2.Request) -> None:
    if reply.delay > allowed:
        raise httpx2.ReadTimeout("The read operation timed out", request=request)
    if reply.reset:
        raise httpx2.ReadError("[Errno 104] Connection reset by peer", request=request)


def _response(reply: FakeReply, seen: SeenRequest, request: httpx2.Request) -> httpx2.Response:
    pieces = reply.pieces(seen.json)
    headers = {"content-type": reply.content_type(seen.json), **reply.headers}
    if not reply.streamed(seen.json):
        headers["content-length"] = str(sum(map(len, pieces)))
    return httpx2.Response(
        reply.status, headers=headers, stream=_Body(reply, pieces, request), request=request
    )
