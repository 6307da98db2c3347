"""Addresses of the web: what is opened, and all that is not. A server on loopback plays the public one."""

from __future__ import annotations

import asyncio
import gzip
import socket

import pytest

from summarizer.errors import ReportError
from summarizer.reading import fetch
from summarizer.reading.fetch import read_url
from summarizer.reading.load import load, load_all
from summarizer.testing import FakeModel, FakeReply

ARTICLE = "Two people were hurt when a lock gate gave way at Aldermoor on Tuesday, police said. " * 4
PAGE = f"<html><head><title>Lock</title></head><body><article><p>{ARTICLE}</p></article></body></html>"
PUBLIC, PRIVATE = "127.0.0.1", "127.0.0.66"


def reply(body=PAGE, kind="text/html; charset=utf-8", **more):
    headers = {**({"content-type": kind} if kind else {"content-type": ""}), **more.pop("headers", {})}
    return FakeReply(body=body if isinstance(body, bytes) else body.encode(), headers=headers, **more)


def redirect(target):
    return FakeReply(body=b"", status=302, headers={"location": target})


class Web:
    """Names and where they lead; one address of loopback counts as public here."""

    def __init__(self, monkeypatch):
        self.names = {"coast.example": [PUBLIC]}
        self.asked = []
        really = socket.getaddrinfo

        def getaddrinfo(host, port, *args, **options):
            name = host.decode() if isinstance(host, bytes) else host
            self.asked.append(name)
            if name.replace(".", "").isdigit():
                return really(host, port, *args, **options)
            if name not in self.names:
                raise socket.gaierror("unknown")
            return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (one, port)) for one in self.names[name]]

        monkeypatch.setattr(socket, "getaddrinfo", getaddrinfo)
        monkeypatch.setattr(fetch, "is_public", lambda address: address == PUBLIC)

    def serve(self, *replies):
        self.model = FakeModel(*replies)
        return self.model.serve()


@pytest.fixture
def web(monkeypatch):
    return Web(monkeypatch)


def address(url, path="/lock", host="coast.example"):
    return f"http://{host}:{url.rsplit(':', 1)[1].removesuffix('/v1')}{path}"


def test_a_page(web):
    with web.serve(reply()) as url:
        opened = address(url, "/lock?key=secret#top")
        loaded = load(opened, fetch=True, publisher="Coast Radio")
    assert loaded.report.text == ARTICLE.strip()
    assert loaded.report.publisher == "Coast Radio"
    assert loaded.report.url == opened
    assert loaded.name == address(url)
    (seen,) = web.model.requests
    assert seen.path == "/lock?key=secret"
    assert seen.headers["host"] == address(url, "").removeprefix("http://")


def test_a_text_and_a_pdf(web, pdf):
    with web.serve(
        reply("Café.".encode("cp1252"), "text/plain; charset=windows-1252"),
        reply("Zwölf.", "text/plain; charset=nonsense"),
        reply("# Nine", "text/markdown"),
        reply(pdf(["Nine people died."]), "application/pdf"),
    ) as url:
        texts = [read_url(address(url)).fields["text"] for _ in range(4)]
    assert texts == ["Café.", "Zwölf.", "# Nine", "Nine people died."]


def test_redirects_are_followed_and_the_last_address_is_kept(web):
    web.names["other.example"] = [PUBLIC]
    with web.serve(
        lambda seen: reply() if seen.path == "/b" else redirect("/b" if seen.path == "/a" else "/a")
    ) as url:
        assert read_url(address(url)).fields["url"] == address(url, "/b")
        assert len(web.model.requests) == 3


@pytest.mark.parametrize("names", [[PRIVATE], [PUBLIC, PRIVATE], [PRIVATE, PUBLIC]])
def test_a_name_that_leads_to_a_private_address_is_not_opened(web, names):
    web.names["coast.example"] = names
    with web.serve(reply()) as url, pytest.raises(ReportError, match="not on the public internet"):
        read_url(address(url))
    assert web.model.requests == []


def test_a_redirect_to_a_private_address_is_not_followed(web):
    web.names["inside.example"] = [PRIVATE]
    for target in ("http://inside.example/", f"http://{PRIVATE}/", "http://169.254.169.254/latest/meta-data"):
        with (
            web.serve(redirect(target)) as url,
            pytest.raises(ReportError, match="not on the public internet"),
        ):
            read_url(address(url))
        assert len(web.model.requests) == 1


def test_the_address_that_was_checked_is_the_one_that_is_opened(web):
    """A name server that gives another answer the second time is not asked a second time."""
    with web.serve(reply()) as url:
        read_url(address(url))
    assert web.asked.count("coast.example") == 1


@pytest.mark.cassette(guard=False)  # which takes "127.1" for a name that somebody would have to be asked for
@pytest.mark.parametrize(
    "host", ["localhost", "127.0.0.1", "127.1", "0x7f.1", "2130706433", "[::1]", "[::ffff:127.0.0.1]"]
)
def test_this_machine_is_not_opened(host):
    with FakeModel(reply()).serve() as url, pytest.raises(ReportError, match=r"not on the public|not valid"):
        read_url(address(url, host=host))


@pytest.mark.parametrize(
    ("answer", "says"),
    [
        (FakeReply("secret", status=404), "answered with 404"),
        (FakeReply("secret", status=500), "answered with 500"),
        (reply("secret", "application/zip"), "no page, PDF or text"),
        (reply("secret", "image/png"), "no page, PDF or text"),
        (reply("secret", ""), "no page, PDF or text"),
        (reply("<html>secret</html>"), "no article"),
        (redirect("ftp://coast.example/secret"), "http or https"),
        (redirect("file:///etc/secret"), "http or https"),
        (redirect("http://[secret"), "not be reached|not valid|not known"),
        (FakeReply(reset=True), "could not be reached"),
        (reply(cut=20), "could not be reached"),
        (lambda _: redirect("/secret"), "passed on more than 5 times"),
    ],
)
def test_answers_that_cannot_be_used(web, answer, says):
    with web.serve(answer) as url, pytest.raises(ReportError, match=says) as caught:
        read_url(address(url))
    assert caught.value.hint
    assert "secret" not in str(caught.value)
    assert caught.value.__cause__ is None
    assert len(web.model.requests) <= 6


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ("http://unknown.example/", "name is not known"),
        ("http://user:secret@coast.example/", "holds a password"),
        ("http:///secret", "http or https"),
        ("ftp://coast.example/", "http or https"),
        ("http://coast.example:99999/", "not valid"),
        (f"http://{'a' * 70}.example/", r"not known|not valid"),
    ],
)
def test_addresses_that_cannot_be_opened(web, given, says):
    with pytest.raises(ReportError, match=says) as caught:
        read_url(given)
    assert "secret" not in str(caught.value)


def test_what_is_too_large_packed_or_not(web, monkeypatch):
    monkeypatch.setattr(fetch, "LIMIT", 10_000)
    bomb = reply(gzip.compress(b"x" * 100_000), headers={"content-encoding": "gzip"})
    for answer in (reply("x" * 20_000), bomb):
        with web.serve(answer) as url, pytest.raises(ReportError, match="too large"):
            read_url(address(url))


def test_one_who_keeps_us_waiting(web, monkeypatch):
    monkeypatch.setattr(fetch, "SECONDS", 0.3)
    drip = FakeReply(chunks=[b"x"] * 100, gap=0.05, headers={"content-type": "text/plain"})
    for answer in (reply(delay=1), drip):
        with web.serve(answer) as url, pytest.raises(ReportError, match="did not answer within"):
            read_url(address(url))


def test_inside_a_running_loop(web):
    async def inside():
        return load_all(target, fetch=True).reports[0].report.text

    with web.serve(reply()) as url:
        target = address(url)
        assert asyncio.run(inside()) == ARTICLE.strip()
