"""Leaves out tables that are nobody's beside those of projects: blank forms, and examples of how to fill them in."""

from __future__ import annotations

from typing import Final

from selfeval.core.model import Project
from selfeval.core.patterns import lazy
from selfeval.core.problems import CellRef, Problem, Severity, msg
from selfeval.excel.tables.sheet import Table

_EXAMPLES: Final = lazy("说明|示例|样例|样表|范例|举例|模板|空表")
"""What sheets are called that hold no project of anybody."""


def without_blank_forms(tables: list[Table], problems: list[Problem]) -> list[Table]:
    """The tables without blank forms and examples, each told as F235; all of them where there is nothing else."""
    none = [table for table in tables if not table.whole_department and is_nobodys(table.project)]
    if not none or not any(table.project.indicators for table in tables if table not in none):
        return tables
    message = msg("This table is a blank form or an example; it was not counted as a project.")
    hint = msg("If it belongs to a project, write the project's name above it.")
    problems += [
        Problem("F235", Severity.INFO, message, hint, CellRef(table.project.sheet, f"A{table.first}")) for table in none
    ]
    return [table for table in tables if table not in none]


def is_nobodys(project: Project) -> bool:
    """Whether a table names no project, and either holds nothing or stands on a sheet of examples."""
    if project.name or project.code:
        return False
    blank = not project.indicators and not any(project.budget.values())
    return blank or bool(_EXAMPLES.search(project.sheet))
