"""The published self-evaluation forms as workbooks in the layout of the national form; the texts as published.

What a publication does not show (the sources of the money, the goal of the year) has no rows here either.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment

from tests.excel.books import fill

FUNDS = ["年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "得分"]
TABLE = ["一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分", "偏差原因分析及改进措施"]
FIRST = 8
"""Row of the first indicator."""


def write(form: Mapping[str, Any], path: Path) -> Path:
    """One form on one sheet, its tier cells merged over their rows."""
    workbook = Workbook()
    sheet = workbook.active
    assert sheet is not None
    sheet.title = "自评表"
    money = form["budget"]
    amounts = [_amount(money[name]) for name in ("initial", "adjusted", "executed")]
    fill(
        sheet,
        [
            [f"项目支出绩效自评表（{form['year']}年度）"],
            ["项目名称", form["project_name"]],
            ["主管部门", form["department"]],
            ["项目资金（万元）", "", *FUNDS],
            ["", "年度资金总额", *amounts, money["weight"], money["rate_text"], money["score"]],
            [],
            TABLE,
            *(_row(row) for row in form["indicators"]),
            ["总分", "", "", "", "", "", form["total_score"]],
        ],
    )
    for column, names in ((1, ("level1",)), (2, ("level1", "level2"))):
        _merge(sheet, column, [tuple(row[name] for name in names) for row in form["indicators"]])
    for line in sheet.iter_rows():
        for cell in line:
            cell.alignment = Alignment(wrap_text=True, vertical="center")
    workbook.save(path)
    return path


def _amount(text: str | None) -> object:
    """A number where the publication has one, else its text."""
    if text is None:
        return None
    return float(text) if text.replace(".", "", 1).isdigit() else text


def _row(row: Mapping[str, Any]) -> list[object]:
    names = ("level1", "level2", "level3", "target_text", "actual_text", "weight", "score", "reason")
    return [row[name] for name in names]


def _merge(sheet: Any, column: int, keys: list[tuple[str | None, ...]]) -> None:
    start = 0
    for place in range(1, len(keys) + 1):
        if place < len(keys) and keys[place] == keys[start]:
            continue
        if place - start > 1 and keys[start][-1]:
            sheet.merge_cells(
                start_row=FIRST + start, end_row=FIRST + place - 1, start_column=column, end_column=column
            )
        start = place
