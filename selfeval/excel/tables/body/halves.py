"""Two periods in one form: the half of the whole project (中期, 长期, 实施期) beside or above that of the year.

Only the year's half counts; the other one is kept as a note. Pure over a `Grid`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from enum import StrEnum

from selfeval.core.problems import CellRef, Problem, Severity, msg
from selfeval.excel.book.grid import Grid
from selfeval.excel.tables.header import Header, overlap
from selfeval.excel.tables.labels.labels import is_annual, is_period

_MOST_ABOVE = 15
"""So many rows above a header may say which half it is."""


class Half(StrEnum):
    """Which half of a form something belongs to."""

    YEAR = "year"
    PERIOD = "period"


def half_of(text: str) -> Half | None:
    """The half that a label speaks of, None for other texts."""
    if is_period(text):
        return Half.PERIOD
    return Half.YEAR if is_annual(text) else None


def joined(grid: Grid, headers: Sequence[Header]) -> tuple[Header, ...]:
    """The headers with two that stand side by side as halves of one form made one: the year's, with `beside` set."""
    found: list[Header] = []
    for header in headers:
        before = found[-1] if found else None
        if before is not None and before.top == header.top and not overlap(before, header):
            halves = _above(grid, before, header)
            if halves == (Half.PERIOD, Half.YEAR):
                found[-1] = _one(header, before)
                continue
            if halves == (Half.YEAR, Half.PERIOD):
                found[-1] = _one(before, header)
                continue
        found.append(header)
    return tuple(found)


def _one(year: Header, period: Header) -> Header:
    """The year's columns, and those tiers that only the other half has, which then hold for both."""
    shared = {name: period.columns[name] for name in ("tier1", "tier2") if name in period.columns}
    left, right = min(year.left, period.left), max(year.right, period.right)
    return replace(year, columns={**shared, **year.columns}, left=left, right=right, beside=period)


def _above(grid: Grid, one: Header, other: Header) -> tuple[Half | None, Half | None]:
    """Which halves two headers are, left and right, by the nearest row above them that names both."""
    for row in reversed(grid.rows_between(one.top - _MOST_ABOVE, one.bottom)):
        texts = [text for column, text in grid.row_texts(row) if one.left <= column <= other.right]
        halves = list(dict.fromkeys(half for text in texts if (half := half_of(text))))
        if len(halves) == len(Half):
            return halves[0], halves[1]
    return None, None


def half_of_header(grid: Grid, header: Header, after: int) -> Half | None:
    """Which half a header is: by a label at its left, the nearest line above it, or a line of its own just below it.

    Above, the rows below row `after` count, which is where the table before ends, and the row next to the header.
    """
    for row in range(header.bottom, header.top - 1, -1):
        if half := left_of(grid, header, row):
            return half
    for row in reversed(grid.rows_between(max(after, header.top - 3) + 1, header.top - 1)):
        halves = {half for _, text in grid.row_texts(row) if (half := half_of(text))}
        if len(halves) == 1:
            return halves.pop()
    return line_of(grid, header.top - 1) or line_of(grid, header.bottom + 1)


def line_of(grid: Grid, row: int) -> Half | None:
    """The half that a row names which holds nothing else."""
    texts = [text for _, text in grid.row_texts(row)]
    return half_of(texts[0]) if len(texts) == 1 else None


def left_of(grid: Grid, header: Header, row: int) -> Half | None:
    """Which half the label at the left of a row names, merged from above included."""
    for column in range(header.first - 1, max(header.first - 4, 0), -1):
        span = grid.span(row, column)
        if half := half_of(grid.text(span.top, span.left)):
            return half
    return None


def row_halves(grid: Grid, header: Header, rows: Iterable[int]) -> dict[int, Half]:
    """The half of each row below one header: by a label at its left or a line of its own; only where both occur."""
    found: dict[int, Half] = {}
    now: Half | None = left_of(grid, header, header.bottom)
    for row in rows:
        now = left_of(grid, header, row) or line_of(grid, row) or now
        if now:
            found[row] = now
    return found if len(set(found.values())) > 1 else {}


def told(where: CellRef, count: int) -> Problem:
    """F218: the other half was kept, and does not count."""
    message = msg(
        "This form has indicators for a longer period as well ({count}); only those of the year count.", count=count
    )
    hint = msg("Nothing need be done; the others are kept as a note.")
    return Problem("F218", Severity.INFO, message, hint, where)
