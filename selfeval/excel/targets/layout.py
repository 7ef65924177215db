"""A department's targets as the sheets of a workbook: what has a place in the layout, and what gets a column more."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from selfeval.core.fact_labels import FACT_LABELS
from selfeval.core.model import Department, Indicator, Project
from selfeval.core.numbers import plain
from selfeval.core.texts.words.execution import names_execution
from selfeval.excel.tables.head.codes import split_unit
from selfeval.excel.targets.values import Extra, Line, Overview, Section, TargetSheet

_CARRIED: Final = ("carried_reading", "last_target", "last_actual", "last_score")
_WHOLE: Final = "部门整体支出"
_EXECUTION: Final = "预算执行率"
_DIGITS: Final = "〇一二三四五六七八九"


def overview(department: Department) -> Overview:
    """The sheet of the department: goals, safeguards; nothing where it says none of them."""
    sections = tuple(_sections(department))
    if not sections:
        return Overview(department.name)
    year = f"{department.year}年" if department.year else ""
    return Overview(department.name, f"{year}部门预算绩效目标", (), sections)


def sheets(department: Department) -> list[TargetSheet]:
    """One sheet a project."""
    return [_sheet(department, project) for project in department.projects]


def _sections(department: Department) -> Iterator[Section]:
    if department.overall_goal:
        yield Section("总体绩效目标", tuple(Line(text) for text in department.overall_goal.split("\n")))
    if department.sub_goals:
        yield Section("分项绩效目标", tuple(_sub_goals(department)))
    if department.safeguards:
        yield Section("工作保障措施", tuple(Line(text) for text in department.safeguards))


def _sub_goals(department: Department) -> Iterator[Line]:
    for number, goal in enumerate(department.sub_goals, start=1):
        yield Line(f"（{_numeral(number)}）{goal.name}", bold=True)
        if goal.goal:
            yield Line(goal.goal, "绩效目标")
        if goal.indicators:
            yield Line("、".join(goal.indicators), "绩效指标")


def _numeral(number: int) -> str:
    """A number as headings have it: 一, 十, 十一, 二十; from 100 on by its digits."""
    tens, ones = divmod(number, 10)
    if number >= 100:
        return "".join(_DIGITS[int(digit)] for digit in str(number))
    ten = "" if not tens else "十" if tens == 1 else f"{_DIGITS[tens]}十"
    return ten + (_DIGITS[ones] if ones or not tens else "")


def _sheet(department: Department, project: Project) -> TargetSheet:
    rows, name = _rows(project), project.name or project.title
    year = f"（{department.year}年度）" if department.year else ""
    about = name if _WHOLE not in name else "项目"  # of which the reader would think that it is the department's own
    form = f"{_WHOLE}绩效目标表" if project.whole_department else f"{about}绩效目标表"
    return TargetSheet(project, name, form + year, rows, tuple(_extra(rows)), tuple(_labels(project)))


def _rows(project: Project) -> tuple[Indicator, ...]:
    """The indicators and, where it is stated, the row of the execution rate.

    It stands last, so that no row without a tier seems to belong to it; but before an indicator that is called alike,
    as the first of the two is taken for it.
    """
    rate, rows = tuple(_execution_row(project)), project.indicators
    alike = any(names_execution(text) for row in rows for text in (row.tier3, row.tier1))
    return (*rate, *rows) if alike else (*rows, *rate)


def _labels(project: Project) -> Iterator[tuple[str, str]]:
    """主管部门, and 实施单位 where no code in its text says that it is one."""
    if project.department:
        yield FACT_LABELS["department"], project.department
    if project.unit and (project.department or not split_unit(project.unit)[0]):
        yield FACT_LABELS["unit"], project.unit


def _execution_row(project: Project) -> Iterator[Indicator]:
    """The row of the execution rate, where its points are the unit's own and no pack's."""
    weight = project.claimed.execution_weight
    if weight is not None:
        target = project.kept.get("execution_target", "")
        yield Indicator("execution.1", _EXECUTION, _EXECUTION, _EXECUTION, target, weight=weight)


def _extra(rows: tuple[Indicator, ...]) -> Iterator[Extra]:
    columns = {
        FACT_LABELS["weight"]: ["" if row.weight is None else plain(row.weight) for row in rows],
        "对应目标": [row.goal for row in rows],
        **{FACT_LABELS[name]: [_carried(row, name) for row in rows] for name in _CARRIED},
    }
    for header, texts in columns.items():
        if any(texts):
            yield Extra(header, tuple(texts))


def _carried(row: Indicator, name: str) -> str:
    if name == "carried_reading":
        return row.reading or row.carried_reading
    return str(getattr(row, name))
