"""Cassettes of vcrpy (YAML): reading them, and writing ours as such. Needs PyYAML."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any, cast
from urllib.parse import urlsplit

from summarizer.cassettes import bodies, provenance
from summarizer.cassettes.entry import Chunk, Response, Stored
from summarizer.cassettes.errors import CassetteError, CassetteForeign
from summarizer.cassettes.matching import request_of
from summarizer.cassettes.recording import KEPT_HEADERS, is_stream

_HOSTS = {name: host for host, name in provenance.PROVIDERS.items()}


_INFLATE: dict[str, Callable[[bytes], bytes]] = {"gzip": gzip.decompress, "deflate": zlib.decompress}


def read(path: Path) -> list[Stored]:
    """The interactions of a vcrpy cassette as entries of ours. Headers are left behind but for the few we keep.

    Raises:
        CassetteForeign: the file is no vcrpy cassette.
        CassetteError: it cannot be read, or PyYAML is not installed.
    """
    yaml = _yaml()
    try:
        tree: object = yaml.load(path.read_text(encoding="utf-8"), Loader=_loader(yaml))
        interactions = cast("dict[str, Any]", tree)["interactions"]
        return [_entry(interaction) for interaction in interactions]
    except OSError as error:
        raise CassetteError(f"{path} cannot be read: {error.strerror}.") from None
    except (yaml.YAMLError, zlib.error, EOFError, LookupError, TypeError, ValueError, AttributeError):
        raise CassetteForeign(
            f"{path} is no cassette of vcrpy.", hint="Give a YAML file that vcrpy wrote."
        ) from None


def dump(entries: Iterable[Stored]) -> str:
    """The text of a vcrpy cassette with these entries.

    Raises:
        CassetteError: an entry is a failure, which vcrpy cannot hold, or PyYAML is not installed.
    """
    tree = {"interactions": [_interaction(entry) for entry in entries], "version": 1}
    return _yaml().safe_dump(tree, allow_unicode=True)


def _entry(interaction: Mapping[str, Any]) -> Stored:
    asked, came = interaction["request"], interaction["response"]
    url = urlsplit(str(asked["uri"]))
    headers = _headers(came)
    request = request_of(
        str(asked["method"]),
        url.path,
        url.query,
        _bytes(asked.get("body")),
        url.hostname or "",
        _headers(asked).get("content-type", ""),
    )
    body = _bytes(came["body"].get("string"))
    if headers.get("content-encoding") in _INFLATE:
        body = _INFLATE[headers["content-encoding"]](body)
    kept = {name: headers[name] for name in sorted(headers) if name in KEPT_HEADERS}
    response = Response(
        status=int(came["status"]["code"]),
        headers=kept,
        chunks=(Chunk(body),),
        streamed=is_stream(kept),
    )
    asked_body = bodies.encode(request.body, spacing=False)
    entry: Stored = {
        "recorded": {"provider": provenance.provider(request.host)},
        "request": {"method": request.method, "path": request.path, **asked_body},
        "response": response.stored(),
    }
    entry["recorded"] |= provenance.describe(entry, versions=False)
    return entry


def _interaction(entry: Stored) -> dict[str, Any]:
    response = Response.of(entry["response"])
    if response.status is None or response.failure:
        raise CassetteError("vcrpy cannot hold a failed request.", hint="Leave this cassette as it is.")
    provider = entry.get("recorded", {}).get("provider", "local")
    host = _HOSTS.get(provider, "localhost" if provider == "local" else provider)
    request = entry["request"]
    return {
        "request": {
            "method": request["method"],
            "uri": f"https://{host}{request['path']}",
            "body": _text(bodies.decode(request)),
            "headers": {},
        },
        "response": {
            "status": {"code": response.status, "message": ""},
            "headers": {name: [value] for name, value in response.headers.items()},
            "body": {"string": _text(response.body)},
        },
    }


def _text(data: bytes) -> str | bytes:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data


def _bytes(value: Any) -> bytes:
    if isinstance(value, Mapping):  # a form of older versions
        value = cast("Mapping[str, Any]", value).get("string")
    if value is None:
        return b""
    return value if isinstance(value, bytes) else str(value).encode("utf-8")


def _headers(side: Mapping[str, Any]) -> dict[str, str]:
    """The headers of a request or response, names in lower case; of several values the first."""
    headers = cast("Mapping[str, Any]", side.get("headers") or {})
    return {name.lower(): _first(value) for name, value in headers.items()}


def _first(value: Any) -> str:
    values = cast("list[Any]", value) if isinstance(value, list) else [value]
    return str(values[0]) if values else ""


def _loader(yaml: Any) -> Any:
    return getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def _yaml() -> Any:
    try:
        import yaml
    except ImportError:
        raise CassetteError("PyYAML is not installed.", hint="Install 'summarizer[vcr]'.") from None
    return yaml
