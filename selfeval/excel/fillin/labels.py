"""What the fill-in workbook and its reading must agree on: sheet names, columns, the words for states."""

from __future__ import annotations

from typing import NamedTuple

from selfeval.core.fact_labels import FACT_LABELS
from selfeval.excel.book.grid import Book

GUIDE, FILL = "填报说明", "填报"
DONE, OPEN, OPTIONAL = "已填", "未填", "选填"
BUDGET, GOAL, AROUND = "预算", "年度总体目标", "文字说明"
TOTAL_SOURCE, PROGRESS_SOURCE = "年度资金总额", "支出进度"


class FillColumn(NamedTuple):
    """One column of the sheet: its key, heading and width; `input` for those that colleagues fill in."""

    key: str
    label: str
    width: float
    input: bool = False


COLUMNS = (
    FillColumn("year", "年度", 5),
    FillColumn("code", FACT_LABELS["code"], 12),
    FillColumn("project", FACT_LABELS["name"], 13),
    FillColumn("number", "序号", 4.5),
    FillColumn("tier1", FACT_LABELS["tier1"], 8),
    FillColumn("tier2", FACT_LABELS["tier2"], 10),
    FillColumn("tier3", FACT_LABELS["tier3"], 18),
    FillColumn("target", FACT_LABELS["target"], 11),
    FillColumn("ask", "填写要求", 19),
    FillColumn("unit", "计量单位", 7),
    FillColumn("actual", FACT_LABELS["actual"], 15, input=True),
    FillColumn("share", FACT_LABELS["share"], 6.5, input=True),
    FillColumn("not_applicable", "不适用", 9, input=True),
    FillColumn("document", "文号", 11, input=True),
    FillColumn("reason", FACT_LABELS["reason"], 24, input=True),
    FillColumn("evidence", FACT_LABELS["evidence"], 16, input=True),
    FillColumn("survey", FACT_LABELS["survey"], 16, input=True),
    FillColumn("state", "状态", 7),
)
PLACE = {column.key: place for place, column in enumerate(COLUMNS)}
"""Column of a key, from 0."""

INPUTS = tuple(column.key for column in COLUMNS if column.input)

TITLE_ROW, COUNT_ROW, HEADER_ROW, FIRST_ROW = 0, 1, 2, 3
"""Rows of the sheet 填报, from 0."""


def is_fill_in(book: Book) -> bool:
    """Whether a workbook has a sheet with the headings that only our fill-in sheet has beside those of indicators."""
    own = {COLUMNS[PLACE[key]].label for key in ("tier3", "ask", "actual", "state")}
    return any(
        own <= {text for _, text in texts}
        for grid in book.sheets
        for row in grid.rows
        if len(texts := grid.row_texts(row)) >= len(own)
    )
