"""What in the number of a target looks like a slip: a share where percent are counted, less than nothing.

Nothing is changed: the text counts as written, and what may have been meant is offered.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from selfeval.core.readings import Assumption, Comparator, Kind, Target, Trend
from selfeval.core.records import replace
from selfeval.core.texts.notes import targets as suppose
from selfeval.core.texts.shapes.quantities import Written
from selfeval.core.texts.targets.forms import Context, canonical
from selfeval.core.texts.words import names
from selfeval.core.texts.words.targets import is_cost
from selfeval.core.units import is_count, is_money, is_scale

_UPWARD = frozenset({Comparator.GE, Comparator.GT, Comparator.EQ, Comparator.BETWEEN})


def ends_at_the_whole(target: Target, context: Context) -> bool:
    """Whether no outcome of the target can lie beyond the whole: a rate in percent, or as a share without a unit."""
    if target.kind is Kind.RANGE and (target.value or 0) < 0:
        return False  # ±3%: what may lie on either side is no share of a whole
    bare = not target.unit and (target.value or 0) <= 100 and names.is_rate(context.name)
    return (target.unit == "%" or bare) and names.ends_at_the_whole(context.tier1, context.tier2, context.name)


def target_slips(target: Target, written: Written, context: Context) -> Iterator[Assumption]:
    """The slips that the target looks like, each with what may have been meant."""
    if target.value is None or target.kind not in {Kind.QUANTITY, Kind.RANGE}:
        return
    if _is_share(target, written, context):
        yield suppose.ratio(canonical(target), canonical(_times(target, 100)))
    if target.kind is Kind.QUANTITY and target.value < 0 and _counts_from_nothing(target, context):
        yield suppose.negative(canonical(target), canonical(_times(target, -1)))


def _times(target: Target, factor: int) -> Target:
    value, upper = target.value or Decimal(0), target.upper
    return replace(target, value=value * factor, upper=None if upper is None else upper * factor)


def _is_share(target: Target, written: Written, context: Context) -> bool:
    """Whether 0.9 beside a cell `%` may be 90 %; what is harmful, spent or only changes may well be under 1 %.

    With the sign in the text itself (`0.95%`) only where nobody would ask for so little: 满意度, 合格率.
    """
    top = target.value if target.upper is None else target.upper
    if target.unit != "%" or top is None or not 0 < top <= 1 or target.value is None or target.value < 0:
        return False
    name = context.name
    wanted = not names.less_is_better_by_name(name) and (
        names.wants_more(name) or names.is_satisfaction(context.tier1, context.tier2)
    )
    if wanted:
        return True
    small = names.less_is_better_by_name(name) or names.may_pass_whole(name) or context.reverse
    upward = target.comparator in _UPWARD and target.trend is Trend.NONE
    return not written.unit and upward and not small and not is_cost(context.tier1, context.tier2)


def _counts_from_nothing(target: Target, context: Context) -> bool:
    """Whether the target cannot mean less than nothing: money, things, time, or the share of a whole."""
    if target.trend is not Trend.NONE or names.may_fall(context.name):
        return False
    unit = target.unit
    money = is_money(unit) or is_scale(unit) or unit.startswith(("元/", "万元/"))
    return money or is_count(unit) or target.whole or (not unit and is_cost(context.tier1, context.tier2))
