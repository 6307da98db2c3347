"""Where results go: standard output as it is read, or a file that is never there by half."""

from __future__ import annotations

import contextlib
import errno
import os
import secrets
import shutil
import sys
from collections.abc import Callable, Generator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from summarizer.errors import InputError

if TYPE_CHECKING:
    from rich.console import RenderableType

_READER_GONE = {errno.EPIPE, errno.EINVAL}
"""Windows says EINVAL."""


def say(message: str) -> None:
    """Write a message for a person on stderr, harmless in a terminal whatever it quotes."""
    from summarizer.render.safe import plain_lines

    with contextlib.suppress(OSError):
        click.echo(plain_lines(message), err=True)


def show(page: Callable[[int], RenderableType], output: Path | None) -> None:
    """Write a page: in colour on a terminal, as plain text into a pipe or a file.

    Args:
        page: lays it out in so many columns.
        output: a file, or None for standard output.

    Raises:
        InputError: the file cannot be written.
    """
    from rich.console import Console

    from summarizer.render.terminal import text, usable

    width = usable(shutil.get_terminal_size().columns)
    console = Console(width=width)
    if output is not None or not console.is_terminal:
        write(text(page(width), width), output)
    else:
        with _while_read():
            console.print(page(width))


def write(text: str, output: Path | None) -> None:
    """Write a result as UTF-8, byte for byte.

    Args:
        text: all of it.
        output: a file, written whole or not at all; None for standard output.

    Raises:
        InputError: the file cannot be written.
    """
    data = text.encode(errors="replace")
    if output is None:
        with _while_read():
            sys.stdout.buffer.write(data)
            sys.stdout.flush()
        return
    try:
        _write_file(output, data)
    except OSError as error:
        raise _unwritable(output, error.strerror or type(error).__name__) from None


def demand_writable(output: Path | None) -> None:
    """Refuse a file that could not be written, before the work is done.

    Raises:
        InputError: it is a directory, or its directory is not there or takes no files.
    """
    if output is None:
        return
    if output.is_dir():
        raise _unwritable(output, "it is a directory")
    if not output.resolve().parent.is_dir():
        raise _unwritable(output, "its directory does not exist")
    if not output.exists() and not os.access(output.resolve().parent, os.W_OK):
        raise _unwritable(output, "its directory is read-only")


def _write_file(path: Path, data: bytes) -> None:
    if path.exists() and not path.is_file():
        # A device or a named pipe: to be written to, not to be replaced.
        path.write_bytes(data)
        return
    target = path.resolve()
    part = target.with_name(f".{secrets.token_hex(6)}.part")
    try:
        with part.open("xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        if target.exists():
            shutil.copymode(target, part)
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)


@contextlib.contextmanager
def _while_read() -> Generator[None]:
    """Stop quietly where the reader of a pipe has seen enough, as ``head`` does.

    Raises:
        InputError: standard output takes nothing: it is closed, or its disk is full.
    """
    if sys.stdout is None:  # pyright: ignore[reportUnnecessaryComparison]  # where it was closed before the start
        raise _no_output("it is closed")
    try:
        yield
    except OSError as error:
        # The interpreter flushes once more at exit, and would complain.
        with contextlib.suppress(OSError, ValueError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        if error.errno not in _READER_GONE:
            raise _no_output(error.strerror or type(error).__name__) from None


def _no_output(why: str) -> InputError:
    return InputError(f"Cannot write to standard output: {why}.", hint="Give it room, or send it elsewhere.")


def _unwritable(path: Path, why: str) -> InputError:
    return InputError(f"Cannot write {path}: {why}.", hint="Name a file in a directory that takes it.")
