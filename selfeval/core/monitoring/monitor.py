"""An evaluation watched at the end of a month: figures, progress and lights of every project."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from selfeval.core.monitoring.fields import PROJECT_FACTS, ROW_FACTS, field
from selfeval.core.monitoring.lights import (
    Spending,
    expected_light,
    progress_light,
    progress_of,
    progress_of_rows,
    row_lights,
    spending_light,
)
from selfeval.core.monitoring.plan import planned
from selfeval.core.monitoring.results import Monitoring, MonthProject, MonthRow
from selfeval.core.monitoring.view import expected_view, month_view
from selfeval.core.monitoring.words import causes, likelihood
from selfeval.core.rules.choices import Denominator
from selfeval.core.scoring.assessment import assess_project, budget_year
from selfeval.core.scoring.budget import Budget

if TYPE_CHECKING:
    from selfeval.core.evaluation import Evaluation
    from selfeval.core.model import Indicator, Project
    from selfeval.core.rules.pack import RulePack
    from selfeval.core.scoring.scored import Scored


def monitor(evaluation: Evaluation, pack: RulePack, month: int) -> Monitoring:
    """Everything that is known at the end of a month, 1 to 11, with its lights."""
    blank = Monitoring(evaluation, pack, budget_year(evaluation), month, ())
    return replace(blank, projects=_projects(blank, [project.id for project in evaluation.department.listed]))


def monitor_again(before: Monitoring, evaluation: Evaluation, changed: Collection[str]) -> Monitoring:
    """As `monitor`, where only facts of these projects are others than in `before`."""
    after = replace(before, evaluation=evaluation)
    fresh = {one.project.id: one for one in _projects(after, changed)}
    return replace(after, projects=tuple(fresh.get(one.project.id, one) for one in before.projects))


def monitor_project(watched: Monitoring, project: str, month: int) -> MonthProject:
    """One project of a watched evaluation at the end of another month."""
    return _projects(replace(watched, month=month), [project])[0]


def _projects(watched: Monitoring, wanted: Collection[str]) -> tuple[MonthProject, ...]:
    evaluation, month = watched.evaluation, watched.month
    reached, expected = month_view(evaluation, month), expected_view(evaluation, month)
    return tuple(
        _project(evaluation, reached, expected, project, watched.pack, month)
        for project in evaluation.department.listed
        if project.id in wanted
    )


def _project(
    evaluation: Evaluation, reached: Evaluation, expected: Evaluation, project: Project, pack: RulePack, month: int
) -> MonthProject:
    now, later = assess_project(reached, project, pack), assess_project(expected, project, pack)
    base = _base(now.budget, pack)
    plan = planned(now.budget.plan, month, pack.monitoring)
    money = Spending(
        now.budget.unit, now.budget.amount("executed"), later.budget.amount("executed"), base,
        now.budget.amount("adjusted"), plan, month,
    )  # fmt: skip
    rows = tuple(
        _row(evaluation, project, one, other, pack, month)
        for one, other in zip(now.indicators, later.indicators, strict=True)
    )
    progress, measured = progress_of_rows(rows)
    lights = (spending_light(money, pack), expected_light(money, pack), progress_light(money, progress, measured, pack))
    texts = {name: evaluation.value(project, field(month, name)) for name in PROJECT_FACTS}
    return MonthProject(
        project, now.budget, later.budget, base, money.share(money.executed), money.share(money.forecast), plan,
        progress, measured, texts, rows, lights,
    )  # fmt: skip


def _base(budget: Budget, pack: RulePack) -> Decimal | None:
    """The denominator that the pack names; the adjusted budget where the initial one is not written."""
    base = budget.base(replace(pack.execution, denominator=pack.monitoring.denominator))
    return budget.amount("adjusted") if base is None and pack.monitoring.denominator is Denominator.INITIAL else base


def _row(
    evaluation: Evaluation, project: Project, reached: Scored, expected: Scored, pack: RulePack, month: int
) -> MonthRow:
    item: Indicator = reached.indicator
    texts = {name: evaluation.indicator_value(project, item, field(month, name)) for name in ROW_FACTS}
    likely = likelihood(texts["likelihood"])
    kinds, unknown = causes(texts["causes"])
    lights = tuple(row_lights(reached, expected, likely, pack, month))
    return MonthRow(item, reached, expected, texts, likely, kinds, unknown, progress_of(reached), lights)
