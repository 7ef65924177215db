"""Splitting points into pieces that add up exactly, by largest remainder."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_CEILING, Decimal
from fractions import Fraction

FINEST = Decimal("0.01")


def split(total: Decimal, shares: Sequence[Decimal | Fraction], step: Decimal, unit: Decimal = FINEST) -> list[Decimal]:
    """Split `total` in proportion to `shares` into multiples of `step` that sum exactly to it.

    Leftover steps go to the largest remainders, of equal ones to the larger share, then to the first; what is smaller
    than a step goes to the first piece. Where there are more pieces than steps, the step is made finer: down to
    `unit`, the smallest piece that a form can show, and only where that is not enough either down to 0.01. Shares that
    are all 0 count as equal.
    """
    if not shares:
        return []
    if not any(shares):
        shares = [Decimal(1)] * len(shares)
    live = sum(1 for share in shares if share)
    while total < step * live and step > min(unit, FINEST):
        step = max(unit if step > unit else min(unit, FINEST), step / 10)
    units, rest = divmod(total, step)
    if shares.count(shares[0]) == len(shares):  # so are nearly all of them, and fractions take their time
        each, over = divmod(int(units), len(shares))
        pieces = [(each + (place < over)) * step for place in range(len(shares))]
        pieces[0] += rest
        return pieces
    whole = sum(Fraction(share) for share in shares)
    exact = [Fraction(share) / whole * int(units) for share in shares]
    floors = [quota.numerator // quota.denominator for quota in exact]
    by_remainder = sorted(range(len(shares)), key=lambda place: (floors[place] - exact[place], -exact[place], place))
    for place in by_remainder[: int(units) - sum(floors)]:
        floors[place] += 1
    pieces = [floor * step for floor in floors]
    first = next(place for place, share in enumerate(shares) if share)
    pieces[first] += rest
    return pieces


def step_for(step: Decimal, unit: Decimal) -> Decimal:
    """The step itself where it is a multiple of `unit`, else the next multiple above: 0.5 is 1 in whole points."""
    return (step / unit).to_integral_value(ROUND_CEILING) * unit
