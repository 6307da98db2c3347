"""Looking into JSON of unknown shape: what is not there, or is something else, is empty."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast


def mapping(tree: object) -> Mapping[str, Any]:
    """The object, or an empty one where it is none."""
    return cast("Mapping[str, Any]", tree) if isinstance(tree, dict) else {}


def items(tree: object) -> list[Any]:
    """The list, or an empty one where it is none."""
    return cast("list[Any]", tree) if isinstance(tree, list) else []
