"""Untrusted text: shown as it is, obeyed by nothing."""

from __future__ import annotations

import json
import re
import unicodedata
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from summarizer.render.safe import markdown, plain, plain_lines

HOSTILE = Path(__file__).parents[3] / "shared/data/hostile"
MARKDOWN = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
MARKUP = st.text(st.sampled_from("ab1 \t\n\\`*_{}[]()<>#+-.!|~&@:/'\"=^$;"), max_size=30)


class Page(HTMLParser):
    """The tags and the text of a page, as a browser would see them."""

    def __init__(self, html):
        super().__init__()
        self.tags, self.text = [], ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, attrs))

    def handle_data(self, data):
        self.text += data


def shown(source):
    page = Page(MARKDOWN.render(source))
    return [tag for tag, _ in page.tags], page.text.replace("\u2060", "").strip()


def test_controls_reordering_and_hidden_marks_are_taken_out():
    assert plain("a\x1b[31mred\x1b]0;title\x07\x9b2J\x00\x7f") == "a[31mred]0;title2J"
    assert plain("safe\u202egnp.exe\u2066\u200f\ufeff\u200b\U000e0041") == "safegnp.exe"
    assert plain(" one\r\n\ttwo\u2028three\x85four\x0b ") == "one two three four"
    assert plain("half \ud800") == "half \ufffd"


def test_what_is_written_with_joiners_stays():
    assert plain("👩‍🚒 می‌خواهم Škoda") == "👩‍🚒 می‌خواهم Škoda"


def test_lines_and_tabs_can_be_kept():
    assert plain_lines("a\tb\r\n\x1b[2Jc\rd\n") == "a\tb\n[2Jc d\n"


@given(st.text(st.characters()))
def test_nothing_harmful_is_left(text):
    for result in (plain(text), markdown(text).replace("\u2060", "")):
        assert not [character for character in result if unicodedata.category(character) in {"Cc", "Cs"}]
        assert not re.search("[\u202a-\u202e\u2066-\u2069]", result)


@given(st.text() | MARKUP)
@example("1. one")
@example("\\|")
@example("[x](javascript:alert(1)) ![y](http://z.example/p.png) <http://a.example>")
@example("[^c1]: note")
@example("&lt;b&gt; &#60;")
@example("# head #")
@example("- [ ] task")
@example("    code")
@example("~~~ ``` ---")
def test_markdown_shows_the_text_itself(text):
    expected = plain(text)
    source = markdown(text)
    if expected:
        assert shown(source) == (["p"], expected)
        assert shown(f"# {source}") == (["h1"], expected)
        assert shown(f"- {source}") == (["ul", "li"], expected)
        tags, content = shown(f"| {source} | second |\n| --- | --- |\n| {source} | x |")
        assert tags == ["table", "thead", "tr", "th", "th", "tbody", "tr", "td", "td"]
        assert content.split("\n")[3].strip() == expected or expected in content


def test_an_ampersand_is_escaped_only_where_it_would_be_more():
    assert markdown("Oakhurst & Lyle, R&D;") == "Oakhurst & Lyle, R&amp;D;"
    assert markdown("&lt; &#60; &") == "&amp;lt; &amp;\\#\u206060; &"


@pytest.mark.parametrize(
    ("text", "gone"),
    [
        ("see https://x.example/a", "://"),
        ("see HTTP://x.example", "://"),
        ("see www.x.example", "www."),
        ("mail a.b@x.example", "@x"),
        ("hello @maintainer", "@m"),
        ("fixes #12", "#1"),
        ("fixes GH-12", "GH-1"),
    ],
)
def test_sites_make_no_links_mentions_or_mails_of_it(text, gone):
    assert gone not in markdown(text)
    assert shown(markdown(text)) == (["p"], text)


@pytest.mark.skipif(not HOSTILE.is_dir(), reason="the hostile strings are not here")
@pytest.mark.parametrize("name", ["xss_payloads.jsonl", "naughty_strings.jsonl"])
def test_hostile_strings(name):
    for line in (HOSTILE / name).read_text("utf-8").splitlines():
        value = json.loads(line)
        for text in (
            [value] if isinstance(value, str) else [item for item in value.values() if isinstance(item, str)]
        ):
            if plain(text):
                assert shown(markdown(text)) == (["p"], plain(text))
