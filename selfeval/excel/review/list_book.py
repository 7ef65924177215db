"""A list of projects as a workbook: what units claim beside what was recomputed, marks, links to files."""

from __future__ import annotations

import io
from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal
from typing import Any, Final, NamedTuple

from xlsxwriter import Workbook

from selfeval.core.fact_labels import FACT_LABELS
from selfeval.excel.paper.sheet import OPTIONS
from selfeval.excel.paper.style import Styles


class ListLine(NamedTuple):
    """One project: amounts in 万元, the rate as a share of 1, totals in points; `link` is "" without a file to open."""

    department: str
    unit: str
    code: str
    title: str
    adjusted: Decimal | None
    executed: Decimal | None
    rate: Decimal | None
    claimed: Decimal | None
    total: Decimal | None
    difference: Decimal | None
    claimed_grade: str
    grade: str
    errors: int
    warnings: int
    mark: str
    changed: bool
    remark: str
    file: str
    link: str


MARK_WORDS: Final = {"seen": "已阅", "accepted": "通过", "returned": "退回", "": ""}
_CHANGED = "（文件已变）"
_MONEY, _SHARE, _POINTS = "#,##0.00####", "0.00%", "0.00"
_COLUMNS: Final = (
    (FACT_LABELS["department"], 20, "text", ""),
    (FACT_LABELS["unit"], 20, "text", ""),
    (FACT_LABELS["code"], 14, "text", ""),
    (FACT_LABELS["name"], 34, "text", ""),
    ("全年预算数（万元）", 13, "center", _MONEY),
    ("全年执行数（万元）", 13, "center", _MONEY),
    ("执行率", 9, "center", _SHARE),
    ("自评总分", 9, "center", _POINTS),
    ("复算总分", 9, "center", _POINTS),
    ("自评高出", 9, "center", _POINTS),
    ("自评等级", 9, "center", ""),
    ("复算等级", 9, "center", ""),
    ("错误", 7, "center", ""),
    ("警告", 7, "center", ""),
    ("标记", 14, "center", ""),
    ("意见", 36, "text", ""),
    ("文件", 44, "text", ""),
)
_HEAD = 2
_LONGEST_LINK = 2_000
_MOST_LINKS = 60_000
"""Links of a sheet; spreadsheets take no more than 65,530."""


def write_list(title: str, lines: Iterable[ListLine], when: str) -> bytes:
    """The workbook: one row a project, its head repeated and filtered, the number of rows below the title live."""
    stream = io.BytesIO()
    book = Workbook(stream, {**OPTIONS, "constant_memory": True})
    book.set_properties({"title": title, "created": datetime.fromisoformat(when)})
    styles, sheet = Styles(book), book.add_worksheet("审核清单")
    for column, (_, width, _, _) in enumerate(_COLUMNS):
        sheet.set_column(column, column, width)
    sheet.write_string(0, 0, title, styles.get("plain", size=14))
    for column, (label, *_) in enumerate(_COLUMNS):
        sheet.write_string(_HEAD - 1, column, label, styles.get("header"))
    row, links = _HEAD, 0
    for line in lines:
        mark = MARK_WORDS[line.mark] + (_CHANGED if line.changed else "")
        values = (*line[:14], mark, line.remark)
        for column, value in enumerate(values):
            _put(sheet, row, column, value, styles)
        linked = bool(line.link) and len(line.link) < _LONGEST_LINK and links < _MOST_LINKS
        links += linked
        if not linked or sheet.write_url(row, 16, f"external:{line.link}", styles.get("text"), line.file) != 0:
            sheet.write_string(row, 16, line.file, styles.get("text"))
        row += 1
    sheet.autofilter(_HEAD - 1, 0, max(row - 1, _HEAD), len(_COLUMNS) - 1)
    sheet.freeze_panes(_HEAD, 4)
    sheet.repeat_rows(_HEAD - 1)
    sheet.set_landscape()
    sheet.set_paper(8)
    sheet.fit_to_pages(1, 0)
    sheet.set_footer("&C第 &P 页 共 &N 页")
    book.close()
    return stream.getvalue()


def _put(sheet: Any, row: int, column: int, value: Decimal | int | str | None, styles: Styles) -> None:  # noqa: ANN401
    _, _, style, number = _COLUMNS[column]
    made = styles.get(style, number)
    if value is None or value == "":
        sheet.write_blank(row, column, None, made)
    elif isinstance(value, str):
        sheet.write_string(row, column, value, made)
    else:
        sheet.write_number(row, column, float(value), made)
