"""A run of a test suite: which cassettes its tests use, what they made of them, and what has drifted."""

from __future__ import annotations

import json
import os
import time
from collections import Counter
from collections.abc import Generator, Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import asdict, astuple
from datetime import timedelta
from fnmatch import fnmatch
from importlib import import_module
from pathlib import Path
from typing import Any, cast

import pytest

from summarizer.cassettes import storage
from summarizer.cassettes import tape as tapes
from summarizer.cassettes.drift import Drift, PromptVersion, drifted
from summarizer.cassettes.errors import CassetteError, MustNotGoOut, stopped_in
from summarizer.cassettes.guard import guarding, not_guarding
from summarizer.cassettes.misses import shown
from summarizer.cassettes.naming import cassette_files, cassette_path
from summarizer.cassettes.scanning import find_secrets
from summarizer.cassettes.tape import Cassette, Mode

_TAPE = pytest.StashKey[Cassette]()
_PASSED = pytest.StashKey[bool]()
_BLOCKED = pytest.StashKey[list[Any]]()
_TOLD = pytest.StashKey[int]()

_SHOWN = 6
"""Findings of a test that are listed; the others are counted."""


def is_ci() -> bool:
    """Whether this is a run of continuous integration, by the variable that all services set."""
    return os.environ.get("CI", "").lower() not in {"", "0", "false", "no"}


def opens_cassettes(item: pytest.Item) -> bool:
    """Whether a test's module opens cassettes by itself."""
    return getattr(getattr(item, "module", None), "Cassette", None) is Cassette


class Suite:
    """What this process knows of the run.

    Attributes:
        since: when the run began, in seconds since the epoch; the same in all of its processes.
    """

    def __init__(self, config: pytest.Config) -> None:
        self._config = config
        self.since: float = getattr(config, "workerinput", {}).get("cassettes_since") or time.time()
        self._check = bool(config.getoption("--cassette-check"))
        self._findings: list[tuple[str, Drift]] = []
        self._missed: list[tuple[str, Drift]] = []
        self._expected: Counter[str] = Counter()
        self._ran: Counter[str] = Counter()
        self._unplayed: dict[str, list[int]] = {}
        self._opened: set[str] = set()
        self._version = _prompt_version(config.getini("cassette_prompts"))
        days = config.getini("cassette_max_age")
        self._max_age = timedelta(days=float(days)) if days else None

    def collected(self, items: Iterable[pytest.Item]) -> None:
        """Note which cassettes the tests of the suite use, also those that will not run."""
        self._expected.update(str(cassette_path(item)) for item in items)

    def playing(self, item: pytest.Item) -> Iterator[Cassette]:
        """Open the cassette of a test, for its fixture.

        Raises:
            CassetteError: the file cannot be used.
        """
        tape = self._open(item)
        with tape, self._around(item, tape):
            item.stash[_TAPE] = tape
            tape.hold()
            yield tape

    def _open(self, item: pytest.Item) -> Cassette:
        options = _marked(item)
        mode: Mode = self._config.getoption("--cassette-mode") or options.get("mode") or "none"
        tape = Cassette(
            cassette_path(item),
            mode,
            normalisers=options.get("normalisers") or self._config.getini("cassette_normalisers") or None,
            timing=options.get("timing", False),
            not_secret=self._config.getini("cassette_not_secret"),
            since=self.since if self._is_shared(item) else None,
        )
        if is_ci() and tape.would_record():
            pytest.fail(f"{shown(tape.path)}: nothing is recorded where CI is set.", pytrace=False)
        tape.record_hint = f"Record it: pytest '{item.nodeid}' --cassette-mode=new_episodes"
        return tape

    def _is_shared(self, item: pytest.Item) -> bool:
        return self._expected[str(cassette_path(item))] > 1

    def _around(self, item: pytest.Item, tape: Cassette) -> AbstractContextManager[Any]:
        everywhere = self._config.getini("cassette_guard")
        if tape.recording:
            return not_guarding() if everywhere else nullcontext()
        return nullcontext() if everywhere else self.guarded(item)

    @contextmanager
    def guarded(self, item: pytest.Item) -> Generator[None]:
        """Guard the network around a test, unless its marker says otherwise."""
        if not _marked(item).get("guard", True):
            yield
            return
        with guarding(self._config.getini("cassette_allow")) as blocked:
            item.stash[_BLOCKED] = blocked
            yield

    def judge(self, item: pytest.Item, call: pytest.CallInfo[None], report: pytest.TestReport) -> None:
        """Make of a test's report what its cassette says."""
        tape = item.stash.get(_TAPE, None)
        stopped: list[MustNotGoOut] = [*(tape.misses if tape else ()), *item.stash.get(_BLOCKED, ())]
        raised = stopped_in(call.excinfo.value) if call.excinfo else []
        stopped += [error for error in raised if error not in stopped]
        if len(stopped) > item.stash.get(_TOLD, 0) and not report.skipped:
            first = stopped[item.stash.get(_TOLD, 0)]
            item.stash[_TOLD] = len(stopped)
            report.outcome = "failed"
            report.longrepr = _stopped_text(first, len(stopped), item, call)
            path = str(tape.path) if tape else ""
            self._missed.append((item.nodeid, Drift(path, "unsent", "the test sends what is not recorded")))
        if report.when != "call":
            return
        if tape is not None and report.passed and not tape.recording:
            self._judge_recordings(item, tape, report)
        item.stash[_PASSED] = report.passed

    def _judge_recordings(self, item: pytest.Item, tape: Cassette, report: pytest.TestReport) -> None:
        path = str(tape.path)
        self._ran[path] += 1
        left = {number for number, entry in enumerate(tape.entries, 1) if not entry.played}
        found = list(self._drift_of(tape))
        if self._is_shared(item):
            self._left_over(path, left)
        else:
            found += [
                Drift(path, "unplayed", f"entry {n} was not asked for: {tape.entries[n - 1]}", n)
                for n in sorted(left)
            ]
        self._findings += [(item.nodeid, drift) for drift in found]
        failing = [drift for drift in found if self._fails(drift)]
        if failing:
            report.outcome = "failed"
            report.longrepr = _drift_text(failing, item.nodeid)

    def _drift_of(self, tape: Cassette) -> Iterator[Drift]:
        path = str(tape.path)
        for number, entry in enumerate(tape.entries, 1):
            yield from drifted(
                path, number, entry.stored, prompt_version=self._version, max_age=self._max_age
            )
        if self._version is None:
            for number, now in tape.outgrown:
                recorded = tape.entries[number - 1].prompt
                yield Drift(
                    path, "prompt", f"entry {number}: recorded with {recorded}, now sent by {now}", number
                )

    def keep(self, item: pytest.Item) -> None:
        """Write what a test recorded, if all of it passed.

        Raises:
            pytest.fail.Exception: it could not be written.
        """
        tape = item.stash.get(_TAPE, None)
        if tape is None or not item.stash.get(_PASSED, False):
            return
        try:
            tape.save()
        except CassetteError as error:
            raise pytest.fail.Exception(str(error), pytrace=False) from None

    def told(self) -> dict[str, Any]:
        """What another process of the run is to know, as plain data."""
        return {
            "findings": [(test, *astuple(drift)) for test, drift in self._findings],
            "missed": [(test, *astuple(drift)) for test, drift in self._missed],
            "expected": dict(self._expected),
            "ran": dict(self._ran),
            "unplayed": self._unplayed,
            "opened": sorted(map(str, tapes.opened)),
        }

    def add(self, told: dict[str, Any]) -> None:
        """Take in what a worker told. Each worker collects the whole suite and runs a part of it."""
        self._findings += [(test, Drift(*drift)) for test, *drift in told["findings"]]
        self._missed += [(test, Drift(*drift)) for test, *drift in told["missed"]]
        self._expected = Counter(told["expected"])
        self._ran.update(told["ran"])
        self._opened.update(told["opened"])
        for path, left in told["unplayed"].items():
            self._left_over(path, set(left))

    def _left_over(self, path: str, left: set[int]) -> None:
        """Note what a test left over of a shared cassette; what all of them leave over counts in the end."""
        before = self._unplayed.get(path)
        self._unplayed[path] = sorted(left if before is None else left.intersection(before))

    def conclude(self, session: pytest.Session) -> bool:
        """Judge the run as a whole, and write the report. Returns whether it is to fail."""
        found = [
            *self._unsent(),
            *(self._orphans() if self._is_whole(session) else ()),
            *(self._unfit() if self._check else ()),
        ]
        self._findings += [("", drift) for drift in found]
        target = self._config.getoption("--cassette-report")
        if target:
            found_by = (*self._missed, *self._findings)
            rows = [{"test": test, **asdict(drift)} for test, drift in found_by]
            Path(target).write_text(json.dumps(rows, indent=2), encoding="utf-8")
        return any(self._fails(drift) for drift in found)

    def _unsent(self) -> Iterator[Drift]:
        for path, left in self._unplayed.items():
            if self._ran[path] == self._expected[path]:
                for number in left:
                    yield Drift(
                        path, "unsent", f"entry {number} is asked for by no test that shares it", number
                    )

    def _orphans(self) -> Iterator[Drift]:
        used = {Path(path).resolve() for path in (*self._expected, *self._opened, *map(str, tapes.opened))}
        keep = self._config.getini("cassette_keep")
        for path in cassette_files(self._config):
            relative = path.relative_to(self._config.rootpath).as_posix()
            if path.resolve() not in used and not any(fnmatch(relative, pattern) for pattern in keep):
                yield Drift(str(path), "orphan", "no test uses it")

    def _unfit(self) -> Iterator[Drift]:
        """What no cassette of the suite may be, whether a test uses it or not: damaged, or with a secret inside."""
        harmless = self._config.getini("cassette_not_secret")
        for path in cassette_files(self._config):
            try:
                entries = storage.load(path).entries
            except CassetteError as error:
                yield Drift(str(path), "broken", str(error))
                continue
            for place in find_secrets(entries, allowed=harmless):
                yield Drift(str(path), "secret", f"holds a secret at {place}")

    def _is_whole(self, session: pytest.Session) -> bool:
        """Whether every test of the suite was collected; tests left out by mark were, but did not run."""
        config = self._config
        asked = {Path(arg).resolve() for arg in config.args}
        all_tests = {(config.rootpath / path).resolve() for path in config.getini("testpaths")} or {
            config.rootpath
        }
        partly = config.getoption("keyword", "") or config.getoption("lf", default=False)
        finished = session.exitstatus in {pytest.ExitCode.OK, pytest.ExitCode.TESTS_FAILED}
        return asked >= all_tests and not partly and finished

    def _fails(self, drift: Drift) -> bool:
        if self._check:
            return drift.kind != "age" or self._config.getini("cassette_on_age") == "fail"
        if drift.kind == "age":
            return self._config.getini("cassette_on_age") == "fail"
        setting = self._config.getini("cassette_drift")
        return setting == "fail" or (setting == "auto" and is_ci())

    def summarise(self, reporter: Any) -> None:
        """List what drifted, at the end of the run."""
        if self._config.getini("cassette_drift") == "ignore" and not self._check:
            return
        rows = {
            f"{shown(Path(drift.path))}: {drift.text}"
            for test, drift in self._findings
            if not test or not self._fails(drift)  # else the test's own output says it
        }
        if rows:
            reporter.section("cassettes that no longer fit", sep="-")
            for row in sorted(rows):
                reporter.line(row)


def _marked(item: pytest.Item) -> dict[str, Any]:
    marker = item.get_closest_marker("cassette")
    return dict(marker.kwargs) if marker else {}


def _stopped_text(first: MustNotGoOut, count: int, item: pytest.Item, call: pytest.CallInfo[None]) -> str:
    """At most 12 lines: what was stopped, and where the test stood."""
    more = f" ({count - 1} more)" if count > 1 else ""
    where = _place(item, call) or "The test did not let it through."
    return f"{type(first).__name__}: {first}\n{where}{more}"


def _place(item: pytest.Item, call: pytest.CallInfo[None]) -> str:
    if call.excinfo is None:
        return ""
    entries = [entry for entry in call.excinfo.traceback if Path(entry.path) == item.path]
    return f"{shown(item.path)}:{entries[-1].lineno + 1}: in {entries[-1].name}" if entries else ""


def _drift_text(failing: list[Drift], nodeid: str) -> str:
    lines = [f"{shown(Path(failing[0].path))} no longer fits the code:"]
    lines += [f"  {drift.text}" for drift in failing[:_SHOWN]]
    if len(failing) > _SHOWN:
        lines.append(f"  and {len(failing) - _SHOWN} more")
    return "\n".join([*lines, f"Record it again: pytest '{nodeid}' --cassette-mode=rewrite"])


def _prompt_version(setting: str) -> PromptVersion | None:
    """What the ini setting names: a function from a prompt's name to its version, or a class that has one."""
    if not setting:
        return None
    module, _, name = setting.partition(":")
    try:
        found: Any = getattr(import_module(module), name)
    except (ImportError, AttributeError, ValueError):
        raise pytest.UsageError(f"cassette_prompts: there is no {setting!r}.") from None
    if isinstance(found, type):
        found = found()
    return cast("PromptVersion", getattr(found, "version", found))
