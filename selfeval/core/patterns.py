"""Regular expressions that are compiled when a text is first held against them, from kept code where there is some.

Compiling one takes Python 0.1 to 9 ms, a tenth of a second in all at a start; making one of its code takes 20 µs.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from typing import TYPE_CHECKING, AnyStr, Generic, Protocol, cast

from selfeval.core.pattern_code import Code, code_of, made_of

if TYPE_CHECKING:
    from typing import Any


class Shelf(Protocol):
    """Where the code of patterns is kept from one process to the next."""

    def get(self, pattern: str, flags: int) -> Code | None:
        """The code of this pattern, if it is kept."""

    def put(self, pattern: str, flags: int, code: Code) -> None:
        """Keep the code of a pattern."""

    def save(self) -> None:
        """Have what came to it kept for the next process."""


class LazyPattern(Generic[AnyStr]):
    """A regular expression that is only known so far; its first use compiles it and is the last that costs more.

    Attributes:
        pattern: the expression as it was given.
        asked: the flags as they were given.
    """

    def __init__(self, pattern: AnyStr, asked: int, *, kept: bool) -> None:
        self.pattern: AnyStr = pattern
        self.asked = asked
        self._kept = kept

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - whatever a compiled pattern has
        if name.startswith("__"):
            raise AttributeError(name)
        compiled = self.compiled()
        # The compiled pattern's own methods stand in this object from now on and are called without a detour.
        for own in ("search", "match", "fullmatch", "split", "findall", "finditer", "sub", "subn", "flags", "groups"):
            setattr(self, own, getattr(compiled, own))
        return getattr(compiled, name)

    def compiled(self) -> re.Pattern[AnyStr]:
        """The compiled pattern itself, for the functions of `re` that take nothing else."""
        shelf = _shelves.opened() if self._kept and isinstance(self.pattern, str) else None
        return re.compile(self.pattern, self.asked) if shelf is None else _from_shelf(shelf, self.pattern, self.asked)


class _Shelves:
    """The shelf of this process: it is made when the first pattern is needed, as many commands need none."""

    def __init__(self) -> None:
        self.maker: str | None = None
        self.made: Shelf | None = None

    def opened(self) -> Shelf | None:
        if self.made is None and self.maker is not None:
            module, _, name = self.maker.partition(":")
            self.made = cast("Shelf", getattr(import_module(module), name)())
        return self.made


_shelves = _Shelves()


@contextmanager
def kept_on(maker: str) -> Iterator[None]:
    """Meanwhile, the code of patterns is kept on the shelf that `module:maker` gives; otherwise each is compiled."""
    before = _shelves.maker, _shelves.made
    _shelves.maker, _shelves.made = maker, None
    try:
        yield
    finally:
        if _shelves.made is not None:
            _shelves.made.save()
        _shelves.maker, _shelves.made = before


def _from_shelf(shelf: Shelf, pattern: str, flags: int) -> re.Pattern[str]:
    kept = shelf.get(pattern, flags)
    if kept is not None and (made := made_of(pattern, kept)) is not None:
        return made
    code = code_of(pattern, flags)
    if code is None or (made := made_of(pattern, code)) is None:
        return re.compile(pattern, flags)
    shelf.put(pattern, flags, code)
    return made


def lazy(pattern: AnyStr, flags: int = 0, *, kept: bool = True) -> re.Pattern[AnyStr]:
    """A pattern to be used as one that `re.compile` made; a mistake in it shows with its first use.

    Its code is `kept` on the shelf, unless it is used by what should not have to open that.
    """
    return cast("re.Pattern[AnyStr]", LazyPattern(pattern, flags, kept=kept))
