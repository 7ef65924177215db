"""Bytes of an OpenDocument spreadsheet, packed (.ods) or as one XML text (.fods) → `Book`."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from typing import Final

from selfeval.core.problems import Problem
from selfeval.excel.book.grid import MAX_COLUMN, MAX_ROW, Book, Cell, Grid, Span
from selfeval.excel.book.guard import sha256
from selfeval.excel.book.kinds.cells import Places
from selfeval.excel.book.kinds.detect import has_macros
from selfeval.excel.book.kinds.encoding import decoded
from selfeval.excel.book.kinds.ods.cell import CellBuilder, Styles
from selfeval.excel.book.sheetxml import Attributes, Handler, local, stream

_HIDDEN: Final = frozenset({"collapse", "filter"})
_APART: Final = frozenset(
    {
        *("annotation", "shapes", "frame", "custom-shape", "g", "rect", "line", "polyline", "polygon", "path"),
        *("circle", "ellipse", "connector", "caption", "measure", "control", "page-thumbnail", "object", "forms"),
        *("tracked-changes", "note", "ruby-text", "dde-links", "data-pilot-tables", "settings", "meta"),
    }
)
"""Elements whose texts are not what their cell shows: comments, drawings, changes."""


def read_ods(data: bytes, path: Path) -> Book:
    """Read a package that `guard` has let pass; `refusals.DAMAGE` where a part is broken."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = set(archive.namelist())
        styles = Styles()
        if "styles.xml" in names:
            with archive.open("styles.xml") as source:
                stream(source, styles)
        content = _Content(styles)
        with archive.open("content.xml") as source:
            stream(source, content)
    return Book(path.name, sha256(data), tuple(content.sheets), has_macros(names))


def read_flat(data: bytes, path: Path) -> Book:
    """Read the same as one XML text."""
    notes: tuple[Problem, ...]
    _, notes = decoded(data, path)
    content = _Content(Styles())
    stream(io.BytesIO(data), content)
    return Book(path.name, sha256(data), tuple(content.sheets), notes=notes)


class _Content(Handler):
    """Builds one grid after the other; `styles` grows by the automatic ones that stand before the tables."""

    def __init__(self, styles: Styles) -> None:
        self.sheets: list[Grid] = []
        self._styles = styles
        self._places = Places()
        self._sheet: _Sheet | None = None
        self._cell: CellBuilder | None = None
        self._apart = 0

    def start(self, name: str, attributes: Attributes) -> None:
        """Note where we are, and begin to collect text inside cells."""
        if self._apart or name in _APART:
            self._apart += 1
            return
        own = local(attributes)
        if self._cell is not None:
            self._cell.start(name, own)
        elif name == "table" and self._sheet is None:
            hidden = own.get("style-name", "") in self._styles.hidden_tables
            self._sheet = _Sheet(own.get("name", ""), self._styles, self._places, hidden=hidden)
        elif self._sheet is None:
            self._styles.start(name, attributes)
        elif name == "table-column":
            self._sheet.column(own)
        elif name == "table-row":
            self._sheet.begin_row(own)
        elif name in {"table-cell", "covered-table-cell"}:
            self._cell = CellBuilder(own)

    def end(self, name: str) -> None:
        """Put away the finished cell, row or sheet."""
        if self._apart:
            self._apart -= 1
        elif name in {"table-cell", "covered-table-cell"} and self._cell is not None and self._sheet is not None:
            self._sheet.add(self._cell)
            self._cell = None
        elif self._cell is not None:
            self._cell.end(name)
        elif self._sheet is None:
            self._styles.end(name)
        elif name == "table-row":
            self._sheet.end_row()
        elif name == "table":
            self.sheets.append(self._sheet.grid())
            self._sheet = None

    def text(self, data: str) -> None:
        """Add to the value."""
        if self._cell is not None and not self._apart:
            self._cell.text(data)
        elif self._sheet is None:
            self._styles.text(data)


class _Sheet:
    """Where we are in one table, and what it holds so far."""

    def __init__(self, title: str, styles: Styles, places: Places, *, hidden: bool) -> None:
        self._title, self._styles, self._places, self._hidden = title, styles, places, hidden
        self._cells: dict[tuple[int, int], Cell] = {}
        self._merges: list[Span] = []
        self._hidden_rows: list[tuple[int, int]] = []
        self._hidden_columns: list[tuple[int, int]] = []
        self._column_styles: list[tuple[int, str]] = []
        self._columns = self._row = self._at = 0
        self._repeat = 1
        self._row_style = ""
        self._filled: list[tuple[int, int, Cell]] = []
        self._spans: list[tuple[int, int, int]] = []

    def column(self, own: dict[str, str]) -> None:
        """A run of columns with the same properties."""
        first = self._columns + 1
        self._columns = min(self._columns + _count(own, "number-columns-repeated"), MAX_COLUMN)
        self._column_styles.append((self._columns, own.get("default-cell-style-name", "")))
        if own.get("visibility") in _HIDDEN and first <= self._columns:
            self._hidden_columns.append((first, self._columns))

    def begin_row(self, own: dict[str, str]) -> None:
        """A run of equal rows."""
        self._at, self._filled, self._spans = 0, [], []
        self._row_style = own.get("default-cell-style-name", "")
        self._repeat = _count(own, "number-rows-repeated")
        if own.get("visibility") in _HIDDEN:
            self._hidden_rows.append((self._row + 1, self._row + self._repeat))

    def add(self, builder: CellBuilder) -> None:
        """A run of equal cells."""
        count = _count(builder.own, "number-columns-repeated")
        style = builder.own.get("style-name") or self._row_style or self._column_style(self._at + 1)
        cell = builder.cell(self._styles.codes.get(style))
        if cell is not None:
            if self._at + count > MAX_COLUMN:
                raise ValueError("column beyond the last one")
            self._filled.append((self._at + 1, count, cell))
        across = _count(builder.own, "number-columns-spanned")
        down = _count(builder.own, "number-rows-spanned")
        if across > 1 or down > 1:
            self._spans.append((self._at + 1, across, down))
        self._at = min(self._at + count, MAX_COLUMN)

    def end_row(self) -> None:
        """Put the row where it belongs, as often as it is repeated; blank rows cost nothing."""
        if self._filled or self._spans:
            if self._row + self._repeat > MAX_ROW:
                raise ValueError("row beyond the last one")
            for row in range(self._row + 1, self._row + self._repeat + 1):
                self._places.spend(1 + len(self._spans))
                for first, count, cell in self._filled:
                    for column in range(first, first + count):
                        self._places.put(self._cells, row, column, cell)
                for left, across, down in self._spans:
                    self._merges.append(
                        Span(row, left, min(row + down - 1, MAX_ROW), min(left + across - 1, MAX_COLUMN))
                    )
        self._row = min(self._row + self._repeat, MAX_ROW)

    def grid(self) -> Grid:
        """The finished sheet; of hidden rows those that hold something."""
        rows = {row for row, _ in self._cells}
        hidden = {row for first, last in self._hidden_rows for row in self._between(rows, first, last)}
        return Grid(
            self._title,
            self._cells,
            tuple(self._merges),
            frozenset(hidden),
            tuple(self._hidden_columns),
            self._hidden,
        )

    def _between(self, rows: set[int], first: int, last: int) -> set[int]:
        self._places.spend(min(len(rows), last - first + 1))
        if last - first < len(rows):
            return {row for row in range(first, last + 1) if row in rows}
        return {row for row in rows if first <= row <= last}

    def _column_style(self, column: int) -> str:
        return next((style for last, style in self._column_styles if column <= last), "")


def _count(own: dict[str, str], name: str) -> int:
    """How often something is repeated or how far it is merged; at least once."""
    return max(int(own.get(name) or 1), 1)
