"""A list fitted into its window: widths of its columns and heights of its rows, which depend on each other."""

from __future__ import annotations

from collections.abc import Sequence

from selfeval.core.records import dataclass
from selfeval.tui.row_texts.heights import Heights, row_height
from selfeval.tui.row_texts.table import Column, Row
from selfeval.tui.row_texts.widths import Needs, widths_of

_ROOMY_LINES = 3
"""Lines that a row may have where the window is high enough for all rows."""


@dataclass(frozen=True, slots=True)
class Window:
    """The room for rows: its lines, its cells without a scroll bar, and beside one."""

    lines: int
    cells: int
    beside: int


@dataclass(frozen=True, slots=True)
class Fitted:
    """Cells of the columns, heights of the rows, and how many lines of the window that is meant for, cells wide.

    Attributes:
        most: lines that a row has at most.
    """

    cells: int
    widths: tuple[int, ...]
    heights: Heights
    most: int


def fitted(columns: Sequence[Column], rows: Sequence[Row], needs: Needs, window: Window, most: int) -> Fitted:
    """The list in its window: rows as high as they need, up to `most` lines; more where all of them have room."""
    if len(rows) <= window.lines:
        for lines in range(max(most, _ROOMY_LINES), most - 1, -1):
            found = _with(columns, rows, needs, window.cells, lines, eager=lines > 1)
            if found.heights.total <= window.lines:
                return found
        found = _with(columns, rows, needs, window.cells, most, eager=False)
        if found.heights.total <= window.lines:
            return found
    return _with(columns, rows, needs, window.beside, most, eager=False)


def _with(
    columns: Sequence[Column], rows: Sequence[Row], needs: Needs, cells: int, most: int, *, eager: bool
) -> Fitted:
    """`eager`: with words beside marks, for which rows may be higher."""
    widths = widths_of(columns, cells, needs, eager=eager)
    return Fitted(cells, widths, Heights(row_height(row, widths, most) for row in rows), most)
