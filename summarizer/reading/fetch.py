"""A report from the web, where a user asked for its address to be opened: a page, a PDF or a text.

A name is resolved once; each address it stands for must be public, and the connection goes to the address that
was checked, so that a second answer of the name server changes nothing. Redirects are followed one by one and
checked alike. Proxies of the environment are not used: what they resolve nobody here could check.
"""

from __future__ import annotations

import asyncio
import socket
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from email.message import Message
from typing import TYPE_CHECKING

from summarizer import blocking
from summarizer.errors import ReportError
from summarizer.reading.addresses import is_public
from summarizer.reading.formats.html import read_html
from summarizer.reading.formats.pdf import read_pdf
from summarizer.reading.formats.text import decode_as, read_text
from summarizer.reading.raw import Raw, too_large

if TYPE_CHECKING:
    import httpx2

LIMIT = 20_000_000
"""Bytes that are too many for what is fetched, unpacked."""
SECONDS = 30.0
"""Time that one report may take, redirects included."""
_REDIRECTS = 5
_HTML = {"text/html", "application/xhtml+xml"}
_PDF = {"application/pdf"}
_TEXT = {"text/plain", "text/markdown"}
_PORTS = {"http": 80, "https": 443}


def read_url(address: str) -> Raw:
    """Open an address and read what it holds.

    Args:
        address: http or https.

    Raises:
        ReportError: it is not public, cannot be reached, takes too long, is too large or is no page, PDF or text.
    """
    return blocking.run(_read(address))


async def _read(address: str) -> Raw:
    import httpx2

    try:
        async with asyncio.timeout(SECONDS), httpx2.AsyncClient(trust_env=False, timeout=SECONDS) as client:
            return await _follow(client, _parsed(address))
    except TimeoutError:
        raise _failed(f"did not answer within {SECONDS:.0f} seconds") from None
    except httpx2.HTTPError as error:
        raise _failed(f"could not be reached ({type(error).__name__})") from None


async def _follow(client: httpx2.AsyncClient, url: httpx2.URL) -> Raw:
    """Open an address, and the one it points on to, until one answers."""
    for _ in range(_REDIRECTS + 1):
        async with _opened(client, url) as response:
            if not response.has_redirect_location:
                return await _received(response, url)
            url = _parsed(str(url.join(response.headers["location"])))
    raise _failed(f"was passed on more than {_REDIRECTS} times")


@asynccontextmanager
async def _opened(client: httpx2.AsyncClient, url: httpx2.URL) -> AsyncGenerator[httpx2.Response]:
    """Ask the address that was checked; the name goes into the request and into the check of the certificate."""
    request = client.build_request(
        "GET",
        url.copy_with(host=await _checked_address(url)),
        headers={"host": url.netloc.decode("ascii"), "accept": ", ".join(sorted(_HTML | _PDF | _TEXT))},
        extensions={"sni_hostname": url.raw_host.decode("ascii")},
    )
    response = await client.send(request, stream=True)
    try:
        yield response
    finally:
        await response.aclose()


async def _checked_address(url: httpx2.URL) -> str:
    """An address of the host, where all that it has are public."""
    port = url.port or _PORTS[url.scheme]
    try:
        found = await asyncio.get_running_loop().getaddrinfo(url.host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        raise _failed("cannot be found: its host's name is not known") from None
    addresses = [str(info[4][0]) for info in found]
    if not addresses or not all(is_public(address) for address in addresses):
        raise _failed(
            "is not on the public internet, and is not opened", hint="Save the page, and give the file."
        )
    return addresses[0]


def _parsed(address: str) -> httpx2.URL:
    import httpx2

    try:
        url = httpx2.URL(address)
    except httpx2.InvalidURL:
        raise _failed("is not valid") from None
    if url.scheme not in _PORTS or not url.host:
        raise _failed("is not of http or https")
    if url.port is not None and not 0 < url.port < 65_536:
        raise _failed("is not valid")
    if url.userinfo:
        raise _failed("holds a password, which would be kept", hint="Save the page, and give the file.")
    return url


async def _received(response: httpx2.Response, url: httpx2.URL) -> Raw:
    """Read an answer by the type that it says it has."""
    if response.status_code != 200:
        raise _failed(f"answered with {response.status_code}")
    kind = Message()
    kind["content-type"] = response.headers.get("content-type", "")
    media, encoding = kind.get_content_type(), kind.get_content_charset()
    if media not in _HTML | _PDF | _TEXT or not kind["content-type"]:
        raise _failed("is no page, PDF or text by what it says of itself")
    data = await _body(response)
    name = str(url.copy_with(query=None, fragment=None))  # a query may hold a key, and names end up in logs
    if media in _HTML:
        return read_html(data, name, encoding=encoding, url=str(url))
    raw = read_pdf(data, name) if media in _PDF else _text(data, name, encoding)
    return Raw(name, {**raw.fields, "url": str(url)}, raw.warnings)


async def _body(response: httpx2.Response) -> bytes:
    """All of an answer, unpacked, or no more of it than the limit."""
    data = bytearray()
    async for chunk in response.aiter_bytes():
        data += chunk
        if len(data) >= LIMIT:
            raise too_large("The page", LIMIT)
    return bytes(data)


def _text(data: bytes, name: str, encoding: str | None) -> Raw:
    if encoding is None:
        return read_text(data, name)
    try:
        return Raw(name, {"text": decode_as(data, encoding, name)})
    except (LookupError, ReportError):
        return read_text(data, name)


def _failed(what: str, hint: str = "Check the address, or save the page and give the file.") -> ReportError:
    """The error of an address, which it does not repeat."""
    return ReportError(f"The address {what}.", hint=hint)
