"""Cassettes as people read them: lists, prompts and answers, and what changed between two."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from summarizer.cassettes import bodies, storage
from summarizer.cassettes.answers import answer
from summarizer.cassettes.entry import Entry, Stored
from summarizer.cassettes.matching import Matcher
from summarizer.cassettes.nearest import differences, explain, nearest
from summarizer.cassettes.trees import items, mapping

_SKIPPED = {"node_modules", "__pycache__", "site-packages", "build", "dist"}
_DIFF_LINES = 40


def find(paths: Iterable[Path]) -> Iterator[Path]:
    """The cassettes at these paths; folders are searched, but for hidden ones and installed packages."""
    for path in paths:
        if path.is_file():
            yield path
        for folder, folders, files in os.walk(path):
            folders[:] = sorted(name for name in folders if name not in _SKIPPED and name[0] != ".")
            found = (Path(folder, name) for name in sorted(files) if name.endswith(".json"))
            yield from filter(storage.is_cassette, found)


def entries_of(contents: storage.Contents) -> list[Entry]:
    """The entries of a file with their keys.

    Raises:
        CassetteError: the file names a normaliser that this process does not know.
    """
    key = Matcher(contents.normalisers).stored_key
    return [
        Entry(stored, key(stored["request"]["method"], stored["request"]["path"], stored["request"]))
        for stored in contents.entries
    ]


def summary(contents: storage.Contents) -> str:
    """One line about a cassette: entries, models, tokens, the date of the newest."""
    recorded: list[dict[str, Any]] = [entry.get("recorded", {}) for entry in contents.entries]
    models = sorted({str(facts["model"]) for facts in recorded if "model" in facts})
    tokens = [sum(facts.get("tokens", {}).get(side, 0) for facts in recorded) for side in ("read", "written")]
    newest = max((str(facts.get("at", ""))[:10] for facts in recorded), default="")
    count = len(contents.entries)
    parts = [
        f"{count} {'entry' if count == 1 else 'entries'}",
        ", ".join(models),
        f"{tokens[0]}+{tokens[1]} tokens" if any(tokens) else "",
        newest,
    ]
    return "; ".join(part for part in parts if part)


def page(number: int, entry: Stored) -> str:
    """An entry as text: what was asked, and what came back."""
    recorded: dict[str, Any] = entry.get("recorded", {})
    request, response = entry["request"], entry["response"]
    facts = [entry.get("prompt"), recorded.get("model"), recorded.get("at"), _seconds(recorded)]
    lines = [
        f"entry {number}: {request['method']} {request['path']}",
        "; ".join(fact for fact in facts if fact),
    ]
    for message in _messages(request):
        lines += ["", f"[{message.get('role', '?')}]", _content(message.get("content"))]
    if not _messages(request):
        lines += ["", "[request]", _readable(request)]
    failure = response.get("failure")
    status = response.get("status")
    said = answer(response) or ("" if status is None else _readable(response))
    lines += ["", f"[{'answer' if status == 200 else f'status {status}' if status else 'no answer'}]", said]
    if failure:
        lines += [f"{failure['type']}: {failure['message']}"]
    return "\n".join(lines).rstrip() + "\n"


def changes(before: Sequence[Entry], after: Sequence[Entry]) -> Iterator[str]:
    """What changed between two cassettes, entry by entry, in lines."""
    old = list(before)
    new: list[tuple[int, Entry]] = []
    for number, entry in enumerate(after, 1):
        same = next((other for other in old if other.key == entry.key), None)
        if same is None:
            new.append((number, entry))
            continue
        old.remove(same)
        if answer(same.stored["response"]) != answer(entry.stored["response"]):
            yield f"entry {number}: another answer to {entry}"
            yield from _indented(_answer_key(same), _answer_key(entry))
    for number, entry in new:
        was = nearest(entry.key, old)
        if was is None:
            yield f"entry {number}: new: {entry}"
            continue
        old.remove(was)
        yield f"entry {number}: another request: {entry}"
        yield from _indented(was.key, entry.key)
    for entry in old:
        yield f"gone: {entry}"


def _indented(before: str, after: str) -> Iterator[str]:
    return (f"  {line}" for line in explain(differences(before, after), lines=_DIFF_LINES))


def _answer_key(entry: Entry) -> str:
    text = answer(entry.stored["response"]) or _readable(entry.stored["response"])
    return f"answer \n{text}"


def _messages(request: Stored) -> list[Mapping[str, Any]]:
    return [mapping(message) for message in items(mapping(request.get("json")).get("messages"))]


def _content(content: Any) -> str:
    return content if isinstance(content, str) else bodies.write(content, "indent 2")


def _readable(stored: Stored) -> str:
    if "json" in stored:
        return bodies.write(stored["json"], "indent 2")
    return str(stored.get("text") or stored.get("base64", ""))


def _seconds(recorded: dict[str, Any]) -> str:
    return f"{recorded['seconds']} s" if "seconds" in recorded else ""
