"""Reads a filled sheet back: every table whose header names a project, an indicator and its actual, at any place.

Columns count by their headings and rows by what they say, so that sorting, moving, inserting and deleting do no harm.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import field, replace
from pathlib import Path

from selfeval.core.problems import CellRef, Problem, Severity, msg
from selfeval.core.records import dataclass
from selfeval.excel.book.any_kind import open_book
from selfeval.excel.book.grid import Book, Grid
from selfeval.excel.fillin.labels import INPUTS
from selfeval.excel.scored.read import is_scored
from selfeval.excel.tables.taking import Taker

ColumnOf = Callable[[str], str]
"""Which column of a table of actuals a heading names; "" for none."""

_PROJECT = {"code", "project"}
_ENTRIES = frozenset(INPUTS)


@dataclass(frozen=True, slots=True)
class FilledRow:
    """One row: the texts that are there by column, the cell of its actual, the sheet it stands on."""

    where: CellRef
    texts: Mapping[str, str]

    @property
    def blank(self) -> bool:
        """Whether it names something, but neither gives an outcome nor says why there is none."""
        return not (self.texts.get("actual") or self.texts.get("not_applicable"))


@dataclass
class FilledSheets:
    """All tables of actuals of a workbook.

    Attributes:
        rows: in the order of sheets and rows.
        unused: headings that name no column, or one that was named before, with their cells.
        problems: F202, F204, F207 about single cells, F203 about what is hidden; cells carry the plain sheet's name.
        notes: of the file as a whole, F215 another kind than its name says and F405 its encoding was supposed.
    """

    rows: list[FilledRow] = field(default_factory=list)
    unused: list[tuple[CellRef, str]] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    notes: tuple[Problem, ...] = ()


def read_fill(path: Path, column_of: ColumnOf) -> FilledSheets | None:
    """The rows of a fill-in workbook; None for a workbook of another kind, such as a form or a scored workbook.

    Raises:
        SelfEvalError: F101 … F111 it cannot be read.
    """
    book = open_book(path)
    return None if is_scored(book) else read_sheets(book, column_of)


def read_sheets(book: Book, column_of: ColumnOf) -> FilledSheets | None:
    """As `read_fill`, of an open workbook."""
    found = FilledSheets(notes=tuple(note for note in book.notes if note.code in {"F215", "F405"}))
    headed = False
    for grid in book.sheets:
        headed = _Sheet(grid, column_of, found).read() or headed
    return found if headed else None


_UNREAD = frozenset({"remark"})
"""Known to the layouts, but what a colleague writes there is taken by nothing, which must be told."""


class _Sheet:
    """Reads one sheet; a second header row begins another table."""

    def __init__(self, grid: Grid, column_of: ColumnOf, found: FilledSheets) -> None:
        self._grid, self._column_of, self._found = grid, column_of, found
        self._columns: dict[str, int] = {}
        self._hidden: list[int] = []
        self._codes: set[str] = set()

    def read(self) -> bool:
        """Whether the sheet has such a table."""
        for row in self._grid.rows:
            header = self._header(row)
            if header:
                self._columns = header
            elif self._columns:
                self._row(row)
        self._tell_hidden()
        return bool(self._columns)

    def _header(self, row: int) -> dict[str, int]:
        """Columns by key where the row is a header, else empty."""
        columns: dict[str, int] = {}
        unused = []
        for place, text in self._grid.row_texts(row):
            key = self._column_of(text)
            if key and key not in columns and key not in _UNREAD:
                columns[key] = place
            else:
                unused.append((self._grid.ref(row, place), text))
        names = set(columns)
        if not ("tier3" in names and names & _PROJECT and names & _ENTRIES):
            return {}
        self._found.unused += unused
        return columns

    def _row(self, row: int) -> None:
        taker = Taker(self._grid)
        texts = dict(self._texts(row, taker))
        named = any(texts.get(key) for key in ("tier3", *_PROJECT))
        entered = any(texts.get(key) for key in _ENTRIES)
        if not named and not entered:
            return
        self._found.problems += [
            replace(problem, input=problem.input or texts.get("tier3", "")) for problem in taker.problems
        ]
        place = self._columns.get("actual", self._columns["tier3"])
        self._found.rows.append(FilledRow(self._grid.ref(row, place), texts))
        if entered and (row in self._grid.hidden_rows or self._grid.hidden):
            self._hidden.append(row)

    def _texts(self, row: int, taker: Taker) -> Iterator[tuple[str, str]]:
        for key, column in self._columns.items():
            span = self._grid.span(row, column)
            if key in _ENTRIES:
                yield key, taker.take(key, row, column)
            elif key == "code" and self._grid.text(span.top, span.left) not in self._codes:
                self._codes.add(self._grid.text(span.top, span.left))
                yield key, taker.take(key, span.top, span.left)
            else:
                yield key, self._grid.text(span.top, span.left)

    def _tell_hidden(self) -> None:
        if self._hidden:
            message = msg("{count} hidden or filtered rows hold entries; they were read.", count=len(self._hidden))
            hint = msg("Show all rows if you want to look at them.")
            where = self._grid.ref(self._hidden[0], 1)
            self._found.problems.append(Problem("F203", Severity.INFO, message, hint, where))
