"""When two requests are the same: method, path, and the body as canonical JSON.

Host, port and headers do not count. A normaliser takes out of the canonical text what may differ; which ones
apply stands in the head of each file. Keys are computed when a file is loaded and never stored.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl, urlencode

from summarizer.cassettes import bodies
from summarizer.cassettes.errors import CassetteError

Normaliser = Callable[[str], str]

DEFAULT_NORMALISERS = ("pydantic-urls",)


@dataclass(frozen=True, slots=True)
class Request:
    """A request as the core knows it, of whatever HTTP library.

    Attributes:
        method: upper case.
        path: path and, where there is one, the query with its parameters sorted.
        body: what is sent.
        host: where to; kept only as the provider's name, never compared.
    """

    method: str
    path: str
    body: bytes = b""
    host: str = ""


def request_of(method: str, path: str, query: str, body: bytes, host: str, content_type: str = "") -> Request:
    """The request of an HTTP library, made comparable: sorted query, and no random multipart boundary."""
    if query:
        path = f"{path}?{urlencode(sorted(parse_qsl(query, keep_blank_values=True)))}"
    boundary = re.search(r"multipart/.*boundary=\"?([^\";]+)", content_type)
    if boundary:
        body = body.replace(boundary[1].encode("latin-1"), b"boundary")
    return Request(method.upper(), path, body, host)


class Matcher:
    """Computes the keys of requests under a set of normalisers.

    Args:
        names: the normalisers to apply, in this order.

    Raises:
        CassetteError: a name that nobody registered.
    """

    def __init__(self, names: Iterable[str] = DEFAULT_NORMALISERS) -> None:
        self.names = tuple(dict.fromkeys(names))
        unknown = [name for name in self.names if name not in _NORMALISERS]
        if unknown:
            raise CassetteError(
                f"There is no normaliser {', '.join(map(repr, unknown))}.",
                hint=f"Known: {', '.join(sorted(_NORMALISERS))}; others need register_normaliser().",
            )
        self._apply = [_NORMALISERS[name] for name in self.names]

    def key(self, request: Request) -> str:
        """Equal for equal requests, and for no others but by a normaliser's doing."""
        return self._key(request.method, request.path, _canonical(request.body))

    def stored_key(self, method: str, path: str, body: bodies.StoredBody) -> str:
        """The key of a request read from a file."""
        return self._key(method, path, _canonical_stored(body))

    def _key(self, method: str, path: str, canonical: str) -> str:
        key = f"{method} {path}\n{canonical}"
        for normalise in self._apply:
            key = normalise(key)
        return key


def _canonical(body: bytes) -> str:
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError:
        return _canonical_stored(bodies.encode(body))
    if text[:1] in {"{", "["}:
        try:
            return _canonical_json(bodies.parse(text))
        except bodies.NotPlainJson:
            pass
    return f"text:{text}" if text else ""


def _canonical_stored(body: bodies.StoredBody) -> str:
    if "json" in body:
        return _canonical_json(body["json"])
    if "text" in body:
        return f"text:{body['text']}"
    return f"base64:{body['base64']}" if "base64" in body else ""


_canonical_json: Callable[[Any], str] = json.JSONEncoder(
    ensure_ascii=False, sort_keys=True, separators=(",", ":")
).encode


def register_normaliser(name: str, normalise: Normaliser | str, replacement: str = "") -> None:
    """Make a normaliser known under a name, for this process.

    Args:
        name: what the file's head says.
        normalise: a function from text to text, or a regular expression.
        replacement: what stands for each match of the expression.
    """
    if isinstance(normalise, str):
        pattern = re.compile(normalise)
        _NORMALISERS[name] = lambda text: pattern.sub(replacement, text)
    else:
        _NORMALISERS[name] = normalise


def _pydantic_urls(text: str) -> str:
    # Pydantic's messages link to the documentation of its own minor version.
    return _PYDANTIC.sub(r"\1<version>/", text) if "errors.pydantic.dev/" in text else text


def _numbered(pattern: re.Pattern[str], name: str) -> Normaliser:
    """Replaces each match by a number in order of first appearance: who equals whom still counts."""

    def normalise(text: str) -> str:
        seen: dict[str, str] = {}
        return pattern.sub(lambda hit: seen.setdefault(hit[0].lower(), f"<{name} {len(seen) + 1}>"), text)

    return normalise


_PYDANTIC = re.compile(r"(errors\.pydantic\.dev/)\d+\.\d+(?:\.\w+)?/")
_UUID = re.compile(r"\b[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}\b")
_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?"
_DATE = re.compile(
    r"\b\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?)?"
    rf"|\b\d{{1,2}} {_MONTH} \d{{4}}\b|\b{_MONTH} \d{{1,2}}, \d{{4}}\b"
)

_NORMALISERS: dict[str, Normaliser] = {
    "pydantic-urls": _pydantic_urls,
    "uuids": _numbered(_UUID, "uuid"),
    "dates": _numbered(_DATE, "date"),
}
