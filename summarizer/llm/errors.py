"""What can go wrong with a model, one class a cause.

A provider's own words are never repeated: they may hold a piece of the key or of the document. What is kept
is the status, and the provider's error code where it looks like one.
"""

from __future__ import annotations

from typing import ClassVar

from summarizer.errors import ExitCode, SummarizerError


class ModelError(SummarizerError):
    """A model could not be asked, or its answer could not be used.

    Attributes:
        fatal: whether every other window of the run would fail in the same way.
        retry_after: seconds that the provider asks to wait, or None where it does not say.
    """

    fatal: ClassVar[bool] = False
    retry_after: float | None = None


class KeyMissing(ModelError):
    """No key was given, and the provider's environment variable is not set. Nothing was sent."""

    fatal = True
    exit_code = ExitCode.KEY


class KeyRefused(ModelError):
    """The provider refuses the key (401, 403)."""

    fatal = True
    exit_code = ExitCode.KEY


class RateLimited(ModelError):
    """Too many requests (429); the same call may succeed later."""

    retryable = True
    exit_code = ExitCode.QUOTA


class QuotaExceeded(ModelError):
    """The account is out of quota or credit (402, 429): waiting does not help."""

    fatal = True
    exit_code = ExitCode.QUOTA


class NoSuchModel(ModelError):
    """The provider does not know the model, or nothing answers at this address (404)."""

    fatal = True
    exit_code = ExitCode.USAGE


class BadRequest(ModelError):
    """The provider takes the request for a wrong one (400, 422)."""


class ProviderFailed(ModelError):
    """The provider failed (5xx) or answered with something that is no answer."""

    retryable = True


class ConnectionFailed(ProviderFailed):
    """The provider could not be reached this time, took too long, or hung up."""


class Unreachable(ConnectionFailed):
    """None of the allowed requests reached the provider."""

    fatal = True


class Refused(ModelError):
    """The model declines to answer."""


class ContentFiltered(ModelError):
    """The provider's content filter stopped the request or the answer."""


class UnusableAnswer(ModelError):
    """The model answered, but not with what was asked for."""

    retryable = True


class TooLong(ModelError):
    """More text than fits: the same question about less text may succeed."""


class AnswerTooLong(TooLong):
    """The answer was cut off, also with twice the room."""


class PromptTooLong(TooLong):
    """The question does not fit into the model's context (400, 413)."""


class EmbeddedMissing(ModelError):
    """The embedded model's weights or its runtime are not on this machine."""

    fatal = True
    exit_code = ExitCode.EMBEDDED


class EmbeddedBroken(ModelError):
    """The embedded model is there but cannot be used."""

    fatal = True
    exit_code = ExitCode.EMBEDDED
