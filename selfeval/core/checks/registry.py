"""What a check is, and what it looks at.

A check yields `Found` values; it is registered with its code, severity, example and hint. No two checks share a code.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import ParamSpec, TypeVar

from selfeval.core.evaluation import Evaluation
from selfeval.core.model import Project
from selfeval.core.problems import CellRef, Message, Owner, Severity
from selfeval.core.records import dataclass
from selfeval.core.rules.pack import RulePack
from selfeval.core.scoring.results import Assessment, ProjectResult
from selfeval.core.scoring.scored import Scored


class Stage(StrEnum):
    """How far an evaluation is: `TARGETS` no outcomes yet, `FILLED` outcomes as well; `MONTH` for monitoring alone."""

    TARGETS = "targets"
    FILLED = "filled"
    MONTH = "month"


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
        of_table: whether a check of projects looks at nothing that is entered in a row, only at the table and its
            weights, so that its findings stay while outcomes are typed.
    """

    code: str
    severity: Severity
    title: Message
    hint: Message
    example: str
    scope: Scope
    stage: Stage = Stage.TARGETS
    about: Owner | None = None
    of_table: bool = False

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
ROW_CHECKS: Mapping[str, RowCheck] = MappingProxyType(_row_checks)
PROJECT_CHECKS: Mapping[str, ProjectCheck] = MappingProxyType(_project_checks)
DEPARTMENT_CHECKS: Mapping[str, DepartmentCheck] = MappingProxyType(_department_checks)


def _entering(make: Callable[Fields, Check]) -> Callable[Fields, Check]:
    def entered(*args: Fields.args, **kwargs: Fields.kwargs) -> Check:
        check = make(*args, **kwargs)
        if check.code in _checks:
            raise ValueError(check.code)
        _checks[check.code] = check
        return check

    return entered


declare = _entering(Check)
"""Enters a check in the registry, its fields as those of `Check`; `ValueError` for a code that is taken."""


def declaring(
    enter: Callable[Fields, Check], functions: dict[str, Function]
) -> Callable[Fields, Callable[[Function], Function]]:
    """A decorator that takes what `enter` takes, enters a check by it, and keeps the function under its code."""

    def declared(*args: Fields.args, **kwargs: Fields.kwargs) -> Callable[[Function], Function]:
        check = enter(*args, **kwargs)

        def taken(function: Function) -> Function:
            functions[check.code] = function
            return function

        return taken

    return declared


row_check = declaring(declare, _row_checks)
"""Declares a check that looks at one row at a time (rows that apply only, once outcomes are checked)."""
project_check = declaring(declare, _project_checks)
"""Declares a check that looks at a whole project."""


def said_once(code: str) -> Callable[[ProjectCheck], ProjectCheck]:
    """What a check of rows, declared already, says of a whole project instead where all its rows have it."""

    def taken(look: ProjectCheck) -> ProjectCheck:
        _project_checks[_checks[code].code] = look
        return look

    return taken


department_check = declaring(declare, _department_checks)
"""Declares a check that looks at the department."""
