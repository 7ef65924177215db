"""A list of projects as a workbook: what units claim beside what was recomputed, marks, links to files."""

from __future__ import annotations

import io
from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal
from typing import Final, NamedTuple

from xlsxwriter import Workbook

from selfeval.core.fact_labels import FACT_LABELS
from selfeval.core.review.overview import Mark, MarkKind, ProjectLine
from selfeval.excel.paper.cells import file_url
from selfeval.excel.paper.page import A3, Ledger, Page
from selfeval.excel.paper.sheet import Sheet
from selfeval.excel.paper.style import OPTIONS, Styles, height_for, lines_needed


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
    (FACT_LABELS["code"], 22, "text", ""),
    (FACT_LABELS["name"], 34, "text", ""),
    ("全年预算数（万元）", 13, "center", _MONEY),
    ("全年执行数（万元）", 13, "center", _MONEY),
    ("执行率", 9, "center", _SHARE),
    ("自评总分", 9, "center", _POINTS),
    ("计分总分", 9, "center", _POINTS),
    ("差额", 9, "center", _POINTS),
    ("自评等级", 9, "center", ""),
    ("计分等级", 9, "center", ""),
    ("错误", 7, "center", ""),
    ("警告", 7, "center", ""),
    ("标记", 14, "center", ""),
    ("意见", 36, "text", ""),
    ("文件", 44, "text", ""),
)
_FILE = len(_COLUMNS) - 1
_HEAD, _FROZEN = 2, 4
_LONGEST_LINK = 2_000
_MOST_LINKS = 60_000
"""Links of a sheet; spreadsheets take no more than 65,530."""


def write_list(title: str, lines: Iterable[ListLine], when: str) -> bytes:
    """The workbook: one row a project, its head repeated on each page, and filtered."""
    stream = io.BytesIO()
    book = Workbook(stream, {**OPTIONS, "constant_memory": True})
    book.set_properties({"title": title, "created": datetime.fromisoformat(when)})
    widths = tuple(float(width) for _, width, _, _ in _COLUMNS)
    page = Page(book.add_worksheet("审核清单", Sheet), Ledger(Styles(book), live=False), widths)
    page.put(0, 0, title, "section", to=(0, _FROZEN - 1))
    for column, (label, *_) in enumerate(_COLUMNS):
        page.put(_HEAD - 1, column, label, "header")
    row, links = _HEAD, 0
    for line in lines:
        values = (*_values(line), line.project.file)
        for column, value in enumerate(values):
            page.put(row, column, value, _COLUMNS[column][2], number=_COLUMNS[column][3])
        high = max(lines_needed(str(value), width) for value, width in zip(values, widths, strict=True) if value)
        if high > 1:
            page.sheet.set_row(row, height_for(high))
        url = file_url(line.link)
        if url and len(url) < _LONGEST_LINK and links < _MOST_LINKS:
            links += 1
            page.link(row, _FILE, url, line.project.file)
        row += 1
    page.sheet.autofilter(_HEAD - 1, 0, max(row - 1, _HEAD), _FILE)
    page.sheet.freeze_panes(_HEAD, _FROZEN)
    page.print_landscape(_HEAD - 1, None, paper=A3)
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
