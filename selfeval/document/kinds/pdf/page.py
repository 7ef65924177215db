"""One page of a PDF: its characters sorted into the cells of ruled tables and the lines of what stands around them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final

from selfeval.core.problems import Message, msg
from selfeval.document.kinds.pdf.cells import cell_text
from selfeval.document.kinds.pdf.flow import FlowLine, Sign, lines_of, pieces_of, rows_of
from selfeval.document.kinds.pdf.open_rows import take_open_rows
from selfeval.document.kinds.pdf.rules import MOST_LINES, Box, Ruled, Segment, merged, ruled
from selfeval.document.kinds.pdf.words import words_of
from selfeval.document.values import Place

if TYPE_CHECKING:
    from pdfminer.pdfpage import PDFPage

_THIN: Final = 3.0
"""Points: a filled rectangle thinner than that is a line."""
_SHORTEST: Final = 4.0
_MISSING: Final = {
    "top": msg("The line above the table is missing; its first row was read by its text."),
    "bottom": msg("The line below the table is missing; its last row was read by its text."),
}
_MOST_SIGNS: Final = 60_000
_FEWEST_COLUMNS: Final = 4
_ROW_GAP: Final = 0.7
"""Letters between the lines of two rows; within a cell a blank line is as high, but not in most cells of a row."""
_FEWEST_ALIKE: Final = 3

Cells = list[tuple[Box, str, Place]]
"""Cells of a table: the rows and columns that each takes, its text, where that stands."""


@dataclass
class PageTable:
    """A table of a page; its cells, and doubts about places where lines and text disagree.

    `by_text` is one that no ruled lines part; its `ys` but the first are no heights, and it ends at `bottom`.
    """

    page: int
    grid: Ruled
    cells: Cells = field(default_factory=list)
    doubts: list[tuple[Message, Place, str]] = field(default_factory=list)
    by_text: bool = False
    bottom: float = 0.0

    @property
    def top(self) -> float:
        """Where it begins on the page."""
        return self.grid.ys[0]


@dataclass
class Page:
    """A page: lines outside of tables, tables, how many signs, pictures and unknown signs it has, and lines across."""

    number: int
    height: float
    lines: list[FlowLine]
    tables: list[PageTable]
    signs: int
    pictures: int
    unmapped: int
    across: tuple[Segment, ...] = ()


@dataclass
class _Drawn:
    """What is drawn on a page."""

    signs: list[Sign] = field(default_factory=list)
    across: list[Segment] = field(default_factory=list)
    down: list[Segment] = field(default_factory=list)
    pictures: int = 0
    unmapped: int = 0


def laid_out(page: PDFPage, number: int) -> Page:
    """Lay out one page, numbered from 1."""
    from pdfminer.converter import PDFPageAggregator
    from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager

    manager = PDFResourceManager()
    device = PDFPageAggregator(manager, laparams=None)
    PDFPageInterpreter(manager, device).process_page(page)
    result = device.get_result()
    drawn = _Drawn()
    _collect(result, result.y1, drawn, 0)
    lines = lines_of(drawn.signs, number)
    grids = [grid for grid in ruled(drawn.across, drawn.down) if not _is_frame(grid, lines)]
    tables = [_table(grid, drawn.signs, lines, number) for grid in grids]
    inside = [(t.grid.xs[0], t.grid.ys[0], t.grid.xs[-1], t.grid.ys[-1]) for t in tables]
    free = [sign for sign in drawn.signs if not _within(sign, inside)]
    outside = _numbered(lines_of(free, number), lines)
    count = sum(1 for sign in drawn.signs if sign.text.strip())
    across = tuple(merged(drawn.across)) if len(drawn.across) <= MOST_LINES else ()
    return Page(number, float(result.height), outside, tables, count, drawn.pictures, drawn.unmapped, across)


def _is_frame(grid: Ruled, lines: Sequence[FlowLine]) -> bool:
    """Whether lines only frame a table, or part its rows alone, while its texts stand in columns."""
    if len(grid.xs) > 2:
        return False
    inside = [line for line in lines if grid.ys[0] <= (line.top + line.bottom) / 2 <= grid.ys[-1]]
    return any(len(words_of(line)) >= _FEWEST_COLUMNS for line in inside)


def _collect(parent: Any, top: float, drawn: _Drawn, depth: int) -> None:  # noqa: ANN401 - pdfminer's containers
    """Signs and lines, also of drawings within drawings, y turned to grow downward."""
    from pdfminer.layout import LTChar, LTCurve, LTFigure, LTImage

    for item in parent if depth < 20 else ():
        if isinstance(item, LTChar):
            _sign(item, top, drawn)
        elif isinstance(item, LTFigure):
            _collect(item, top, drawn, depth + 1)
        elif isinstance(item, LTImage):
            drawn.pictures += item.width > 60 and item.height > 60
        elif isinstance(item, LTCurve):  # lines and rectangles are curves of pdfminer
            for segment, upright in _segments(item, top):
                (drawn.down if upright else drawn.across).append(segment)


def _sign(item: Any, top: float, drawn: _Drawn) -> None:  # noqa: ANN401 - LTChar, imported where it is used
    text = item.get_text()
    if text.startswith("(cid:"):
        drawn.unmapped += 1
        text = "□"
    text = text.replace("\xa0", " ").replace("\u3000", " ")
    size = min(float(item.size), 100.0) or 10.0
    if text and len(drawn.signs) < _MOST_SIGNS and all(abs(v) < 1e6 for v in item.bbox):
        drawn.signs.append(Sign(text, item.x0, top - item.y1, item.x1, top - item.y0, size))


def _segments(item: Any, top: float) -> Iterator[tuple[Segment, bool]]:  # noqa: ANN401 - LTCurve
    """The straight lines of a drawing, and whether each goes down; a thin rectangle is one line."""
    x0, y0, x1, y1 = item.x0, top - item.y1, item.x1, top - item.y0
    if not all(abs(value) < 1e6 for value in (x0, y0, x1, y1)):
        return
    if min(x1 - x0, y1 - y0) <= _THIN:
        if y1 - y0 >= max(_SHORTEST, x1 - x0):
            yield Segment((x0 + x1) / 2, y0, y1), True
        elif x1 - x0 >= _SHORTEST:
            yield Segment((y0 + y1) / 2, x0, x1), False
        return
    if not item.stroke:
        return  # a coloured ground
    points = [(x, top - y) for x, y in item.pts]
    for (ax, ay), (bx, by) in zip(points, [*points[1:], points[0]], strict=True):
        if abs(ax - bx) <= 1 and abs(ay - by) >= _SHORTEST:
            yield Segment((ax + bx) / 2, min(ay, by), max(ay, by)), True
        elif abs(ay - by) <= 1 and abs(ax - bx) >= _SHORTEST:
            yield Segment((ay + by) / 2, min(ax, bx), max(ax, bx)), False


def _within(sign: Sign, boxes: Sequence[tuple[float, float, float, float]]) -> bool:
    x, y = (sign.left + sign.right) / 2, (sign.top + sign.bottom) / 2
    return any(left <= x <= right and top <= y <= bottom for left, top, right, bottom in boxes)


def _numbered(lines: list[FlowLine], whole: list[FlowLine]) -> list[FlowLine]:
    """Lines with the numbers that they have on the whole page."""
    return [replace(line, place=_line_at(whole, (line.top + line.bottom) / 2, line.place)) for line in lines]


def _line_at(lines: Sequence[FlowLine], y: float, usual: Place) -> Place:
    """The line of the page at a height."""
    return min(lines, key=lambda line: abs((line.top + line.bottom) / 2 - y)).place if lines else usual


def _table(grid: Ruled, signs: Sequence[Sign], lines: Sequence[FlowLine], page: int) -> PageTable:
    """Sort the signs into the cells; rows that the lines leave open above and below are taken in first."""
    take_open_rows(grid, lines)
    table = PageTable(page, grid)
    own = [
        sign
        for sign in signs
        if grid.xs[0] <= (sign.left + sign.right) / 2 <= grid.xs[-1]
        and grid.ys[0] <= (sign.top + sign.bottom) / 2 <= grid.ys[-1]
    ]
    cells: dict[int, list[Sign]] = {}
    for signs_of_row in rows_of(own):
        _sort_row(signs_of_row, table, cells, lines)
    for number, box in enumerate(grid.boxes):
        held = cells.get(number, [])
        width = grid.xs[box.right + 1] - grid.xs[box.left]
        text = cell_text(held, width)
        middle = min((sign.top + sign.bottom) / 2 for sign in held) if held else grid.ys[box.top]
        place = _line_at(lines, middle, Place(page, 1))
        table.cells.append((box, text, place))
        _doubt_columns(held, table, place, text)
    _doubt_lines(table)
    _doubt_rows(table, cells)
    return table


def _doubt_lines(table: PageTable) -> None:
    """What of the table's lines was supposed."""
    grid = table.grid
    for side in grid.supposed:
        if side in {"top", "bottom"}:
            message = _MISSING[side]
            row = 0 if side == "top" else len(grid.ys) - 2
            first = next(((text, place) for box, text, place in table.cells if box.top == row and text), None)
            if first:
                table.doubts.append((message, first[1], first[0]))
    if grid.ragged:
        table.doubts.append(
            (msg("Lines of the table end within a cell; each part was read by itself."), table.cells[0][2], "")
        )


def _sort_row(row: Sequence[Sign], table: PageTable, cells: dict[int, list[Sign]], lines: Sequence[FlowLine]) -> None:
    """Put one row of signs into cells; a text that runs across a line belongs where it begins, and is doubtful."""
    grid = table.grid
    begun: int | None = None
    before: Sign | None = None
    for sign in row:
        cell = grid.at((sign.left + sign.right) / 2, (sign.top + sign.bottom) / 2)
        if cell is None:
            continue
        touching = before is not None and sign.left - before.right < 0.12 * sign.size and sign.text.strip()
        if touching and begun is not None and cell != begun and before is not None and before.text.strip():
            place = _line_at(lines, (sign.top + sign.bottom) / 2, Place(table.page, 1))
            message = msg("A text runs across a line of the table; it was read where it begins.")
            table.doubts.append((message, place, "".join(one.text for one in row).strip()[:80]))
            cell = begun
        cells.setdefault(cell, []).append(sign)
        begun, before = cell, sign


def _doubt_rows(table: PageTable, cells: dict[int, list[Sign]]) -> None:
    """A row in which a gap keeps two rows of text apart in most of its cells: a line between them may be missing."""
    by_row: dict[tuple[int, int], list[int]] = {}
    for number, box in enumerate(table.grid.boxes):
        by_row.setdefault((box.top, box.bottom), []).append(number)
    for numbers in by_row.values():
        rows = [rows_of(cells.get(number, [])) for number in numbers]
        gaps = [
            (upper[0].bottom, lower[0].top)
            for lines in rows
            for upper, lower in pairwise(lines)
            if lower[0].top - upper[0].bottom > _ROW_GAP * max(upper[0].size, lower[0].size)
        ]
        alike = sum(abs(top - gaps[0][0]) < 3 and abs(bottom - gaps[0][1]) < 3 for top, bottom in gaps) if gaps else 0
        if alike >= _FEWEST_ALIKE and alike * 2 > sum(bool(lines) for lines in rows):
            message = msg("The text of this row stands in several rows, but no line parts them.")
            _, text, place = table.cells[numbers[0]]
            table.doubts.append((message, place, text[:80]))


def _doubt_columns(signs: Sequence[Sign], table: PageTable, place: Place, text: str) -> None:
    """A cell in whose lines a gap keeps two columns of text apart: a line between them may be missing."""
    rows = [pieces_of(row) for row in rows_of(signs)] if signs else []
    split = [pieces for pieces in rows if len(pieces) > 1]
    if len(split) >= 2 and len(split) * 2 > len(rows) and abs(split[0][1][0] - split[1][1][0]) < 12:
        message = msg("The text of this cell stands in columns, but no line parts them.")
        table.doubts.append((message, place, text[:80]))
