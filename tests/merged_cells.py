"""openpyxl gives merged cells their borders as it always does, but compares each border once a workbook.

Comparing them cell by cell is a third of what it takes to load a form; most of our tests of workbooks load forms.
"""

from __future__ import annotations

from openpyxl.cell.cell import MergedCell
from openpyxl.styles import Border
from openpyxl.styles.cell_style import StyleArray
from openpyxl.worksheet.merge import MergedCellRange

OWN = MergedCellRange.format
"""The way of openpyxl itself."""


def once_a_workbook() -> None:
    """From now on, in this process."""
    MergedCellRange.format = _format


def _format(merged: MergedCellRange) -> None:
    """`MergedCellRange.format`: the sides of the first cell for the cells of each edge, its protection for all."""
    sheet, start = merged.ws, merged.start_cell
    known = sheet.parent.__dict__.setdefault("_borders_with_a_side", {})
    for name in ("top", "left", "right", "bottom"):
        side = getattr(start.border, name)
        if side and side.style is None:
            continue
        border, first = Border(**{name: side}), start._style.borderId
        for place in getattr(merged, name):
            cell = _cell(merged, place)
            key = (cell._style.borderId, name, first)
            if key not in known:
                cell.border += border
                known[key] = cell._style.borderId
            cell._style.borderId = known[key]
    for place in merged.cells:
        _cell(merged, place)._style.protectionId = start._style.protectionId


def _cell(merged: MergedCellRange, place: tuple[int, int]) -> MergedCell:
    cells = merged.ws._cells
    if place not in cells:
        cells[place] = MergedCell(merged.ws, *place)
    cell = cells[place]
    if cell._style is None:
        cell._style = StyleArray()
    return cell
