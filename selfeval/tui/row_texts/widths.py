"""How the columns of a list share the room there is: the one rule for all lists.

Figures, codes and marks come first and are never cut, then titles, then names, then other texts. A column without any
text gives its room away while a text beside it is cut.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import compress

from selfeval.core.records import dataclass
from selfeval.textgrid import wholes
from selfeval.tui.row_texts.table import GAP, Column, Row, text_cells
from selfeval.tui.text import width

_READABLE, _HARDLY = 6, 3
"""Cells below which a text says nothing, and those that one gets where there is no room at all."""
_COMFORTABLE = 24
"""Cells from which a text is well broken into lines, so that others are shown in full before it gets more."""
_VALUE = 18
"""Cells up to which a text with a figure is a value, which is shown in full before names are."""
_TITLE = 6
"""Cells up to which a title is not cut, as figures are not."""
_MOST = 2
"""A code takes no more than half of a list before other texts can be read."""


@dataclass(frozen=True, slots=True)
class Needs:
    """How many cells the texts of each column take at most.

    Attributes:
        plain: as they are.
        full: in their longer form, 0 without one.
        figures: the figures in them, which are never cut; for columns that are neither names nor themselves figures.
        values: short texts with a figure as a whole, for the same columns.
    """

    plain: tuple[int, ...]
    full: tuple[int, ...]
    figures: tuple[int, ...]
    values: tuple[int, ...]

    def with_those_of(self, other: Needs) -> Needs:
        """What the rows of both need."""
        pairs = (
            (self.plain, other.plain), (self.full, other.full), (self.figures, other.figures),
            (self.values, other.values),
        )  # fmt: skip
        return Needs(*(tuple(map(max, *pair)) for pair in pairs))

    def fit(self, columns: Sequence[Column], widths: Sequence[int]) -> bool:
        """Whether nothing is cut in columns of these widths that is never cut."""
        needs = zip(columns, self.plain, self.figures, strict=True)
        least = [figures if one.share else plain for one, plain, figures in needs]
        return all(need <= cells for need, cells in zip(least, widths, strict=True))


def needs_of(columns: Sequence[Column], rows: Iterable[Row]) -> Needs:
    """What the rows of a list need; of those that the cursor passes over, what stands under titles on the right."""
    plain, figures, values = ([0] * len(columns) for _ in range(3))
    full = [column.full for column in columns]
    valued = [bool(column.share) and not column.names for column in columns]
    for row in rows:
        for place, text in enumerate(row.cells[: len(plain)]):
            if len(text) * 2 > plain[place] and (not row.fixed or columns[place].right):
                plain[place] = max(plain[place], text_cells(text))
            if valued[place] and not row.fixed and text_cells(text) > figures[place]:
                figure, value = figure_cells(text)
                figures[place], values[place] = max(figures[place], figure), max(values[place], value)
        for place, text in row.full.items():
            if len(text) * 2 > full[place]:
                full[place] = max(full[place], text_cells(text))
    return Needs(tuple(plain), tuple(full), tuple(figures), tuple(values))


@lru_cache(maxsize=8_192)
def figure_cells(text: str) -> tuple[int, int]:
    """Cells of the longest figure in a text, and of the text itself where that is a short one with a figure."""
    if not any(map(str.isdigit, text)):
        return 0, 0
    whole = text_cells(text)
    longest = max((width(text[first:last]) for first, last in wholes(text)), default=0)
    return longest, whole if whole <= _VALUE else longest


def _uncut_title(column: Column) -> int:
    """Cells of a title that is not cut, as figures are not; 0 for a longer one."""
    cells = width(column.title)
    return cells if cells <= _TITLE else 0


def widths_of(
    columns: Sequence[Column], room: int, needs: Needs | None = None, *, eager: bool = True
) -> tuple[int, ...]:
    """Cells of each column in a list of so many cells, 0 for one that is not seen.

    No column gets more than its title and texts need while a text of another one is cut; one that has none is not seen
    then. What nobody needs goes to the column that takes the rest, else to the flexible ones by their shares. Without
    `needs`, as before there are rows, each has its `cells`. `eager` is for rows that may have several lines: no text
    is shown in full before the others are well broken into lines, and longer forms that are `eager` come before that.
    """
    if needs is None or not any(needs.plain):
        columns = [replace(column, kept=True) for column in columns]
        nothing = (0,) * len(columns)
        needs = Needs(nothing, tuple(one.full for one in columns), nothing, nothing)
    return _Sharing(columns, needs, room).shared(eager=eager)


class _Sharing:
    """Columns on their way from what they cannot do without to what they have in the end."""

    def __init__(self, columns: Sequence[Column], needs: Needs, room: int) -> None:
        self._columns, self._needs = columns, needs
        self._whole = [
            max(need, width(one.title) if need or one.kept else 0, one.cells if one.kept else 0)
            for one, need in zip(columns, needs.plain, strict=True)
        ]
        most = max(room // _MOST, _READABLE)
        self._widths = [self._least(place, most) for place in range(len(columns))]
        self._spare = room - GAP - sum(cells + GAP for cells in self._widths if cells)

    def _least(self, place: int, most: int) -> int:
        one, needs = self._columns[place], self._needs
        if not self._whole[place]:
            return 0
        least = max(1, _uncut_title(one), one.cells if one.kept else 1)
        if not one.share:
            return max(min(needs.plain[place], max(one.cells, most)), least)
        return max(needs.figures[place], min(needs.plain[place], one.cells), least)

    def shared(self, *, eager: bool) -> tuple[int, ...]:
        """The widths."""
        if self._spare < 0:
            self._give_way()
        columns, needs = self._columns, self._needs
        names = [bool(one.share and one.names) for one in columns]
        texts = [bool(one.share and not one.names) for one in columns]
        self._fill([not one.share for one in columns], self._whole)
        self._fill(texts, needs.values)
        seen = zip(columns, self._widths, strict=True)
        self._fill(texts, [width(one.title) if cells else 0 for one, cells in seen])
        if eager:
            well = [min(need, _COMFORTABLE) for need in self._whole]
            self._fill(names, well)
            self._fill(texts, well)
            self._fill_whole(needs.full, lambda one: one.eager)
        self._fill(names, self._whole)
        self._fill(texts, self._whole)
        self._fill_whole(needs.full, lambda one: not one.eager)
        if all(cells >= need for cells, need in zip(self._widths, self._whole, strict=True)):
            self._show_empty()
            self._give_rest()
        return tuple(self._widths)

    def _fill(self, which: Sequence[bool], wanted: Sequence[int]) -> None:
        """Give spare cells to those columns that lack some, by their shares."""
        while self._spare > 0:
            lacking = [one for one in compress(range(len(wanted)), which) if wanted[one] > self._widths[one]]
            if not lacking:
                return
            before, shares = self._spare, sum(self._columns[one].share or 1 for one in lacking)
            for one in lacking:
                part = max(before * (self._columns[one].share or 1) // shares, 1)
                self._give(one, min(part, wanted[one] - self._widths[one], self._spare))

    def _fill_whole(self, wanted: Sequence[int], which: Callable[[Column], bool]) -> None:
        """Give columns what their longer texts need, as far as that is there as a whole."""
        for one, column in enumerate(self._columns):
            if self._widths[one] and which(column) and 0 < wanted[one] - self._widths[one] <= self._spare:
                self._give(one, wanted[one] - self._widths[one])

    def _show_empty(self) -> None:
        """Titles of columns without a text, each as a whole."""
        for one, column in enumerate(self._columns):
            cells = width(column.title)
            if cells and not self._widths[one] and cells + GAP <= self._spare:
                self._spare -= GAP
                self._give(one, cells)

    def _give_rest(self) -> None:
        """What nobody needs."""
        taking = next((one for one, column in enumerate(self._columns) if column.rest), None)
        if taking is not None:
            gap = 0 if self._widths[taking] else GAP
            self._widths[taking] += max(self._spare - gap, 0)
            return
        flexible = [one for one, column in enumerate(self._columns) if column.share and self._widths[one]]
        shares, before = sum(self._columns[one].share for one in flexible), max(self._spare, 0)
        for one in flexible:
            self._give(one, before * self._columns[one].share // shares)
        if flexible:
            self._give(max(flexible, key=lambda one: self._columns[one].share), max(self._spare, 0))

    def _give(self, one: int, cells: int) -> None:
        self._widths[one] += cells
        self._spare -= cells

    def _give_way(self) -> None:
        """Too few cells: the widest text gives way as long as it can be read, figures and codes only after that."""
        flexible = [one for one, column in enumerate(self._columns) if column.share and self._widths[one]]
        uncut = [max(pair) for pair in zip(self._needs.figures, map(_uncut_title, self._columns), strict=True)]
        every = [one for one, cells in enumerate(self._widths) if cells]
        for which, least in (
            (flexible, {one: max(_READABLE, uncut[one]) for one in flexible}),
            (flexible, dict.fromkeys(flexible, _READABLE)),
            (flexible, dict.fromkeys(flexible, _HARDLY)),
            (every, dict.fromkeys(every, _HARDLY)),
            (every, dict.fromkeys(every, 1)),
        ):
            while self._spare < 0:
                widest = max(which, key=lambda one: self._widths[one] - least[one], default=None)
                if widest is None or self._widths[widest] <= least[widest]:
                    break
                self._give(widest, -1)
