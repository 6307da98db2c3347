"""Lines, and paragraphs that were wrapped at a margin. All texts are made up."""

from __future__ import annotations

import textwrap
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.reading.lines import raw_lines, unwrapped_lines

PROSE = (
    "The gate of the lock failed at dawn on Friday and let nine thousand cubic metres of water into the "
    "lower basin, the canal office said. Two barges sank at their moorings near the old cement works and a "
    "third was holed. Nobody was hurt, but the towpath between Aldermoor and Quint will stay shut for a week."
)


def lines(text: str) -> list[str]:
    return [line.of(text) for line in unwrapped_lines(text)]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\x0b", "\u2028", "\n\n", "\n \n"])
def test_lines_end_where_any_program_ends_them(end):
    assert lines(f"One.{end}Two.{end}") == ["One.", "Two."]


@pytest.mark.parametrize("width", [34, 48, 66, 72, 80, 120])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_any_margin_is_seen_through(width, end):
    wrapped = end.join(textwrap.wrap(PROSE, width))
    assert lines(wrapped) == [wrapped]


def test_a_ragged_margin_is_seen_through():
    text = (
        "The gate of the Ostrava lock failed at dawn on Friday and let about\n"
        "nine thousand cubic metres of water into the lower basin, the canal\n"
        "office said. Two barges sank."
    )
    assert lines(text) == [text]


def test_a_blank_line_parts_paragraphs():
    wrapped = "\n".join(textwrap.wrap(PROSE, 72))
    assert lines(f"{wrapped}\n\n{wrapped}") == [wrapped, wrapped]


@pytest.mark.parametrize(
    "text",
    [
        "One\nTwo\nThree",
        "Two barges sank on Friday.\nNobody was hurt in the lock.\nThe towpath will stay shut.",
        f"{PROSE}\n{PROSE}",
        "Lock gate fails at Aldermoor\nTwo barges sank on Friday.",
    ],
)
def test_lines_that_were_not_wrapped_stay_apart(text):
    assert lines(text) == text.split("\n")


def test_a_heading_right_above_a_wrapped_paragraph_is_not_part_of_it():
    wrapped = (
        "The gate of the lock failed at dawn on Friday and\n"
        "let nine thousand cubic metres of water into the\n"
        "lower basin. Two barges sank."
    )
    assert lines(f"Lock gate fails\n{wrapped}") == ["Lock gate fails", wrapped]


@given(
    st.lists(
        st.sampled_from(["word", "End.", "A" * 60, " ", "\t", "\n", "\r\n", "\u2028", "\x1c", "🚒"])
    ).map("".join)
)
def test_lines_are_in_order_and_lose_no_word(text):
    found = list(unwrapped_lines(text))
    assert all(line.of(text).strip() for line in found)
    assert all(one.end <= other.start for one, other in pairwise(found))
    assert "".join("".join(lines(text)).split()) == "".join(text.split())


@pytest.mark.parametrize("text", ["", " ", "\n\r\n\t", "\u2028"])
def test_nothing_but_blanks(text):
    assert lines(text) == []


@given(st.text(alphabet="ab \t\n\r\x0b\x85\u2028"))
def test_lines_as_they_are_written_are_those_of_python_without_the_empty_ones(text):
    assert [line.of(text) for line in raw_lines(text)] == list(filter(None, text.splitlines()))
