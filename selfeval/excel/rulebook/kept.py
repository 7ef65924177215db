"""What an exported workbook held, so that the import can tell what is gone from what was never there.

A hidden sheet lists every key with its cell and every filled cell with the row it belongs to. Rows may be sorted, moved
and renumbered, columns moved: a row is known again by its name, else by its number, else by its place.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import TypeAlias

from selfeval.core.problems import CellRef, Message, Problem, Severity, msg
from selfeval.core.records import dataclass
from selfeval.core.rules.keys.fields import ITSELF, NAME
from selfeval.excel.book.grid import Book, Grid, parse_cell
from selfeval.excel.rulebook.columns import EACH, ORDER, REFER, Block
from selfeval.excel.rulebook.find import KEPT, Found, Table

HEAD = ("种类", "表", "格", "键", "行", "内容")
KEY, CELL = "键", "格"
_NAMES = (NAME, "id", "name", "title", "path", ITSELF)
_LONGEST = 40

Entry: TypeAlias = tuple[str, str, str, str, str, str]
"""Kind, sheet, cell, key, name of its row, what stood there."""

_HINT = msg("Put it back. If it was meant to go, run the import again with --allow-removed.")
_RESTORE = msg("Put it back as in a newly exported workbook; the grey keys are what the import goes by.")


@dataclass(frozen=True, slots=True)
class Gone:
    """A value that was exported and is not in the workbook any more.

    Attributes:
        table: the block's name, "" for settings.
        refer: what the row belonged to, for a row that is gone; None for a single cell.
        value: what stood there.
    """

    table: str
    refer: str | None
    value: str
    problem: Problem


def row_name(block: Block, cell: Callable[[str], str]) -> str:
    """What a row is known by: what it refers to, its name and its number."""
    refer = cell(REFER) if block.refer else ""
    keys = {column.key for column in block.columns}
    name = next((cell(key) for key in _NAMES if key in keys), "")
    return f"{refer}|{name}|{cell(ORDER)}"


def entries(book: Book) -> list[Entry] | None:
    """The list of a workbook; None where it is gone or is none."""
    grid = next((grid for grid in book.sheets if grid.title == KEPT), None)
    if grid is None:
        return None
    heads = {text: place for place, text in grid.row_texts(grid.rows[0])} if grid.rows else {}
    if not set(HEAD) <= set(heads):
        return None
    found = []
    for row in grid.rows:
        kind, *rest = (grid.text(row, heads[name]) for name in HEAD)
        if kind in {KEY, CELL} and rest[0] and rest[1] and rest[2]:
            found.append((kind, rest[0], rest[1], rest[2], rest[3], rest[4]))
    return found


def missing_keys(listed: list[Entry], found: Found, book: Book) -> Iterator[Problem]:
    """Every key of the exported workbook that is there no longer, each sheet that is gone or has lost its keys once."""
    present = {table.block.full_key(column) for table in found.tables.values() for column in table.block.all_columns
               if column.key in table.columns} | set(found.settings) | found.lost  # fmt: skip
    sheets = {grid.title for grid in book.sheets}
    by_sheet: dict[str, list[Entry]] = {}
    for entry in listed:
        if entry[0] == KEY:
            by_sheet.setdefault(entry[1], []).append(entry)
    for sheet, keys in by_sheet.items():
        gone = [entry for entry in keys if entry[3] not in present]
        if len(gone) == len(keys):
            text = (
                msg("The row of grey keys of the sheet {sheet} is gone.", sheet=sheet)
                if sheet in sheets
                else msg("The sheet {sheet} is gone.", sheet=sheet)
            )
            yield Problem("R186", Severity.ERROR, text, _RESTORE, CellRef(sheet, gone[0][2]))
            continue
        for _, _, cell, key, _, label in gone:
            text = msg("“{label}” ({key}) is gone; the pack would fall back to what holds without it.",
                       label=label, key=key)  # fmt: skip
            yield Problem("R186", Severity.ERROR, text, _RESTORE, CellRef(sheet, cell))


def gone(listed: list[Entry], found: Found) -> Iterator[Gone]:
    """Every filled cell of the exported workbook that is blank now or whose row is gone; a row is told once."""
    columns = {
        table.block.full_key(column): (table, column.key)
        for table in found.tables.values()
        for column in table.block.all_columns
    }
    rows: dict[int, _Rows] = {}
    told: set[tuple[int, str]] = set()
    gone_rows: dict[str, set[str]] = {}
    for kind, sheet, cell, key, name, value in listed:
        if kind != CELL:
            continue
        where = CellRef(sheet, cell)
        if key in found.settings:
            grid, row, place = found.settings[key]
            if not _holds(grid, row, place):
                yield Gone("", None, value, _blank(grid.ref(row, place), value))
            continue
        if key not in columns:
            continue  # its key is told
        table, column = columns[key]
        if id(table) not in rows:
            keys = _keys(table)
            own = [entry for entry in listed if entry[0] == CELL and entry[3] in keys and _is_name(entry[4])]
            rows[id(table)] = _Rows(table, {entry[4]: parse_cell(entry[2])[0] for entry in own})
        if not _is_name(name):
            continue
        at = rows[id(table)].find(name)
        if at is None:
            if (id(table), name) not in told:
                told.add((id(table), name))
                shown = "、".join(part for part in name.split("|")[:2] if part) or name.strip("|")
                text = msg("The row “{name}” was there when this was exported and is gone.", name=shown[:_LONGEST])
                gone_rows.setdefault(table.block.name, set()).update(name.split("|")[1:])
                if _above(table.block) is None or name.split("|")[0] not in gone_rows.get(
                    _above(table.block) or "", ()
                ):
                    lost = Problem("R188", Severity.ERROR, text, _HINT, where)
                    yield Gone(table.block.name, name.split("|")[0], value, lost)
        elif column in table.columns and not _holds(table.grid, at, table.columns[column]):
            yield Gone(table.block.name, None, value, _blank(table.ref(at, column), value))


def _above(block: Block) -> str | None:
    """The name of the list that the entries of this block are parts of."""
    if block.refer is None:
        return None
    length = len(block.path) - 1 - block.path[::-1].index(EACH)
    return ".".join(part for part in block.path[:length] if part != EACH)


def _is_name(name: str) -> bool:
    return name.count("|") == 2


def _keys(table: Table) -> set[str]:
    return {table.block.full_key(column) for column in table.block.all_columns}


def _blank(where: CellRef, value: str) -> Problem:
    text: Message = msg("“{value}” stood here when this was exported; the cell is blank now.", value=value[:_LONGEST])
    return Problem("R188", Severity.ERROR, text, _HINT, where)


def _holds(grid: Grid, row: int, place: int) -> bool:
    cell = grid.cell(row, place)
    return cell is not None and bool(cell.text.strip() or cell.missing)


class _Rows:
    """Which row of a table each exported one is now: by full name, name, number or place, in this order."""

    def __init__(self, table: Table, listed: Mapping[str, int]) -> None:
        now = {row: row_name(table.block, partial(_text, table, row)) for row in table.rows}
        self._found: dict[str, int] = {}
        left = dict(now)
        for same in (_whole, _without_number, _without_name):
            by_name: dict[str, list[int]] = {}
            for row, name in left.items():
                if key := same(name):
                    by_name.setdefault(key, []).append(row)
            for name in listed:
                rows = by_name.get(same(name) or "-")
                if name not in self._found and rows:
                    self._found[name] = rows.pop(0)
            left = {row: name for row, name in left.items() if row not in self._found.values()}
        for name, place in listed.items():
            if name not in self._found and place in left:
                self._found[name] = place

    def find(self, name: str) -> int | None:
        """The row that was called so."""
        return self._found.get(name)


def _whole(name: str) -> str:
    return name


def _without_number(name: str) -> str:
    refer, own, _ = name.split("|")
    return f"{refer}|{own}" if own else ""


def _without_name(name: str) -> str:
    refer, _, number = name.split("|")
    return f"{refer}|{number}" if number else ""


def _text(table: Table, row: int, key: str) -> str:
    cell = table.cell(row, key)
    return _piped(cell.text) if cell is not None else ""


def _piped(text: str) -> str:
    return " ".join(text.replace("|", "｜").split())


def written_row(block: Block, row: Mapping[str, str]) -> str:
    """What a row that is being written will be known by."""
    return row_name(block, lambda key: _piped(row.get(key, "")))
