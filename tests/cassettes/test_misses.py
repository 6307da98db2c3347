"""What a miss says, how soon, and that nobody on its way catches it."""

import json
import re
import time

import httpx2
import instructor
import openai
import pytest
import tenacity
from pydantic import BaseModel

from summarizer.cassettes import Cassette, CassetteMiss, bodies, storage
from summarizer.cassettes.nearest import ABSENT, differences, explain

PARAGRAPH = "The fire began at noon in the plant, and the workers were told to leave.\n" * 8


def request(number=0, **changed):
    messages = [
        {"role": "system", "content": "You read reports.\nAnswer briefly."},
        {"role": "user", "content": f"Report {number}:\n{PARAGRAPH}"},
    ]
    return {"model": "m", "messages": messages, "temperature": 0, **changed}


def tape_of(path, *requests):
    stored = [
        {
            "recorded": {"model": "m", "at": "2026-01-02T03:04:05Z"},
            "prompt": "read@3",
            "request": {
                "method": "POST",
                "path": "/v1/chat/completions",
                **bodies.encode(json.dumps(body).encode()),
            },
            "response": {"status": 200, "headers": {}, "json": {}},
        }
        for body in requests
    ]
    storage.write(path, storage.dump(["pydantic-urls"], stored))


def miss(path, body):
    with Cassette(path) as tape, pytest.raises(CassetteMiss) as caught:
        tape.client().post("http://nowhere/v1/chat/completions", json=body)
    return str(caught.value)


@pytest.fixture
def path(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path / "tape.json"


def test_a_one_word_edit_is_shown_down_to_the_word(path):
    tape_of(path, request(1), request(2), request(3))
    edited = request(2)
    edited["messages"][1]["content"] = edited["messages"][1]["content"].replace(
        "told to leave", "told to stay", 1
    )
    assert miss(path, edited).splitlines() == [
        "tape.json has no answer to this request.",
        "nearest: entry 2 of 3: POST /v1/chat/completions (read@3, m, 2026-01-02)",
        "  messages[1].content, line 2:",
        "    - the plant, and the workers were told to [leave.]",
        "    + the plant, and the workers were told to [stay.]",
        f'Record it: Cassette("{path}", mode="new_episodes").',
    ]


def test_of_a_thousand_the_nearest_is_found_in_time(path):
    tape_of(path, *(request(number) for number in range(1000)))
    edited = request(700)
    edited["messages"][1]["content"] = edited["messages"][1]["content"].replace("noon", "dawn", 1)
    with Cassette(path) as tape, tape.client() as client:
        start = time.process_time()
        with pytest.raises(CassetteMiss, match="nearest: entry 701 of 1000"):
            client.post("http://nowhere/v1/chat/completions", json=edited)
        assert time.process_time() - start < 0.05


def test_many_changes_still_fit_into_twelve_lines(path):
    tape_of(path, request(1))
    other = {f"new{number}": "x" * 500 for number in range(50)}
    text = miss(path, request(1, model="other", temperature=1, **other))
    assert re.search(r"… and 4\d more differences", text)
    assert len(text.splitlines()) <= 12
    assert max(map(len, text.splitlines())) < 160


def test_an_inserted_message_is_one_difference(path):
    tape_of(path, request(1))
    longer = request(1)
    longer["messages"].insert(1, {"role": "user", "content": "Hello."})
    assert 'messages[1]: only sent now: {"content": "Hello.", "role": "user"}' in miss(path, longer)


def test_a_recording_of_another_path_or_no_recording_at_all(path):
    tape_of(path, request(1))
    with Cassette(path) as tape, pytest.raises(CassetteMiss, match="path:"):
        tape.client().post("http://nowhere/v1/embeddings", json=request(1))
    path.unlink()
    assert miss(path, {}).startswith(
        "tape.json does not exist, so there is no answer to POST /v1/chat/completions."
    )


def test_values_of_any_kind_are_compared():
    recorded = 'POST /v1\n{"a":1,"b":[1,2],"c":{"d":true},"e":"x"}'
    sent = 'POST /v1\n{"a":true,"b":[1],"c":{"d":null},"f":0}'
    found = {
        difference.path: (difference.recorded, difference.sent) for difference in differences(recorded, sent)
    }
    assert found == {
        "a": (1, True),
        "b[1]": (2, ABSENT),
        "c.d": (True, None),
        "e": ("x", ABSENT),
        "f": (ABSENT, 0),
    }
    assert len(explain(differences(recorded, sent), lines=3)) == 3


class Answer(BaseModel):
    text: str


def through_the_sdk(http, calls):
    openai.OpenAI(base_url="http://nowhere/v1", api_key="k", http_client=http).chat.completions.create(
        **request(2)
    )


def through_instructor(http, calls):
    sdk = openai.OpenAI(base_url="http://nowhere/v1", api_key="k", http_client=http)
    client = instructor.from_openai(sdk, mode=instructor.Mode.JSON)
    client.chat.completions.create(response_model=Answer, max_retries=3, **request(2))


def through_tenacity(http, calls):
    for attempt in tenacity.Retrying(stop=tenacity.stop_after_attempt(3)):
        with attempt:
            calls.append(1)
            through_the_sdk(http, calls)


@pytest.mark.parametrize("ask", [through_the_sdk, through_instructor, through_tenacity])
def test_nobody_on_its_way_catches_or_repeats_it(path, ask):
    tape_of(path, request(1))
    calls = []
    with Cassette(path) as tape:
        transport = tape.client()._transport
        sent = []
        handle = transport.handle_request
        transport.handle_request = lambda asked: (sent.append(asked), handle(asked))[1]
        with pytest.raises(CassetteMiss, match=r"messages\[1\].content"):
            ask(httpx2.Client(transport=transport), calls)
        assert len(sent) == len(tape.misses) == 1
    assert len(calls) <= 1
