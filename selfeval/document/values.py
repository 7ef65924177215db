"""A document as values: its lines and tables in reading order, each with the place where a person finds it."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple, TypeAlias

from selfeval.core.problems import NOTHING, CellRef, Message, Problem, Severity


class DocumentKind(StrEnum):
    """What the bytes of a document are."""

    DOCX = "docx"
    PDF = "pdf"
    TEXT = "text"
    PAGE = "html"


class Place(NamedTuple):
    """Where a text stands: page (from 1, 0 where the kind knows no pages) and line of the page (else of the document).

    A row of a table is one line.
    """

    page: int
    line: int

    def __str__(self) -> str:
        return f"P{self.page}:L{self.line}" if self.page else f"L{self.line}"

    @classmethod
    def of(cls, text: str) -> Place | None:
        """The place that a text such as `P3:L12` or `L80` names, as findings have it in place of a cell."""
        page, _, line = text.rpartition(":")
        digits = (page.removeprefix("P") or "0", line.removeprefix("L"))
        return cls(*map(int, digits)) if line.startswith("L") and all(map(str.isdecimal, digits)) else None


@dataclass(frozen=True, slots=True)
class Line:
    """A line or paragraph outside tables; `level` is that of a heading, 0 for other lines; `contents` is of a list."""

    text: str
    place: Place
    level: int = 0
    contents: bool = False


@dataclass(frozen=True, slots=True)
class TableCell:
    """A cell of a table: row and column from 1, how far it reaches down and across."""

    row: int
    column: int
    text: str
    place: Place
    down: int = 1
    across: int = 1


@dataclass(frozen=True, slots=True)
class Table:
    """A table with the cells that exist, blank ones included, in reading order."""

    cells: tuple[TableCell, ...]
    rows: int

    @property
    def columns(self) -> int:
        """How many columns it has."""
        return max((cell.column + cell.across - 1 for cell in self.cells), default=0)


Block: TypeAlias = Line | Table


@dataclass(frozen=True, slots=True)
class Document:
    """A document as read.

    Attributes:
        name, sha256: file name, and hash of the bytes.
        pages: how many, 0 where the kind knows none.
        blocks: lines and tables in reading order.
        aside: lines that belong to no page's text: headers, footers, page numbers.
        problems: what is to be told about the reading.
    """

    name: str
    sha256: str
    kind: DocumentKind
    pages: int
    blocks: tuple[Block, ...]
    aside: tuple[Line, ...] = ()
    problems: tuple[Problem, ...] = ()


@dataclass
class Notes:
    """Collects what is to be told about one document."""

    name: str
    problems: list[Problem] = field(default_factory=list)

    def tell(
        self,
        code: str,
        severity: Severity,
        message: Message,
        hint: Message = NOTHING,
        place: Place | None = None,
        text: str = "",
    ) -> None:
        """One more finding, at its place or about the whole document."""
        where = CellRef(self.name, str(place) if place else "")
        self.problems.append(Problem(code, severity, message, hint, where, text))
