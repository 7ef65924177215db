"""Which checks look at which rows: the rows of the department's own form are of kinds that most checks do not mean."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from selfeval.core.model import AMOUNT, COMPUTED, STANDARD, Indicator, Project
from selfeval.core.rules.pack import RulePack
from selfeval.core.scoring.department_form import is_beside, laid_out
from selfeval.core.scoring.results import ProjectResult

_ONLY: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        STANDARD: frozenset(
            {"S103", "S107", "S119", "S120", "S122", "S123", "S130", "S131", "W102", "W117", "W106", "W108", "T114"}
        ),
        AMOUNT: frozenset({"B131"}),
    }
)
"""The checks of a kind that knows no others."""

_NOT_COMPUTED = frozenset({"A101", "A103"})
"""Of a computed row that nobody entered anything in: B130 says what is missing."""

_NOT_LAID_OUT = frozenset(
    {"B106", "B109", "B112", "B120", "B123", "B124", "T118", "T126", "W104", "W105", "W107", "W115", "W116"}
)
"""Not of a form that follows a layout of its own: codes, budgets and tiers are a project's."""


def row_applies(code: str, project: Project, row: Indicator) -> bool:
    """Whether a check of this code looks at the row.

    The targets of a layout are the pack's, not ones that a unit had approved, so no check of targets speaks of them.
    """
    if not row.kind:
        return not (code.startswith("T") and is_beside(project) and not project.sheet)
    if row.kind == COMPUTED:
        return not code.startswith("T") and code not in _NOT_COMPUTED
    return code in _ONLY[row.kind]


def project_applies(code: str, result: ProjectResult, pack: RulePack) -> bool:
    """Whether a check of this code looks at the project as a whole."""
    project = result.project
    of_layout = code.startswith("T") and is_beside(project) and not project.sheet
    own_rows = laid_out(project, pack) or (project.whole_department and not result.budget.amounts)
    return not of_layout and not (code in _NOT_LAID_OUT and own_rows and not result.weighing.execution)
