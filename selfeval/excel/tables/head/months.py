"""Reads the spending plan and the spending by the end of the months, above an indicator table."""

from __future__ import annotations

from selfeval.core.model import CHECKPOINTS
from selfeval.core.problems import Severity, msg
from selfeval.excel.book.grid import Grid
from selfeval.excel.tables.head.money_block import labels_of
from selfeval.excel.tables.labels.labels import month_of, normal
from selfeval.excel.tables.taking import Taker, value_right

_SPENT = ("进度", "实际", "执行", "完成")
_LEAST_MONTHS = 2


def read_months(grid: Grid, rows: list[int], taker: Taker) -> tuple[dict[str, str], set[int]]:
    """Percentages by `plan.3` … `checkpoint.12`, and the rows that said them."""
    reader = _MonthReader(grid, rows, taker)
    for row in rows:
        if row not in reader.done and sum(1 for _, text in grid.row_texts(row) if month_of(text)) >= _LEAST_MONTHS:
            reader.read(row)
    return reader.texts, reader.done


class _MonthReader:
    def __init__(self, grid: Grid, rows: list[int], taker: Taker) -> None:
        self._grid, self._rows, self._taker = grid, rows, taker
        self.done: set[int] = set()
        self.texts: dict[str, str] = {}

    def _put(self, key: str, row: int, column: int) -> None:
        if key not in self.texts:
            self.texts[key] = self._taker.take_value(key, row, column)

    def read(self, header: int) -> None:
        columns = {column: month for column, text in self._grid.row_texts(header) if (month := month_of(text))}
        first = min(columns)
        self.done.add(header)
        for column, month in columns.items():
            if month not in CHECKPOINTS:
                hint = msg("Spending is read at the end of March, June, October and December.")
                message = msg("The column for the end of month {month} has no place and was not read.", month=month)
                self._taker.note("F209", Severity.WARNING, message, hint, header, column)
        if self._months_in_pairs(header, columns):
            return
        for row in (later for later in self._rows if later > header):
            if row in self.done or not self._read_month_row(row, header, first, columns):
                break
            self.done.add(row)

    def _months_in_pairs(self, row: int, columns: dict[int, int]) -> bool:
        """`3月底 | 25% | 6月底 | 50%`: the values stand between the months."""
        kind = self._kind_of(row, min(columns)) or "plan"
        places = {m: value_right(self._grid, row, self._grid.span(row, column)) for column, m in columns.items()}
        if not all(self._grid.text(*place) and not month_of(self._grid.text(*place)) for place in places.values()):
            return False
        for month, place in places.items():
            if month in CHECKPOINTS:
                self._put(f"{kind}.{month}", *place)
        return True

    def _read_month_row(self, row: int, header: int, first: int, columns: dict[int, int]) -> bool:
        """One row of percentages; False for a row that is something else."""
        if any(column >= first or key not in {"plan", "checkpoint"} for column, key, _ in labels_of(self._grid, row)):
            return False
        kind = self._kind_of(row, first)
        if kind is None:
            if row != self._next_row(header):
                return False
            kind = "plan"
        for column, month in columns.items():
            if month in CHECKPOINTS:
                self._put(f"{kind}.{month}", row, column)
        return True

    def _next_row(self, row: int) -> int:
        return next((later for later in self._rows if later > row), 0)

    def _kind_of(self, row: int, first: int) -> str | None:
        """`plan` or `checkpoint` by the label at the left of a row, also one merged from above; None without one."""
        for column in range(first - 1, max(first - 8, 0), -1):
            span = self._grid.span(row, column)
            text = self._grid.text(span.top, span.left)
            if text:
                return "checkpoint" if any(word in normal(text) for word in _SPENT) else "plan"
        return None
