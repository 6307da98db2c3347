"""Calling the async core from ordinary code, also from inside a running event loop (a notebook)."""

from __future__ import annotations

import asyncio
import contextvars
import functools
import threading
from collections.abc import Callable, Coroutine
from concurrent.futures import Future
from typing import Any, ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")

_lock = threading.Lock()
_loop: asyncio.AbstractEventLoop | None = None


def sync(function: Callable[P, Coroutine[Any, Any, T]]) -> Callable[P, T]:
    """The blocking form of a coroutine function: same arguments, same result."""

    @functools.wraps(function)
    def blocking(*args: P.args, **kwargs: P.kwargs) -> T:
        return run(function(*args, **kwargs))

    blocking.__name__ = blocking.__qualname__ = function.__name__.removeprefix("a")
    return blocking


def run(coroutine: Coroutine[Any, Any, T]) -> T:
    """Run a coroutine on the package's own loop thread, in a copy of the caller's context, and wait for it.

    An interrupt of the waiting thread cancels the coroutine before it goes on.
    """
    loop, context = _running_loop(), contextvars.copy_context()
    result: Future[T] = Future()
    tasks: list[asyncio.Task[T]] = []

    def finish(task: asyncio.Task[T]) -> None:
        if task.cancelled():
            result.cancel()
        elif error := task.exception():
            result.set_exception(error)
        else:
            result.set_result(task.result())

    def start() -> None:
        tasks.append(loop.create_task(coroutine, context=context))
        tasks[0].add_done_callback(finish)

    loop.call_soon_threadsafe(start)
    try:
        return result.result()
    except BaseException:
        loop.call_soon_threadsafe(lambda: [task.cancel() for task in tasks])
        raise


def _running_loop() -> asyncio.AbstractEventLoop:
    global _loop
    with _lock:
        if _loop is None:
            _loop = asyncio.new_event_loop()
            threading.Thread(target=_loop.run_forever, name="summarizer", daemon=True).start()
        return _loop
