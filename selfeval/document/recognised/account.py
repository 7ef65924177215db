"""Accounts for every text of a document: what is in the workbook, and what could not be placed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from selfeval.document.kinds.contents import is_part
from selfeval.document.recognised.crowded_rows import entries
from selfeval.document.recognised.found import Unplaced, Why
from selfeval.document.recognised.parts import Parts
from selfeval.document.recognised.projects import SegmentRead
from selfeval.document.values import Block, Document, Line
from selfeval.excel.book.grid import parse_cell
from selfeval.excel.tables.head.head import is_line
from selfeval.excel.tables.labels.labels import column_of, is_page_mark, label_of, month_of, normal, weak_name_of

_SHORT = 4
"""Characters of a text so short that finding it somewhere proves nothing."""


def unplaced(
    parts: Parts, reads: Sequence[SegmentRead], document: Document, written: Sequence[str]
) -> tuple[Unplaced, ...]:
    """What of the document is not among the texts `written` into the workbook, and is no label or mark of a page."""
    whole = _squeezed("\n".join(written))
    cells = {_squeezed(text) for text in written}
    found = [*_rest([*parts.rest, *parts.loose], whole, cells)]
    for read in reads:
        found += _segment(read, whole, cells)
    aside = {_squeezed(line.text): line for line in reversed(document.aside)}  # each header once, at its first page
    found += [
        Unplaced(line.text, line.place, Why.ASIDE)
        for line in reversed(aside.values())
        if not _is_mark(line.text) and _squeezed(line.text) not in whole
    ]
    return tuple(found)


def _squeezed(text: str) -> str:
    return "".join(text.split())


def _is_in(text: str, whole: str, cells: set[str]) -> bool:
    plain = _squeezed(text)
    return plain in cells or (len(plain) >= _SHORT and plain in whole)


def _is_mark(text: str) -> bool:
    """Whether a text only counts pages: `- 3 -`, `第 3 页 共 9 页`."""
    return is_page_mark(text) or not any(char.isalpha() and char not in "第页共" for char in text)


def _rest(blocks: Sequence[Block], whole: str, cells: set[str]) -> Iterator[Unplaced]:
    for block in blocks:
        if isinstance(block, Line):
            if not (is_part(block.text) or _is_in(block.text, whole, cells) or _label_in(block.text, whole, cells)):
                yield Unplaced(block.text, block.place, Why.LOOSE)
        else:
            for cell in block.cells:
                lost = [text for text in cell.text.split("\n") if text.strip() and not _is_in(text, whole, cells)]
                if lost and not _label_in(cell.text, whole, cells) and column_of(cell.text) is None:
                    yield Unplaced(cell.text, cell.place, Why.TABLE)


def _label_in(text: str, whole: str, cells: set[str]) -> bool:
    """Whether a text is a label, and what stands behind its colon is in the workbook."""
    label = label_of(text)
    return label is not None and (not label[1] or _is_in(label[1], whole, cells))


def _segment(read: SegmentRead, whole: str, cells: set[str]) -> Iterator[Unplaced]:
    grid = read.laid.grid
    taken = {parse_cell(ref.cell) for table in read.tables for ref in table.project.cells.values() if ref.cell}
    taken |= {
        parse_cell(ref.cell)
        for table in read.tables
        for row in table.project.indicators
        for ref in row.cells.values()
        if ref.cell
    }
    serials = {
        parse_cell(column.where.cell)[1]
        for table in read.tables
        if table.layout is not None
        for column in table.layout.columns
        if column.field == "serial"
    }
    for row in grid.rows:
        for column, text in grid.row_texts(row):
            if ((row, column) in taken and _squeezed(text) in whole) or column in serials:
                continue
            if _is_known(text, whole, cells) or (_is_in(text, whole, cells) and (len(_squeezed(text)) >= _SHORT)):
                continue
            if (row, column) in taken and _parts_in(text, whole, cells):
                continue
            why = Why.CELL if read.laid.tables and row in read.laid.tables else Why.LOOSE
            yield Unplaced(text, read.laid.places[row, column], why)


def _is_known(text: str, whole: str, cells: set[str]) -> bool:
    """Whether a text is a label of the form, the unit of money, or says that the table goes on."""
    if column_of(text) or weak_name_of(text) or month_of(text) or is_page_mark(text) or _label_in(text, whole, cells):
        return True
    return is_line(text) and "单位" in normal(text)[:4]


def _parts_in(text: str, whole: str, cells: set[str]) -> bool:
    """Whether each line of a cell, or each entry of a list that was split, is in the workbook."""
    lines = [line for line in text.split("\n") if line.strip()]
    listed = entries(text)
    return all(_is_in(line, whole, cells) for line in lines) or (
        len(listed) > 1 and all(_is_in(entry, whole, cells) or _is_pair(entry, cells) for entry in listed)
    )


def _is_pair(entry: str, cells: set[str]) -> bool:
    """Whether an entry is a name with its value behind, each of which has a cell."""
    plain = _squeezed(entry)
    return any(plain[:cut].rstrip(":：") in cells and plain[cut:] in cells for cut in range(2, len(plain)))
