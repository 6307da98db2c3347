"""Which file belongs to which test."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from summarizer.cassettes import storage

_LONGEST = 100
_AWKWARD = re.compile(r"[^\w.\-=+,@\[\]]+")


def cassette_path(item: pytest.Item) -> Path:
    """The cassette of a test: named by its marker, else by its class, name and parameters."""
    marker = item.get_closest_marker("cassette")
    named = marker and (marker.args[0] if marker.args else marker.kwargs.get("path"))
    module = item.path.relative_to(item.config.rootpath).with_suffix("")
    folder = item.config.getini("cassette_dir")
    if folder:
        base, under = item.config.rootpath / folder, _below_testpaths(module, item.config)
    else:
        base, under = item.path.parent / "cassettes", Path(module.name)
    if named:
        return base / named
    qualified = item.nodeid.split("::", 1)[-1].replace("::", ".")
    return base / under / f"{file_name(qualified)}.json"


def file_name(test: str) -> str:
    """A test's name as a file name; where that loses something, a hash keeps different tests apart."""
    plain = _AWKWARD.sub("-", test)
    if plain == test and len(plain) <= _LONGEST:
        return plain
    return f"{plain[:_LONGEST]}-{hashlib.sha256(test.encode()).hexdigest()[:8]}"


def cassette_files(config: pytest.Config) -> Iterator[Path]:
    """All cassettes in the places where the tests of this suite keep theirs."""
    folder = config.getini("cassette_dir")
    if folder:
        found = (config.rootpath / folder).rglob("*.json")
    else:
        tests = [config.rootpath / path for path in config.getini("testpaths")] or [config.rootpath]
        found = (
            file for path in tests for place in path.rglob("cassettes") for file in place.rglob("*.json")
        )
    return (path for path in sorted(set(found)) if storage.is_cassette(path))


def _below_testpaths(module: Path, config: pytest.Config) -> Path:
    for path in config.getini("testpaths"):
        if module.is_relative_to(path):
            return module.relative_to(path)
    return module
