"""What a run costs: requests and tokens by stage, and money where the price is known."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, get_args

from summarizer.events import Stage
from summarizer.schema import StageUse

if TYPE_CHECKING:
    from decimal import Decimal

    from summarizer.llm.names import Target


@dataclass(slots=True)
class Tokens:
    """Tokens as a provider counts them. ``cached`` are among those read."""

    read: int = 0
    cached: int = 0
    written: int = 0

    @property
    def total(self) -> int:
        """Read and written together."""
        return self.read + self.written

    def add(self, other: Tokens) -> None:
        """Count the other's tokens too."""
        self.read += other.read
        self.cached += other.cached
        self.written += other.written


@dataclass
class Usage:
    """Requests and tokens of a run, by stage. Failed requests count as well."""

    requests: dict[Stage, int] = field(default_factory=dict[Stage, int])
    tokens: dict[Stage, Tokens] = field(default_factory=dict[Stage, Tokens])

    def add(self, stage: Stage, tokens: Tokens) -> None:
        """Count one HTTP request of a stage and what it cost."""
        self.requests[stage] = self.requests.get(stage, 0) + 1
        self.tokens.setdefault(stage, Tokens()).add(tokens)

    def total(self) -> Tokens:
        """Tokens of all stages."""
        whole = Tokens()
        for tokens in self.tokens.values():
            whole.add(tokens)
        return whole

    def stages(self, seconds: Mapping[Stage, float] | None = None) -> tuple[StageUse, ...]:
        """The stages that asked the model anything or took time, in the order of the pipeline.

        Args:
            seconds: wall time by stage.
        """
        seconds = seconds or {}
        return tuple(
            StageUse(
                stage=stage,
                requests=self.requests.get(stage, 0),
                tokens_read=self.tokens.get(stage, Tokens()).read,
                tokens_cached=self.tokens.get(stage, Tokens()).cached,
                tokens_written=self.tokens.get(stage, Tokens()).written,
                seconds=seconds.get(stage, 0.0),
            )
            for stage in get_args(Stage)
            if stage in self.requests or stage in seconds
        )


def cost_usd(target: Target, tokens: Tokens) -> float | None:
    """US dollars for the tokens at list price; 0 on this machine, None where the price is not known."""
    if target.provider == "embedded":
        return 0.0
    if not target.priced:
        return None
    from genai_prices import Usage as Billed
    from genai_prices import calc_price

    billed = Billed(input_tokens=tokens.read, cache_read_tokens=tokens.cached, output_tokens=tokens.written)
    try:
        price: Decimal = calc_price(billed, target.model, provider_id=target.price_id).total_price
    except LookupError:
        return None
    return float(price)


@dataclass(frozen=True, slots=True)
class Estimate:
    """Where a run would send its requests, and what its tokens would cost. Nothing is sent to find out."""

    model: str
    sent_to: str
    """Base URL of the server, without what may be a secret in it, or ``this machine``."""
    target: Target

    def cost_usd(self, tokens_read: int, tokens_written: int) -> float | None:
        """US dollars for so many tokens at list price; None where the price is not known."""
        return cost_usd(self.target, Tokens(read=tokens_read, written=tokens_written))


def approximate_tokens(text: str) -> int:
    """About how many tokens a text is: four characters each in Latin script, fewer in others.

    Good for a forecast, within a third or so for English; providers count exactly.
    """
    latin = len(text.encode("ascii", "ignore"))
    return -(-latin // 4) + (len(text) - latin)
