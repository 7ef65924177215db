"""Rows of a ruled table that stand above its first line or below its last one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from selfeval.document.kinds.pdf.flow import FlowLine
from selfeval.document.kinds.pdf.rules import Box, Ruled


def take_open_rows(grid: Ruled, lines: Sequence[FlowLine]) -> None:
    """A row above the first line, or below the last, whose texts stand in the table's columns."""
    for side in ("top", "bottom"):
        if side in grid.supposed:
            continue
        edge = grid.ys[0] if side == "top" else grid.ys[-1]
        row = 0 if side == "top" else len(grid.ys) - 2
        near = [
            line
            for line in lines
            if (0 < edge - line.top < 2.2 * line.size if side == "top" else 0 < line.bottom - edge < 2.2 * line.size)
            and abs((line.top + line.bottom) / 2 - edge) > 0.3 * line.size
            and ((line.top + line.bottom) / 2 < edge) == (side == "top")
        ]
        columns = {column for line in near for column in _columns(grid, row, line)}
        if len(columns) >= 3:
            _add_row(grid, side, near)


def _columns(grid: Ruled, row: int, line: FlowLine) -> list[int]:
    """The columns of the row beside in which the pieces of a line stand; none if one of them reaches over a line."""
    found = []
    for left, right, _ in line.pieces:
        first, last = grid.at(left + 0.5, grid.ys[row] + 0.5), grid.at(right - 0.5, grid.ys[row] + 0.5)
        if first is None or first != last:
            return []
        found.append(first)
    return found


def _add_row(grid: Ruled, side: str, lines: Sequence[FlowLine]) -> None:
    edge = min(line.top for line in lines) - 1 if side == "top" else max(line.bottom for line in lines) + 1
    model = 0 if side == "top" else len(grid.ys) - 2
    columns = sorted({(box.left, box.right) for box in grid.boxes if box.top <= model <= box.bottom})
    if side == "top":
        grid.ys.insert(0, edge)
        grid.boxes = [replace(box, top=box.top + 1, bottom=box.bottom + 1) for box in grid.boxes]
    else:
        grid.ys.append(edge)
    row = 0 if side == "top" else len(grid.ys) - 2
    grid.boxes += [Box(row, left, row, right) for left, right in columns]
    grid.boxes.sort(key=lambda box: (box.top, box.left))
    grid.supposed = (*grid.supposed, side)
    grid.reset()
