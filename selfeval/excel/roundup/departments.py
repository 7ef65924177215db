"""The row of a department: sums over its projects as live formulas, each with its value."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from selfeval.core.roundup import Sums
from selfeval.excel.paper.cells import cell_name
from selfeval.excel.roundup.labels import DEPARTMENT_COLUMNS, FIRST, FORM_COLUMNS, GRADES
from selfeval.excel.roundup.lists import Cell, ListSheet, Live

_AT = {wide.label: place for place, wide in enumerate(FORM_COLUMNS)}
_TO = {wide.label: place for place, wide in enumerate(DEPARTMENT_COLUMNS)}
_MONEY = (("年初预算数", "initial"), ("全年预算数", "adjusted"), ("全年执行数", "executed"))
_COUNTS = (("错误", "errors"), ("警告", "warnings"), ("提示", "notes"), ("调整指标", "adjusted_targets"))
_MEANS = (("自评平均分", "自评得分"), ("计分平均分", "复核计分"), ("平均差额", "差额"))
_GRADED = (("自评", "自评等级"), ("计分", "计分等级"))


def department_row(name: str, sums: Sums, forms: ListSheet, first: int, row: int) -> tuple[Cell, ...]:
    """The row of one department, to stand in `row`; its projects stand in 项目 from `first` to the last one."""

    def rows(label: str) -> str:
        return forms.range(_AT[label], first, forms.row - 1)

    formulas = {"项目数": f"ROWS({rows('项目名称')})"}
    formulas |= {label: f"SUM({rows(label)})" for label, _ in (*_MONEY, *_COUNTS)}
    for label, column in _MEANS:
        formulas[label] = f'IFERROR(AVERAGE({rows(column)}),"")'
    for kind, column in _GRADED:
        formulas |= {f"{kind}{grade}": f'COUNTIF({rows(column)},"{grade}")' for grade in GRADES}
    return _row(name or "（未写主管部门）", sums, formulas, row)


def total_row(sums: Sums, departments: ListSheet, forms: ListSheet, last: int) -> tuple[Cell, ...]:
    """The row below all departments: sums over them, means over all projects."""
    added = ["项目数", *(label for label, _ in (*_MONEY, *_COUNTS))]
    added += [f"{kind}{grade}" for kind, _ in _GRADED for grade in GRADES]
    formulas = {label: f"SUM({departments.range(_TO[label], FIRST, last)})" for label in added}
    for label, column in _MEANS:
        formulas[label] = f'IFERROR(AVERAGE({forms.range(_AT[column], FIRST, forms.row - 1)}),"")'
    return _row("合计", sums, formulas, departments.row)


def _row(name: str, sums: Sums, formulas: dict[str, str], row: int) -> tuple[Cell, ...]:
    adjusted, executed = (cell_name(row, _TO[label]) for label in ("全年预算数", "全年执行数"))
    formulas["执行率"] = f'IF(N({adjusted})=0,"",{executed}/{adjusted})'
    values: dict[str, Decimal | Fraction | int | None] = {
        "项目数": sums.forms,
        **{label: sums.money[key] for label, key in _MONEY},
        **{label: sums.counts[key] for label, key in _COUNTS},
        **{f"自评{grade}": sums.claimed_grades[grade] for grade in GRADES},
        **{f"计分{grade}": sums.grades[grade] for grade in GRADES},
        "自评平均分": sums.mean_claimed,
        "计分平均分": sums.mean_total,
        "平均差额": sums.mean_difference,
        "执行率": sums.rate,
    }
    return tuple(name if label == "主管部门" else Live(formulas[label], values[label]) for label in _TO)
