"""Recording and replaying through the real SDKs, over a real loopback socket."""

import asyncio
import contextvars
import json
import threading
import time
from concurrent.futures import ThreadPoolExecutor

import httpx
import httpx2
import openai
import pytest

from summarizer.cassettes import Cassette, CassetteError, CassetteMiss, NotOnTape, current_tape, storage
from summarizer.testing import FakeModel, FakeReply

DEAD = "http://127.0.0.1:9/v1"
"""Nothing listens there: what is answered was replayed."""


def sync_sdk(url, http_client, **options):
    return openai.OpenAI(base_url=url, api_key="none", http_client=http_client, **options)


def async_sdk(url, http_client, **options):
    return openai.AsyncOpenAI(base_url=url, api_key="none", http_client=http_client, **options)


def question(text, **more):
    return {"model": "m", "messages": [{"role": "user", "content": text}], **more}


def ask(sdk, text, **more):
    return sdk.chat.completions.create(**question(text, **more)).choices[0].message.content


async def aask(sdk, text, **more):
    done = await sdk.chat.completions.create(**question(text, **more))
    return done.choices[0].message.content


def stream(sdk, text):
    return [
        chunk.choices[0].delta.content or ""
        for chunk in sdk.chat.completions.create(**question(text, stream=True))
        if chunk.choices
    ]


@pytest.fixture
def path(tmp_path):
    return tmp_path / "tape.json"


def record(path, url, *texts, mode="once", **options):
    with Cassette(path, mode, **options) as tape:
        return [ask(sync_sdk(url, tape.client()), text) for text in texts]


def replay(path, *texts, **options):
    with Cassette(path, **options) as tape:
        return [ask(sync_sdk(DEAD, tape.client()), text) for text in texts]


def test_what_was_recorded_is_replayed_without_a_server(path, fake):
    recorded = record(path, fake.url, "one", "two")
    assert replay(path, "two", "one") == recorded[::-1] == ["You said two.", "You said one."]
    assert len(fake.requests) == 2


@pytest.mark.cassette(guard=False)
def test_recording_goes_by_way_of_the_proxy_of_the_environment(path, fake, monkeypatch):
    monkeypatch.setenv("HTTP_PROXY", fake.url.removesuffix("/v1"))
    assert record(path, "http://model.invalid/v1", "any word") == ["You said word."]
    assert fake.requests[0].path == "http://model.invalid/v1/chat/completions"
    assert replay(path, "any word") == ["You said word."]


def test_async_and_sync_share_a_tape(path, fake):
    async def main(url, tape):
        async with tape.async_client() as http:
            return await aask(async_sdk(url, http), "one")

    with Cassette(path, "once") as tape:
        recorded = asyncio.run(main(fake.url, tape))
    assert replay(path, "one") == [recorded]
    with Cassette(path) as tape:
        assert asyncio.run(main(DEAD, tape)) == recorded


@pytest.mark.parametrize("library", [httpx, httpx2])
def test_both_http_libraries(path, fake, library):
    def client(tape):
        return tape.client() if library is httpx2 else tape.httpx_client()

    def async_client(tape):
        return tape.async_client() if library is httpx2 else tape.async_httpx_client()

    async def apost(tape):
        async with async_client(tape) as http:
            return (await http.post(f"{fake.url}/b", json={"messages": [{"content": "b"}]})).json()

    def both(tape):
        with client(tape) as http:
            assert isinstance(http, library.Client)
            response = http.post(f"{fake.url}/a", json={"messages": [{"content": "a"}]})
        return response.json(), asyncio.run(apost(tape))

    with Cassette(path, "once") as tape:
        recorded = both(tape)
    with Cassette(path) as tape:
        assert both(tape) == recorded
    assert len(fake.requests) == 2


def test_anthropic_too(path):
    anthropic = pytest.importorskip("anthropic")
    message = {"id": "m", "type": "message", "role": "assistant", "model": "c-1", "stop_reason": "end_turn"}
    message |= {"stop_sequence": None, "content": [{"type": "text", "text": "Hi."}]}
    fake = FakeModel(
        FakeReply(body=json.dumps({**message, "usage": {"input_tokens": 3, "output_tokens": 2}}).encode())
    )

    def ask(tape, url):
        # Which of the two libraries the SDK runs on has changed between its versions.
        base = anthropic.Anthropic.__init__.__globals__
        http = (
            tape.client() if "httpx2" in str(base.get("httpx2", base.get("httpx"))) else tape.httpx_client()
        )
        client = anthropic.Anthropic(api_key="none", base_url=url.removesuffix("/v1"), http_client=http)
        question = {"role": "user", "content": "Hello"}
        return client.messages.create(model="c", max_tokens=9, messages=[question]).content[0].text

    with fake.serve() as url, Cassette(path, "once") as tape:
        assert ask(tape, url) == "Hi."
    with Cassette(path) as tape:
        assert ask(tape, DEAD) == "Hi."
        assert tape.entries[0].stored["recorded"]["tokens"] == {"read": 3, "written": 2}


def test_a_changed_prompt_never_replays(path, fake):
    record(path, fake.url, "What burned?")
    with pytest.raises(CassetteMiss):
        replay(path, "What burned down?")


def test_identical_requests_replay_in_their_order_and_one_more_is_a_miss(path):
    with FakeModel("first", "second").serve() as url:
        record(path, url, "again", "again")
    assert replay(path, "again", "again") == ["first", "second"]
    with pytest.raises(CassetteMiss, match="holds this request 2 times, and it was sent once more"):
        replay(path, "again", "again", "again")


def test_eight_calls_at_once_each_get_their_own_answer(path, fake):
    texts = [f"n{number}" for number in range(8)]
    answers = [f"You said n{number}." for number in range(8)]

    async def gather(url, tape):
        client = async_sdk(url, tape.async_client())
        return await asyncio.gather(*(aask(client, text) for text in texts))

    def pool(url, tape):
        client = sync_sdk(url, tape.client())
        with ThreadPoolExecutor(8) as threads:
            return list(threads.map(lambda text: ask(client, text), texts))

    with Cassette(path, "once") as tape:
        assert asyncio.run(gather(fake.url, tape)) == answers
    with Cassette(path) as tape:
        assert asyncio.run(gather(DEAD, tape)) == answers
    with Cassette(path) as tape:
        assert pool(DEAD, tape) == answers
    with Cassette(path, "rewrite") as tape:
        assert pool(fake.url, tape) == answers
    with Cassette(path) as tape:
        assert pool(DEAD, tape) == answers


def test_recordings_stand_in_the_order_in_which_the_requests_began(path):
    model = FakeModel(lambda request: FakeReply("x", delay=0.1 if "slow" in request.prompt else 0))

    async def gather(url, tape):
        client = async_sdk(url, tape.async_client())
        await asyncio.gather(*(aask(client, text) for text in ("slow", "fast")))

    with model.serve() as url, Cassette(path, "once") as tape:
        asyncio.run(gather(url, tape))
    with Cassette(path) as tape:
        asked = [entry.stored["request"]["json"]["messages"][0]["content"] for entry in tape.entries]
    assert asked == ["slow", "fast"]


def test_two_tapes_in_two_threads_do_not_mix(tmp_path, fake):
    def run(name):
        file = tmp_path / f"{name}.json"
        record(file, fake.url, *[f"{name}{number}" for number in range(5)])
        return replay(file, *[f"{name}{number}" for number in range(5)])

    with ThreadPoolExecutor(2) as threads:
        for name, answers in zip("ab", threads.map(run, "ab"), strict=True):
            assert answers == [f"You said {name}{number}." for number in range(5)]


class TestStreams:
    def test_chunks_come_as_they_were(self, path):
        pieces = [
            b"data: a\n\n",
            b"data: b\n\ndata: c\n\n",
            "data: \u00e9".encode()[:-1],
            b"\xa9\n\n",
            b"data: [DONE]\n\n",
        ]
        # The gap keeps the pieces apart on their way through the socket.
        model = FakeModel(FakeReply(chunks=pieces, gap=0.03))
        with (
            model.serve() as url,
            Cassette(path, "once") as tape,
            tape.client().stream("POST", url) as response,
        ):
            recorded = list(response.iter_raw())
        with Cassette(path) as tape, tape.client().stream("POST", url) as response:
            assert list(response.iter_raw()) == recorded == pieces

    def test_through_the_sdk_sync_and_async(self, path, fake):
        async def astream(url, tape):
            client = async_sdk(url, tape.async_client())
            chunks = await client.chat.completions.create(**question("a", stream=True))
            return [chunk.choices[0].delta.content or "" async for chunk in chunks]

        with Cassette(path, "once") as tape:
            recorded = asyncio.run(astream(fake.url, tape))
        assert "".join(recorded) == "You said a."
        with Cassette(path) as tape:
            assert asyncio.run(astream(DEAD, tape)) == recorded
        with Cassette(path) as tape:
            assert stream(sync_sdk(DEAD, tape.client()), "a") == recorded

    def test_recording_does_not_hold_back_the_first_chunk(self, path):
        reply = FakeReply(chunks=[b"data: 1\n\n"] * 4, gap=0.2)
        with FakeModel(reply).serve() as url, Cassette(path, "once") as tape:
            start = time.perf_counter()
            with tape.client().stream("POST", url) as response:
                stream = response.iter_raw()
                next(stream)
                assert time.perf_counter() - start < 0.5
                rest = list(stream)
                assert time.perf_counter() - start > 0.55
        assert len(rest) == 3

    def test_timing_is_replayed_on_request(self, path):
        with FakeModel(FakeReply(chunks=[b"data: 1\n\n"] * 3, gap=0.1)).serve() as url:
            with Cassette(path, "once") as tape, tape.client().stream("POST", url) as response:
                response.read()
            for timing in (False, True):
                start = time.perf_counter()
                with Cassette(path, timing=timing) as tape, tape.client().stream("POST", url) as response:
                    response.read()
                assert (time.perf_counter() - start > 0.18) == timing

    def test_a_stream_left_open_is_kept_as_far_as_it_was_read(self, path, fake):
        model = FakeModel(FakeReply(chunks=[b"data: 1\n\n"] * 3, gap=0.05))
        with model.serve() as url, Cassette(path, "once") as tape:
            client = tape.client()
            response = client.send(client.build_request("POST", url), stream=True)
            next(response.iter_raw())
        response.close()
        assert storage.load(path).entries[0]["response"]["stopped"] is True

    def test_what_is_cancelled_before_it_is_answered_is_not_kept(self, path):
        async def main(tape):
            async with tape.async_client() as http:
                await asyncio.wait_for(http.post(url), 0.05)

        model = FakeModel(FakeReply("x", delay=0.5))
        with model.serve() as url, Cassette(path, "once") as tape, pytest.raises(asyncio.TimeoutError):
            asyncio.run(main(tape))
        tape.save()
        assert not path.exists()

    def test_a_reader_that_left_early_is_noted(self, path):
        model = FakeModel(FakeReply(chunks=[b"data: 1\n\n"] * 50, gap=0.01))
        with (
            model.serve() as url,
            Cassette(path, "once") as tape,
            tape.client().stream("POST", url) as response,
        ):
            first = next(response.iter_raw())
        with Cassette(path) as tape, tape.client().stream("POST", url) as response:
            stream = response.iter_raw()
            assert next(stream) == first
            with pytest.raises(CassetteMiss, match="where its reader left"):
                list(stream)


FAILURES = {
    "refused": (None, "ConnectError"),
    "reset": (FakeReply(reset=True), "ReadError"),
    "too slow": (FakeReply(delay=1.5), "ReadTimeout"),
    "cut": (FakeReply("x" * 100, cut=20), "RemoteProtocolError"),
    "stream cut": (FakeReply(chunks=[b"data: 1\n\n", b"data: 2\n\n"], cut=14), "RemoteProtocolError"),
}


@pytest.mark.parametrize("case", FAILURES)
@pytest.mark.parametrize("library", ["httpx", "httpx2"])
def test_what_is_no_answer_replays_as_the_same_exception(path, library, case):
    reply, expected = FAILURES[case]

    def outcome(tape, url):
        read = []
        with tape.httpx_client() if library == "httpx" else tape.client() as http:
            try:
                with http.stream("POST", url, timeout=0.3) as response:
                    read += response.iter_raw()
            except Exception as error:  # its type is what is asked
                return type(error), str(error), b"".join(read)
        return None

    with FakeModel(reply or "").serve() as url:
        url = url if reply else DEAD
        with Cassette(path, "once") as tape:
            recorded = outcome(tape, url)
    with Cassette(path) as tape:
        assert outcome(tape, url) == recorded
    assert recorded[0].__name__ == expected
    assert recorded[0].__module__.startswith(library)


def test_failures_come_through_the_sdk_as_they_did(path):
    script = [
        FakeReply("no", status=429, headers={"retry-after": "7", "x-request-id": "r"}),
        FakeReply(reset=True),
    ]

    def outcomes(url, tape):
        client = sync_sdk(url, tape.client(), max_retries=0)
        found = []
        for text in ("a", "b"):
            with pytest.raises(openai.APIError) as caught:
                ask(client, text)
            found.append((type(caught.value), str(caught.value), getattr(caught.value, "status_code", None)))
        return found

    with FakeModel(*script).serve() as url, Cassette(path, "once") as tape:
        recorded = outcomes(url, tape)
    with Cassette(path) as tape:
        assert outcomes(DEAD, tape) == recorded
        assert tape.entries[0].stored["response"]["headers"] == {
            "content-type": "application/json",
            "retry-after": "7",
        }
    assert [kind for kind, *_ in recorded] == [openai.RateLimitError, openai.APIConnectionError]


def test_compressed_answers_are_kept_as_text(path):
    import gzip

    reply = FakeReply(body=gzip.compress(b'{"a": 1}'), headers={"content-encoding": "gzip"})
    with FakeModel(reply).serve() as url, Cassette(path, "once") as tape:
        assert tape.client().post(url).json() == {"a": 1}
    with Cassette(path) as tape:
        assert tape.client().post(url).json() == {"a": 1}
        assert tape.entries[0].stored["response"]["json"] == {"a": 1}


class TestModes:
    def test_none_without_a_file_is_a_miss(self, path):
        with pytest.raises(CassetteMiss, match="does not exist"):
            replay(path, "a")
        assert not path.exists()

    def test_once_records_only_while_there_is_no_file(self, path, fake):
        record(path, fake.url, "a")
        with pytest.raises(CassetteMiss):
            record(path, fake.url, "b")
        assert len(fake.requests) == 1

    def test_new_episodes_adds_what_is_new(self, path, fake):
        record(path, fake.url, "a")
        record(path, fake.url, "a", "b", mode="new_episodes")
        assert [request.prompt for request in fake.requests] == ["a", "b"]
        assert replay(path, "a", "b")

    def test_all_asks_anew_and_keeps_what_was_not_asked_for(self, path):
        with FakeModel("old a", "old b", "new a").serve() as url:
            record(path, url, "a", "b")
            record(path, url, "a", mode="all")
        assert replay(path, "a", "b") == ["new a", "old b"]
        with pytest.raises(CassetteMiss):
            replay(path, "a", "a")

    def test_rewrite_keeps_nothing_else_and_moves_nothing(self, path, fake):
        record(path, fake.url, "a", "b", "c")
        with Cassette(path, "rewrite") as tape:
            assert tape.unplayed == ()
        record(path, fake.url, "c", "a", mode="rewrite")
        with Cassette(path) as tape:
            texts = [entry.stored["request"]["json"]["messages"][0]["content"] for entry in tape.entries]
        assert texts == ["a", "c"]

    def test_an_unknown_mode_is_named(self, path):
        with pytest.raises(CassetteError, match="'sometimes'"):
            Cassette(path, "sometimes")

    def test_nothing_is_written_when_the_block_fails(self, path, fake):
        with pytest.raises(ZeroDivisionError), Cassette(path, "once") as tape:
            ask(sync_sdk(fake.url, tape.client()), "a")
            _ = 1 / 0
        assert not path.exists()

    def test_leaving_never_raises_for_what_was_not_replayed(self, path, fake):
        record(path, fake.url, "a", "b")
        with Cassette(path) as tape:
            ask(sync_sdk(DEAD, tape.client()), "b")
        assert [entry.stored["request"]["json"]["messages"][0]["content"] for entry in tape.unplayed] == ["a"]

    def test_the_real_transport_is_touched_only_when_a_request_goes_out(self, path, fake):
        class Transport(httpx2.AsyncHTTPTransport):
            sent = 0

            async def handle_async_request(self, request):
                Transport.sent += 1
                return await super().handle_async_request(request)

        async def main(tape):
            async with tape.async_client(transport=Transport()) as http:
                return await aask(async_sdk(fake.url, http), "a")

        for mode, sent in [("once", 1), ("none", 1), ("rewrite", 2)]:
            with Cassette(path, mode) as tape:
                asyncio.run(main(tape))
            assert Transport.sent == sent


class TestContext:
    def test_the_tape_of_this_context(self, path):
        assert current_tape() is None
        with Cassette(path) as outer:
            assert current_tape() is outer
            with Cassette(path) as inner:
                assert current_tape() is inner
            assert current_tape() is outer
        assert current_tape() is None

    def test_a_thread_that_does_not_see_the_tape_is_told(self, path):
        seen = []

        def look():
            try:
                seen.append(current_tape())
            except NotOnTape as error:
                seen.append(error)

        with Cassette(path) as tape:
            for target in (look, lambda: contextvars.copy_context().run(look)):
                thread = threading.Thread(target=target)
                thread.start()
                thread.join()
            context = contextvars.copy_context()
            thread = threading.Thread(target=lambda: context.run(look))
            thread.start()
            thread.join()
        assert isinstance(seen[0], NotOnTape)
        assert isinstance(seen[1], NotOnTape)
        assert seen[2] is tape

    def test_it_is_noted_on_the_tape(self, path):
        with Cassette(path) as tape, ThreadPoolExecutor(1) as threads, pytest.raises(NotOnTape):
            threads.submit(current_tape).result()
        assert [type(error) for error in tape.misses] == [NotOnTape]

    def test_a_tape_may_be_opened_again(self, path, fake):
        record(path, fake.url, "a")
        tape = Cassette(path)
        for _ in range(2):
            with tape:
                assert ask(sync_sdk(DEAD, tape.client()), "a")
                with pytest.raises(CassetteMiss):
                    ask(sync_sdk(DEAD, tape.client()), "a")

    def test_a_closed_tape_answers_nothing(self, path, fake):
        record(path, fake.url, "a")
        with Cassette(path) as tape:
            client = sync_sdk(DEAD, tape.client())
        with pytest.raises(NotOnTape):
            ask(client, "a")

    def test_opening_twice_is_an_error(self, path):
        with Cassette(path) as tape, pytest.raises(CassetteError):
            tape.__enter__()

    def test_notes_belong_to_their_task(self, path, fake):
        async def one(client, tape, name):
            with tape.annotate(prompt=f"{name}@1", window=name):
                await asyncio.sleep(0.01)
                await aask(client, name)

        async def main(tape):
            client = async_sdk(fake.url, tape.async_client())
            await asyncio.gather(*(one(client, tape, name) for name in "abc"))

        with Cassette(path, "once") as tape:
            asyncio.run(main(tape))
        with Cassette(path) as tape:
            notes = {entry.prompt: entry.stored["notes"] for entry in tape.entries}
        assert notes == {f"{name}@1": {"window": name} for name in "abc"}


def test_a_recording_tells_where_it_comes_from(path, fake):
    record(path, fake.url, "a")
    with Cassette(path) as tape:
        facts = tape.entries[0].stored["recorded"]
    assert facts["provider"] == "local"
    assert facts["model"] == facts["answered_by"] == "m"
    assert facts["tokens"] == {"read": 1, "written": 1}
    assert facts["versions"]["openai"] == openai.__version__
    assert facts["seconds"] > 0
    assert facts["at"].startswith("20")
