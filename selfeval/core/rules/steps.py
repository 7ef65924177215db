"""What decided a score: the step of a ladder, the pass gate, an end of a ramp: `85%, lies in [80%, 90%) → 50% …`."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import ROUND_FLOOR, Decimal
from fractions import Fraction

from selfeval.core.numbers import plain
from selfeval.core.problems import NOTHING, Message, msg
from selfeval.core.readings import Target
from selfeval.core.rules.choices import Between, Curve, ExecutionMethod
from selfeval.core.rules.formula import evaluate
from selfeval.core.rules.methods import measured
from selfeval.core.rules.pack import ExecutionRule, MethodRule
from selfeval.core.rules.parts.ladders import Interval, Ramp


def method_step(rule: MethodRule, target: Target, values: Mapping[str, Fraction]) -> Message:
    """The step, the pass gate or the ramp that decided an indicator's score; nothing for other methods."""
    expr = measured(rule, target)
    if expr is None:
        return NOTHING
    reached = evaluate(expr, values)
    what = msg("the actual") if rule.on_actual else msg("the completion")
    if rule.curve is Curve.INTERVALS:
        return _step(what, reached, rule.intervals)
    if rule.curve is Curve.RAMP:
        return _on_ramp(what, reached, rule.ramp)
    if reached >= 100:
        return NOTHING
    percent, gate = _percent(reached), plain(rule.gate)
    if reached < rule.gate:
        return msg(
            "{what}, {percent}%, lies below the pass gate of {gate}%: no points", what=what, percent=percent, gate=gate
        )
    return msg("{what}, {percent}%, reaches the pass gate of {gate}%", what=what, percent=percent, gate=gate)


def execution_step(rule: ExecutionRule, rate: Fraction, *, within: bool) -> Message:
    """The step that decided the score of the execution rate; `within`: finished, and not above the budget."""
    if rule.finished_full and within:
        return msg("finished within the budget: all points")
    if rule.method is ExecutionMethod.INTERVALS:
        return _step(msg("the rate"), rate * 100, rule.intervals)
    if rule.method is ExecutionMethod.RAMP:
        return _on_ramp(msg("the rate"), rate * 100, rule.ramp)
    return NOTHING


def ramp_words(ramp: Ramp) -> Message:
    """A ramp in words, for everything that says what a pack does."""
    ends = {"zero": plain(ramp.zero_below), "full": plain(ramp.full_at)}
    if ramp.between is Between.COMPLETION:
        return msg("below {zero}% nothing, from {full}% all, between them what was completed ÷ {full}%", **ends)
    return msg("below {zero}% nothing, from {full}% all, between them evenly from 0 to all", **ends)


def _on_ramp(what: Message, reached: Fraction, ramp: Ramp) -> Message:
    words = {"percent": _percent(reached), "zero": plain(ramp.zero_below), "full": plain(ramp.full_at)}
    if reached >= ramp.full_at:
        full = ramp.full_at == 100  # whoever completes everything needs no ramp to say so
        return NOTHING if full else msg("{what}, {percent}%, reaches {full}%: all points", what=what, **words)
    if reached < ramp.zero_below:
        return msg("{what}, {percent}%, lies below {zero}%: no points", what=what, **words)
    return msg("{what}, {percent}%, lies between {zero}% and {full}%: in proportion", what=what, **words)


def _step(what: Message, reached: Fraction, ladder: tuple[Interval, ...]) -> Message:
    above = None
    for step in ladder:
        if reached >= step.at_least:
            low = plain(step.at_least)
            span = f"≥ {low}%" if above is None else f"[{low}%, {plain(above.at_least)}%)"
            return _said(what, reached, span, step)
        above = step
    nothing = Interval(Decimal(0), points=Decimal(0) if above and above.points is not None else None)
    return _said(what, reached, f"< {plain(above.at_least)}%" if above else "—", nothing)


def _said(what: Message, reached: Fraction, span: str, step: Interval) -> Message:
    words: dict[str, Message | str] = {"what": what, "percent": _percent(reached), "span": span}
    if step.points is not None:
        return msg("{what}, {percent}%, lies in {span} → {points} points", points=plain(step.points), **words)
    return msg("{what}, {percent}%, lies in {span} → {share}% of the points", share=plain(step.share), **words)


def step_words(step: Interval) -> Message:
    """A step as it stands in a rule: `≥ 80% → 70%`, `≥ 80% → 7 points`."""
    if step.points is not None:
        return msg("≥ {percent}% → {points} points", percent=plain(step.at_least), points=plain(step.points))
    return msg("≥ {percent}% → {share}%", percent=plain(step.at_least), share=plain(step.share))


def _percent(reached: Fraction) -> str:
    """Two places, cut off: 89.996 is not shown as the 90 that it does not reach."""
    exact = Decimal(reached.numerator) / Decimal(reached.denominator)
    return plain(exact.quantize(Decimal("0.01"), ROUND_FLOOR))
