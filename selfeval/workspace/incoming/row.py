"""One row of a file of actuals, as every kind of file gives it."""

from __future__ import annotations

from selfeval.core.evaluation import FactKey
from selfeval.core.problems import CellRef
from selfeval.core.records import dataclass

Values = tuple[tuple[FactKey, str], ...]

FACTS = ("actual", "share", "reason", "evidence", "not_applicable", "deduction", "survey")
"""Facts of an indicator that files and pastes give, that are copied, and cleared where rows are cut."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a file of actuals.

    Attributes:
        where: the line or the place in the file.
        code, project: the project's code and name, "" where the row does not say.
        tier1, tier2, tier3: path and name of the indicator; "" where the row does not say.
        id: the indicator's id, where the row has it; then the path is not looked at.
        values: facts by field; those of the project if `budget`, else of the indicator.
        money_unit: the unit of bare amounts, "" for the project's own.
        year, target, number: the budget year, the target and the number of the row within its project as the file
            states them; "" where it does not. The number tells apart only rows that agree in everything else.
        strict: whether project and tiers must be stated, so that a blank one fits only a blank one.
        file: the file it comes from; two rows of one file may not give the same fact.
    """

    where: CellRef
    values: tuple[tuple[str, str], ...]
    code: str = ""
    project: str = ""
    tier1: str = ""
    tier2: str = ""
    tier3: str = ""
    id: str = ""
    budget: bool = False
    money_unit: str = ""
    year: str = ""
    target: str = ""
    number: str = ""
    strict: bool = False
    file: str = ""

    @property
    def shown(self) -> str:
        """How the row is named in a problem."""
        path = self.id or "/".join(part for part in (self.tier1, self.tier2, self.tier3) if part)
        return " ".join(part for part in (self.code or self.project, path) if part)
