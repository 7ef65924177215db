"""What the readers of all kinds share: cells from typed values, the bound on them, words for what is unknown."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Final

from selfeval.core.numbers import decimals, plain
from selfeval.core.patterns import lazy
from selfeval.core.problems import CellRef, Message, Problem, Severity, msg
from selfeval.excel.book.grid import MAX_COLUMN, MAX_ROW, Cell
from selfeval.excel.book.kinds.xlsx import decimal15
from selfeval.excel.book.numfmt import number_under, seen_moment, shown_text
from selfeval.excel.book.refusals import TooMuchError

MAX_CELLS = 2_000_000
"""Cells with content in a whole file of a kind other than .xlsx, copies made by repeat counts included."""

ERRORS: Final[Mapping[int, str]] = {
    0x00: "#NULL!",
    0x07: "#DIV/0!",
    0x0F: "#VALUE!",
    0x17: "#REF!",
    0x1D: "#NAME?",
    0x24: "#NUM!",
    0x2A: "#N/A",
    0x2B: "#GETTING_DATA",
}
"""Error values by their number in binary workbooks ([MS-XLS] 2.5.10)."""

_FIGURE = lazy(r"\d[\d,]*(?:\.\d+)?|\.\d+")


class Places:
    """Counts what is put into the grids of one file; `TooMuchError` where it becomes more than any form holds."""

    def __init__(self) -> None:
        self._left = MAX_CELLS

    def put(self, cells: dict[tuple[int, int], Cell], row: int, column: int, cell: Cell) -> None:
        """Put a cell that shows something, or that hides what it should show."""
        if not (cell.text.strip() or cell.missing):
            return
        if not (0 < row <= MAX_ROW and 0 < column <= MAX_COLUMN):
            raise ValueError(f"no such cell: {row}, {column}")
        self.spend(1)
        cells[row, column] = cell

    def spend(self, count: int) -> None:
        """Count work that a small file can ask for many times over."""
        self._left -= count
        if self._left < 0:
            raise TooMuchError("too many cells")


def number_cell(value: float, code: str, *, date1904: bool = False, formula: bool = False) -> Cell:
    """A binary number under its format code, to the 15 digits that spreadsheets keep."""
    number = decimal15(repr(value))
    if number is None:
        return Cell(repr(value), formula=formula, error=True)
    return number_under(number, code, date1904=date1904, formula=formula)


def moment_cell(text: str, code: str, *, formula: bool = False) -> Cell:
    """A moment that the file holds as ISO text, under its format code; another text as it is."""
    try:
        moment = datetime.fromisoformat(text.removesuffix("Z"))
    except ValueError:
        return Cell(text, formula=formula)
    # Spreadsheets hold fractions of a second that no time of theirs shows.
    moment = (moment + timedelta(milliseconds=500)).replace(microsecond=0, tzinfo=None)
    return Cell(seen_moment(moment, code), formula=formula)


def text_cell(text: str, code: str = "General", *, formula: bool = False) -> Cell:
    """A text under its format code, with plain line breaks."""
    return Cell(shown_text(text.replace("\r\n", "\n").replace("\r", "\n"), code), formula=formula)


def error_cell(code: int, *, formula: bool = False) -> Cell:
    """An error value by its number."""
    return Cell(ERRORS.get(code, "#ERR!"), formula=formula, error=True)


def displayed(text: str, value: Decimal, *, formula: bool = False) -> Cell:
    """A cell whose file holds both the number and the text shown for it, but not by which format."""
    if not text.strip():
        return Cell(plain(value), value, formula=formula)
    figure = _FIGURE.search(text)
    if figure is None:
        return Cell(text, value, formula=formula)
    percent = "%" in text[figure.end() :] or "％" in text[figure.end() :]
    digits = figure.group().replace(",", "")
    seen = Decimal(digits).scaleb(-2 if percent else 0)
    unit = Decimal(1).scaleb(-decimals(seen))
    # What lies further apart than one unit of the last digit shown is no rounding but a date or a scaled amount.
    return Cell(text, value, not 0 < abs(seen - abs(value)) <= unit, formula)


def note(code: str, path: Path, message: Message, hint: Message) -> Problem:
    """Something to be told about a file as a whole, for information."""
    return Problem(code, Severity.INFO, message, hint, CellRef(path.name, ""))


def only_texts(path: Path, missing: Iterable[Message]) -> Problem:
    """F216: what a kind of file cannot say, so that nobody takes it for checked."""
    return note(
        "F216",
        path,
        msg("This kind of file does not say everything. Not known: {missing}.", missing=tuple(missing)),
        msg("Use the original workbook if there is one; the texts were read exactly as they are shown."),
    )


NO_NUMBERS = msg("the exact numbers behind rounded or percent figures")
NO_HIDDEN = msg("which rows, columns and sheets are hidden")
NO_MERGES = msg("which cells are merged")
NO_FORMULAS = msg("which cells are formulas")
