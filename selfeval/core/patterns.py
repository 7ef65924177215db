"""Regular expressions that are compiled when a text is first held against them.

Compiling one takes 0.1 to 9 ms, and a start names three times as many as it uses.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, AnyStr, Generic, cast

if TYPE_CHECKING:
    from typing import Any


class LazyPattern(Generic[AnyStr]):
    """A regular expression that is only known so far; its first use compiles it and is the last that costs more.

    Attributes:
        pattern: the expression as it was given.
        asked: the flags as they were given.
    """

    def __init__(self, pattern: AnyStr, asked: int) -> None:
        self.pattern: AnyStr = pattern
        self.asked = asked

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
        return re.compile(self.pattern, self.asked)


def lazy(pattern: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """A pattern to be used as one that `re.compile` made; a mistake in it shows with its first use."""
    return cast("re.Pattern[AnyStr]", LazyPattern(pattern, flags))
