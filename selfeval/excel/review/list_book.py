"""A list of projects as a workbook: what units claim beside what was recomputed, marks, links to files."""

from __future__ import annotations

import io
from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal
from typing import Any, Final, NamedTuple

from xlsxwriter import Workbook

from selfeval.core.fact_labels import FACT_LABELS
from selfeval.core.review.overview import Mark, MarkKind, ProjectLine
from selfeval.excel.paper.style import OPTIONS, Styles


class ListLine(NamedTuple):
    """One project with the reviewer's mark; `link` is the path of its file, "" without one to open."""

    project: ProjectLine
    mark: Mark | None
    link: str


MARK_WORDS: Final = {MarkKind.SEEN: "已阅", MarkKind.ACCEPTED: "通过", MarkKind.RETURNED: "退回"}
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
    ("计分总分", 9, "center", _POINTS),
    ("自评高出", 9, "center", _POINTS),
    ("自评等级", 9, "center", ""),
    ("计分等级", 9, "center", ""),
    ("错误", 7, "center", ""),
    ("警告", 7, "center", ""),
    ("标记", 14, "center", ""),
    ("意见", 36, "text", ""),
    ("文件", 44, "text", ""),
)
_FILE = len(_COLUMNS) - 1
_HEAD = 2
_LONGEST_LINK = 2_000
_MOST_LINKS = 60_000
"""Links of a sheet; spreadsheets take no more than 65,530."""


def write_list(title: str, lines: Iterable[ListLine], when: str) -> bytes:
    """The workbook: one row a project, its head repeated on each page, and filtered."""
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
        for column, value in enumerate(_values(line)):
            _put(sheet, row, column, value, styles)
        file = line.project.file
        linked = bool(line.link) and len(line.link) < _LONGEST_LINK and links < _MOST_LINKS
        links += linked
        if not linked or sheet.write_url(row, _FILE, f"external:{line.link}", styles.get("text"), file) != 0:
            sheet.write_string(row, _FILE, file, styles.get("text"))
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


def _values(line: ListLine) -> tuple[Decimal | int | str | None, ...]:
    """What stands in the columns before the file."""
    one, mark = line.project, line.mark
    changed = _CHANGED if mark is not None and mark.sha256 != one.sha256 else ""
    return (
        one.department,
        one.unit,
        one.code,
        one.title,
        one.adjusted,
        one.executed,
        one.rate,
        one.claimed,
        one.total,
        one.difference,
        one.claimed_grade,
        one.grade,
        one.errors,
        one.warnings,
        "" if mark is None else MARK_WORDS[mark.mark] + changed,
        "" if mark is None else mark.remark,
    )


def _put(sheet: Any, row: int, column: int, value: Decimal | int | str | None, styles: Styles) -> None:  # noqa: ANN401
    _, _, style, number = _COLUMNS[column]
    made = styles.get(style, number)
    if value is None or value == "":
        sheet.write_blank(row, column, None, made)
    elif isinstance(value, str):
        sheet.write_string(row, column, value, made)
    else:
        sheet.write_number(row, column, float(value), made)
