"""Forms of whole departments as bureaus hand them out, blank, for tests: those of the layouts, and foreign ones."""

from __future__ import annotations

from pathlib import Path

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from selfeval.core.numbers import plain
from selfeval.core.rules.choices import FormRow
from selfeval.core.rules.pack import RulePack
from selfeval.core.scoring.department_form import points_of

DUTY_ROWS = 3
"""Blank rows that a form leaves for the year's duties."""
BY_STANDARD = ("一级指标", "二级指标", "三级指标", "分值", "指标解释", "评分标准", "自评得分", "评分理由")
BY_TARGET = ("一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分", "偏差原因分析及改进措施")
MIXED = ("一级指标", "二级指标", "三级指标", "分值", "指标值", "实际完成值", "评分标准", "得分", "备注")
HEADS = {
    "variant-department-process": MIXED,
    "variant-department-duties": BY_TARGET,
    "variant-department-core": MIXED,
}
FOREIGN_TIERS = (
    ("投入（规划）", (("基础信息", 2), ("工作计划", 2), ("绩效目标", 3))),
    ("过程（执行）", (("预算执行", 6), ("预算管理", 6), ("资产管理", 3))),
    ("产出", (("职责履行", 8),)),
    ("效果", (("履职效益", 8), ("满意度", 2))),
)
_FIELDS = {
    "一级指标": "tier1", "二级指标": "tier2", "三级指标": "name", "分值": "points", "指标解释": "explanation",
    "评分标准": "standard", "年度指标值": "target", "指标值": "target",
}  # fmt: skip


def _cells(book: xlsxwriter.Workbook) -> tuple[Format, Format]:
    base = {"border": 1, "text_wrap": True, "valign": "vcenter", "align": "center", "font_size": 10}
    return book.add_format(base), book.add_format({**base, "bold": True, "bg_color": "#DDEBF7"})


def of_layout(path: Path, pack: RulePack) -> Path:
    """The form of a pack's layout: rows printed with points and standards, blank ones for the duties, live sums."""
    headers = HEADS[pack.id]
    with xlsxwriter.Workbook(path) as book:
        cell, head = _cells(book)
        sheet = book.add_worksheet("部门整体自评表")
        sheet.set_column(0, 8, 15)
        last = len(headers) - 1
        sheet.merge_range(0, 0, 0, last, "部门整体支出绩效自评表", head)
        sheet.merge_range(1, 0, 1, last, "（      年度）", head)
        sheet.write(2, 0, "部门名称", head)
        sheet.merge_range(2, 1, 2, 3, "", cell)
        sheet.write(2, 4, "填报日期", head)
        sheet.merge_range(2, 5, 2, last, "", cell)
        for column, word in enumerate(("部门资金（万元）", "年初预算数", "全年预算数", "全年执行数", "执行率")):
            sheet.write(3, column, word, head)
            sheet.write(4, column, "年度资金总额" if column == 0 else "", cell)
        sheet.write(5, 0, "年度总体目标", head)
        sheet.merge_range(5, 1, 5, last, "", cell)
        for column, word in enumerate(headers):
            sheet.write(6, column, word, head)
        row = _rows(sheet, headers, pack, cell)
        sheet.merge_range(row, 0, row, 2, "总分", head)
        for word in ("分值", "得分"):
            column = headers.index(word)
            letter = chr(65 + column)
            sheet.write_formula(row, column, f"=SUM({letter}8:{letter}{row})", cell, 0)
        sheet.merge_range(row + 1, 0, row + 1, last, "填报人：            联系电话：            ", cell)
    return path


def _rows(sheet: Worksheet, headers: tuple[str, ...], pack: RulePack, cell: Format) -> int:
    at = 7
    for row, points in zip(pack.department_rows, points_of(pack), strict=True):
        duties = row.kind is FormRow.DUTIES
        for _ in range(DUTY_ROWS if duties else 1):
            for column, word in enumerate(headers):
                text = getattr(row, _FIELDS[word], "") if word in _FIELDS else ""
                if word == "分值":
                    text = "" if duties else plain(points)
                if duties and word not in {"一级指标", "二级指标"}:
                    text = ""
                if word in {"年度指标值", "指标值"} and row.kind is FormRow.STANDARD:
                    text = row.standard if "评分标准" not in headers else ""
                if word == "分值" and text:
                    sheet.write_number(at, column, float(points), cell)
                else:
                    sheet.write(at, column, text, cell)
            at += 1
    return at


def foreign(path: Path) -> Path:
    """A form of another layout: scored by standard, tiers merged, names blank, money by 基本支出 and 项目支出 in 元."""
    with xlsxwriter.Workbook(path) as book:
        cell, head = _cells(book)
        about = book.add_worksheet("填表说明")
        about.write(0, 0, "一、本表由主管部门填报。二、得分不得超过分值。")
        sheet = book.add_worksheet("附件2")
        sheet.set_column(0, 7, 15)
        sheet.merge_range("A1:H1", "2025年度部门整体支出绩效自评表", head)
        sheet.merge_range("A2:H2", "单位：元", cell)
        sheet.write("A3", "预算部门", head)
        sheet.merge_range("B3:H3", "", cell)
        for column, word in enumerate(("资金来源", "年初预算数", "全年预算数", "全年执行数")):
            sheet.write(3, column, word, head)
        for line, word in enumerate(("年度资金总额", "基本支出", "项目支出"), start=4):
            sheet.write(line, 0, word, head)
            for column in range(1, 4):
                sheet.write_blank(line, column, None, cell)
        for column, word in enumerate(BY_STANDARD):
            sheet.write(7, column, word, head)
        at = 8
        for tier1, kinds in FOREIGN_TIERS:
            top = at
            for tier2, count in kinds:
                sheet.merge_range(at, 1, at + count - 1, 1, tier2, head)
                for _ in range(count):
                    for column in range(2, 8):
                        sheet.write_blank(at, column, None, cell)
                    at += 1
            sheet.merge_range(top, 0, at - 1, 0, tier1, head)
        sheet.merge_range(at, 0, at, 2, "合计", head)
        sheet.write_formula(at, 3, f"=SUM(D9:D{at})", cell, 0)
        sheet.write_formula(at, 6, f"=SUM(G9:G{at})", cell, 0)
    return path
