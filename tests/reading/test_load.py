"""Reading reports: text is kept exactly, bad input is refused with the fix and without the text."""

from __future__ import annotations

import io
import json
import os
import re
import sys
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.errors import ExitCode, ReportError
from summarizer.reading import accept
from summarizer.reading.formats import TEXT
from summarizer.reading.load import Loaded, Unread, load, load_all, load_each, load_stream
from summarizer.reading.raw import LIMIT
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
        (b"\x01\x02\x03secret", "a.txt", "binary"),
        (b"secret", "a.pdf", "damaged"),
        (b"secret", "a.DOCX", "document"),
        (b"secret", "a.mhtml", "archived web page"),
        (b"<p>secret</p>", "a.html", "no article"),
        (b'{"text": "secret', "a.jsonl", "line 1: not JSON"),
        (b"\n\n", "a.ndjson", "empty"),
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
    with pytest.raises(ReportError, match="There is no report in the folder"):
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

    with pytest.raises(ReportError, match="smaller than 100 MB"):
        load_stream(stream := Endless(), "it")
    assert stream.asked == LIMIT


@pytest.mark.parametrize("text", ["secret \ud800", "\udfff", "a\0b", "", "\u200b \n", "x" * 1_000, "é" * 500])
def test_texts_that_cannot_be_used(text, monkeypatch):
    monkeypatch.setattr(accept, "LIMIT", 1_000)
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


def ids(*sources):
    return [item.report.id for item in load_all(sources).reports]


def test_ids():
    assert ids("same", "same", "same") == ["r1", "r2", "r3"]
    assert ids(Report(text="x", id="r2"), "y", Report(text="z", id="wire")) == ["r2", "r3", "wire"]
    assert ids(Report(text="x", id="r1"), "y", "z") == ["r1", "r2", "r3"]
    assert [item.report.id for item in load_all("one").reports] == ["r1"]
    assert ids(load("one")) == ["r1"]


@given(st.lists(st.sampled_from(["", "r1", "r2", "r3", "r4", "r9", "wire"]), min_size=1, max_size=9))
def test_ids_are_unique_and_own_ones_are_kept(own):
    reports = [Report(text="x", id=one) for one in own]
    named = [one for one in own if one]
    if len(named) != len(set(named)):
        with pytest.raises(ReportError, match="same id"):
            load_all(reports)
        return
    given = ids(*reports)
    assert len(set(given)) == len(own)
    assert all(one in {"", got} for one, got in zip(own, given, strict=True))


def test_no_reports_and_ids_given_twice():
    with pytest.raises(ReportError, match="No report"):
        load_all([])
    with pytest.raises(ReportError, match="same id"):
        load_all([Report(text="x", id="a"), Report(text="y", id="a")])


def test_the_same_file_twice_is_read_once_and_said(tmp_path):
    path, copy = write(tmp_path, "Nine died."), write(tmp_path, "Nine died.", "copy.md")
    other = write(tmp_path, "Ten died.", "other.txt")
    pile = load_all([path, other, path, copy])
    assert [(one.report.id, one.name) for one in pile.reports] == [("r1", str(path)), ("r2", str(other))]
    assert [(fate.report, fate.status, fate.name, fate.reason) for fate in pile.left_out] == [
        ("r3", "duplicate", str(path), "It is the same as r1."),
        ("r4", "duplicate", str(copy), "It is the same as r1."),
    ]
    assert f"{copy} was given before, as r1; it is read once." in pile.warnings


def test_the_same_file_with_something_else_said_about_it_is_another_report(tmp_path):
    path = write(tmp_path, "Nine died.")
    pile = load_all([*load_each(path, publisher="Herald"), *load_each(path, publisher="Post")])
    assert [one.report.publisher for one in pile.reports] == ["Herald", "Post"]
    assert pile.left_out == ()


def test_a_jsonl_file_twice_with_ids_of_its_own(tmp_path):
    path = write(tmp_path, '{"text": "One.", "id": "a"}\n{"text": "Two.", "id": "b"}', "wire.jsonl")
    pile = load_all([path, path])
    assert [one.report.id for one in pile.reports] == ["a", "b"]
    assert [(fate.report, fate.reason) for fate in pile.left_out] == [
        ("r3", "It is the same as a."),
        ("r4", "It is the same as b."),
    ]


def test_suffixes_decide(tmp_path, pdf):
    assert load(write(tmp_path, pdf(["Nine people died on Tuesday."]), "a.PDF")).report.text.startswith(
        "Nine"
    )
    page = "<html><body><article><p>" + ENGLISH + "</p></article></body></html>"
    assert load(write(tmp_path, page, "a.htm")).report.text.startswith("Nine people")
    assert load(write(tmp_path, page, "a.txt")).report.text == page
    assert load(write(tmp_path, '{"text": "Nine."}', "a.json")).report.text == '{"text": "Nine."}'
    assert load(write(tmp_path, '{"text": "Nine."}', "a.jsonl")).report.text == "Nine."


def test_what_is_given_replaces_what_a_file_says(tmp_path):
    path = write(tmp_path, '{"text": "Nine.", "publisher": "Herald", "language": "en"}', "a.jsonl")
    report = load(path, publisher="Post").report
    assert (report.publisher, report.language) == ("Post", "en")


def test_one_report_is_asked_for_and_there_are_two(tmp_path):
    path = write(tmp_path, '{"text": "One."}\n{"text": "Two."}', "a.jsonl")
    assert [one.report.text for one in load_each(path)] == ["One.", "Two."]
    with pytest.raises(ReportError, match="There are 2 reports, not one"):
        load(path)


def folder(tmp_path, **files):
    for name, data in files.items():
        path = tmp_path / name.replace("__", "/").replace("_", ".")
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return tmp_path


def test_a_folder(tmp_path, pdf):
    place = folder(
        tmp_path,
        b_txt="Two.",
        a_md="One.",
        c_jsonl='{"text": "Three."}\n{"text": "Four."}',
        later__d_pdf=pdf(["Five."]),
        style_css="secret",
        _hidden_txt="secret",
        _git__e_txt="secret",
    )
    found = load_each(place, publisher="Herald")
    assert [one.report.text for one in found] == ["One.", "Two.", "Three.", "Four.", "Five."]
    assert {one.report.publisher for one in found} == {"Herald"}
    assert load_all(place).warnings == (f"{place}: 1 file was passed over by name: style.css.",)


def test_a_file_of_a_folder_that_cannot_be_read_costs_itself_alone(tmp_path):
    place = folder(tmp_path, a_txt="One.", b_pdf=b"secret", c_txt="", d_txt="Two.")
    pile = load_all(place)
    assert [(one.report.id, one.report.text) for one in pile.reports] == [("r1", "One."), ("r4", "Two.")]
    assert [(fate.report, fate.status) for fate in pile.left_out] == [
        ("r2", "unreadable"),
        ("r3", "unreadable"),
    ]
    assert "damaged" in pile.left_out[0].reason
    assert any("c.txt is empty" in warning for warning in pile.warnings)
    assert "secret" not in repr((pile.left_out, pile.warnings))


def test_a_folder_in_which_nothing_can_be_read(tmp_path):
    with pytest.raises(ReportError, match="is empty"):
        load_all(folder(tmp_path, a_txt=""))
    with pytest.raises(ReportError, match=re.escape(".txt")) as caught:
        load_all(folder(tmp_path / "none", a_css="x") if (tmp_path / "none").mkdir() else tmp_path / "none")
    assert all(suffix in caught.value.hint for suffix in TEXT)


def test_an_unreadable_file_alone_is_its_error(tmp_path):
    error = ReportError("It is a scan.", hint="Run a text recognition over it.")
    with pytest.raises(ReportError, match="scan"):
        load(Unread("a.pdf", error))
    with pytest.raises(ReportError, match="scan"):
        load_all(Unread("a.pdf", error))


def test_an_address_is_opened_only_where_that_is_asked_for():
    with pytest.raises(ReportError, match="not opened unless") as caught:
        load_all(" https://coast.example/lock?key=secret\n")
    assert "fetch=True" in caught.value.hint
    assert "secret" not in str(caught.value)
    text = "See https://coast.example/lock for more."
    assert load(text, fetch=True).report.text == text
    assert load(Report(text="Nine.", url="https://coast.example/"), fetch=True).report.text == "Nine."


def test_a_day_that_has_not_come():
    def warned(published):
        return any("has not come yet" in warning for warning in load("Nine.", published=published).warnings)

    now = datetime.now(UTC)
    assert warned("2999-01-01")
    assert warned("2999-01-01T10:00")
    assert warned(now + timedelta(hours=1))
    assert not warned(now - timedelta(minutes=1))
    assert not warned(now.date())
    assert not warned((now + timedelta(hours=13)).replace(tzinfo=None))
    assert not warned((now + timedelta(hours=13)).date())


def test_reports_in_two_languages_are_said():
    def warned(*reports):
        return any("not all in one language" in warning for warning in load_all(reports).warnings)

    assert warned(ENGLISH, FRENCH)
    assert warned("Nine died.", Report(text="Neuf morts.", language="fr"))
    assert not warned(ENGLISH, Report(text="Nine died.", language="en-GB"))
    assert not warned(FRENCH, Report(text="Neuf morts.", language="fr"))


def test_ten_thousand_reports_take_ten_times_as_long_as_a_thousand(tmp_path):
    def steps(count):
        """How many lines of ours are run: time would be the machine's."""
        lines = "".join(
            f'{{"text": "Report {number}.", "id": "r{count + 1 - number}"}}\n' for number in range(count)
        )
        path = write(tmp_path, lines, f"{count}.jsonl")
        counted = 0

        def trace(frame, event, _):
            nonlocal counted
            counted += 1
            return trace if "summarizer" in frame.f_code.co_filename else None

        loaded = [*load_each(path), *(Report(text="x") for _ in range(count))]
        sys.settrace(trace)
        try:
            assert len(load_all(loaded).reports) == 2 * count
        finally:
            sys.settrace(None)
        return counted

    assert steps(400) <= 4.2 * steps(100)


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
