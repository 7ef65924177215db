"""Where everything of the scored workbook stands, decided before a cell is written, so that formulas can refer ahead.

Rows and columns count from 0.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from selfeval.core.fact_labels import FACT_LABELS
from selfeval.core.scoring.department_form import is_beside
from selfeval.core.scoring.results import Assessment, ProjectResult
from selfeval.excel.paper.cells import absolute, quoted_sheet, sheet_names
from selfeval.excel.paper.labels import FIELD_WORDS, OWN_SHEETS, STEP, STEPS, SUMMARY

FORM_WIDTHS = (8.5, 9.0, 12.0, 22.0, 14.0, 14.0, 8.0, 9.0, 27.0)
BLOCK, TIER1, TIER2, TIER3, TARGET, ACTUAL, WEIGHT, SCORE, REASON = range(9)
AMOUNT_COLUMNS = {"initial": 3, "adjusted": 4, "executed": 5}
EXEC_WEIGHT, EXEC_RATE, EXEC_SCORE = 6, 7, 8
FORM_NAMES, FORM_FUNDS, FORM_GOALS, FORM_HEADER, FORM_FIRST = 2, 4, 9, 11, 12
SOURCE_ROWS = {"": 5, "fiscal": 6, "carry_over": 7, "other": 8}

STEPS_HEADER, STEPS_FIRST = 2, 3
SUMMARY_HEADER, SUMMARY_FIRST = 3, 4
SUMMARY_COLUMNS = (
    ("number", "序号", 5.0),
    ("code", FACT_LABELS["code"], 23.0),
    ("project", FACT_LABELS["name"], 30.0),
    ("unit", FACT_LABELS["money_unit"], 9.0),
    ("initial", FACT_LABELS["initial"], 12.0),
    ("adjusted", FACT_LABELS["adjusted"], 12.0),
    ("executed", FACT_LABELS["executed"], 12.0),
    ("rate", FACT_LABELS["rate"], 9.5),
    ("execution", "执行率得分", 9.5),
    ("total", "总分", 9.5),
    ("grade", "等级", 8.5),
    ("state", "状态", 12.0),
    ("form", "自评表", 22.0),
)
SUM = {key: place for place, (key, _, _) in enumerate(SUMMARY_COLUMNS)}


@dataclass(frozen=True)
class ProjectPlan:
    """The places of one project: its form, its rows in 计分过程 and its row in 自评汇总.

    The department's own form beside projects stands behind them; its row in 自评汇总 is the department's, and
    `projects` are those that it takes figures from.
    """

    number: int
    result: ProjectResult
    form: str
    indicator_rows: Mapping[str, int]
    execution_row: int
    total_row: int
    fact_rows: Mapping[str, int]
    projects: tuple[ProjectPlan, ...] = ()

    @property
    def form_total(self) -> int:
        """Row of the total on the form."""
        return FORM_FIRST + len(self.result.indicators)

    @property
    def form_grade(self) -> int:
        """Row of the grade on the form."""
        return self.form_total + 1

    @property
    def summary_row(self) -> int:
        """Row in 自评汇总."""
        return SUMMARY_FIRST + self.number

    def on_form(self, row: int, column: int) -> str:
        """Address of a cell of the form, for formulas on any sheet."""
        return quoted_sheet(self.form) + absolute(row, column)

    def amount_on_form(self, field: str) -> tuple[int, int]:
        """Row and column of a budget field such as `initial` or `executed.fiscal` on the form."""
        amount, _, source = field.partition(".")
        return SOURCE_ROWS[source], AMOUNT_COLUMNS[amount]


@dataclass(frozen=True)
class Plan:
    """All projects and the department's own form, and the row of the title of the second table of 计分过程."""

    projects: tuple[ProjectPlan, ...]
    facts_title: int

    @property
    def department_row(self) -> int:
        """Row of the department in 自评汇总."""
        return SUMMARY_FIRST + len(self.listed)

    @property
    def listed(self) -> tuple[ProjectPlan, ...]:
        """The projects of 自评汇总: all but the department's own form."""
        return tuple(item for item in self.projects if not is_beside(item.result.project))

    @property
    def form(self) -> ProjectPlan | None:
        """The department's own form beside the projects, None without one."""
        return next((item for item in self.projects if is_beside(item.result.project)), None)


def make_plan(assessment: Assessment) -> Plan:
    """Lay everything out: forms in the order of the projects, rows of 计分过程 without gaps."""
    results = assessment.projects
    forms = sheet_names([result.project.title for result in results], list(OWN_SHEETS))
    heads: list[tuple[dict[str, int], int]] = []
    row = STEPS_FIRST
    for result in results:
        rows = {scored.indicator.id: row + place for place, scored in enumerate(result.indicators)}
        row += len(rows)
        heads.append((rows, row))
        row += 2
    facts_title = row + 1
    row = facts_title + 2
    plans: list[ProjectPlan] = []
    for number, (result, form, (rows, execution)) in enumerate(zip(results, forms, heads, strict=True)):
        facts = {name: row + place for place, name in enumerate(FIELD_WORDS)}
        row += len(facts)
        others = tuple(plans) if is_beside(result.project) else ()
        plans.append(ProjectPlan(number, result, form, rows, execution, execution + 1, facts, others))
    return Plan(tuple(plans), facts_title)


def in_summary(row: int, key: str) -> str:
    """Address of a cell of 自评汇总 by its column key."""
    return quoted_sheet(SUMMARY) + absolute(row, SUM[key])


def in_steps(row: int, column: str) -> str:
    """Address of a cell of 计分过程 by its column key."""
    return quoted_sheet(STEPS) + absolute(row, STEP[column])
