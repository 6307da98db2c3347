"""A report's text, cut where evidence starts and ends."""

from __future__ import annotations

import itertools

from hypothesis import given
from hypothesis import strategies as st

from summarizer.render.source import Pages, passages, standing
from summarizer.schema import Certainty, Claim, Report, Statement, WindowFate

TEXTS = st.text(st.sampled_from("ab .\n\n\r\t\f😀"), max_size=60)


def said(text, start, end):
    return Statement(
        report="r1", start=start, end=end, quote=text[start:end], source=None, certainty=Certainty.STATED
    )


def cut(text, *spans, failed=()):
    statements = {(place, 1): said(text, *span) for place, span in enumerate(spans, start=1)}
    return list(passages(text, statements, failed))


def segments(parts):
    return [segment for part in parts for segment in part.segments]


def test_overlapping_evidence_is_split_and_each_piece_knows_all_of_it():
    text = "Nine people died, four of them soldiers."
    (passage,) = cut(text, (0, 16), (5, 40), (5, 16))
    assert [
        (text[part.start : part.end], [place for place, _ in part.statements]) for part in passage.segments
    ] == [("Nine ", [1]), ("people died", [1, 2, 3]), (", four of them soldiers.", [2])]
    assert [[place for place, _ in part.starts] for part in passage.segments] == [[1], [2, 3], []]
    assert [[place for place, _ in part.ends] for part in passage.segments] == [[], [1, 3], [2]]


def test_evidence_over_two_lines_starts_and_ends_once():
    text = "One ends.\n\nTwo starts."
    parts = cut(text, (4, 14))
    assert [len(part.segments) for part in parts] == [2, 2]
    marked = [segment for segment in segments(parts) if segment.statements]
    assert [(bool(part.starts), bool(part.ends)) for part in marked] == [(True, False), (False, True)]


def test_pages_are_told_by_form_feeds():
    text = "First.\n\fSecond,\n\nstill second.\n\f\fFourth."
    assert [part.opens for part in cut(text)] == [1, 2, None, 4]
    assert Pages(text).of(text.index("still")) == 2
    assert Pages("No pages.").of(3) is None
    assert [part.opens for part in cut("No pages.")] == [None]


def test_what_could_not_be_read_is_marked():
    text = "Read. Not read. Read."
    (passage,) = cut(text, (0, 5), failed=(WindowFate(start=6, end=15, status="failed"),))
    assert [text[part.start : part.end] for part in passage.segments if part.unread] == ["Not read."]


def test_only_quotes_that_stand_where_they_say_are_placed():
    claims = [
        Claim(
            id=f"c{start}",
            text="x",
            statements=(
                Statement(report=name, start=start, end=start + 4, quote="Nine", certainty=Certainty.STATED),
            ),
            confidence=0.5,
            certainty=Certainty.STATED,
            voices=1,
        )
        for name, start in (("r1", 0), ("r1", 1), ("gone", 0))
    ]
    assert standing(claims, [Report(id="r1", text="Nine died.")]) == {"r1": {(1, 1): claims[0].statements[0]}}


@given(st.data())
def test_nothing_is_lost_or_shown_twice(data):
    text = data.draw(TEXTS)
    spans = data.draw(
        st.lists(
            st.tuples(st.integers(0, len(text)), st.integers(0, len(text)))
            .map(sorted)
            .filter(lambda span: span[0] < span[1]),
            max_size=6,
        )
    )
    failed = [WindowFate(start=a, end=b, status="failed") for a, b in spans[4:]]
    spans = spans[:4]
    parts = segments(cut(text, *spans, failed=failed))
    assert all(a.end <= b.start for a, b in itertools.pairwise(parts))
    shown = {offset for part in parts for offset in range(part.start, part.end)}
    assert all(text[offset].isspace() for offset in set(range(len(text))) - shown)
    for place, (start, end) in enumerate(spans, start=1):
        covered = {
            offset
            for part in parts
            if (place, 1) in part.statements
            for offset in range(part.start, part.end)
        }
        assert covered == shown & set(range(start, end))
        assert sum((place, 1) in part.starts for part in parts) == bool(covered)
        assert sum((place, 1) in part.ends for part in parts) == bool(covered)
    for window in failed:
        assert all(part.unread for part in parts if part.start < window.end and window.start < part.end)


def test_long_runs_of_white_space_are_cut_in_no_time():
    text = "a" + " \n\r\t" * 50_000 + "b" + " " * 200_000 + "c"
    assert len(cut(text)) == 2


def test_lines_keep_their_ends_unless_they_were_wrapped():
    wrapped = (
        "The harbour master said that the ferry had left the quay before the\n"
        "ramp was up on Friday, and that nobody on the bridge had been told of\n"
        "it until the second car was in the water."
    )
    parts = cut(f"{wrapped}\n\n09:14 Power is out.\n09:20 Power is back.\n")
    assert [(part.wrapped, part.apart) for part in parts] == [(True, False), (False, True), (False, False)]
