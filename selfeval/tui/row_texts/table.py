"""Columns and rows of a list as data, and how the columns share the room there is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import field

from selfeval.core.records import dataclass

GAP = 1
"""Cells before, between and after the columns."""
_READABLE = 6
"""Cells below which a text says nothing."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column: title, cells wide (flexible ones: at least), its share of the spare room, whether right-aligned."""

    title: str
    cells: int
    share: int = 0
    right: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its key, a text per column, a tone (`good`, `bad`, `warn`, `dim`, `title`) per column number or for all.

    The cursor passes over a `fixed` row; where it has one text only, that stands over all columns.
    """

    key: str
    cells: tuple[str, ...]
    tones: Mapping[int, str] = field(default_factory=dict)
    tone: str = ""
    fixed: bool = False


def widths_of(columns: Sequence[Column], room: int) -> tuple[int, ...]:
    """Cells of each column in a list of so many cells: spare ones go to the flexible columns by their shares.

    Where there are too few, the widest flexible column gives way as long as one can be read.
    """
    spare = room - sum(column.cells + GAP for column in columns) - GAP
    shares = sum(column.share for column in columns) or 1
    widths = [column.cells + max(spare, 0) * column.share // shares for column in columns]
    if widths and spare > 0:
        flexible = max(range(len(widths)), key=lambda place: columns[place].share)
        widths[flexible] += spare - sum(max(spare, 0) * column.share // shares for column in columns)
    giving = [place for place, column in enumerate(columns) if column.share]
    for _ in range(-spare):
        widest = max(giving, key=lambda place: widths[place], default=None)
        if widest is None or widths[widest] <= _READABLE:
            break
        widths[widest] -= 1
    return tuple(widths)
