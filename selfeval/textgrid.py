"""Text in terminal cells: widths, padding, wrapping, tables; Chinese characters take two cells."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

from selfeval.core.patterns import lazy

_NO_BREAK_BEFORE = "，。；：、！？…,.;:!?%％"
_CLOSING = {"Pe", "Pf"}
"""A line never begins with one of these marks, or with a closing bracket or quotation mark, by Unicode category."""

VISIBLE = "\ufffd"
"""Stands for a character that a terminal would obey, or that nobody would see."""

UNSEEN = (
    r"\x00-\x08\x0b-\x1f\x7f-\x9f"  # control signs: they begin commands, move the cursor, ring
    r"\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"  # directions: what is read is not what stands there
    r"\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200d\u2028\u2029\u2060-\u2065\u206a-\u206f"
    r"\u3164\ufeff\uffa0\ufff0-\ufffb\U000e0000-\U000e0fff"  # without width: two texts that look the same
    r"\ud800-\udfff"  # half characters
)
"""The inside of a pattern's class: what commands a terminal or shows nothing; tabs and line ends are none of it."""
_COMMANDING = lazy(f"[{UNSEEN}]")


def harmless(text: str) -> str:
    """The text with every character that a terminal would obey, or show without a trace, as `�`; line ends stay."""
    if text.isascii() and text.replace("\n", "").isprintable():
        return text
    return _COMMANDING.sub(VISIBLE, text)


def escaped(text: str) -> str:
    r"""JSON text with these characters as `\u…`: the same data to a program, nothing to a terminal."""
    import json

    return _COMMANDING.sub(lambda found: json.dumps(found[0])[1:-1], text)


def cells(text: str) -> int:
    """How many terminal cells a text takes; ambiguous characters count as one."""
    return sum(_cells(char) for char in text)


def _cells(char: str) -> int:
    if unicodedata.combining(char) or unicodedata.category(char) in {"Cc", "Cf", "Mn", "Me"}:
        return 0
    return 2 if unicodedata.east_asian_width(char) in {"W", "F"} else 1


def padded(text: str, width: int, *, right: bool = False) -> str:
    """The text filled up with blanks to `width` cells, on the left where it is to stand `right`."""
    blanks = " " * max(width - cells(text), 0)
    return blanks + text if right else text + blanks


def wrap(text: str, width: int) -> list[str]:
    """The text in lines of at most `width` cells, broken at blanks and between Chinese characters."""
    lines: list[str] = []
    for paragraph in text.splitlines() or [""]:
        line = ""
        for piece in _pieces(paragraph):
            if line.strip() and cells(line) + cells(piece.rstrip()) > width:
                lines.append(line.rstrip())
                line = ""
            line += piece if line else piece.lstrip()
        lines.append(line.rstrip())
    return lines


def _pieces(text: str) -> list[str]:
    """Words with the blanks after them; each Chinese character with the closing marks that follow it."""
    pieces: list[str] = []
    for char in text:
        last = pieces[-1] if pieces else ""
        if last and (_stays(char) or not (last[-1].isspace() or _cells(char) == 2 or _cells(last[-1]) == 2)):
            pieces[-1] += char
        else:
            pieces.append(char)
    return pieces


def _stays(char: str) -> bool:
    return char in _NO_BREAK_BEFORE or char.isspace() or unicodedata.category(char) in _CLOSING


def fill(text: str, indent: str, width: int) -> list[str]:
    """Wrapped lines, the first one after `indent`, the others after as many blanks."""
    room = max(width - cells(indent), 10)
    return [(indent if place == 0 else " " * cells(indent)) + line for place, line in enumerate(wrap(text, room))]


def table(columns: Sequence[str], rows: Sequence[Sequence[str]], *, right: Sequence[int] = ()) -> list[str]:
    """A table in aligned columns, two blanks apart; columns whose index is in `right` stand on the right."""
    whole = [list(columns), *[list(row) for row in rows]] if any(columns) else [list(row) for row in rows]
    widths = [max((cells(row[place]) for row in whole), default=0) for place in range(len(columns))]
    lines = [
        "  ".join(padded(cell, widths[place], right=place in right) for place, cell in enumerate(row)) for row in whole
    ]
    if any(columns):
        lines.insert(1, "  ".join("-" * width for width in widths))
    return [line.rstrip() for line in lines]
