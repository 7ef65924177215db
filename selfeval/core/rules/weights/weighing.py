"""The points of a project as values: of each indicator, of the execution rate, of each goal."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from decimal import Decimal

from selfeval.core.numbers import HUNDRED
from selfeval.core.problems import NOTHING, Message
from selfeval.core.records import dataclass
from selfeval.core.rules.weights.goal_weights import GoalShare

FULL_MARKS = HUNDRED
"""What the points of a project make together; with any other sum there is no total."""


@dataclass(frozen=True, slots=True)
class Weight:
    """Points of one indicator.

    Attributes:
        base: as stated or proposed.
        effective: after the points of indicators that do not apply have moved.
        origin: `workbook`, `entered` or `proposed`.
        goal: the goal out of whose points they were proposed, None where points do not go by goals.
    """

    base: Decimal
    effective: Decimal
    origin: str
    goal: GoalShare | None = None


@dataclass(frozen=True, slots=True)
class Weighing:
    """The points of a whole project.

    Attributes:
        indicators: by indicator id.
        execution: points of the execution rate, 0 where it is not scored or does not apply.
        execution_base: the same before anything moved.
        execution_origin: `workbook` or `pack`.
        citation: of the layout that the proposal rests on, "" where nothing was proposed.
        fallback: tiers without points in that layout whose points were proposed by the pack's fallback, in words.
        goals: with their points, where the pack's proposal went by goals.
        goal_fault: why it could not, though the pack says so; nothing where no points were proposed.
        total: the points of the project before anything moved, of all indicators and of the execution rate.
    """

    indicators: Mapping[str, Weight]
    execution: Decimal
    execution_base: Decimal
    execution_origin: str
    citation: str
    fallback: tuple[str, ...] = ()
    goals: tuple[GoalShare, ...] = ()
    goal_fault: Message = NOTHING
    total: Decimal = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        total = sum((weight.base for weight in self.indicators.values()), self.execution_base)
        object.__setattr__(self, "total", total)

    @property
    def whole(self) -> bool:
        """Whether they make full marks, so that there can be a total."""
        return self.total == FULL_MARKS
