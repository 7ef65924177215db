"""Columns and rows of a list as data, and how the columns share the room there is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import field

from selfeval.core.records import dataclass
from selfeval.tui.text import pad, width

GAP = 1
"""Cells before, between and after the columns."""
_READABLE = 6
"""Cells below which a text says nothing."""
_COMFORTABLE = 24
"""Cells from which a text is well broken into lines, so that others are shown in full before it gets more."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a list.

    Attributes:
        title: stands above it.
        cells: how wide it is; flexible ones: at least.
        share: its share of spare room, 0 for a column that is not flexible.
        right: whether its texts stand on the right.
        full: cells that the longer texts of its rows take at least (see `Row.full`), as far as that is known before.
        eager: whether these are worth that texts of other columns are broken into lines.
        rest: whether what no text needs goes here, so that columns which are read together stand together.
    """

    title: str
    cells: int
    share: int = 0
    right: bool = False
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


@dataclass(frozen=True, slots=True)
class Needs:
    """How many cells the texts of each column take at most: as they are, and in their longer form (0 without one)."""

    plain: tuple[int, ...]
    full: tuple[int, ...]


def needs_of(columns: Sequence[Column], rows: Iterable[Row]) -> Needs:
    """What the rows of a list need."""
    plain = [0] * len(columns)
    full = [column.full for column in columns]
    for row in rows:
        if row.fixed:
            continue
        for place, text in enumerate(row.cells[: len(plain)]):
            if len(text) * 2 > plain[place]:
                plain[place] = max(plain[place], text_cells(text))
        for place, text in row.full.items():
            if len(text) * 2 > full[place]:
                full[place] = max(full[place], text_cells(text))
    return Needs(tuple(plain), tuple(full))


def text_cells(text: str) -> int:
    """Cells of the longest line of a text."""
    if text.isascii() and "\n" not in text:
        return len(text)
    return max(map(width, text.split("\n")))


def widths_of(
    columns: Sequence[Column], room: int, needs: Needs | None = None, *, eager: bool = True
) -> tuple[int, ...]:
    """Cells of each column in a list of so many cells.

    Spare ones go to flexible columns by their shares, but to none more than its texts need while another lacks some.
    Columns with longer texts get all that these need, or nothing of it, once all others have enough; `eager` ones, once
    all others can be read well. What nobody needs goes to the one that takes the rest, else to the flexible ones. Where
    there are too few cells, the widest flexible column gives way as long as it can be read.
    """
    spare = room - sum(column.cells + GAP for column in columns) - GAP
    widths = [column.cells for column in columns]
    if spare < 0:
        return _narrowed(columns, widths, -spare)
    if needs is not None:
        if eager:
            spare = _fill_needs(columns, widths, [min(need, _COMFORTABLE) for need in needs.plain], spare)
            spare = _fill_whole(columns, widths, needs.full, spare, eager=True)
        spare = _fill_needs(columns, widths, needs.plain, spare)
        spare = _fill_whole(columns, widths, needs.full, spare, eager=False)
    taking = next((place for place, column in enumerate(columns) if column.rest), None)
    if needs is not None and taking is not None:
        widths[taking] += spare
        return tuple(widths)
    shares = sum(column.share for column in columns)
    if widths and shares:
        parts = [spare * column.share // shares for column in columns]
        widths = [cells + part for cells, part in zip(widths, parts, strict=True)]
        widths[max(range(len(widths)), key=lambda place: columns[place].share)] += spare - sum(parts)
    return tuple(widths)


def _fill_whole(columns: Sequence[Column], widths: list[int], needs: Sequence[int], spare: int, *, eager: bool) -> int:
    """Give columns what their longer texts need, as far as that is there as a whole; how many cells are left."""
    for place in sorted(range(len(columns)), key=lambda place: not columns[place].eager):
        lacking = needs[place] - widths[place]
        if 0 < lacking <= spare and (columns[place].eager or not eager):
            widths[place] += lacking
            spare -= lacking
    return spare


def _fill_needs(columns: Sequence[Column], widths: list[int], needs: Sequence[int], spare: int) -> int:
    """Give spare cells to flexible columns that lack some, by their shares; how many are left."""
    while spare:
        lacking = [place for place, column in enumerate(columns) if column.share and needs[place] > widths[place]]
        shares = sum(columns[place].share for place in lacking)
        if not lacking:
            break
        before = spare
        for place in lacking:
            part = max(before * columns[place].share // shares, 1)
            given = min(part, needs[place] - widths[place], spare)
            widths[place] += given
            spare -= given
    return spare


def _narrowed(columns: Sequence[Column], widths: list[int], lacking: int) -> tuple[int, ...]:
    giving = [place for place, column in enumerate(columns) if column.share]
    for _ in range(lacking):
        widest = max(giving, key=lambda place: widths[place], default=None)
        if widest is None or widths[widest] <= _READABLE:
            break
        widths[widest] -= 1
    return tuple(widths)


def running_texts(row: Row, columns: Sequence[Column], widths: Sequence[int], cells: int) -> list[tuple[str, str]]:
    """The texts of a row that the cursor passes over, with their tones: each runs on over the empty cells beside it.

    A single text has the whole width of the list, which is `cells`.
    """
    texts: list[tuple[str, str]] = []
    place = 0
    while place < len(row.cells):
        last, right = place + 1, columns[place].right
        while not right and last < len(row.cells) and not row.cells[last]:
            last += 1
        room = sum(widths[place:last]) + GAP * (last - place - 1) if len(row.cells) > 1 else cells - 2 * GAP
        texts.append((pad(row.cells[place], room, right=right), row.tones.get(place) or row.tone or "title"))
        place = last
    return texts
