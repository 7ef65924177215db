"""Lays a document out on one sheet, lines and tables one below the other, and knows where each cell came from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from selfeval.core.problems import CellRef
from selfeval.document.values import Block, Line, Place
from selfeval.excel.book.grid import Cell, Grid, Span, parse_cell


@dataclass(frozen=True)
class Laid:
    """A part of a document as a sheet.

    Attributes:
        grid: the sheet; a line stands in its first column.
        places: where each cell stands in the document, by row and column.
        tables: the rows that belong to tables.
    """

    grid: Grid
    places: Mapping[tuple[int, int], Place]
    tables: frozenset[int]

    def place(self, where: CellRef | None) -> Place | None:
        """The place in the document of a cell of the sheet: its own, or that of the row it lies in."""
        if where is None or where.sheet != self.grid.title or not where.cell:
            return None
        row, column = parse_cell(where.cell.partition(":")[0])
        own = self.places.get((row, column))
        if own is not None:
            return own
        columns = self.grid.by_row.get(row, ())
        return self.places[row, columns[0]] if columns else None


def laid(blocks: Sequence[Block], title: str) -> Laid:
    """The sheet of these blocks; blank cells are left out, a blank row parts tables that stand next to each other."""
    cells: dict[tuple[int, int], Cell] = {}
    places: dict[tuple[int, int], Place] = {}
    merges: list[Span] = []
    tables: set[int] = set()
    row = 0
    for block in blocks:
        if isinstance(block, Line):
            row += 1
            cells[row, 1], places[row, 1] = Cell(block.text), block.place
            continue
        for cell in block.cells:
            top, left = row + cell.row, cell.column
            if cell.text.strip():
                cells[top, left] = Cell(cell.text)
            places[top, left] = cell.place
            if cell.down > 1 or cell.across > 1:
                merges.append(Span(top, left, top + cell.down - 1, left + cell.across - 1))
        tables |= set(range(row + 1, row + block.rows + 1))
        row += block.rows
    return Laid(Grid(title, cells, tuple(merges)), places, frozenset(tables))
