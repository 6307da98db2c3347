"""The transports that put a tape under an SDK, for httpx2 and for httpx, whose interfaces are the same.

The library is imported when a client is made. Its byte streams must be of its own classes, hence the two
small classes made on the fly; transports are taken as they are.
"""

from __future__ import annotations

import threading
import time
from collections.abc import AsyncIterator, Iterator
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Any, Literal
from urllib.request import getproxies

from summarizer.cassettes.entry import Chunk, Entry, Response
from summarizer.cassettes.matching import Request, request_of
from summarizer.cassettes.recording import Recording

if TYPE_CHECKING:
    from summarizer.cassettes.tape import Cassette

Library = Literal["httpx2", "httpx"]


def sync_client(library: Library, tape: Cassette, real: Any, options: dict[str, Any]) -> Any:
    """A synchronous client of the library on a tape; ``options`` go to its constructor."""
    http = import_module(library)
    return http.Client(transport=_SyncTransport(http, tape, real), **options)


def async_client(library: Library, tape: Cassette, real: Any, options: dict[str, Any]) -> Any:
    """An asynchronous client of the library on a tape; ``options`` go to its constructor."""
    http = import_module(library)
    return http.AsyncClient(transport=_AsyncTransport(http, tape, real), **options)


class _Transport:
    """What the two transports share. ``http`` is the library's module."""

    def __init__(self, http: Any, tape: Cassette, real: Any) -> None:
        self._http = http
        self._tape = tape
        self._real = real
        self._sender: Any = None
        self._lock = threading.Lock()

    def _replayed(self, entry: Entry, request: Any) -> Any:
        """The recorded response as one of the library's, or its exception."""
        response = entry.response
        if response.status is None:
            raise _failure(self._http, response, request)
        head = {"status_code": response.status, "headers": dict(response.headers), "request": request}
        if not (response.streamed or response.stopped or response.failure or self._tape.timing):
            return self._http.Response(content=response.body, **head)
        return self._http.Response(stream=_stream(self._http, response, self._tape, request), **head)

    def _watched(self, recording: Recording, response: Any) -> Any:
        """The real response, noted while it is read."""
        recording.answered(response.status_code, {k.lower(): v for k, v in response.headers.items()})
        encoding = response.headers.get("content-encoding")
        if encoding and encoding != "identity":
            recording.decode = lambda data: _decoded(self._http, encoding, data)
        response.stream = _tee(self._http, recording, response.stream)
        return response


class _ByClient:
    """Sends by way of a client, which knows the proxies of the environment; slower than a transport alone."""

    def __init__(self, client: Any) -> None:
        self._client = client
        self.close = client.close

    def handle_request(self, request: Any) -> Any:
        return self._client.send(request, stream=True)


class _SyncTransport(_Transport):
    def handle_request(self, request: Any) -> Any:
        asked = _asked(request, request.read())
        entry = self._tape.take(asked)
        if entry is not None:
            _wait(self._tape, entry)
            return self._replayed(entry, request)
        recording = self._tape.record(asked)
        try:
            return self._watched(recording, self._send(request))
        except self._http.TransportError as error:
            recording.fail(error)
            raise

    def _send(self, request: Any) -> Any:
        request.headers["accept-encoding"] = "identity"  # what is recorded is to be read by people
        if self._real is not None:
            return self._real.handle_request(request)
        with self._lock:
            if self._sender is None:
                verify = _certificates(self._http)
                straight = self._http.HTTPTransport(verify=verify)
                self._sender = _ByClient(self._http.Client(verify=verify)) if getproxies() else straight
                self._tape.on_close(self._sender.close)
        return self._sender.handle_request(request)

    def close(self) -> None:
        for used in (self._real, self._sender):
            if used is not None:
                used.close()

    def __enter__(self) -> _SyncTransport:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


class _AsyncTransport(_Transport):
    async def handle_async_request(self, request: Any) -> Any:
        asked = _asked(request, await request.aread())
        entry = self._tape.take(asked)
        if entry is not None:
            await _async_wait(self._tape, entry)
            return self._replayed(entry, request)
        recording = self._tape.record(asked)
        try:
            return self._watched(recording, await self._send(request))
        except self._http.TransportError as error:
            recording.fail(error)
            raise

    async def _send(self, request: Any) -> Any:
        request.headers["accept-encoding"] = "identity"
        if self._real is not None:
            return await self._real.handle_async_request(request)
        if self._sender is None:
            # Nobody may be there to close it: a connection ends with its response.
            limits = self._http.Limits(max_keepalive_connections=0)
            self._sender = self._http.AsyncClient(limits=limits, verify=_certificates(self._http))
        return await self._sender.send(request, stream=True)

    async def aclose(self) -> None:
        for used in (self._real, self._sender):
            if used is not None:
                await used.aclose()

    async def __aenter__(self) -> _AsyncTransport:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.aclose()


def _asked(request: Any, body: bytes) -> Request:
    url = request.url
    return request_of(
        request.method,
        url.path,
        url.query.decode("ascii"),
        body,
        url.host,
        request.headers.get("content-type", ""),
    )


def _failure(http: Any, response: Response, request: Any) -> Exception:
    """The recorded exception. A name that the library does not have becomes its general transport error."""
    assert response.failure is not None
    kind = getattr(http, response.failure.type, http.TransportError)
    return kind(response.failure.message, request=request)


def _decoded(http: Any, encoding: str, data: bytes) -> bytes:
    return http.Response(200, headers={"content-encoding": encoding}, content=data).content


@cache
def _certificates(http: Any) -> Any:
    """The trusted certificates, loaded once: each client of its own would spend 30 ms on them."""
    return http.create_ssl_context()


def _wait(tape: Cassette, entry: Entry) -> None:
    if tape.timing and "chunks" not in entry.stored["response"]:
        time.sleep(entry.stored.get("recorded", {}).get("seconds", 0))


async def _async_wait(tape: Cassette, entry: Entry) -> None:
    if tape.timing and "chunks" not in entry.stored["response"]:
        import anyio

        await anyio.sleep(entry.stored.get("recorded", {}).get("seconds", 0))


class _Replay:
    """A recorded body, chunk by chunk, and how it ended."""

    def __init__(self, http: Any, response: Response, tape: Cassette, request: Any) -> None:
        self._http = http
        self._response = response
        self._tape = tape
        self._request = request
        self._start = time.perf_counter()

    def __iter__(self) -> Iterator[bytes]:
        for chunk in self._response.chunks:
            time.sleep(self._delay(chunk))
            yield chunk.data
        self._end()

    async def __aiter__(self) -> AsyncIterator[bytes]:
        for chunk in self._response.chunks:
            if self._tape.timing:
                import anyio

                await anyio.sleep(self._delay(chunk))
            yield chunk.data
        self._end()

    def _delay(self, chunk: Chunk) -> float:
        if not self._tape.timing or chunk.at is None:
            return 0
        return max(0.0, chunk.at - (time.perf_counter() - self._start))

    def _end(self) -> None:
        if self._response.failure:
            raise _failure(self._http, self._response, self._request)
        if self._response.stopped:
            raise self._tape.missed(
                f"{self._tape.path}: this stream was recorded up to where its reader left; now it reads on."
            )

    def close(self) -> None:
        """Nothing is held."""

    async def aclose(self) -> None:
        """Nothing is held."""


class _Tee:
    """A real body on its way to the reader, noted in passing: no chunk waits for the next."""

    def __init__(self, http: Any, recording: Recording, stream: Any) -> None:
        self._http = http
        self._recording = recording
        self._stream = stream

    def __iter__(self) -> Iterator[bytes]:
        try:
            for chunk in self._stream:
                self._recording.chunk(chunk)
                yield chunk
        except self._http.TransportError as error:
            self._recording.fail(error)
            raise
        self._recording.end()

    async def __aiter__(self) -> AsyncIterator[bytes]:
        try:
            async for chunk in self._stream:
                self._recording.chunk(chunk)
                yield chunk
        except self._http.TransportError as error:
            self._recording.fail(error)
            raise
        self._recording.end()

    def close(self) -> None:
        self._stream.close()
        self._recording.stop()

    async def aclose(self) -> None:
        await self._stream.aclose()
        self._recording.stop()


@cache
def _stream_class(http: Any, base: type) -> Any:
    return type(base.__name__, (base, http.SyncByteStream, http.AsyncByteStream), {})


def _stream(http: Any, response: Response, tape: Cassette, request: Any) -> Any:
    return _stream_class(http, _Replay)(http, response, tape, request)


def _tee(http: Any, recording: Recording, stream: Any) -> Any:
    return _stream_class(http, _Tee)(http, recording, stream)
