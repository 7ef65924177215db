"""A text with one row a line, its columns parted by tabs, commas, semicolons or bars → `Book`."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Final

from selfeval.excel.book.grid import Book, Cell, Grid
from selfeval.excel.book.guard import sha256
from selfeval.excel.book.kinds.cells import (
    NO_FORMULAS,
    NO_HIDDEN,
    NO_MERGES,
    NO_NUMBERS,
    Places,
    only_texts,
    text_cell,
)
from selfeval.excel.book.kinds.encoding import decoded
from selfeval.excel.book.kinds.names import FileKind
from selfeval.excel.book.refusals import refusal

_SEPARATORS: Final = "\t,;|"
_LINES_TRIED = 50


def read_text(data: bytes, path: Path) -> Book:
    """Read the rows; every cell is the text that stands there.

    Raises:
        SelfEvalError: F106 where no line has a second column.
    """
    text, notes = decoded(data, path)
    separator = _separator(text)
    if separator is None:
        raise refusal(FileKind.PROSE, path)
    places = Places()
    cells: dict[tuple[int, int], Cell] = {}
    try:
        for number, row in enumerate(csv.reader(io.StringIO(text, newline=""), delimiter=separator), start=1):
            for column, value in enumerate(row, start=1):
                places.put(cells, number, column, text_cell(value))
    except csv.Error as error:
        raise ValueError(str(error)) from error
    unknown = only_texts(path, (NO_NUMBERS, NO_MERGES, NO_HIDDEN, NO_FORMULAS))
    grid = Grid(path.stem, cells)
    return Book(path.name, sha256(data), (grid,), notes=(*notes, unknown))


def _separator(text: str) -> str | None:
    """What parts most of the first lines into columns; a tab goes before the signs that texts hold too."""
    lines = [line for line in text[:200_000].splitlines() if line.strip()][:_LINES_TRIED]
    counts = {sign: sum(1 for line in lines if sign in line) for sign in _SEPARATORS}
    if counts["\t"] * 2 >= len(lines) and lines:
        return "\t"
    best = max(_SEPARATORS, key=lambda sign: (counts[sign], -_SEPARATORS.index(sign)))
    return best if counts[best] else None
