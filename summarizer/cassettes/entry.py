"""One recorded request and what came back: the unit of a cassette.

An entry is kept as the plain mapping that stands in the file: most of it is never looked at in a replay.
Its shape, where optional keys are left out:

    prompt          "name@version"       } what ``annotate`` said
    response_model  "module:qualname"    }
    notes           {name: text}         }
    fits            whether the answer validated against response_model when it was recorded
    recorded        at, seconds, provider, model, answered_by, tokens {read, written}, versions {package: ...}
    request         method, path, and a stored body (``bodies``)
    response        status, headers, and a stored body or ``chunks``; ``stopped`` where the reader left early;
                    ``failure`` {type, message} where no answer came, or only a part of one

A chunk is a stored body, or ``events`` of a server-sent stream, with ``at``: seconds since the request began.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, cast

from summarizer.cassettes import bodies, events

Stored = dict[str, Any]


@dataclass(slots=True, eq=False)
class Entry:
    """One recorded interaction.

    Attributes:
        stored: what stands in the file; see the module's text.
        key: what its request is matched by, under the tape's normalisers.
        played: whether this tape has replayed it.
    """

    stored: Stored
    key: str
    played: bool = False

    @property
    def method(self) -> str:
        """Upper-case HTTP method."""
        return cast("str", self.stored["request"]["method"])

    @property
    def path(self) -> str:
        """Path and query."""
        return cast("str", self.stored["request"]["path"])

    @property
    def prompt(self) -> str | None:
        """Name and version of the prompt, as annotated."""
        return cast("str | None", self.stored.get("prompt"))

    @property
    def response(self) -> Response:
        """What came back, ready to be replayed."""
        return Response.of(cast("Stored", self.stored["response"]))

    def __str__(self) -> str:
        recorded: Stored = self.stored.get("recorded", {})
        facts = (self.prompt, recorded.get("model"), str(recorded.get("at", ""))[:10])
        return f"{self.method} {self.path} ({', '.join(fact for fact in facts if fact)})"


@dataclass(frozen=True, slots=True)
class Chunk:
    """A piece of a response's body. ``at``: seconds since the request began, None where unknown."""

    data: bytes
    at: float | None = None


@dataclass(frozen=True, slots=True)
class Failure:
    """An exception of the HTTP library: the name of its class, and its message."""

    type: str
    message: str


@dataclass(frozen=True, slots=True)
class Response:
    """What came back.

    Attributes:
        status: None where no answer came.
        headers: the kept ones, names in lower case.
        chunks: the body as it arrived; one chunk unless it was a stream.
        streamed: whether the chunks are to be kept apart.
        stopped: the reader left before the end, so what follows is unknown.
        failure: what ended it, if something did.
    """

    status: int | None
    headers: Mapping[str, str] = field(default_factory=dict[str, str])
    chunks: tuple[Chunk, ...] = ()
    streamed: bool = False
    stopped: bool = False
    failure: Failure | None = None

    @property
    def body(self) -> bytes:
        """The whole body, as far as it came."""
        return b"".join(chunk.data for chunk in self.chunks)

    @classmethod
    def of(cls, stored: Stored) -> Response:
        """Read what a file says.

        Raises:
            KeyError, TypeError, ValueError: it does not say what it should.
        """
        streamed = "chunks" in stored
        chunks = tuple(_chunks(stored["chunks"])) if streamed else (Chunk(bodies.decode(stored)),)
        failure = stored.get("failure")
        return cls(
            status=stored.get("status"),
            headers=stored.get("headers", {}),
            chunks=chunks,
            streamed=streamed,
            stopped=stored.get("stopped", False),
            failure=Failure(failure["type"], failure["message"]) if failure else None,
        )

    def stored(self) -> dict[str, Any]:
        """What to write into a file."""
        made: dict[str, Any] = {}
        if self.status is not None:
            made |= {"status": self.status, "headers": dict(self.headers)}
            if self.streamed:
                made["chunks"] = [_stored_chunk(chunk) for chunk in self.chunks]
            else:
                made |= bodies.encode(self.body)
        if self.stopped:
            made["stopped"] = True
        if self.failure:
            made["failure"] = {"type": self.failure.type, "message": self.failure.message}
        return made


def _chunks(stored: list[Stored]) -> Iterator[Chunk]:
    for chunk in stored:
        data = events.decode(chunk) if "events" in chunk else bodies.decode(chunk)
        yield Chunk(data, chunk.get("at"))


def _stored_chunk(chunk: Chunk) -> dict[str, Any]:
    at = {} if chunk.at is None else {"at": round(chunk.at, 3)}
    return {**at, **(events.encode(chunk.data) or bodies.encode(chunk.data))}
