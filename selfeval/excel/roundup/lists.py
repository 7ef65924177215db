"""A sheet that is one list: title, header, rows in their order, filter, frozen header, print set-up."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from selfeval.core.patterns import lazy
from selfeval.excel.paper.cells import file_url, quoted_sheet, safe_text
from selfeval.excel.paper.page import A3, A4
from selfeval.excel.paper.style import Styles, height_for, lines_needed
from selfeval.excel.roundup.labels import FIRST, HEADER, TABLES, Wide

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.worksheet import Worksheet

MAX_ROWS = 1_000_000
"""Rows of a list; a sheet has 1,048,576."""

_MAX_TEXT = 2_000
"""Characters that a cell of a list shows; the tables have the whole text."""

MAX_LINKS, _LONGEST_LINK = 10_000, 1_000
"""Links on one sheet, each a kilobyte that stays in memory until the end, and characters of one."""

_SHORT = 9
"""Characters of a column whose texts are words such as 优, which stand in its middle."""

_WIDEST_A4 = 240
"""Characters side by side from which A4 is too small to read."""

_PLAIN = lazy(r"[A-Z]{1,3}[0-9]{1,7}")


class Live(NamedTuple):
    """A formula with the value that it has."""

    formula: str
    value: Decimal | Fraction | int | str | None


class Link(NamedTuple):
    """A text that leads to a cell of a file; `path` is relative to the folder of 汇总, "" where there is none."""

    text: str
    path: str
    sheet: str = ""
    cell: str = ""


Cell = str | int | Decimal | Fraction | Live | Link | None


class ListSheet:
    """Writes one list row after row, as the memory of a large workbook allows nothing else."""

    def __init__(
        self, book: Workbook, styles: Styles, name: str, title: str, columns: Sequence[Wide], remark: str = ""
    ) -> None:
        self.sheet: Worksheet = book.add_worksheet(name)
        self.name, self._styles, self._columns = name, styles, columns
        self.row = FIRST
        self.left_out = 0
        self._links = 0
        for column, wide in enumerate(columns):
            self.sheet.set_column(column, column, wide.width)
        self.sheet.set_row(0, 30)
        self.sheet.merge_range(0, 0, 0, min(3, len(columns) - 1), title, styles.get("section"))
        if remark:
            self._remark(clipped(remark))
        lines = max(lines_needed(wide.label, wide.width) for wide in columns)
        self.sheet.set_row(HEADER, height_for(lines))
        for column, wide in enumerate(columns):
            self.sheet.write_string(HEADER, column, wide.label, styles.get("header"))

    def _remark(self, text: str) -> None:
        """A sentence across the whole list, as high as it needs."""
        width = sum(wide.width for wide in self._columns)
        self.sheet.set_row(HEADER - 1, height_for(lines_needed(text, width)))
        self.sheet.merge_range(HEADER - 1, 0, HEADER - 1, len(self._columns) - 1, text, self._styles.get("remark"))

    def add(self, cells: Sequence[Cell], style: str = "") -> None:
        """One row; a list that is full only counts what it leaves out."""
        if self.row >= MAX_ROWS:
            self.left_out += 1
            return
        lines = 1
        for column, (cell, wide) in enumerate(zip(cells, self._columns, strict=True)):
            look = self._styles.get(style or _look(wide), wide.number)
            self._put(self.row, column, cell, look)
            if wide.whole and isinstance(cell, str | Link):
                lines = max(lines, lines_needed(clipped(cell.text if isinstance(cell, Link) else cell), wide.width))
        if lines > 1:
            self.sheet.set_row(self.row, height_for(lines))
        self.row += 1

    def _put(self, row: int, column: int, cell: Cell, look: object) -> None:
        if cell is None or cell == "":
            self.sheet.write_blank(row, column, None, look)
        elif isinstance(cell, Live):
            self.sheet.write_formula(row, column, f"={cell.formula}", look, stored(cell.value))
        elif isinstance(cell, Link):
            self._link(row, column, cell, look)
        elif isinstance(cell, str):
            self.sheet.write_string(row, column, clipped(cell), look)
        else:
            self.sheet.write_number(row, column, float(cell), look)

    def _link(self, row: int, column: int, link: Link, look: object) -> None:
        url = link_url(link)
        if not url or self._links >= MAX_LINKS:
            self.sheet.write_string(row, column, clipped(link.text), look)
            return
        self._links += 1
        self.sheet.write_url(row, column, url, look, clipped(link.text))

    def finish(self, last: int | None = None) -> None:
        """Filter, frozen header and print set-up; `last` is the last row of the list, where a sum stands below it."""
        sheet = self.sheet
        end = self.row - 1 if last is None else last
        if end >= FIRST:
            sheet.autofilter(HEADER, 0, end, len(self._columns) - 1)
        sheet.repeat_rows(HEADER)
        self.tell_left_out()
        self.paper()

    def tell_left_out(self) -> None:
        """Below a list that is full, how many rows are not in it, and where they are."""
        if self.left_out:
            said = f"另有{self.left_out}行未列出，见 {TABLES.get(self.name, 'facts.parquet')}"
            self.sheet.write_string(self.row, 0, said, self._styles.get("remark"))

    def paper(self, *, fit: bool = True) -> None:
        """Frozen header, A4 laid across (A3 for very wide lists), page numbers; with `fit` as wide as one page."""
        self.sheet.freeze_panes(FIRST, 0)
        self.sheet.set_landscape()
        self.sheet.set_paper(A3 if sum(wide.width for wide in self._columns) > _WIDEST_A4 else A4)
        if fit:
            self.sheet.fit_to_pages(1, 0)
        self.sheet.set_footer("&C第 &P 页，共 &N 页")

    def range(self, column: int, first: int, last: int) -> str:
        """A column's rows as formulas on other sheets name them."""
        from xlsxwriter.utility import xl_col_to_name

        letters = xl_col_to_name(column)
        return f"{quoted_sheet(self.name)}${letters}${first + 1}:${letters}${last + 1}"


def _look(wide: Wide) -> str:
    if wide.number or wide.width <= _SHORT:
        return "figure"
    return "text" if wide.whole else "line"


def clipped(text: str) -> str:
    """A text as a cell of a list shows it."""
    text = safe_text(text)
    return text if len(text) <= _MAX_TEXT else f"{text[: _MAX_TEXT - 1]}…"


def link_url(link: Link) -> str:
    """The address of a link as XlsxWriter takes it; "" where nothing can be linked to."""
    anchor = ""
    if link.sheet and _PLAIN.fullmatch(link.cell):
        anchor = "#" + quoted_sheet(link.sheet) + link.cell
    url = file_url(link.path, anchor)
    return url if len(url) <= _LONGEST_LINK else ""


def rate_of(executed: str, adjusted: str) -> str:
    """The execution rate of two ranges, over the rows that have both amounts."""
    base = f'SUMIFS({adjusted},{executed},"<>")'
    return f'IF({base}=0,"",SUMIFS({executed},{adjusted},"<>")/{base})'


def stored(value: Decimal | Fraction | int | str | None) -> float | int | str:
    """The value of a formula as the file holds it."""
    if value is None:
        return ""
    return value if isinstance(value, int | str) else float(value)
