"""Scripts of ``benchmarks/`` as modules."""

from __future__ import annotations

import sys
from importlib import import_module
from pathlib import Path

import pytest

BENCHMARKS = Path(__file__).parents[2] / "benchmarks"


@pytest.fixture
def fresh(monkeypatch):
    """Imports a script by its name, and anew whatever scripts it imports."""
    monkeypatch.syspath_prepend(BENCHMARKS)
    for script in BENCHMARKS.glob("*.py"):
        monkeypatch.delitem(sys.modules, script.stem, raising=False)
    return import_module
