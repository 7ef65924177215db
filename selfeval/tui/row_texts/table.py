"""Columns and rows of a list as data, and what of a heading stands over empty cells."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import field

from selfeval.core.records import dataclass
from selfeval.tui.text import pad, width

GAP = 1
"""Cells before, between and after the columns."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a list; how wide it is, `widths_of` says.

    Attributes:
        title: stands above it.
        cells: how wide it is before there are rows; then, of flexible ones, what is enough to read.
        share: its share of spare room, 0 for a column of figures, codes or marks, which are never cut.
        right: whether its texts stand on the right.
        names: whether it says of what the row is: before other texts it is shown in full.
        kept: whether its texts come and go while the list is up, so that it always has its cells.
        full: cells that the longer texts of its rows take at least (see `Row.full`), as far as that is known before.
        eager: whether these are worth that texts of other columns are broken into lines.
        rest: whether what no text needs goes here, so that columns which are read together stand together.
    """

    title: str
    cells: int
    share: int = 0
    right: bool = False
    names: bool = False
    kept: bool = False
    full: int = 0
    eager: bool = False
    rest: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a list.

    Attributes:
        key: names it.
        cells: a text per column; a line break in one begins a new line.
        tones: `good`, `bad`, `warn`, `dim`, `title`, `group` by column number; `tone` for all others.
        fixed: whether the cursor passes over it. The texts of such a row run on over empty cells beside them.
        full: a longer text for columns that turn out to have room for it.
    """

    key: str
    cells: tuple[str, ...]
    tones: Mapping[int, str] = field(default_factory=dict)
    tone: str = ""
    fixed: bool = False
    full: Mapping[int, str] = field(default_factory=dict)


def text_cells(text: str) -> int:
    """Cells of the longest line of a text."""
    if text.isascii() and "\n" not in text:
        return len(text)
    return max(map(width, text.split("\n")))


def running_texts(row: Row, columns: Sequence[Column], widths: Sequence[int], cells: int) -> list[tuple[str, str]]:
    """The texts of a row that the cursor passes over, with their tones: each runs on over the empty cells beside it.

    A single text has the whole width of the list, which is `cells`.
    """
    texts: list[tuple[str, str]] = []
    shown = [place for place, room in enumerate(widths) if room]
    while shown:
        place, shown = shown[0], shown[1:]
        room, right = widths[place], columns[place].right
        while not right and shown and shown[0] < len(row.cells) and not row.cells[shown[0]]:
            room, shown = room + GAP + widths[shown[0]], shown[1:]
        if len(row.cells) == 1:
            room, shown = cells - 2 * GAP, []
        text = row.cells[place] if place < len(row.cells) else ""
        texts.append((pad(text, room, right=right), row.tones.get(place) or row.tone or "title"))
    return texts
