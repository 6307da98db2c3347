"""The pytest plugin, seen from suites that use it."""

import json
import subprocess
import sys
import textwrap
import time

import pytest

MODULE = """
import os
import httpx2
import pytest

WORD = os.environ.get("WORD", "hello")

def ask(tape, text):
    with tape.client() as client:
        body = {"model": "m", "messages": [{"role": "user", "content": text}]}
        return client.post(os.environ["FAKE_URL"] + "/chat/completions", json=body).json()
"""


ALONE = [f"-pno:{plugin}" for plugin in ("asyncio", "hypothesispytest", "recording", "anyio")]
"""What else is installed here is not what is tested."""


@pytest.fixture
def suite(pytester, fake, monkeypatch):
    """A suite in a folder of its own; ``suite(tests, *options)`` runs it inside this process."""
    monkeypatch.delenv("CI", raising=False)
    monkeypatch.setenv("FAKE_URL", fake.url)

    def run(tests=None, *options, **result):
        if tests is not None:
            pytester.makepyfile(test_it=MODULE + textwrap.dedent(tests))
        done = pytester.runpytest_inprocess(*ALONE, *options)
        if result != {"passed": 0}:
            done.assert_outcomes(**(result or {"passed": 1}))
        return done

    run.fake, run.path = fake, pytester.path
    return run


ONE = """
def test_one(cassette):
    ask(cassette, f"please say\\nthe word {WORD} to me")
"""


def test_a_recording_is_written_beside_the_test_and_replayed(suite):
    suite(ONE, "--cassette-mode=once")
    assert (suite.path / "cassettes/test_it/test_one.json").exists()
    suite(None)
    assert len(suite.fake.requests) == 1


def test_by_default_nothing_goes_out(suite):
    done = suite(ONE, failed=1)
    done.stdout.fnmatch_lines(["CassetteMiss: cassettes/test_it/test_one.json does not exist, *"])
    assert suite.fake.requests == []


def test_a_miss_is_the_first_thing_the_test_prints(suite, monkeypatch):
    suite(ONE, "--cassette-mode=once")
    monkeypatch.setenv("WORD", "goodbye")
    lines = suite(None, failed=1).outlines
    start = next(number for number, line in enumerate(lines) if "_ test_one _" in line) + 1
    end = next(number for number, line in enumerate(lines) if "short test summary" in line)
    assert lines[start : start + 6] == [
        "CassetteMiss: cassettes/test_it/test_one.json has no answer to this request.",
        lines[start + 1],
        "  messages[0].content, line 2:",
        "    - the word [hello] to me",
        "    + the word [goodbye] to me",
        "Record it: pytest 'test_it.py::test_one' --cassette-mode=new_episodes",
    ]
    assert lines[start + 1].startswith("nearest: entry 1 of 1: POST /v1/chat/completions (m, ")
    assert end - start <= 12


def test_a_miss_that_the_test_swallows_fails_it_all_the_same(suite):
    tests = """
    def test_one(cassette):
        try:
            ask(cassette, "x")
        except BaseException:
            pass
    """
    suite(tests, failed=1).stdout.fnmatch_lines(["CassetteMiss: *", "The test did not let it through."])


def test_a_miss_of_a_cassette_that_the_test_opens_or_that_tasks_hit_is_short_too(suite):
    tests = """
    import asyncio
    from summarizer.cassettes import Cassette

    def test_opened(tmp_path):
        with Cassette(tmp_path / "x.json") as tape:
            ask(tape, "x")

    async def aask(tape):
        async with tape.async_client() as client, asyncio.TaskGroup() as tasks:
            tasks.create_task(client.get("http://x/one"))
            tasks.create_task(client.get("http://x/two"))

    def test_tasks(cassette):
        asyncio.run(aask(cassette))
    """
    done = suite(tests, failed=2)
    done.stdout.fnmatch_lines(
        ["CassetteMiss: *x.json does not exist, *", "CassetteMiss: *to GET /*", "test_it.py:*: in *"]
    )
    assert "Traceback" not in done.stdout.str()


def test_only_tests_that_passed_are_written(suite):
    tests = """
    def test_call(cassette):
        ask(cassette, "x")
        assert False

    @pytest.fixture
    def breaking():
        yield
        raise ValueError

    def test_teardown(breaking, cassette):
        ask(cassette, "x")
    """
    suite(tests, "--cassette-mode=rewrite", failed=1, passed=1, errors=1)
    assert list(suite.path.rglob("*.json")) == []


def test_a_secret_fails_the_test_and_is_not_written(suite):
    key = "sk-" + "proj-Ab12Cd34Ef56Gh78Ij90Kl12"
    done = suite(
        f"def test_one(cassette): ask(cassette, '{key}')", "--cassette-mode=once", passed=1, errors=1
    )
    done.stdout.fnmatch_lines(
        ["*would hold a secret at entries[[]0[]].request.json.messages[[]0[]].content (OpenAI key)*"]
    )
    assert list(suite.path.rglob("*.json")) == []


def test_a_check_finds_secrets_and_damage_in_every_cassette_of_the_suite(suite):
    key = "sk-" + "proj-Ab12Cd34Ef56Gh78Ij90Kl12"
    suite(ONE, "--cassette-mode=once")
    recorded = suite.path / "cassettes/test_it/test_one.json"
    clean = recorded.read_text()
    recorded.write_text(clean.replace('"recorded": {', f'"recorded": {{"by": "{key}",', 1))
    done = suite(None, "--cassette-check")
    assert done.ret == 1
    done.stdout.fnmatch_lines(["*test_one.json: holds a secret at entries*recorded.by (OpenAI key)"])
    assert key not in done.stdout.str()
    recorded.with_name("damaged.json").write_text(clean[:-20])
    recorded.write_text(clean)
    done = suite(None, "--cassette-check")
    assert done.ret == 1
    done.stdout.fnmatch_lines(["*damaged.json*"])


def test_a_check_knows_what_only_looks_like_a_key(suite, pytester):
    key = "sk-" + "proj-Ab12Cd34Ef56Gh78Ij90Kl12"
    pytester.makeini(f"[pytest]\ncassette_not_secret = {key}")
    suite(f"def test_one(cassette): ask(cassette, '{key}')", "--cassette-mode=once")
    assert suite(None, "--cassette-check").ret == 0


def test_parameters_and_classes_have_files_of_their_own(suite):
    tests = """
    @pytest.mark.parametrize("name", ["a/b", "a:b", "x" * 300])
    def test_one(cassette, name):
        ask(cassette, name)

    class TestIt:
        def test_one(self, cassette):
            ask(cassette, "x")
    """
    suite(tests, "--cassette-mode=once", passed=4)
    names = [path.name for path in (suite.path / "cassettes/test_it").iterdir()]
    assert len(set(names)) == 4
    assert "TestIt.test_one.json" in names
    assert max(map(len, names)) < 150
    suite(None, passed=4)


def test_one_folder_for_all_and_a_name_of_ones_own(suite, pytester):
    pytester.makeini("[pytest]\ncassette_dir = tapes\n")
    tests = ONE + '\n@pytest.mark.cassette("mine.json")\ndef test_two(cassette_tape): ask(cassette_tape, "x")'
    suite(tests, "--cassette-mode=once", passed=2)
    assert sorted(path.relative_to(suite.path).as_posix() for path in suite.path.rglob("*.json")) == [
        "tapes/mine.json",
        "tapes/test_it/test_one.json",
    ]


SHARED = """
pytestmark = pytest.mark.cassette("shared.json")

def test_one(cassette):
    ask(cassette, "a")

def test_two(cassette):
    ask(cassette, "a")
    if WORD == "hello":
        ask(cassette, "b")

def test_three(cassette):
    ask(cassette, "c")
"""


@pytest.mark.parametrize("mode", ["once", "rewrite", "new_episodes", "all"])
def test_tests_may_share_a_cassette(suite, mode):
    suite(SHARED, f"--cassette-mode={mode}", passed=3)
    held = json.loads((suite.path / "cassettes/shared.json").read_text())["entries"]
    assert [entry["request"]["json"]["messages"][0]["content"] for entry in held] == ["a", "b", "c"]
    suite(None, "--cassette-check", passed=3)


def test_what_none_of_those_who_share_asks_for_is_found(suite, monkeypatch):
    suite(SHARED, "--cassette-mode=once", passed=3)
    monkeypatch.setenv("WORD", "none")
    done = suite(None, "--cassette-check", passed=3)
    assert done.ret == 1
    done.stdout.fnmatch_lines(["cassettes/shared.json: entry 2 is asked for by no test that shares it"])


def test_a_marker_is_enough(suite):
    tests = """
    from summarizer.cassettes import current_tape

    @pytest.mark.cassette
    def test_one():
        ask(current_tape(), "x")
    """
    suite(tests, "--cassette-mode=once")
    assert (suite.path / "cassettes/test_it/test_one.json").exists()


def test_workers_of_xdist_share_and_report(suite, pytester, monkeypatch):
    monkeypatch.setenv("PYTEST_DISABLE_PLUGIN_AUTOLOAD", "1")  # each worker would load them all
    pytester.makepyfile(test_it=MODULE + SHARED)

    def run(*options):
        command = [sys.executable, "-m", "pytest", "-n2", "-pxdist", "-psummarizer.cassettes.pytest_plugin"]
        return subprocess.run([*command, *options], capture_output=True, text=True, check=False)

    assert run("--cassette-mode=rewrite").returncode == 0
    held = json.loads((suite.path / "cassettes/shared.json").read_text())["entries"]
    assert sorted(entry["request"]["json"]["messages"][0]["content"] for entry in held) == ["a", "b", "c"]
    (suite.path / "cassettes/gone.json").write_text((suite.path / "cassettes/shared.json").read_text())
    done = run("--cassette-check")
    assert "cassettes/gone.json: no test uses it" in done.stdout
    assert done.returncode == 1


class TestCI:
    @pytest.mark.parametrize("mode", ["new_episodes", "all", "rewrite"])
    def test_refuses_to_record(self, suite, monkeypatch, mode):
        monkeypatch.setenv("CI", "true")
        done = suite(ONE, f"--cassette-mode={mode}", passed=0)
        assert done.ret == pytest.ExitCode.USAGE_ERROR
        done.stderr.fnmatch_lines([f"*--cassette-mode={mode}: nothing is recorded where CI is set."])
        assert suite.fake.requests == []

    @pytest.mark.parametrize("how", ["option", "marker"])
    def test_refuses_to_record_once(self, suite, monkeypatch, how):
        monkeypatch.setenv("CI", "1")
        marker = '@pytest.mark.cassette(mode="once")' if how == "marker" else ""
        done = suite(marker + ONE, *(["--cassette-mode=once"] if how == "option" else []), errors=1)
        done.stdout.fnmatch_lines(["*nothing is recorded where CI is set.*"])

    def test_replays(self, suite, monkeypatch):
        suite(ONE, "--cassette-mode=once")
        monkeypatch.setenv("CI", "true")
        suite(None)
        suite(None, "--cassette-mode=once")

    def test_what_is_left_over_fails_there_and_warns_elsewhere(self, suite, monkeypatch):
        suite(
            'def test_one(cassette):\n    ask(cassette, "a")\n    ask(cassette, "b")', "--cassette-mode=once"
        )
        suite('def test_one(cassette): ask(cassette, "b")').stdout.fnmatch_lines(
            [
                "*cassettes that no longer fit*",
                "cassettes/test_it/test_one.json: entry 1 was not asked for: *",
            ]
        )
        monkeypatch.setenv("CI", "true")
        suite(None, failed=1).stdout.fnmatch_lines(
            [
                "cassettes/test_it/test_one.json no longer fits the code:",
                "  entry 1 was not asked for: POST /v1/chat/completions (m, *)",
                "Record it again: pytest 'test_it.py::test_one' --cassette-mode=rewrite",
            ]
        )

    def test_a_cassette_without_a_test_fails_there_and_warns_elsewhere(self, suite, monkeypatch):
        suite(ONE, "--cassette-mode=once")
        cassettes = suite.path / "cassettes/test_it"
        (cassettes / "gone.json").write_bytes((cassettes / "test_one.json").read_bytes())
        (cassettes / "other.json").write_text('{"not": "ours"}')
        expected = ["cassettes/test_it/gone.json: no test uses it"]
        done = suite(None)
        assert done.ret == 0
        done.stdout.fnmatch_lines(expected)
        assert "other.json" not in done.stdout.str()
        monkeypatch.setenv("CI", "true")
        done = suite(None)
        assert done.ret == 1
        done.stdout.fnmatch_lines(expected)
        # A part of the suite cannot tell.
        assert suite(None, "test_it.py").ret == 0

    def test_old_recordings_warn_or_fail_but_are_never_recorded(self, suite, pytester, monkeypatch):
        suite(ONE, "--cassette-mode=once")
        file = suite.path / "cassettes/test_it/test_one.json"
        text = file.read_text()
        at = json.loads(text)["entries"][0]["recorded"]["at"]
        file.write_text(text.replace(at, "2020-01-01T00:00:00Z"))
        monkeypatch.setenv("CI", "true")
        pytester.makeini("[pytest]\ncassette_max_age = 90\n")
        suite(None).stdout.fnmatch_lines(["*test_one.json: entry 1: recorded * days ago, more than 90"])
        pytester.makeini("[pytest]\ncassette_max_age = 90\ncassette_on_age = fail\n")
        suite(None, failed=1)
        assert len(suite.fake.requests) == 1


GUARDED = """
import socket

def connect(host):
    try:
        socket.create_connection((host, 9), timeout=0.2)
    except OSError:
        pass
"""


class TestGuard:
    def test_a_test_with_a_cassette_cannot_leave_the_machine(self, suite):
        done = suite(GUARDED + "def test_one(cassette): connect('192.0.2.1')", failed=1)
        done.stdout.fnmatch_lines(
            ["ConnectionBlocked: A connection that would leave the machine was stopped: 192.0.2.1, port 9."]
        )

    def test_whatever_library_asks_and_whoever_swallows_it(self, suite):
        tests = """
        import asyncio, threading, urllib.request

        def swallowing(ask):
            try:
                ask()
            except BaseException:
                pass

        async def aget():
            async with httpx2.AsyncClient() as client:
                await client.get("http://example.com")

        @pytest.mark.parametrize("ask", [
            lambda: urllib.request.urlopen("http://example.com"),
            lambda: httpx2.get("http://example.com"),
            lambda: asyncio.run(aget()),
        ])
        def test_one(cassette, ask):
            thread = threading.Thread(target=swallowing, args=[ask])
            thread.start()
            thread.join()
        """
        done = suite(tests, failed=3)
        assert done.stdout.str().count("stopped: the address of example.com.") >= 3

    def test_this_machine_may_be_reached(self, suite):
        suite(GUARDED + "def test_one(cassette): connect('127.0.0.1'); connect('localhost'); connect('::1')")

    @pytest.mark.cassette(guard=False)
    def test_other_tests_are_free_unless_the_suite_says_otherwise(self, suite, pytester):
        test = GUARDED + "def test_one(): connect('192.0.2.1')"
        suite(test)
        pytester.makeini("[pytest]\ncassette_guard = true\n")
        suite(None, failed=1)
        pytester.makeini("[pytest]\ncassette_guard = true\ncassette_allow = 192.0.2.1\n")
        suite(None)
        pytester.makeini("[pytest]\ncassette_guard = true\n")
        suite(test.replace("def test_one", "@pytest.mark.cassette(guard=False)\ndef test_one"))

    @pytest.mark.cassette(guard=False)
    def test_it_is_down_while_recording_and_after_the_test(self, suite):
        suite(GUARDED + "def test_one(cassette): connect('192.0.2.1')", "--cassette-mode=once")
        suite(GUARDED + "def test_one(cassette): pass\ndef test_two(): connect('192.0.2.1')", passed=2)


def test_cassetters_own_fixture_is_left_to_it(suite, pytester):
    pytester.makepyfile(
        cassetter="""
        import pytest

        @pytest.fixture(autouse=True)
        def cassette():
            return "theirs"
        """
    )
    pytester.syspathinsert()
    tests = """
    def test_one(cassette_tape):
        ask(cassette_tape, "x")

    def test_two(cassette):
        assert cassette == "theirs"
    """
    suite(tests, "-p", "cassetter", "--cassette-mode=once", passed=2)
    assert [path.name for path in suite.path.rglob("*.json")] == ["test_one.json"]


def test_loading_costs_milliseconds_and_imports_nothing_of_weight():
    script = (
        "import pytest, sys, time\n"
        "before, start = set(sys.modules), time.process_time()\n"
        "import summarizer.cassettes.pytest_plugin\n"
        "spent = time.process_time() - start\n"
        "heavy = {'pydantic', 'openai', 'httpx', 'httpx2', 'instructor', 'summarizer.cassettes.tape'}\n"
        "print(spent * 1000, heavy & (set(sys.modules) - before))"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    spent, heavy = done.stdout.split(" ", 1)
    assert heavy.strip() == "set()"
    assert float(spent) < 50


def test_a_suite_that_does_not_use_it_is_left_alone(suite):
    start = time.process_time()
    done = suite("def test_one(): pass")
    assert "cassette" not in done.stdout.str()
    assert time.process_time() - start < 5
