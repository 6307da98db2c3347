"""What one tool does in its own environment for ``cassettes.py``; prints what it measured as JSON.

python cassettes_worker.py TOOL URL NUMBER FOLDER
"""

from __future__ import annotations

import asyncio
import json
import re
import statistics
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, nullcontext  # noqa: F401 - the test of a miss takes it from here
from importlib.metadata import version
from pathlib import Path

import httpx2
import openai

TOOL, URL, NUMBER, FOLDER = sys.argv[1], sys.argv[2], int(sys.argv[3]), Path(sys.argv[4])
PACKAGES = {"ours": "summarizer", "vcrpy": "vcrpy", "cassetter": "cassetter"}
SYSTEM = (
    "You read reports of incidents.\nSay who says what, and how sure they are.\nAnswer in one sentence.\n" * 2
)
STORY = "A fire broke out at noon in the plant by the harbour, and the workers were told to leave at once. "
ROUNDS = 20


@contextmanager
def tape(name: str, *, recording: bool, bodies: bool = False):
    """Open a cassette; gives the HTTP clients for the SDK, sync and async.

    Args:
        name: of the cassette.
        recording: whether to record, else to replay.
        bodies: whether a peer is told to compare bodies, as ours does anyway; else its default settings.
    """
    if TOOL == "ours":
        from summarizer.cassettes import Cassette

        with Cassette(FOLDER / f"{name}.json", "rewrite" if recording else "none") as cassette:
            yield cassette.client, cassette.async_client
    elif TOOL == "vcrpy":
        import vcr

        options = {"match_on": ["method", "uri", "body"]} if bodies else {}
        file, mode = str(FOLDER / f"{name}.yaml"), "all" if recording else "none"
        with vcr.use_cassette(file, record_mode=mode, **options):
            yield httpx2.Client, httpx2.AsyncClient
    else:
        from cassetter import use_cassette

        options = {"match_on": ["method", "uri", "json_body"]} if bodies else {}
        file, mode = str(FOLDER / f"{name}.yaml"), "all" if recording else "none"
        with use_cassette(file, record_mode=mode, **options):
            yield httpx2.Client, httpx2.AsyncClient


def question(word: str) -> dict:
    messages = [{"role": "system", "content": SYSTEM}, {"role": "user", "content": f"{STORY * 3}\n{word}"}]
    return {"model": "m", "messages": messages, "temperature": 0}


def sdk(client, kind=openai.OpenAI):
    return kind(base_url=URL, api_key="none", http_client=client(), max_retries=2)


def ask(chat, word: str) -> bool:
    """Ask, and say whether the answer is the right one."""
    said = chat.chat.completions.create(**question(word)).choices[0].message.content
    return said == f"The answer to {word}"


async def aask(chat, word: str) -> bool:
    done = await chat.chat.completions.create(**question(word))
    return done.choices[0].message.content == f"The answer to {word}"


def record(name: str, words: list[str]) -> float:
    """Record the words; returns recordings a second, the writing of the file included."""
    start = time.perf_counter()
    with tape(name, recording=True) as (client, _):
        chat = sdk(client)
        for word in words:
            ask(chat, word)
        chat.close()
    return len(words) / (time.perf_counter() - start)


def live(words: list[str]) -> float:
    """Requests a second without any tool."""
    chat = sdk(httpx2.Client)
    start = time.perf_counter()
    for word in words:
        ask(chat, word)
    spent = time.perf_counter() - start
    chat.close()
    return len(words) / spent


def replay(name: str, words: list[str]) -> float:
    """Replays a second, the loading left out."""
    with tape(name, recording=False) as (client, _):
        chat = sdk(client)
        start = time.perf_counter()
        for word in words:
            ask(chat, word)
        return len(words) / (time.perf_counter() - start)


def load_ms(name: str) -> float:
    """The best of five loadings, in milliseconds, each with one replay less what that costs once loaded."""

    def once() -> float:
        start = time.perf_counter()
        with tape(name, recording=False) as (client, _):
            opened = time.perf_counter()
            chat = sdk(client)
            asked = time.perf_counter()
            ask(chat, "word0")
            first = time.perf_counter() - asked
            asked = time.perf_counter()
            ask(chat, "word1")
            second = time.perf_counter() - asked
        return (opened - start + max(0.0, first - second)) * 1000

    return min(once() for _ in range(5))


def bare_sdk(words: list[str]):
    """The SDK over a transport that looks the body up in a dict."""
    pattern = httpx2.post(f"{URL}/chat/completions", json=question("PATTERN")).text
    answers = {
        json.dumps(question(word), sort_keys=True): pattern.replace("PATTERN", word).encode()
        for word in words
    }

    def handle(request):
        body = answers[json.dumps(json.loads(request.content), sort_keys=True)]
        return httpx2.Response(200, headers={"content-type": "application/json"}, content=body)

    return sdk(lambda: httpx2.Client(transport=httpx2.MockTransport(handle)))


def rate(chat, words: list[str]) -> float:
    """Right answers a second."""
    start = time.perf_counter()
    right = sum(ask(chat, word) for word in words)
    assert right == len(words), f"{right} of {len(words)} answers are right"
    return len(words) / (time.perf_counter() - start)


def beside_a_dict(name: str, words: list[str]) -> tuple[float, float, float]:
    """Replays a second, ours and a bare dict's, in turns; and the median of the ratios of the turns."""
    bare = bare_sdk(words)
    turns = []
    with tape(name, recording=False) as (client, _):
        chat = sdk(client)
        size = max(1, len(words) // ROUNDS)
        for start in range(0, len(words), size):
            part = words[start : start + size]
            turns.append((rate(chat, part), rate(bare, part)))
    ours, theirs = (statistics.mean(rates) for rates in zip(*turns, strict=True))
    return ours, theirs, statistics.median(one / two for one, two in turns)


def peer_beside_a_dict(name: str, words: list[str]) -> tuple[float, float]:
    """A peer's replays a second where it compares bodies, and their ratio to a bare dict's just before and after."""
    bare = bare_sdk(words)
    before = rate(bare, words)
    with tape(name, recording=False, bodies=True) as (client, _):
        replays = rate(sdk(client), words)
    return replays, replays / statistics.mean((before, rate(bare, words)))


def concurrent() -> tuple[int, int]:
    """How many of eight calls at once are answered rightly, recorded and replayed in threads, then as tasks."""
    words = [f"concurrent{number}" for number in range(8)]

    def threads(client) -> int:
        chat = sdk(client)
        with ThreadPoolExecutor(8) as pool:
            return sum(pool.map(lambda word: ask(chat, word), words))

    async def tasks(client) -> int:
        chat = sdk(client, openai.AsyncOpenAI)
        async with chat:
            return sum(await asyncio.gather(*(aask(chat, word) for word in words)))

    def right(run) -> int:
        try:
            return run()
        except Exception:  # a tool that refuses has answered none rightly
            return 0

    with tape("tasks", recording=True) as (_, client):
        asyncio.run(tasks(client))
    with tape("tasks", recording=False) as (client, _):
        in_threads = right(lambda: threads(client))
    with tape("tasks", recording=False) as (_, client):
        return in_threads, right(lambda: asyncio.run(tasks(client)))


def changed() -> str:
    """What a changed prompt gets."""
    record("changed", ["before"])
    with tape("changed", recording=False) as (client, _):
        try:
            ask(sdk(client), "after")
        except BaseException:
            return "miss"
    return "**old answer**"


def first_chunk_ms(*, live: bool) -> float:
    """Milliseconds to the first chunk of a stream of ten, 80 ms apart: live, or while recording."""

    def first(client) -> float:
        chat = sdk(client)
        ask(chat, "warm")
        start = time.perf_counter()
        stream = chat.chat.completions.create(**question("stream"), stream=True)
        next(iter(stream))
        spent = time.perf_counter() - start
        list(stream)
        chat.close()
        return spent * 1000

    if live:
        return first(httpx2.Client)
    with tape("stream", recording=True) as (client, _):
        return first(client)


TEST = """
import sys, time
sys.argv = ["worker", {tool!r}, {url!r}, "1", {folder!r}]
sys.path.insert(0, {here!r})
import pytest
import cassettes_worker as worker

{mark}
def test_miss({fixture}):
    with {opening} as (client, _):
        chat = worker.sdk(client)
        worker.ask(chat, "word0")
        chat.base_url = {elsewhere!r}
        calls = []
        transport = chat._client._transport
        handle = transport.handle_request
        transport.handle_request = lambda request: (calls.append(1), handle(request))[1]
        start = time.perf_counter()
        try:
            worker.ask(chat, {word!r})
        finally:
            print("calls", len(calls), "ms", (time.perf_counter() - start) * 1000)
"""


def miss() -> tuple[int, float, int]:
    """Calls, milliseconds and printed lines of a request that has no answer on a tape, under pytest."""
    elsewhere = URL if TOOL == "ours" else f"{URL}/elsewhere"
    common = {
        "elsewhere": elsewhere,
        "tool": TOOL,
        "url": URL,
        "folder": str(FOLDER),
        "here": str(Path(__file__).parent),
    }
    if TOOL == "ours":
        common |= {
            "mark": f"@pytest.mark.cassette({str(FOLDER / 'all.json')!r})",
            "fixture": "cassette",
            "opening": "worker.nullcontext((cassette.client, cassette.async_client))",
            "word": f"word{NUMBER // 2}x",
        }
    else:
        # With their default settings the peers answer anything from a tape that knows the URL: only a request to
        # another one is a miss.
        common |= {
            "mark": "",
            "fixture": "",
            "opening": "worker.tape('all', recording=False)",
            "word": "word1",
        }
    file = FOLDER / "test_miss.py"
    file.write_text(TEST.format(**common))
    command = [sys.executable, "-m", "pytest", "-q", "-pno:cacheprovider", file.name]
    output = subprocess.run(command, cwd=FOLDER, capture_output=True, text=True, check=False).stdout
    section = output.split(" test_miss ___", 1)[1].split("\n", 1)[1]
    section = re.split(r"\n-+ Captured stdout|\n-+ cassettes that|\n=+ short test summary", section)[0]
    calls, ms = re.search(r"calls (\d+) ms ([\d.]+)", output).groups()
    return int(calls), float(ms), len(section.strip().splitlines())


def main() -> None:
    words = [f"word{number}" for number in range(NUMBER)]
    found = {"version": version(PACKAGES[TOOL]), "changed": changed()}
    found["threads"], found["tasks"] = concurrent()
    record("1", ["word0"])
    record("100", words[:100])
    found["live"] = live(words[:200])
    found["record_tenth"] = record("tenth", words[: NUMBER // 10])
    found["record"] = record("all", words)
    found["load_ms"] = load_ms("all")
    found["replay_1"] = max(replay("1", ["word0"]) for _ in range(5))
    found["replay_100"] = replay("100", words[:100])
    if TOOL == "ours":
        ours, bare, found["dict_ratio"] = beside_a_dict("all", words)
        found |= {
            "replay_all": ours,
            "replay_bodies": ours,
            "dict_replay_all": bare,
            "dict_replay_bodies": bare,
        }
    else:
        found["replay_all"] = replay("all", words)
        found["replay_bodies"], found["dict_ratio"] = peer_beside_a_dict(
            "all", words[::5] if TOOL == "vcrpy" else words
        )
    found["miss_calls"], found["miss_ms"], found["miss_lines"] = miss()
    found["first_chunk_ms"] = first_chunk_ms(live=False)
    found["live_chunk_ms"] = first_chunk_ms(live=True)
    print(json.dumps(found))


if __name__ == "__main__":
    main()
