"""计分过程 of a scored workbook read back by its column labels: one line per score and per budget fact."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from selfeval.core.numbers import parse_percent, plain
from selfeval.excel.book.grid import Book, Cell, Grid, same_figure
from selfeval.excel.paper.cells import as_number, safe_text
from selfeval.excel.paper.labels import (
    LATER_COLUMNS,
    NOT_APPLICABLE,
    SHARE_CLAIMED,
    SHARE_ENTERED,
    STEP,
    STEP_COLUMNS,
    STEPS,
)
from selfeval.excel.scored.about_read import About

_COLUMNS = {label: key for key, label, _ in STEP_COLUMNS}
_LABELS = {key: label for key, label, _ in STEP_COLUMNS}
_MOST_TYPED_OVER = 3
_NEEDED = frozenset(_COLUMNS.values()) - LATER_COLUMNS


@dataclass(frozen=True)
class StepRow:
    """One row of 计分过程."""

    grid: Grid
    row: int
    columns: Mapping[str, int]
    about: About

    def text(self, key: str) -> str:
        """The full text of a column, "" if the cell is blank or the workbook was written before it had the column."""
        if key not in self.columns:
            return ""
        return self.about.whole(self.grid, self.row, self.columns[key])

    def cell(self, key: str) -> Cell | None:
        """The cell of a column."""
        return self.grid.cell(self.row, self.columns[key])

    def number(self, key: str) -> Decimal | None:
        """The number of a column."""
        cell = self.cell(key)
        return cell.value if cell else None


def find_steps(book: Book) -> tuple[Grid, dict[str, int]] | None:
    """The sheet with the columns of 计分过程, whatever it is called now, and its columns by key."""
    own = [grid for grid in book.sheets if grid.title == STEPS]
    for grid in own + [grid for grid in book.sheets if grid.title != STEPS]:
        columns = columns_of_steps(grid)
        if columns is not None:
            return grid, columns
    return None


def columns_of_steps(grid: Grid) -> dict[str, int] | None:
    """The columns of 计分过程 by key; a label that was typed over costs nothing while the others are there."""
    for row in grid.rows[:20]:
        columns = {_COLUMNS[text]: column for column, text in grid.row_texts(row) if text in _COLUMNS}
        in_place = {key: place + 1 for key, place in STEP.items() if grid.text(row, place + 1) == _LABELS[key]}
        if columns.keys() >= _NEEDED:
            return columns | in_place
        if grid.title == STEPS and len(_NEEDED - in_place.keys()) <= _MOST_TYPED_OVER:
            return {key: place + 1 for key, place in STEP.items()}
    return None


def read_steps(grid: Grid, columns: Mapping[str, int], about: About) -> list[StepRow]:
    """All rows that say what they are, in order."""
    words = set(_COLUMNS)
    return [
        StepRow(grid, row, columns, about)
        for row in grid.rows
        if grid.text(row, columns["row"]) and grid.text(row, columns["row"]) not in words
    ]


def entered_text(cell: Cell | None, shown: str, original: str) -> str:
    """The text that an entry of a form stands for now.

    `shown` is what the program had written there for the text `original`: while that still stands there, it is the
    original; a changed entry is what the cell shows, with all the decimals that it holds and its unit.
    """
    if cell is None:
        return "" if shown.strip() else original
    written = as_number(shown)
    if cell.value is None:
        return original if cell.text.strip() == safe_text(shown).strip() else cell.text
    if written is not None and written.value == cell.value:
        return original
    return cell.full or cell.text


def shows_own(cell: Cell, *own: Decimal | None) -> bool:
    """Whether a formula, where nothing was entered, is the program's: it shows one of the program's `own` figures.

    Cells do not say what their formula is; one that a person typed and that shows the same loses nothing by it.
    """
    if cell.value is None:
        return None in own
    known = [number for number in own if number is not None]
    return any(same_figure(cell.value, number) for number in known)


def share_text(row: StepRow, *, changed: bool = False) -> str:
    """The share that a person entered, "" where it was stated in the actual or assumed.

    An old share does not belong to an outcome that was `changed` since: then only a new one counts.
    """
    origin, _, stated = row.text("share_origin").partition("：")
    number = row.number("share")
    entered = origin in {SHARE_ENTERED, SHARE_CLAIMED}
    if number is None or parse_percent(stated) == number:
        return stated if entered and not changed else ""
    cell = row.cell("share")
    return "" if changed and cell is not None and cell.formula else plain(number)


def month_text(row: StepRow) -> str:
    """A percent of the spending plan or of what was spent: as written, or the reading if that was changed."""
    number, program = row.number("reading"), row.number("program")
    if number is None or number == program:
        return row.text("actual")
    return f"{plain(number)}%"


def applies_again(row: StepRow, shown: str, actual: str) -> bool:
    """Whether somebody overwrote the 不适用 on the form, where `actual` stands now: an outcome says that it applies.

    Forms of earlier versions show the actual of a row that a pack gives 0 points for not applying.
    """
    if not row.text("not_applicable") or shown.strip() == NOT_APPLICABLE:
        return False
    return "moved" in row.columns or actual.strip() != row.text("actual").strip()
