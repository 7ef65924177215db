"""A small layout and forms under it: two measured rows, two by standard, two computed, one of the department's own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal as D

from selfeval.core.evaluation import Evaluation, FactKey
from selfeval.core.model import FORM_ID, Department, Project, SubGoal
from selfeval.core.rules.choices import AmountSource, FormRow
from selfeval.core.rules.forms.layout import DepartmentAmount, DepartmentRow
from selfeval.core.scoring.assessment import assess
from selfeval.core.scoring.department_form import with_form
from selfeval.core.scoring.results import Assessment
from tests.core.cases import PACK, project, row

ROWS = (
    DepartmentRow("基本运行", "采购执行率", FormRow.COMPUTED, "采购", D(20), target="≥95%",
                  formula="采购数 ÷ 采购预算"),
    DepartmentRow("基本运行", "三公变动率", FormRow.COMPUTED, "过紧日子", D(10), target="≤0%",
                  formula="(本年三公 - 上年三公) ÷ 上年三公"),
    DepartmentRow("基本运行", "制度健全", FormRow.STANDARD, "管理", D(6), standard="健全得满分，缺一项扣 1 分"),
    DepartmentRow("重点履职", "重点任务", FormRow.DUTIES, points=D(24)),
    DepartmentRow("重点履职", "项目绩效", FormRow.COMPUTED, points=D(30), target="≥100分", formula="项目均分"),
    DepartmentRow("满意度", "满意度", FormRow.MEASURED, points=D(10), target="≥90%"),
)  # fmt: skip
AMOUNTS = (
    *(DepartmentAmount(name, "万元") for name in ("采购数", "采购预算", "本年三公", "上年三公")),
    DepartmentAmount("项目均分", "分", AmountSource.PROJECT_TOTALS),
)
LAID_OUT = replace(PACK, department_rows=ROWS, department_amounts=AMOUNTS)
"""The pack of the core's tests with this layout."""

FULL = {
    "采购数": "38", "采购预算": "40", "本年三公": "9.6", "上年三公": "10", "制度健全": "5", "重点任务": "20",
    "满意度": "92%",
}  # fmt: skip
"""Everything that a person enters, by the name of the row."""

READY = project(row("甲", weight=D(90), actual="90%"), budget={"adjusted": "100", "executed": "100"})
"""A project with a total of 100."""


def department(*projects: Project, goals: tuple[SubGoal, ...] = (), **fields: object) -> Evaluation:
    """A department with its projects."""
    return Evaluation(Department("某局", year=2025, projects=projects, sub_goals=goals, **fields))  # type: ignore[arg-type]


def entered(
    evaluation: Evaluation, values: Mapping[str, str], field: str = "actual", pack: object = LAID_OUT
) -> Evaluation:
    """The evaluation with entries in the department's form, by the names of its rows."""
    evaluation = with_form(evaluation, pack)  # type: ignore[arg-type]
    form = next(one for one in evaluation.department.projects if one.whole_department)
    ids = {item.tier3: item.id for item in form.indicators}
    facts = {FactKey(form.id, ids[name], field): text for name, text in values.items()}
    return replace(evaluation, facts={**evaluation.facts, **facts})


def scored(values: Mapping[str, str], *projects: Project) -> Assessment:
    """The department with these entries, scored."""
    return assess(entered(department(*(projects or (READY,))), values), LAID_OUT)


def points(assessment: Assessment) -> dict[str, str]:
    """The score of each row of the form as text, "" without one."""
    return {
        item.indicator.tier3: "" if item.score is None else str(item.score)
        for item in assessment.project(FORM_ID).indicators
        if item.indicator.kind != "amount"
    }


def filled(*names: str, claimed: str = "4", weight: str = "6") -> Project:
    """A filled form of the department with rows of these names, as it is read from a workbook."""
    rows = [
        row(name, tier1="基本运行", tier2="", target="", weight=D(weight), actual=claimed, claimed_score=D(claimed))
        for name in names
    ]
    return replace(project(*rows), id="某局", code="", name="某局", title="某局", sheet="表", whole_department=True)
