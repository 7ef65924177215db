"""Where a finding about a project stands, also where the table lacks the very cell."""

from __future__ import annotations

from selfeval.core.model import BUDGET_FIELDS, Project
from selfeval.core.problems import CellRef

_HEAD = ("name", "code", "department", "unit", "initial", "adjusted")
"""Fields at the head of a project's table, each of which shows where another one should stand."""
_ELSEWHERE = frozenset({*_HEAD, *BUDGET_FIELDS, "goals", "goal_actual", "rate", "execution_score", "execution_weight"})
"""Fields that do not stand in the rows of the indicators."""
_SUMS = {"total": "score", "grade": "score"}
"""Fields below a column of the indicators."""


def near(project: Project, field: str) -> CellRef:
    """The cell of a project's field; where the table has none, the one in its place where it should stand.

    That is a cell of the project's head for its name or code, else the field's column in the first row.
    """
    where = project.where(field)
    if where.cell:
        return where
    beside = [project.cells[name] for name in _HEAD if name in project.cells] if field in _HEAD else []
    row = None
    if project.indicators and field not in _ELSEWHERE:
        row = project.indicators[0].where(_SUMS.get(field, field))
    return next(iter(beside), None) or row or where
