"""How a rule pack watches the year: months of monitoring, and from where on a light is yellow or red."""

from __future__ import annotations

from decimal import Decimal

from selfeval.core.records import dataclass
from selfeval.core.rules.choices import Denominator, Light, PlanBetween, WithoutPlan


@dataclass(frozen=True, slots=True)
class MonitoringMonth:
    """A month of monitoring; where they are stated, execution rates (percent) below which it has a light."""

    month: int
    yellow_below: Decimal | None = None
    red_below: Decimal | None = None


@dataclass(frozen=True, slots=True)
class MonitoringRule:
    """The table [monitoring].

    Attributes:
        denominator: what the execution rate of a month is taken of.
        between, without_plan: what is planned by the end of the month.
        spending_yellow, spending_red: spending below this percent of the plan.
        expected_yellow, expected_red: expected execution rate of the whole year below this percent.
        behind_yellow, behind_red: percent points by which the goals lag behind the spending, at least.
        possible, impossible: light of an indicator that 有可能 or 完全不可能 be reached.
        months: when monitoring is asked for; a month that states rates of its own is held to these, not to the plan.
    """

    citation: str = ""
    denominator: Denominator = Denominator.INITIAL
    between: PlanBetween = PlanBetween.EVEN
    without_plan: WithoutPlan = WithoutPlan.EVEN
    spending_yellow: Decimal = Decimal(90)
    spending_red: Decimal = Decimal(70)
    expected_yellow: Decimal = Decimal(90)
    expected_red: Decimal = Decimal(80)
    behind_yellow: Decimal = Decimal(15)
    behind_red: Decimal = Decimal(30)
    possible: Light = Light.YELLOW
    impossible: Light = Light.RED
    months: tuple[MonitoringMonth, ...] = tuple(map(MonitoringMonth, (3, 6, 7, 8, 10)))

    def at(self, month: int) -> MonitoringMonth | None:
        """What is stated of a month; None where the pack does not name it."""
        return next((one for one in self.months if one.month == month), None)


USUAL_MONITORING = MonitoringRule()
"""What holds for packs that say nothing of it."""
