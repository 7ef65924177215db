"""Checks across projects: budgets that add up, codes, the year, and the names in 分项绩效目标."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from selfeval.core.checks import words
from selfeval.core.checks.registry import Found, Scope, department_check
from selfeval.core.model import Department, Indicator, Project, SubGoal
from selfeval.core.numbers import parse_money, plain
from selfeval.core.problems import CellRef, Owner, Severity, msg
from selfeval.core.scoring.assessment import budget_year
from selfeval.core.scoring.results import Assessment
from selfeval.core.units import convert


@department_check(
    "B102",
    Severity.ERROR,
    msg("Projects do not add up to the department"),
    msg("Correct the total of the department or the budget of a project."),
    "共计 365 万元，项目 180 + 180",
    Scope.DEPARTMENT,
    about=Owner.TARGETS,
)
def department_total(assessment: Assessment) -> Iterator[Found]:
    """The budgets of the projects make another sum than the department's total, which may hold 基本支出 as well."""
    department = assessment.evaluation.department
    unit = department.money_unit
    total = parse_money(department.budget_total, unit) if department.budget_total.strip() else None
    amounts = [_amount(assessment, project.id, unit) for project in department.listed]
    if total is None or not amounts or any(amount is None for amount in amounts):
        return
    known = [amount for amount in amounts if amount is not None]
    if sum(known) != total:
        message = msg(
            "The department's total is {total} {unit}, but its projects make {parts} = {sum}.",
            total=plain(total),
            unit=unit,
            parts=" + ".join(plain(amount) for amount in known),
            sum=plain(sum(known, Decimal(0))),
        )
        severity = Severity.WARNING if total > sum(known) else None
        where = department.cells.get("budget_total")
        yield Found(message, text=department.budget_total, where=where, severity=severity)


def _amount(assessment: Assessment, project_id: str, unit: str) -> Decimal | None:
    budget = assessment.project(project_id).budget
    amount = budget.amount("initial")
    amount = budget.amount("adjusted") if amount is None else amount
    return None if amount is None else convert(amount, budget.unit, unit)


@department_check(
    "B107",
    Severity.ERROR,
    msg("Project code used twice"),
    msg("Give each project the code that stands in the budget."),
    "两个项目同一编码",
    Scope.DEPARTMENT,
    about=Owner.TARGETS,
)
def same_code(assessment: Assessment) -> Iterator[Found]:
    """Two projects with one 项目编码."""
    seen: dict[str, Project] = {}
    for project in assessment.evaluation.department.listed:
        code = words.bare(project.code)
        first = seen.setdefault(code, project) if code else project
        if first is not project:
            message = msg(
                "“{title}” and “{other}” have the same code {code}.",
                title=project.title,
                other=first.title,
                code=project.code,
            )
            yield Found(message, text=project.code, where=project.where("code"), project=project.id)


@department_check(
    "B108",
    Severity.WARNING,
    msg("Budget year missing"),
    msg("Write the year into the title, or give it with --year."),
    "（年度空白）",
    Scope.DEPARTMENT,
)
def no_year(assessment: Assessment) -> Iterator[Found]:
    """Neither the workbook nor a person says which year is evaluated."""
    department = assessment.evaluation.department
    if budget_year(assessment.evaluation) is None and department.projects:
        sheet = CellRef(department.projects[0].sheet, "")
        yield Found(msg("Nothing says which year these targets are for."), where=department.cells.get("year", sheet))


@department_check(
    "T122",
    Severity.WARNING,
    msg("Name in 分项绩效目标 that the table lacks"),
    msg("Use the same name in both places, or add the indicator to the project's table."),
    "减少重点地区访量（表中为“重点地区访量”）",
    Scope.DEPARTMENT,
)
def not_in_table(assessment: Assessment) -> Iterator[Found]:
    """An indicator that the department's part names and the project's table does not; the nearest one is offered."""
    department = assessment.evaluation.department
    for goal, project in pairs(department):
        if project is None:
            continue
        for name in unmatched(goal, project):
            near = words.nearest(name, _free(goal, project))
            if near:
                message = msg(
                    "分项绩效目标 names “{name}”, which the table of “{title}” lacks; "
                    "“{near}” is the nearest name there.",
                    name=name,
                    title=project.title,
                    near=near,
                )
            else:
                message = msg(
                    "分项绩效目标 names “{name}”, which the table of “{title}” lacks.", name=name, title=project.title
                )
            yield Found(message, text=name, where=goal.where, project=project.id)


@department_check(
    "T123",
    Severity.INFO,
    msg("Indicator that 分项绩效目标 does not name"),
    msg("Name the indicator in the department's part too, if it belongs there."),
    "信访费用支出（分项绩效目标未列）",
    Scope.DEPARTMENT,
)
def not_in_goal(assessment: Assessment) -> Iterator[Found]:
    """The reverse of T122; a row offered there as the nearest name is not reported again."""
    department = assessment.evaluation.department
    for goal, project in pairs(department):
        if project is None or not goal.indicators:
            continue
        offered = {words.nearest(name, _free(goal, project)) for name in unmatched(goal, project)}
        named = {words.bare(name) for name in goal.indicators}
        for row in project.indicators:
            if words.bare(row.tier3) not in named and row.tier3 not in offered:
                message = msg(
                    "“{name}” stands in the table of “{title}”, but 分项绩效目标 does not name it.",
                    name=row.tier3,
                    title=project.title,
                )
                yield Found(message, text=row.tier3, where=_cell(row, project), project=project.id)


@department_check(
    "T128",
    Severity.WARNING,
    msg("分项绩效目标 and projects do not match"),
    msg("Each project has one 分项绩效目标 under the same name."),
    "分项绩效目标有而项目表没有",
    Scope.DEPARTMENT,
)
def goals_and_projects(assessment: Assessment) -> Iterator[Found]:
    """A 分项绩效目标 without a project's table, or a project without one."""
    department = assessment.evaluation.department
    found = pairs(department)
    met = {project.id for _, project in found if project is not None}
    for goal, project in found:
        if project is None:
            yield Found(msg("There is no table for “{name}”.", name=goal.name), text=goal.name, where=goal.where)
    for other in department.listed if found else ():
        if other.id not in met:
            message = msg("分项绩效目标 says nothing of “{title}”.", title=other.title)
            yield Found(message, text=other.title, where=other.where("name"), project=other.id)


def pairs(department: Department) -> list[tuple[SubGoal, Project | None]]:
    """Each 分项绩效目标 with the project that it speaks of: by equal name, else by the nearest one that is left."""
    if not department.sub_goals:
        return []
    by_name: dict[str, Project] = {}
    for project in department.listed:
        for name in (project.name, project.title):
            by_name.setdefault(words.bare(name), project)
    by_name.pop("", None)
    exact = [by_name.get(words.bare(goal.name)) for goal in department.sub_goals]
    taken = {project.id for project in exact if project is not None}
    free = {project.title: project for project in department.listed if project.id not in taken}
    titles = list(free)
    return [
        (goal, project or free.get(words.nearest(goal.name, titles)))
        for goal, project in zip(department.sub_goals, exact, strict=True)
    ]


def unmatched(goal: SubGoal, project: Project) -> list[str]:
    """The names of a 分项绩效目标 that no row of the project has."""
    rows = {words.bare(row.tier3) for row in project.indicators}
    return [name for name in goal.indicators if words.bare(name) and words.bare(name) not in rows]


def _free(goal: SubGoal, project: Project) -> list[str]:
    """The project's rows that no name matches, which are the ones that another name may mean."""
    named = {words.bare(name) for name in goal.indicators}
    return [row.tier3 for row in project.indicators if words.bare(row.tier3) not in named]


def _cell(row: Indicator, project: Project) -> CellRef:
    return row.where("tier3") or project.where("tier3")
