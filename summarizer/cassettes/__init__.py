"""Record what a model answered once, replay it for ever, and know when a recording lies.

The seam is the transport given to a provider's SDK (``http_client=tape.client()``). The public names are
loaded at first use, so that the pytest plugin costs milliseconds where nobody records anything.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from summarizer.cassettes.errors import (
        CassetteError,
        CassetteMiss,
        ConnectionBlocked,
        MustNotGoOut,
        NotOnTape,
        SecretFound,
    )
    from summarizer.cassettes.matching import register_normaliser
    from summarizer.cassettes.tape import Cassette, current_tape

_HOMES = {
    "Cassette": "tape",
    "CassetteError": "errors",
    "CassetteMiss": "errors",
    "ConnectionBlocked": "errors",
    "MustNotGoOut": "errors",
    "NotOnTape": "errors",
    "SecretFound": "errors",
    "current_tape": "tape",
    "register_normaliser": "matching",
}

__all__ = [
    "Cassette",
    "CassetteError",
    "CassetteMiss",
    "ConnectionBlocked",
    "MustNotGoOut",
    "NotOnTape",
    "SecretFound",
    "current_tape",
    "register_normaliser",
]


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'summarizer.cassettes' has no attribute {name!r}")
    return getattr(import_module(f"summarizer.cassettes.{_HOMES[name]}"), name)
