"""Which texts of a filled form do not fit the height that its rows have: nothing of it is changed, it is only said."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from selfeval.core.problems import CellRef, Problem, Severity, msg
from selfeval.excel.book.grid import Grid, Place, cell_address
from selfeval.excel.form.parts.scan import SheetSpots
from selfeval.excel.form.places import span_of
from selfeval.excel.paper.style import lines_needed

_LINE = 12.0
"""Points that a line of the usual 10 or 11 point type needs at the least; smaller type is taken for it."""
_MOST_NAMED = 20


def cut_off(grid: Grid, spots: SheetSpots, values: Mapping[Place, str | Decimal]) -> list[str]:
    """The addresses of the cells whose text needs more lines than its rows are high, merges taken whole."""
    return [
        cell_address(*place)
        for place, value in sorted(values.items())
        if isinstance(value, str) and _needs_more(grid, spots, place, value)
    ]


def tell_cut_off(grid: Grid, spots: SheetSpots, values: Mapping[Place, str | Decimal], project: str) -> list[Problem]:
    """F537, once for a table, with the cells."""
    cells = cut_off(grid, spots, values)
    if not cells:
        return []
    message = msg(
        "{count} texts are longer than their rows are high, so that print may cut them off: {cells}",
        count=len(cells),
        cells=" ".join(cells[:_MOST_NAMED]) + (" …" if len(cells) > _MOST_NAMED else ""),
    )
    hint = msg("Drag these rows higher in Excel or WPS before printing.")
    return [Problem("F537", Severity.WARNING, message, hint, CellRef(grid.title, cells[0]), "", project)]


def _needs_more(grid: Grid, spots: SheetSpots, place: Place, text: str) -> bool:
    span = span_of(grid, *place)
    width = sum(_width(spots, column) for column in range(span.left, min(span.right, span.left + 255) + 1))
    rows = [spots.rows.get(row) for row in range(span.top, min(span.bottom, span.top + 999) + 1)]
    heights = [row.height if row is not None else 0.0 for row in rows]
    if span.top == span.bottom and span.left == span.right and not heights[0]:
        return False  # Such a row grows with its texts; one that is merged does not.
    lines = lines_needed(text, width)
    return lines > 1 and lines * _LINE > sum(height or spots.usual_height for height in heights)


def _width(spots: SheetSpots, column: int) -> float:
    return next((width for first, last, width in spots.widths if first <= column <= last), spots.usual_width)
