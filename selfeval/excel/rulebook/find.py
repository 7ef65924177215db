"""Finds the blocks of a rule pack in a workbook by the keys above its columns and beside its settings."""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from dataclasses import dataclass, field

from selfeval.core.problems import CellRef, Message, Problem, Severity, msg
from selfeval.core.rules.keys.fields import RuleField
from selfeval.excel.book.grid import Book, Cell, Grid
from selfeval.excel.rulebook.columns import Block
from selfeval.excel.rulebook.rows import COMMENT, LISTS, SETTING_KEY, SETTING_VALUE
from selfeval.excel.rulebook.sheets import BLOCKS, OTHERS, SHEETS

_LOOKED_AT = 40
"""Rows from the top in which the row of keys is looked for."""

OTHER_BLOCK = next(block for sheet in SHEETS if sheet.title == OTHERS for block in sheet.blocks)
_TABLES = (*(block for block in BLOCKS if block.path), OTHER_BLOCK)
_COLUMNS = {block.full_key(column): (block, column) for block in _TABLES for column in block.all_columns}
_SETTINGS = {column.key: column for block in BLOCKS if not block.path for column in block.columns}
_KNOWN = {*_COLUMNS, COMMENT, SETTING_KEY, SETTING_VALUE}
KEPT = "导出清单"
"""The hidden sheet that lists what was exported."""
_SHEETS = {sheet.title for sheet in SHEETS}
_UNREAD = {"说明", LISTS, KEPT}


@dataclass
class Table:
    """One block as found: its sheet, where each column stands, the rows that hold something."""

    block: Block
    grid: Grid
    key_row: int
    columns: dict[str, int] = field(default_factory=dict)
    rows: list[int] = field(default_factory=list)

    def cell(self, row: int, key: str) -> Cell | None:
        """What stands in a row under a key."""
        return self.grid.cell(row, self.columns[key]) if key in self.columns else None

    def ref(self, row: int, key: str) -> CellRef:
        """The address of that cell; of the row where the column is missing."""
        return self.grid.ref(row, self.columns.get(key, min(self.columns.values())))


@dataclass
class Found:
    """Everything with a key, and what is wrong with the keys.

    Attributes:
        settings: sheet, row and column of the value of each setting.
        lost: keys that were wiped out above their columns, each told already.
    """

    tables: dict[Block, Table] = field(default_factory=dict)
    settings: dict[str, tuple[Grid, int, int]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    lost: set[str] = field(default_factory=set)

    def error(self, code: str, where: CellRef, message: Message, hint: Message, read: str = "") -> None:
        """Add a problem that keeps the workbook from being taken over."""
        self.problems.append(Problem(code, Severity.ERROR, message, hint, where, read))


_RESTORE = msg("Write the grey key again as in a newly exported workbook, or // above a column of your own.")


def find(book: Book) -> Found:
    """The blocks of a workbook; `tables` and `settings` are empty where it holds none."""
    found = Found()
    listed = any(grid.title == KEPT for grid in book.sheets)
    for grid in book.sheets:
        row = None if grid.title == KEPT else _key_row(grid)
        if row is not None:
            _sheet(grid, row, found, listed=listed)
        elif grid.title not in _UNREAD and grid.cells and grid.title not in _SHEETS:
            text = msg("The sheet {sheet} has no row of keys and was not read.", sheet=grid.title)
            found.problems.append(Problem("R186", Severity.WARNING, text, _RESTORE, CellRef(grid.title, "")))
    return found


def _key_row(grid: Grid) -> int | None:
    """The row with the most keys; a single one may be a word by chance."""
    counts = {row: sum(text in _KNOWN for _, text in grid.row_texts(row)) for row in grid.rows if row <= _LOOKED_AT}
    best = max(counts, key=lambda row: (counts[row], -row), default=None)
    return best if best is not None and counts[best] >= 2 else None


def _sheet(grid: Grid, key_row: int, found: Found, *, listed: bool) -> None:
    tables: dict[Block, Table] = {}
    settings: dict[str, int] = {}
    for place, text in grid.row_texts(key_row):
        if text in {SETTING_KEY, SETTING_VALUE} and text not in settings:
            settings[text] = place
        elif text in _COLUMNS:
            block, column = _COLUMNS[text]
            table = tables.setdefault(block, Table(block, grid, key_row))
            if column.key in table.columns or block in found.tables:
                _twice(found, grid.ref(key_row, place), text)
            else:
                table.columns[column.key] = place
        elif text != COMMENT:
            found.error("R181", grid.ref(key_row, place), *_unknown(text, [*_COLUMNS]), text)
    top = key_row + (2 if _has_headings(grid, key_row + 1, tables, settings) else 1)
    if len(settings) == 2:
        _read_settings(grid, top, settings, found)
    elif settings:
        missing = ({SETTING_KEY, SETTING_VALUE} - set(settings)).pop()
        gone = msg("The column “{key}” is not there.", key=missing)
        found.error("R181", grid.ref(key_row, next(iter(settings.values()))), gone, _RESTORE)
    for block, table in tables.items():
        if not table.columns:
            continue
        table.rows = [row for row in grid.rows if row >= top and any(map(_holds, _cells(table, row)))]
        found.tables[block] = table
        _missing_columns(table, found, listed=listed)


def _cells(table: Table, row: int) -> Iterator[Cell | None]:
    return (table.grid.cell(row, place) for place in table.columns.values())


def _holds(cell: Cell | None) -> bool:
    return cell is not None and bool(cell.text.strip() or cell.missing)


def _has_headings(grid: Grid, row: int, tables: dict[Block, Table], settings: dict[str, int]) -> bool:
    """Whether the headings still stand below the keys."""
    labels = {"内容", "键"} if settings else set()
    labels |= {column.label for block in tables for column in block.all_columns}
    return any(text in labels for _, text in grid.row_texts(row))


def _read_settings(grid: Grid, top: int, places: dict[str, int], found: Found) -> None:
    for row in (row for row in grid.rows if row >= top):
        key = grid.text(row, places[SETTING_KEY])
        where = grid.ref(row, places[SETTING_KEY])
        if key in _SETTINGS and key not in found.settings:
            found.settings[key] = (grid, row, places[SETTING_VALUE])
        elif key in _SETTINGS:
            _twice(found, where, key)
        elif key:
            found.error("R181", where, *_unknown(key, [*_SETTINGS]), key)
        elif _holds(grid.cell(row, places[SETTING_VALUE])):
            text = msg("This row has a value and no key, so nobody can say what it is.")
            found.error("R181", grid.ref(row, places[SETTING_VALUE]), text, _RESTORE)


def _missing_columns(table: Table, found: Found, *, listed: bool) -> None:
    """A column whose key was wiped out must not get lost; the list of what was exported knows those that are gone."""
    headings = {text: place for place, text in table.grid.row_texts(table.key_row + 1)}
    for column in table.block.all_columns:
        if column.key in table.columns:
            continue
        key, place = table.block.full_key(column), headings.get(column.label)
        if place is not None and not table.grid.text(table.key_row, place):
            text = msg("The column “{label}” has lost its key {key}.", label=column.label, key=key)
            found.error("R181", table.grid.ref(table.key_row, place), text, _RESTORE)
            found.lost.add(key)
        elif not listed:
            text = msg("“{label}” ({key}) is gone; the pack would fall back to what holds without it.",
                       label=column.label, key=key)  # fmt: skip
            found.error("R186", table.grid.ref(table.key_row, min(table.columns.values())), text, _RESTORE)


def _twice(found: Found, where: CellRef, key: str) -> None:
    text = msg("The key {key} occurs a second time here.", key=key)
    found.error("R185", where, text, msg("Keep one of the two, and write // over the other one."), key)


def _unknown(key: str, known: list[str]) -> tuple[Message, Message]:
    near = difflib.get_close_matches(key, known, n=1, cutoff=0.6)
    hint = msg("Probably {meant} is meant.", meant=near[0]) if near else _RESTORE
    return msg("There is no key {key}.", key=key[:60]), hint


def setting(key: str) -> RuleField:
    """The column of a setting."""
    return _SETTINGS[key]
