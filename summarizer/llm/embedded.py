"""The embedded model: llama.cpp's server inside this process, started by the first request that goes out."""

from __future__ import annotations

import asyncio
import importlib
import os
import threading
from pathlib import Path
from typing import TYPE_CHECKING, Any

import httpx2

from summarizer.events import ModelLoading
from summarizer.llm.errors import EmbeddedBroken, EmbeddedMissing
from summarizer.llm.names import EMBEDDED_CONTEXT, EMBEDDED_ID
from summarizer.llm.weights import find_weights

if TYPE_CHECKING:
    from summarizer.events import Listener

_PROMPT_CACHE_MIB = 256

_lock = threading.Lock()
_server: Any = None


class EmbeddedTransport(httpx2.AsyncBaseTransport):
    """Forwards requests to the embedded server; the first one starts it.

    Args:
        on_event: told that the model is loading.
    """

    def __init__(self, on_event: Listener | None = None) -> None:
        self._on_event = on_event
        self._loopback: httpx2.AsyncHTTPTransport | None = None  # whose library a replay need not load

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        """Send the request to the server.

        Raises:
            EmbeddedMissing: the weights or the runtime are not installed.
            EmbeddedBroken: the model cannot be loaded.
        """
        if _server is None and self._on_event is not None:
            self._on_event(ModelLoading(EMBEDDED_ID))
        address = httpx2.URL(await asyncio.to_thread(server_address))
        forwarded = httpx2.Request(
            request.method,
            request.url.copy_with(scheme=address.scheme, host=address.host, port=address.port),
            headers={**request.headers, "host": address.netloc.decode()},
            stream=request.stream,
            extensions=request.extensions,
        )
        if self._loopback is None:
            self._loopback = httpx2.AsyncHTTPTransport(verify=False)  # plain HTTP
        return await self._loopback.handle_async_request(forwarded)

    async def aclose(self) -> None:
        """Close the connections; the server stays."""
        if self._loopback is not None:
            await self._loopback.aclose()


def server_address() -> str:
    """Base address of this process's server, which is started where it is not running yet.

    Raises:
        EmbeddedMissing: the weights or the runtime are not installed.
        EmbeddedBroken: the model cannot be loaded.
    """
    global _server
    with _lock:
        if _server is None:
            _server = _start(find_weights())
        return str(_server.listening_address)


def _start(weights: Path) -> Any:
    try:
        xllamacpp: Any = importlib.import_module("xllamacpp")
    except ImportError:
        raise EmbeddedMissing(
            "The runtime of the embedded model is not installed.", hint="Install 'summarizer[embedded]'."
        ) from None

    params: Any = xllamacpp.CommonParams()
    params.model.path = str(weights)
    params.model_alias = {EMBEDDED_ID}  # what answers and so recordings call it, instead of the path
    params.hostnames, params.port = ["127.0.0.1"], 0
    params.n_ctx, params.n_parallel = EMBEDDED_CONTEXT, 1
    params.cpuparams.n_threads = params.cpuparams_batch.n_threads = physical_cores()
    params.cache_ram_mib = _PROMPT_CACHE_MIB
    params.use_jinja, params.warmup, params.ui = True, False, False
    params.verbosity = -1
    try:
        return xllamacpp.Server(params)
    except RuntimeError:
        pass
    raise EmbeddedBroken(
        "The embedded model cannot be loaded.",
        hint="Free some memory (it takes 2 GB), or run 'summarizer models rm && summarizer models pull'.",
    )


def physical_cores() -> int:
    """Count the cores this process may run on, hyper-threads once where the system tells them apart."""
    usable = os.sched_getaffinity(0) if hasattr(os, "sched_getaffinity") else set(range(os.cpu_count() or 1))
    siblings: set[str] = set()
    for core in usable:
        try:
            siblings.add(Path(f"/sys/devices/system/cpu/cpu{core}/topology/thread_siblings_list").read_text())
        except OSError:
            return len(usable)
    return len(siblings)
