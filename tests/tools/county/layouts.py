"""The layouts and kinds of file in which forms arrive: rows of cells, then bytes."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Sequence
from decimal import Decimal
from html import escape
from typing import Any

import xlsxwriter
from openpyxl import Workbook

from tests.excel.books import saved
from tests.tools.county.forms import Form, Line

Rows = list[list[Any]]
TIER = ["一级指标", "二级指标", "三级指标"]


def _number(value: Decimal) -> float | int:
    return int(value) if value == int(value) else float(value)


def _fund(form: Form, factor: int = 1, label: str = "项目资金（万元）", first: str = "当年财政拨款") -> Rows:
    def amount(value: Decimal) -> float | int:
        return _number(value * factor)

    fiscal = form.adjusted - form.carried
    return [
        [label, "", "年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "得分"],
        [
            "",
            "年度资金总额",
            amount(form.initial),
            amount(form.adjusted),
            amount(form.executed),
            _number(form.execution_weight),
            form.rate,
            _number(form.execution_score),
        ],
        [
            "",
            f"其中：{first}",
            amount(form.initial - form.carried),
            amount(fiscal),
            amount(form.fiscal_executed),
            "—",
            "—",
            "—",
        ],
        ["", "上年结转资金", amount(form.carried), amount(form.carried), amount(form.carried), "—", "—", "—"],
        ["", "其他资金", 0, 0, 0, "—", "—", "—"],
    ]


def _head(form: Form, title: str = "项目支出绩效自评表") -> Rows:
    return [
        [title],
        [f"（{form.year}年度）"],
        ["项目名称", "", form.project, "", "项目编码", form.code],
        ["主管部门", "", form.department, "", "实施单位", form.unit],
    ]


def _goals(form: Form) -> Rows:
    return [["年度总体目标", "预期目标", "", "", "实际完成情况"], ["", form.goals[0], "", "", form.goals[1]]]


def _cells(line: Line) -> list[Any]:
    texts = [line.tier1, line.tier2, line.name, line.target, line.actual]
    return [*texts, _number(line.weight), _number(line.score), line.reason, line.evidence]


def _foot(form: Form, word: str = "总分") -> Rows:
    tail = [[word, "", "", "", "", "", 100, _number(form.total)], ["自评等级", "", form.grade]]
    return [*([["预算执行说明", "", form.budget_reason]] if form.budget_reason else []), *tail]


_COLUMNS = [*TIER, "年度指标值", "实际完成值", "分值", "得分", "偏差原因分析及改进措施", "佐证资料"]


def national(form: Form) -> Rows:
    """The national form."""
    body = [["", *_cells(line)] for line in form.lines]
    return [*_head(form), *_fund(form), *_goals(form), ["绩效指标", *_COLUMNS], *body, *_foot(form)]


def lettered(form: Form) -> Rows:
    """The same with letters in its heads, 自评得分, 合计."""
    heads = [*TIER, "年度指标值(A)", "全年实际完成值(B)", "分值", "自评得分", "未完成原因分析", "佐证资料"]
    body = [["", *_cells(line)] for line in form.lines]
    fund = _fund(form, first="本年财政拨款")
    fund[0] = [fund[0][0], "", "年初预算数", "全年预算数（A）", "全年执行数（B）", "分值", "执行率（B/A）", "得分"]
    return [*_head(form), *fund, *_goals(form), ["绩效指标", *heads], *body, *_foot(form, "合计")]


def in_yuan(form: Form) -> Rows:
    """Money in 元."""
    body = [["", *_cells(line)] for line in form.lines]
    fund = _fund(form, 10_000, "项目资金（元）")
    return [*_head(form), *fund, *_goals(form), ["绩效指标", *_COLUMNS], *body, *_foot(form)]


def odd_order(form: Form) -> Rows:
    """Points before targets, evidence before reasons."""
    heads = [*TIER, "分值", "年度指标值", "实际完成值", "得分", "佐证资料", "偏差原因分析及改进措施"]
    body = []
    for line in form.lines:
        tier1, tier2, name, target, actual, weight, score, reason, evidence = _cells(line)
        body.append(["", tier1, tier2, name, weight, target, actual, score, evidence, reason])
    return [*_head(form), *_fund(form), *_goals(form), ["绩效指标", *heads], *body, *_foot(form)]


def local_words(form: Form) -> Rows:
    """A bureau's own words for the columns."""
    heads = [*TIER, "指标值", "全年完成值", "权重", "自评得分", "原因分析", "佐证资料"]
    body = [["", *_cells(line)] for line in form.lines]
    return [*_head(form), *_fund(form), *_goals(form), ["绩效指标", *heads], *body, *_foot(form, "合计")]


LAYOUTS: dict[str, Callable[[Form], Rows]] = {
    "national": national,
    "lettered": lettered,
    "yuan": in_yuan,
    "odd": odd_order,
    "words": local_words,
}


def targets(form: Form) -> Rows:
    """The project's targets alone, as they were approved at the beginning of the year."""
    amount = _number(form.adjusted)
    return [
        [f"{form.year}年{form.project}绩效目标表"],
        ["单位：万元"],
        ["项目编码", form.code, "", "项目名称", form.project],
        ["实施单位", form.unit, "", "主管部门", form.department],
        ["预算规模及资金用途", "预算数", amount, "其中：财政资金", amount],
        ["绩效目标", form.goals[0]],
        [*TIER, "绩效指标描述", "指标值", "指标值确定依据", "分值"],
        *(
            [line.tier1, line.tier2, line.name, f"全年{line.name}", line.target, "年度工作计划", int(line.weight)]
            for line in form.lines
        ),
    ]


def by_openpyxl(sheets: Sequence[tuple[str, Rows]]) -> bytes:
    """A workbook of openpyxl."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for title, rows in sheets:
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append([None if value == "" else value for value in row])
    return saved(book)


def by_xlsxwriter(sheets: Sequence[tuple[str, Rows]]) -> bytes:
    """A workbook of XlsxWriter, its title merged."""
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as book:
        for title, rows in sheets:
            sheet = book.add_worksheet(title)
            sheet.merge_range("A1:I1", "")
            for place, row in enumerate(rows):
                for column, value in enumerate(row):
                    if value != "":
                        sheet.write(place, column, value)
    return stream.getvalue()


def as_csv(sheets: Sequence[tuple[str, Rows]]) -> bytes:
    """Rows separated by commas, as UTF-8 with a mark."""
    stream = io.StringIO()
    csv.writer(stream, lineterminator="\r\n").writerows(row for _, rows in sheets for row in rows)
    return stream.getvalue().encode("utf-8-sig")


def as_page(sheets: Sequence[tuple[str, Rows]]) -> bytes:
    """A web page that a system exports under the name .xls."""
    tables = []
    for _, rows in sheets:
        lines = ("<tr>" + "".join(f"<td>{escape(str(value))}</td>" for value in row) + "</tr>" for row in rows)
        tables.append("<table>" + "".join(lines) + "</table>")
    return ("<html><head><meta charset='utf-8'></head><body>" + "".join(tables) + "</body></html>").encode()


def as_xml(sheets: Sequence[tuple[str, Rows]]) -> bytes:
    """An XML table of Excel 2003."""
    spread = "urn:schemas-microsoft-com:office:spreadsheet"
    parts = [f'<?xml version="1.0" encoding="UTF-8"?><Workbook xmlns="{spread}" xmlns:ss="{spread}">']
    for title, rows in sheets:
        parts.append(f'<Worksheet ss:Name="{escape(title)}"><Table>')
        for row in rows:
            cells = []
            for value in row:
                kind = "Number" if isinstance(value, int | float) else "String"
                cells.append(f'<Cell><Data ss:Type="{kind}">{escape(str(value))}</Data></Cell>')
            parts.append("<Row>" + "".join(cells) + "</Row>")
        parts.append("</Table></Worksheet>")
    return ("".join(parts) + "</Workbook>").encode()


KINDS: dict[str, tuple[str, Callable[[Sequence[tuple[str, Rows]]], bytes]]] = {
    "openpyxl": (".xlsx", by_openpyxl),
    "xlsxwriter": (".xlsx", by_xlsxwriter),
    "csv": (".csv", as_csv),
    "page": (".xls", as_page),
    "xml": (".xml", as_xml),
}
