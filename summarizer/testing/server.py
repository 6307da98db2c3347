"""The fake model over a real socket on loopback."""

from __future__ import annotations

import socket
import socketserver
import struct
import threading
import time
from collections.abc import Generator
from contextlib import contextmanager, suppress
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from summarizer.testing.replies import FakeReply, SeenRequest

if TYPE_CHECKING:
    from summarizer.testing.model import FakeModel

_HANG_UP_WITH_RESET = struct.pack("ii", 1, 0)  # SO_LINGER: on, no seconds


@contextmanager
def serving(model: FakeModel) -> Generator[str]:
    """Answer on a free port of loopback while the block runs; gives the base URL, ``.../v1``."""
    server = _Server(("127.0.0.1", 0), _Handler)
    server.model = model
    thread = threading.Thread(target=server.serve, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}/v1"
    finally:
        server.stop()
        thread.join()
        server.server_close()


class _Server(socketserver.ThreadingTCPServer):
    daemon_threads = True
    block_on_close = False  # an idle kept-alive connection would hold up the end of a test
    request_queue_size = 128
    model: FakeModel
    _stopping = False

    def serve(self) -> None:
        """Answer one connection after the other, until it is to stop."""
        while not self._stopping:
            self.handle_request()

    def stop(self) -> None:
        """Have it stop at once: what it waits for is a connection, and this is one."""
        self._stopping = True
        socket.create_connection(self.socket.getsockname()).close()

    def shutdown_request(self, request: Any) -> None:
        """Close at once: to end the sending side first would turn a reset into an orderly end."""
        self.close_request(request)


class _Handler(socketserver.StreamRequestHandler):
    """Just enough of HTTP/1.1, many times as fast as the standard library's server."""

    disable_nagle_algorithm = True
    wbufsize = -1  # head and body of a short answer in one packet

    def handle(self) -> None:
        """Answer one request after the other, until a side hangs up."""
        with suppress(ConnectionError, ValueError):
            while self._answer_next():
                pass

    def finish(self) -> None:
        """Close, also where the client has gone."""
        with suppress(OSError, ValueError):
            super().finish()

    def _answer_next(self) -> bool:
        """Answer a request; whether there may be another one."""
        line = self.rfile.readline()
        if not line.strip():
            return False
        method, path, _ = line.decode("latin-1").split(" ", 2)
        headers: dict[str, str] = {}
        while (line := self.rfile.readline()).strip():
            name, _, value = line.decode("latin-1").partition(":")
            headers[name.lower()] = value.strip()
        body = self.rfile.read(int(headers.get("content-length") or 0))
        seen = SeenRequest(method, path, headers, body)
        assert isinstance(self.server, _Server)
        reply = self.server.model.reply(seen)
        time.sleep(reply.delay)
        if reply.reset:
            self.request.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _HANG_UP_WITH_RESET)
            return False
        self._send(reply, seen)
        return reply.cut is None and headers.get("connection", "").lower() != "close"

    def _send(self, reply: FakeReply, seen: SeenRequest) -> None:
        pieces = reply.pieces(seen.json)
        streamed = reply.streamed(seen.json)
        framing = (
            ("transfer-encoding", "chunked") if streamed else ("content-length", str(sum(map(len, pieces))))
        )
        headers = {"content-type": reply.content_type(seen.json), **reply.headers, framing[0]: framing[1]}
        lines = [
            f"HTTP/1.1 {reply.status} {_phrase(reply.status)}",
            *(f"{n}: {v}" for n, v in headers.items()),
        ]
        self.wfile.write(("\r\n".join(lines) + "\r\n\r\n").encode("latin-1"))
        left = reply.cut
        for number, piece in enumerate(pieces):
            if number and reply.gap:
                time.sleep(reply.gap)
            sent = piece if left is None else piece[:left]
            self.wfile.write(b"%x\r\n%b\r\n" % (len(sent), sent) if streamed and sent else sent)
            self.wfile.flush()
            if left is not None:
                left = max(0, left - len(piece))
        if streamed and reply.cut is None:
            self.wfile.write(b"0\r\n\r\n")
            self.wfile.flush()


def _phrase(status: int) -> str:
    try:
        return HTTPStatus(status).phrase
    except ValueError:
        return "Unknown"
