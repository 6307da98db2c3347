"""Reading reports: text is kept exactly, bad input is refused with the fix and without the text."""

from __future__ import annotations

import codecs
import io
import json
import os
from datetime import date, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.errors import ExitCode, ReportError
from summarizer.reading.load import LIMIT, Loaded, load, load_all, load_stream
from summarizer.schema import Report

ENGLISH = (
    "Nine people were killed in an attack on the post, and the ministry says soldiers were among them. " * 4
)
FRENCH = (
    "Au moins neuf personnes, dont quatre soldats, ont été tuées mardi dans une attaque, dit le ministère. "
    * 4
)
NAUGHTY = Path(__file__).parents[3] / "shared/data/hostile/naughty_strings.jsonl"


def write(tmp_path: Path, data: bytes | str, name: str = "report.txt") -> Path:
    path = tmp_path / name
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return path


def test_a_str_is_text_a_path_a_file_and_a_report_itself(tmp_path):
    path = write(tmp_path, "The file.")
    report = Report(text="The report.", id="mine", publisher="Herald")
    assert load(str(path)).report.text == str(path)
    assert load(path).report.text == "The file."
    assert load(report) == Loaded(report)
    assert load(Loaded(report, ("said before",))).warnings == ("said before",)


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0\ufeff"), min_size=1))
def test_text_is_kept_exactly(text):
    text = "x" + text
    assert load(text).report.text == text
    stream = io.BytesIO(text.encode())
    if sum(character < " " or character == "\x7f" for character in text) == 0:
        assert load_stream(stream, "it").report.text == text


def test_line_ends_tabs_emoji_and_rtl_survive_a_file(tmp_path):
    text = "One.\r\nTwo.\tThree.\rFour 🚒👩‍🚒 مرحبا \u202eabc\u202c\n\n"
    assert load(write(tmp_path, text)).report.text == text


@pytest.mark.parametrize(
    ("mark", "encoding"),
    [
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
        (codecs.BOM_UTF32_LE, "utf-32-le"),
        (codecs.BOM_UTF32_BE, "utf-32-be"),
    ],
)
def test_a_byte_order_mark_tells_the_encoding_and_is_no_text(tmp_path, mark, encoding):
    loaded = load(write(tmp_path, mark + "Škoda – 9 dead".encode(encoding)))
    assert loaded == Loaded(Report(text="Škoda – 9 dead"))
    assert load("\ufeffkept in a str").report.text == "\ufeffkept in a str"


@pytest.mark.parametrize(
    ("text", "written", "read"),
    [
        ("Café owner José Muñoz said three people were hurt.", "cp1252", "cp1252"),
        ("“We saw smoke,” he said – 9 dead, £5m lost.", "cp1252", "cp1252"),
        ("Взрыв на заводе, погибли девять человек, сообщили власти.", "koi8_r", "koi8_r"),
        ("爆発で9人が死亡した。警察によると、", "shift_jis", "cp932"),
    ],
)
def test_another_encoding_is_guessed_and_said(tmp_path, text, written, read):
    loaded = load(write(tmp_path, text.encode(written)))
    assert loaded.report.text == text
    assert loaded.warnings[0].endswith(f"is not UTF-8; it was read as {read}.")


def test_markdown_and_html_looking_text_are_plain_text(tmp_path):
    page = "<!DOCTYPE html><html><body>Nine dead</body></html>"
    assert load(write(tmp_path, page)).report.text == page
    assert load(write(tmp_path, "# Nine dead", "report.md")).report.text == "# Nine dead"


@pytest.mark.parametrize(
    ("data", "name", "says"),
    [
        (b"", "a.txt", "empty"),
        (b" \r\n\t\n", "a.txt", "empty"),
        ("\ufeff\u200b\u200e".encode(), "a.txt", "empty"),
        (b"PK\x03\x04\x00\x00secret", "a.txt", "binary"),
        (b"\x01\x02\x03secret", "a.txt", "binary"),
        (codecs.BOM_UTF16_LE + b"a\x00b", "a.txt", "not valid utf-16-le"),
        (codecs.BOM_UTF8 + b"caf\xe9 secret", "a.txt", "not valid utf-8"),
        (b"secret", "a.pdf", "document"),
        (b"secret", "a.DOCX", "document"),
        (b"<p>secret</p>", "a.html", "web page"),
        (b"secret" * (LIMIT // 6 + 1), "a.txt", "smaller than 5 MB"),
    ],
)
def test_files_that_cannot_be_used(tmp_path, data, name, says):
    with pytest.raises(ReportError, match=says) as caught:
        load(write(tmp_path, data, name))
    assert caught.value.hint
    assert "secret" not in str(caught.value)
    assert caught.value.exit_code == ExitCode.USAGE
    assert caught.value.__cause__ is None


def test_files_that_are_not_there(tmp_path):
    with pytest.raises(ReportError, match="There is no file"):
        load(tmp_path / "none.txt")
    with pytest.raises(ReportError, match="directory"):
        load(tmp_path)
    with pytest.raises(ReportError, match="Cannot read"):
        load(Path("nul\0byte"))


@pytest.mark.skipif(
    os.name == "nt" or getattr(os, "geteuid", int)() == 0, reason="needs a user that can be refused"
)
def test_a_file_without_permission(tmp_path):
    path = write(tmp_path, "text")
    path.chmod(0)
    with pytest.raises(ReportError, match="No permission"):
        load(path)


def test_only_as_much_as_the_limit_is_read():
    class Endless(io.RawIOBase):
        asked = 0

        def read(self, size=-1):
            self.asked = size
            return b"x" * size

    with pytest.raises(ReportError, match="smaller than 5 MB"):
        load_stream(stream := Endless(), "it")
    assert stream.asked == LIMIT


@pytest.mark.parametrize(
    "text", ["secret \ud800", "\udfff", "a\0b", "", "\u200b \n", "x" * LIMIT, "é" * (LIMIT // 2)]
)
def test_texts_that_cannot_be_used(text):
    for source in (text, Report.model_construct(**{**dict(Report(text="x")), "text": text})):
        with pytest.raises(ReportError) as caught:
            load(source)
        assert "secret" not in str(caught.value)


def test_metadata():
    report = load(
        "Text.",
        publisher="Herald",
        published="2031-03-04",
        url="https://x.example",
        timezone="Europe/Paris",
        language="en-GB",
    ).report
    assert report.publisher == "Herald"
    assert report.published == date(2031, 3, 4)
    assert (
        load("Text.", published="2031-03-04T18:30+02:00").report.published.utcoffset().total_seconds() == 7200
    )
    assert load("Text.", published=datetime(2031, 3, 4, 18, 30)).report.published == datetime(
        2031, 3, 4, 18, 30
    )
    assert load(report, publisher="Post").report.publisher == "Post"
    assert load(report, publisher="Post").report.language == "en-GB"


@pytest.mark.parametrize(
    "metadata",
    [
        {"published": "yesterday"},
        {"published": "2031-13-04"},
        {"published": ""},
        {"timezone": "Mars/Olympus"},
        {"timezone": "Europe"},
        {"timezone": "../etc/passwd"},
        {"timezone": ""},
        {"language": "English please"},
        {"language": ""},
        {"publisher": "\ud800"},
    ],
)
def test_bad_metadata(metadata):
    with pytest.raises(ReportError) as caught:
        load("Text.", **metadata)
    assert caught.value.hint


def test_a_language_that_the_prompts_were_not_tried_on():
    assert not load(ENGLISH).warnings
    assert not load(FRENCH, language="en").warnings
    assert not load("Trop court.").warnings
    assert "English only" in load(FRENCH).warnings[0]
    assert "'pt-BR'" in load(ENGLISH, language="pt-BR").warnings[0]
    assert load("爆発で九人が死亡した。警察によると、" * 20).warnings


def test_warnings_are_said_once():
    once = load(FRENCH)
    assert load(once).warnings == once.warnings


def test_ids():
    def ids(*sources):
        return [item.report.id for item in load_all(sources)]

    assert ids("same", "same", "same") == ["r1", "r2", "r3"]
    assert ids(Report(text="x", id="r2"), "y", Report(text="z", id="wire")) == ["r2", "r3", "wire"]
    assert load_all("one")[0].report.id == "r1"
    assert load_all([load("one")])[0].report.id == "r1"


def test_no_reports_and_ids_given_twice():
    with pytest.raises(ReportError, match="No report"):
        load_all([])
    with pytest.raises(ReportError, match="same id"):
        load_all([Report(text="x", id="a"), Report(text="y", id="a")])


@pytest.mark.skipif(not NAUGHTY.is_file(), reason="the hostile strings are not here")
def test_naughty_strings_are_read_or_refused(tmp_path):
    for number, line in enumerate(NAUGHTY.read_text("utf-8").splitlines()):
        value = json.loads(line)
        text = (
            value
            if isinstance(value, str)
            else max((v for v in value.values() if isinstance(v, str)), key=len)
        )
        try:
            assert load(text).report.text == text
            assert load(write(tmp_path, text, f"{number}.txt")).report.text == text.removeprefix("\ufeff")
        except (ReportError, UnicodeEncodeError):
            continue
