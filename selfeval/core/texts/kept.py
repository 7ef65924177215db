"""Keeps what a function found in short texts: within a project a dozen checks ask the same of the same text."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache, wraps
from typing import TypeVar

Answer = TypeVar("Answer")
_LONGEST = 300
"""Characters of a text that is kept: a cell may hold a novel, and four thousand of them are not to be kept."""


def of_short_texts(function: Callable[[str], Answer]) -> Callable[[str], Answer]:
    """The function, which looks at each of the 4,096 short texts of late only once."""
    known = lru_cache(maxsize=4096)(function)

    @wraps(function)
    def answer(text: str) -> Answer:
        return known(text) if len(text) <= _LONGEST else function(text)

    return answer
