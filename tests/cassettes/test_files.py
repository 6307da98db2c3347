"""Cassette files: what a review sees, what is refused, and that none is ever half replaced."""

import errno
import json
import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from summarizer.cassettes import Cassette, CassetteError, storage
from summarizer.cassettes.errors import CassetteDamaged, CassetteForeign, CassetteNotWritten, CassetteTooNew
from summarizer.testing import FakeModel, FakeReply

PROMPT = "Read this report.\nSay what burned, and when.\nBe brief."


@pytest.fixture
def path(tmp_path):
    return tmp_path / "tape.json"


def record(path, prompt=PROMPT, reply="It burned.\nAt noon.", mode="rewrite"):
    with FakeModel(reply).serve() as url, Cassette(path, mode) as tape, tape.client() as client:
        client.post(
            f"{url}/chat/completions", json={"model": "m", "messages": [{"role": "user", "content": prompt}]}
        )
    return path.read_text(encoding="utf-8").splitlines()


def test_prompts_and_answers_stand_as_lines_of_text(path):
    lines = [line.strip() for line in record(path)]
    start = lines.index('"Read this report.",')
    assert lines[start : start + 3] == [
        '"Read this report.",',
        '"Say what burned, and when.",',
        '"Be brief."',
    ]
    assert '"At noon."' in lines


def test_a_json_answer_stands_as_json(path):
    lines = [line.strip() for line in record(path, reply='{"what": "plant", "when": ["noon"]}')]
    assert '"what": "plant",' in lines
    assert '"spacing": "spaced"' in lines


@pytest.mark.parametrize(
    ("word", "other"),
    [
        ("burned", "exploded entirely, with a very long explanation of what is meant by that " * 5),
        ("Be", "b"),
    ],
)
def test_a_changed_word_changes_one_line_of_the_request(path, word, other):
    def request_part():
        lines = record(path)
        return lines[next(i for i, line in enumerate(lines) if '"request"' in line) :]

    before = request_part()
    after = list(record(path, prompt=PROMPT.replace(word, other)))
    after = after[next(i for i, line in enumerate(after) if '"request"' in line) :]
    end = next(i for i, line in enumerate(before) if '"response"' in line)
    assert sum(one != two for one, two in zip(before[:end], after[:end], strict=True)) == 1


def test_non_ascii_stands_as_itself(path):
    assert any("Übung 中文" in line for line in record(path, prompt="Übung 中文"))


def test_a_recording_made_by_the_first_format_loads(path):
    stored = {
        "request": {"method": "POST", "path": "/v1", "json": {"a": "one\ntwo", "<lines>": ["kept"]}},
        "response": {"status": 200, "headers": {}, "text": "yes\nno"},
    }
    path.write_text(json.dumps({"cassette": {"format": 1, "normalisers": []}, "entries": [stored]}, indent=2))
    with Cassette(path) as tape, tape.client() as client:
        body = {"<lines>": ["kept"], "a": "one\ntwo"}
        assert client.post("http://nowhere/v1", json=body).text == "yes\nno"


BAD = {
    "empty": (b"", CassetteDamaged, "empty"),
    "truncated": (b'{\n  "cassette": {\n    "format": 2,\n', CassetteDamaged, "cut short"),
    "conflict": (
        b'{\n  "cassette": {"format": 2},\n<<<<<<< HEAD\n  "entries": []\n}',
        CassetteDamaged,
        "edited wrongly",
    ),
    "entries missing": (b'{"cassette": {"format": 2}}', CassetteDamaged, "missing"),
    "entry wrong": (b'{"cassette": {"format": 2}, "entries": [{"request": {}}]}', CassetteDamaged, "missing"),
    "bad lines": (b'{"cassette": {"format": 2}, "entries": [{"<lines>": 3}]}', CassetteDamaged, "missing"),
    "not utf-8": (b'{"cassette": {"format": 2}, "entries": "\xff"}', CassetteDamaged, "cut short"),
    "foreign json": (b'{"interactions": []}', CassetteForeign, "no cassette"),
    "foreign text": (b"interactions:\n", CassetteForeign, "no cassette"),
    "newer": (b'{"cassette": {"format": 99}, "entries": []}', CassetteTooNew, "Upgrade"),
}


@pytest.mark.parametrize("case", BAD)
def test_bad_files_are_refused_by_name_with_what_to_do(path, case):
    data, kind, why = BAD[case]
    path.write_bytes(data)
    with pytest.raises(kind, match=why) as caught, Cassette(path):
        pass
    assert str(path) in caught.value.message
    assert caught.value.hint
    assert path.read_bytes() == data


def test_a_cassette_cut_anywhere_is_damaged_never_half_read(path):
    record(path)
    whole = path.read_bytes()
    for length in range(0, len(whole) - 2, 97):
        path.write_bytes(whole[:length])
        with pytest.raises((CassetteDamaged, CassetteForeign)), Cassette(path):
            pass


def test_rewriting_replaces_a_damaged_cassette_but_no_foreign_file(path):
    path.write_bytes(BAD["truncated"][0])
    record(path)
    path.write_bytes(b"notes of mine")
    with pytest.raises(CassetteForeign):
        record(path)
    assert path.read_bytes() == b"notes of mine"


def test_a_folder_is_no_cassette(tmp_path):
    with pytest.raises(CassetteError, match="cannot be read"), Cassette(tmp_path):
        pass


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EROFS, errno.EACCES])
@pytest.mark.parametrize("when", ["open", "fsync", "replace"])
def test_what_cannot_be_written_leaves_the_old_file_whole(path, monkeypatch, code, when):
    record(path, reply="old")
    before = path.read_bytes()

    def fail(*_args, **_kwargs):
        raise OSError(code, os.strerror(code))

    with (
        pytest.raises(CassetteNotWritten, match=r"untouched.*Make room") as caught,
        monkeypatch.context() as patch,
    ):
        patch.setattr(
            *{"open": (Path, "open"), "fsync": (os, "fsync"), "replace": (Path, "replace")}[when], fail
        )
        storage.write(path, "new")
    assert str(path) in str(caught.value)
    assert path.read_bytes() == before
    assert list(path.parent.iterdir()) == [path]


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX limits")
def test_a_disk_that_is_really_full(path):
    record(path, reply="old")
    before = path.read_bytes()
    script = (
        "import resource, signal, sys; from pathlib import Path; from summarizer.cassettes import storage\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN); resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))\n"
        "try: storage.write(Path(sys.argv[1]), 'x' * 100_000)\n"
        "except storage.CassetteNotWritten as error: print(error)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, str(path)], capture_output=True, text=True, check=True
    )
    assert "cannot be written" in done.stdout
    assert path.read_bytes() == before
    assert list(path.parent.iterdir()) == [path]


def test_a_lock_left_over_is_named(path, monkeypatch):
    monkeypatch.setattr(storage, "_PATIENCE", 0.05)
    (path.parent / ".tape.json.lock").touch()
    with pytest.raises(
        CassetteNotWritten, match=r"\.tape\.json\.lock is held by another process, or left over"
    ):
        record(path)


def test_tapes_that_share_a_file_add_up(path):
    """What tests on two workers do when both record into a shared cassette."""
    fake = FakeModel(lambda request: FakeReply(request.prompt))

    def session(texts):
        with Cassette(path, "once", since=1.0) as tape, tape.client() as client:
            for text in texts:
                client.post(f"{url}/x", json={"messages": [{"content": text}]})

    with fake.serve() as url:
        threads = [threading.Thread(target=session, args=(texts,)) for texts in ("ab", "bc", "bb", "ad")]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    with Cassette(path) as tape:
        held = sorted(entry.stored["request"]["json"]["messages"][0]["content"] for entry in tape.entries)
    assert held == ["a", "b", "b", "c", "d"]


def test_a_link_stays_a_link(path, tmp_path):
    target = tmp_path / "target.json"
    record(target)
    path.symlink_to(target)
    record(path, prompt="other")
    assert path.is_symlink()
    assert "other" in target.read_text()
