"""Names that may each be given once: a name that is taken gets a number, however many of them are alike."""

from __future__ import annotations

from collections.abc import Callable, Iterable


class FreeNames:
    """Hands out names, none twice.

    For each name the last number given is remembered: ten thousand rows of one name take ten thousand looks, where
    counting up from 2 for each of them takes fifty million.
    """

    def __init__(self, taken: Iterable[str] = (), *, like: Callable[[str], str] = str) -> None:
        """`taken` are never handed out; two names are the same if `like` gives the same for both."""
        self._like = like
        self._taken = set(map(like, taken))
        self._last: dict[str, int] = {}

    def take(self, name: str, numbered: Callable[[str, int], str]) -> str:
        """The name itself if it is free, else the first free one of `numbered(name, 2)`, `numbered(name, 3)`, …."""
        given, base = name, self._like(name)
        if base in self._taken:
            number = self._last.get(base, 1) + 1
            while self._like(given := numbered(name, number)) in self._taken:
                number += 1
            self._last[base] = number
        self._taken.add(self._like(given))
        return given
