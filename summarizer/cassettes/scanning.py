"""Finding keys and tokens in what is about to be written.

Looked for are the known forms of providers' keys, and the value of every environment variable whose name says
that it is secret. A stream is also read as a whole, since a key may come in pieces.
"""

from __future__ import annotations

import base64
import binascii
import json
import os
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, cast
from urllib.parse import quote, unquote

from summarizer.cassettes.entry import Response, Stored
from summarizer.cassettes.errors import SecretFound

_FORMS = {
    "Anthropic key": r"sk-ant-[\w-]{16,}",
    "OpenRouter key": r"sk-or-[\w-]{16,}",
    "OpenAI key": r"sk-(?=[\w-]*\d)[A-Za-z0-9][\w-]{18,}",
    "Google key": r"AIza[\w-]{30,}",
    "Google token": r"ya29\.[\w-]{20,}",
    "AWS key": r"A(?:KIA|SIA)[A-Z0-9]{16}",
    "GitHub token": r"gh[pousr]_[A-Za-z0-9]{30,}|github_pat_\w{30,}",
    "GitLab token": r"glpat-[\w-]{16,}",
    "Hugging Face token": r"hf_[A-Za-z0-9]{20,}",
    "Groq key": r"gsk_[A-Za-z0-9]{20,}",
    "xAI key": r"xai-[A-Za-z0-9]{20,}",
    "Perplexity key": r"pplx-[A-Za-z0-9]{20,}",
    "Replicate key": r"r8_[A-Za-z0-9]{20,}",
    "Fireworks key": r"fw_[A-Za-z0-9]{20,}",
    "NVIDIA key": r"nvapi-[\w-]{20,}",
    "Tavily key": r"tvly-[\w-]{16,}",
    "LangSmith key": r"lsv2_(?:pt|sk)_\w{20,}",
    "Databricks token": r"dapi[0-9a-f]{32}",
    "Slack token": r"xox[abeoprs]-[\w-]{10,}",
    "Stripe key": r"sk_(?:live|test)_[A-Za-z0-9]{16,}|rk_(?:live|test)_[A-Za-z0-9]{16,}",
    "SendGrid key": r"SG\.[\w-]{16,}\.[\w-]{16,}",
    "npm token": r"npm_[A-Za-z0-9]{30,}",
    "PyPI token": r"pypi-[\w-]{40,}",
    "JSON web token": r"eyJ[\w-]{8,}\.eyJ[\w-]{8,}\.[\w-]{8,}",
    "bearer token": r"(?i:bearer)\s+[\w.~+/-]{20,}=*",
    "private key": r"-----BEGIN (?:[A-Z]+ )*PRIVATE KEY-----",
}
_EACH = {name: re.compile(form) for name, form in _FORMS.items()}
_ANY = re.compile(rf"(?<![A-Za-z0-9])(?:{'|'.join(_FORMS.values())})|://[^/\s:@\"']+:[^/\s:@\"']{{3,}}@")
_SECRET_NAME = re.compile(
    r"(?:^|_)(?:API_?KEYS?|KEY|TOKEN|SECRET|PASSWORD|PASSWD|PASSPHRASE|CREDENTIALS?|PAT|DSN)(?:$|_)",
    re.IGNORECASE,
)
_SHORTEST = 8
_JSON_ESCAPE = re.compile(r"\\u[0-9a-fA-F]{4}")


def find_secrets(
    entries: Iterable[Stored], *, environment: Mapping[str, str] | None = None, allowed: Iterable[str] = ()
) -> list[str]:
    """Look through entries for secrets.

    Args:
        entries: as they are to be written.
        environment: where secret variables stand; the process's own where not given.
        allowed: texts that look like secrets and are none.

    Returns:
        The places, each as a field path and the kind of secret: ``entries[2].request.json.user (OpenAI key)``.
    """
    finder = _Finder(os.environ if environment is None else environment, tuple(allowed))
    found: dict[str, None] = {}
    for number, entry in enumerate(entries):
        texts = list(_texts((None, f"entries[{number}]"), entry))
        if not any(finder.kinds("\n".join(text for _, text in texts))):
            continue  # nearly always: one search instead of one for each field
        for steps, text in texts:
            path = _shown(steps)
            for kind in finder.kinds(text):
                place = path.rpartition(".")[0] if any(finder.kinds(path)) else path
                found[f"{place} ({kind})"] = None
    return list(found)


def refuse_secrets(entries: Iterable[Stored], where: str, *, allowed: Iterable[str] = ()) -> None:
    """Let only what holds no secret pass.

    Raises:
        SecretFound: with the places.
    """
    places = find_secrets(entries, allowed=allowed)
    if places:
        shown = "; ".join(places[:3]) + (f"; and {len(places) - 3} more" if len(places) > 3 else "")
        raise SecretFound(
            f"{where} was not written: it would hold a secret at {shown}.",
            hint="Keep it out of the request or the answer, or name it as harmless (not_secret=).",
            places=tuple(places),
        )


class _Finder:
    """Names the kinds of secrets in a text."""

    def __init__(self, environment: Mapping[str, str], allowed: tuple[str, ...]) -> None:
        self._allowed = allowed
        self._variables = {
            value: name
            for name, value in environment.items()
            if len(value) >= _SHORTEST and _SECRET_NAME.search(name) and value not in allowed
        }
        forms = {form for value in self._variables for form in (value, quote(value, safe=""), _base64(value))}
        self._known = re.compile("|".join(map(re.escape, sorted(forms)))) if forms else None

    def kinds(self, text: str) -> Iterator[str]:
        for harmless in self._allowed:
            text = text.replace(harmless, "")
        hit = _ANY.search(text)
        if hit:
            yield next((name for name, form in _EACH.items() if form.match(hit[0])), "password in a URL")
        hit = self._known.search(text) if self._known else None
        if hit:
            yield f"value of {next((n for v, n in self._variables.items() if v in hit[0]), 'a secret variable')}"


_Path = tuple[Any, str | int]
"""A field of an entry: the path of what holds it (None for nothing), and its key or number in there."""


def _shown(path: _Path) -> str:
    holder, step = path
    last = f"[{step}]" if isinstance(step, int) else step
    if holder is None:
        return last
    return f"{_shown(holder)}{last}" if isinstance(step, int) else f"{_shown(holder)}.{last}"


def _texts(path: _Path, entry: Stored) -> Iterator[tuple[_Path, str]]:
    """All text of an entry with its field path: keys, values, base64 decoded, streams put together."""
    yield from _leaves(path, entry)
    query = entry["request"]["path"]
    if "%" in query:
        yield ((path, "request"), "path"), unquote(query)
    chunks = entry["response"].get("chunks")
    if chunks:
        response = (path, "response")
        yield (response, "chunks"), Response.of(entry["response"]).body.decode("utf-8", "replace")
        for field, text in _joined(chunks).items():
            yield (response, f"chunks[*].{field}"), text


def _leaves(path: _Path, tree: Any) -> Iterator[tuple[_Path, str]]:
    ahead: list[tuple[_Path, Any]] = [
        (path, tree)
    ]  # a stack: generators within generators take thrice as long
    while ahead:
        path, value = ahead.pop()
        if isinstance(value, str):
            yield path, value
            if path[1] == "base64":
                yield path, _from_base64(value)
            elif "\\" in value:
                yield path, _JSON_ESCAPE.sub(lambda hit: json.loads(f'"{hit[0]}"'), value).replace("\\/", "/")
        elif isinstance(value, dict):
            held = cast("dict[str, Any]", value)
            for key in held:
                yield (path, "*"), key
            ahead.extend(((path, key[:40]), item) for key, item in reversed(held.items()))
        elif isinstance(value, (list, tuple)):
            items = cast("list[Any]", value)
            ahead.extend(((path, n), items[n]) for n in reversed(range(len(items))))


def _joined(chunks: Iterable[Mapping[str, Any]]) -> dict[str, str]:
    """What a stream says in each of its fields, its pieces put together."""
    fields: dict[str, list[str]] = {}
    for chunk in chunks:
        for event in chunk.get("events", ()):
            for path, text in _leaves((None, "data"), event.get("data")):
                fields.setdefault(re.sub(r"\[\d+\]", "[*]", _shown(path)), []).append(text)
    return {field: "".join(pieces) for field, pieces in fields.items() if len(pieces) > 1}


def _base64(value: str) -> str:
    return base64.b64encode(value.encode()).decode("ascii").rstrip("=")


def _from_base64(text: str) -> str:
    try:
        return base64.b64decode(text).decode("latin-1")
    except (binascii.Error, ValueError):
        return ""
