"""The code of a regular expression, and the expression made of it again without compiling.

Rests on parts of `re` that Python does not promise: whatever is not as it is known here gives None, and the pattern is
compiled as usual. `MARK` tells apart the Pythons whose code differs.
"""

from __future__ import annotations

import re
import sys
from importlib import import_module
from typing import Any, NamedTuple

MARK = f"{sys.implementation.cache_tag} {sys.hexversion:x} {sys.byteorder}"
"""Code goes with the very version of Python that made it."""

_OTHERWISE = (AttributeError, ImportError, KeyError, IndexError, TypeError, ValueError, OverflowError, RuntimeError)
"""What another Python may say here; the matcher refuses code that is not sound with the last of them."""


class Code(NamedTuple):
    """What the matcher runs.

    Attributes:
        flags: with those that the pattern sets itself.
        words: the instructions.
        groups: how many groups there are; `names` are those of them that have one.
    """

    flags: int
    words: tuple[int, ...]
    groups: int
    names: dict[str, int]


def code_of(pattern: str, flags: int) -> Code | None:
    """The code of a pattern, None where this Python makes patterns otherwise; `re.error` where it is none."""
    try:
        parser, compiler = import_module("re._parser"), import_module("re._compiler")
        parsed = parser.parse(pattern, int(flags))
        state = parsed.state
        words = tuple(map(int, compiler._code(parsed, int(flags))))
        return Code(int(flags) | int(state.flags), words, state.groups - 1, dict(state.groupdict))
    except _OTHERWISE:
        return None


def made_of(pattern: str, code: Code) -> re.Pattern[str] | None:
    """The pattern that this code is of, None where it is none."""
    try:
        matcher: Any = import_module("_sre")
        names: list[str | None] = [None] * (code.groups + 1)
        for name, number in code.names.items():
            names[number] = name
        made = matcher.compile(pattern, code.flags, list(code.words), code.groups, dict(code.names), tuple(names))
    except _OTHERWISE:
        return None
    return made if isinstance(made, re.Pattern) else None
