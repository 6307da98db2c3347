"""PDF: text with the places of its pages; scans, locked and broken files refused."""

from __future__ import annotations

import sys

import pytest

from summarizer.errors import ReportError
from summarizer.reading.formats import pdf as module
from summarizer.reading.formats.pdf import read_pdf

FIRST = ["A lock gate gave way on Tuesday.", "Two people were hurt, police said."]
SECOND = ["The canal board will drain the reach."]


def test_the_text_and_where_its_pages_start(pdf):
    fields = read_pdf(pdf(FIRST, SECOND, title="The lock at Aldermoor"), "it.pdf").fields
    assert fields["text"].split("\n\f") == ["\n".join(FIRST), "\n".join(SECOND)]
    assert fields["title"] == "The lock at Aldermoor"


def test_pages_without_text_are_named(pdf):
    raw = read_pdf(pdf([], FIRST, [], [], [], SECOND, []), "it.pdf")
    assert raw.warnings == ("it.pdf: no text on 1, 3-5, 7 of 7 pages.",)
    assert raw.fields["text"].split("\n\f")[5] == SECOND[0]


def test_a_file_that_opens_without_a_password(pdf, encrypted):
    assert FIRST[0] in read_pdf(encrypted(pdf(FIRST), ""), "it.pdf").fields["text"]


@pytest.mark.parametrize(
    ("make", "says"),
    [
        (lambda pdf, _: pdf([], []), "holds no text"),
        (lambda pdf, encrypted: encrypted(pdf(["secret"]), "secret"), "is encrypted"),
        (lambda pdf, _: pdf(["secret"])[:200], "damaged"),
        (lambda *_: b"", "damaged"),
        (lambda *_: b"%PDF-1.4\nsecret", "damaged"),
        (lambda *_: b"<html>secret</html>", "damaged"),
    ],
)
def test_files_without_text_to_be_read(make, says, pdf, encrypted, capfd):
    with pytest.raises(ReportError, match=says) as caught:
        read_pdf(make(pdf, encrypted), "it.pdf")
    assert caught.value.hint
    assert "secret" not in str(caught.value)
    assert capfd.readouterr() == ("", "")


def test_a_file_that_is_too_large(monkeypatch, pdf):
    monkeypatch.setattr(module, "LIMIT", 100)
    with pytest.raises(ReportError, match="too large"):
        read_pdf(pdf(FIRST), "it.pdf")


def test_characters_that_no_text_may_hold():
    assert module._clean("a\0b\fc \ud83d\ude92 \ud800") == "a b\nc 🚒 \ufffd"


def test_without_the_library_the_fix_is_named(monkeypatch, pdf):
    monkeypatch.setitem(sys.modules, "pypdf", None)
    with pytest.raises(ReportError, match=r"pip install 'summarizer\[pdf\]'"):
        read_pdf(pdf(FIRST), "it.pdf")
