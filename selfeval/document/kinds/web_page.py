"""A web page → `Document`: its tables and the lines between them, read as the page of a workbook is."""

from __future__ import annotations

from pathlib import Path

from selfeval.document.kinds.contents import contents_entry
from selfeval.document.values import Block, Document, DocumentKind, Line, Notes, Place, Table, TableCell
from selfeval.excel.book.grid import Grid
from selfeval.excel.book.kinds.html.read import read_page


def read_web_page(data: bytes, path: Path) -> Document:
    """Read the page; scripts are never run, hidden texts are left out and told (F217).

    Raises:
        SelfEvalError: F106 where it holds no table.
    """
    book = read_page(data, path)
    blocks: list[Block] = []
    line = 0
    for grid in book.sheets:
        for rows in _parts(grid):
            if len(rows) == 1 and len(grid.by_row[rows[0]]) == 1 and grid.span(rows[0], 1).right == 1:
                for text in grid.text(rows[0], grid.by_row[rows[0]][0]).split("\n"):
                    line += 1
                    if text.strip():
                        blocks.append(Line(text.strip(), Place(0, line), 0, contents_entry(text) is not None))
            else:
                blocks.append(_table(grid, rows, line))
                line += rows[-1] - rows[0] + 1
    notes = Notes(path.name, [note for note in book.notes if note.code != "F216"])
    return Document(path.name, book.sha256, DocumentKind.PAGE, 0, tuple(blocks), problems=tuple(notes.problems))


def _parts(grid: Grid) -> list[list[int]]:
    """Rows that stand together: those of a table, and single lines."""
    parts: list[list[int]] = []
    for row in grid.rows:
        columns = grid.by_row[row]
        alone = columns == (1,) and grid.span(row, 1).right == 1 and grid.span(row, 1).bottom == row
        if alone or not parts or row != parts[-1][-1] + 1 or _alone(grid, parts[-1]):
            parts.append([row])
        else:
            parts[-1].append(row)
    return parts


def _alone(grid: Grid, rows: list[int]) -> bool:
    return len(rows) == 1 and grid.by_row[rows[0]] == (1,) and grid.span(rows[0], 1).right == 1


def _table(grid: Grid, rows: list[int], line: int) -> Table:
    cells = []
    for row in rows:
        for column in grid.by_row[row]:
            span = grid.span(row, column)
            place = Place(0, line + row - rows[0] + 1)
            cells.append(
                TableCell(
                    row - rows[0] + 1,
                    column,
                    grid.text(row, column),
                    place,
                    min(span.bottom, rows[-1]) - row + 1,
                    span.right - column + 1,
                )
            )
    return Table(tuple(cells), rows[-1] - rows[0] + 1)
