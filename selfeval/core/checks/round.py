"""Every registered check over a project or the department; findings become problems, as severe as the pack says."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import TypeAlias

from selfeval.core.checks.applicable import project_applies, row_applies
from selfeval.core.checks.places import near
from selfeval.core.checks.registry import (
    DEPARTMENT_CHECKS,
    PROJECT_CHECKS,
    REGISTERED,
    ROW_CHECKS,
    Case,
    Found,
    RowCheck,
    Scope,
    Stage,
)
from selfeval.core.evaluation import Evaluation
from selfeval.core.model import AMOUNTS, SOURCES, Indicator, Project
from selfeval.core.problems import Problem
from selfeval.core.records import replace
from selfeval.core.rules.pack import RulePack
from selfeval.core.scoring.results import Assessment
from selfeval.core.scoring.scored import Scored

RowLooks: TypeAlias = Mapping[str, Sequence[tuple[str, RowCheck, bool]]]
"""The checks of rows by the kind of the row: code, function, and whether it is about outcomes."""


class KeptFindings:
    """What was found in one project, kept for what is still the same.

    A row that was scored anew is another object, also where only its reason changed; what else a row check looks at —
    budget, execution rate, pack, stage, whether there is an outcome at all — is compared. So it is with the table:
    other weights are other objects.
    """

    def __init__(self) -> None:
        self._made_with: tuple[object, ...] = ()
        self._rows: dict[str, tuple[Scored, tuple[Problem, ...]]] = {}
        self._table: tuple[tuple[object, ...], tuple[Problem, ...]] = ((), ())

    def of_table(self, case: Case) -> tuple[Problem, ...]:
        """The findings about the table."""
        made_with = (case.project, case.pack, case.stage, case.result.weighing, case.result.execution)
        if not _same(made_with, self._table[0]):
            self._table = made_with, tuple(_in_project(case, of_table=True))
        return self._table[1]

    def of_rows(self, case: Case) -> Iterator[Problem]:
        """The findings about all rows."""
        made_with = (
            case.result.budget, case.result.execution, case.result.untouched, case.project, case.pack, case.stage,
        )  # fmt: skip
        if not _same(made_with, self._made_with):
            self._made_with, self._rows = made_with, {}
        looks: RowLooks = {}
        for item in case.rows:
            kept = self._rows.get(item.indicator.id)
            if kept is None or kept[0] is not item:
                looks = looks or _row_looks(case)
                kept = self._rows[item.indicator.id] = (item, tuple(_in_row(case, item, looks)))
            yield from kept[1]


def _same(parts: Sequence[object], others: Sequence[object]) -> bool:
    """Whether all are the same objects."""
    return [id(part) for part in parts] == [id(part) for part in others]


def run_project(case: Case, kept: KeptFindings | None = None) -> Iterator[Problem]:
    """Every finding in one project, as severe as the pack wants it; what the pack switches off is left out."""
    kept = kept or KeptFindings()
    found = chain(kept.of_table(case), _in_project(case, of_table=False), kept.of_rows(case))
    return _weighed(found, case.pack)


def _in_project(case: Case, *, of_table: bool) -> Iterator[Problem]:
    looks = [(code, look) for code, look in PROJECT_CHECKS.items() if REGISTERED[code].of_table is of_table]
    for code, look in looks:
        if _fits(code, case.stage) and project_applies(code, case.result, case.pack):
            yield from (
                problem_of(code, one, case.project) for one in look(case) if _meant(code, case.project, one.item)
            )


def _meant(code: str, project: Project, item: Scored | None) -> bool:
    """Whether the check looks at rows of the kind that was found."""
    return item is None or row_applies(code, project, item.indicator)


def _in_row(case: Case, item: Scored, looks: RowLooks) -> Iterator[Problem]:
    for code, look_at, outcome in looks.get(item.indicator.kind, ()):
        if not (outcome and item.not_applicable):
            for found in look_at(case, item):
                yield problem_of(code, found, case.project)


def _row_looks(case: Case) -> RowLooks:
    """The checks that look at the rows of a project, by the kind of the row; what they mean is the same for each."""
    kinds: dict[str, Indicator] = {}
    for item in case.rows:
        kinds.setdefault(item.indicator.kind, item.indicator)
    return {
        kind: [
            (code, look_at, REGISTERED[code].stage is Stage.FILLED)
            for code, look_at in ROW_CHECKS.items()
            if _fits(code, case.stage) and row_applies(code, case.project, one)
        ]
        for kind, one in kinds.items()
    }


def run_department(assessment: Assessment, stage: Stage) -> Iterator[Problem]:
    """Every finding that concerns the department as a whole; severities as in `run_project`."""
    return _weighed(_in_department(assessment, stage), assessment.pack)


def _in_department(assessment: Assessment, stage: Stage) -> Iterator[Problem]:
    for code, look in DEPARTMENT_CHECKS.items():
        if _fits(code, stage):
            yield from (problem_of(code, found, None) for found in look(assessment))


def stage_of(evaluation: Evaluation) -> Stage:
    """`FILLED` as soon as one actual, executed amount or claimed score is there."""
    filled = any(_filled(evaluation, project) for project in evaluation.department.projects)
    return Stage.FILLED if filled else Stage.TARGETS


def _filled(evaluation: Evaluation, project: Project) -> bool:
    claimed = project.claimed
    if claimed.total is not None or claimed.execution_score is not None:
        return True
    executed = AMOUNTS[-1]
    names = [executed, *(f"{executed}.{source}" for source in SOURCES)]
    return any(evaluation.value(project, name).strip() for name in names) or any(
        row.claimed_score is not None or evaluation.indicator_value(project, row, "actual").strip()
        for row in project.indicators
    )


def _fits(code: str, stage: Stage) -> bool:
    return stage is Stage.FILLED or REGISTERED[code].stage is Stage.TARGETS


def weighed(problem: Problem, pack: RulePack) -> Problem | None:
    """The problem as severe as the pack wants it, None where the pack switches its check off.

    What is found while reading is given its owner here: whoever reads a workbook does not know the registry.
    """
    check = REGISTERED.get(problem.code)
    if check is not None and check.scope is Scope.READING and problem.about is not check.owner:
        problem = replace(problem, about=check.owner)
    level = pack.severities.get(problem.code)
    if level is None:
        return problem
    severity = level.severity
    return None if severity is None else replace(problem, severity=severity)


def _weighed(problems: Iterable[Problem], pack: RulePack) -> Iterator[Problem]:
    return (kept for problem in problems if (kept := weighed(problem, pack)) is not None)


def problem_of(code: str, found: Found, project: Project | None) -> Problem:
    """A hit as a problem, in its cell."""
    check = REGISTERED[code]
    row: Indicator | None = found.item.indicator if found.item else None
    where = found.where
    if where is None and row is not None:
        where = row.where(found.field)
    if where is None and project is not None:
        where = near(project, found.field)
    return Problem(
        code=code,
        severity=found.severity or check.severity,
        message=found.message,
        hint=check.hint if found.hint is None else found.hint,
        where=where,
        input=found.text,
        project=project.id if project else found.project,
        indicator=row.id if row else "",
        about=found.about or check.owner,
    )
