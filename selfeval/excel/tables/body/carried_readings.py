"""Readings that a form carries from an earlier year (已确认口径): those that hold become the readings of their rows."""

from __future__ import annotations

from dataclasses import replace

from selfeval.core.model import Indicator, Project
from selfeval.core.problems import Message, Problem, Severity, msg
from selfeval.core.texts.targets.carried_reading import Carried, Standing, carried
from selfeval.core.texts.targets.read import read_target

_TOLD = frozenset({Standing.UNREADABLE, Standing.CONTRADICTS})
"""What is wrong with the cell itself; whether another target or year still means it, the row is asked about."""
_HINT = msg("Write there how the target is read, such as ≥90%, or clear the cell; it does not count as it stands.")


def with_readings(project: Project, year: int | None) -> tuple[Project, list[Problem]]:
    """The project with the carried readings that hold, and F232 for each cell whose text cannot be one."""
    if not any(row.carried_reading for row in project.indicators):
        return project, []
    problems: list[Problem] = []
    rows = tuple(_row(row, year, problems) if row.carried_reading else row for row in project.indicators)
    return replace(project, indicators=rows), [replace(problem, project=project.id) for problem in problems]


def _row(row: Indicator, year: int | None, problems: list[Problem]) -> Indicator:
    cells = {"tier1": row.tier1, "tier2": row.tier2, "name": row.tier3}
    target = read_target(row.target, year=year, **cells)
    found = carried(target, row.carried_reading, row.last_target, year=year, **cells)
    if found.standing is Standing.HOLDS:
        return replace(row, reading=row.carried_reading, carried_reading="")
    if found.standing in _TOLD:
        problems.append(_problem(row, found))
    return row


def _problem(row: Indicator, found: Carried) -> Problem:
    message: Message = msg("“{name}”: {said}", name=row.tier3, said=found.message)
    where = row.where("carried_reading")
    return Problem("F232", Severity.WARNING, message, _HINT, where, found.text, indicator=row.id)
