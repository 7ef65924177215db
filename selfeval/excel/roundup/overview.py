"""The first sheet of 汇总: how many files ended how, what all projects come to, and how claimed totals lie."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from selfeval.core.fact_labels import FACT_LABELS
from selfeval.core.roundup.sums import CLAIMS, RATES, Expected, Interval, Sums
from selfeval.excel.paper.cells import number_text
from selfeval.excel.paper.page import A4
from selfeval.excel.paper.style import Styles
from selfeval.excel.roundup.charts import Charts
from selfeval.excel.roundup.labels import (
    AMOUNT,
    COUNT,
    DEPARTMENT_COLUMNS,
    FILE_COLUMNS,
    FIRST,
    FORM_COLUMNS,
    FOUND,
    KINDS,
    MISSING_COLUMNS,
    POINTS,
    RATE,
    STATES,
    UNWIELDY,
    UNWIELDY_COLUMNS,
    Wide,
    places,
)
from selfeval.excel.roundup.lists import ListSheet, stored

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.worksheet import Worksheet

_WIDTHS = (22, 14, 4, 16, 12)
_STRANGERS = "不在清单中的单位"
_SHOWN = {
    "100": "≥100",
    "平均差额": "平均差额（两项都有）",
    "错误": "错误（计入项目）",
    "警告": "警告（计入项目）",
    "提示": "提示（计入项目）",
}
"""What some figures are called here, where nothing beside them says what they are of."""
_NAMED = 3
"""Projects with doubtful amounts that stand beside the sums; the sheet has them all."""


class Overview(NamedTuple):
    """The sheet, the looks of the workbook, and its title."""

    sheet: Worksheet
    styles: Styles
    title: str


class Sheets(NamedTuple):
    """The lists that the figures come from; `total` is the row of all departments together, -1 where there is none."""

    departments: ListSheet
    total: int
    forms: ListSheet
    files: ListSheet
    missing: ListSheet | None
    unwieldy: ListSheet


class Counts(NamedTuple):
    """The figures that the formulas give."""

    states: Mapping[str, int]
    passed_over: int
    whole: Sums
    expected: Sequence[Expected] | None
    doubtful: Sequence[str]


class _Line(NamedTuple):
    label: str
    formula: str
    value: Decimal | Fraction | int | None
    number: str


def write_overview(book: Workbook, overview: Overview, counts: Counts, sheets: Sheets) -> None:
    """Files and projects on the left, distributions of claimed totals and rates beside them, charts on the right."""
    sheet, styles, title = overview
    for column, width in enumerate(_WIDTHS):
        sheet.set_column(column, column, width)
    left = [*_files(counts, sheets), *_expected(counts, sheets), *_projects(counts, sheets)]
    claims = _distribution(sheets.forms, "自评得分", CLAIMS, counts.whole.intervals)
    rates = _distribution(sheets.forms, "执行率", RATES, counts.whole.rates)
    heads = {0: "自评得分", len(claims) + 2: "执行率"}
    right = dict(enumerate(claims, 1)) | dict(enumerate(rates, len(claims) + 3))
    sheet.set_row(0, 30)
    sheet.merge_range(0, 0, 0, len(_WIDTHS), title, styles.get("section"))
    if counts.doubtful:
        remark = _doubtful(counts.doubtful, sheets.unwieldy.left_out)
        sheet.merge_range(1, 0, 1, len(_WIDTHS) + 8, remark, styles.get("remark"))
    for row in range(max(len(left), len(claims) + len(rates) + 3)):
        if row < len(left):
            _line(overview, FIRST - 1 + row, 0, left[row])
        if row in heads:
            sheet.write_string(FIRST - 1 + row, 3, heads[row], styles.get("header"))
            sheet.write_string(FIRST - 1 + row, 4, "项目数", styles.get("header"))
        elif row in right:
            _line(overview, FIRST - 1 + row, 3, right[row])
    charts = Charts(book, sheet)
    charts.columns("自评得分分布", FIRST, len(claims))
    charts.columns("执行率分布", FIRST + len(claims) + 2, len(rates))
    charts.scatter(sheets.forms.name, sheets.forms.row - 1)
    sheet.set_landscape()
    sheet.set_paper(A4)
    sheet.fit_to_pages(1, 1)


def _doubtful(names: Sequence[str], left_out: int) -> str:
    more = f"等{len(names) + left_out}个项目" if len(names) > _NAMED else ""
    return f"合计中金额存疑：{'、'.join(names[:_NAMED])}{more}，详见“{UNWIELDY}”。"


def _line(overview: Overview, row: int, column: int, line: _Line) -> None:
    sheet, styles, _ = overview
    sheet.write_string(row, column, line.label, styles.get("label"))
    look, value = styles.get("center", line.number), stored(line.value)
    if line.formula:
        sheet.write_formula(row, column + 1, f"={line.formula}", look, value)
    else:
        sheet.write(row, column + 1, value, look)


def _rows(sheet: ListSheet, columns: Sequence[Wide], label: str) -> str:
    """A whole column of a list; its first row where the list is empty."""
    return sheet.range(places(columns)[label], FIRST, max(sheet.row - 1, FIRST))


def _over(sheet: ListSheet, formula: str) -> str:
    """A formula over a list, none where the list is not whole."""
    return "" if sheet.left_out else formula


def _files(counts: Counts, sheets: Sheets) -> list[_Line]:
    rows = _rows(sheets.files, FILE_COLUMNS, "结果")
    kinds = _rows(sheets.files, FILE_COLUMNS, "种类")
    lines = [_Line("文件总数", _over(sheets.files, f"COUNTA({rows})"), sum(counts.states.values()), COUNT)]
    lines += [
        _Line(f"其中：{word}", _over(sheets.files, f'COUNTIF({rows},"{word}")'), counts.states[state], COUNT)
        for state, word in STATES.items()
    ]
    word = KINDS["passed_over"]
    lines.append(
        _Line(f"　未能读取中：{word}", _over(sheets.files, f'COUNTIF({kinds},"{word}")'), counts.passed_over, COUNT)
    )
    return lines


def _expected(counts: Counts, sheets: Sheets) -> list[_Line]:
    if counts.expected is None or sheets.missing is None:
        return []
    rows = _rows(sheets.missing, MISSING_COLUMNS, "报送情况")
    found = [one.found for one in counts.expected]
    strangers = f'COUNTIF({rows},"{FOUND["unlisted"]}")'
    listed = len(found) - found.count("unlisted")
    lines = [_Line("应报", _over(sheets.missing, f"COUNTA({rows})-{strangers}"), listed, COUNT)]
    return lines + [
        _Line(
            _STRANGERS if state == "unlisted" else word,
            _over(sheets.missing, f'COUNTIF({rows},"{word}")'),
            found.count(state),
            COUNT,
        )
        for state, word in FOUND.items()
    ]


def _projects(counts: Counts, sheets: Sheets) -> list[_Line]:
    """Sums over all departments, taken from the row in which 部门 adds them up."""
    if sheets.total < 0:
        return []
    whole = counts.whole
    figures = (
        ("项目数", whole.forms, COUNT),
        (FACT_LABELS["initial"], whole.money["initial"], AMOUNT),
        (FACT_LABELS["adjusted"], whole.money["adjusted"], AMOUNT),
        (FACT_LABELS["executed"], whole.money["executed"], AMOUNT),
        ("执行率", whole.rate, RATE),
        ("自评平均分", whole.mean_claimed, POINTS),
        ("计分平均分", whole.mean_total, POINTS),
        ("平均差额", whole.mean_difference, POINTS),
        ("错误", whole.counts["errors"], COUNT),
        ("警告", whole.counts["warnings"], COUNT),
        ("提示", whole.counts["notes"], COUNT),
        ("调整项目", whole.counts["adjusted_projects"], COUNT),
        ("指标调整比率", whole.adjustment, RATE),
    )
    lines = []
    for label, value, number in figures:
        column = places(DEPARTMENT_COLUMNS)[label]
        name = f"{label}（万元）" if number == AMOUNT else _SHOWN.get(label, label)
        place = sheets.departments.range(column, sheets.total, sheets.total).partition(":")[0]
        lines.append(_Line(name, place, value, number))
        if label == FACT_LABELS["executed"]:
            rows = _rows(sheets.unwieldy, UNWIELDY_COLUMNS, FACT_LABELS["name"])
            formula, doubtful = (
                _over(sheets.unwieldy, f"COUNTA({rows})"),
                len(counts.doubtful) + sheets.unwieldy.left_out,
            )
            lines.append(_Line("其中：金额存疑的项目", formula, doubtful, COUNT))
        if label == "计分平均分":
            rows = _rows(sheets.forms, FORM_COLUMNS, "计分得分")
            formula = _over(sheets.forms, f"ROWS({rows})-COUNT({rows})")
            lines.append(_Line("其中：算不出计分得分的", formula, whole.forms - whole.totals, COUNT))
    return lines


def _distribution(forms: ListSheet, label: str, intervals: Sequence[Interval], found: Mapping[str, int]) -> list[_Line]:
    rows = _rows(forms, FORM_COLUMNS, label)

    def from_(edge: Decimal) -> str:
        return f'COUNTIF({rows},">={number_text(edge)}")'

    lines = []
    for name, low, high in intervals:
        formula = f'COUNTIF({rows},"<{number_text(high)}")' if low is None and high is not None else ""
        if low is not None:
            formula = from_(low) if high is None else f"{from_(low)}-{from_(high)}"
        lines.append(_Line(_SHOWN.get(name, name), _over(forms, formula), found[name], COUNT))
    return lines
