"""Where a key stands in a TOML text: dotted path → line."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TypeAlias

Path: TypeAlias = tuple[str | int, ...]
"""A dotted path taken apart; integers count the entries of an array of tables from 0."""

_KEY = r"""(?:"[^"]*"|'[^']*'|[^\s"'.=\[\]{},#]+)"""
_DOTTED = rf"{_KEY}(?:\s*\.\s*{_KEY})*"
_HEADER = re.compile(rf"^\s*(\[\[?)\s*({_DOTTED})\s*\]")
_ENTRY = re.compile(rf"^\s*({_DOTTED})\s*=")


def line_numbers(text: str) -> Mapping[Path, int]:
    """The line (from 1) of every table header and of every key at the start of a line."""
    lines: dict[Path, int] = {}
    counts: dict[Path, int] = {}
    table: Path = ()
    inside = ""
    for number, line in enumerate(text.split("\n"), start=1):
        if not inside:
            if header := _HEADER.match(line):
                table = _table(_parts(header[2]), counts, repeated=header[1] == "[[")
                lines.setdefault(table, number)
            elif entry := _ENTRY.match(line):
                lines.setdefault((*table, *_parts(entry[1])), number)
        inside = _open_string(line, inside)
    return lines


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


def _parts(text: str) -> tuple[str, ...]:
    return tuple(key.strip("\"'") for key in re.findall(_KEY, text))


def _table(parts: tuple[str, ...], counts: dict[Path, int], *, repeated: bool) -> Path:
    """The full path of a header: names of arrays met before are followed by the number of their latest entry."""
    path: Path = ()
    for part in parts[:-1]:
        path = (*path, part)
        if path in counts:
            path = (*path, counts[path])
    path = (*path, parts[-1])
    if repeated:
        counts[path] = counts.get(path, -1) + 1
        return (*path, counts[path])
    return path


def _open_string(line: str, inside: str) -> str:
    """The quotes of the multi-line string that is still open after this line, "" if none is."""
    for quotes in re.findall(r'"""|\'\'\'', line):
        inside = "" if inside == quotes else inside or quotes
    return inside
