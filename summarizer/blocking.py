"""Calling the async core from ordinary code, also from inside a running event loop (a notebook)."""

from __future__ import annotations

import asyncio
import contextvars
import functools
import os
import threading
from collections.abc import Callable, Coroutine
from concurrent.futures import CancelledError, Future
from contextlib import suppress
from typing import Any, ParamSpec, TypeVar

from summarizer.errors import InputError

P = ParamSpec("P")
T = TypeVar("T")

_lock = threading.Lock()
_loop: asyncio.AbstractEventLoop | None = None
_thread: threading.Thread | None = None


def sync(function: Callable[P, Coroutine[Any, Any, T]]) -> Callable[P, T]:
    """The blocking form of a coroutine function: same arguments, same result."""

    @functools.wraps(function)
    def blocking(*args: P.args, **kwargs: P.kwargs) -> T:
        return run(function(*args, **kwargs))

    blocking.__name__ = blocking.__qualname__ = function.__name__.removeprefix("a")
    return blocking


def run(coroutine: Coroutine[Any, Any, T]) -> T:
    """Run a coroutine on the package's own loop thread, in a copy of the caller's context, and wait for it.

    An interrupt of the waiting thread cancels the coroutine, and waits until it has ended.

    Raises:
        InputError: it is called by a listener, on the loop thread itself, which would wait for itself for ever.
    """
    if threading.current_thread() is _thread:
        coroutine.close()
        raise InputError(
            "A listener called a function that blocks the loop it is called from.",
            hint="Call it when summarize() has returned, or from another thread.",
        )
    loop, context = _running_loop(), contextvars.copy_context()
    result: Future[T] = Future()
    tasks: list[asyncio.Task[None]] = []

    async def settle() -> None:
        # Here and not in a callback of the task: an interrupt or exit that left it would end the loop as well.
        try:
            value = await coroutine
        except asyncio.CancelledError:
            result.cancel()
        except BaseException as error:
            result.set_exception(error)
        else:
            result.set_result(value)

    def never_began(_: asyncio.Task[None]) -> None:
        coroutine.close()
        result.cancel()  # does nothing where there is a result

    def start() -> None:
        task = loop.create_task(settle(), context=context)
        tasks.append(task)
        task.add_done_callback(never_began)

    try:
        loop.call_soon_threadsafe(start)
        return result.result()
    except BaseException:
        loop.call_soon_threadsafe(lambda: [task.cancel() for task in tasks])
        with suppress(CancelledError):
            result.exception()
        raise


def _running_loop() -> asyncio.AbstractEventLoop:
    global _loop, _thread
    with _lock:
        if _loop is None:
            _loop = asyncio.new_event_loop()
            _thread = threading.Thread(target=_loop.run_forever, name="summarizer", daemon=True)
            _thread.start()
        return _loop


def _forget() -> None:
    """In a forked child the thread is gone, and the lock may be held for ever."""
    global _lock, _loop, _thread
    _lock, _loop, _thread = threading.Lock(), None, None


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_forget)
