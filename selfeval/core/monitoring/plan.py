"""What a project was to have spent by the end of a month, by its spending plan (资金支出计划)."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction

from selfeval.core.rules.choices import PlanBetween, WithoutPlan
from selfeval.core.rules.parts.monitoring import MonitoringRule

_YEAR = 12


def planned(plan: Mapping[int, Decimal], month: int, rule: MonitoringRule) -> Fraction | None:
    """The planned percent, exact; None where there is no plan and the pack holds spending against nothing else.

    `plan` has the cumulative percents by the months of its checkpoints. A plan of 25, 50, 75, 100 at 3, 6, 10, 12 makes
    56.25 at the end of July where it rises evenly, 50 where the last checkpoint counts. Behind the last checkpoint its
    percent holds.
    """
    if not plan:
        return Fraction(100 * month, _YEAR) if rule.without_plan is WithoutPlan.EVEN else None
    before = max((one for one in plan if one <= month), default=0)
    reached = Fraction(plan.get(before, Decimal(0)))
    after = min((one for one in plan if one > month), default=None)
    if rule.between is PlanBetween.LAST or after is None or before == month:
        return reached
    return reached + (Fraction(plan[after]) - reached) * (month - before) / (after - before)
