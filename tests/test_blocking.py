"""The blocking calls: anywhere, interruptible, and never hanging."""

from __future__ import annotations

import asyncio
import contextvars
import os
import signal
import subprocess
import sys
import threading

import pytest

from summarizer import blocking
from summarizer.errors import InputError

COLOUR: contextvars.ContextVar[str] = contextvars.ContextVar("COLOUR", default="none")


def test_the_result_and_the_error_are_the_coroutines():
    async def asum(one: int, *, other: int) -> int:
        """Adds."""
        await asyncio.sleep(0)
        if one < 0:
            raise ValueError("negative")
        return one + other

    total = blocking.sync(asum)
    assert (total.__name__, total.__doc__) == ("sum", "Adds.")
    assert total(1, other=2) == 3
    with pytest.raises(ValueError, match="negative"):
        total(-1, other=2)
    assert total(3, other=4) == 7


def test_all_calls_share_one_loop_on_a_daemon_thread():
    async def where():
        return threading.current_thread(), asyncio.get_running_loop()

    thread, loop = blocking.run(where())
    assert thread is not threading.current_thread()
    assert (thread.name, thread.daemon) == ("summarizer", True)
    assert blocking.run(where()) == (thread, loop)


def test_inside_a_running_loop():
    async def answer():
        await asyncio.sleep(0)
        return 42

    async def notebook():
        return blocking.run(answer())

    assert asyncio.run(notebook()) == 42


def test_context_variables_are_seen_and_left_alone():
    async def paint():
        seen = COLOUR.get()
        COLOUR.set("blue")
        return seen

    def caller():
        COLOUR.set("red")
        return blocking.run(paint()), COLOUR.get()

    assert contextvars.copy_context().run(caller) == ("red", "red")


def test_threads_do_not_wait_for_each_other():
    meeting = asyncio.Event()

    async def wait():
        await asyncio.wait_for(meeting.wait(), timeout=5)
        return "met"

    async def call():
        meeting.set()
        return "called"

    said: list[str] = []
    thread = threading.Thread(target=lambda: said.append(blocking.run(wait())))
    thread.start()
    said.append(blocking.run(call()))
    thread.join(5)
    assert sorted(said) == ["called", "met"]


@pytest.mark.skipif(os.name == "nt", reason="signals are POSIX")
@pytest.mark.skipif(threading.current_thread() is not threading.main_thread(), reason="signals go there")
def test_an_interrupt_cancels_the_coroutine_and_waits_for_its_end(request):
    before = signal.signal(signal.SIGINT, signal.default_int_handler)  # a job in the background ignores it
    request.addfinalizer(lambda: signal.signal(signal.SIGINT, before))
    fate: list[str] = []

    async def work():
        os.kill(os.getpid(), signal.SIGINT)
        try:
            await asyncio.sleep(30)
        finally:
            await asyncio.sleep(0.01)
            fate.append("closed")

    with pytest.raises(KeyboardInterrupt):
        blocking.run(work())
    assert fate == ["closed"]
    assert blocking.run(asyncio.sleep(0, "next")) == "next"


@pytest.mark.parametrize("error", [KeyboardInterrupt, SystemExit, GeneratorExit])
def test_what_would_end_a_loop_reaches_the_caller_and_the_loop_lives_on(error):
    async def work():
        await asyncio.sleep(0)
        raise error

    with pytest.raises(error):
        blocking.run(work())
    assert blocking.run(asyncio.sleep(0, "next")) == "next"


def test_a_blocking_call_from_the_loop_itself_is_refused_and_does_not_hang():
    async def inner():
        return 1

    async def listener():
        return blocking.run(inner())

    with pytest.raises(InputError, match="listener"):
        blocking.run(listener())


@pytest.mark.skipif(not hasattr(os, "fork"), reason="there is no fork")
def test_a_forked_child_has_a_loop_of_its_own():
    code = """
import asyncio, os, warnings
from summarizer import blocking
assert blocking.run(asyncio.sleep(0, 1)) == 1
warnings.simplefilter("ignore", DeprecationWarning)  # of forking where there are threads
child = os.fork()
if not child:
    os._exit(blocking.run(asyncio.sleep(0, 7)))
print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=20)
    assert (done.stdout.strip(), done.stderr) == ("7", "")


def test_the_end_of_the_process_is_silent():
    code = "import asyncio; from summarizer import blocking; print(blocking.run(asyncio.sleep(0, 1)))"
    done = subprocess.run(
        [sys.executable, "-X", "dev", "-W", "error", "-c", code], capture_output=True, text=True, timeout=20
    )
    assert (done.stdout.strip(), done.stderr) == ("1", "")
