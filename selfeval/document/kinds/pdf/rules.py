"""Ruled lines of a page → grids of cells: which lines belong to one table, and which cells no line parts.

Tables are groups of lines that meet, so that two of them near each other stay two; a side that is open gets the
line that its neighbours reach for, so that a row above the first line is no less a row. Lengths are points, y grows
downward.
"""

from __future__ import annotations

import bisect
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final, NamedTuple

NEAR: Final = 3.0
"""Lines so close are one: cells that are drawn each by itself leave such gaps."""
_STANDS_OUT: Final = 5.0
"""So far a line reaches beyond the last one across it where that side of the table is open."""
MOST_LINES: Final = 20_000
_COVERED: Final = 0.6
"""Part of a cell's side that has to be ruled."""


class Segment(NamedTuple):
    """A straight line: where it lies across its direction, and from where to where it goes."""

    at: float
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class Box:
    """A cell of a grid: rows and columns from 0, the last ones included."""

    top: int
    left: int
    bottom: int
    right: int


class Joined:
    """Things by their numbers, joined to groups one pair after the other."""

    def __init__(self, count: int) -> None:
        self._above = list(range(count))

    def group(self, one: int) -> int:
        """The number that stands for the whole group."""
        while self._above[one] != one:
            self._above[one] = self._above[self._above[one]]
            one = self._above[one]
        return one

    def join(self, one: int, other: int) -> None:
        """Make two groups one, for which the other one's number stands."""
        self._above[self.group(one)] = self.group(other)


@dataclass
class Ruled:
    """A table's lines as a grid.

    Attributes:
        xs, ys: where columns and rows are parted, outer lines included.
        boxes: cells by the lines that are there, row by row.
        ragged: whether a cell was no rectangle, so that its lines were supposed.
        supposed: outer lines that are not in the document, such as `top`.
    """

    xs: list[float]
    ys: list[float]
    boxes: list[Box] = field(default_factory=list)
    ragged: bool = False
    supposed: tuple[str, ...] = ()

    def at(self, x: float, y: float) -> int | None:
        """The cell around a point, by its index."""
        column, row = bisect.bisect_right(self.xs, x) - 1, bisect.bisect_right(self.ys, y) - 1
        if not (0 <= column < len(self.xs) - 1 and 0 <= row < len(self.ys) - 1):
            return None
        return self.index[row][column]

    def reset(self) -> None:
        """Look cells up anew, after rows were added."""
        self._index = []

    @property
    def index(self) -> list[list[int]]:
        """For each row and column the index of its cell."""
        if not self._index:
            self._index = [[0] * (len(self.xs) - 1) for _ in range(len(self.ys) - 1)]
            for number, box in enumerate(self.boxes):
                for row in range(box.top, box.bottom + 1):
                    for column in range(box.left, box.right + 1):
                        self._index[row][column] = number
        return self._index

    _index: list[list[int]] = field(default_factory=list, repr=False)


def ruled(across: Sequence[Segment], down: Sequence[Segment]) -> list[Ruled]:
    """The tables of a page from top to bottom, of its horizontal (`across`) and vertical (`down`) lines."""
    if len(across) + len(down) > MOST_LINES:
        return []
    across, down = merged(across), merged(down)
    found = []
    for horizontal, vertical in _groups(across, down):
        grid = _grid(horizontal, vertical)
        if grid is not None:
            found.append(grid)
    return sorted(found, key=lambda grid: (grid.ys[0], grid.xs[0]))


def merged(lines: Iterable[Segment]) -> list[Segment]:
    """Lines on top of each other, or one going on where another ends, as one."""
    found: list[Segment] = []
    for group in _near(sorted(lines)):
        at = sum(line.at for line in group) / len(group)
        runs: list[Segment] = []
        for line in sorted(group, key=lambda one: one.start):
            if runs and line.start <= runs[-1].end + NEAR:
                runs[-1] = Segment(at, runs[-1].start, max(runs[-1].end, line.end))
            else:
                runs.append(Segment(at, line.start, line.end))
        found += runs
    return found


def _near(lines: list[Segment]) -> list[list[Segment]]:
    groups: list[list[Segment]] = []
    for line in lines:
        if groups and line.at - groups[-1][0].at <= NEAR:
            groups[-1].append(line)
        else:
            groups.append([line])
    return groups


def _groups(across: list[Segment], down: list[Segment]) -> list[tuple[list[Segment], list[Segment]]]:
    """Lines that meet, directly or through others."""
    joined = Joined(len(across) + len(down))

    for number, line in enumerate(across):
        for other, upright in enumerate(down):
            if (
                line.start - NEAR <= upright.at <= line.end + NEAR
                and upright.start - NEAR <= line.at <= upright.end + NEAR
            ):
                joined.join(number, len(across) + other)
    groups: dict[int, tuple[list[Segment], list[Segment]]] = {}
    for number, line in enumerate(across):
        groups.setdefault(joined.group(number), ([], []))[0].append(line)
    for number, line in enumerate(down):
        groups.setdefault(joined.group(len(across) + number), ([], []))[1].append(line)
    return list(groups.values())


def _grid(across: list[Segment], down: list[Segment]) -> Ruled | None:
    """The cells of one table; None for lines that frame nothing, such as a line below a heading."""
    if not across or not down:
        return None
    xs, ys = _places(line.at for line in down), _places(line.at for line in across)
    supposed = []
    for name, places, beyond in (
        ("left", xs, min(line.start for line in across)),
        ("top", ys, min(line.start for line in down)),
    ):
        if beyond < places[0] - _STANDS_OUT:
            places.insert(0, beyond)
            supposed.append(name)
    for name, places, beyond in (
        ("right", xs, max(line.end for line in across)),
        ("bottom", ys, max(line.end for line in down)),
    ):
        if beyond > places[-1] + _STANDS_OUT:
            places.append(beyond)
            supposed.append(name)
    if len(xs) < 2 or len(ys) < 2 or (len(xs) == 2 and len(ys) == 2):
        return None
    grid = Ruled(xs, ys, supposed=tuple(supposed))
    _fill(grid, across, down)
    return grid


def _places(values: Iterable[float]) -> list[float]:
    """Places that are not near each other; a column narrower than a character is none."""
    found: list[float] = []
    for one in sorted(values):
        if not found or one - found[-1] > NEAR * 1.5:
            found.append(one)
    return found


def _fill(grid: Ruled, across: list[Segment], down: list[Segment]) -> None:
    """Join the smallest cells that no line parts."""
    rows, columns = len(grid.ys) - 1, len(grid.xs) - 1
    joined = Joined(rows * columns)

    for row in range(rows):
        top, bottom = grid.ys[row], grid.ys[row + 1]
        for column in range(columns):
            left, right = grid.xs[column], grid.xs[column + 1]
            if column + 1 < columns and not _covers(down, right, top, bottom):
                joined.join(row * columns + column, row * columns + column + 1)
            if row + 1 < rows and not _covers(across, bottom, left, right):
                joined.join(row * columns + column, (row + 1) * columns + column)
    groups: dict[int, list[int]] = {}
    for one in range(rows * columns):
        groups.setdefault(joined.group(one), []).append(one)
    for members in groups.values():
        lines, places = [one // columns for one in members], [one % columns for one in members]
        box = Box(min(lines), min(places), max(lines), max(places))
        if (box.bottom - box.top + 1) * (box.right - box.left + 1) == len(members):
            grid.boxes.append(box)
        else:
            grid.ragged = True
            grid.boxes += [Box(one // columns, one % columns, one // columns, one % columns) for one in members]
    grid.boxes.sort(key=lambda one: (one.top, one.left))


def _covers(lines: list[Segment], at: float, start: float, end: float) -> bool:
    covered = sum(
        max(0.0, min(line.end, end) - max(line.start, start)) for line in lines if abs(line.at - at) <= NEAR * 1.5
    )
    return covered >= _COVERED * (end - start)
