"""A report as plain values: headings, sentences, tables, charts and gaps, before any program for documents sees them.

Whatever comes from the evaluation is `Bound`: it has a key, by which a later run finds its place again.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeAlias

UNKNOWN = "—"
"""What stands in a sentence for a fact that is not known yet."""


@dataclass(frozen=True, slots=True)
class Bound:
    """A text of the evaluation in its place.

    Attributes:
        key: what it is, the same in every run: `project/P1/total`.
        label: what people call it.
        text: what stands there; several paragraphs are parted by line breaks.
        gap: what a person has to write here while `text` is blank; "" where nobody has to.
    """

    key: str
    label: str
    text: str
    gap: str = ""

    @property
    def open(self) -> bool:
        """Whether it waits for a person."""
        return bool(self.gap) and not self.text


Part: TypeAlias = str | Bound


@dataclass(frozen=True, slots=True)
class Title:
    """The title of the report; each begins a page of its own."""

    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading with its number in front."""

    level: int
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Sentence:
    """A paragraph in which figures are bound one by one."""

    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Passage:
    """Paragraphs that are bound as a whole, or a gap for a person."""

    bound: Bound


@dataclass(frozen=True, slots=True)
class TableRow:
    """One row; `key` tells it in every run, `cells` hold one text for each column."""

    key: str
    cells: tuple[Bound, ...]


@dataclass(frozen=True, slots=True)
class BoundTable:
    """A table whose rows follow the evaluation.

    Attributes:
        widths: of the columns, as shares of their sum.
        numeric: which columns hold figures, by place.
        unit: what stands above its right end, such as `单位：万元`.
    """

    key: str
    label: str
    columns: tuple[str, ...]
    widths: tuple[int, ...]
    numeric: frozenset[int]
    rows: tuple[TableRow, ...]
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Chart:
    """Bars over categories: one series beside the other; None where there is no figure."""

    key: str
    label: str
    categories: tuple[str, ...]
    series: tuple[tuple[str, tuple[Decimal | None, ...]], ...]


Piece: TypeAlias = Title | Heading | Sentence | Passage | BoundTable | Chart


@dataclass(frozen=True, slots=True)
class Report:
    """One document.

    Attributes:
        heading: its title as a plain text, for the properties of the file.
        outline: id of the outline, `outline_sha256` of its file.
    """

    heading: str
    outline: str
    outline_sha256: str
    pieces: tuple[Piece, ...]

    def bound(self) -> Iterator[Bound]:
        """Every bound text, also of headings and tables, in the order of the document."""
        for piece in self.pieces:
            if isinstance(piece, Passage):
                yield piece.bound
            elif isinstance(piece, BoundTable):
                for row in piece.rows:
                    yield from row.cells
            elif not isinstance(piece, Chart):
                yield from (part for part in piece.parts if isinstance(part, Bound))
