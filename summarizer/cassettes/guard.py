"""A guard on the sockets of this process: while it is up, nothing leaves the machine.

It listens to the interpreter's own audit events, so it does not matter which library connects. Out of its sight
are child processes and extensions that make system calls of their own (libcurl, gRPC, uvloop).
"""

from __future__ import annotations

import ipaddress
import socket
import sys
import threading
from collections.abc import Generator, Iterable
from contextlib import contextmanager
from typing import Any

from summarizer.cassettes.errors import ConnectionBlocked

_LOOKUPS = {"socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr"}
_CONNECTIONS = {"socket.connect", "socket.sendto", "socket.sendmsg"}


class _Guard:
    """The one guard of the process; audit hooks cannot be taken out again, so it is switched on and off."""

    def __init__(self) -> None:
        self.up = 0
        self.allowed: frozenset[str] = frozenset()
        self.blocked: list[ConnectionBlocked] = []
        self._installed = False
        self._lock = threading.Lock()
        self._resolving = threading.local()

    def install(self) -> None:
        with self._lock:
            if not self._installed:
                sys.addaudithook(self.hear)
                self._installed = True

    def hear(self, event: str, args: tuple[Any, ...]) -> None:
        if not self.up or not event.startswith("socket.") or getattr(self._resolving, "on", False):
            return
        if event in _LOOKUPS:
            host = _text(args[0])
            if not _needs_no_lookup(host) and host not in self.allowed:
                self._block(f"the address of {host}")
        elif event in _CONNECTIONS and args[0].family in {socket.AF_INET, socket.AF_INET6} and args[1]:
            host = _text(args[1][0])
            if not _is_local(host) and host not in self.allowed and host not in self._addresses():
                args[0].close()  # those who connect close it for an OSError only
                self._block(f"{host}, port {args[1][1]}")

    def _addresses(self) -> set[str]:
        """The addresses of the allowed names, as they are now."""
        self._resolving.on = True
        try:
            return {str(info[4][0]) for name in self.allowed for info in _resolve(name)}
        finally:
            self._resolving.on = False

    def _block(self, target: str) -> None:
        error = ConnectionBlocked(
            f"A connection that would leave the machine was stopped: {target}.",
            hint="Give the SDK http_client=cassette.client(), or allow the host (ini: cassette_allow).",
        )
        self.blocked.append(error)
        raise error


_guard = _Guard()


@contextmanager
def guarding(allowed: Iterable[str] = ()) -> Generator[list[ConnectionBlocked]]:
    """Stop every connection to another machine while the block runs, in all threads.

    Args:
        allowed: host names and addresses that may be reached.

    Yields:
        The list of what was stopped; it grows, also where the caller swallowed the error.
    """
    _guard.install()
    before = _guard.allowed, _guard.blocked
    _guard.allowed, _guard.blocked = frozenset(allowed), []
    _guard.up += 1
    try:
        yield _guard.blocked
    finally:
        _guard.up -= 1
        _guard.allowed, _guard.blocked = before


@contextmanager
def not_guarding() -> Generator[None]:
    """Let connections pass while the block runs, for a test that records."""
    up, _guard.up = _guard.up, 0
    try:
        yield
    finally:
        _guard.up = up


def _text(host: object) -> str:
    return host.decode("ascii", "replace") if isinstance(host, bytes) else str(host or "")


def _needs_no_lookup(host: str) -> bool:
    if host in {"", "localhost", socket.gethostname()}:
        return True
    try:
        ipaddress.ip_address(host.partition("%")[0])
    except ValueError:
        return host.endswith(".localhost")
    return True


def _is_local(host: str) -> bool:
    if host in {"", "localhost"}:
        return True
    try:
        address = ipaddress.ip_address(host.partition("%")[0])
    except ValueError:
        return host.endswith(".localhost")
    return address.is_loopback or address.is_unspecified


def _resolve(name: str) -> list[Any]:
    try:
        return socket.getaddrinfo(name, None)
    except OSError:
        return []
