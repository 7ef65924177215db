"""Steps and ramps: how a completion, a rate or an actual becomes points."""

from __future__ import annotations

from decimal import Decimal

from selfeval.core.records import dataclass
from selfeval.core.rules.choices import Between


@dataclass(frozen=True, slots=True)
class Interval:
    """A step of a ladder: from `at_least` percent on `share` percent of the weight, or `points`, at most the weight."""

    at_least: Decimal
    share: Decimal = Decimal(0)
    points: Decimal | None = None

    def earned(self, weight: Decimal) -> Decimal:
        """What it gives to something of so many points."""
        return self.share * weight / 100 if self.points is None else min(self.points, weight)


@dataclass(frozen=True, slots=True)
class Ramp:
    """Nothing below `zero_below` percent, everything from `full_at` percent on, and `between` them in proportion."""

    zero_below: Decimal = Decimal(0)
    full_at: Decimal = Decimal(100)
    between: Between = Between.EVEN


USUAL_RAMP = Ramp()
"""From nothing at 0 % to everything at 100 %."""
