"""Finds the header of each indicator table on a sheet by its words, at any place; pure over a `Grid`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from selfeval.excel.grid import Grid, Span
from selfeval.excel.labels import column_of

LOOKED_FOR = ("一级指标", "二级指标", "三级指标", "指标值 / 年度指标值")
"""The labels that the hint of F112 names."""


@dataclass(frozen=True, slots=True)
class Header:
    """The header row or rows of a table: for each field of a row the columns its header covers."""

    top: int
    bottom: int
    columns: Mapping[str, tuple[int, int]]

    def column(self, name: str) -> int | None:
        """The first column of a field."""
        found = self.columns.get(name)
        return found[0] if found else None


def find_headers(grid: Grid) -> tuple[Header, ...]:
    """Every row that names a third tier and a target or an actual, or two tiers and a target.

    A header may be several rows high: the rows that its merged cells reach into belong to it.
    """
    headers: list[Header] = []
    for row in grid.rows:
        if headers and row <= headers[-1].bottom:
            continue
        found = _columns(grid, row)
        if _is_header({name for name, _ in found}):
            headers.append(_header(grid, row, found))
    return tuple(headers)


def _is_header(names: set[str]) -> bool:
    tiers = len(names & {"tier1", "tier2", "tier3"})
    return ("tier3" in names and bool(names & {"target", "actual", "value"})) or (tiers >= 2 and "target" in names)


def _columns(grid: Grid, row: int) -> list[tuple[str, Span]]:
    found = []
    for column, text in grid.row_texts(row):
        name = column_of(text)
        if name:
            found.append((name, grid.span(row, column)))
    return found


def _header(grid: Grid, top: int, found: list[tuple[str, Span]]) -> Header:
    bottom = min(max(span.bottom for _, span in found), top + 3)
    columns: dict[str, tuple[int, int]] = {}
    for name, span in found:
        columns.setdefault(name, (span.left, span.right))
    # A header such as 年度指标值 may be split below into sign, value and unit.
    for row in range(top + 1, bottom + 1):
        for name, span in _columns(grid, row):
            key = "target" if name == "value" else name
            columns[key] = (span.left, span.right)
    if "value" in columns and "target" not in columns:
        columns["target"] = columns.pop("value")
    return Header(top, bottom, columns)
