"""Remembering what a text gave: sentences and claims come again and again, documents would fill the memory."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache, wraps
from typing import TypeVar

T = TypeVar("T")

_LONGEST = 2_000
"""Characters from which on a text is a document rather than a sentence or a claim."""


def remembered(most: int, *, documents: int = 0) -> Callable[[Callable[[str], T]], Callable[[str], T]]:
    """Have a function of a text remember its answers, those used last.

    Args:
        most: how many for sentences and claims.
        documents: how many for longer texts, such as the report that all its claims are compared with.
    """

    def decorate(function: Callable[[str], T]) -> Callable[[str], T]:
        short, long = lru_cache(maxsize=most)(function), lru_cache(maxsize=documents)(function)

        @wraps(function)
        def answer(text: str) -> T:
            return short(text) if len(text) <= _LONGEST else long(text)

        return answer

    return decorate
