"""A provider on the loopback that behaves as badly as a test tells it to."""

import json
import os
import socket
import struct
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from summarizer.llm import retries


@dataclass
class Reply:
    """One response: what is on the wire, and how it goes wrong."""

    body: bytes = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    delay: float = 0.0
    cut: int | None = None
    """Send only so many bytes of the body, then close."""
    reset: bool = False


def body(value: object) -> bytes:
    return value if isinstance(value, bytes) else json.dumps(value).encode()


def chat(content: str | None, *, finish: str | None = "stop", **message: object) -> Reply:
    """A chat completion that costs 100 tokens in, 40 of them cached, and 10 out."""
    usage = {"prompt_tokens": 100, "completion_tokens": 10, "prompt_tokens_details": {"cached_tokens": 40}}
    said = {"role": "assistant", "content": content, **message}
    choice = {"index": 0, "finish_reason": finish, "message": said}
    completion = {"id": "c", "object": "chat.completion", "created": 1, "model": "m"}
    return Reply(body({**completion, "choices": [choice], "usage": usage}))


def tool(arguments: str, *, stop: str = "tool_use", calls: int = 1) -> Reply:
    """An Anthropic message with tool calls, its input given as JSON text; costs as ``chat``."""
    block = '{"type": "tool_use", "id": "t", "name": "Fact", "input": ' + arguments + "}"
    usage = '{"input_tokens": 60, "cache_read_input_tokens": 40, "output_tokens": 10}'
    text = (
        '{"id": "m", "type": "message", "role": "assistant", "model": "m", "stop_sequence": null, '
        f'"stop_reason": "{stop}", "content": [{", ".join([block] * calls)}], "usage": {usage}}}'
    )
    return Reply(text.encode())


def failure(status: int, *, headers: dict[str, str] | None = None, **error: object) -> Reply:
    return Reply(body({"type": "error", "error": error}), status, headers or {})


@dataclass
class Provider:
    """The server. Replies are given in order, the last one again and again."""

    url: str
    replies: list[Reply] = field(default_factory=list)
    requests: list[dict] = field(default_factory=list)
    headers: list[dict] = field(default_factory=list)
    paths: list[str] = field(default_factory=list)
    pauses: list[float] = field(default_factory=list)

    def says(self, *replies: Reply) -> "Provider":
        self.replies = list(replies)
        return self

    def next(self) -> Reply:
        return self.replies[min(len(self.requests), len(self.replies)) - 1]


@pytest.fixture
def provider(monkeypatch: pytest.MonkeyPatch) -> Iterator[Provider]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        wbufsize = -1  # one write for headers and body: no waiting for a delayed ACK

        def do_POST(self) -> None:
            request = self.rfile.read(int(self.headers["content-length"]))
            here.requests.append(json.loads(request))
            here.headers.append(dict(self.headers))
            here.paths.append(self.path)
            reply = here.next()
            time.sleep(reply.delay)
            if reply.reset:
                self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
                self.close_connection = True
                return
            self.send_response(reply.status)
            for name, value in ({"content-type": "application/json"} | reply.headers).items():
                self.send_header(name, value)
            self.send_header("content-length", str(len(reply.body)))
            self.end_headers()
            self.wfile.write(reply.body[: reply.cut])
            if reply.cut is not None:
                self.close_connection = True

        def log_message(self, *args: object) -> None:
            pass

        def handle(self) -> None:
            with suppress(ConnectionError):
                super().handle()

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    here = Provider(f"http://127.0.0.1:{server.server_address[1]}/v1")
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()

    async def sleep(seconds: float) -> None:
        here.pauses.append(seconds)

    monkeypatch.setattr(retries, "sleep", sleep)
    yield here
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture(autouse=True)
def bare_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in os.environ:
        if name.startswith(("OPENAI_", "ANTHROPIC_", "GROQ_", "SUMMARIZER_", "HF_")):
            monkeypatch.delenv(name)


@pytest.fixture
def replies() -> Callable[..., object]:
    """The makers of replies, since test modules cannot import from here."""
    from types import SimpleNamespace

    return SimpleNamespace(Reply=Reply, chat=chat, tool=tool, failure=failure)
