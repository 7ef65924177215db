"""Columns that a person has named: which field a column of a layout holds, given once and kept by the layout's header.

A layout is known by its fingerprint: the texts of its header row, blanks and brackets aside. Pure over a `Grid`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import field
from types import MappingProxyType

from selfeval.core.model import AMOUNTS
from selfeval.core.problems import CellRef, Problem, SelfEvalError, Severity, msg
from selfeval.core.records import dataclass
from selfeval.excel.book.grid import Book, Grid, column_letters, parse_cell
from selfeval.excel.tables.header import Header, find_headers
from selfeval.excel.tables.labels.labels import column_of, label_of, normal, project_column_of
from selfeval.excel.tables.labels.words import COLUMNS, HEAD
from selfeval.excel.tables.recognised import Candidate, Column
from selfeval.excel.tables.taking import number_in

_PROJECT_FIELDS = ("code", "name", "department", "unit", "purpose", "goals", *AMOUNTS)
_UNUSED = frozenset({"measures", "serial", "remark", "value", "adjusted_target", "share"})
_MOST_ROWS = 2_000
"""Headers are looked for in this many rows where a mapping says what nothing else does."""


def _fields() -> Mapping[str, str]:
    labels: dict[str, str] = {}
    for word, name in COLUMNS.items():
        if name not in _UNUSED:
            labels.setdefault(name, word)
    for name in _PROJECT_FIELDS:
        labels[f"project.{name}"] = next(word for word, key in HEAD.items() if key == name)
    return MappingProxyType(labels)


FIELDS = _fields()
"""Fields that a column may hold, with the Chinese label by which people know them."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What a person says: `field` (a key of `FIELDS`) stands in `column`, which is letters or a header's text."""

    field: str
    column: str
    sheet: str = ""


@dataclass(frozen=True, slots=True)
class Known:
    """One column of a layout that was mapped before: its letters and the text of its header, "" for a blank one."""

    letters: str
    text: str


@dataclass(frozen=True, slots=True)
class Mapped:
    """A mapping in use for one table.

    Attributes:
        given: a person has just given it; else it was remembered.
        texts: the texts of the header row.
    """

    fingerprint: str
    texts: tuple[str, ...]
    columns: Mapping[str, Known]
    where: CellRef
    given: bool


def header_texts(grid: Grid, row: int) -> tuple[str, ...]:
    """The texts of a row as its fingerprint takes them."""
    return tuple(normal(text) or text for _, text in grid.row_texts(row))


def fingerprint(texts: tuple[str, ...]) -> str:
    """What a layout is known by."""
    return hashlib.sha256("\x1f".join(texts).encode()).hexdigest()[:32]


@dataclass
class Mapper:
    """Applies wishes and remembered mappings to sheets, and notes which of them were used.

    Attributes:
        strict: a wish that no sheet can follow is an error.
    """

    wishes: tuple[Wish, ...] = ()
    remembered: Mapping[str, Mapping[str, Known]] = field(default_factory=dict)
    strict: bool = True
    _used: dict[CellRef, Mapped] = field(default_factory=dict)
    _done: set[Wish] = field(default_factory=set)

    @property
    def used(self) -> tuple[Mapped, ...]:
        """The mappings in use so far, one for each header."""
        return tuple(self._used.values())

    def overrides(self, grid: Grid) -> dict[int, dict[int, str]]:
        """What columns of which rows mean on this sheet because somebody said so."""
        found: dict[int, dict[int, str]] = {}
        if self.remembered:
            self._recall(grid, found)
        wishes = [wish for wish in self.wishes if wish.sheet in {"", grid.title}]
        if wishes:
            for row in self._rows(grid, wishes, found):
                self._apply(grid, row, wishes, found)
        return found

    def _recall(self, grid: Grid, found: dict[int, dict[int, str]]) -> None:
        for row in grid.rows:
            columns = grid.by_row[row]
            if not 2 <= len(columns) <= 64:
                continue
            texts = header_texts(grid, row)
            known = self.remembered.get(fingerprint(texts))
            if not known:
                continue
            places = {name: _column(grid, row, one) for name, one in known.items()}
            found[row] = {column: name for name, column in places.items() if column}
            self._use(grid, row, known, given=False)

    def _rows(self, grid: Grid, wishes: list[Wish], found: dict[int, dict[int, str]]) -> list[int]:
        """The header rows that the wishes speak of: those known, else the one that they make a header of."""
        headers = find_headers(grid, found)
        if headers:
            return sorted({header.anchor for header in headers})
        fitting = [row for row in grid.rows[:_MOST_ROWS] if self._fits(grid, row, wishes)]
        return [max(fitting, key=lambda row: (_likeness(grid, row), -row))] if fitting else []

    def _fits(self, grid: Grid, row: int, wishes: list[Wish]) -> bool:
        places = {column: wish.field for wish in wishes if (column := _wished(grid, row, wish))}
        return len(places) == len(wishes) and bool(find_headers(grid, {row: places}))

    def _apply(self, grid: Grid, row: int, wishes: list[Wish], found: dict[int, dict[int, str]]) -> None:
        known: dict[str, Known] = {}
        for wish in wishes:
            column = _wished(grid, row, wish)
            if column:
                said = found.setdefault(row, {})
                found[row] = {at: name for at, name in said.items() if name != wish.field} | {column: wish.field}
                known[wish.field] = Known(column_letters(column), grid.text(row, column))
                self._done.add(wish)
        if known:
            before = self._used.get(grid.ref(row, 1))
            self._use(grid, row, {**(before.columns if before else {}), **known}, given=True)

    def _use(self, grid: Grid, row: int, known: Mapping[str, Known], *, given: bool) -> None:
        texts = header_texts(grid, row)
        where = grid.ref(row, 1)
        self._used[where] = Mapped(fingerprint(texts), texts, dict(known), where, given)

    def problems(self) -> list[Problem]:
        """F227 for each layout and sheet with a mapping in use, so that it never works in silence."""
        first: dict[tuple[str, str], Mapped] = {}
        for mapped in self.used:
            first.setdefault((mapped.fingerprint, mapped.where.sheet), mapped)
        return [_told(mapped) for mapped in first.values()]

    def check(self, book: Book) -> None:
        """Refuse a wish that no sheet could follow (F122), with the headers there are."""
        for wish in self.wishes:
            if self.strict and wish not in self._done:
                raise _no_such_column(book, wish)


def _told(mapped: Mapped) -> Problem:
    columns = "、".join(f"{FIELDS[name]}={one.letters}" for name, one in mapped.columns.items())
    if mapped.given:
        message = msg("Columns were read as you said: {columns}.", columns=columns)
    else:
        message = msg("Columns were read as remembered for this layout: {columns}.", columns=columns)
    hint = msg("--no-map reads without it; “selfeval doctor” lists what is remembered, --forget-map forgets it.")
    return Problem("F227", Severity.INFO, message, hint, mapped.where)


def _column(grid: Grid, row: int, known: Known) -> int | None:
    """Where a remembered column stands now: under its text, else under its letters."""
    if known.text:
        places = [column for column, text in grid.row_texts(row) if normal(text) == normal(known.text)]
        if len(places) == 1:
            return places[0]
    return letters_to_column(known.letters)


def _wished(grid: Grid, row: int, wish: Wish) -> int | None:
    """The column of a row that a wish means, None where it has none."""
    wanted = normal(wish.column)
    for column, text in grid.row_texts(row):
        if text == wish.column or (wanted and normal(text) == wanted):
            return column
    lettered = letters_to_column(wish.column)
    return lettered if lettered in grid.columns else None


def letters_to_column(letters: str) -> int | None:
    """`H` → 8; None for what is no column."""
    if not (letters.isascii() and letters.isalpha()):
        return None
    try:
        return parse_cell(f"{letters}1")[1]
    except ValueError:
        return None


def _likeness(grid: Grid, row: int) -> int:
    """How much a row looks like the header of an indicator table; 0 for not at all."""
    texts = [text for _, text in grid.row_texts(row)]
    if len(texts) < 2 or any(number_in(text) is not None for text in texts):
        return 0
    known = sum(bool(column_of(text) or project_column_of(text)) for text in texts)
    alike = sum(any(mark in text for mark in ("指标", "值", "分", "权", "目标", "完成", "得分")) for text in texts)
    labels = sum(label_of(text) is not None for text in texts)
    short = all(len(text) <= 20 for text in texts)
    return 4 * known + 2 * alike + (len(texts) if short else 0) - labels


def candidates(book: Book, most: int = 3) -> tuple[Candidate, ...]:
    """The rows that look most like a header, where none was recognised."""
    ranked = [
        (_likeness(grid, row), -index, -row, grid)
        for index, grid in enumerate(book.sheets)
        for row in grid.rows[:_MOST_ROWS]
    ]
    best = sorted((item for item in ranked if item[0] >= 4), key=lambda item: item[:3], reverse=True)[:most]
    return tuple(_candidate(grid, -row) for _, _, row, grid in best)


def _candidate(grid: Grid, row: int) -> Candidate:
    cells = (Column(grid.ref(row, column), text, column_of(text) or "") for column, text in grid.row_texts(row))
    return Candidate(tuple(cells)[:24])


def _no_such_column(book: Book, wish: Wish) -> SelfEvalError:
    sheets = [grid for grid in book.sheets if wish.sheet in {"", grid.title}]
    title = msg("Column not found")
    if not sheets:
        names = "、".join(grid.title for grid in book.sheets)
        message = msg("{file} has no sheet “{sheet}”.", file=book.name, sheet=wish.sheet)
        return SelfEvalError(title, message, msg("Its sheets: {names}", names=names), "F122")
    headers: list[tuple[Grid, Header]] = [(grid, header) for grid in sheets for header in find_headers(grid)]
    rows = [(grid, header.anchor) for grid, header in headers[:2]]
    shown = [f"{grid.ref(row, column)} {text}" for grid, row in rows for column, text in grid.row_texts(row)]
    if not shown:
        shown = [f"{cell.where} {cell.text}" for one in candidates(book, 2) for cell in one.cells]
    message = msg(
        "No table of {file} has a column “{column}” that could be {label}.",
        file=book.name,
        column=wish.column,
        label=FIELDS[wish.field],
    )
    hint = msg("Name a column by its letters or by the text of its header: {headers}", headers="、".join(shown) or "-")
    return SelfEvalError(title, message, hint, "F122")
