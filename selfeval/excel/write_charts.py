"""The two charts of 自评汇总: points earned beside points available, and spending beside its plan."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from xlsxwriter import Workbook
from xlsxwriter.chart import Chart

from selfeval.excel.style import BLUE, FONT, GREY
from selfeval.excel.write_labels import SUMMARY
from selfeval.excel.write_page import Page
from selfeval.excel.write_plan import SUM

CHART_ROWS = 17
_HEIGHT = 330
_WIDTHS = (570, 640)
_CHARTED_ROWS = 20
_LEGEND = 14
"""Characters of a name in a legend."""
_COLOURS = (BLUE, "#C55A11", "#548235", "#7030A0")
_PLACE = {"x_offset": 4, "y_offset": 6}


class Spending(NamedTuple):
    """The spending table: row of its header, its lines (project, row planned, row spent), the highest percent."""

    header: int
    lines: Sequence[tuple[str, int, int]]
    highest: Decimal


class Charts:
    """Draws both charts from the tables of 自评汇总; `several` tells whether there is more than one project."""

    def __init__(self, book: Workbook, page: Page, *, several: bool) -> None:
        self._book, self._page, self._several = book, page, several

    def insert(self, row: int, tiers: tuple[int, int], spending: Spending | None) -> None:
        """Put them side by side at `row`; `tiers` are the first and last row of the points by tier."""
        self._page.sheet.insert_chart(row, 0, self._tier_chart(*tiers), _PLACE)
        if spending is not None:
            self._page.sheet.insert_chart(row, SUM["adjusted"], self._spending_chart(spending), _PLACE)

    def _tier_chart(self, first: int, last: int) -> Chart:
        """Points earned beside points available, for the first projects where there are many."""
        chart = self._book.add_chart({"type": "column"})
        shown = min(last, first + _CHARTED_ROWS - 1)
        categories = [SUMMARY, first, 1 if self._several else 2, shown, 2]
        for column, label, colour in ((3, "分值", GREY), (4, "得分", BLUE)):
            series = {"name": label, "categories": categories, "values": [SUMMARY, first, column, shown, column]}
            chart.add_series({**series, "fill": {"color": colour}, "gap": 60, "overlap": 0})
        note = "" if shown == last else "（前几个项目）"
        _decorate(chart, f"各级指标得分与分值{note}", "分", _WIDTHS[0])
        return chart

    def _spending_chart(self, spending: Spending) -> Chart:
        """Cumulative percent planned (dashed) and spent (solid) at the four checkpoints."""
        chart = self._book.add_chart({"type": "line"})
        categories = [SUMMARY, spending.header, 3, spending.header, 6]
        for (title, planned, spent), colour in zip(spending.lines, _COLOURS, strict=False):
            lead = f"{_brief(title)} " if self._several else ""
            for row, word, dash, mark in ((planned, "计划", "dash", "diamond"), (spent, "实际", "solid", "circle")):
                fill = {"color": colour}
                chart.add_series(
                    {
                        "name": f"{lead}{word}",
                        "categories": categories,
                        "values": [SUMMARY, row, 3, row, 6],
                        "line": {**fill, "width": 2, "dash_type": dash},
                        "marker": {"type": mark, "size": 6, "fill": fill, "border": fill},
                    }
                )
        note = "（前四个项目）" if len(spending.lines) > len(_COLOURS) else ""
        _decorate(
            chart, f"资金支出计划与实际支出{note}", "%", _WIDTHS[1], highest=100 if spending.highest <= 100 else None
        )
        return chart


def _brief(title: str) -> str:
    """A name as a legend has room for it."""
    return title if len(title) <= _LEGEND else f"{title[: _LEGEND - 1]}…"


def _decorate(chart: Chart, title: str, unit: str, width: int, highest: int | None = None) -> None:
    """Fonts, legend, axes and size of a chart."""
    font = {"name": FONT, "size": 9}
    grid = {"visible": True, "line": {"color": GREY}}
    chart.set_title({"name": title, "name_font": {"name": FONT, "size": 12, "bold": True}})
    chart.set_legend({"position": "bottom", "font": font})
    chart.set_x_axis({"num_font": font})
    axis = {"name": unit, "num_font": font, "name_font": font, "min": 0, "major_gridlines": grid}
    chart.set_y_axis(axis if highest is None else {**axis, "max": highest})
    chart.set_size({"width": width, "height": _HEIGHT})
