"""The options that commands share: which model is asked, and how."""

from __future__ import annotations

import functools
import hashlib
import math
import re
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any, Literal

import click

CASSETTE_MODES = ("none", "once", "new_episodes", "all", "rewrite")
FILE = click.Path(path_type=Path, allow_dash=True)
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*://", re.IGNORECASE)


class Finite(click.FloatRange):
    """A number in a range; "nan" and "inf", which compare as if they were in any, are not."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Refuse what is not finite."""
        number = super().convert(value, param, ctx)
        if not math.isfinite(number):
            self.fail(f"{value!r} is not a finite number.", param, ctx)
        return number


PROBABILITY = Finite(0, 1)


class FileOrAddress(click.Path):
    """A path, or an address of the web, which stays a ``str``: as a path it would lose a slash."""

    def __init__(self) -> None:
        super().__init__(path_type=Path, allow_dash=True)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Tell the two apart by how an address begins; which kinds are opened is said where they are."""
        if not isinstance(value, str) or not _SCHEME.match(value):
            return super().convert(value, param, ctx)
        if len(value.split()) > 1:
            self.fail("An address has no blanks: write %20 for each.", param, ctx)
        return value


_OPTIONS = (
    click.option(
        "--model",
        metavar="NAME",
        help="'embedded' or provider/model. [default: $SUMMARIZER_MODEL or embedded]",
    ),
    click.option("--base-url", metavar="URL", help="Address of an OpenAI-compatible server."),
    click.option(
        "--prompts",
        type=click.Path(path_type=Path),
        metavar="DIR",
        help="Prompts that replace those of the package.",
    ),
    click.option("--seed", type=int, help="For models that take one."),
    click.option("--timeout", type=Finite(min=0, min_open=True), metavar="SECONDS", help="For one request."),
    click.option("--concurrency", type=click.IntRange(min=1), help="Requests at a time."),
    click.option(
        "--effort",
        type=click.Choice(["standard", "thorough"]),
        default="standard",
        show_default=True,
        help="How much is asked.",
    ),
    click.option(
        "--profile",
        metavar="FILE | NAME",
        help="What confidence is calibrated by. [default: that of the model]",
    ),
    click.option(
        "--cassette",
        type=click.Path(path_type=Path),
        metavar="PATH",
        help="Replay or record the model's answers.",
    ),
    click.option(
        "--cassette-mode", type=click.Choice(CASSETTE_MODES), help="What to record. [default: none]"
    ),
    click.option("--quiet", "-q", is_flag=True, help="No progress and no warnings."),
)


@dataclass(frozen=True, slots=True)
class Asking:
    """Which model is asked, and how."""

    model: str | None
    base_url: str | None
    prompts: Path | None
    seed: int | None
    timeout: float | None
    concurrency: int | None
    effort: Literal["standard", "thorough"]
    profile: str | None
    cassette: Path | None
    cassette_mode: str | None
    quiet: bool

    def arguments(self) -> dict[str, Any]:
        """Give the arguments of ``summarize`` and ``check`` that are named alike."""
        own = {"cassette", "cassette_mode", "quiet"}
        return {field.name: getattr(self, field.name) for field in fields(self) if field.name not in own}

    def asked(self) -> dict[str, str | None]:
        """Give what decides the answers, for a record of them."""
        from importlib.metadata import version

        from summarizer.llm import estimate

        target = estimate(self.model, base_url=self.base_url)
        return {
            "model": target.model,
            "sent to": target.sent_to,
            "prompts": _fingerprint(self.prompts),
            "seed": None if self.seed is None else str(self.seed),
            "effort": self.effort,
            "profile": _fingerprint(self.profile),
            "version": version("summarizer"),
        }

    def tape(self) -> AbstractContextManager[Any]:
        """Open the cassette, where one was named.

        Raises:
            CassetteError: it cannot be used.
        """
        if self.cassette is None:
            return nullcontext()
        from summarizer.cassettes import Cassette

        mode: Any = self.cassette_mode or "none"
        tape = Cassette(self.cassette, mode)
        tape.record_hint = "Record it: give --cassette-mode new_episodes."
        return tape


def _fingerprint(path: Path | str | None) -> str | None:
    """A path with a hash of what is there, so that a record tells when that has changed; a name stays as it is."""
    if path is None:
        return None
    digest = hashlib.sha256()
    try:
        files = sorted(Path(path).rglob("*")) if Path(path).is_dir() else [Path(path)]
        for file in files:
            if file.is_file():
                digest.update(f"{file.relative_to(path)}\n".encode() + file.read_bytes())
        return f"{path} (sha256 {digest.hexdigest()[:12]})" if any(map(Path.is_file, files)) else str(path)
    except (OSError, ValueError):
        return str(path)


def asking(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the options about the model, as one argument ``asking``."""

    @functools.wraps(command)
    def with_asking(**given: Any) -> Any:
        chosen = Asking(**{field.name: given.pop(field.name) for field in fields(Asking)})
        if chosen.cassette_mode and chosen.cassette is None:
            raise click.UsageError("--cassette-mode needs --cassette.", click.get_current_context())
        return command(asking=chosen, **given)

    return functools.reduce(lambda function, option: option(function), reversed(_OPTIONS), with_asking)
