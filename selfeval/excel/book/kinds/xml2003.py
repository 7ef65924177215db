"""The XML table of Excel 2002 and 2003 (SpreadsheetML), also under the name .xls → `Book`."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Final

from selfeval.core.patterns import lazy
from selfeval.excel.book.grid import MAX_COLUMN, MAX_ROW, Book, Cell, Grid, Span
from selfeval.excel.book.guard import sha256
from selfeval.excel.book.kinds.cells import Places, moment_cell, text_cell
from selfeval.excel.book.kinds.encoding import decoded
from selfeval.excel.book.kinds.xlsx import decimal15
from selfeval.excel.book.numfmt import number_under
from selfeval.excel.book.sheetxml import Attributes, Handler, local, stream

_DECLARATION = lazy(r"^\s*<\?xml[^>]*\?>")
_NAMED: Final = {
    "General Number": "General",
    "General Date": "yyyy-mm-dd hh:mm",
    "Long Date": "yyyy-mm-dd",
    "Medium Date": "yyyy-mm-dd",
    "Short Date": "yyyy-mm-dd",
    "Long Time": "hh:mm:ss",
    "Medium Time": "hh:mm",
    "Short Time": "hh:mm",
    "Currency": "¥#,##0.00",
    "Euro Currency": "€#,##0.00",
    "Fixed": "0.00",
    "Standard": "#,##0.00",
    "Percent": "0.00%",
    "Scientific": "0.00E+00",
    "Yes/No": '"Yes";"Yes";"No"',
    "True/False": '"True";"True";"False"',
    "On/Off": '"On";"On";"Off"',
}
"""Formats that have a name in this kind of file."""


def read_xml(data: bytes, path: Path) -> Book:
    """Read all worksheets; `refusals.DAMAGE` where the XML is broken."""
    text, notes = decoded(data, path)
    # The parser knows few encodings; the text is given to it as UTF-8, whatever the declaration says.
    body = _DECLARATION.sub("", text.lstrip("\ufeff"), count=1).encode("utf-8")
    handler = _Workbook()
    stream(io.BytesIO(body), handler)
    return Book(path.name, sha256(data), tuple(handler.sheets), notes=notes)


class _Workbook(Handler):
    """Builds one grid after the other."""

    def __init__(self) -> None:
        self.sheets: list[Grid] = []
        self._places = Places()
        self._codes: dict[str, str] = {}
        self._style = ""
        self._sheet = _Sheet("")
        self._own: dict[str, str] | None = None
        self._kind = ""
        self._value: list[str] | None = None
        self._collected: list[str] | None = None
        self._comment = self._date1904 = False

    def start(self, name: str, attributes: Attributes) -> None:
        """Note styles, places and the beginning of values."""
        own = local(attributes)
        if name == "Style":
            self._style = own.get("ID", "")
        elif name == "NumberFormat":
            code = own.get("Format", "General")
            self._codes[self._style] = _NAMED.get(code, code)
        elif name == "Date1904":
            self._date1904 = True
        elif name == "Worksheet":
            self._sheet = _Sheet(own.get("Name", ""))
        elif name == "Column":
            self._sheet.begin_column(own)
        elif name == "Row":
            self._sheet.begin_row(own)
        elif name == "Cell":
            self._sheet.begin_cell(own)
            self._own, self._kind, self._value = own, "", None
        elif name == "Comment":
            self._comment = True
        elif (name == "Data" and self._own is not None and not self._comment) or name == "Visible":
            self._kind = own.get("Type", "String")
            self._collected = []

    def text(self, data: str) -> None:
        """Add to the value."""
        if self._collected is not None:
            self._collected.append(data)

    def end(self, name: str) -> None:
        """Put away the finished value, cell or sheet."""
        if name == "Data" and self._collected is not None:
            self._value, self._collected = self._collected, None
        elif name == "Visible":
            self._sheet.hidden = "".join(self._collected or []).strip() in {"SheetHidden", "SheetVeryHidden"}
            self._collected = None
        elif name == "Comment":
            self._comment = False
        elif name == "Cell" and self._own is not None:
            cell = self._cell(self._own)
            self._places.put(self._sheet.cells, self._sheet.row, self._sheet.column, cell)
            self._own = None
        elif name == "Worksheet":
            self.sheets.append(self._sheet.grid())

    def _cell(self, own: dict[str, str]) -> Cell:
        formula = "Formula" in own
        if self._value is None:
            return Cell("", formula=formula, missing=formula)
        text = "".join(self._value)
        code = self._codes.get(own.get("StyleID") or self._sheet.default_style(), "General")
        if self._kind == "Number":
            number = decimal15(text)
            if number is not None:
                return number_under(number, code, date1904=self._date1904, formula=formula)
        if self._kind == "DateTime":
            return moment_cell(text, code, formula=formula)
        if self._kind == "Boolean":
            return Cell("TRUE" if text == "1" else "FALSE", formula=formula)
        cell = text_cell(text, code, formula=formula)
        return Cell(cell.text, formula=formula, error=self._kind == "Error")


class _Sheet:
    """Where we are in one worksheet, and what it holds so far."""

    def __init__(self, title: str) -> None:
        self.title = title
        self.cells: dict[tuple[int, int], Cell] = {}
        self.row = self.column = 0
        self.hidden = False
        self._merges: list[Span] = []
        self._hidden_rows: set[int] = set()
        self._hidden_columns: list[tuple[int, int]] = []
        self._styles: list[tuple[int, int, str]] = []
        self._column_at = self._across = 0
        self._row_left = 0
        self._row_style = ""

    def begin_column(self, own: dict[str, str]) -> None:
        """A column, or a run of them."""
        first = int(own.get("Index") or self._column_at + 1)
        last = first + int(own.get("Span") or 0)
        if not 0 < first <= last <= MAX_COLUMN:
            raise ValueError(last)
        self._column_at = last
        if own.get("Hidden") == "1":
            self._hidden_columns.append((first, last))
        if "StyleID" in own:
            self._styles.append((first, last, own["StyleID"]))

    def begin_row(self, own: dict[str, str]) -> None:
        """A row; blank ones may be left out, or counted by a span."""
        self.row = int(own.get("Index") or self.row + self._row_left + 1)
        self._row_left = int(own.get("Span") or 0)
        if not (self.row > 0 and self._row_left >= 0 and self.row + self._row_left <= MAX_ROW):
            raise ValueError(self.row)
        self.column = self._across = 0
        self._row_style = own.get("StyleID", "")
        if own.get("Hidden") == "1":
            self._hidden_rows.add(self.row)

    def begin_cell(self, own: dict[str, str]) -> None:
        """A cell, which may be merged to the right and downward."""
        self.column = int(own.get("Index") or self.column + self._across + 1)
        self._across, down = int(own.get("MergeAcross") or 0), int(own.get("MergeDown") or 0)
        bottom, right = self.row + down, self.column + self._across
        if not (0 < self.row <= bottom <= MAX_ROW and 0 < self.column <= right <= MAX_COLUMN):
            raise ValueError(self.column)
        if self._across or down:
            self._merges.append(Span(self.row, self.column, bottom, right))

    def default_style(self) -> str:
        """The style of a cell that names none: its row's, else its column's."""
        at = self.column
        styles = (style for first, last, style in self._styles if first <= at <= last)
        return self._row_style or next(styles, "Default")

    def grid(self) -> Grid:
        """The finished sheet."""
        return Grid(
            self.title,
            self.cells,
            tuple(self._merges),
            frozenset(self._hidden_rows),
            tuple(self._hidden_columns),
            self.hidden,
        )
