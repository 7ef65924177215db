"""Where a key and its value stand in a TOML text: dotted path → line and places of the characters."""

from __future__ import annotations

import contextlib
import re
from bisect import bisect_right
from collections.abc import Mapping
from typing import NamedTuple, TypeAlias

from selfeval.core.patterns import lazy

Path: TypeAlias = tuple[str | int, ...]
"""A dotted path taken apart; integers count the entries of lists from 0."""

_BLANK = lazy(r"(?:[ \t\r\n]|#[^\n]*)*")
_KEY = lazy(r"""[ \t]*("(?:[^"\\\n]|\\.)*"|'[^'\n]*'|[^\s"'.=\[\]{},#]+)[ \t]*""")
_STRINGS = (
    r'"""(?:[^\\]|\\.)*?"""(?!")',
    r"'''.*?'''(?!')",
    r'"(?:[^"\\\n]|\\.)*"',
    r"'[^'\n]*'",
)
_STRING = lazy("|".join(_STRINGS), re.DOTALL)
_PLAIN = lazy(r"[^,\]}\n#]*")
_DOTTED = lazy(r"""[\w." \t-]+""")
_PARTS = 40


class Span(NamedTuple):
    """Places in a text, from 0: of a key (or the brackets of a header), and of its value; the line from 1.

    An entry of a list has no key: `start` and `key_end` are the place of its value.
    """

    line: int
    start: int
    key_end: int
    value: int
    end: int


def inside(entry: object, path: Path) -> object:
    """What stands at this path of tables below an entry; None where nothing does."""
    for key in path:
        entry = entry.get(key) if isinstance(entry, Mapping) else None
    return entry


def endless_key(text: str) -> tuple[int, int] | None:
    """Line and number of parts of the first key that has more parts than any key here; None where there is none.

    To be asked before a text is read as TOML: reading takes the square of the number of parts, 19 s for 30,000.
    """
    for place, line in enumerate(text.split("\n"), start=1):
        if line.count(".") > _PARTS:
            bare = _STRING.sub('""', line).partition("#")[0]
            for key in _DOTTED.findall(bare):
                parts = key.count(".") + 1
                if parts > _PARTS and ".." not in key:
                    return place, parts
    return None


def spans(text: str) -> Mapping[Path, Span]:
    """The span of every table header, key and list entry; of a text that is no TOML those up to the first fault."""
    scanner = _Scanner(text)
    with contextlib.suppress(_NoTomlError, RecursionError):
        scanner.file()
    return scanner.found


def line_numbers(text: str) -> Mapping[Path, int]:
    """The line (from 1) of every table header, key and list entry."""
    return {path: span.line for path, span in spans(text).items()}


def line_of(lines: Mapping[Path, int], path: Path) -> int:
    """The line of the path, or of the nearest table or key around it; 1 for the file itself."""
    for length in range(len(path), 0, -1):
        if path[:length] in lines:
            return lines[path[:length]]
    return 1


def dotted(path: Path) -> str:
    """The path as people write it: `methods[2].over.flag_from`, entries counted from 1."""
    text = ""
    for part in path:
        text += f"[{part + 1}]" if isinstance(part, int) else f".{part}" if text else part
    return text


class _NoTomlError(Exception):
    """The text is no TOML from here on."""


class _Scanner:
    """Walks through a TOML text once."""

    def __init__(self, text: str) -> None:
        self.found: dict[Path, Span] = {}
        self._text = text
        self._at = 0
        self._ends = [match.start() for match in re.finditer("\n", text)]
        self._counts: dict[Path, int] = {}

    def file(self) -> None:
        table: Path = ()
        while True:
            self._skip(_BLANK)
            if self._at >= len(self._text):
                return
            if self._text[self._at] == "[":
                table = self._header()
            else:
                self._entry(table)

    def _header(self) -> Path:
        start = self._at
        repeated = self._text.startswith("[[", start)
        self._at += 1 + repeated
        parts = self._parts("]")
        self._at += 1 + repeated
        table = self._table(parts, repeated=repeated)
        self.found.setdefault(table, Span(self._line(start), start, self._at, self._at, self._at))
        return table

    def _entry(self, table: Path) -> None:
        self._skip(_BLANK)
        start = self._at
        parts = self._parts("=")
        key_end = start + len(self._text[start : self._at].rstrip())
        self._at += 1
        path = (*table, *parts)
        self._value(path, start, key_end)
        for length in range(len(table) + 1, len(path)):
            self.found.setdefault(path[:length], self.found[path])

    def _value(self, path: Path, start: int | None = None, key_end: int | None = None) -> None:
        self._skip(_BLANK)
        value = self._at
        if value >= len(self._text):
            raise _NoTomlError
        char = self._text[value]
        if char in "\"'":
            self._skip(_STRING)
        elif char == "[":
            self._array(path)
        elif char == "{":
            self._inline(path)
        else:
            self._skip(_PLAIN)
        if self._at == value:
            raise _NoTomlError
        end = value + len(self._text[value : self._at].rstrip())
        start = value if start is None else start
        self.found.setdefault(path, Span(self._line(start), start, value if key_end is None else key_end, value, end))

    def _array(self, path: Path) -> None:
        self._at += 1
        number = 0
        while not self._closed("]"):
            self._value((*path, number))
            number += 1
            self._comma("]")

    def _inline(self, path: Path) -> None:
        self._at += 1
        while not self._closed("}"):
            self._entry(path)
            self._comma("}")

    def _closed(self, sign: str) -> bool:
        self._skip(_BLANK)
        if self._text.startswith(sign, self._at):
            self._at += 1
            return True
        return False

    def _comma(self, sign: str) -> None:
        self._skip(_BLANK)
        if self._text.startswith(",", self._at):
            self._at += 1
        elif not self._text.startswith(sign, self._at):
            raise _NoTomlError

    def _parts(self, end: str) -> tuple[str, ...]:
        parts: list[str] = []
        while True:
            found = _KEY.match(self._text, self._at)
            if found is None:
                raise _NoTomlError
            parts.append(found[1].strip("\"'"))
            self._at = found.end()
            if self._text.startswith(end, self._at):
                return tuple(parts)
            if not self._text.startswith(".", self._at):
                raise _NoTomlError
            self._at += 1

    def _table(self, parts: tuple[str, ...], *, repeated: bool) -> Path:
        """The full path of a header: names of arrays met before are followed by the number of their latest entry."""
        path: Path = ()
        for part in parts[:-1]:
            path = (*path, part)
            if path in self._counts:
                path = (*path, self._counts[path])
        path = (*path, parts[-1])
        if repeated:
            self._counts[path] = self._counts.get(path, -1) + 1
            return (*path, self._counts[path])
        return path

    def _skip(self, pattern: re.Pattern[str]) -> None:
        found = pattern.match(self._text, self._at)
        self._at = found.end() if found else self._at

    def _line(self, place: int) -> int:
        return bisect_right(self._ends, place - 1) + 1
