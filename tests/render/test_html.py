"""The HTML format as text: what it refers to, what it escapes, what it says of damaged input."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from functools import cache
from html.parser import HTMLParser
from pathlib import Path

import pytest

from summaries import hostile
from summarizer.render.html import to_html
from summarizer.render.safe import visible
from summarizer.schema import Cited, IncidentSummary, Report

PAYLOADS = Path(__file__).parents[3] / "shared/data/hostile/xss_payloads.jsonl"
VOID = {"meta", "input", "rect"}


class Page(HTMLParser):
    """The elements and texts of a page; demands that they are nested as written."""

    def __init__(self, html):
        super().__init__()
        self.elements, self.open, self.blocks, self.text = [], [], {}, ""
        self.feed(html)
        self.close()
        assert not self.open

    def handle_starttag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))
        assert len(attrs) == len(dict(attrs))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        if tag not in VOID:
            assert self.open.pop() == tag

    def handle_startendtag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))

    def handle_data(self, data):
        if self.open and self.open[-1] in {"style", "script"}:
            self.blocks[self.open[-1]] = data
        else:
            self.text += f"{data} "

    def named(self, tag):
        return [attrs for name, attrs in self.elements if name == tag]

    def words(self):
        return " ".join(self.text.split())


def test_the_policy_names_the_hashes_of_both_blocks_and_allows_nothing_else(summary):
    page = Page(to_html(summary))
    (policy,) = [meta["content"] for meta in page.named("meta") if "http-equiv" in meta]
    hashes = {
        name: base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
        for name, text in page.blocks.items()
    }
    assert policy == (
        f"default-src 'none'; style-src 'sha256-{hashes['style']}'; script-src 'sha256-{hashes['script']}'; "
        "base-uri 'none'; form-action 'none'"
    )
    assert page.elements[2] == ("meta", {"charset": "utf-8"})


def test_nothing_is_loaded_and_no_data_is_in_the_script(summary):
    page = Page(to_html(summary))
    other = Page(to_html(IncidentSummary(reports=summary.reports, run=summary.run)))
    assert page.blocks == other.blocks
    assert not re.search(r"<!--|</|url\(|@import", "".join(page.blocks.values()))
    for tag, attrs in page.elements:
        assert tag not in {"link", "img", "iframe", "object", "embed", "base", "form", "video", "audio"}
        assert not {"src", "style", "action", "srcset"} & set(attrs)
        assert not any(name.startswith("on") for name in attrs)
        assert attrs.get("href", "#").startswith("#")


def test_every_link_and_reference_has_its_target(partial):
    page = Page(to_html(partial))
    ids = [attrs["id"] for _, attrs in page.elements if "id" in attrs]
    assert len(ids) == len(set(ids))
    assert {link["href"][1:] for link in page.named("a")} <= set(ids)
    for _, attrs in page.elements:
        for name in ("aria-labelledby", "aria-controls", "for"):
            assert attrs.get(name, ids[0]) in ids


def test_claims_lead_to_marks_that_cover_their_quotes(summary):
    html = to_html(summary)
    for place, claim in enumerate(summary.claims, start=1):
        for number, said in enumerate(claim.statements, start=1):
            pieces = re.findall(rf'<mark [^>]*data-e="[^"]*\b{place}-{number}\b[^"]*">([^<]*)', html)
            assert "".join(pieces) == said.quote
            assert f'href="#e{place}-{number}"' in html


def test_everything_is_said(partial):
    words = Page(to_html(partial)).words()
    for said in (
        "At least nine killed in attack on army checkpoint at Sennagh",
        "9 to 11",
        "What does not fit How many people were killed number At least nine, or eleven.",
        "Marta Dželin says newer Eleven people were killed in the attack",
        "Who paid for the lorry",
        "shortly before 6 a.m. on Tuesday (4 March 2031",
        "Ashen Front c3 also the Front alleged perpetrator",
        "contested",
        "evidence says 31, claim says 13",
        "1 of 2 windows could not be read",
        "8,120 tokens read (6,900 from a cache)",
        "read, version 1 (000000000000)",
    ):
        assert said in words


def test_fields_of_a_users_schema(summary):
    class Breach(IncidentSummary):
        records: Cited[int] | None = None

    own = Breach(**dict(summary), records=Cited(value=12000, claims=("c1",), confidence=0.9))
    assert "Records 12,000" in Page(to_html(own)).words()


def test_a_summary_without_claims(summary):
    words = Page(to_html(IncidentSummary(reports=summary.reports, run=summary.run))).words()
    assert "No claim was found in what was read" in words
    assert "Gunmen attacked an army checkpoint" in words


def test_claims_without_a_headline(summary):
    bare = summary.model_copy(update={"headline": None, "summary": ()})
    assert "No headline could be written that its claims bear out." in Page(to_html(bare)).words()


def test_a_source_text_that_is_missing_is_said_to_be_missing(summary):
    gone = "The text that this is quoted from is not on this page."
    without = Page(to_html(summary.model_copy(update={"reports": ()})))
    assert without.words().count(gone) == sum(len(claim.statements) for claim in summary.claims)
    assert "The texts are not in this file." in without.words()
    other = Report(id="r1", text=summary.reports[0].text.replace("Gunmen", "Gunwomen"))
    changed = Page(to_html(summary.model_copy(update={"reports": (other,)})))
    assert changed.words().count(gone) == sum(len(claim.statements) for claim in summary.claims)


@pytest.mark.parametrize("language", ['en"><b>', "en us", "english-", "", "x" * 99])
def test_only_a_language_code_becomes_an_attribute(summary, language):
    report = summary.reports[0].model_copy(update={"language": language})
    page = Page(to_html(summary.model_copy(update={"reports": (report,)})))
    assert [attrs["lang"] for _, attrs in page.elements if "lang" in attrs] == ["en"]


def test_pages_are_numbered(summary):
    text = summary.reports[0].text
    start = text.index("The provincial")
    report = summary.reports[0].model_copy(update={"text": f"{text[: start - 1]}\f{text[start:]}"})
    words = Page(to_html(summary.model_copy(update={"reports": (report,)}))).words()
    assert "Page 1" in words
    assert "Page 2" in words
    assert "The provincial hospital, confirmed, p. 2" in words


@pytest.mark.skipif(not PAYLOADS.exists(), reason="the payloads are not here")
def test_hostile_text_adds_no_element_and_is_shown(summary):
    texts = [json.loads(line)["text"] for line in PAYLOADS.read_text("utf-8").splitlines()]
    texts = [text for text in texts if text.strip()]

    @cache
    def harmless(count):
        return Page(to_html(hostile(summary, *(f"x{number}" for number in range(count)))))

    for start in range(0, len(texts), 40):
        batch = texts[start : start + 40]
        attacked = Page(to_html(hostile(summary, *batch)))
        # A text of several lines is several paragraphs; a source is named once in the list to choose from.
        assert [tag for tag, _ in attacked.elements if tag not in {"p", "mark", "option"}] == [
            tag for tag, _ in harmless(len(batch)).elements if tag not in {"p", "mark", "option"}
        ]
        assert all(set(attrs) <= {"class", "dir", "hidden", "id", "role"} for attrs in attacked.named("p"))
        words = attacked.words()
        assert not [text for text in batch if words.count(" ".join(visible(text).split())) <= 20]
