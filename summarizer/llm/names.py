"""Model names: which provider a name means, where its server is, and which variable holds the key."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass, field
from typing import Literal

from summarizer.errors import ModelNameError
from summarizer.llm.errors import KeyMissing

EMBEDDED = "embedded"
EMBEDDED_ID = "qwen2.5-coder-1.5b-instruct-q4_k_m"
"""What the embedded model is called in a request: its weights' file without the ending."""
EMBEDDED_URL = "http://embedded/v1"
"""What requests to it are addressed to until they go out, so that a recording does not hold a port."""
EMBEDDED_CONTEXT = 8192
"""Tokens of question and answer together."""
MODEL_VARIABLE = "SUMMARIZER_MODEL"


@dataclass(frozen=True, slots=True)
class Profile:
    """What the stages need to know about a model."""

    name: str
    window: Literal["sentence", "report"]
    """How much of a report it reads at a time."""
    context: int
    """Tokens that fit into one request, question and answer together."""
    grammar: bool
    """Whether answers are held to the schema while they are written; elsewhere only afterwards."""
    logprobs: bool
    """Whether it may tell how likely a token was."""
    concurrency: int
    """How many requests are worth sending at a time."""


@dataclass(frozen=True, slots=True)
class _Provider:
    base_url: str
    keys: tuple[str, ...]
    """Environment variables that may hold the key, the first one preferred; none where there is no key."""
    price_id: str = ""
    context: int = 32_768
    logprobs: bool = True


_PROVIDERS = {
    "openai": _Provider("https://api.openai.com/v1", ("OPENAI_API_KEY",), "openai", 128_000),
    "anthropic": _Provider(
        "https://api.anthropic.com", ("ANTHROPIC_API_KEY",), "anthropic", 200_000, logprobs=False
    ),
    "cerebras": _Provider("https://api.cerebras.ai/v1", ("CEREBRAS_API_KEY",), "cerebras"),
    "deepseek": _Provider("https://api.deepseek.com", ("DEEPSEEK_API_KEY",), "deepseek", 64_000),
    "fireworks": _Provider("https://api.fireworks.ai/inference/v1", ("FIREWORKS_API_KEY",), "fireworks"),
    "google": _Provider(
        "https://generativelanguage.googleapis.com/v1beta/openai",
        ("GEMINI_API_KEY", "GOOGLE_API_KEY"),
        "google",
        1_000_000,
        logprobs=False,
    ),
    "groq": _Provider("https://api.groq.com/openai/v1", ("GROQ_API_KEY",), "groq", 128_000, logprobs=False),
    "mistral": _Provider("https://api.mistral.ai/v1", ("MISTRAL_API_KEY",), "mistral", logprobs=False),
    "ollama": _Provider("http://localhost:11434/v1", ()),
    "openrouter": _Provider("https://openrouter.ai/api/v1", ("OPENROUTER_API_KEY",), "openrouter"),
    "together": _Provider("https://api.together.xyz/v1", ("TOGETHER_API_KEY",), "together"),
    "xai": _Provider("https://api.x.ai/v1", ("XAI_API_KEY",), "x-ai", 128_000),
}

_SAMPLED = re.compile(r"(chatgpt-|gpt-3|gpt-4)")
"""OpenAI's models that take a temperature and give logprobs; the later ones think first and refuse both."""


@dataclass(frozen=True, slots=True)
class Target:
    """A model name, resolved. The key does not show in its repr."""

    name: str
    provider: str
    model: str
    """The name that the provider knows."""
    base_url: str
    api_key: str = field(repr=False)
    profile: Profile
    price_id: str
    thinks: bool
    """Whether it thinks before it answers: no temperature, and room for the thinking."""

    @property
    def priced(self) -> bool:
        """Whether the provider has a list price: not where the server is one's own."""
        return bool(self.price_id)


def resolve(
    name: str | None = None,
    *,
    base_url: str | None = None,
    api_key: str | None = None,
    concurrency: int | None = None,
    key_needed: bool = True,
) -> Target:
    """Find out what a model name means. Nothing is sent.

    Args:
        name: ``embedded`` or ``provider/model``; None for ``$SUMMARIZER_MODEL``, else ``embedded``.
        base_url: the server, where it is not the provider's own.
        api_key: the key, where it is not in the provider's environment variable.
        concurrency: requests at a time, at least 1.
        key_needed: False to accept that there is no key (nothing will be sent).

    Raises:
        ModelNameError: the name has another form, or nobody knows the provider.
        KeyMissing: the provider's own server asks for a key and there is none.
    """
    name = name or os.environ.get(MODEL_VARIABLE) or EMBEDDED
    if concurrency is not None and concurrency < 1:
        raise ModelNameError("concurrency must be at least 1.")
    if name == EMBEDDED:
        if base_url is not None:
            raise ModelNameError(
                "The embedded model has no base URL.", hint="Name the server's model as 'openai/NAME'."
            )
        profile = Profile(
            name, "sentence", EMBEDDED_CONTEXT, grammar=True, logprobs=True, concurrency=concurrency or 1
        )
        return Target(name, EMBEDDED, EMBEDDED_ID, EMBEDDED_URL, "none", profile, "", thinks=False)

    provider_name, _, model = name.partition("/")
    provider = _PROVIDERS.get(provider_name)
    if provider is None or not model or model != model.strip():
        raise ModelNameError(
            f"There is no model {name!r}.",
            hint=f"Use 'embedded' or PROVIDER/MODEL with one of {', '.join(_PROVIDERS)}; "
            "any OpenAI-compatible server is 'openai/MODEL' with a base URL.",
        )
    if provider_name in {"openai", "anthropic"}:  # as their SDKs do
        base_url = base_url or os.environ.get(f"{provider_name.upper()}_BASE_URL") or None
    own_server = base_url is not None
    address = (base_url or provider.base_url).rstrip("/")
    if not address.startswith(("http://", "https://")):
        raise ModelNameError("The base URL does not start with http:// or https://.")
    if provider_name == "anthropic":  # its SDK adds the version
        address = address.removesuffix("/v1")
    thinks = provider_name == "openai" and not own_server and not _SAMPLED.match(model)
    profile = Profile(
        name,
        "report",
        32_768 if own_server and provider_name != "anthropic" else provider.context,
        grammar=False,
        logprobs=provider.logprobs and not thinks,
        concurrency=concurrency or 4,
    )
    return Target(
        name,
        provider_name,
        model,
        address,
        _key(provider_name, provider, api_key, needed=key_needed and not own_server),
        profile,
        "" if own_server else provider.price_id,
        thinks,
    )


def key_variables() -> dict[str, tuple[str, ...]]:
    """The providers that can be named, and the environment variables that may hold each one's key."""
    return {name: provider.keys for name, provider in _PROVIDERS.items()}


def _key(name: str, provider: _Provider, given: str | None, *, needed: bool) -> str:
    key = given or next((os.environ[variable] for variable in provider.keys if os.environ.get(variable)), "")
    if not key and needed and provider.keys:
        raise KeyMissing(f"There is no key for {name}.", hint=f"Set {provider.keys[0]}.")
    if not key.isascii() or any(character.isspace() for character in key):
        raise KeyMissing(f"The key for {name} holds a character that no key has.", hint="Copy it again.")
    return key or "none"
