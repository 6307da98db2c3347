"""Logs, chats and live blogs: who speaks and when, in many shapes. All made up."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from summarizer.reading.sentences import outline
from summarizer.reading.transcript import messages
from summarizer.schema import Report


@pytest.mark.parametrize(
    ("line", "time", "speaker", "body"),
    [
        ("14:02 alice: pump down", "14:02", "alice", "pump down"),
        ("14:02:07 alice: pump down", "14:02:07", "alice", "pump down"),
        ("[14:02:03] <bob> pump down", "14:02:03", "bob", "pump down"),
        ("[14:02] @bob: pump down", "14:02", "bob", "pump down"),
        ("2031-06-12 14:02 carol | pump down", "2031-06-12 14:02", "carol", "pump down"),
        ("2031-06-12T14:02:03Z carol: pump down", "2031-06-12T14:02:03Z", "carol", "pump down"),
        ("14.02 Dave Ngo: pump down", "14.02", "Dave Ngo", "pump down"),
        ("2:02 pm Dave Ngo: pump down", "2:02 pm", "Dave Ngo", "pump down"),
        ("(14:02) jürgen: pump down", "14:02", "jürgen", "pump down"),
        ("14:02 - erin (facilities): pump down", "14:02", "erin (facilities)", "pump down"),
        ("14:02 db-watch.2: pump down", "14:02", "db-watch.2", "pump down"),
        ("\t14:02 علي: توقفت المضخة", "14:02", "علي", "توقفت المضخة"),
    ],
)
def test_shapes_of_a_message(line, time, speaker, body):
    chat = messages([line] * 3)
    message = chat.at[0]
    assert chat.is_log
    assert (message.time, message.speaker, line[message.body :]) == (time, speaker, body)
    assert line[message.speaker_start :].startswith(speaker)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\n\n"])
def test_a_log_is_read_with_its_speakers_and_times(end):
    text = end.join(
        [
            "#incident export",
            "14:02 alice: pump 2 down. trying a restart",
            "14:05 bob: 👍",
            "14:09 alice: back up",
        ]
    )
    found = outline(Report(text=text))
    assert [(one.time, one.speaker, one.text) for one in found.sentences] == [
        ("14:02", "alice", "pump 2 down."),
        ("14:02", "alice", "trying a restart"),
        ("14:05", "bob", "👍"),
        ("14:09", "alice", "back up"),
    ]
    assert found.skipped == 1
    for one in found.sentences:
        assert text[one.speaker_start :].startswith(one.speaker)


def test_a_live_blog_gives_times_and_no_speakers():
    text = "18:45\nToll revised\nThree people died.\n\n17:20 The bridge reopened.\n\n16:05 – A car sank. It was empty."
    assert [(one.time, one.speaker, one.text) for one in outline(Report(text=text)).sentences] == [
        ("18:45", None, "Three people died."),
        ("17:20", None, "The bridge reopened."),
        ("16:05", None, "A car sank."),
        ("16:05", None, "It was empty."),
    ]


def test_talk_with_speakers_in_capitals_is_a_log():
    chat = messages(
        ["ANNA: Good morning.", "", "BEN (at the lock): It gave way.", "ANNA: When?", "Back later."]
    )
    assert chat.is_log
    assert [message.speaker for message in chat.at.values()] == ["ANNA", "BEN", "ANNA"]
    fields = messages(["INJURED: 14", "WATER SUPPLY: cut", "ROADS: shut"])
    assert not fields.is_log


@pytest.mark.parametrize(
    "lines",
    [
        ["At 14:02 police: the bank was empty.", "At 14:30 it burned."],
        ["The train left at 14:02 and stopped at 14:09.", "At 14:30 it burned."],
        ["14:02 alice: pump down", "14:03 bob: ok"],
        ["Police: stay away.", "Mayor: stay calm.", "Army: stay home."],
        ["14:02 alice: pump down", "14:03 bob: ok", "14:04 al: ok", *["It was a long day for everyone."] * 6],
        [],
    ],
)
def test_prose_and_scraps_are_no_log(lines):
    chat = messages(lines)
    assert not chat.is_log
    assert not any(message.speaker for message in chat.at.values())


@settings(max_examples=60)
@given(st.lists(st.text(alphabet="1420:.[]<>|- abZ()@\t", max_size=30), max_size=8))
def test_offsets_lie_in_the_line(lines):
    for number, message in messages(lines).at.items():
        assert 0 <= message.speaker_start <= message.body <= len(lines[number])
        assert message.time in lines[number]
