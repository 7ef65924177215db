"""The department's own form as a project: made of the pack's layout, or of the filled table that the workbook has.

Its rows are entered, scored, written and read back as those of any project; what is special about them is their kind.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from selfeval.core.evaluation import Evaluation
from selfeval.core.free_names import FreeNames
from selfeval.core.model import AMOUNT, COMPUTED, FORM_ID, STANDARD, Department, Indicator, Project
from selfeval.core.numbers import HUNDRED
from selfeval.core.rules.choices import FormRow
from selfeval.core.rules.forms.layout import DepartmentAmount, DepartmentRow, same_name
from selfeval.core.rules.pack import RulePack
from selfeval.core.rules.weights.splitting import split, step_for

TITLE = "部门整体支出"
"""What the form is called among projects."""

AMOUNTS_TIER = "计算数据"
"""一级指标 of the rows that hold amounts."""

_KINDS = {FormRow.STANDARD: STANDARD, FormRow.COMPUTED: COMPUTED}


def laid_out(project: Project, pack: RulePack) -> bool:
    """Whether this is the department's own form, and the pack has a layout for it."""
    return project.whole_department and bool(pack.department_rows)


def is_beside(project: Project) -> bool:
    """Whether this is the department's own form beside projects: no project, though it is entered like one."""
    return project.id == FORM_ID


def own_form(department: Department) -> Project | None:
    """The one form of the whole department that counts, the first; None without any."""
    return next((one for one in department.projects if one.whole_department), None)


def row_of(pack: RulePack, indicator: Indicator) -> DepartmentRow | None:
    """The row of the layout that an indicator of the form is; None for rows of the workbook's own."""
    wanted = same_name(indicator.tier3)
    return next((row for row in pack.department_rows if same_name(row.name) == wanted), None)


def amount_of(pack: RulePack, name: str) -> DepartmentAmount | None:
    """The amount of the layout with this name."""
    wanted = same_name(name)
    return next((amount for amount in pack.department_amounts if same_name(amount.name) == wanted), None)


def with_form(evaluation: Evaluation, pack: RulePack) -> Evaluation:
    """The evaluation with the department's form as the pack lays it out; the same one where nothing is other.

    A form that the workbook holds keeps its rows, and the layout says of what kind they are; else all rows are the
    layout's. Under a pack without a layout no form stands beside projects.
    """
    department = evaluation.department
    after = _with_form(department, pack)
    return evaluation if after is department else replace(evaluation, department=after)


def without_form(department: Department) -> Department:
    """The department as its workbook has it, without a form that only the layout of a pack gave it."""
    rest = tuple(one for one in department.projects if one.id != FORM_ID or one.sheet)
    return department if len(rest) == len(department.projects) else replace(department, projects=rest)


def _with_form(department: Department, pack: RulePack) -> Department:
    own = own_form(department)
    if not pack.department_rows:
        if own is None or own.id != FORM_ID:
            return department
        rest = tuple(one for one in department.projects if one.id != FORM_ID)
        return replace(department, projects=rest, form=department.form or (own if own.sheet else None))
    source = own if own is not None and own.sheet else department.form
    form = _known(source, pack) if source is not None else _made(department, pack)
    if own is not None and own.id != FORM_ID:
        form = replace(form, id=own.id)
    else:
        form = replace(form, id=FORM_ID, whole_department=True)
    if form == own:
        return department
    single = [one for one in department.projects if not one.whole_department]
    further = [one for one in department.projects if one.whole_department and one is not own]
    return replace(department, projects=(*single, form, *further))


def _known(source: Project, pack: RulePack) -> Project:
    """The filled form, each row of the kind that the layout gives it, with amounts that it lacks."""
    points = dict(zip((same_name(row.name) for row in pack.department_rows), points_of(pack), strict=True))
    rows = [_of_kind(row, pack, points) for row in source.indicators]
    there, free = {same_name(row.tier3) for row in rows if row.kind == AMOUNT}, FreeNames(row.id for row in rows)
    missing = [_amount_row(one) for one in pack.department_amounts if same_name(one.name) not in there]
    return replace(source, indicators=(*rows, *_with_ids(missing, free)))


def _of_kind(row: Indicator, pack: RulePack, points: Mapping[str, Decimal]) -> Indicator:
    if row.kind == AMOUNT or (row.tier1 == AMOUNTS_TIER and amount_of(pack, row.tier3) is not None):
        return replace(row, kind=AMOUNT, weight=Decimal(0))
    known = row_of(pack, row)
    if known is None or known.kind is FormRow.DUTIES:
        return row
    kind = _KINDS.get(known.kind, "")
    if row.kind == STANDARD or (kind == STANDARD and row.target.strip() not in {"", known.standard.strip()}):
        kind = row.kind  # the table itself says how the row is scored
    target = row.target or (known.standard if kind == STANDARD else known.target)
    weight = points[same_name(known.name)] if row.weight is None else row.weight
    return replace(row, kind=kind, target=target, weight=weight)


def _made(department: Department, pack: RulePack) -> Project:
    """The form of a department whose workbook has none: every row of the layout."""
    rows: list[Indicator] = []
    points = points_of(pack)
    for row, weight in zip(pack.department_rows, points, strict=True):
        rows += list(_duties(row, weight, department, pack)) if row.kind is FormRow.DUTIES else [_row(row, weight)]
    rows += [_amount_row(amount) for amount in pack.department_amounts]
    goals = tuple(line for line in department.overall_goal.split("\n") if line.strip())
    aims = tuple(f"{one.name}：{one.goal}" if one.goal else one.name for one in department.sub_goals if one.name)
    return Project(
        id=FORM_ID,
        sheet="",
        title=TITLE,
        name=department.name,
        department=department.name,
        money_unit=department.money_unit or "万元",
        goals=goals + aims,
        indicators=_with_ids(rows, FreeNames()),
        whole_department=True,
    )


def points_of(pack: RulePack) -> tuple[Decimal, ...]:
    """The points of each row of the layout: as stated, or by its coefficient out of what the others leave of 100."""
    rows, unit = pack.department_rows, Decimal(1).scaleb(-pack.rounding.places)
    stated = sum((row.points for row in rows if row.points is not None), Decimal(0))
    shares = [row.coefficient for row in rows if row.coefficient is not None]
    step = step_for(pack.weights.step, unit)
    pieces = iter(split(max(HUNDRED - stated, Decimal(0)), shares, step, unit) if shares else ())
    return tuple(next(pieces, Decimal(0)) if row.coefficient is not None else row.points or Decimal(0) for row in rows)


def _with_ids(rows: Sequence[Indicator], free: FreeNames) -> tuple[Indicator, ...]:
    """The rows with ids of the same form as those of rows that were read."""
    bases = ("/".join("".join(part.split()) for part in (row.tier1, row.tier2, row.tier3)) for row in rows)
    return tuple(replace(row, id=free.take(base, "{}#{}".format)) for row, base in zip(rows, bases, strict=True))


def _row(row: DepartmentRow, weight: Decimal) -> Indicator:
    kind = _KINDS.get(row.kind, "")
    target = row.standard if kind == STANDARD else row.target
    basis = "" if kind == STANDARD else row.standard
    return Indicator(
        "", row.tier1, row.tier2, row.name, target, description=row.explanation, basis=basis, weight=weight, kind=kind
    )


def _duties(row: DepartmentRow, weight: Decimal, department: Department, pack: RulePack) -> Iterator[Indicator]:
    """One row for each 分项绩效目标, its goal as the target; one by standard where there are none."""
    goals = [one for one in department.sub_goals if one.name.strip()]
    if not goals:
        standard = row.standard or "按年度重点工作任务的完成情况评分"
        yield Indicator(
            "", row.tier1, row.tier2, row.name, standard, description=row.explanation, weight=weight, kind=STANDARD
        )
        return
    unit = Decimal(1).scaleb(-pack.rounding.places)
    pieces = split(weight, [Decimal(1)] * len(goals), step_for(pack.weights.step, unit), unit)
    for goal, piece in zip(goals, pieces, strict=True):
        target = goal.goal.strip() or "、".join(goal.indicators) or goal.name
        yield Indicator(
            "", row.tier1, row.tier2, goal.name, target, description="、".join(goal.indicators), weight=piece
        )


def _amount_row(amount: DepartmentAmount) -> Indicator:
    return Indicator("", AMOUNTS_TIER, "", amount.name, amount.unit, weight=Decimal(0), kind=AMOUNT)
