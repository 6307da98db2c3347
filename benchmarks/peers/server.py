"""The embedded model for a peer: the same server with the same settings as summarizer's own."""

from __future__ import annotations

import json
import os
from typing import Any, NoReturn

CONTEXT = 8192
THREADS = 2


def start() -> Any:
    """Load the model that ``SUMMARIZER_EMBEDDED_MODEL`` names; its address is ``listening_address``."""
    import xllamacpp

    params = xllamacpp.CommonParams()
    params.model.path = os.environ["SUMMARIZER_EMBEDDED_MODEL"]
    params.hostnames, params.port = ["127.0.0.1"], 0
    params.n_ctx, params.n_parallel = CONTEXT, 1
    params.cpuparams.n_threads = params.cpuparams_batch.n_threads = THREADS
    params.cache_ram_mib = 256
    params.use_jinja, params.warmup, params.ui = True, False, False
    params.verbosity = -1
    return xllamacpp.Server(params)


def finish(answer: dict[str, Any]) -> NoReturn:
    """Print the answer and end the process at once, without waiting for the server to be taken down."""
    print(json.dumps(answer), flush=True)
    os._exit(0)
