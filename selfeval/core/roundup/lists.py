"""What stands out over the forms of many units: lines of the lists of 汇总, and a list that keeps its largest ones."""

from __future__ import annotations

import heapq
from collections.abc import Mapping
from decimal import Decimal
from typing import Generic, TypeVar

from selfeval.core.records import dataclass

T = TypeVar("T")

SPOTS = 3
"""Cells that are named of a repeated text."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A cell of a form, and whose it is; `path` leads to the file, "" where nothing does."""

    unit: str
    project: str
    indicator: str
    file: str
    path: str
    sheet: str
    cell: str


@dataclass(frozen=True, slots=True)
class FindingKind:
    """One code of findings: a sentence of it, and how many each department has."""

    code: str
    severity: str
    example: str
    departments: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Unexplained:
    """A reason that is missing; `lost` are the points that it should explain, None where they are not known."""

    spot: Spot
    code: str
    lost: Decimal | None
    said: str


@dataclass(frozen=True, slots=True)
class AlwaysFull:
    """An indicator with full marks in every form."""

    indicator: str
    forms: int
    units: int


@dataclass(frozen=True, slots=True)
class SameTarget:
    """A target as it was the year before; `source` is the file or the column that says so."""

    spot: Spot
    target: str
    last: str
    source: str


@dataclass(frozen=True, slots=True)
class Repeated:
    """A reason or an actual (`kind`) that stands in forms of several units, with the first places."""

    kind: str
    text: str
    forms: int
    units: int
    spots: tuple[Spot, ...]


class Largest(Generic[T]):
    """Keeps the `most` largest of what is added; of equal ones those that came first."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._heap: list[tuple[Decimal, int, T]] = []
        self._added = 0

    @property
    def left_out(self) -> int:
        """How many were added and are not kept."""
        return self._added - len(self._heap)

    def add(self, size: Decimal, item: T) -> None:
        """Add one; it may be left out at once."""
        self._added += 1
        entry = (size, -self._added, item)
        if len(self._heap) < self._most:
            heapq.heappush(self._heap, entry)
        elif entry[:2] > self._heap[0][:2]:
            heapq.heapreplace(self._heap, entry)

    def copy(self) -> Largest[T]:
        """Another with the same."""
        other: Largest[T] = Largest(self._most)
        other._heap, other._added = self._heap.copy(), self._added
        return other

    def lines(self) -> tuple[T, ...]:
        """The largest first."""
        return tuple(item[-1] for item in sorted(self._heap, key=lambda one: (-one[0], -one[1])))
