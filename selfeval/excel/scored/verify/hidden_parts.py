"""Sheets, rows and columns of a scored workbook that somebody hid, or made too small to be read (F213)."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping, Sequence

from selfeval.core.problems import CellRef, Problem, Severity, msg
from selfeval.excel.book.grid import Book, Grid, column_letters
from selfeval.excel.book.look_sheet import SheetLook
from selfeval.excel.paper.labels import ABOUT, DEVIATIONS, FINDINGS, MONTHS, STEPS

INTERNAL = frozenset({STEPS, FINDINGS, DEVIATIONS, MONTHS, ABOUT})
"""Sheets that stay in the house: hiding them is nobody's harm, and noted only."""

_SHARE = 0.6
"""A row or column smaller than this share of what was written cuts its texts off."""

_HINT = msg("Show them before the workbook is handed in.")
_NAMED = 10


def hidden_parts(book: Book, compared: Mapping[str, Grid], written: Book) -> Iterator[Problem]:
    """F213 for what is hidden: a warning where it is a part of a sheet that goes out, a note elsewhere.

    `written` is the program's own copy; `compared` are the sheets of `book` by the names of that.
    """
    ours = {grid.title: written.sheet(name) for name, grid in compared.items() if name not in INTERNAL}
    for grid in book.sheets:
        own = ours.get(grid.title)
        if grid.hidden:
            message = msg("The sheet {sheet} is hidden; its figures were verified all the same.", sheet=grid.title)
            severity = Severity.INFO if own is None else Severity.WARNING
            yield Problem("F213", severity, message, _HINT, CellRef(grid.title, ""))
        rows = sorted(grid.hidden_rows)
        for shown_rows, severity in _parted(rows, own.by_row if own else (), grid.by_row):
            message = msg(
                "Rows of the sheet {sheet} are hidden ({rows}); their figures were verified all the same.",
                sheet=grid.title,
                rows=_listed([*map(str, shown_rows)]),
            )
            yield Problem("F213", severity, message, _HINT, grid.ref(shown_rows[0], 1))
        used = grid.columns | (own.columns if own else frozenset())
        columns = [column for column in sorted(used) if grid.hides_column(column)]
        for shown_columns, severity in _parted(columns, own.columns if own else (), grid.columns):
            message = msg(
                "Columns of the sheet {sheet} are hidden ({columns}); their figures were verified all the same.",
                sheet=grid.title,
                columns=_listed([*map(column_letters, shown_columns)]),
            )
            yield Problem("F213", severity, message, _HINT, grid.ref(1, shown_columns[0]))


def _parted(hidden: Sequence[int], ours: Container[int], used: Container[int]) -> Iterator[tuple[list[int], Severity]]:
    """What is hidden of the program's own, and what else that holds something."""
    own = [line for line in hidden if line in ours]
    other = [line for line in hidden if line not in ours and line in used]
    yield from ((lines, severity) for lines, severity in ((own, Severity.WARNING), (other, Severity.INFO)) if lines)


def too_small(ours: Grid, grid: Grid, wanted: SheetLook, look: SheetLook, *, goes_out: bool) -> Iterator[Problem]:
    """F213 for rows and columns that are so small that what stands in them is cut off."""
    severity = Severity.WARNING if goes_out else Severity.INFO
    rows = [row for row in ours.rows if row not in grid.hidden_rows and _cut(wanted.height(row), look.height(row))]
    if rows:
        message = msg(
            "Rows of the sheet {sheet} are too low to be read ({rows}).",
            sheet=grid.title,
            rows=_listed([*map(str, rows)]),
        )
        yield Problem("F213", severity, message, _HINT, grid.ref(rows[0], 1))
    columns = [
        column
        for column in sorted(ours.columns)
        if not grid.hides_column(column) and _cut(wanted.width(column), look.width(column))
    ]
    if columns:
        message = msg(
            "Columns of the sheet {sheet} are too narrow to be read ({columns}).",
            sheet=grid.title,
            columns=_listed([*map(column_letters, columns)]),
        )
        yield Problem("F213", severity, message, _HINT, grid.ref(1, columns[0]))


def _cut(wanted: float, found: float) -> bool:
    return found < _SHARE * wanted


def _listed(names: list[str]) -> str:
    more = ", …" if len(names) > _NAMED else ""
    return ", ".join(names[:_NAMED]) + more
