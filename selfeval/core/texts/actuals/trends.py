"""Actuals of targets that ask for a decrease or an increase: what went the other way counts below nothing."""

from __future__ import annotations

from decimal import Decimal

from selfeval.core.numbers import halfwidth, plain
from selfeval.core.readings import Actual, ActualKind, Assumption, Comparator, Target, Trend
from selfeval.core.texts.notes import actual_trends as note
from selfeval.core.texts.words.trends import (
    goes_only_that_way,
    got_worse,
    names_a_base,
    says_level,
    states_a_change,
    trend_of,
)

OTHER_WAY = "A112"
"""Code of the check for an actual that goes the other way than its target."""

_LIMITS = frozenset({Comparator.LE, Comparator.LT, Comparator.BETWEEN})


def opposed(text: str, target: Target) -> bool:
    """Whether the actual says that things went the other way than the target asks: 上升 against 下降."""
    if target.value is None and got_worse(text, target.text):
        return True
    return target.trend is not Trend.NONE and trend_of(text) is target.trend.opposite


def went_as_asked(text: str, target: Target) -> bool:
    """Whether things went the way that words ask for: 同比下降2% against 逐步减少, 下降 against 同比下降."""
    measured = any(char.isdecimal() and char != "0" for char in halfwidth(text))
    same = target.trend is not Trend.NONE and trend_of(text) is target.trend
    return same and (measured or goes_only_that_way(text, target.text))


def turned(value: Decimal, text: str, target: Target) -> tuple[Decimal, tuple[Assumption, ...], tuple[str, ...]]:
    """The measured change with the sign it has for the target, what had to be supposed, and the checks called for.

    `上升2%` is -2 for `下降5%`, `同比-6%` and `增长-6%` are 6. Under a limit (`增长不超过5%`) the other way is
    no fault, but asked about.
    """
    said = trend_of(text)
    if target.trend is Trend.NONE:
        strange = said is Trend.FALL or (said is Trend.RISE and (target.lower_is_better or names_a_base(text)))
        return value, ((note.change_for_level(),) if strange else ()), ()
    if target.trend is Trend.FALL and value < 0 and (said is not Trend.NONE or states_a_change(text)):
        fallen = f"{plain(-value)}{target.unit}"
        return -value, (note.decrease_by_minus(fallen, sure=said is not Trend.FALL),), ()
    if said is Trend.NONE and value < 0:
        repeats = target.trend is Trend.FALL  # a growth of -2% says what it is
        return value, (note.minus_of_a_change(f"{plain(-value)}{target.unit}"),) if repeats else (), ()
    if said is not target.trend.opposite:
        return value, (), ()
    against = -abs(value)
    shown = note.other_way(text.strip(), f"{plain(against)}{target.unit}")
    if target.comparator in _LIMITS:
        return against, (shown, note.change_for_level()), ()
    return against, (shown,), (OTHER_WAY,) if value else ()


def unmeasured(text: str, target: Target) -> Actual | None:
    """An actual without a number that still settles a demanded change: 增加 against 下降5%, 持平; None for others."""
    wanted = target.trend is not Trend.NONE and target.comparator not in _LIMITS
    if not wanted or (target.value or 0) <= 0 or any(char.isdecimal() for char in text):
        return None
    if says_level(text):
        return Actual(text, ActualKind.NUMBER, Decimal(0), assumptions=(note.unchanged(),))
    if opposed(text, target):
        remark, doubts = note.other_way_unmeasured(), (OTHER_WAY,)
        return Actual(text, ActualKind.NUMBER, Decimal(0), assumptions=(remark,), doubts=doubts)
    return None
