"""Logs, chats and live blogs: lines that begin with a time, a speaker, or both."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

_TIME = r"(?P<time>(?:\d{4}-\d\d-\d\d[T ])?\d{1,2}[:.]\d\d(?:[:.]\d\d)?(?:[.,]\d+)?\s?(?:[ap]\.?m\.?\b|Z\b|UTC\b)?)"
_NAME = r"(?P<speaker>[^\W\d_][\w.'’-]{0,30}(?: [\w.'’-]{1,20}){0,2}(?: \([^()]{1,30}\))?)"
_MESSAGE = re.compile(rf"\s*[\[(<]?{_TIME}[\])>]?\s*(?:[-–—|]\s*)?<?@?{_NAME}>?\s?(?::|>|\|)\s+(?=\S)", re.I)
_STAMPED = re.compile(rf"\s*[\[(]?{_TIME}[\])]?\s*(?:[-–—:|]\s+|\s|$)(?=\S|$)", re.I)
_TURN = re.compile(
    r"\s*(?P<speaker>[A-ZÀ-Þ][A-ZÀ-Þ.'’-]+(?: [A-ZÀ-Þ.'’-]+){0,2})(?: \([^()]{1,40}\))?:\s+(?=\S)"
)
"""A line of talk, with its speaker in capitals: "CALLER: ..."."""
_LOG_SHARE = 0.4


@dataclass(frozen=True, slots=True)
class Message:
    """What precedes the words of a line. ``body`` and ``speaker_start`` are offsets into the line."""

    time: str
    speaker: str | None
    speaker_start: int
    body: int


@dataclass(frozen=True, slots=True)
class Transcript:
    """The messages by line number; ``is_log`` where they make up the text rather than stand in it."""

    at: dict[int, Message]
    is_log: bool


def messages(lines: Sequence[str]) -> Transcript:
    """Find the time stamps and speakers of lines.

    A text is a log where at least three lines, and four in ten of all, name a time and a speaker
    ("14:02 alice: ..."), or as many a speaker in capitals of whom one speaks twice ("CALLER: ..."). Elsewhere only
    times are taken ("14:30 Fishing boat missing"), so that "at 14.30 police: ..." in prose makes nobody a speaker.
    """
    spoken = _matching(_MESSAGE, lines)
    if _make_up(spoken, lines):
        return Transcript(_messages(spoken), is_log=True)
    turns = _matching(_TURN, lines)
    if _make_up(turns, lines) and len({match["speaker"] for match in turns.values()}) < len(turns):
        return Transcript(_messages(turns), is_log=True)
    return Transcript(_messages(_matching(_STAMPED, lines)), is_log=False)


def _matching(pattern: re.Pattern[str], lines: Sequence[str]) -> dict[int, re.Match[str]]:
    return {number: match for number, line in enumerate(lines) if (match := pattern.match(line))}


def _make_up(matching: Mapping[int, re.Match[str]], lines: Sequence[str]) -> bool:
    """Whether the lines that match are the text, rather than stand in it."""
    return len(matching) >= 3 and len(matching) >= _LOG_SHARE * len(lines)


def _messages(matching: Mapping[int, re.Match[str]]) -> dict[int, Message]:
    """The messages by line; a pattern need not tell the time or the speaker."""
    found: dict[int, Message] = {}
    for number, match in matching.items():
        told = match.groupdict()
        start = match.start("speaker") if "speaker" in told else 0
        found[number] = Message(told.get("time", "").strip(), told.get("speaker"), start, match.end())
    return found
