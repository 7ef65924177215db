"""The facts that a reason begins with, in the words of the form; the cause after them is for a person to write.

The form is Chinese, so the facts are, whatever language the screen has.
"""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from selfeval.core.model import STANDARD
from selfeval.core.numbers import plain, round_half_up
from selfeval.core.problems import NOTHING, Message, msg
from selfeval.core.readings import ActualKind, Kind
from selfeval.core.scoring.scored import Scored
from selfeval.core.texts.targets.forms import canonical
from selfeval.i18n import translator


def facts_of(scored: Scored) -> str:
    """`完成值 125，超目标 25%。原因：`, with the cause to follow; "" where no figure can be told."""
    facts = _facts(scored)
    return msg("{facts}. Cause: ", facts=facts).render(translator("zh")) if facts else ""


def _facts(scored: Scored) -> Message:
    actual, target = scored.actual, scored.target
    if scored.indicator.kind == STANDARD:
        return NOTHING  # the ground of a score is no deviation from a target
    if actual.kind is ActualKind.ANSWER and scored.answer is not None and scored.share is not None:
        return msg("Judged “{answer}”, {share}%", answer=scored.answer.label, share=plain(scored.share))
    if actual.kind is ActualKind.DATE and actual.day and target.kind is Kind.DATE:
        return _late(scored)
    if actual.kind is ActualKind.YES_NO:
        return msg("Target “{target}” not reached", target=target.text) if scored.met is False else NOTHING
    if actual.kind is ActualKind.NUMBER and actual.value is not None:
        return _measured(scored, actual.value)
    return NOTHING


def _late(scored: Scored) -> Message:
    day, limit = scored.actual.day, scored.target.last_day or scored.target.day
    if day is None or limit is None or day <= limit:
        return NOTHING
    return msg("Done on {day}, {days} days after the target", day=day, days=(day - limit).days)


def _measured(scored: Scored, value: Decimal) -> Message:
    target = scored.target
    shown = f"{plain(value)}{target.unit}"
    goal = target.upper if target.upper is not None and value > target.upper else target.value
    if goal is None or value == goal:
        return msg("Actual {actual}, target {target}", actual=shown, target=canonical(target) or target.text)
    above = value > goal
    if target.unit == "%":
        points = plain(abs(value - goal))
        if above:
            return msg("Actual {actual}, {points} percentage points above the target", actual=shown, points=points)
        return msg("Actual {actual}, {points} percentage points below the target", actual=shown, points=points)
    if goal == 0:
        return msg("Actual {actual}, target {target}", actual=shown, target=canonical(target) or target.text)
    share = plain(round_half_up(abs(Fraction(value) - Fraction(goal)) / abs(Fraction(goal)) * 100, 2))
    if above:
        return msg("Actual {actual}, {percent}% above the target", actual=shown, percent=share)
    return msg("Actual {actual}, {percent}% below the target", actual=shown, percent=share)
