"""The pytest plugin: a fixture, a marker, options, and a guard on the network.

It is loaded into every run of every suite that has this package installed, so it imports nothing of weight
before a test asks for a cassette.
"""

from __future__ import annotations

import sys
from collections.abc import Generator, Iterator
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from summarizer.cassettes.suite import Suite
    from summarizer.cassettes.tape import Cassette

MODES = ("none", "once", "new_episodes", "all", "rewrite")
_SUITE = pytest.StashKey["Suite"]()
_MARKER = """\
cassette(path=None, mode=None, guard=True, normalisers=None, timing=False): use a cassette, of this name where one \
is given; tests may share it. With nothing but guard=False: let the test leave the machine."""


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the options, all of them with ``cassette`` in their names."""
    group = parser.getgroup("cassettes", "record and replay of model traffic")
    group.addoption("--cassette-mode", choices=MODES, help="what may be recorded (default: none)")
    group.addoption("--cassette-only", action="store_true", help="run only the tests that use a cassette")
    group.addoption(
        "--cassette-check",
        action="store_true",
        help="--cassette-only, and fail for every recording that drifted",
    )
    group.addoption("--cassette-report", metavar="FILE", help="write what was found as JSON")
    parser.addini("cassette_dir", "folder of all cassettes, from the root (default: beside each test module)")
    parser.addini(
        "cassette_guard", "stop all connections that would leave the machine", type="bool", default=False
    )
    parser.addini("cassette_allow", "hosts that may be reached all the same", type="linelist")
    parser.addini("cassette_normalisers", "names of normalisers for new cassettes", type="args")
    parser.addini("cassette_not_secret", "texts that look like keys and are none", type="linelist")
    parser.addini("cassette_prompts", "module:name of what gives a prompt's current version")
    parser.addini("cassette_drift", "auto (fail where CI is set), warn, fail or ignore", default="auto")
    parser.addini("cassette_max_age", "days after which a recording is old")
    parser.addini("cassette_on_age", "warn or fail", default="warn")
    parser.addini(
        "cassette_keep", "patterns of cassettes that are used otherwise than by tests", type="linelist"
    )


def pytest_configure(config: pytest.Config) -> None:
    """Refuse to record where CI is set; say what the marker is."""
    config.addinivalue_line("markers", _MARKER)
    mode = config.getoption("--cassette-mode")
    if mode in {"new_episodes", "all", "rewrite"}:
        from summarizer.cassettes.suite import is_ci

        if is_ci():
            raise pytest.UsageError(f"--cassette-mode={mode}: nothing is recorded where CI is set.")
    # cassetter, too, has a fixture of this name, and an autouse one.
    if not config.pluginmanager.hasplugin("cassetter"):
        config.pluginmanager.register(_Alias(), "summarizer_cassette_alias")
    if config.pluginmanager.hasplugin("xdist"):
        config.pluginmanager.register(_Workers(), "summarizer_cassette_workers")


def _suite(config: pytest.Config) -> Suite:
    suite = config.stash.get(_SUITE, None)
    if suite is None:
        from summarizer.cassettes.suite import Suite

        suite = config.stash[_SUITE] = Suite(config)
    return suite


def _begun(config: pytest.Config) -> Suite | None:
    return config.stash.get(_SUITE, None)


@pytest.fixture
def cassette_tape(request: pytest.FixtureRequest) -> Iterator[Cassette]:
    """The cassette of this test, open. The same as ``cassette``, which another plugin may have taken."""
    yield from _suite(request.config).playing(request.node)


class _Alias:
    @pytest.fixture
    def cassette(self, cassette_tape: Cassette) -> Cassette:
        """The cassette of this test, open."""
        return cassette_tape


class _Workers:
    """What pytest-xdist's processes tell each other."""

    def pytest_configure_node(self, node: Any) -> None:
        """Tell a worker when the run began."""
        node.workerinput["cassettes_since"] = _suite(node.config).since

    def pytest_testnodedown(self, node: Any) -> None:
        """Hear what a worker found."""
        told = getattr(node, "workeroutput", {}).get("cassettes")
        if told:
            _suite(node.config).add(told)


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Give marked tests the fixture; leave out what uses no cassette, where that was asked for."""
    for item in items:
        marker = item.get_closest_marker("cassette")
        only_freed = marker is not None and set(marker.kwargs) == {"guard"} and not marker.args
        if marker and not only_freed and not _uses(item):
            _fixtures(item).insert(0, "cassette_tape")
    only = config.getoption("--cassette-only") or config.getoption("--cassette-check")
    using = [item for item in items if _uses(item)]
    if using or only:
        _suite(config).collected(using)
    if only:
        from summarizer.cassettes.suite import opens_cassettes

        kept = [item for item in items if item in using or opens_cassettes(item)]
        config.hook.pytest_deselected(items=[item for item in items if item not in kept])
        items[:] = kept


def _fixtures(item: pytest.Item) -> list[str]:
    return getattr(item, "fixturenames", [])


def _uses(item: pytest.Item) -> bool:
    return "cassette_tape" in _fixtures(item)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Generator[None, object, object]:
    """Guard the whole test, where the suite asks for it."""
    if not item.config.getini("cassette_guard"):
        return (yield)
    with _suite(item.config).guarded(item):
        return (yield)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Put a miss first; fail a test that swallowed one, or whose recordings drifted."""
    report = yield
    suite = _suite(item.config) if _was_stopped(call) else _begun(item.config)
    if suite is not None:
        suite.judge(item, call, report)
    return report


def _was_stopped(call: pytest.CallInfo[None]) -> bool:
    """Whether a request was stopped, perhaps by a cassette that the test opened by itself."""
    errors = sys.modules.get("summarizer.cassettes.errors")
    return bool(errors and call.excinfo and errors.stopped_in(call.excinfo.value))


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_teardown(item: pytest.Item) -> Generator[None, object, object]:
    """Write what was recorded, once everything of the test has passed."""
    result = yield
    suite = _begun(item.config)
    if suite is not None:
        suite.keep(item)
    return result


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    """Look at the run as a whole, or tell the process that does."""
    suite = _begun(session.config)
    if suite is None:
        return
    output = getattr(session.config, "workeroutput", None)
    if output is not None:
        output["cassettes"] = suite.told()
    elif suite.conclude(session) and session.exitstatus in {
        pytest.ExitCode.OK,
        pytest.ExitCode.NO_TESTS_COLLECTED,
    }:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter: Any, config: pytest.Config) -> None:
    """Say what was found beside the failures."""
    suite = _begun(config)
    if suite is not None:
        suite.summarise(terminalreporter)
