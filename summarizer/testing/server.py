"""The fake model over a real socket on loopback."""

from __future__ import annotations

import socket
import struct
import threading
import time
from collections.abc import Generator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any

from summarizer.testing.replies import FakeReply, SeenRequest

if TYPE_CHECKING:
    from summarizer.testing.model import FakeModel

_HANG_UP_WITH_RESET = struct.pack("ii", 1, 0)  # SO_LINGER: on, no seconds


@contextmanager
def serving(model: FakeModel) -> Generator[str]:
    """Answer on a free port of loopback while the block runs; gives the base URL, ``.../v1``."""
    server = _Server(("127.0.0.1", 0), type("Handler", (_Handler,), {"model": model}))
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/v1"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False  # an idle kept-alive connection would hold up the end of a test
    request_queue_size = 128

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing: clients that hang up are what tests are about."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    wbufsize = -1  # head and body of a short answer in one packet
    model: FakeModel

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("content-length") or 0))
        headers = {name.lower(): value for name, value in self.headers.items()}
        seen = SeenRequest(self.command, self.path, headers, body)
        reply = self.model.reply(seen)
        time.sleep(reply.delay)
        if reply.reset:
            self._reset()
            return
        with suppress(ConnectionError):
            self._send(reply, seen)

    def do_GET(self) -> None:
        self.do_POST()

    def _send(self, reply: FakeReply, seen: SeenRequest) -> None:
        pieces = reply.pieces(seen.json)
        streamed = reply.streamed(seen.json)
        framing = (
            ("transfer-encoding", "chunked") if streamed else ("content-length", str(sum(map(len, pieces))))
        )
        headers = {"content-type": reply.content_type(seen.json), **reply.headers, framing[0]: framing[1]}
        self.send_response(reply.status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        left = reply.cut
        for number, piece in enumerate(pieces):
            if number and reply.gap:
                time.sleep(reply.gap)
            sent = piece if left is None else piece[:left]
            self.wfile.write(b"%x\r\n%b\r\n" % (len(sent), sent) if streamed and sent else sent)
            self.wfile.flush()
            if left is not None:
                left = max(0, left - len(piece))
        if reply.cut is not None:
            self.close_connection = True
        elif streamed:
            self.wfile.write(b"0\r\n\r\n")

    def _reset(self) -> None:
        self.close_connection = True
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _HANG_UP_WITH_RESET)
        self.connection.close()

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the base class's name
        """Say nothing."""
