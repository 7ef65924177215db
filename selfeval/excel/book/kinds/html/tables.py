"""One table of a web page, its cells laid out by rowspan and colspan, and the sheet that tables are put on."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from decimal import Decimal

from selfeval.core.patterns import lazy
from selfeval.excel.book.grid import MAX_COLUMN, MAX_ROW, Cell, Grid, Span
from selfeval.excel.book.kinds.cells import Places, displayed
from selfeval.excel.book.kinds.xlsx import decimal15
from selfeval.excel.book.numfmt import number_under
from selfeval.excel.book.refusals import TooMuchError

_MOST_ACROSS, _MOST_DOWN = 1000, 65_534
"""The bounds that browsers keep to (HTML living standard, 4.9.11)."""
_BLANKS = lazy(r"[ \t\r\n\f\xa0]+")
_QUOTED = lazy(r'"[^"]*"|\[[^\]]*\]|\\.|General')
_OWN_LETTERS = lazy(r"[NQWRJ]", re.IGNORECASE)
"""Letters of LibreOffice's own (weekday names, quarters, weeks, years of an era) or of another language."""
_BREAKS = lazy(r" ?[\0\1][ \0\1]*")


@dataclass
class TableCell:
    """A cell as the page has it; `number` and its format `code` where the page holds them behind the text too."""

    across: int = 1
    down: int = 1
    number: Decimal | None = None
    code: str | None = None
    pieces: list[str] = field(default_factory=list)

    @staticmethod
    def spaced(text: str) -> str:
        """Text as a browser shows it: blanks run together, only marked breaks count."""
        joined = _BREAKS.sub(lambda run: "\n" * max(run.group().count("\0"), 1), _BLANKS.sub(" ", text))
        return joined.strip(" \n")

    def cell(self) -> Cell:
        """What it shows."""
        text = self.spaced("".join(self.pieces))
        if self.number is None:
            return Cell(text)
        return displayed(text, self.number) if self.code is None else number_under(self.number, self.code)


class Table:
    """A table in the making; rows and columns count from 1 within it."""

    def __init__(self, places: Places) -> None:
        self.cells: dict[tuple[int, int], Cell] = {}
        self.merges: list[Span] = []
        self.hidden_rows: set[int] = set()
        self.hidden_columns: list[tuple[int, int]] = []
        self.rows = 0
        self._places = places
        self._columns = self._at = 0
        self._taken: dict[int, int] = {}
        self._cell: TableCell | None = None

    def column(self, own: dict[str, str], *, hidden: bool) -> None:
        """A `col` element."""
        first = self._columns + 1
        self._columns = min(self._columns + _number(own, "span", _MOST_ACROSS), MAX_COLUMN)
        if hidden and first <= self._columns:
            self.hidden_columns.append((first, self._columns))

    def begin_row(self, *, hidden: bool) -> None:
        """The next row; cells from above may reach into it."""
        self.end_cell()
        self.rows += 1
        self._at = 0
        self._places.spend(1 + len(self._taken) // 8)
        if self.rows > MAX_ROW:
            raise TooMuchError("too many rows")
        if hidden:
            self.hidden_rows.add(self.rows)

    def end_row(self) -> None:
        """No more cells in it."""
        self.end_cell()

    def begin_cell(self, own: dict[str, str]) -> None:
        """The next cell that is free."""
        self.end_cell()
        if not self.rows:
            self.begin_row(hidden=False)
        number, code = _held(own)
        across, down = _number(own, "colspan", _MOST_ACROSS), _number(own, "rowspan", _MOST_DOWN)
        self._cell = TableCell(across, down, number, code)

    def end_cell(self) -> None:
        """Put the cell down, right of those that reach in from above."""
        cell, self._cell = self._cell, None
        if cell is None:
            return
        left = self._at + 1
        while self._taken.get(left, 0) >= self.rows:
            left += 1
        right, bottom = left + cell.across - 1, self.rows + cell.down - 1
        if right > MAX_COLUMN or bottom > MAX_ROW:
            raise TooMuchError("too many columns")
        if cell.across > 1 or cell.down > 1:
            self._places.spend(1 + cell.across // 8)
            self.merges.append(Span(self.rows, left, bottom, right))
        if cell.down > 1:
            self._taken |= dict.fromkeys(range(left, right + 1), bottom)
        self._places.put(self.cells, self.rows, left, cell.cell())
        self._at = right

    def text(self, data: str) -> None:
        """Add to the cell; text between cells is nobody's."""
        if self._cell is not None:
            self._cell.pieces.append(data)


class Sheet:
    """A sheet on which tables and lines of text are put one below the other."""

    def __init__(self, title: str, places: Places) -> None:
        self.used = 0
        self._title, self._places = title, places
        self._cells: dict[tuple[int, int], Cell] = {}
        self._merges: list[Span] = []
        self._hidden_rows: set[int] = set()
        self._hidden_columns: list[tuple[int, int]] = []

    def add(self, table: Table) -> None:
        """A finished table."""
        table.end_cell()
        down = self.used
        self._places.spend(len(table.cells))
        if down + table.rows > MAX_ROW:
            raise TooMuchError("too many rows")
        self._cells |= {(row + down, column): cell for (row, column), cell in table.cells.items()}
        last = down + table.rows
        self._merges += [Span(s.top + down, s.left, min(s.bottom + down, last), s.right) for s in table.merges]
        self._hidden_rows |= {row + down for row in table.hidden_rows}
        self._hidden_columns += table.hidden_columns
        self.used = last

    def add_line(self, text: str) -> None:
        """A line of text between tables."""
        self.used += 1
        self._places.put(self._cells, self.used, 1, Cell(text))

    def grid(self) -> Grid:
        """The finished sheet."""
        return Grid(
            self._title,
            self._cells,
            tuple(self._merges),
            frozenset(self._hidden_rows),
            tuple(self._hidden_columns),
        )


def _number(own: dict[str, str], name: str, most: int) -> int:
    """A span as browsers read it: 1 where it is no number."""
    digits = own.get(name, "").strip()
    return min(max(int(digits), 1), most) if digits.isascii() and digits.isdigit() and len(digits) < 10 else 1


def _held(own: dict[str, str]) -> tuple[Decimal | None, str | None]:
    """The number that Excel (`x:num`) and LibreOffice (`sdval`) write beside the text; LibreOffice its format too."""
    raw = own.get("sdval") or own.get("x:num") or ""
    number = decimal15(raw) if raw else None
    _, first, rest = own.get("sdnum", "").partition(";")
    _, second, code = rest.partition(";")
    if not (first and second) or _OWN_LETTERS.search(_QUOTED.sub("", code)):
        return number, None
    return number, code.replace("常规", "General") or "General"
