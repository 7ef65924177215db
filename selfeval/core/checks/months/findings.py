"""What a reviewer of monitoring objects to in one month; the checks of the year's end stay out of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from selfeval.core.checks.registry import Check, Found, Scope, Stage, declare, declaring
from selfeval.core.checks.round import problem_of, weighed
from selfeval.core.monitoring.fields import months_entered
from selfeval.core.monitoring.monitor import monitor, monitor_project
from selfeval.core.monitoring.results import Monitoring, MonthProject, MonthRow
from selfeval.core.problems import Message, Problem, Severity
from selfeval.core.records import dataclass
from selfeval.core.rules.pack import RulePack


@dataclass(frozen=True, slots=True)
class MonthCase:
    """One project in a month as the checks see it; `earlier` is the same project in the month entered before."""

    month: int
    project: MonthProject
    earlier: MonthProject | None = None
    earlier_month: int = 0

    def earlier_row(self, row: MonthRow) -> MonthRow | None:
        """The same indicator in the month entered before."""
        return None if self.earlier is None else self.earlier.row(row.indicator.id)


ProjectCheck = Callable[[MonthCase], Iterable[Found]]
RowCheck = Callable[[MonthCase, MonthRow], Iterable[Found]]

_project_checks: dict[str, ProjectCheck] = {}
_row_checks: dict[str, RowCheck] = {}


def _on_project(code: str, severity: Severity, title: Message, hint: Message, example: str) -> Check:
    return declare(code, severity, title, hint, example, Scope.PROJECT, Stage.MONTH)


def _on_row(code: str, severity: Severity, title: Message, hint: Message, example: str) -> Check:
    return declare(code, severity, title, hint, example, Scope.INDICATOR, Stage.MONTH)


month_project_check = declaring(_on_project, _project_checks)
"""Declares a check that looks at a project in a month."""
month_row_check = declaring(_on_row, _row_checks)
"""Declares a check that looks at one row at a time, of those that apply."""


def month_problems(watched: Monitoring) -> tuple[Problem, ...]:
    """Every finding about a month, as severe as the pack wants it, project by project, errors first.

    None while nothing is known of the month.
    """
    if not watched.begun:
        return ()
    before, earlier = _month_before(watched), {}
    if before:
        found = monitor(watched.evaluation, watched.pack, before).projects
        earlier = {one.project.id: one for one in found}
    cases = (MonthCase(watched.month, one, earlier.get(one.project.id), before) for one in watched.projects)
    return tuple(problem for case in cases for problem in _weighed(case, watched.pack))


def project_month_problems(watched: Monitoring, project: str) -> tuple[Problem, ...]:
    """Every finding about a project in a month, as severe as the pack wants it, errors first."""
    before = _month_before(watched)
    earlier = monitor_project(watched, project, before) if before else None
    return _weighed(MonthCase(watched.month, watched.project(project), earlier, before), watched.pack)


def _month_before(watched: Monitoring) -> int:
    """The last month before this one that anything is entered for; 0 without any."""
    return max((one for one in months_entered(watched.evaluation) if one < watched.month), default=0)


def _weighed(case: MonthCase, pack: RulePack) -> tuple[Problem, ...]:
    kept = (weighed(problem, pack) for problem in _in_project(case))
    return tuple(sorted((found for found in kept if found is not None), key=lambda one: one.severity.rank))


def _in_project(case: MonthCase) -> Iterator[Problem]:
    for code, look in _project_checks.items():
        yield from (problem_of(code, found, case.project.project) for found in look(case))
    for row in case.project.rows:
        if row.applies:
            for code, look_at in _row_checks.items():
                yield from (problem_of(code, found, case.project.project) for found in look_at(case, row))
