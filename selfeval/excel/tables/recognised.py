"""What was recognised on a sheet and what was not: the account of reading that `selfeval check` prints."""

from __future__ import annotations

from selfeval.core.problems import CellRef, Message, msg
from selfeval.core.records import dataclass

SUBTOTAL = msg("sub-total")
TOTAL = msg("total")
GRADE = msg("grade")
NOTE = msg("remark")
NUMBERS = msg("numbers of the columns, or how to fill them in")
BELOW = msg("below the total")
LEFTOVER = msg("left over from the template")
EMPTY = msg("names no indicator and no target")
TIER_ONLY = msg("names a tier only; it holds for the rows below")
GOAL = msg("names the goal that the rows below serve")
SERIAL = msg("only a serial number")
PAGE = msg("only says that the table goes on")
PERIOD = msg("of the longer period; it is kept as a note")
EXECUTION = msg("the budget execution rate")
HALF = msg("says which period the rows below are of")
KEPT = msg("kept as a note")
LINE = msg("a line between tables")
REPEATED = msg("header repeated, the table goes on")


@dataclass(frozen=True, slots=True)
class Column:
    """One column: the cell of its header, the header's text, and the field, "" where it was not understood."""

    where: CellRef
    text: str
    field: str = ""
    mapped: bool = False


@dataclass(frozen=True, slots=True)
class Skipped:
    """One row that gave no indicator, with its first text, and why."""

    where: CellRef
    text: str
    why: Message


@dataclass(frozen=True, slots=True)
class Kept:
    """A text or an amount that is read and shown, and never scored: the field as people call it."""

    where: CellRef
    field: str
    text: str


@dataclass(frozen=True, slots=True)
class TableLayout:
    """How one table was understood.

    Attributes:
        range: its cells from the header's first to the last row's last, such as `A10:H20`.
        columns: those understood, left to right.
        unknown: those that hold something but were not understood.
        projects: titles of the projects that it holds.
        indicators: how many were read.
        kept: what else was read, to be shown only.
    """

    sheet: str
    range: str
    columns: tuple[Column, ...]
    unknown: tuple[Column, ...]
    skipped: tuple[Skipped, ...]
    projects: tuple[str, ...] = ()
    indicators: int = 0
    kept: tuple[Kept, ...] = ()


@dataclass(frozen=True, slots=True)
class Candidate:
    """A row that may be a header nobody recognised: its cells, and the field of those whose words are known."""

    cells: tuple[Column, ...]


@dataclass(frozen=True, slots=True)
class Recognised:
    """The account of a whole workbook.

    Attributes:
        tables: in the order of the workbook.
        blank: sheets that hold something, but no table.
        candidates: nearest rows where no table was found at all.
    """

    tables: tuple[TableLayout, ...] = ()
    blank: tuple[str, ...] = ()
    candidates: tuple[Candidate, ...] = ()
