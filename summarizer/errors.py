"""Every error this package raises, in one hierarchy.

A message says what happened and a hint says the fix. Neither ever holds a key or a word of a document:
both end up in logs, and a log outlives the trust with which a text was handed over.
"""

from __future__ import annotations

from enum import IntEnum
from typing import ClassVar


class ExitCode(IntEnum):
    """What the command returns to the shell."""

    DONE = 0
    LOOK = 1
    USAGE = 2
    KEY = 3
    QUOTA = 4
    PROVIDER = 5
    EMBEDDED = 6
    INTERRUPTED = 130


class SummarizerError(Exception):
    """Base of all errors.

    Attributes:
        message: what happened, in one sentence.
        hint: the fix, in one sentence.
        retryable: whether the same call may succeed later, unchanged.
        tokens: tokens spent before the error, read and written together (0 where none or unknown).
        exit_code: what the command exits with.
    """

    retryable: ClassVar[bool] = False
    exit_code: ClassVar[ExitCode] = ExitCode.PROVIDER

    def __init__(self, message: str, *, hint: str = "", tokens: int = 0) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint
        self.tokens = tokens

    def __str__(self) -> str:
        return f"{self.message} {self.hint}".strip()


class InputError(SummarizerError):
    """What was given cannot be used: a report, an argument, a claims file, a schema, a prompt."""

    exit_code = ExitCode.USAGE


class ReportError(InputError):
    """A report cannot be read: missing, empty, binary, too large."""


class SummaryError(InputError):
    """A saved summary cannot be used: missing, damaged, of another version or another schema."""


class PromptError(InputError):
    """A prompt template is missing, malformed or asks for a variable that is not given."""


class ModelNameError(InputError):
    """The model name is not of the form ``provider/model``, or nobody knows it."""


class ProfileError(InputError):
    """A confidence profile is missing, of another version or malformed."""


class LabelsError(InputError):
    """Labelled claims cannot be used: a field is missing, there are too few, or all have one label."""
