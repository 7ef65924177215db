"""A workbook of a rule pack → the pack as plain tables, with the cell of every value and everything wrong at once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import field
from pathlib import Path as FilePath
from typing import Any

from selfeval.core.problems import CellRef, Message, Problem, SelfEvalError, Severity, msg
from selfeval.core.records import dataclass
from selfeval.core.rules.keys.fields import ITSELF, NAME, RuleField
from selfeval.excel.book.any_kind import open_book
from selfeval.excel.book.grid import Book, parse_cell
from selfeval.excel.rulebook.columns import EACH, ORDER, REFER, Block, inside
from selfeval.excel.rulebook.find import OTHER_BLOCK, Found, Table, find
from selfeval.excel.rulebook.flat import Path, path_parts, put_at, value_at
from selfeval.excel.rulebook.removals import removed
from selfeval.excel.rulebook.sheets import BLOCKS
from selfeval.excel.rulebook.values import Wrong, from_cell, from_literal, unquoted

_NOT_WHOLE = Wrong("R182", msg("A whole number is needed here."), msg("Number the rows 1, 2, 3, or leave this blank."))


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a value stands or would stand, and the heading of its column."""

    where: CellRef
    label: str


@dataclass(frozen=True)
class Rulebook:
    """What a workbook says.

    Attributes:
        pack, cases: plain tables as a TOML reader gives them; `cases` is None where there are none.
        spots: the place of each value by its path from the top; worked cases begin with `cases`.
        problems: in the order of sheets and rows; errors mean that `pack` is not all that was meant.
    """

    pack: dict[str, Any]
    cases: dict[str, Any] | None
    spots: Mapping[Path, Spot]
    problems: tuple[Problem, ...]


def read_rulebook(path: FilePath, *, allow_removed: bool = False) -> Rulebook:
    """Read a workbook that `write_rulebook` wrote and somebody edited; columns and rows count by their keys.

    Problems: R181 key unknown or gone, R182 wrong type, R183 not one of the choices, R184 row without the one it
    belongs to, R185 twice, R186 a sheet or key that is gone, R188 a row or value that is gone: a warning with
    `allow_removed`.

    Raises:
        SelfEvalError: F101 … F111 not readable, R180 no workbook of a rule pack.
    """
    book = open_book(path)
    found = find(book)
    if not (found.settings and found.tables):
        message = msg("{name} is no workbook of a rule pack: it has no rows of keys.", name=path.name)
        hint = msg("Make one with “selfeval rules export”.")
        raise SelfEvalError(msg("Not a rule pack"), message, hint, "R180")
    reader = _Reader(found)
    reader.read()
    paths = {spot.where: path for path, spot in sorted(reader.spots.items(), key=lambda item: len(item[0]))}
    told = {problem.where for problem in found.problems}
    more = removed(book, found, reader.document, paths, allowed=allow_removed)
    problems = in_order([*found.problems, *(problem for problem in more if problem.where not in told)], book)
    cases = reader.document.pop("cases", None)
    return Rulebook(reader.document, cases, reader.spots, problems)


def in_order(problems: Iterable[Problem], book: Book) -> tuple[Problem, ...]:
    """Problems in the order of sheets, rows and columns."""
    titles = [grid.title for grid in book.sheets]

    def place(problem: Problem) -> tuple[int, int, int]:
        where = problem.where
        if where is None or where.sheet not in titles:
            return len(titles), 0, 0
        return (titles.index(where.sheet), *(parse_cell(where.cell) if where.cell else (0, 0)))

    return tuple(sorted(problems, key=place))


@dataclass
class _Reader:
    """Builds the document from the blocks."""

    found: Found
    document: dict[str, Any] = field(default_factory=dict)
    spots: dict[Path, Spot] = field(default_factory=dict)
    _numbers: dict[tuple[str, int], list[Path]] = field(default_factory=dict)
    _names: dict[tuple[str, str], list[Path]] = field(default_factory=dict)

    def read(self) -> None:
        """Take over everything."""
        for block in BLOCKS:
            if not block.path:
                self._settings(block)
            elif table := self.found.tables.get(block):
                self._named(table) if block.named else self._list(table)
        if table := self.found.tables.get(OTHER_BLOCK):
            for row in table.rows:
                self._other(table, row)

    def _settings(self, block: Block) -> None:
        for column in block.columns:
            if column.key not in self.found.settings:
                continue
            grid, row, place = self.found.settings[column.key]
            where = grid.ref(row, place)
            self._spot(inside(column), Spot(where, column.label))
            cell = grid.cell(row, place)
            if cell is not None:
                value = self._good(from_cell(cell, column), where, cell.text)
                if value is not None:
                    put_at(self.document, inside(column), value)

    def _named(self, table: Table) -> None:
        first = table.block.columns[0]
        for row in table.rows:
            where = table.ref(row, NAME)
            name = self._value(table, row, first)
            if not isinstance(name, str):
                if table.cell(row, NAME) is None:
                    text = msg("“{label}” is needed in this row.", label=first.label)
                    self.found.error("R182", where, text, msg("Fill it in, or clear the rest of the row."))
                continue
            path: Path = (*table.block.path, name)
            if path in self.spots:
                self._twice(where, name)
                continue
            self._spot(path, Spot(where, first.label))
            self._entry(table, row, path)

    def _list(self, table: Table) -> None:
        for row in self._ordered(table):
            above = self._above(table, row)
            if above is None:
                continue
            path: Path = (*above, table.block.path[-1])
            entries = value_at(self.document, path)
            if not isinstance(entries, list):
                entries = put_at(self.document, path, [])
            path = (*path, len(entries))
            entries.append({})
            self._spot(path, Spot(table.ref(row, table.block.columns[0].key), table.block.columns[0].label))
            number = self._number(table, row)
            if number is not None:
                self._numbers.setdefault((table.block.name, number), []).append(path)
            self._entry(table, row, path)
            name = None if table.block.plain else entries[-1].get("id")
            if isinstance(name, str):
                self._names.setdefault((table.block.name, name), []).append(path)

    def _ordered(self, table: Table) -> list[int]:
        """Rows as they stand, unless somebody sorted them: then by their numbers, those without one last."""
        numbers = {row: self._number(table, row, note=True) for row in table.rows}
        known = [number for number in numbers.values() if number is not None]
        if known == sorted(known):
            return table.rows
        return sorted(table.rows, key=lambda row: (numbers[row] is None, numbers[row] or 0))

    def _number(self, table: Table, row: int, *, note: bool = False) -> int | None:
        cell = table.cell(row, ORDER)
        if cell is None:
            return None
        column = next(column for column in table.block.all_columns if column.key == ORDER)
        value = from_cell(cell, column)
        if isinstance(value, int):
            return value
        if note:
            wrong = value if isinstance(value, Wrong) else _NOT_WHOLE
            self._good(wrong, table.ref(row, ORDER), cell.text)
        return None

    def _above(self, table: Table, row: int) -> Path | None:
        """The path of what the row's list belongs to."""
        block = table.block
        if block.refer is None:
            return block.path[:-1]
        length = len(block.path) - 1 - block.path[::-1].index(EACH)
        name = ".".join(part for part in block.path[:length] if part != EACH)
        where, cell = table.ref(row, REFER), table.cell(row, REFER)
        hint = msg("Enter what stands in the row it belongs to ({about}).", about=block.refer.note)
        if cell is None:
            text = msg("“{label}” is needed in this row.", label=block.refer.label)
            self.found.error("R184", where, text, hint)
            return None
        value = self._value(table, row, block.refer)
        if value is None:
            return None
        candidates = (
            self._numbers.get((name, value), []) if isinstance(value, int) else self._names.get((name, str(value)), [])
        )
        if len(candidates) != 1:
            text = (
                msg("{name} occurs more than once, so this row belongs to none for certain.", name=str(value))
                if candidates
                else msg("There is no {name} that this row could belong to.", name=str(value))
            )
            self.found.error("R184", where, text, hint, cell.text)
            return None
        return candidates[0] + block.path[length + 1 : -1]

    def _entry(self, table: Table, row: int, path: Path) -> None:
        for column in table.block.columns:  # what is said of several cells together stands at the first that is filled
            if len(inside(column)) > 1 and table.cell(row, column.key) is not None:
                spot = Spot(table.ref(row, column.key), column.label)
                self.spots.setdefault((*path, *inside(column)[:-1]), spot)
        for column in table.block.columns:
            if column.key == NAME:
                continue
            self._spot((*path, *inside(column)), Spot(table.ref(row, column.key), column.label))
            value = self._value(table, row, column)
            if value is not None:
                put_at(self.document, (*path, *inside(column)), value)
            elif column.key == ITSELF and table.cell(row, ITSELF) is None:
                text = msg("“{label}” is needed in this row.", label=column.label)
                self.found.error("R182", table.ref(row, ITSELF), text, msg("Fill it in, or clear the rest of the row."))

    def _value(self, table: Table, row: int, column: RuleField) -> object:
        cell = table.cell(row, column.key)
        if cell is None:
            return None
        return self._good(from_cell(cell, column), table.ref(row, column.key), cell.text)

    def _good(self, value: object, where: CellRef, read: str) -> object:
        if isinstance(value, Wrong):
            self.found.problems.append(Problem(value.code, Severity.ERROR, value.message, value.hint, where, read))
            return None
        return value

    def _other(self, table: Table, row: int) -> None:
        place, content = table.cell(row, "path"), table.cell(row, "value")
        example = msg("Write it as in a rule pack file, such as grades and [].")
        try:
            path = self._resolved(path_parts(place.text.strip()) if place else ())
            self._check_room(path)
        except (ValueError, LookupError):
            text = msg("This is no place in a rule pack.")
            self.found.error("R181", table.ref(row, "path"), text, example, place.text if place else "")
            return
        where = table.ref(row, "value")
        try:
            value = from_literal(content.text.strip() if content else "")
        except ValueError:
            text = msg("This is no value of a rule pack.")
            self.found.error("R182", where, text, example, content.text if content else "")
            return
        if value_at(self.document, path) is not None:
            self._twice(where, place.text if place else "")
            return
        self._spot(path, Spot(where, str(path[-1])))
        put_at(self.document, path, value)

    def _resolved(self, parts: tuple[str | int, ...]) -> Path:
        """The path with the numbers of rows turned into places in lists."""
        path: Path = ()
        for part in parts:
            if isinstance(part, str):
                path = (*path, part)
                continue
            name = ".".join(key for key in path if isinstance(key, str))
            numbered = [found for found in self._numbers.get((name, part), []) if found[:-1] == path]
            if len(numbered) != 1:
                raise LookupError(name)
            path = numbered[0]
        if not path:
            raise ValueError
        return path

    def _check_room(self, path: Path) -> None:
        """`LookupError` where a plain value stands in the way, or a list would have to be a table."""
        for length in range(1, len(path)):
            node = value_at(self.document, path[:length])
            if node is not None and not isinstance(node, dict if isinstance(path[length], str) else list):
                raise LookupError(path[length])

    def _twice(self, where: CellRef, name: str) -> None:
        text: Message = msg("{name} occurs twice", name=unquoted(name)[:60])
        self.found.error("R185", where, text, msg("Keep one of the two."), name)

    def _spot(self, path: Path, spot: Spot) -> None:
        """Remember a place, also for the tables around it that have none yet."""
        for length in range(1, len(path) + 1):
            self.spots.setdefault(path[:length], spot)
