"""Counts indicators while the sheets of a workbook are still being read, so that far too many are refused early."""

from __future__ import annotations

from selfeval.excel.book.grid import Grid
from selfeval.excel.book.refusals import MAX_INDICATORS, too_many_indicators
from selfeval.excel.tables.mapping import Mapper
from selfeval.excel.tables.sheet import Table, read_tables

_FAR_TOO_MANY = 3 * MAX_INDICATORS
"""A scored workbook, which is not known as one before its last sheet, shows each indicator on two sheets."""


class TableCount:
    """The tables of each sheet, read once.

    An ordinary workbook is not looked at before it is read: only from so many rows on that it could hold far too many
    indicators, the tables are read as the sheets come.
    """

    def __init__(self, mapper: Mapper) -> None:
        self._mapper = mapper
        self._waiting: list[Grid] = []
        self._rows = self._indicators = 0
        self._tables: dict[int, tuple[Table, ...]] = {}

    def look(self, grid: Grid) -> None:
        """Take note of one more sheet.

        Raises:
            SelfEvalError: F115 with the sheets so far there are far more indicators than any department has.
        """
        self._waiting.append(grid)
        self._rows += len(grid.rows)
        if self._rows <= _FAR_TOO_MANY:
            return
        for one in self._waiting:
            self._indicators += sum(len(table.project.indicators) for table in self.tables(one))
            if self._indicators > _FAR_TOO_MANY:
                raise too_many_indicators(one.title)
        self._waiting.clear()

    def tables(self, grid: Grid) -> tuple[Table, ...]:
        """The indicator tables of a sheet."""
        found = self._tables.get(id(grid))
        if found is None:
            found = self._tables[id(grid)] = read_tables(grid, self._mapper.overrides(grid))
        return found
