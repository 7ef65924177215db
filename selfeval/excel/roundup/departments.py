"""The rows of departments: sums over their projects as live formulas, each with its value, and their ranks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from selfeval.core.fact_labels import FACT_LABELS
from selfeval.core.roundup.sums import Sums
from selfeval.excel.paper.cells import cell_name
from selfeval.excel.roundup.labels import DEPARTMENT_COLUMNS, FIRST, FORM_COLUMNS, GRADES, NOBODY, OTHER, places
from selfeval.excel.roundup.lists import Cell, ListSheet, Live, rate_of

_AT = places(FORM_COLUMNS)
_TO = places(DEPARTMENT_COLUMNS)
_MONEY = (
    (FACT_LABELS["initial"], "initial"),
    (FACT_LABELS["adjusted"], "adjusted"),
    (FACT_LABELS["executed"], "executed"),
)
_COUNTS = (
    ("错误", "errors"),
    ("警告", "warnings"),
    ("提示", "notes"),
    ("调整指标", "adjusted_targets"),
    ("指标数", "indicators"),
)
_MEANS = (("自评平均分", "自评得分"), ("计分平均分", "计分得分"), ("平均差额", "差额"))
_GRADED = (("自评", "自评等级"), ("计分", "计分等级"))
_RANKED = (("计分名次", "计分平均分"), ("自评名次", "自评平均分"))


class Department(NamedTuple):
    """A department and what its projects come to, which stand in 项目 from row `first` to `last`."""

    name: str
    sums: Sums
    first: int
    last: int

    @property
    def listed(self) -> bool:
        """Whether all of them stand there; a list that is full leaves some out."""
        return self.last - self.first + 1 == self.sums.forms


def write_departments(sheet: ListSheet, groups: Sequence[Department], forms: ListSheet, whole: Sums) -> int:
    """All rows and the sum below them; the row of that, -1 where there is no department."""
    end = FIRST + len(groups) - 1
    for one in groups:
        sheet.add(_department(one, groups, forms, sheet, end))
    if not groups:
        sheet.finish()
        return -1
    sheet.finish(end)
    sheet.add(_total(whole, sheet, forms, end), "total")
    return sheet.row - 1


def _department(
    one: Department, groups: Sequence[Department], forms: ListSheet, sheet: ListSheet, end: int
) -> tuple[Cell, ...]:
    def rows(label: str) -> str:
        return forms.range(_AT[label], one.first, one.last)

    formulas = {"项目数": f"ROWS({rows(FACT_LABELS['name'])})", "调整项目": f'COUNTIF({rows("调整指标")},">0")'}
    formulas |= {label: f"SUM({rows(label)})" for label, _ in (*_MONEY, *_COUNTS)}
    for label, column in _MEANS:
        formulas[label] = f'IFERROR(AVERAGE({rows(column)}),"")'
    for kind, column in _GRADED:
        formulas |= {f"{kind}{grade}": f'COUNTIF({rows(column)},"{grade}")' for grade in GRADES}
        ends = (_TO[f"{kind}{grade}"] for grade in (GRADES[0], GRADES[-1]))
        graded = ":".join(cell_name(sheet.row, column) for column in ends)
        formulas[f"{kind}{OTHER}"] = f"{cell_name(sheet.row, _TO['项目数'])}-SUM({graded})"
    formulas["执行率"] = rate_of(rows(FACT_LABELS["executed"]), rows(FACT_LABELS["adjusted"]))
    formulas = formulas if one.listed else {}
    ranks: dict[str, int | None] = {}
    for (label, column), name in zip(_RANKED, ("mean_total", "mean_claimed"), strict=True):
        mean = cell_name(sheet.row, _TO[column])
        formulas[label] = f'IF({mean}="","",RANK({mean},{sheet.range(_TO[column], FIRST, end)}))'
        ranks[label] = _rank(getattr(one.sums, name), [getattr(other.sums, name) for other in groups])
    return _row(one.name or NOBODY, one.sums, formulas, sheet.row, ranks)


def _rank(own: Fraction | None, others: Sequence[Fraction | None]) -> int | None:
    """Compared as the doubles that a spreadsheet has."""
    if own is None:
        return None
    return 1 + sum(other is not None and float(other) > float(own) for other in others)


def _total(sums: Sums, departments: ListSheet, forms: ListSheet, last: int) -> tuple[Cell, ...]:
    """The row below all departments: sums over them, means over all projects."""
    added = ["项目数", "调整项目", *(label for label, _ in (*_MONEY, *_COUNTS))]
    added += [f"{kind}{grade}" for kind, _ in _GRADED for grade in (*GRADES, OTHER)]
    formulas = {label: f"SUM({departments.range(_TO[label], FIRST, last)})" for label in added}
    if not forms.left_out:

        def rows(label: str) -> str:
            return forms.range(_AT[label], FIRST, forms.row - 1)

        formulas |= {label: f'IFERROR(AVERAGE({rows(column)}),"")' for label, column in _MEANS}
        formulas["执行率"] = rate_of(rows(FACT_LABELS["executed"]), rows(FACT_LABELS["adjusted"]))
    return _row("合计", sums, formulas, departments.row, {})


def _row(name: str, sums: Sums, formulas: dict[str, str], row: int, ranks: dict[str, int | None]) -> tuple[Cell, ...]:
    def share(part: str, base: str) -> str:
        whole = cell_name(row, _TO[base])
        return f'IF(N({whole})=0,"",{cell_name(row, _TO[part])}/{whole})'

    formulas["指标调整比率"] = share("调整指标", "指标数")
    values: dict[str, Decimal | Fraction | int | None] = {
        "项目数": sums.forms,
        "调整项目": sums.counts["adjusted_projects"],
        **{label: sums.money[key] for label, key in _MONEY},
        **{label: sums.counts[key] for label, key in _COUNTS},
        **_graded("自评", sums.claimed_grades),
        **_graded("计分", sums.grades),
        "自评平均分": sums.mean_claimed,
        "计分平均分": sums.mean_total,
        "平均差额": sums.mean_difference,
        "执行率": sums.rate,
        "指标调整比率": sums.adjustment,
        **ranks,
    }

    def cell(label: str) -> Cell:
        return Live(formulas[label], values[label]) if label in formulas else values.get(label)

    return tuple(name if label == FACT_LABELS["department"] else cell(label) for label in _TO)


def _graded(kind: str, found: Counter[str]) -> dict[str, int]:
    named = {f"{kind}{grade}": found[grade] for grade in GRADES}
    return {**named, f"{kind}{OTHER}": found.total() - sum(named.values())}
