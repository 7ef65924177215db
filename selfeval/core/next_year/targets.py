"""Next year's targets: what is carried over from an evaluation, text by text as it stands, and what is left blank.

Goals, names, units, weights, bases and confirmed readings are carried; amounts, outcomes, scores and reasons are not,
but last year's target, outcome and score stand beside each target.
"""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from selfeval.core.evaluation import Evaluation
from selfeval.core.model import CHECKPOINTS, Claimed, Department, Indicator, Project
from selfeval.core.numbers import plain
from selfeval.core.readings import Origin
from selfeval.core.scoring.results import Assessment, ProjectResult
from selfeval.core.scoring.scored import Scored
from selfeval.core.texts.targets.forms import canonical
from selfeval.core.texts.words.execution import names_execution

CARRIED_TEXTS = ("period_goals", "period_indicators", "execution_target")
"""Keys of `Project.kept` that are targets; the others say how the past year was judged."""

_DECIDED = frozenset({Origin.CONFIRMED, Origin.CORRECTED})


def next_targets(assessment: Assessment, year: int) -> Department:
    """The department with its targets for `year`; rows, projects and texts in their order, cells unknown yet."""
    evaluation, department = assessment.evaluation, assessment.evaluation.department
    return replace(
        department,
        year=year,
        budget_total="",
        sub_goals=tuple(replace(goal, where=None) for goal in department.sub_goals),
        projects=tuple(_project(evaluation, result) for result in assessment.listed),
        cells={},
    )


def confirmed_reading(evaluation: Evaluation, project: Project, item: Scored) -> str:
    """How a person, or the unit's rule pack, has decided that a target is read; "" where nobody has."""
    entered = evaluation.indicator_value(project, item.indicator, "reading").strip()
    if entered:
        return entered
    return canonical(item.target) if item.target.origin in _DECIDED else item.indicator.carried_reading


def _project(evaluation: Evaluation, result: ProjectResult) -> Project:
    project = result.project
    amounts = {key: "" for key in project.budget if key == "initial" or key.startswith("initial.")}
    plan = {key: text for month in CHECKPOINTS if (text := project.budget.get(key := f"plan.{month}", ""))}
    return Project(
        id=project.id,
        sheet="",
        title=project.title,
        code=project.code,
        name=project.name,
        unit=project.unit,
        department=project.department,
        purpose=project.purpose,
        money_unit=project.money_unit,
        budget={**amounts, **plan},
        goals=project.goals,
        kept={name: text for name in CARRIED_TEXTS if (text := project.kept.get(name, ""))},
        indicators=tuple(_row(evaluation, project, item) for item in result.indicators),
        claimed=Claimed(execution_weight=_execution_weight(result)),
        whole_department=project.whole_department,
    )


def _execution_weight(result: ProjectResult) -> Decimal | None:
    """The points of the execution rate where the table has to state them.

    So it is where the unit's own did, and where an indicator is called like the rate: beside its points, and without a
    row of the rate, it would be taken for that row.
    """
    named = any(names_execution(text) for row in result.project.indicators for text in (row.tier3, row.tier1))
    stated = result.weighing.execution_origin == "workbook"
    return _short(result.weighing.execution_base) if stated or named else None


def _short(points: Decimal) -> Decimal:
    """The same points without zeros behind the last figure that counts."""
    return Decimal(format(points.normalize(), "f"))


def _row(evaluation: Evaluation, project: Project, item: Scored) -> Indicator:
    row = item.indicator
    return Indicator(
        id=row.id,
        tier1=row.tier1,
        tier2=row.tier2,
        tier3=row.tier3,
        target=row.target,
        description=row.description,
        basis=row.basis,
        goal=row.goal,
        weight=_short(item.weight.base),
        last_target=row.target,
        last_actual=evaluation.indicator_value(project, row, "actual") or item.actual.text,
        last_score="" if item.score is None else plain(item.score),
        carried_reading=confirmed_reading(evaluation, project, item),
    )
