"""What a reviewer of monitoring objects to in one month; the checks of the year's end stay out of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

from selfeval.core.checks.registry import Found, Scope, Stage, declare
from selfeval.core.checks.round import problem_of, weighed
from selfeval.core.monitoring.fields import months_entered
from selfeval.core.monitoring.monitor import monitor_project
from selfeval.core.monitoring.results import Monitoring, MonthProject, MonthRow
from selfeval.core.problems import Message, Problem, Severity
from selfeval.core.records import dataclass


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
_Check = TypeVar("_Check", ProjectCheck, RowCheck)

_project_checks: dict[str, ProjectCheck] = {}
_row_checks: dict[str, RowCheck] = {}


def _declaring(
    functions: dict[str, _Check], scope: Scope
) -> Callable[[str, Severity, Message, Message, str], Callable[[_Check], _Check]]:
    def declared(
        code: str, severity: Severity, title: Message, hint: Message, example: str
    ) -> Callable[[_Check], _Check]:
        declare(code, severity, title, hint, example, scope, Stage.MONTH)

        def taken(function: _Check) -> _Check:
            functions[code] = function
            return function

        return taken

    return declared


month_project_check = _declaring(_project_checks, Scope.PROJECT)
"""Declares a check that looks at a project in a month."""
month_row_check = _declaring(_row_checks, Scope.INDICATOR)
"""Declares a check that looks at one row at a time, of those that apply."""


def month_problems(watched: Monitoring) -> tuple[Problem, ...]:
    """Every finding about a month, as severe as the pack wants it, project by project, errors first.

    None while nothing is known of the month.
    """
    if not watched.begun:
        return ()
    return tuple(found for one in watched.projects for found in project_month_problems(watched, one.project.id))


def project_month_problems(watched: Monitoring, project: str) -> tuple[Problem, ...]:
    """Every finding about a project in a month, as severe as the pack wants it, errors first."""
    before = max((one for one in months_entered(watched.evaluation) if one < watched.month), default=0)
    earlier = monitor_project(watched, project, before) if before else None
    case = MonthCase(watched.month, watched.project(project), earlier, before)
    kept = (weighed(problem, watched.pack) for problem in _in_project(case))
    return tuple(sorted((found for found in kept if found is not None), key=lambda one: one.severity.rank))


def _in_project(case: MonthCase) -> Iterator[Problem]:
    for code, look in _project_checks.items():
        yield from (problem_of(code, found, case.project.project) for found in look(case))
    for row in case.project.rows:
        if row.applies:
            for code, look_at in _row_checks.items():
                yield from (problem_of(code, found, case.project.project) for found in look_at(case, row))
