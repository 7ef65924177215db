"""A printed rate of execution (预算执行率) as a share: `160%`, `1.6`, `98`, `0.98`; the money beside it is the judge.

This is the only place that tells a share from a percentage where no sign does; the printed text is kept until the money
is known.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

from selfeval.core.numbers import decimals, parse_quantity
from selfeval.core.records import dataclass

_LARGEST_SHARE = Decimal(2)
"""Without money beside it, a larger number is a percentage: nobody executes more than twice the budget."""
_TOLERANCE = Fraction(1, 200)
"""Half a percentage point, the most that a rate may differ by its rounding."""
_SMALLEST, _LARGEST = -10, 6
"""Powers of ten between which lies what a form can mean by a rate."""


@dataclass(frozen=True, slots=True)
class PrintedRate:
    """A rate as printed: the `share`, 1 for all of the budget, and what one of its last digit is worth (`unit`)."""

    share: Fraction
    unit: Fraction

    def is_about(self, rate: Fraction) -> bool:
        """Whether this is that rate, give or take the last digit printed."""
        return abs(self.share - rate) <= min(self.unit, _TOLERANCE)


def are_shares(figures: Sequence[Decimal], money: Fraction | None = None) -> bool:
    """Whether bare cumulative figures are shares of 1 and not percent: 0.25, 0.5, 0.75, 1.

    They are where the last one, which is all of it, is 1, or, with `money` (executed / budget) beside them, where it is
    nearer to that as a share.
    """
    if len(figures) < 2 or not 0 < max(figures) <= 1 or min(figures) < 0:
        return False
    return figures[-1] == 1 if money is None else Fraction(figures[-1]) <= 10 * money


def printed_rate(text: str, money: Fraction | None) -> PrintedRate | None:
    """The rate that a form prints, None where the text is none.

    Args:
        text: what the cell shows. A percent sign says its unit.
        money: executed / budget, where both are known: of the two meanings of a bare number, a share or a percentage,
            that one is taken which lies nearer to it.
    """
    quantity = parse_quantity(text)
    if quantity is None or quantity[1] not in {"", "%", "‰"}:
        return None
    number, sign = quantity
    if number and not _SMALLEST <= number.adjusted() <= _LARGEST:
        return None
    last = Fraction(1, 10 ** decimals(number))
    if sign:
        part = 100 if sign == "%" else 1000
    elif money is None:
        part = 1 if number <= _LARGEST_SHARE else 100
    else:
        # The two meanings are a hundred times apart, so the one within ten times of the money is the nearer one.
        part = 1 if Fraction(number) <= 10 * money else 100
    return PrintedRate(Fraction(number) / part, last / part)
