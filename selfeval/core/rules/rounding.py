"""How a rule pack brings scores and totals to the decimals that they show."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from selfeval.core.numbers import cut_off, round_half_up
from selfeval.core.problems import Message, msg
from selfeval.core.records import dataclass
from selfeval.core.rules.choices import RoundingMode, TotalRounding


@dataclass(frozen=True, slots=True)
class Rounding:
    """Decimal places of scores and totals, what becomes of the rest, and how a total is rounded."""

    places: int = 2
    total: TotalRounding = TotalRounding.SUM_OF_ROUNDED
    mode: RoundingMode = RoundingMode.HALF_UP

    def of(self, value: Decimal | Fraction) -> Decimal:
        """A score or a total with the pack's decimal places."""
        return rounded(value, self.places, self.mode)


USUAL_ROUNDING = Rounding()
"""Two decimals, half up."""


def rounded(value: Decimal | Fraction, places: int, mode: RoundingMode) -> Decimal:
    """The value with so many decimals: 8.995 at 2 is 9.00 half up and 8.99 cut off."""
    return cut_off(value, places) if mode is RoundingMode.DOWN else round_half_up(value, places)


def share_at_least(value: Fraction, places: int, mode: RoundingMode) -> Decimal:
    """A share that gives back, rounded as the pack rounds, the score that it was taken from."""
    if mode is RoundingMode.HALF_UP:
        return round_half_up(value, places)
    down = cut_off(value, places)
    return down if Fraction(down) == value else down + Decimal(1).scaleb(-places)


def rounding_words(rounding: Rounding) -> Message:
    """What is done with the decimals that are not shown."""
    if rounding.mode is RoundingMode.DOWN:
        return msg("cut off after {places} places", places=rounding.places)
    return msg("rounded half up to {places} places", places=rounding.places)
