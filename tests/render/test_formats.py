"""Text, Markdown and CSV: golden files, any width, pipes, and hostile text in every field.

``make golden`` writes the golden files anew; look at what ``git diff`` says of them before you keep it.
"""

from __future__ import annotations

import csv
import io
import json
import os
import re
from pathlib import Path

import cmarkgfm
import pytest
from cmarkgfm.cmark import Options
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.console import Console

from summaries import hostile
from summarizer.render import terminal
from summarizer.render.markdown import to_markdown
from summarizer.render.spreadsheet import harmless, to_csv
from summarizer.render.view import view, view_checks
from summarizer.schema import (
    Certainty,
    Check,
    Cited,
    IncidentSummary,
    Statement,
)

GOLDEN = Path(__file__).parent / "golden"
HOSTILE = Path(__file__).parents[3] / "shared/data/hostile"


def as_text(summary, width=80):
    return terminal.to_text(summary, width)


def as_terminal(summary, width=80, **options):
    console = Console(
        file=io.StringIO(), width=width, force_terminal=True, color_system="standard", **options
    )
    console.print(terminal.page(view(summary), width))
    return console.file.getvalue()


def compare(name, actual):
    path = GOLDEN / name
    if os.environ.get("WRITE_GOLDEN"):
        path.write_bytes(actual.encode())
    assert actual == path.read_bytes().decode()


def test_golden_text(partial):
    compare("summary-80.txt", as_text(partial, 80))
    compare("summary-120.txt", as_text(partial, 120))


def test_golden_markdown(partial):
    compare("summary.md", to_markdown(partial))


def test_golden_csv(partial):
    compare("summary.csv", to_csv(partial))


@pytest.mark.parametrize("width", [40, 60, 80, 109, 110, 140])
def test_no_line_is_wider_than_asked_for(partial, width):
    assert max(cell_len(line) for line in as_text(partial, width).splitlines()) <= width


@pytest.mark.parametrize("width", [80, 120])
def test_everything_is_said_in_every_width_and_format(partial, width):
    for page in (as_text(partial, width), to_markdown(partial)):
        words = " ".join(re.sub(r"[|─\\]", " ", page).split())
        for said in (
            "contested",
            "under 50%",
            "evidence says 31, claim says 13",
            "confirmed",
            "1 of 2 windows",
        ):
            assert said in words
        assert "Who paid for the lorry" in words
        assert "cp1252" in words


def test_a_pipe_gets_no_control_sequences(partial):
    assert "\x1b" not in as_text(partial)
    assert not re.search(r" $", as_text(partial), re.MULTILINE)


def test_colour_says_nothing_alone(partial):
    coloured = as_terminal(partial)
    assert "\x1b[" in coloured
    bare = re.sub(r"\x1b\[[0-9;]*m", "", coloured)
    assert [line.rstrip() for line in bare.splitlines()] == as_text(partial).splitlines()


def test_no_color(partial):
    assert not re.search(r"\x1b\[[0-9;]*3[0-7]", as_terminal(partial, no_color=True))


def test_a_report_without_claims(summary):
    empty = IncidentSummary(reports=summary.reports, run=summary.run)
    assert as_text(empty).startswith("No claim was found")
    assert to_markdown(empty).startswith("**No claim was found")


def test_checks():
    text = "Nine died, the ministry said."
    evidence = Statement(
        report="r1", start=0, end=9, quote=text[:9], source="the ministry", certainty=Certainty.REPORTED
    )
    checks = [
        Check(
            claim="Seven died",
            confidence=0.31,
            evidence=evidence,
            problems=("evidence says 9, claim says 7",),
        ),
        Check(claim="It rained", confidence=0.04),
    ]
    page = terminal.text(terminal.checks_page(view_checks(checks, 0.5)))
    assert "31% unlikely" in page
    assert "! under the threshold" in page
    assert "! evidence says 9, claim says 7" in page
    assert "“Nine died”" in page
    assert "No sentence to cite." in page


TAGS = {"h1", "h2", "p", "ul", "li", "strong", "em", "hr"}
HARMFUL = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def demand_harmless(attacked):
    """No format of the summary holds anything that a terminal, a site or a spreadsheet would act on."""
    assert not HARMFUL.search(as_text(attacked))
    sequences = re.findall(r"\x1b.?[0-9;]*.?", as_terminal(attacked))
    assert all(re.fullmatch(r"\x1b\[[0-9;]*m", sequence) for sequence in sequences)

    source = to_markdown(attacked)
    body = re.sub(r"^\[\^c\d+\]: ", "", source, flags=re.MULTILINE)
    page = cmarkgfm.github_flavored_markdown_to_html(body, Options.CMARK_OPT_UNSAFE)
    assert set(re.findall(r"<(\w+)", page)) <= TAGS
    names = re.findall(r"(?<!\\)\[\^(.*?)\]", source)
    assert set(names) == {claim.id for claim in attacked.claims}

    written = to_csv(attacked).removeprefix("\ufeff")
    rows = list(csv.DictReader(io.StringIO(written, newline="")))
    assert [row["id"] for row in rows] == [claim.id for claim in attacked.claims]
    assert [row["claim"] for row in rows] == [harmless(claim.text) for claim in view(attacked).claims]
    assert not HARMFUL.search(written.replace("\r\n", "\n"))
    for separator in ",;\t":
        cells = (
            cell for row in csv.reader(io.StringIO(written, newline=""), delimiter=separator) for cell in row
        )
        assert not [cell for cell in cells if re.match(r"\s*[=+\-@＝＋－＠]", cell)]


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.text(min_size=1)
    | st.text(st.sampled_from("[bold]/\\x1b:smile\n\x1b\x07|`<>*_#- "), min_size=1, max_size=40)
    | st.text(st.sampled_from("a1=+-@,;\"'\t\r\n ＝＠"), min_size=1, max_size=20)
)
def test_hostile_text_in_every_field(summary, text):
    demand_harmless(hostile(summary, text))


@pytest.mark.skipif(not HOSTILE.is_dir(), reason="the hostile strings are not here")
@pytest.mark.parametrize("name", ["xss_payloads.jsonl", "naughty_strings.jsonl"])
def test_hostile_strings_in_every_field(summary, name):
    lines = (HOSTILE / name).read_text("utf-8").split("\n")
    texts = [text for line in lines if line and (text := json.loads(line)["text"])]
    assert len(texts) > 500
    for start in range(0, len(texts), 100):
        demand_harmless(hostile(summary, *texts[start : start + 100]))


@given(st.text())
@example("=1+1;-2")
@example('a; "=cmd')
def test_csv_changes_nothing_but_what_would_run(text):
    cell = harmless(text)
    assert cell.replace("'", "") == text.replace("'", "")
    if not re.search(r"(^|;)[\s\"]*[=+\-@＝＋－＠]", text):
        assert cell == text


@pytest.mark.parametrize("text", ["=1+1", "+1", "-5 degrees", "@x", "＝1", "a;=1", 'a; "=1', " =1"])
def test_a_formula_is_text(text):
    assert "'" in harmless(text)


def test_rich_markup_and_emoji_codes_are_text(summary):
    page = as_text(hostile(summary, "[red]x[/red] :smile: [link=http://z.example]y[/link]"), 140)
    assert "[red]x[/red] :smile: [link=http://z.example]y[/link]" in page


def test_foreign_ids_make_no_footnote_names(summary):
    first = summary.claims[0].model_copy(update={"id": "x]: <b>"})
    cited = Cited(value="It happened.", claims=("x]: <b>",), confidence=0.97)
    odd = IncidentSummary(
        headline=cited, summary=(cited,), claims=(first,), reports=summary.reports, run=summary.run
    )
    page = to_markdown(odd)
    assert "It happened.[^claim-1]" in page
    assert "\n[^claim-1]: “" in page
    assert "<b>" not in page


def test_it_is_fast(partial):
    import time

    started = time.perf_counter()
    as_text(partial)
    to_markdown(partial)
    assert time.perf_counter() - started < 0.5
