"""Saved pages: the article becomes the text, and its title, day and publisher are found."""

from __future__ import annotations

import sys
from datetime import date

import pytest

from summarizer.errors import ReportError
from summarizer.reading.formats import html
from summarizer.reading.formats.html import read_html

PAGE = """<!DOCTYPE html><html lang="en"><head><meta charset="{charset}"><title>Lock gives way | Coast Radio</title>
<meta property="og:site_name" content="Coast Radio">
<meta property="article:published_time" content="2031-03-04T18:30:00+02:00">
<link rel="canonical" href="https://coast.example/lock"></head><body>
<nav><a href="/">Home</a> <a href="/news">News</a></nav>
<article><h1>Lock gives way at Aldermoor</h1>
<p>A lock gate on the Aldermoor canal gave way late on Tuesday, and two people were hurt, police said. The water ran
out of the upper basin within an hour and carried two barges with it.</p>
<p>“It came like a wall,” said José Muñoz, who lives beside the lock. The canal board said it would drain the reach
to look for more damage.</p></article>
<aside><a href="/more">Read more: how locks work</a></aside>
<footer>© 2019 Coast Radio. Last updated 2019-01-01</footer><script>alert("secret")</script></body></html>"""


def page(charset="utf-8"):
    return PAGE.format(charset=charset)


def test_the_article_and_what_is_known_of_it():
    raw = read_html(page().encode(), "lock.html")
    text = raw.fields["text"]
    assert "two people were hurt, police said." in text
    assert "\n\n“It came like a wall,” said José Muñoz" in text
    for furniture in ("Home", "Read more", "Last updated", "alert", "<"):
        assert furniture not in text
    assert raw.fields["title"] == "Lock gives way at Aldermoor"
    assert raw.fields["publisher"] == "Coast Radio"
    assert date.fromisoformat(raw.fields["published"]) == date(2031, 3, 4)
    assert raw.fields["url"] == "https://coast.example/lock"
    assert raw.warnings == ()


def test_the_address_that_was_opened_is_the_pages():
    assert (
        read_html(page().encode(), "it", url="https://other.example/").fields["url"]
        == "https://other.example/"
    )


@pytest.mark.parametrize(
    ("written", "declared", "told", "warns"),
    [
        ("utf-8", "utf-8", None, False),
        ("cp1252", "iso-8859-1", None, False),
        ("cp1252", "windows-1252", None, False),
        ("utf-8-sig", "iso-8859-1", None, False),
        ("utf-16", "utf-8", None, False),
        ("cp1252", "utf-8", None, True),
        ("cp1252", "utf-8", "windows-1252", False),
        ("cp1252", "nonsense", None, True),
    ],
)
def test_encodings(written, declared, told, warns):
    raw = read_html(page(declared).encode(written), "it", encoding=told)
    assert "“It came like a wall,” said José Muñoz" in raw.fields["text"]
    assert bool(raw.warnings) == warns


def test_xhtml_with_its_declaration():
    raw = read_html(b'<?xml version="1.0" encoding="utf-8"?>\n' + page().encode(), "it.xhtml")
    assert "José Muñoz" in raw.fields["text"]


def test_a_page_of_only_a_table():
    rows = "".join(f"<tr><td>Ward {number}</td><td>{number} hurt</td></tr>" for number in range(1, 9))
    text = read_html(f"<html><body><table>{rows}</table></body></html>".encode(), "it").fields["text"]
    assert text.startswith("| Ward 1 | 1 hurt |")
    assert text.endswith("| Ward 8 | 8 hurt |")


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"<html></html>",
        b'<html><body><nav><a href="/secret">Home</a></nav></body></html>',
        b"<div>" * 5_000 + b"secret" + b"</div>" * 5_000,
        b"<!-- secret",
    ],
)
def test_pages_without_an_article(data):
    with pytest.raises(ReportError, match=r"no article|taken apart") as caught:
        read_html(data, "it.html")
    assert caught.value.hint
    assert "secret" not in str(caught.value)


def test_a_page_that_is_too_large(monkeypatch):
    monkeypatch.setattr(html, "LIMIT", 100)
    with pytest.raises(ReportError, match="too large"):
        read_html(page().encode(), "it.html")


def test_without_the_library_the_fix_is_named(monkeypatch):
    monkeypatch.setitem(sys.modules, "trafilatura", None)
    with pytest.raises(ReportError, match=r"pip install 'summarizer\[html\]'"):
        read_html(page().encode(), "it.html")


def test_what_the_library_says_of_a_page_is_not_printed(capfd):
    with pytest.raises(ReportError):
        read_html(b"<html></html>", "it.html")
    assert capfd.readouterr() == ("", "")
