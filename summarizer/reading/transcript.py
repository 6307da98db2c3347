"""Logs, chats and live blogs: lines that begin with a time, a speaker, or both."""

from __future__ import annotations

import re
from collections.abc import Sequence
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
    spoken = {number: match for number, line in enumerate(lines) if (match := _MESSAGE.match(line))}
    is_log = len(spoken) >= 3 and len(spoken) >= _LOG_SHARE * len(lines)
    if is_log:
        return Transcript({number: _message(match) for number, match in spoken.items()}, is_log=True)
    turns = {number: match for number, line in enumerate(lines) if (match := _TURN.match(line))}
    speakers = [match["speaker"] for match in turns.values()]
    if len(turns) >= 3 and len(turns) >= _LOG_SHARE * len(lines) and len(set(speakers)) < len(speakers):
        return Transcript(
            {
                number: Message("", match["speaker"], match.start("speaker"), match.end())
                for number, match in turns.items()
            },
            is_log=True,
        )
    stamped = {number: match for number, line in enumerate(lines) if (match := _STAMPED.match(line))}
    return Transcript(
        {number: Message(match["time"].strip(), None, 0, match.end()) for number, match in stamped.items()},
        is_log=False,
    )


def _message(match: re.Match[str]) -> Message:
    return Message(match["time"].strip(), match["speaker"], match.start("speaker"), match.end())
