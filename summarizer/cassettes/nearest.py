"""The recorded request that comes nearest to one that was not found, and how the two differ."""

from __future__ import annotations

import difflib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, cast

from summarizer.cassettes.entry import Entry

_THOROUGH = 600_000
"""Characters of recorded requests up to which every word is compared; beyond, ends are compared first."""
_SHORTLIST = 64
_EDGE = 40
"""Characters of context shown on each side of a change."""

ABSENT = object()
"""Stands for a value that one side does not have."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One place where two requests differ.

    Attributes:
        path: the field, as in ``messages[1].content``.
        recorded: the recorded value, or ABSENT.
        sent: the value now sent, or ABSENT.
    """

    path: str
    recorded: Any
    sent: Any


def nearest(key: str, entries: Sequence[Entry]) -> Entry | None:
    """The entry whose request is most like the one with this key; of equals, one that was not replayed yet."""
    head = key.partition("\n")[0]
    same_head = [entry for entry in entries if entry.key.startswith(head + "\n")] or list(entries)
    if sum(len(entry.key) for entry in same_head) > _THOROUGH:
        same_head = sorted(same_head, key=lambda entry: -_shared_ends(key, entry.key))[:_SHORTLIST]
    words = set(key.split())
    return max(
        same_head, key=lambda entry: (_likeness(key, words, entry.key), not entry.played), default=None
    )


def _likeness(key: str, words: set[str], other: str) -> float:
    theirs = set(other.split())
    return len(words & theirs) / len(words | theirs) + _shared_ends(key, other) / max(len(key), len(other))


def _shared_ends(one: str, two: str) -> int:
    """Characters that two texts share at their beginnings and their ends."""
    if one == two:
        return len(one)
    front = _shared_front(one, two)
    return front + min(_shared_front(one[::-1], two[::-1]), min(len(one), len(two)) - front)


def _shared_front(one: str, two: str) -> int:
    low, high = 0, min(len(one), len(two))
    while low < high:
        middle = (low + high + 1) // 2
        if one[low:middle] == two[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low


def differences(recorded: str, sent: str) -> list[Difference]:
    """How two keys differ, field by field. What normalisers take out does not differ."""
    return list(_walk("", _parts(recorded), _parts(sent)))


def _parts(key: str) -> dict[str, Any]:
    head, _, body = key.partition("\n")
    method, _, path = head.partition(" ")
    if body[:1] in {"{", "["}:
        return {"": {"method": method, "path": path}, "body": json.loads(body)}
    return {"": {"method": method, "path": path}, "body": body}


def _walk(path: str, recorded: Any, sent: Any) -> Iterator[Difference]:
    if isinstance(recorded, dict) and isinstance(sent, dict):
        ours, theirs = cast("dict[str, Any]", recorded), cast("dict[str, Any]", sent)
        for name in dict.fromkeys((*ours, *theirs)):
            inner = f"{path}.{name}".strip(".") if path != "body" else name
            yield from _walk(inner, ours.get(name, ABSENT), theirs.get(name, ABSENT))
    elif isinstance(recorded, list) and isinstance(sent, list):
        yield from _walk_lists(path, cast("list[Any]", recorded), cast("list[Any]", sent))
    elif ABSENT in (recorded, sent) or _canonical(recorded) != _canonical(sent):
        yield Difference(path, recorded, sent)


def _walk_lists(path: str, recorded: list[Any], sent: list[Any]) -> Iterator[Difference]:
    """Lists, aligned by their equal members, so that one inserted message is one difference."""
    ours, theirs = list(map(_canonical, recorded)), list(map(_canonical, sent))
    for kind, i, j, k, m in difflib.SequenceMatcher(None, ours, theirs, autojunk=False).get_opcodes():
        if kind == "equal":
            continue
        pairs = min(j - i, m - k)
        for step in range(pairs):
            yield from _walk(f"{path}[{k + step}]", recorded[i + step], sent[k + step])
        for place in range(i + pairs, j):
            yield Difference(f"{path}[{place}]", recorded[place], ABSENT)
        for place in range(k + pairs, m):
            yield Difference(f"{path}[{place}]", ABSENT, sent[place])


def _canonical(item: Any) -> str:
    return json.dumps(item, sort_keys=True)


def explain(found: Sequence[Difference], *, lines: int) -> list[str]:
    """Differences in so many lines at most, down to the words within a text.

    Args:
        found: what differs.
        lines: how many lines there may be, 3 or more.
    """
    shown: list[str] = []
    for number, difference in enumerate(found):
        block = _block(difference)
        left = len(found) - number
        if len(shown) + len(block) + (left > 1) > lines:
            return [*shown, f"… and {left} more {'difference' if left == 1 else 'differences'}"]
        shown += block
    return shown


def _block(difference: Difference) -> list[str]:
    recorded, sent = difference.recorded, difference.sent
    if isinstance(recorded, str) and isinstance(sent, str):
        place, old, new = _changed_line(recorded, sent)
        return [f"{difference.path}{place}:", f"  - {old}", f"  + {new}"]
    if recorded is ABSENT:
        return [f"{difference.path}: only sent now: {_short(sent)}"]
    if sent is ABSENT:
        return [f"{difference.path}: only recorded: {_short(recorded)}"]
    return [f"{difference.path}: recorded {_short(recorded)}, sent {_short(sent)}"]


def _changed_line(recorded: str, sent: str) -> tuple[str, str, str]:
    """The place of the first change, and what stands there, from its first differing word to its last."""
    front = _shared_front(recorded, sent)
    back = min(_shared_front(recorded[::-1], sent[::-1]), min(len(recorded), len(sent)) - front)
    while front and not recorded[front - 1].isspace():
        front -= 1
    while back and not recorded[len(recorded) - back].isspace():
        back -= 1
    place = f", line {recorded.count(chr(10), 0, front) + 1}" if "\n" in recorded + sent else ""
    return place, _marked(recorded, front, back), _marked(sent, front, back)


def _marked(text: str, front: int, back: int) -> str:
    """The change between brackets, with a little of its line on each side."""
    end = len(text) - back
    before = text[max(0, front - _EDGE) : front].rpartition("\n")[2]
    after = text[end : end + _EDGE].partition("\n")[0]
    change = text[front:end]
    if len(change) > 2 * _EDGE:
        change = f"{change[:_EDGE]}…{change[-_EDGE // 2 :]}"
    return f"{before}[{change}]{after}".replace("\n", "⏎")


def _short(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= 2 * _EDGE else f"{text[: 2 * _EDGE - 1]}…"
