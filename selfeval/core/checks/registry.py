"""What a check is, what it looks at, and how its findings become problems.

A check yields `Found` values; it is registered with its code, severity, example and hint. No two checks share a code.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from enum import StrEnum
from itertools import chain
from types import MappingProxyType
from typing import ParamSpec, TypeVar

from selfeval.core.checks.places import near
from selfeval.core.evaluation import Evaluation
from selfeval.core.model import AMOUNTS, Indicator, Project
from selfeval.core.problems import CellRef, Message, Owner, Problem, Severity
from selfeval.core.records import dataclass
from selfeval.core.rules.pack import RulePack
from selfeval.core.scoring.results import Assessment, ProjectResult
from selfeval.core.scoring.scored import Scored


class Stage(StrEnum):
    """How far an evaluation is: `TARGETS` nothing but targets, weights and budgets; `FILLED` outcomes as well."""

    TARGETS = "targets"
    FILLED = "filled"


class Scope(StrEnum):
    """What one finding of a check concerns; `READING` ones are made while the workbook or a text is read."""

    INDICATOR = "indicator"
    PROJECT = "project"
    DEPARTMENT = "department"
    READING = "reading"


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that reviewers object to.

    Attributes:
        code: stable for ever.
        severity: what it is unless the rule pack says otherwise or the finding is a milder case.
        title: the objection in a few words.
        hint: what to do about it.
        example: a text from a form that raises it.
        scope: what a finding concerns.
        stage: `FILLED` for checks that make sense only once outcomes are there.
        about: whose the findings are, where the code's letter does not tell it (see `owner`).
    """

    code: str
    severity: Severity
    title: Message
    hint: Message
    example: str
    scope: Scope
    stage: Stage = Stage.TARGETS
    about: Owner | None = None

    @property
    def owner(self) -> Owner:
        """Whose the findings are: T… of the approved targets, all others of the evaluation, unless declared."""
        return self.about or (Owner.TARGETS if self.code.startswith("T") else Owner.EVALUATION)


@dataclass(frozen=True, slots=True)
class Found:
    """One hit of a check.

    Attributes:
        message: the sentence.
        field: which cell it stands in, such as `target` (see `Indicator.cells`, `Project.cells`).
        text: what was read there, unchanged.
        item: the row it concerns, None for the project or the department.
        hint: instead of the check's own.
        severity: instead of the check's own, where this case is milder or graver than usual.
        where: the cell, where `field` cannot name it.
        project: id of the project, for checks of the department.
        about: instead of the check's own, where this case is another's.
    """

    message: Message
    field: str = ""
    text: str = ""
    item: Scored | None = None
    hint: Message | None = None
    severity: Severity | None = None
    where: CellRef | None = None
    project: str = ""
    about: Owner | None = None


@dataclass(frozen=True, slots=True)
class Case:
    """One project as the checks see it."""

    evaluation: Evaluation
    result: ProjectResult
    pack: RulePack
    stage: Stage

    @property
    def project(self) -> Project:
        """The project as read."""
        return self.result.project

    @property
    def rows(self) -> tuple[Scored, ...]:
        """Its indicators, scored as far as possible."""
        return self.result.indicators

    @property
    def live(self) -> tuple[Scored, ...]:
        """The indicators that apply."""
        return tuple(item for item in self.rows if not item.not_applicable)

    def value(self, item: Scored, name: str) -> str:
        """A fact of a row as it stands now, trimmed."""
        return self.evaluation.indicator_value(self.project, item.indicator, name).strip()

    def has_column(self, name: str) -> bool:
        """Whether the table has this column at all; a table that remembers no cells is judged by its stage."""
        rows = [item.indicator for item in self.rows]
        if any(name in row.cells or getattr(row, name, "") for row in rows):
            return True
        return self.stage is Stage.TARGETS and not any(row.cells for row in rows)


RowCheck = Callable[[Case, Scored], Iterable[Found]]
ProjectCheck = Callable[[Case], Iterable[Found]]
DepartmentCheck = Callable[[Assessment], Iterable[Found]]

Function = TypeVar("Function")
Fields = ParamSpec("Fields")

_checks: dict[str, Check] = {}
_row_checks: dict[str, RowCheck] = {}
_project_checks: dict[str, ProjectCheck] = {}
_department_checks: dict[str, DepartmentCheck] = {}

REGISTERED: Mapping[str, Check] = MappingProxyType(_checks)
"""The checks of the modules imported so far; `findings.CHECKS` has all."""


def declare(
    code: str,
    severity: Severity,
    title: Message,
    hint: Message,
    example: str,
    scope: Scope,
    stage: Stage = Stage.TARGETS,
    about: Owner | None = None,
) -> Check:
    """Enter a check in the registry, its fields as those of `Check`; `ValueError` for a code that is taken."""
    if code in _checks:
        raise ValueError(code)
    check = _checks[code] = Check(code, severity, title, hint, example, scope, stage, about)
    return check


def _declaring(
    enter: Callable[Fields, Check], functions: dict[str, Function]
) -> Callable[Fields, Callable[[Function], Function]]:
    def declared(*args: Fields.args, **kwargs: Fields.kwargs) -> Callable[[Function], Function]:
        check = enter(*args, **kwargs)

        def taken(function: Function) -> Function:
            functions[check.code] = function
            return function

        return taken

    return declared


row_check = _declaring(declare, _row_checks)
"""Declares a check that looks at one row at a time (rows that apply only, once outcomes are checked)."""
project_check = _declaring(declare, _project_checks)
"""Declares a check that looks at a whole project."""
department_check = _declaring(declare, _department_checks)
"""Declares a check that looks at the department."""


class RowFindings:
    """What was found about the rows of one project, kept for those that are still the same scored ones.

    A row that was scored anew is another object, also where only its reason changed; what else a row check looks at —
    budget, execution rate, pack, stage — is compared.
    """

    def __init__(self) -> None:
        self._made_with: tuple[object, ...] = ()
        self._rows: dict[str, tuple[Scored, tuple[Problem, ...]]] = {}

    def of(self, case: Case) -> Iterator[Problem]:
        """The findings about all rows."""
        made_with = (case.result.budget, case.result.execution, case.project, case.pack, case.stage)
        if [id(part) for part in made_with] != [id(part) for part in self._made_with]:
            self._made_with, self._rows = made_with, {}
        for item in case.rows:
            kept = self._rows.get(item.indicator.id)
            if kept is None or kept[0] is not item:
                kept = self._rows[item.indicator.id] = (item, tuple(_in_row(case, item)))
            yield from kept[1]


def run_project(case: Case, rows: RowFindings | None = None) -> Iterator[Problem]:
    """Every finding in one project, as severe as the pack wants it; what the pack switches off is left out."""
    return _weighed(chain(_in_project(case), (rows or RowFindings()).of(case)), case.pack)


def _in_project(case: Case) -> Iterator[Problem]:
    for code, look in _project_checks.items():
        if _fits(code, case.stage):
            yield from (_problem(code, found, case.project) for found in look(case))


def _in_row(case: Case, item: Scored) -> Iterator[Problem]:
    for code, look_at in _row_checks.items():
        if _fits(code, case.stage) and not (item.not_applicable and _checks[code].stage is Stage.FILLED):
            yield from (_problem(code, found, case.project) for found in look_at(case, item))


def run_department(assessment: Assessment, stage: Stage) -> Iterator[Problem]:
    """Every finding that concerns the department as a whole; severities as in `run_project`."""
    return _weighed(_in_department(assessment, stage), assessment.pack)


def _in_department(assessment: Assessment, stage: Stage) -> Iterator[Problem]:
    for code, look in _department_checks.items():
        if _fits(code, stage):
            yield from (_problem(code, found, None) for found in look(assessment))


def stage_of(evaluation: Evaluation) -> Stage:
    """`FILLED` as soon as one actual, executed amount or claimed score is there."""
    filled = any(_filled(evaluation, project) for project in evaluation.department.projects)
    return Stage.FILLED if filled else Stage.TARGETS


def _filled(evaluation: Evaluation, project: Project) -> bool:
    claimed = project.claimed
    if claimed.total is not None or claimed.execution_score is not None:
        return True
    executed = AMOUNTS[-1]
    names = [executed, *(f"{executed}.{source}" for source in ("fiscal", "carry_over", "other"))]
    return any(evaluation.value(project, name).strip() for name in names) or any(
        row.claimed_score is not None or evaluation.indicator_value(project, row, "actual").strip()
        for row in project.indicators
    )


def _fits(code: str, stage: Stage) -> bool:
    return stage is Stage.FILLED or _checks[code].stage is Stage.TARGETS


def weighed(problem: Problem, pack: RulePack) -> Problem | None:
    """The problem as severe as the pack wants it, None where the pack switches its check off.

    What is found while reading is given its owner here: whoever reads a workbook does not know the registry.
    """
    check = _checks.get(problem.code)
    if check is not None and check.scope is Scope.READING and problem.about is not check.owner:
        problem = replace(problem, about=check.owner)
    level = pack.severities.get(problem.code)
    if level is None:
        return problem
    severity = level.severity
    return None if severity is None else replace(problem, severity=severity)


def _weighed(problems: Iterable[Problem], pack: RulePack) -> Iterator[Problem]:
    return (kept for problem in problems if (kept := weighed(problem, pack)) is not None)


def _problem(code: str, found: Found, project: Project | None) -> Problem:
    check = _checks[code]
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
