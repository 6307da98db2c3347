"""Secrets planted in every place, and none in the file."""

import base64
import json

import pytest

from summarizer.cassettes import Cassette, SecretFound
from summarizer.cassettes.scanning import find_secrets
from summarizer.testing import FakeModel, FakeReply

# Made up, in the forms that the providers use; put together here so that no scanner takes this file for a leak.
KEYS = {
    "OpenAI key": "sk-" + "proj-Ab12Cd34Ef56Gh78Ij90Kl12",
    "Anthropic key": "sk-" + "ant-api03-Ab12Cd34Ef56Gh78Ij90",
    "Google key": "AIza" + "SyA1b2C3d4E5f6G7h8I9j0K1l2M3n4O5p6Q",
    "AWS key": "AKIA" + "ABCDEFGHIJKLMNOP",
    "GitHub token": "ghp_" + "abcdefghijklmnopqrstuvwxyz0123456789",
    "Hugging Face token": "hf_" + "abcdefghijklmnopqrstuvwxyzABCDEFGH",
    "Groq key": "gsk_" + "abcdefghijklmnopqrstuvwxyz0123456789",
    "Slack token": "xoxb-" + "123456789012-abcdefghijkl",
    "JSON web token": "eyJhbGciOiJIUzI1NiJ9" + ".eyJzdWIiOiIxMjM0NTY3ODkwIn0" + ".dozjgNryP4J3jVmNHl0w5N",
    "bearer token": "Bearer " + "abcdefghijklmnopqrstuvwxyz",
    "private key": "-----BEGIN RSA " + "PRIVATE KEY-----",
    "password in a URL": "postgres://me:" + "hunter22@db/x",
}
KEY = KEYS["OpenAI key"]
VARIABLE = "correct-horse-battery"


def entry(**request):
    return {
        "request": {"method": "POST", "path": "/v1", **request},
        "response": {"status": 200, "headers": {}},
    }


@pytest.mark.parametrize("kind", KEYS)
def test_the_known_forms(kind):
    assert find_secrets([entry(json={"a": [f"use {KEYS[kind]} now"]})]) == [
        f"entries[0].request.json.a[0] ({kind})"
    ]


@pytest.mark.parametrize(
    "text",
    [
        "ask-and-answer-sessions-are-long",
        "sk-learn-compatible-estimators",
        "risk-adjusted-returns-2024-annual",
        "AIza",
        "https://a.b/c:d@e",
        "the bearer of bad news",
        "eyJhbGciOi",
    ],
)
def test_ordinary_text_passes(text):
    assert find_secrets([entry(text=text)]) == []


@pytest.mark.parametrize(
    "text", [VARIABLE, "correct-horse-battery%20".strip("%20"), base64.b64encode(VARIABLE.encode()).decode()]
)
def test_the_value_of_a_secret_variable(text):
    environment = {"ACME_API_KEY": VARIABLE, "PATH": "/usr/bin", "OTHER_TOKEN": "short"}
    assert find_secrets([entry(text=f"a {text} b short /usr/bin")], environment=environment)


PLACES = {
    "request body": {"json": {"user": KEY}},
    "request key": {"json": {KEY: 1}},
    "nested request": {"json": {"messages": [{"content": json.dumps({"deep": KEY})}]}},
    "query": {"params": {"key": KEY}},
    "escaped query": {"params": {"key": KEYS["password in a URL"]}},
    "raw request": {"content": f"key={KEY}".encode()},
    "binary request": {"content": b"\xff\x00" + KEY.encode()},
    "escaped text": {"content": b'{"cut": "sk-' + KEY[3:].replace("A", "\\u0041").encode()},
}
REPLIES = {
    "answer": FakeReply(f"Here: {KEY}"),
    "answer as json": FakeReply({"found": KEY}),
    "error body": FakeReply(f"Incorrect API key provided: {KEY}", status=401),
    "html": FakeReply(body=f"<p>{KEY}</p>".encode(), headers={"content-type": "text/html"}),
    "header": FakeReply("x", headers={"location": f"https://x/?k={KEY}"}),
    "stream": FakeReply(chunks=[f'data: {{"a": "{KEY}"}}\n\n'.encode()]),
    "stream, split between events": FakeReply(
        chunks=[f'data: {{"c": [{{"d": "{part}"}}]}}\n\n'.encode() for part in (KEY[:9], KEY[9:15], KEY[15:])]
    ),
    "stream, split between packets": FakeReply(
        chunks=[f"data: {KEY[:9]}".encode(), f"{KEY[9:]}\n\n".encode()], gap=0.03
    ),
    "stream cut": FakeReply(chunks=[f"data: {KEY}\n\n".encode(), b"data: more\n\n"], cut=len(KEY) + 12),
}


def refused(tmp_path, reply, path="/v1/x", **request):
    file = tmp_path / "tape.json"
    with FakeModel(reply).serve() as url, pytest.raises(SecretFound) as caught:  # noqa: SIM117
        with Cassette(file, "once") as tape, tape.client() as client:
            try:
                client.post(f"{url}{path}", **request)
            except Exception:  # a stream that was cut
                assert reply.cut
    assert list(tmp_path.iterdir()) == []
    assert KEY not in str(caught.value)
    assert "hunter22" not in str(caught.value)
    assert caught.value.places
    return caught.value


@pytest.mark.parametrize("place", PLACES)
def test_in_the_request(tmp_path, place):
    assert "entries[0].request" in str(refused(tmp_path, FakeReply("x"), **PLACES[place]))


@pytest.mark.parametrize("place", REPLIES)
def test_in_the_answer(tmp_path, place):
    assert "entries[0].response" in str(refused(tmp_path, REPLIES[place], json={}))


def test_in_a_note(tmp_path):
    with FakeModel("x").serve() as url, pytest.raises(SecretFound, match=r"entries\[0\].notes.who"):  # noqa: SIM117
        with (
            Cassette(tmp_path / "tape.json", "once") as tape,
            tape.client() as client,
            tape.annotate(who=KEY),
        ):
            client.post(url)


def test_headers_are_never_kept(tmp_path):
    file = tmp_path / "tape.json"
    sent = {
        "authorization": f"Bearer {KEY}",
        "cookie": f"s={KEY}",
        "x-api-key": KEY,
        "openai-organization": "org-acme",
    }
    came = {"set-cookie": f"s={KEY}", "openai-organization": "org-acme", "x-request-id": "req-1"}
    with (
        FakeModel(FakeReply("x", headers=came)).serve() as url,
        Cassette(file, "once") as tape,
        tape.client() as client,
    ):
        client.post(url, headers=sent, json={})
    text = file.read_text()
    assert not any(secret in text for secret in (KEY, "org-acme", "req-1", "s="))


def test_a_hit_leaves_the_old_cassette_whole(tmp_path):
    file = tmp_path / "tape.json"
    with FakeModel("x", f"now {KEY}").serve() as url:
        for mode in ("once", "rewrite"):
            try:
                with Cassette(file, mode) as tape, tape.client() as client:
                    client.post(url, json={})
            except SecretFound:
                assert mode == "rewrite"
            before = file.read_bytes()
    assert file.read_bytes() == before
    assert KEY not in file.read_text()


def test_what_is_named_as_harmless_passes(tmp_path):
    file = tmp_path / "tape.json"
    with (
        FakeModel(f"use {KEY}").serve() as url,
        Cassette(file, "once", not_secret=[KEY]) as tape,
        tape.client() as client,
    ):
        client.post(url, json={})
    assert file.exists()
