"""What the rows of a table without ruled lines are made of, and what is found of them."""

from __future__ import annotations

from dataclasses import dataclass, field

from selfeval.document.kinds.pdf.rules import Segment
from selfeval.document.kinds.pdf.words import OfWords, Word


@dataclass(frozen=True, slots=True)
class Text(OfWords):
    """The words of one line in one column."""

    column: int
    words: tuple[Word, ...]

    @property
    def middle(self) -> float:
        """Its height on the page."""
        return (self.top + self.bottom) / 2

    @property
    def width(self) -> float:
        """From its first to its last letter."""
        return self.right - self.left


@dataclass
class Row:
    """One row: the texts of each of its columns, from top to bottom."""

    texts: dict[int, list[Text]] = field(default_factory=dict)

    @property
    def top(self) -> float:
        """Where its text begins."""
        return min(text.top for texts in self.texts.values() for text in texts)

    @property
    def bottom(self) -> float:
        """Where its text ends."""
        return max(text.bottom for texts in self.texts.values() for text in texts)

    def has(self, column: int) -> bool:
        """Whether it has a text in a column."""
        return column in self.texts


@dataclass(frozen=True, slots=True)
class Reading:
    """Rows, the step between lines of one cell that they rest on, and rows of which another reading is as likely."""

    rows: tuple[Row, ...]
    pitch: float
    doubtful: tuple[int, ...] = ()


@dataclass(frozen=True)
class Body:
    """What lies below a header: texts of the columns that have one cell a row, and horizontal lines across them.

    Attributes:
        name, target: the columns without whose text there is no row.
        goes_on: it begins on the page before, so that its first row may be the end of one.
    """

    texts: tuple[Text, ...]
    across: tuple[Segment, ...]
    name: int
    target: int
    goes_on: bool = False
    pitch: float | None = None

    def ruled_between(self, upper: float, lower: float) -> bool:
        """Whether a horizontal line parts two heights."""
        return any(upper < line.at < lower for line in self.across)
