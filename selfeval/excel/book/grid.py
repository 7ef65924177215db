"""A workbook as grids of typed cells: the text a person sees, the exact number behind it, merges, what is hidden.

Only cells that hold something exist here, so a formatted cell at XFD1048576 costs nothing.
"""

from __future__ import annotations

import bisect
from collections.abc import Callable, Mapping
from dataclasses import replace
from decimal import Decimal
from functools import cached_property, lru_cache
from typing import Any, NamedTuple, TypeAlias, TypeVar

from selfeval.core.problems import CellRef, Problem
from selfeval.core.records import dataclass

T = TypeVar("T")

Place: TypeAlias = tuple[int, int]
"""Row and column of a cell, from 1."""

MAX_ROW, MAX_COLUMN = 1_048_576, 16_384
_BINARY = Decimal("1e-9")
MAX_MERGE_ROWS = 2_000_000
"""Bound on the rows of all merges of a sheet that hold cells: a sheet of overlapping merges must not eat the memory."""


class TooManyMergesError(ValueError):
    """A sheet whose merged ranges overlap so much that looking them up would not end."""


@lru_cache(maxsize=MAX_COLUMN)
def column_letters(column: int) -> str:
    """1 → `A`, 28 → `AB`."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def cell_address(row: int, column: int) -> str:
    """(12, 2) → `B12`."""
    return f"{column_letters(column)}{row}"


def same_figure(stored: Decimal, exact: Decimal) -> bool:
    """Whether a number is the exact one, but for the last digits that a spreadsheet's binary numbers do not hold."""
    return abs(stored - exact) <= _BINARY * max(Decimal(1), abs(exact))


@lru_cache(maxsize=1 << 14)  # sheets have the same addresses: half of the time of taking a cell in
def parse_cell(ref: str) -> tuple[int, int]:
    """`B12` → (12, 2); `ValueError` if it is no cell address or lies beyond the last row or column."""
    ref = ref.replace("$", "")
    split = next((index for index, char in enumerate(ref) if char.isdigit()), 0)
    letters, digits = ref[:split].upper(), ref[split:]
    if not (0 < split <= 3 and letters.isascii() and letters.isalpha() and digits.isascii() and digits.isdigit()):
        raise ValueError(f"no cell address: {ref}")
    column = 0
    for char in letters:
        column = column * 26 + ord(char) - 64
    row = int(digits[:8])
    if not (0 < row <= MAX_ROW and column <= MAX_COLUMN):
        raise ValueError(f"no cell address: {ref}")
    return row, column


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell that holds something.

    Attributes:
        text: what a person sees: the number format applied (0.9 as `90%`), whole dates as ISO text.
        value: the number as stored, to 15 significant digits; None for texts.
        exact: False where the number format rounds the stored number away.
        formula: whether a formula gave it.
        missing: a formula whose value was not stored, so that nobody can say what it shows.
        error: an error value such as `#DIV/0!`.
        full: where `exact` is False, what it would show with all its decimals (`0.00317万人`); else "".
    """

    text: str
    value: Decimal | None = None
    exact: bool = True
    formula: bool = False
    missing: bool = False
    error: bool = False
    full: str = ""


class Span(NamedTuple):
    """A rectangle of cells, all four edges included."""

    top: int
    left: int
    bottom: int
    right: int

    @classmethod
    def of(cls, text: str) -> Span:
        """`A1:B3` or a single `A1`; `ValueError` if it is neither."""
        first, _, last = text.partition(":")
        (top, left), (bottom, right) = parse_cell(first), parse_cell(last or first)
        return cls(min(top, bottom), min(left, right), max(top, bottom), max(left, right))


@dataclass(frozen=True)
class Grid:
    """One sheet.

    Attributes:
        cells: by (row, column), from 1; blank ones are absent.
        merges: merged ranges.
        hidden_rows, hidden_columns: what a person does not see; columns as (first, last) pairs.
        hidden: the whole sheet is hidden; `very_hidden`: so that no menu of the spreadsheet program shows it.
    """

    title: str
    cells: Mapping[tuple[int, int], Cell]
    merges: tuple[Span, ...] = ()
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: tuple[tuple[int, int], ...] = ()
    hidden: bool = False
    very_hidden: bool = False

    @cached_property
    def by_row(self) -> Mapping[int, tuple[int, ...]]:
        """The columns that hold something, ascending, for each row that has any, rows ascending."""
        rows: dict[int, list[int]] = {}
        for row, column in sorted(self.cells):
            rows.setdefault(row, []).append(column)
        return {row: tuple(columns) for row, columns in rows.items()}

    @cached_property
    def rows(self) -> tuple[int, ...]:
        """Rows that hold something, ascending."""
        return tuple(self.by_row)

    def rows_between(self, first: int, last: int) -> tuple[int, ...]:
        """The rows from `first` to `last` that hold something: looking at all would cost its square on long sheets."""
        return self.rows[bisect.bisect_left(self.rows, first) : bisect.bisect_right(self.rows, last)]

    @cached_property
    def columns(self) -> frozenset[int]:
        """Columns that hold something."""
        return frozenset(column for _, column in self.cells)

    @cached_property
    def _merges_by_row(self) -> Mapping[int, list[Span]]:
        index: dict[int, list[Span]] = {}
        budget = MAX_MERGE_ROWS
        for span in self.merges:
            first = bisect.bisect_left(self.rows, span.top)
            last = bisect.bisect_right(self.rows, span.bottom)
            budget -= last - first
            if budget < 0:
                raise TooManyMergesError(self.title)
            for row in self.rows[first:last]:
                index.setdefault(row, []).append(span)
        return index

    def span(self, row: int, column: int) -> Span:
        """The merged range around a cell of a row that holds something, or the cell alone."""
        for span in self._merges_by_row.get(row, ()):
            if span.left <= column <= span.right:
                return span
        return Span(row, column, row, column)

    def is_merged(self, row: int) -> bool:
        """Whether a row that holds something has merged cells, so that `span` would say more of one than its place."""
        return row in self._merges_by_row

    def hides_column(self, column: int) -> bool:
        """Whether a column is hidden."""
        return any(first <= column <= last for first, last in self.hidden_columns)

    def cell(self, row: int, column: int) -> Cell | None:
        """What stands in this very cell."""
        return self.cells.get((row, column))

    def text(self, row: int, column: int) -> str:
        """The text of this very cell without outer blanks, "" if it holds nothing."""
        cell = self.cells.get((row, column))
        return cell.text.strip() if cell else ""

    def row_texts(self, row: int) -> tuple[tuple[int, str], ...]:
        """(column, text) of the cells of a row that show something; each of a dozen readers looks at every row."""
        found = self._row_texts.get(row)
        if found is None:
            texts = ((column, self.cells[row, column].text.strip()) for column in self.by_row.get(row, ()))
            found = self._row_texts[row] = tuple(pair for pair in texts if pair[1])
        return found

    @cached_property
    def _row_texts(self) -> dict[int, tuple[tuple[int, str], ...]]:
        return {}

    def first(self, find: Callable[[str], T | None]) -> tuple[int, T] | None:
        """The row of the first text in which a function finds something, and what it finds; looked for once."""
        if find not in self._firsts:
            texts = ((row, text) for row in self.rows for _, text in self.row_texts(row))
            self._firsts[find] = next(((row, said) for row, text in texts if (said := find(text)) is not None), None)
        return self._firsts[find]

    @cached_property
    def _firsts(self) -> dict[Callable[[str], Any], tuple[int, Any] | None]:
        """What `first` found before: each header of a sheet asks the same of the rows above it."""
        return {}

    def window(self, left: int, right: int) -> Grid:
        """The same sheet as if it had these columns only, for tables that stand side by side."""
        if left <= 1 and right >= MAX_COLUMN:
            return self
        if (left, right) not in self._windows:
            self._windows[left, right] = self._narrowed(left, right)
        return self._windows[left, right]

    @cached_property
    def _windows(self) -> dict[tuple[int, int], Grid]:
        """Windows taken before: forms repeat the same two tables down a sheet, and each would copy its half again."""
        return {}

    def _narrowed(self, left: int, right: int) -> Grid:
        cells = {}
        for row, columns in self.by_row.items():
            for column in columns[bisect.bisect_left(columns, left) : bisect.bisect_right(columns, right)]:
                cells[row, column] = self.cells[row, column]
        merges = tuple(span for span in self.merges if left <= span.left <= right)
        return replace(self, cells=cells, merges=merges)

    def ref(self, row: int, column: int) -> CellRef:
        """The address of a cell for problems and for the screen."""
        return CellRef(self.title, cell_address(row, column))

    def is_hidden(self, row: int, column: int) -> bool:
        """Whether row or column is hidden."""
        return row in self.hidden_rows or any(first <= column <= last for first, last in self.hidden_columns)


@dataclass(frozen=True, slots=True)
class Book:
    """A workbook.

    Attributes:
        name, sha256: file name, and hash of the bytes.
        sheets: in the order of their tabs.
        macros: it carries a macro project, which is never run.
        notes: what is to be told about the file as a whole (F215, F405), and what its kind cannot say (F216).
    """

    name: str
    sha256: str
    sheets: tuple[Grid, ...]
    macros: bool = False
    notes: tuple[Problem, ...] = ()

    def sheet(self, title: str) -> Grid | None:
        """The sheet with this title."""
        return next((grid for grid in self.sheets if grid.title == title), None)
