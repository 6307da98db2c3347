"""Where a recording comes from: provider, models, tokens, versions, read off the wire."""

from __future__ import annotations

import ipaddress
import sys
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from importlib import metadata
from typing import Any

from summarizer.cassettes.trees import mapping

PROVIDERS = {
    "api.openai.com": "openai",
    "api.anthropic.com": "anthropic",
    "generativelanguage.googleapis.com": "google",
    "api.mistral.ai": "mistral",
    "api.groq.com": "groq",
    "api.cohere.com": "cohere",
    "api.deepseek.com": "deepseek",
    "api.x.ai": "xai",
    "api.together.xyz": "together",
    "openrouter.ai": "openrouter",
}
_PACKAGES = ("openai", "anthropic", "instructor", "pydantic")


@lru_cache(maxsize=64)
def provider(host: str) -> str:
    """Who was asked: a short name, ``local`` for this machine, else the host."""
    host = host.strip("[]").lower()
    if not host or host == "localhost" or _is_loopback(host):
        return "local"
    if host.endswith(".openai.azure.com"):
        return "azure"
    return PROVIDERS.get(host, host)


def describe(entry: Mapping[str, Any], *, versions: bool = True) -> dict[str, Any]:
    """The facts of an entry that its bodies tell, ``model``, ``answered_by``, ``tokens``, and ``versions``.

    Args:
        entry: as stored.
        versions: whether to add those of the packages at work, which are this process's.
    """
    facts: dict[str, Any] = {}
    asked = mapping(entry["request"].get("json")).get("model")
    if isinstance(asked, str):
        facts["model"] = asked
    replies = list(_replies(entry["response"]))
    answering = [reply["model"] for reply in replies if isinstance(reply.get("model"), str)]
    if answering:
        facts["answered_by"] = answering[0]
    read, written = _tokens(replies)
    if read or written:
        facts["tokens"] = {"read": read, "written": written}
    if versions:
        facts["versions"] = dict(_versions(tuple(name for name in _PACKAGES if name in sys.modules)))
    return facts


def _replies(response: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """The JSON objects of a response, also those that a streamed message is wrapped in."""
    trees = [response.get("json")] + [
        event.get("data") for chunk in response.get("chunks", ()) for event in chunk.get("events", ())
    ]
    for tree in trees:
        reply = mapping(tree)
        yield reply
        for wrapper in ("message", "response"):  # Anthropic's message_start, OpenAI's response.completed
            if wrapper in reply:
                yield mapping(reply[wrapper])


def _tokens(replies: list[Mapping[str, Any]]) -> tuple[int, int]:
    read = written = 0
    for reply in replies:
        usage = mapping(reply.get("usage"))
        read = _count(usage, "prompt_tokens", "input_tokens") or read
        written = _count(usage, "completion_tokens", "output_tokens") or written
    return read, written


def _count(usage: Mapping[str, Any], *names: str) -> int:
    return next((usage[name] for name in names if isinstance(usage.get(name), int)), 0)


@cache
def _versions(packages: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    return tuple((name, metadata.version(name)) for name in packages)


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
