"""The two charts of 自评汇总: points earned beside points available, and spending beside its plan."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from selfeval.excel.paper.labels import SUMMARY
from selfeval.excel.paper.page import Page
from selfeval.excel.paper.style import BLUE, FONT, GREY
from selfeval.excel.scored.plan import SUM
from selfeval.excel.scored.summary_sheet.tables import Charted

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.chart import Chart

CHART_ROWS = 12
_HEIGHT = 232
_WIDTHS = (565, 530)
_CHARTED_ROWS = 20
_LEGEND = 10
"""Characters of a name in a legend."""
_COLOURS = (BLUE, "#C55A11", "#548235", "#7030A0")
_STACK = (BLUE, "#8FAADC", "#F4B183", "#A9D18E", "#BFBFBF")
_PLACE = {"x_offset": 4, "y_offset": 6}


class Charts:
    """Draws both charts from the tables of 自评汇总; `several` tells whether there is more than one project."""

    def __init__(self, book: Workbook, page: Page, *, several: bool) -> None:
        self._book, self._page, self._several = book, page, several

    def insert(self, row: int, tiers: Charted | None, spending: Charted | None) -> None:
        """Put them side by side at `row`; one that would be empty is left out."""
        if tiers is not None and tiers.series:
            chart = self._projects_chart(tiers) if self._several else self._tier_chart(tiers)
            self._page.sheet.insert_chart(row, 0, chart, _PLACE)
        if spending is not None:
            self._page.sheet.insert_chart(row, SUM["adjusted"], self._spending_chart(spending), _PLACE)

    def _tier_chart(self, table: Charted) -> Chart:
        """Of one project: points earned beside points available, tier by tier."""
        chart, row = self._book.add_chart({"type": "column"}), table.rows[0][0]
        categories = [SUMMARY, table.header, table.first, table.header, table.first + table.columns - 1]
        for half, label, colour in ((0, "分值", GREY), (1, "得分", BLUE)):
            first = table.first + half * table.columns
            values = [SUMMARY, row, first, row, first + table.columns - 1]
            series = {"name": label, "categories": categories, "values": values}
            chart.add_series({**series, "fill": {"color": colour}, "gap": 60, "overlap": 0})
        _decorate(chart, "各级指标得分与分值", "分", _WIDTHS[0])
        return chart

    def _projects_chart(self, table: Charted) -> Chart:
        """Of several: the points each earned, tier upon tier; what lacks to the upper edge was lost."""
        chart = self._book.add_chart({"type": "bar", "subtype": "stacked"})
        first, last = table.rows[0][0], table.rows[:_CHARTED_ROWS][-1][0]
        for place in table.series:
            column = table.first + table.columns + place
            chart.add_series(
                {
                    "name": [SUMMARY, table.header, column],
                    "categories": [SUMMARY, first, 1, last, 1],
                    "values": [SUMMARY, first, column, last, column],
                    "fill": {"color": _STACK[place % len(_STACK)]},
                    "gap": 60,
                }
            )
        note = "" if len(table.rows) <= _CHARTED_ROWS else "（前几个项目）"
        _decorate(chart, f"各项目得分构成{note}", "分", _WIDTHS[0], highest=math.ceil(table.highest), across=True)
        return chart

    def _spending_chart(self, table: Charted) -> Chart:
        """Cumulative percent planned (dashed) and spent (solid) at the four checkpoints."""
        chart = self._book.add_chart({"type": "line"})
        last = table.first + table.columns - 1
        for (row, title), filled, colour in zip(table.rows, table.filled, _COLOURS, strict=False):
            lead = f"{_brief(title)} " if self._several else ""
            for half, (word, dash, mark) in enumerate((("计划", "dash", "diamond"), ("实际", "solid", "circle"))):
                if not filled[half]:
                    continue
                fill, shift = {"color": colour}, half * table.columns
                chart.add_series(
                    {
                        "name": f"{lead}{word}",
                        "categories": [SUMMARY, table.header, table.first, table.header, last],
                        "values": [SUMMARY, row, table.first + shift, row, last + shift],
                        "line": {**fill, "width": 2, "dash_type": dash},
                        "marker": {"type": mark, "size": 6, "fill": fill, "border": fill},
                    }
                )
        note = "（前四个项目）" if len(table.rows) > len(_COLOURS) else ""
        title = f"资金支出计划与实际支出{note}"
        highest = 100 if table.highest <= 100 else None
        _decorate(chart, title, "%", _WIDTHS[1], highest=highest, legend="right" if self._several else "bottom")
        return chart


def _brief(title: str) -> str:
    """A name as a legend has room for it."""
    return title if len(title) <= _LEGEND else f"{title[: _LEGEND - 1]}…"


def _decorate(
    chart: Chart,
    title: str,
    unit: str,
    width: int,
    highest: int | None = None,
    *,
    across: bool = False,
    legend: str = "bottom",
) -> None:
    """Fonts, legend, axes and size of a chart; bars that lie `across` have the first project at the top."""
    font = {"name": FONT, "size": 9}
    grid = {"visible": True, "line": {"color": GREY}}
    chart.set_title({"name": title, "name_font": {"name": FONT, "size": 11, "bold": True}})
    chart.set_legend({"position": legend, "font": {**font, "size": 8}})
    names = {"num_font": font, "reverse": True} if across else {"num_font": font}
    axis = {"name": unit, "num_font": font, "name_font": font, "min": 0, "major_gridlines": grid}
    if highest is not None:
        axis["max"] = highest
    if across:  # XlsxWriter calls what lies across the x axis, values here
        chart.set_x_axis({**axis, "name": "", "label_position": "high"})
        chart.set_y_axis(names)
    else:
        chart.set_x_axis(names)
        chart.set_y_axis(axis)
    chart.set_size({"width": width, "height": _HEIGHT})
