"""Tables of single pages → tables of the document: one that goes on over the end of a page is one again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Final

from selfeval.core.problems import Severity, msg
from selfeval.document.kinds.pdf.flow import glued
from selfeval.document.kinds.pdf.page import Cells, PageTable
from selfeval.document.kinds.pdf.rules import Box
from selfeval.document.values import Block, Line, Notes, Table, TableCell
from selfeval.excel.tables.labels.labels import column_of, is_title, label_key, label_of

_SAME: Final = 6.0
"""Points that a column may be moved on the next page."""


def joined(blocks: Iterable[Line | PageTable], notes: Notes) -> Iterator[Block]:
    """Lines as they are, tables with what follows of them on later pages."""
    held: PageTable | None = None
    for block in blocks:
        if isinstance(block, Line):
            if held is not None:
                yield _table(held, notes)
                held = None
            yield block
        elif held is not None and _goes_on(held, block):
            held = _with(held, block, notes)
        else:
            if held is not None:
                yield _table(held, notes)
            held = block
    if held is not None:
        yield _table(held, notes)


def _goes_on(before: PageTable, table: PageTable) -> bool:
    """Whether a table on the next page is the rest of one: the same edges, and no label that begins a form."""
    if table.page != before.page + 1:
        return False
    edges = abs(before.grid.xs[0] - table.grid.xs[0]), abs(before.grid.xs[-1] - table.grid.xs[-1])
    first = next((text for _, text, _ in table.cells if text), "")
    starts = label_key(first) in {"code", "name"} or is_title(first)
    return max(edges) <= _SAME and not starts


def _with(before: PageTable, table: PageTable, notes: Notes) -> PageTable:
    """One table on the columns of both."""
    xs = _union(before.grid.xs, table.grid.xs)
    rows = len(before.grid.ys) - 1
    upper = [(_moved(box, before.grid.xs, xs, 0), text, place) for box, text, place in before.cells]
    lower = [(_moved(box, table.grid.xs, xs, rows), text, place) for box, text, place in table.cells]
    place = table.cells[0][2]
    notes.tell(
        "F621",
        Severity.INFO,
        msg("The table goes on here from page {page}.", page=before.page),
        msg("Compare the first row of the page with the document."),
        place,
        next((text for _, text, _ in lower if text), ""),
    )
    _carry_back(upper, lower, rows, notes)
    count = rows + len(table.grid.ys) - 1
    if _is_rest(upper, lower, rows):
        upper, lower, count = _rest_joined(upper, lower, rows, count, notes)
    grid = replace(before.grid, xs=xs, ys=[float(one) for one in range(count + 1)], _index=[])
    whole = PageTable(table.page, grid, by_text=before.by_text)
    whole.cells = upper + lower
    whole.doubts = before.doubts + table.doubts
    return whole


def _union(one: list[float], other: list[float]) -> list[float]:
    found = list(one)
    found += [x for x in other if all(abs(x - known) > _SAME for known in one)]
    return sorted(found)


def _moved(box: Box, old: list[float], new: list[float], down: int) -> Box:
    def place(x: float) -> int:
        return min(range(len(new)), key=lambda index: abs(new[index] - x))

    left, right = place(old[box.left]), place(old[box.right + 1]) - 1
    return Box(box.top + down, left, box.bottom + down, max(left, right))


def _carry_back(upper: Cells, lower: Cells, rows: int, notes: Notes) -> None:
    """A cell merged over the end of the page may hold its text only behind it: then it holds it before as well."""
    for index, (box, text, place) in enumerate(upper):
        if text or box.bottom != rows - 1 or box.left > 1:
            continue
        if box.bottom == box.top and not _merges(upper + lower, box.left):
            continue  # where no cell of the column is merged, a blank one belongs to the one above
        below = next((one for one in lower if one[0].top == rows and one[0].left == box.left and one[1]), None)
        if below is not None and column_of(below[1]) is None:
            upper[index] = (box, below[1], place)
            notes.tell(
                "F622",
                Severity.WARNING,
                msg("“{text}” stands behind the end of the page, but its cell begins before it.", text=below[1]),
                msg("Compare the rows on both pages with the document."),
                place,
                below[1],
            )


def _merges(cells: Cells, column: int) -> bool:
    return any(box.left == column and box.bottom > box.top and text for box, text, _ in cells)


def _is_rest(upper: Cells, lower: Cells, rows: int) -> bool:
    """Whether the first row of a page only ends the last one of the page before: few cells, all below filled ones."""
    last = {box.left for box, text, _ in upper if box.bottom == rows - 1 and text}
    first = {box.left for box, text, _ in lower if box.top == rows and text}
    width = max(box.right for box, _, _ in upper) + 1
    alone = len(first) == 1 and any(
        box.top == rows and text and box.right - box.left + 1 > width // 2 for box, text, _ in lower
    )
    labelled = any(label_of(text) or column_of(text) for box, text, _ in lower if box.top == rows and text)
    return bool(first) and first < last and len(first) * 2 <= len(last) and not alone and not labelled


def _rest_joined(upper: Cells, lower: Cells, rows: int, count: int, notes: Notes) -> tuple[Cells, Cells, int]:
    rest = {box.left: (text, place) for box, text, place in lower if box.top == rows and text}
    for index, (box, text, place) in enumerate(upper):
        if box.bottom == rows - 1 and box.left in rest:
            added, where = rest[box.left]
            upper[index] = (box, glued(text, added), place)
            notes.tell(
                "F622",
                Severity.WARNING,
                msg("This row was taken as the end of the last one of the page before: “{text}”.", text=added),
                msg("Compare the rows on both pages with the document."),
                where,
                added,
            )
    kept = []
    for box, text, place in lower:
        if box.top == rows and box.bottom == rows:
            continue
        kept.append((replace(box, top=max(box.top - 1, rows), bottom=box.bottom - 1), text, place))
    return upper, kept, count - 1


def _table(table: PageTable, notes: Notes) -> Table:
    for message, place, text in table.doubts:
        code = "F619" if table.by_text else "F623"
        notes.tell(code, Severity.WARNING, message, msg("Compare this place with the document."), place, text)
    cells = tuple(
        TableCell(box.top + 1, box.left + 1, text, place, box.bottom - box.top + 1, box.right - box.left + 1)
        for box, text, place in sorted(table.cells, key=lambda cell: (cell[0].top, cell[0].left))
    )
    return Table(cells, len(table.grid.ys) - 1)
