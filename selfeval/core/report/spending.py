"""Planned and real spending at the checkpoints of the year, and how far they are apart."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from selfeval.core.model import CHECKPOINTS
from selfeval.core.scoring.budget import Budget


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """The end of one month: cumulative percent of the budget, None where not known."""

    month: int
    planned: Decimal | None
    spent: Decimal | None

    @property
    def gap(self) -> Decimal | None:
        """Percent points that were spent beyond the plan, less than 0 where spending is behind; None if unknown."""
        return None if self.planned is None or self.spent is None else self.spent - self.planned


def checkpoints(budget: Budget) -> tuple[Checkpoint, ...]:
    """Every checkpoint of the year, whether or not anything is known of it."""
    return tuple(Checkpoint(month, budget.plan.get(month), budget.checkpoints.get(month)) for month in CHECKPOINTS)
