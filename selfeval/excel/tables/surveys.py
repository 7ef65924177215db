"""Surveys outside of the tables → the satisfaction rates they are behind; what fits none of them is told."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Final

from selfeval.core.model import Indicator
from selfeval.core.patterns import lazy
from selfeval.core.problems import NOTHING, CellRef, Message, Problem, Severity, msg
from selfeval.core.texts.surveys import read_survey
from selfeval.core.texts.words.names import is_satisfaction
from selfeval.excel.book.grid import Book, Grid, Place, parse_cell
from selfeval.excel.tables.sheet import Table
from selfeval.excel.tables.survey_cells import Found, blocks_in, lines_in, table_cells

_MARKS: Final = lazy(r"[\s“”\"'《》（）():：、,，]+")
Row = tuple[int, int]
"""A satisfaction rate: the number of its table, and of its row there."""
Blocks = Mapping[str, tuple[Found, ...]]
"""Blocks of counts by the sheet that they stand on; sheets without any label of theirs are not among them."""


@dataclass
class _Given:
    """What each satisfaction rate is given, by its table and row."""

    texts: dict[Row, tuple[Found, Grid]] = field(default_factory=dict)
    cells: set[CellRef] = field(default_factory=set)
    problems: dict[int, list[Problem]] = field(default_factory=dict)


def without_blocks(book: Book) -> tuple[Book, Blocks]:
    """The workbook without blocks of counts, which else look like rows and columns of a table, and these by sheet."""
    blocks: dict[str, tuple[Found, ...]] = {}
    sheets = []
    for grid in book.sheets:
        found = blocks_in(grid, partial(table_cells, grid))
        if found is not None:
            blocks[grid.title] = tuple(found)
        gone = {place for one in found or () for place in one.cells}
        left = {place: cell for place, cell in grid.cells.items() if place not in gone} if gone else grid.cells
        sheets.append(replace(grid, cells=left) if gone else grid)
    return (replace(book, sheets=type(book.sheets)(sheets)) if any(blocks.values()) else book), blocks


def with_surveys(book: Book, tables: Sequence[Table], blocks: Blocks) -> list[Table]:
    """The tables with the surveys that stand beside and below them, or on a sheet of their own."""
    given = _Given()
    for grid in book.sheets:
        if grid.very_hidden:
            continue
        taken = partial(_taken, grid, tables)
        more = blocks_in(grid, taken) if grid.title in blocks else None
        found = [*blocks.get(grid.title, ()), *lines_in(grid, taken), *(more or ())]
        if found:
            given.cells |= {grid.ref(*place) for one in found for place in one.cells}
            _give(grid, sorted(found, key=lambda one: one.place), tables, given)
    return [_table(number, table, given) for number, table in enumerate(tables)]


def _taken(grid: Grid, tables: Sequence[Table]) -> set[Place]:
    """The cells that were read for something: those of projects, and the whole rows of indicators."""
    taken: set[Place] = set()
    for table in tables:
        if table.project.sheet != grid.title:
            continue
        taken |= {parse_cell(ref.cell) for ref in table.project.cells.values() if ref.sheet == grid.title and ref.cell}
        rows = [[parse_cell(ref.cell) for ref in row.cells.values() if ref.cell] for row in table.project.indicators]
        header = [parse_cell(column.where.cell)[1] for column in table.layout.columns] if table.layout else []
        columns = [column for places in rows for _, column in places] + header
        reach = range(min(columns, default=1), max(columns, default=0) + 1)
        taken |= {(row, column) for places in rows for row, _ in places for column in reach}
    return taken


def _give(grid: Grid, found: Sequence[Found], tables: Sequence[Table], given: _Given) -> None:
    wholes = [one for one in found if one.whole]
    for one in found:
        number = _owner(grid, one, tables)
        rows = _rows(tables, number)
        if not one.text:
            if one.said:
                _tell(given, number, grid, one, Severity.WARNING, _unread())
            continue
        named = [row for row in rows if _names(one.text, _indicator(tables, row))]
        named = named or [row for row in rows if _names(one.about, _indicator(tables, row))]
        alone = [other for other in found if other.text and not other.whole] == [one] or wholes == [one]
        if len(named) != 1 and not (len(rows) == 1 and alone and not named):
            if not one.whole and not (wholes and len(rows) == 1):
                _tell(given, number, grid, one, Severity.WARNING, _unknown())
            continue
        row = named[0] if len(named) == 1 else rows[0]
        _put(given, row, grid, one, tables)


def _owner(grid: Grid, one: Found, tables: Sequence[Table]) -> int | None:
    """The table that a survey belongs to: the last one above or beside it; on a sheet without one, the one it names."""
    own = [number for number, table in enumerate(tables) if table.project.sheet == grid.title]
    if own:
        above = [number for number in own if tables[number].first <= one.place[0]]
        return above[-1] if above else own[0]
    if len(tables) == 1:
        return 0
    words = _bare(" ".join(text for row in grid.rows for _, text in grid.row_texts(row)))
    named = [
        number
        for number, table in enumerate(tables)
        if any(name and _bare(name) in words for name in (table.project.code, table.project.name))
    ]
    return named[0] if len(named) == 1 else None


def _rows(tables: Sequence[Table], number: int | None) -> list[Row]:
    """The satisfaction rates of a table, of all where it is not known which one."""
    own = range(len(tables)) if number is None else [number]
    return [
        (table, at)
        for table in own
        for at, row in enumerate(tables[table].project.indicators)
        if is_satisfaction(row.tier1, row.tier2)
    ]


def _indicator(tables: Sequence[Table], row: Row) -> Indicator:
    return tables[row[0]].project.indicators[row[1]]


def _bare(text: str) -> str:
    return _MARKS.sub("", text)


def _names(text: str, row: Indicator) -> bool:
    return bool(row.tier3.strip()) and _bare(row.tier3) in _bare(text)


def _put(given: _Given, row: Row, grid: Grid, one: Found, tables: Sequence[Table]) -> None:
    item = _indicator(tables, row)
    before = given.texts[row][0].text if row in given.texts else item.survey
    if before.strip():
        if _counts(before) != _counts(one.text):
            message = msg("“{name}” has another survey already: {text}", name=item.tier3, text=before)
            _tell(given, row[0], grid, one, Severity.WARNING, message, msg("Ask which of the two is right."))
        return
    given.texts[row] = (one, grid)
    message = msg("This survey was taken for “{name}”.", name=item.tier3)
    _tell(given, row[0], grid, one, Severity.INFO, message)


def _counts(text: str) -> Mapping[str, object]:
    survey = read_survey(text)
    return {} if survey is None else survey.counts


def _unread() -> Message:
    return msg("A survey stands here whose counts cannot be read.")


def _unknown() -> Message:
    return msg("A survey stands here, but not which satisfaction rate it is behind.")


def _tell(
    given: _Given,
    number: int | None,
    grid: Grid,
    one: Found,
    severity: Severity,
    message: Message,
    hint: Message = NOTHING,
) -> None:
    if severity is Severity.WARNING and hint is NOTHING:
        hint = msg("Enter it with the rate (问卷调查).")
    problem = Problem("F233", severity, message, hint, grid.ref(*one.place), one.text or one.said)
    given.problems.setdefault(number or 0, []).append(problem)


def _table(number: int, table: Table, given: _Given) -> Table:
    own = {at: found for (owner, at), found in given.texts.items() if owner == number}
    if not own and number not in given.problems:
        return table
    others = (one for one in table.problems if one.code != "F226" or one.where not in given.cells)
    rows = [
        replace(row, survey=own[at][0].text, cells={**row.cells, "survey": own[at][1].ref(*own[at][0].place)})
        if at in own
        else row
        for at, row in enumerate(table.project.indicators)
    ]
    problems = (*others, *given.problems.get(number, ()))
    return table._replace(project=replace(table.project, indicators=tuple(rows)), problems=problems)
