"""The fake model, through the real SDK, inside the process and over a socket."""

import asyncio
import math
import time

import httpx2
import openai
import pytest

from summarizer.testing import FakeModel, FakeReply

QUESTION = {"model": "m", "messages": [{"role": "user", "content": "Q?"}]}


@pytest.fixture(params=["transport", "socket"])
def sdk(request):
    """Opens the SDK on a fake model, in both ways."""
    opened = []

    def open_sdk(*script, **options):
        fake = FakeModel(*script)
        if request.param == "socket":
            server = fake.serve()
            options |= {"base_url": server.__enter__(), "http_client": httpx2.Client()}
            opened.append(lambda: server.__exit__(None, None, None))
        else:
            options |= {
                "base_url": "http://fake/v1",
                "http_client": httpx2.Client(transport=fake.transport()),
            }
        client = openai.OpenAI(api_key="none", max_retries=0, **options)
        opened.append(client.close)
        return fake, client.chat.completions

    yield open_sdk
    for close in reversed(opened):
        close()


def test_texts_objects_and_functions_in_their_order(sdk):
    fake, chat = sdk("one", {"two": 2}, lambda request: f"{request.prompt} {request.json['model']}")
    said = [chat.create(**QUESTION).choices[0].message.content for _ in range(4)]
    assert said == ["one", '{"two": 2}', "Q? m", "Q? m"]
    assert [request.path for request in fake.requests] == ["/v1/chat/completions"] * 4
    assert fake.requests[0].headers["authorization"] == "Bearer none"


def test_a_script_that_has_ended_says_so(sdk):
    _, chat = sdk()
    with pytest.raises(openai.InternalServerError, match="script has ended"):
        chat.create(**QUESTION)


def test_usage_logprobs_finish_and_message(sdk):
    logprobs = [{"Yes": math.log(0.7), "No": math.log(0.3)}]
    refusal = {"role": "assistant", "content": None, "refusal": "I will not."}
    _, chat = sdk(
        FakeReply("Yes", finish="length", tokens=(5, 6), logprobs=logprobs),
        FakeReply(message=refusal, tokens=None),
    )
    done = chat.create(**QUESTION)
    assert (done.usage.prompt_tokens, done.usage.completion_tokens) == (5, 6)
    choice = done.choices[0]
    assert choice.finish_reason == "length"
    assert choice.logprobs.content[0].token == "Yes"
    assert [top.token for top in choice.logprobs.content[0].top_logprobs] == ["Yes", "No"]
    done = chat.create(**QUESTION)
    assert done.usage is None
    assert done.choices[0].message.refusal == "I will not."


def test_streams(sdk):
    _, chat = sdk("a b c")
    chunks = list(chat.create(**QUESTION, stream=True, stream_options={"include_usage": True}))
    assert "".join(chunk.choices[0].delta.content or "" for chunk in chunks if chunk.choices) == "a b c"
    assert chunks[-1].usage.total_tokens == 2


def test_statuses_headers_and_raw_bodies(sdk):
    _, chat = sdk(FakeReply("slow down", status=429, headers={"retry-after": "3"}), FakeReply(body=b"<html>"))
    with pytest.raises(openai.RateLimitError, match="slow down") as caught:
        chat.create(**QUESTION)
    assert caught.value.response.headers["retry-after"] == "3"
    assert chat.with_raw_response.create(**QUESTION).http_response.text == "<html>"


@pytest.mark.parametrize(
    ("reply", "error"),
    [
        (FakeReply(reset=True), openai.APIConnectionError),
        (FakeReply("x" * 99, cut=30), openai.APIConnectionError),
        (FakeReply("x", delay=2), openai.APITimeoutError),
    ],
)
def test_what_goes_wrong(sdk, reply, error):
    _, chat = sdk(reply, timeout=0.2)
    start = time.perf_counter()
    with pytest.raises(error):
        chat.create(**QUESTION)
    assert time.perf_counter() - start < 1.5


def test_async():
    async def main():
        fake = FakeModel(
            FakeReply("x", delay=0.05),
            FakeReply(chunks=[b"data: 1\n\n"] * 3, gap=0.02),
            FakeReply(reset=True),
        )
        async with httpx2.AsyncClient(transport=fake.async_transport()) as client:
            sdk = openai.AsyncOpenAI(
                api_key="none", base_url="http://fake/v1", http_client=client, max_retries=0
            )
            assert (await sdk.chat.completions.create(**QUESTION)).choices[0].message.content == "x"
            async with client.stream("POST", "http://fake/v1/x") as response:
                assert [chunk async for chunk in response.aiter_raw()] == [b"data: 1\n\n"] * 3
            with pytest.raises(openai.APIConnectionError):
                await sdk.chat.completions.create(**QUESTION)

    asyncio.run(main())
