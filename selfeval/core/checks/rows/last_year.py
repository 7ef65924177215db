"""Checks of this year's targets against what was achieved last year."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from selfeval.core.checks.registry import Case, Found, Scope, row_check
from selfeval.core.numbers import plain
from selfeval.core.problems import Severity, msg
from selfeval.core.readings import Comparator, Kind, Target
from selfeval.core.scoring.scored import Scored
from selfeval.core.texts.actuals.read import read_actual


@row_check(
    "T130",
    Severity.WARNING,
    msg("Target less demanding than last year's actual"),
    msg("Say what the less demanding target rests on, or set it at what was achieved."),
    "≥90%，上年实际完成 96%",
    Scope.INDICATOR,
)
def below_last_year(case: Case, item: Scored) -> Iterator[Found]:
    """A target that last year's outcome would already more than meet: a lower "at least", a higher "at most"."""
    reached = more_last_year(item.target, case.value(item, "last.actual"))
    if reached is None:
        return
    message = msg(
        "“{name}”: the target {target} is less demanding than what was achieved last year ({actual}).",
        name=item.indicator.tier3,
        target=item.target.text,
        actual=f"{plain(reached)}{item.target.unit}",
    )
    yield Found(message, "target", item.target.text, item)


def more_last_year(target: Target, actual: str) -> Decimal | None:
    """Last year's outcome in the target's unit, if the target asks for less than it; None if it does not."""
    if not actual or target.kind is not Kind.QUANTITY or target.value is None:
        return None
    reached = read_actual(actual, target, answers={})
    less = reached.value is not None and not reached.doubts and _asks_less(target, reached.value)
    return reached.value if less else None


def _asks_less(target: Target, reached: Decimal) -> bool:
    value = target.value or Decimal(0)
    if target.comparator in {Comparator.LE, Comparator.LT}:
        return reached < value
    return reached > value
