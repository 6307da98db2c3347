"""What can go wrong with a cassette.

Two families. A cassette that cannot be read or written is a ``CassetteError``, an ordinary exception. A
request that must not go out is a ``MustNotGoOut``, which derives from BaseException on purpose: SDKs,
instructor and retry libraries catch ``Exception``, wrap it and try again, so that a missing recording would
come out as a connection error after three calls and two hundred lines.
"""

from __future__ import annotations

from summarizer.errors import ExitCode, InputError


class CassetteError(InputError):
    """A cassette cannot be used. The message names the file, the hint what to do."""


class CassetteDamaged(CassetteError):
    """The file is cut short, or is not what a cassette looks like inside."""


class CassetteForeign(CassetteError):
    """The file is well formed, but is no cassette of ours."""


class CassetteTooNew(CassetteError):
    """The file was written by a newer version of this package."""


class CassetteNotWritten(CassetteError):
    """The file cannot be written. What stood there before still stands there, whole."""


class SecretFound(CassetteError):
    """What was recorded holds a key or a token. Nothing was written.

    Attributes:
        places: where, as field paths, each with the kind of secret; never the secret itself.
    """

    def __init__(self, message: str, *, hint: str = "", places: tuple[str, ...] = ()) -> None:
        super().__init__(message, hint=hint)
        self.places = places


class MustNotGoOut(BaseException):
    """A request or connection that must not leave this process was stopped.

    No ``Exception``: it passes through SDK retries, instructor and tenacity untouched, after one call.

    Attributes:
        message: what happened.
        hint: the fix.
    """

    exit_code = ExitCode.USAGE

    def __init__(self, message: str, *, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        return f"{self.message}\n{self.hint}".strip()


class CassetteMiss(MustNotGoOut):
    """The cassette holds no answer to this request. The message is at most 12 lines and holds prompt text."""


class NotOnTape(MustNotGoOut):
    """A cassette is open, but this thread or task does not see it; or it is closed already."""


class ConnectionBlocked(MustNotGoOut):
    """A test tried to connect to another machine."""


def stopped_in(error: BaseException) -> list[MustNotGoOut]:
    """What was stopped, of an error that is one itself or a group of several tasks' errors."""
    inner: tuple[BaseException, ...] = getattr(error, "exceptions", ())
    return (
        [error] if isinstance(error, MustNotGoOut) else [stop for each in inner for stop in stopped_in(each)]
    )
