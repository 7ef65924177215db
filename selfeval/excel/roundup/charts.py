"""The charts of 汇总: how totals and rates lie, and what was spent against what was claimed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from selfeval.core.fact_labels import FACT_LABELS
from selfeval.excel.paper.style import BLUE, FONT, GREY, RED
from selfeval.excel.roundup.labels import FIRST, FORM_COLUMNS, OVERVIEW, places

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.chart import Chart
    from xlsxwriter.worksheet import Worksheet

_SIZE = {"width": 520, "height": 250}
_ROWS_HIGH = 13
"""Rows of the sheet that one chart covers."""

_MOST_POINTS = 5_000
"""Points of the scatter chart; a spreadsheet takes minutes to draw many more."""

_FONT: dict[str, Any] = {"name": FONT, "size": 9}
_AT = places(FORM_COLUMNS)


class Charts:
    """Puts charts one below the other, right of the figures."""

    def __init__(self, book: Workbook, sheet: Worksheet) -> None:
        self._book, self._sheet = book, sheet
        self._row = FIRST - 1

    def columns(self, title: str, first: int, count: int) -> None:
        """Columns of the counts that stand in `count` rows from `first`."""
        chart = self._book.add_chart({"type": "column"})
        last = first + count - 1
        chart.add_series({
            "name": "项目数", "categories": [OVERVIEW, first, 3, last, 3], "values": [OVERVIEW, first, 4, last, 4],
            "fill": {"color": BLUE}, "gap": 60, "data_labels": {"value": True},
        })  # fmt: skip
        chart.set_legend({"none": True})
        chart.set_x_axis({"num_font": _FONT})
        chart.set_y_axis({"num_font": _FONT, "min": 0, "major_gridlines": _grid()})
        self._place(chart, title)

    def scatter(self, name: str, last: int) -> None:
        """Claimed and recomputed totals against the budget, of the projects in the rows to `last` of that sheet."""
        if last < FIRST:
            return
        shown = min(last, FIRST + _MOST_POINTS - 1)
        chart = self._book.add_chart({"type": "scatter"})
        money = _AT[FACT_LABELS["adjusted"]]
        # The recomputed ones lie hollow above the claimed ones, so that equal pairs show both.
        for label, color, mark, size in (("自评得分", BLUE, "circle", 4), ("计分得分", RED, "diamond", 7)):
            chart.add_series({
                "name": label, "categories": [name, FIRST, money, shown, money],
                "values": [name, FIRST, _AT[label], shown, _AT[label]],
                "marker": {"type": mark, "size": size, "border": {"color": color},
                           "fill": {"color": color} if color == BLUE else {"none": True}},
            })  # fmt: skip
        chart.set_legend({"position": "bottom", "font": _FONT})
        chart.set_x_axis(
            {
                "num_font": _FONT,
                "log_base": 10,
                "num_format": "#,##0",
                "name": "万元",
                "name_font": _FONT,
                "crossing": 0.0001,
            }
        )
        chart.set_y_axis({"num_font": _FONT, "max": 100, "major_gridlines": _grid()})
        self._place(chart, "全年预算数与得分" + ("" if shown == last else f"（前{_MOST_POINTS}个项目）"))

    def _place(self, chart: Chart, title: str) -> None:
        chart.set_title({"name": title, "name_font": {"name": FONT, "size": 11, "bold": True}})
        chart.set_size(_SIZE)
        self._sheet.insert_chart(self._row, 6, chart)
        self._row += _ROWS_HIGH


def _grid() -> dict[str, Any]:
    return {"visible": True, "line": {"color": GREY}}
