"""Which way a target without a sign points: none for 0, few days where something takes time, else by its place."""

from __future__ import annotations

from decimal import Decimal

from selfeval.core.readings import Comparator, Trend
from selfeval.core.records import dataclass
from selfeval.core.texts.shapes.quantities import Written
from selfeval.core.texts.targets.forms import Context
from selfeval.core.texts.words import names
from selfeval.core.texts.words import spans_of_time as time
from selfeval.core.texts.words import targets as words
from selfeval.core.texts.words.trends import trend_of


@dataclass(frozen=True, slots=True)
class Supposed:
    """A direction that the text does not state.

    Attributes:
        comparator: which way it is read.
        why: `place`, `zero`, `time`, or `harm`.
        other: the direction that speaks against it, None where nothing does.
    """

    comparator: Comparator
    why: str = "place"
    other: Comparator | None = None


def suppose_direction(context: Context, written: Written, unit: str, trend: Trend) -> Supposed:
    """The direction of a bare number."""
    if written.value == 0 and written.upper is None:
        return Supposed(Comparator.EQ if _must_exist(context) else Comparator.LE, "zero")
    if context.reverse or context.forward:
        return Supposed(Comparator.LE if context.reverse else Comparator.GE)
    if trend is not Trend.NONE:
        return _of_change(context, trend)
    name = context.name + written.context
    if (time.is_span(unit) or time.says_unit(name, unit)) and not words.is_cost(context.tier1, context.tier2):
        if time.takes(name) or (context.timely and not time.lasts(name)):
            return Supposed(Comparator.LE, "time", Comparator.GE)
        return Supposed(Comparator.GE)
    if words.is_cost(context.tier1, context.tier2):
        return Supposed(Comparator.LE, other=Comparator.GE if names.more_is_better_by_name(name) else None)
    whole = unit == "%" and written.value >= Decimal(100)  # at most everything asks for nothing, so it is not meant
    if not whole and names.harm_by_name(name):
        return Supposed(Comparator.LE, "harm", Comparator.GE)
    return Supposed(Comparator.GE)


def _of_change(context: Context, trend: Trend) -> Supposed:
    """A decrease is wanted at least so large; an increase of costs or harms at most so large."""
    unwanted = words.is_cost(context.tier1, context.tier2) or names.less_is_better_by_name(context.name)
    if trend is Trend.RISE and unwanted:
        return Supposed(Comparator.LE, other=Comparator.GE)
    return Supposed(Comparator.GE)


def _must_exist(context: Context) -> bool:
    """Whether the row counts what is to be done, so that 0 is its exact number."""
    return "数量" in context.tier2 and names.is_work(context.name) and not names.harm_by_name(context.name)


def trend_in(context: Context, body: str, comparator: Comparator | None) -> Trend:
    """Which way target text or, where it asks for at least something, its name says that things should go."""
    said = trend_of(body)
    if said is not Trend.NONE or comparator in {Comparator.LE, Comparator.LT, Comparator.BETWEEN}:
        return said
    return trend_of(context.name)
