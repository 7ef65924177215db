"""The first sheet of 汇总: how many files ended how, what all projects come to, and how claimed totals lie."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from selfeval.core.roundup import CLAIMS, Expected, Sums
from selfeval.excel.paper.cells import number_text
from selfeval.excel.paper.page import A4
from selfeval.excel.paper.style import BLUE, FONT, GREY, Styles
from selfeval.excel.roundup.labels import (
    AMOUNT,
    COUNT,
    DEPARTMENT_COLUMNS,
    FILE_COLUMNS,
    FIRST,
    FORM_COLUMNS,
    FOUND,
    MISSING_COLUMNS,
    OVERVIEW,
    POINTS,
    RATE,
    STATES,
)
from selfeval.excel.roundup.lists import ListSheet, stored

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.worksheet import Worksheet

_WIDTHS = (22, 14, 4, 16, 12)
_CHART = {"width": 560, "height": 280}


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


class Counts(NamedTuple):
    """The figures that the formulas give."""

    states: Mapping[str, int]
    whole: Sums
    expected: Sequence[Expected] | None


class _Line(NamedTuple):
    label: str
    formula: str
    value: Decimal | Fraction | int | None
    number: str


def write_overview(book: Workbook, overview: Overview, counts: Counts, sheets: Sheets) -> None:
    """Files and projects on the left, the distribution of claimed totals on the right with its chart below."""
    sheet, styles, title = overview
    for column, width in enumerate(_WIDTHS):
        sheet.set_column(column, column, width)
    left = [*_files(counts, sheets), *_expected(counts, sheets), *_projects(counts, sheets)]
    right = _claims(counts, sheets)
    sheet.set_row(0, 30)
    sheet.merge_range(0, 0, 0, len(_WIDTHS), title, styles.get("section"))
    for row in range(max(len(left), len(right) + 1)):
        if row < len(left):
            _line(overview, FIRST - 1 + row, 0, left[row])
        if row == 0:
            sheet.write_string(FIRST - 1, 3, "自评得分", styles.get("header"))
            sheet.write_string(FIRST - 1, 4, "项目数", styles.get("header"))
        elif row <= len(right):
            _line(overview, FIRST - 1 + row, 3, right[row - 1])
    chart = book.add_chart({"type": "column"})
    first, last = FIRST, FIRST + len(right) - 1
    chart.add_series({
        "name": "项目数", "categories": [OVERVIEW, first, 3, last, 3], "values": [OVERVIEW, first, 4, last, 4],
        "fill": {"color": BLUE}, "gap": 60, "data_labels": {"value": True},
    })  # fmt: skip
    font = {"name": FONT, "size": 9}
    chart.set_title({"name": "自评得分分布", "name_font": {"name": FONT, "size": 11, "bold": True}})
    chart.set_legend({"none": True})
    chart.set_x_axis({"num_font": font})
    chart.set_y_axis({"num_font": font, "min": 0, "major_gridlines": {"visible": True, "line": {"color": GREY}}})
    chart.set_size(_CHART)
    sheet.insert_chart(last + 2, 3, chart)
    sheet.set_landscape()
    sheet.set_paper(A4)
    sheet.fit_to_pages(1, 1)


def _line(overview: Overview, row: int, column: int, line: _Line) -> None:
    sheet, styles, _ = overview
    sheet.write_string(row, column, line.label, styles.get("label"))
    sheet.write_formula(row, column + 1, f"={line.formula}", styles.get("center", line.number), stored(line.value))


def _column(columns: Sequence[object], label: str) -> int:
    return next(place for place, wide in enumerate(columns) if getattr(wide, "label", "") == label)


def _rows(sheet: ListSheet, columns: Sequence[object], label: str) -> str:
    """A whole column of a list; its first row where the list is empty."""
    return sheet.range(_column(columns, label), FIRST, max(sheet.row - 1, FIRST))


def _files(counts: Counts, sheets: Sheets) -> list[_Line]:
    rows = _rows(sheets.files, FILE_COLUMNS, "结果")
    lines = [_Line("文件总数", f"COUNTA({rows})", sum(counts.states.values()), COUNT)]
    return lines + [
        _Line(f"其中：{word}", f'COUNTIF({rows},"{word}")', counts.states[state], COUNT)
        for state, word in STATES.items()
    ]


def _expected(counts: Counts, sheets: Sheets) -> list[_Line]:
    if counts.expected is None or sheets.missing is None:
        return []
    rows = _rows(sheets.missing, MISSING_COLUMNS, "报送情况")
    found = [one.found for one in counts.expected]
    lines = [_Line("应报", f"COUNTA({rows})", len(found), COUNT)]
    return lines + [
        _Line(word, f'COUNTIF({rows},"{word}")', found.count(state), COUNT) for state, word in FOUND.items()
    ]


def _projects(counts: Counts, sheets: Sheets) -> list[_Line]:
    """Sums over all departments, taken from the row in which 部门 adds them up."""
    if sheets.total < 0:
        return []
    whole = counts.whole
    figures = (
        ("项目数", whole.forms, COUNT),
        ("年初预算数", whole.money["initial"], AMOUNT),
        ("全年预算数", whole.money["adjusted"], AMOUNT),
        ("全年执行数", whole.money["executed"], AMOUNT),
        ("执行率", whole.rate, RATE),
        ("自评平均分", whole.mean_claimed, POINTS),
        ("计分平均分", whole.mean_total, POINTS),
        ("平均差额", whole.mean_difference, POINTS),
        ("错误", whole.counts["errors"], COUNT),
        ("警告", whole.counts["warnings"], COUNT),
    )
    lines = []
    for label, value, number in figures:
        column = _column(DEPARTMENT_COLUMNS, label)
        name = f"{label}（万元）" if number == AMOUNT else label
        place = sheets.departments.range(column, sheets.total, sheets.total).partition(":")[0]
        lines.append(_Line(name, place, value, number))
    return lines


def _claims(counts: Counts, sheets: Sheets) -> list[_Line]:
    rows = _rows(sheets.forms, FORM_COLUMNS, "自评得分")
    lines = []
    for name, low, high in CLAIMS:
        formula = f'COUNTIF({rows},">={number_text(low)}")'
        if high is not None:
            formula += f'-COUNTIF({rows},">={number_text(high)}")'
        lines.append(_Line(name, formula, counts.whole.intervals[name], COUNT))
    return lines
