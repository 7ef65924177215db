"""The sheet for print: a page for each department, with its projects and their sums."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from selfeval.core.fact_labels import FACT_LABELS
from selfeval.core.roundup.sums import FormLine, Sums
from selfeval.excel.paper.cells import cell_name
from selfeval.excel.roundup.labels import HEADER, NOBODY, PAGE_COLUMNS, places
from selfeval.excel.roundup.lists import Cell, Link, ListSheet, Live, rate_of

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

_MAX_BREAKS = 1023
"""Page breaks that a sheet may have; departments beyond that follow one another."""

_SCALE = 72
"""Percent at which the columns fit the width of A4 laid across; fitting to a page would undo the breaks."""

_AT = places(PAGE_COLUMNS)


class Pages:
    """Written department by department; call `begin`, `add` for each project, `end`."""

    def __init__(self, listed: ListSheet) -> None:
        self._list = listed
        self._breaks: list[int] = []
        self._first = 0

    @property
    def _sheet(self) -> Worksheet:
        return self._list.sheet

    def begin(self, name: str) -> None:
        """The head of a department."""
        self._list.add([name or NOBODY, *[None] * (len(PAGE_COLUMNS) - 1)], "header")
        self._first = self._list.row

    def add(self, line: FormLine) -> None:
        """One project."""
        at = self._list.row
        adjusted, executed = cell_name(at, _AT[FACT_LABELS["adjusted"]]), cell_name(at, _AT[FACT_LABELS["executed"]])
        rate: Cell = Live(f"{executed}/{adjusted}", line.rate) if line.rate is not None else None
        whose = (Link(line.title, line.path, line.sheet, line.cell), line.unit, line.adjusted, line.executed, rate)
        points = (line.claimed, line.total, line.difference)
        self._list.add((*whose, *points, line.claimed_grade, line.grade, line.errors, line.warnings))

    def end(self, sums: Sums) -> None:
        """The sums of the department, and the end of its page."""
        last = self._list.row - 1

        def rows(label: str) -> str:
            return f"{cell_name(self._first, _AT[label])}:{cell_name(last, _AT[label])}"

        def added(label: str, value: Decimal | int) -> Live:
            return Live(f"SUM({rows(label)})", value)

        def mean(label: str, value: Fraction | None) -> Live:
            return Live(f'IFERROR(AVERAGE({rows(label)}),"")', value)

        self._list.add(
            (
                f"合计（{sums.forms}个项目；得分为平均分）",
                None,
                added(FACT_LABELS["adjusted"], sums.money["adjusted"]),
                added(FACT_LABELS["executed"], sums.money["executed"]),
                Live(rate_of(rows(FACT_LABELS["executed"]), rows(FACT_LABELS["adjusted"])), sums.rate),
                mean("自评得分", sums.mean_claimed),
                mean("计分得分", sums.mean_total),
                mean("差额", sums.mean_difference),
                None,
                None,
                added("错误", sums.counts["errors"]),
                added("警告", sums.counts["warnings"]),
            ),
            "total",
        )
        self._breaks.append(self._list.row)

    def finish(self) -> None:
        """Paper and page breaks."""
        sheet = self._sheet
        self._list.tell_left_out()
        self._list.paper(fit=False)
        sheet.repeat_rows(0, HEADER)
        sheet.set_print_scale(_SCALE)
        sheet.set_h_pagebreaks(self._breaks[:-1][:_MAX_BREAKS])
