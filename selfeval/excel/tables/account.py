"""Accounts for one table: columns understood and not, rows skipped, and what was hidden and read all the same."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from selfeval.core.model import KEPT_WORDS, Indicator, Project
from selfeval.core.problems import CellRef, Message, Problem, Severity, msg
from selfeval.excel.book.grid import MAX_COLUMN, Grid, cell_address, column_letters, parse_cell
from selfeval.excel.tables import recognised
from selfeval.excel.tables.body.indicators import Body
from selfeval.excel.tables.header import Header, Overrides
from selfeval.excel.tables.labels.labels import is_annual, is_period, label_of, normal
from selfeval.excel.tables.recognised import Column, Kept, TableLayout

_MOST_COLUMNS = 64
"""A table is never wider; what stands further to the right is not reported column by column."""


def account(grid: Grid, header: Header, body: Body, projects: tuple[str, ...], overrides: Overrides) -> TableLayout:
    """How a table was understood."""
    said = overrides.get(header.anchor, {})
    columns, covered = [], set()
    for name, (first, last) in sorted(header.columns.items(), key=lambda item: item[1]):
        place = _header_cell(grid, header, first)
        columns.append(Column(grid.ref(*place), grid.text(*place), name, mapped=first in said))
        covered |= set(range(first, min(last, first + _MOST_COLUMNS) + 1))
    ends = [parse_cell(row.where.cell)[0] for row in body.skipped if row.why not in {recognised.NOTE, recognised.BELOW}]
    last_row = max([header.bottom, *body.rows, *ends])
    rows = grid.rows_between(header.bottom + 1, last_row)
    unknown = tuple(_unknown(grid, header, body.rows, covered))
    inside = _inside(header)
    used = [column for row in (header.anchor, *rows) for column in grid.by_row[row] if column in inside]
    left, right = min([*used, *covered]), max([*used, *covered])
    return TableLayout(
        grid.title,
        f"{cell_address(header.top, left)}:{cell_address(last_row, right)}",
        tuple(columns),
        unknown,
        tuple(sorted(body.skipped, key=lambda row: parse_cell(row.where.cell))),
        projects,
        sum(len(group.indicators) for group in body.groups),
    )


def kept_texts(projects: Iterable[Project]) -> tuple[Kept, ...]:
    """What of the projects is only shown, with its cells."""
    return tuple(
        Kept(project.where(name), word, text)
        for project in projects
        for name, word in KEPT_WORDS.items()
        if (text := project.kept.get(name) or project.budget.get(name, ""))
    )


def _inside(header: Header) -> range:
    """The columns that a table may have."""
    return range(header.left, min(header.right, header.first + _MOST_COLUMNS) + 1)


def _header_cell(grid: Grid, header: Header, column: int) -> tuple[int, int]:
    """The lowest header cell over a column that shows something."""
    for row in range(header.bottom, header.top - 1, -1):
        span = grid.span(row, column)
        if grid.text(span.top, span.left):
            return span.top, span.left
    return header.anchor, column


def _unknown(grid: Grid, header: Header, rows: list[int], covered: set[int]) -> Iterable[Column]:
    """Columns inside the table that hold something below the header, and whose header says nothing we know."""
    if header.beside:
        covered = covered | set(range(header.beside.first, header.beside.last + 1))
    filled = {column for row in rows for column, _ in grid.row_texts(row)}
    blocks = {column for row in rows for column, text in grid.row_texts(row) if _is_block(text)}
    headed = {
        column
        for row in range(header.top, header.bottom + 1)
        for column in grid.by_row.get(row, ())
        if grid.text(row, column)
    }
    for column in sorted((filled | headed) - covered - blocks):
        place = _header_cell(grid, header, column)
        text = grid.text(*place)
        if column not in _inside(header) or _is_block(text):
            continue
        if place[1] == column and not _is_group(grid, header, place):
            yield Column(grid.ref(*place), text)


@lru_cache(maxsize=4096)
def _is_block(text: str) -> bool:
    """Whether a text names the block of indicators, at the left of the tiers, or a half of them."""
    label = label_of(text)
    return bool(label and label[0] == "indicator_block") or is_period(text) or is_annual(text)


def _is_group(grid: Grid, header: Header, place: tuple[int, int]) -> bool:
    """Whether a header cell only stands over others that are understood, such as 年度目标 over 符号, 数值."""
    span = grid.span(*place)
    known = [first for first, _ in header.columns.values() if span.left <= first <= span.right]
    return span.bottom < header.bottom and bool(known)


def unknown_problems(layout: TableLayout) -> list[Problem]:
    """F226 for each column that was not understood."""
    return [
        Problem(
            "F226",
            Severity.INFO,
            _not_understood(column),
            msg(
                "If the form needs it, say which field it holds, such as --map {field}={column}.",
                field="分值",
                column="".join(letter for letter in column.where.cell if letter.isalpha()),
            ),
            column.where,
            column.text,
        )
        for column in layout.unknown
    ]


def _not_understood(column: Column) -> Message:
    text = normal(column.text) or column.text
    if text:
        return msg("The column “{text}” was not understood and not read.", text=text)
    return msg("This column has no header; it was not read.")


def hidden_problems(grid: Grid, project: Project, indicators: Iterable[Indicator]) -> list[Problem]:
    """F203 for hidden rows and for hidden columns that were read, with their first cells."""
    if not (grid.hidden_rows or grid.hidden_columns):
        return []
    places = [_place(ref) for ref in project.cells.values()]
    places += [_place(ref) for item in indicators for ref in item.cells.values()]
    used = {place for place in places if place in grid.cells}
    rows = sorted({row for row, _ in used if row in grid.hidden_rows})
    columns = sorted({column for _, column in used if grid.hides_column(column)})
    found = []
    if rows:
        message = msg("Hidden rows hold data ({rows}); they were read.", rows="、".join(_runs(rows)))
        found.append(_hidden(grid, message, f"A{rows[0]}"))
    if columns:
        shown = "、".join(column_letters(column) for column in columns)
        message = msg("Hidden columns hold data ({columns}); they were read.", columns=shown)
        top = min(row for row, column in used if column == columns[0])
        found.append(_hidden(grid, message, cell_address(top, columns[0])))
    return found


def _hidden(grid: Grid, message: Message, cell: str) -> Problem:
    hint = msg("Show them and check whether they belong to the form.")
    return Problem("F203", Severity.WARNING, message, hint, CellRef(grid.title, cell))


def _place(ref: CellRef) -> tuple[int, int]:
    try:
        return parse_cell(ref.cell)
    except ValueError:
        return 0, MAX_COLUMN + 1


def _runs(rows: list[int]) -> list[str]:
    """`3–5`, `9`: neighbouring rows together."""
    runs: list[list[int]] = []
    for row in rows:
        if runs and row == runs[-1][1] + 1:
            runs[-1][1] = row
        else:
            runs.append([row, row])
    return [str(first) if first == last else f"{first}–{last}" for first, last in runs]
