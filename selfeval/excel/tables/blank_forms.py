"""Leaves out tables that are nobody's beside those of projects: blank forms, and examples of how to fill them in."""

from __future__ import annotations

from typing import Final

from selfeval.core.model import Project
from selfeval.core.patterns import lazy
from selfeval.core.problems import CellRef, Problem, Severity, msg
from selfeval.core.texts.words.absence import DASHES
from selfeval.excel.tables.sheet import Table

_EXAMPLES: Final = lazy("说明|示例|样例|样表|范例|举例|模板|空表")
"""What sheets are called that hold no project of anybody."""


def without_blank_forms(tables: list[Table], problems: list[Problem]) -> list[Table]:
    """The tables without blank forms and examples, each told as F235; all of them where there is nothing else."""
    kept: list[Table] = []
    left_out: list[Table] = []
    for table in tables:
        nobodys = not table.whole_department and _is_nobodys(table.project)
        (left_out if nobodys else kept).append(table)
    if not left_out or not any(table.project.indicators for table in kept):
        return tables
    problems += map(_told, left_out)
    return kept


def _told(table: Table) -> Problem:
    project = table.project
    severity, message = Severity.INFO, msg("This table is a blank form or an example; it was not counted as a project.")
    if _is_filled(project):
        severity = Severity.WARNING
        message = msg(
            "This table holds outcomes or scores, but no project's name, and its sheet is called {sheet} like an "
            "example; it was not counted as a project.",
            sheet=project.sheet,
        )
    hint = msg("If it belongs to a project, write the project's name above it.")
    return Problem("F235", severity, message, hint, CellRef(project.sheet, f"A{table.first}"))


def _is_filled(project: Project) -> bool:
    """Whether somebody entered outcomes or scores, or a total of them."""
    if project.claimed.total is not None:
        return True
    return any(row.actual not in {"", *DASHES} or row.claimed_score is not None for row in project.indicators)


def _is_nobodys(project: Project) -> bool:
    """Whether a table names no project, and either holds nothing or stands on a sheet of examples."""
    if project.name or project.code:
        return False
    blank = not project.indicators and not any(project.budget.values())
    return blank or bool(_EXAMPLES.search(project.sheet))
