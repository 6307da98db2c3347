"""What changed, as text and as Markdown."""

from __future__ import annotations

import pytest
from markdown_it import MarkdownIt

from summarizer.diff import diff
from summarizer.render import terminal
from summarizer.render.changes import as_markdown, changes, page
from summarizer.schema import Cited, CountRange

HTML = MarkdownIt("commonmark")


@pytest.fixture
def later(summary):
    """The same story some hours later."""
    attack, killed, front, eleven, wounded, *_ = summary.claims
    killed = killed.model_copy(
        update={"text": "At least twelve people were killed in the attack at the Sennagh crossroads"}
    )
    front = front.model_copy(update={"confidence": 0.41, "contested": False, "superseded_by": "r1"})
    lorry = wounded.model_copy(update={"id": "c9", "text": "The lorry was stolen in Dovrat"})
    toll = summary.toll.model_copy(
        update={"killed": Cited(value=CountRange(low=12), claims=("c2",), confidence=0.9)}
    )
    return summary.model_copy(
        update={
            "claims": (attack, killed, front, eleven, lorry),
            "conflicts": summary.conflicts[:1],
            "toll": toll,
        }
    )


def as_text(found, width=80):
    return terminal.text(page(changes(found)), width)


def test_text(summary, later):
    said = as_text(diff(summary, later), 120)
    for line in (
        "Before: At least nine killed in attack on army checkpoint at Sennagh (7 claims from 1 report;",
        "– Killed: 9 to 11 → at least 12",
        "– The lorry was stolen in Dovrat\n  very unlikely, 12% · confirmed · The provincial hospital\n  ! under 50%",
        "  was: At least nine people were killed in the attack at the Sennagh crossroads",
        "– The Ashen Front carried out the attack\n  confidence: very likely, 83% → unlikely, 41%\n"
        "  contested: yes → no\n  taken back: no → yes\n  ! under 50%",
        "– Whether the Ashen Front carried out the attack (denial)\n  the interior ministry against The Ashen Front",
        "– The road will stay closed until Friday",
        "2 claims as before.",
    ):
        assert line in said
    titles = [line.split(" ─")[0] for line in said.splitlines() if " ─" in line]
    assert titles == ["TOLL", "NEW CLAIMS", "CHANGED CLAIMS", "CONFLICTS CLOSED", "DROPPED CLAIMS"]


def test_markdown_says_the_same(summary, later):
    found = changes(diff(summary, later))
    source = as_markdown(found)
    shown = HTML.render(source)
    for title, items in found.sections:
        assert f"<h2>{title}</h2>" in shown
        for item in items:
            assert f"<strong>{item.text}</strong>" in shown
            assert all(detail in shown for detail in item.details)
    assert "2 claims as before." in source


def test_nothing_changed(summary):
    found = diff(summary, summary)
    assert "\n\nNothing changed: 7 claims as before.\n" in as_text(found, 120)
    assert "\n\nNothing changed: 7 claims as before.\n\n" in as_markdown(changes(found))


def test_text_of_a_report_is_only_shown(summary, later):
    evil = "\x1b[2J\u202e<script>x</script> [red]*b*[/red] :smile:"
    claim = later.claims[0].model_copy(update={"id": "c7", "text": evil})
    conflict = summary.conflicts[0].model_copy(update={"about": evil, "explanation": evil})
    headline = Cited(value=evil, claims=("c7",), confidence=1)
    attacked = later.model_copy(update={"claims": (claim,), "conflicts": (conflict,), "headline": headline})
    found = diff(summary.model_copy(update={"conflicts": ()}), attacked)
    said = as_text(found, 140)
    assert said.count("[2J<script>x</script> [red]*b*[/red] :smile:") == 4
    assert "\x1b" not in said
    shown = HTML.render(as_markdown(changes(found)))
    assert "<script" not in shown
    assert shown.count("[2J&lt;script&gt;x&lt;/script&gt; [red]*b*[/red] :smile:") == 4
