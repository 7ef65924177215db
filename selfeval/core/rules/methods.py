"""How points are given: choosing the pack's method for an indicator and building its formula.

Methods never compute; they build a `formula.Expr` over the case's variables, which is then evaluated exactly,
explained in words and written into the workbook as a live formula.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from selfeval.core.model import Indicator, tier1_of
from selfeval.core.numbers import HUNDRED
from selfeval.core.readings import Comparator, Kind, Target
from selfeval.core.rules.choices import Between, Curve, ExecutionMethod, OverDeduction, Reverse
from selfeval.core.rules.formula import (
    ONE,
    ZERO,
    A,
    B,
    E,
    Expr,
    If,
    Num,
    Round,
    S,
    T,
    U,
    W,
    div,
    greatest,
    least,
    mul,
    sub,
)
from selfeval.core.rules.pack import Applies, ExecutionRule, MethodRule, RulePack
from selfeval.core.rules.parts.ladders import Interval, Ramp
from selfeval.core.rules.rounding import Rounding
from selfeval.core.tiers import tier1_for

_HUNDRED = Num(HUNDRED)


def choose(pack: RulePack, indicator: Indicator, target: Target) -> MethodRule | None:
    """The most specific method of the pack that applies to this indicator, the first of equals; None if none does."""
    return next(iter(best(pack, indicator, target)), None)


def best(pack: RulePack, indicator: Indicator, target: Target) -> tuple[MethodRule, ...]:
    """The most specific methods that apply to this indicator: one, none, or several that the pack leaves undecided.

    Qualitative targets are only for methods with the curve `bands`, and those for nothing else.
    """
    worded = target.kind is Kind.QUALITATIVE
    fitting = [
        rule
        for rule in pack.methods
        if (rule.curve is Curve.BANDS) == worded and applies(rule.applies, indicator, target)
    ]
    top = max((specificity(rule.applies) for rule in fitting), default=())
    return tuple(rule for rule in fitting if specificity(rule.applies) == top)


def collide(first: Applies, second: Applies) -> bool:
    """Whether it can be seen from two conditions alone that some indicator fits both equally well.

    Two patterns with `*` that are not the same are given the benefit of the doubt.
    """
    if specificity(first) != specificity(second):
        return False
    plain = ((first.kinds, second.kinds), (first.tier1, second.tier1))
    if any(ours and not set(ours) & set(theirs) for ours, theirs in plain):
        return False
    if first.direction != second.direction:
        return False
    patterns = ((first.tier2, second.tier2), (first.units, second.units), (first.names, second.names))
    return all(not ours or any(_meet(one, two) for one in ours for two in theirs) for ours, theirs in patterns)


def _meet(one: str, two: str) -> bool:
    exact = [text for text in (one, two) if "*" not in text and "?" not in text]
    return one == two or any(matches(one, text) and matches(two, text) for text in exact)


def applies(condition: Applies, indicator: Indicator, target: Target) -> bool:
    """Whether every condition that is set holds."""
    direction = "lower" if target.lower_is_better else "higher"
    return (
        (not condition.kinds or target.kind in condition.kinds)
        and (not condition.tier1 or (tier1_of(indicator.tier1) or tier1_for(indicator)) in condition.tier1)
        and (not condition.direction or condition.direction == direction)
        and (not condition.units or any(matches(unit, target.unit) for unit in condition.units))
        and (not condition.tier2 or any(matches(tier2, indicator.tier2) for tier2 in condition.tier2))
        and (not condition.names or any(matches(name, indicator.tier3) for name in condition.names))
    )


def specificity(condition: Applies) -> tuple[int, ...]:
    """Sorts conditions from general to specific: exact name, name, unit, tier 2, tier 1, direction, kind."""
    exact = any("*" not in name and "?" not in name for name in condition.names)
    return (
        int(exact),
        int(bool(condition.names)),
        int(bool(condition.units)),
        int(bool(condition.tier2)),
        int(bool(condition.tier1)),
        int(bool(condition.direction)),
        int(bool(condition.kinds)),
    )


def matches(pattern: str, text: str) -> bool:
    """Whether a text fits a pattern in which `*` stands for any characters and `?` for one.

    Step by step and not by a regular expression, whose time grows with the power of the number of stars.
    """
    text = text.strip()
    at, place, star, mark = 0, 0, -1, 0
    while at < len(text):
        if place < len(pattern) and pattern[place] == "*":
            star, mark, place = place, at, place + 1
        elif place < len(pattern) and pattern[place] in {"?", text[at]}:
            at, place = at + 1, place + 1
        elif star >= 0:  # let the last star take one more character; those before it need no second look
            mark, at, place = mark + 1, mark + 1, star + 1
        else:
            return False
    return not pattern[place:].strip("*")


def points(rule: MethodRule, target: Target, rounding: Rounding) -> Round:
    """The score of an indicator: variables `a` actual, `t` target, `u` upper end, `s` share in percent, `w` weight.

    Yes/no outcomes have a = 1 or 0; dates are day numbers. The result lies in [0, w] for every actual.
    """
    earned = _earned(rule, target)
    over = rule.over
    higher = target.comparator in {Comparator.GE, Comparator.GT} and (target.value or 0) > 0
    if higher and over.deduct_from is not None and rule.curve not in {Curve.BANDS, Curve.YES_NO, Curve.DEADLINE}:
        limit = _percent(over.deduct_from)
        if over.deduction is OverDeduction.POINTS:
            earned = If(div(A, T), ">=", limit, greatest(ZERO, sub(earned, Num(over.points))), earned)
        elif over.deduction is OverDeduction.PROPORTIONAL:
            beyond = sub(div(A, T), limit)
            kept = mul(greatest(ZERO, sub(ONE, beyond)), W)
            if rule.curve is Curve.INTERVALS:  # the highest interval may give less than the weight
                kept = greatest(ZERO, sub(earned, mul(W, beyond)))
            earned = If(div(A, T), ">", limit, kept, earned)
        elif over.deduction is OverDeduction.ALL:
            earned = If(div(A, T), ">", limit, ZERO, earned)
    return Round(earned, rounding.places, rounding.mode)


def _earned(rule: MethodRule, target: Target) -> Expr:
    """What the outcome earns, before anything is taken off for over-achievement."""
    looked_at = measured(rule, target)
    if looked_at is None or not in_points(rule.intervals):
        return mul(_share(rule, target), W)
    reached = A if rule.on_actual else _completion(target, _reverse(rule.reverse), short=True)
    return ladder_points(rule.intervals, reached, in_percent=rule.on_actual)


def _share(rule: MethodRule, target: Target) -> Expr:
    if rule.curve is Curve.BANDS:
        return div(S, _HUNDRED)
    if rule.curve is Curve.YES_NO or target.kind is Kind.BOOLEAN:
        return A
    if rule.curve is Curve.DEADLINE or target.kind is Kind.DATE:
        return If(A, "<=", U if target.last_day else T, ONE, ZERO)
    if rule.curve is Curve.ALL_OR_NOTHING:
        return _completion(target, lambda _value: ZERO, short=False)
    completion = _completion(target, _reverse(rule.reverse), short=True)
    if rule.curve is Curve.GATE:
        gate = _percent(rule.gate)
        return If(completion, "<", gate, ZERO, div(sub(completion, gate), sub(ONE, gate)))
    if rule.curve is Curve.INTERVALS:
        return ladder(rule.intervals, A, in_percent=True) if rule.on_actual else ladder(rule.intervals, completion)
    return _on_ramp(rule.ramp, completion) if rule.curve is Curve.RAMP else completion


def measured(rule: MethodRule, target: Target) -> Expr | None:
    """What the steps, the pass gate or the ramp of a method look at, in percent; None for methods without any."""
    if rule.curve not in {Curve.GATE, Curve.INTERVALS, Curve.RAMP} or target.kind in {Kind.BOOLEAN, Kind.DATE}:
        return None
    return A if rule.on_actual else mul(_HUNDRED, _completion(target, _reverse(rule.reverse), short=True))


def ladder(intervals: tuple[Interval, ...], measured: Expr, *, in_percent: bool = False) -> Expr:
    """Share by the highest step that `measured` (a share of 1, or percent) reaches, 0 below the lowest.

    The thresholds are brought to the measure, not the other way round: in a spreadsheet 100 × 0.29 is below 29.
    """
    share: Expr = ZERO
    for step in reversed(intervals):
        threshold = Num(step.at_least) if in_percent else _percent(step.at_least)
        share = If(measured, ">=", threshold, _percent(step.share), share)
    return share


def in_points(intervals: tuple[Interval, ...]) -> bool:
    """Whether the steps give points instead of shares of the weight."""
    return any(step.points is not None for step in intervals)


def ladder_points(intervals: tuple[Interval, ...], measured: Expr, *, in_percent: bool = False) -> Expr:
    """Points by the highest step that is reached, never more than the weight; see `ladder`."""
    earned: Expr = ZERO
    for step in reversed(intervals):
        threshold = Num(step.at_least) if in_percent else _percent(step.at_least)
        earned = If(measured, ">=", threshold, least(Num(step.points or ZERO.value), W), earned)
    return earned


def ramp(rule: Ramp, reached: Expr) -> Expr:
    """The share that a completion or a rate, as a share of 1, earns on a ramp."""
    low, high = _percent(rule.zero_below), _percent(rule.full_at)
    rising = reached if high == ONE else div(reached, high)
    if rule.zero_below and rule.between is Between.EVEN:
        rising = div(sub(reached, low), sub(high, low))
    return If(reached, ">=", high, ONE, If(reached, "<", low, ZERO, rising))


def _on_ramp(rule: Ramp, completion: Expr) -> Expr:
    """The ramp at the end of each branch of a completion: all of it earns all, nothing nothing, whatever the lines."""
    if isinstance(completion, If):
        then, other = _on_ramp(rule, completion.then), _on_ramp(rule, completion.other)
        return If(completion.left, completion.relation, completion.right, then, other)
    return completion if completion in {ZERO, ONE} else ramp(rule, completion)


def _completion(target: Target, reverse: Callable[[Expr], Expr], *, short: bool) -> Expr:
    """Completion as a share of 1; `short` tells whether falling short of a target earns its proportion."""
    value = target.value or Decimal(0)
    ratio: Expr = greatest(ZERO, div(A, T)) if short and value > 0 else ZERO
    missed_up = reverse(T) if value > 0 else ZERO
    match target.comparator:
        case Comparator.GE | Comparator.GT as comparator:
            return If(A, comparator.value, T, ONE, ratio)
        case Comparator.LE | Comparator.LT as comparator:
            return If(A, comparator.value, T, ONE, missed_up)
        case Comparator.EQ:
            return If(A, "=", T, ONE, If(A, "<", T, ratio, missed_up))
        case _:
            beyond = reverse(U) if (target.upper or Decimal(0)) > 0 else ZERO
            short_of = reverse(T) if value < 0 else ratio  # both sides of ±3% lie as far from 0
            return If(A, "<", T, short_of, If(A, "<=", U, ONE, beyond))


def _reverse(how: Reverse) -> Callable[[Expr], Expr]:
    """Completion of an actual that lies above the limit it should keep to."""
    if how is Reverse.INVERSE:
        return lambda limit: div(limit, A)
    if how is Reverse.LINEAR:
        return lambda limit: greatest(ZERO, sub(ONE, div(sub(A, limit), limit)))
    return lambda _limit: ZERO


def execution_points(rule: ExecutionRule, rounding: Rounding, *, finished: bool, denominator: Decimal) -> Round:
    """The score of the execution rate: variables `e` executed, `b` base of the rate, `w` weight."""
    if denominator == 0 or rule.method is ExecutionMethod.NONE:
        return Round(mul(ZERO, W), rounding.places, rounding.mode)
    earned = _by_rate(rule, div(E, B))
    if rule.finished_full and finished:
        earned = If(E, "<=", B, W, earned)
    return Round(earned, rounding.places, rounding.mode)


def _by_rate(rule: ExecutionRule, rate: Expr) -> Expr:
    if rule.method is ExecutionMethod.PROPORTIONAL:
        return mul(greatest(ZERO, least(rate, ONE)), W)
    if rule.method is ExecutionMethod.INTERVALS:
        by_points = in_points(rule.intervals)
        return ladder_points(rule.intervals, rate) if by_points else mul(ladder(rule.intervals, rate), W)
    if rule.method is ExecutionMethod.RAMP:
        return mul(ramp(rule.ramp, rate), W)
    short = mul(Num(rule.per_point), sub(Num(rule.full_at), mul(_HUNDRED, rate)))
    return greatest(ZERO, sub(W, greatest(ZERO, short)))


def _percent(value: Decimal) -> Num:
    return Num(value / 100)
