"""Makes the two example workbooks of this folder: `python workbooks/make.py [FOLDER]`. The same bytes every time."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

import xlsxwriter
from leting import COVER, DEPARTMENT, OVERALL_GOAL, PROJECTS, SAFEGUARDS, SUB_GOALS, TITLE, UNIT, ProjectForm, Row
from xlsxwriter.format import Format

TARGETS, FILLED = "leting-2025-targets.xlsx", "leting-2025-filled.xlsx"
_MADE = datetime(2025, 1, 15, 9, 0)  # noqa: DTZ001 - a fixed date in the properties, so that the bytes repeat
_FONT = "宋体"
_WIDTHS = (19.0, 20.0, 24.0, 16.0, 11.0, 13.0, 20.0)
_FILLED_WIDTHS = (20.0, 34.0, 22.0, 22.0)
_MONTHS = ("3月底", "6月底", "10月底", "12月底")
_PLAN_COLUMNS = ((1, 2), (3, 3), (4, 5), (6, 6))
_FILLED_PLAN_COLUMNS = ((1, 2), (3, 5), (6, 7), (8, 10))
_PERCENT_SHARES = ("0.25", "0.5", "0.75", "1")


class Form:
    """Writes one sheet: cells that are merged where asked, in the plain style of an office form."""

    def __init__(self, book: xlsxwriter.Workbook, name: str) -> None:
        self.sheet = book.add_worksheet(name)
        self._book = book
        self._formats: dict[tuple[tuple[str, object], ...], Format] = {}

    def format(self, **style: object) -> Format:
        """One format object for each different style."""
        base: Mapping[str, object] = {"font_name": _FONT, "font_size": 11, "valign": "vcenter", "text_wrap": True}
        key = tuple(sorted({**base, **style}.items()))
        if key not in self._formats:
            self._formats[key] = self._book.add_format(dict(key))
        return self._formats[key]

    def put(self, place: tuple[int, int, int, int], value: str, **style: object) -> None:
        """Write a text, or a number where `num_format` is given, into a cell or a merged range (0-based)."""
        top, left, bottom, right = place
        shape = self.format(**style)
        if (top, left) != (bottom, right):
            self.sheet.merge_range(top, left, bottom, right, "", shape)
        if not value:
            self.sheet.write_blank(top, left, None, shape)
        elif "num_format" in style:
            self.sheet.write_number(top, left, float(value), shape)
        else:
            self.sheet.write_string(top, left, value, shape)

    def label(self, place: tuple[int, int, int, int], text: str) -> None:
        """A field's name."""
        self.put(place, text, border=1, align="center", bg_color="#F2F2F2")

    def value(self, place: tuple[int, int, int, int], text: str, **style: object) -> None:
        """A field's value."""
        indent = {"indent": 1} if style.get("align") == "left" else {}
        self.put(place, text, **{"border": 1, "align": "center", **indent, **style})

    def title(self, row: int, last: int, text: str) -> None:
        """The form's title over its whole width."""
        self.put((row, 0, row, last), text, font_size=18, bold=True, align="center")
        self.sheet.set_row(row, 34)


def overview(book: xlsxwriter.Workbook) -> None:
    """The sheet 部门整体."""
    form = Form(book, "部门整体")
    form.sheet.set_column(0, 0, 14)
    form.sheet.set_column(1, 1, 82)
    form.title(0, 1, TITLE)
    form.put((1, 0, 1, 1), DEPARTMENT, font_size=14, bold=True, align="center")
    form.put((2, 0, 2, 1), "\n".join(COVER), align="center")
    form.sheet.set_row(1, 24)
    form.sheet.set_row(2, 34)
    row = _paragraphs(form, 3, "一、总体绩效目标", (OVERALL_GOAL,))
    row = _heading(form, row, "二、分项绩效目标")
    for name, goal, indicators in SUB_GOALS:
        form.put((row, 0, row, 1), name, bold=True, border=1)
        form.sheet.set_row(row, 22)
        for offset, (label, text) in enumerate((("绩效目标", goal), ("绩效指标", indicators)), 1):
            form.label((row + offset, 0, row + offset, 0), label)
            form.value((row + offset, 1, row + offset, 1), text, align="left")
            form.sheet.set_row(row + offset, _height(text, 80))
        row += 3
    _paragraphs(form, row, "三、工作保障措施", SAFEGUARDS)
    _page(form, landscape=False)


def _heading(form: Form, row: int, text: str) -> int:
    form.put((row, 0, row, 1), text, bold=True, font_size=12, border=1, bg_color="#F2F2F2")
    form.sheet.set_row(row, 24)
    return row + 1


def _paragraphs(form: Form, row: int, heading: str, texts: tuple[str, ...]) -> int:
    row = _heading(form, row, heading)
    for text in texts:
        form.value((row, 0, row, 1), text, align="left")
        form.sheet.set_row(row, _height(text, 94))
        row += 1
    return row


def _height(text: str, columns: float) -> float:
    """Row height in points for a text in a cell `columns` characters wide; a Chinese character takes two."""
    lines = 0
    for line in text.split("\n"):
        width = sum(2 if ord(char) > 0x2000 else 1 for char in line)
        lines += max(1, -(-width // max(int(columns) - 3, 1)))
    return 8 + 15.5 * lines


def project(book: xlsxwriter.Workbook, data: ProjectForm, *, filled: bool) -> None:
    """One project's sheet in the layout of the published tables; `filled` adds the outcome of the year."""
    form = Form(book, data.sheet)
    for line in range(1, 9):
        form.sheet.set_row(line, 24)
    widths = _WIDTHS + (_FILLED_WIDTHS if filled else ())
    for column, width in enumerate(widths):
        form.sheet.set_column(column, column, width)
    last = len(widths) - 1
    form.title(0, last, data.title)
    form.put((1, 0, 1, 3), UNIT)
    form.put((1, 4, 1, last), "单位：万元", align="right")
    form.label((2, 0, 2, 0), "项目编码")
    form.value((2, 1, 2, 2), data.code)
    if data.name:
        form.label((2, 3, 2, 3), "项目名称")
    else:
        form.value((2, 3, 2, 3), "")
    form.value((2, 4, 2, last), data.name)
    row = _budget(form, data, last, filled=filled)
    row = _spending(form, row, data, filled=filled)
    row = _goals(form, row, data, last, filled=filled)
    _table(form, row, data.rows, widths, filled=filled)
    form.sheet.repeat_rows(row)
    _page(form, landscape=filled)


def _budget(form: Form, data: ProjectForm, last: int, *, filled: bool) -> int:
    row = 3
    amounts = [("预算数", data.budget), ("其中：财政资金", data.budget), ("其他资金", "")]
    _amounts(form, row, amounts, last)
    if filled:
        row += 1
        _amounts(form, row, [("全年预算数", data.budget), ("全年执行数", data.executed), ("", "")], last)
    row += 1
    form.label((3, 0, row, 0), "预算规模及资金用途")
    form.value((row, 1, row, last), data.purpose, align="left")
    return row + 1


def _amounts(form: Form, row: int, amounts: list[tuple[str, str]], last: int) -> None:
    for index, (label, amount) in enumerate(amounts):
        column = 1 + 2 * index
        right = last if index == 2 else column + 1
        if label:
            form.label((row, column, row, column), label)
        else:
            form.value((row, column, row, column), "")
        form.value(
            (row, column + 1, row, right),
            amount,
            **({"num_format": "0.##" if "." in amount else "0"} if amount else {}),
        )


def _spending(form: Form, row: int, data: ProjectForm, *, filled: bool) -> int:
    form.label((row, 0, row + 1, 0), "资金支出计划（%）")
    lines = [(row + 1, _PERCENT_SHARES, "0%")]
    if filled:
        form.label((row + 2, 0, row + 2, 0), "资金支出进度（%）")
        lines.append((row + 2, data.spent, "0.##%"))
    spans = _FILLED_PLAN_COLUMNS if filled else _PLAN_COLUMNS
    for index, (left, right) in enumerate(spans):
        form.label((row, left, row, right), _MONTHS[index])
        for line, shares, shape in lines:
            share = shares[index]
            shown = shape if shape == "0%" or len(share) > 4 else "0%"
            form.value((line, left, line, right), share, num_format=shown)
    return row + 1 + len(lines)


def _goals(form: Form, row: int, data: ProjectForm, last: int, *, filled: bool) -> int:
    blocks = [("绩效目标", data.goals)]
    if filled:
        blocks.append(("绩效目标完成情况", data.goal_actual))
    for label, text in blocks:
        form.label((row, 0, row, 0), label)
        form.value((row, 1, row, last), text, align="left")
        form.sheet.set_row(row, 42)
        row += 1
    return row


def _table(form: Form, row: int, rows: tuple[Row, ...], widths: tuple[float, ...], *, filled: bool) -> None:
    headers = [
        ("一级指标", 0, 0),
        ("二级指标", 1, 1),
        ("三级指标", 2, 2),
        ("绩效指标描述", 3, 4),
        ("指标值", 5, 5),
        ("指标值确定依据", 6, 6),
    ]
    if filled:
        added = ("实际完成值", "偏差原因分析及改进措施", "佐证资料", "不适用说明")
        headers += [(text, 7 + index, 7 + index) for index, text in enumerate(added)]
    for text, left, right in headers:
        form.put((row, left, row, right), text, border=1, align="center", bold=True, bg_color="#D9E2F3")
    form.sheet.set_row(row, 28)
    top = row + 1
    for index, item in enumerate(rows):
        line = top + index
        first = index == 0 or rows[index - 1].tier1 != item.tier1
        if first:
            end = max(later for later, other in enumerate(rows) if other.tier1 == item.tier1)
            form.value((line, 0, top + end, 0), item.tier1)
        form.value((line, 1, line, 1), item.tier2)
        form.value((line, 2, line, 2), item.tier3, align="left")
        form.value((line, 3, line, 4), item.tier3, align="left")
        form.value((line, 5, line, 5), item.target)
        form.value((line, 6, line, 6), item.basis)
        heights = [_height(item.tier3, widths[2]), _height(item.tier2, widths[1]), _height(item.basis, widths[6]), 36]
        if filled:
            heights += _outcome(form, line, item, widths)
        form.sheet.set_row(line, max(heights))


def _outcome(form: Form, line: int, item: Row, widths: tuple[float, ...]) -> list[float]:
    outcome = item.outcome
    if isinstance(outcome.actual, tuple):
        number, shape = outcome.actual
        form.value((line, 7, line, 7), number, num_format=shape)
    else:
        form.value((line, 7, line, 7), outcome.actual)
    texts = (outcome.reason, outcome.evidence, outcome.not_applicable)
    for column, text in enumerate(texts, 8):
        form.value((line, column, line, column), text, align="left")
    shown = outcome.actual if isinstance(outcome.actual, str) else ""
    return [_height(text, widths[column]) for column, text in enumerate((shown, *texts), 7)]


def _page(form: Form, *, landscape: bool) -> None:
    sheet = form.sheet
    sheet.set_paper(9)
    if landscape:
        sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.center_horizontally()
    sheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.6)
    sheet.set_footer("&C第 &P 页 共 &N 页")
    sheet.hide_gridlines(2)


def make(folder: Path) -> tuple[Path, Path]:
    """Write both workbooks into `folder`, in place of older ones."""
    paths = folder / TARGETS, folder / FILLED
    for path, filled in zip(paths, (False, True), strict=True):
        with xlsxwriter.Workbook(path) as book:
            book.set_properties({"title": f"{DEPARTMENT} {TITLE}", "author": DEPARTMENT, "created": _MADE})
            overview(book)
            for data in PROJECTS:
                project(book, data, filled=filled)
    return paths


if __name__ == "__main__":
    target = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent
    for made in make(target):
        print(made)
