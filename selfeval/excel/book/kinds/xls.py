"""Bytes of an .xls file (Excel 2 to 2003, and WPS .et of that kind) → `Book`, by way of xlrd."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import xlrd
from xlrd.biffh import XLRDError
from xlrd.compdoc import CompDocError
from xlrd.formatting import XF, std_format_strings
from xlrd.sheet import Sheet

from selfeval.core.problems import Problem, msg
from selfeval.excel.book.grid import Book, Cell, Grid, Span, column_letters
from selfeval.excel.book.guard import sha256
from selfeval.excel.book.kinds.cells import Places, error_cell, note, number_cell, text_cell
from selfeval.excel.book.kinds.names import FileKind
from selfeval.excel.book.numcode import BUILT_IN
from selfeval.excel.book.refusals import TooMuchError, damaged, refusal

MAX_ROWS = 2_000_000
"""Rows of all sheets together. xlrd keeps a list for each row down to the last one, whether it holds anything or not,
so that a few bytes ask for 65,536 of them."""

_MACROS: Final = "_VBA_PROJECT".encode("utf-16-le")
_UNICODE_SINCE = 80
_TEXT, _NUMBER, _DATE, _TRUTH, _ERROR = 1, 2, 3, 4, 5


class _Silent(io.TextIOBase):
    """Swallows what xlrd would print."""

    def write(self, text: str) -> int:
        """Nothing."""
        return len(text)


def read_xls(data: bytes, path: Path) -> Book:
    """Read all worksheets, one at a time.

    Raises:
        SelfEvalError: F104 with a password, F108 damaged.
    """
    try:
        return _Workbook(data, path).book()
    except XLRDError as error:
        if "encrypted" in str(error):
            raise refusal(FileKind.ENCRYPTED, path) from error
        raise damaged(path) from error
    except (CompDocError, AssertionError, TypeError, AttributeError, ArithmeticError) as error:
        # xlrd believes what a file says of itself; what `refusals.DAMAGE` names is caught by `open_book`.
        raise damaged(path) from error


class _Workbook:
    """One workbook as xlrd gives it, its sheets read and dropped one after the other."""

    def __init__(self, data: bytes, path: Path) -> None:
        self._data, self._path = data, path
        self._book = self._open("")
        if self._book.biff_version < _UNICODE_SINCE and self._book.codepage is None:
            self._book = self._open("gb18030")  # xlrd would take it for Latin letters
        self._date1904 = self._book.datemode == 1
        self._codes = [self._code(style) for style in self._book.xf_list]
        self._places = Places()
        self._blank: str = ""

    def book(self) -> Book:
        """The whole workbook."""
        sheets = tuple(self._sheets())
        notes = (self._never_calculated(),) if self._blank else ()
        macros = _MACROS in self._data
        return Book(self._path.name, sha256(self._data), sheets, macros, notes)

    def _open(self, encoding: str) -> xlrd.Book:
        return xlrd.open_workbook(
            file_contents=self._data,
            logfile=_Silent(),
            formatting_info=True,
            on_demand=True,
            ragged_rows=True,
            encoding_override=encoding or None,
        )

    def _code(self, style: XF) -> str:
        """The format code of a cell style; for formats without a code of their own, the one that .xlsx has too."""
        key = style.format_key
        own = self._book.format_map.get(key)
        if own is None or (own.format_str == std_format_strings.get(key) and key in BUILT_IN):
            return BUILT_IN.get(key, "General")
        return str(own.format_str)

    def _sheets(self) -> Iterator[Grid]:
        rows = 0
        for number in range(self._book.nsheets):
            sheet = self._book.sheet_by_index(number)
            rows += sheet.nrows
            if rows > MAX_ROWS:
                raise TooMuchError("too many rows")
            yield self._grid(sheet)
            self._book.unload_sheet(number)

    def _grid(self, sheet: Sheet) -> Grid:
        cells: dict[tuple[int, int], Cell] = {}
        for row in range(sheet.nrows):
            types, values = sheet.row_types(row), sheet.row_values(row)
            for column, (kind, value) in enumerate(zip(types, values, strict=True)):
                if _TEXT <= kind <= _ERROR:
                    if kind == _TEXT and not value:
                        self._blank = self._blank or f"{sheet.name}!{column_letters(column + 1)}{row + 1}"
                        continue
                    style = sheet.cell_xf_index(row, column)
                    code = self._codes[style] if style < len(self._codes) else "General"
                    self._places.put(cells, row + 1, column + 1, self._cell(kind, value, code))
        return Grid(
            title=sheet.name,
            cells=cells,
            merges=tuple(Span(top + 1, left + 1, bottom, right) for top, bottom, left, right in sheet.merged_cells),
            hidden_rows=frozenset(row + 1 for row, info in sheet.rowinfo_map.items() if info.hidden),
            hidden_columns=tuple((at + 1, at + 1) for at, info in sorted(sheet.colinfo_map.items()) if info.hidden),
            hidden=bool(sheet.visibility),
            very_hidden=sheet.visibility == 2,
        )

    def _cell(self, kind: int, value: str | float, code: str) -> Cell:
        if isinstance(value, str):
            return text_cell(value, code)
        if kind in {_NUMBER, _DATE}:
            return number_cell(value, code, date1904=self._date1904)
        if kind == _TRUTH:
            return Cell("TRUE" if value else "FALSE")
        return error_cell(int(value))

    def _never_calculated(self) -> Problem:
        return note(
            "F216",
            self._path,
            msg(
                "The cell {cell} shows nothing; an .xls file does not say whether a formula there was calculated.",
                cell=self._blank,
            ),
            msg("If something is missing there, open the file in Excel or WPS, save it, and try again."),
        )
