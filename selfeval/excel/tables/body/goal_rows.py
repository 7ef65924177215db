"""Which goal of the year each row of an indicator table serves, where the table states it; never guessed.

Tables state it in a column beside the tiers (年度绩效目标, 对应目标), in a cell at the left of several rows
(年度绩效目标1（40分）), or in a row of its own above the indicators of a goal (目标1：…), even above their own header.
"""

from __future__ import annotations

from collections.abc import Iterable

from selfeval.core.model import Indicator
from selfeval.core.problems import CellRef
from selfeval.core.records import replace
from selfeval.core.rules.weights.goal_texts import goal_key, named_goal, states_several
from selfeval.core.texts.words.absence import DASHES
from selfeval.excel.book.grid import Grid
from selfeval.excel.tables.body.rows import RowReader
from selfeval.excel.tables.header import Header
from selfeval.excel.tables.taking import Taker

_COLUMNS = ("goal", "project.goals")
_MOST_LEFT = 3
"""Columns at the left of a table that may hold the goal of several rows."""
_MOST_TEXTS = 3
"""Cells of a row that heads the indicators of a goal: 目标1 | 建成公路 | 40分."""


class GoalRows:
    """Follows the goals down one table."""

    def __init__(self, grid: Grid, header: Header, rows: RowReader) -> None:
        self._grid, self._header, self._rows = grid, header, rows
        self._now: tuple[str, CellRef] | None = None
        self._before: int | None = None

    def heads(self, row: int) -> bool:
        """Whether a row only names the goal that the indicators below it serve."""
        return heads_goal(self._grid, row) and not (self._rows.own("tier3", row) and self._rows.own("target", row))

    def begin(self, row: int, count: int) -> None:
        """The rows below this one serve its goal; `count` indicators were read before it."""
        texts = self._grid.row_texts(row)
        self._now = " ".join(text for _, text in texts), self._grid.ref(row, texts[0][0])
        self._before = count if self._before is None else self._before

    def of(self, row: int, indicator: Indicator, taker: Taker) -> Indicator:
        """The indicator of a row with its goal."""
        text = self._beside(row, taker)
        if not text and self._now:
            text, taker.cells["goal"] = self._now
        if not text and not indicator.goal:
            return indicator  # with the taker's own cells, the one of the goal among them
        return replace(indicator, goal="" if states_several(text) else text, cells=taker.cells)

    def first_block(self, indicators: list[Indicator]) -> list[Indicator]:
        """The indicators, those of the first block with the goal that stands above the header, as others do lower down.

        A list of goals above a table says of no row which of them it serves.
        """
        above = [row for row in (self._header.top - 1, self._header.top - 2) if heads_goal(self._grid, row)]
        if not self._before or above != [self._header.top - 1]:
            return indicators
        texts = self._grid.row_texts(above[0])
        text, where = " ".join(text for _, text in texts), self._grid.ref(above[0], texts[0][0])
        own = [row for row in indicators[: self._before] if not row.goal]
        found = {row.id: replace(row, goal=text, cells={**row.cells, "goal": where}) for row in own}
        return [found.get(row.id, row) for row in indicators]

    def _beside(self, row: int, taker: Taker) -> str:
        """The goal in its own column, else in a cell at the left of the table that calls itself one."""
        for name in _COLUMNS:
            if name in self._header.columns:
                place = self._rows.place(name, row)
                text = self._grid.text(*place)
                if place[0] <= self._header.bottom and named_goal(text) is None:
                    return ""  # the label of the whole block, merged down
                return "" if text in DASHES else taker.take("goal", *place)
        for column in range(self._header.first - 1, max(self._header.first - _MOST_LEFT - 1, 0), -1):
            span = self._grid.span(row, column)
            if named_goal(self._grid.text(span.top, span.left)) is not None:
                return taker.take("goal", span.top, span.left)
        return ""


def heads_goal(grid: Grid, row: int) -> bool:
    """Whether a row begins with a goal's number (目标1, 年度绩效目标二（40分）：…) and holds little else."""
    texts = grid.row_texts(row)
    return 0 < len(texts) <= _MOST_TEXTS and named_goal(texts[0][1]) is not None


def goals_above(stated: tuple[str, ...], indicators: Iterable[Indicator]) -> tuple[str, ...]:
    """The goals of a project: those above its table, else those that its rows serve, in their order."""
    served: dict[str, str] = {}
    for row in indicators:
        if row.goal and len(row.goal) > len(served.get(goal_key(row.goal), "")):
            served[goal_key(row.goal)] = row.goal
    return stated or tuple(served.values())
