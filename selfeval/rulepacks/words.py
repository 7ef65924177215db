"""The values of a rule pack in words that a finance clerk uses: numbers with their unit, lists, what rules cost."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from enum import StrEnum
from typing import Any

from selfeval.core.numbers import plain
from selfeval.core.problems import Level, Message, Messages, msg, verbatim
from selfeval.core.rules.choices import OverDeduction
from selfeval.core.rules.keys.fields import PERCENTS, FieldKind, RuleField
from selfeval.core.rules.keys.words import choice_words
from selfeval.core.rules.pack import OverAchievement
from selfeval.core.rules.parts.ladders import Interval
from selfeval.core.rules.parts.weight_rules import WeightLayout
from selfeval.core.rules.steps import step_words

# ruff: noqa: ANN401 - values of any key are shown

NONE = msg("none")


def text(value: Any) -> Message:
    """Any single value in words."""
    if value is None or value in ("", ()):
        return NONE
    if isinstance(value, bool):
        return msg("yes") if value else msg("no")
    if isinstance(value, StrEnum):
        return choice_words(value)
    if isinstance(value, tuple):
        return msg("{parts}", parts=tuple(text(part) for part in value))
    return verbatim(str(value) if isinstance(value, str | int) else _number(value))


def _number(value: Any) -> str:
    try:
        return plain(value)
    except (TypeError, ValueError, AttributeError):
        return str(value)


def points(value: Any) -> Message:
    """A number of points."""
    return msg("{points} points", points=plain(value))


def percent(value: Any) -> Message:
    """A percentage; None where the pack has none."""
    return NONE if value is None else msg("{percent}%", percent=plain(value))


def of_target(value: Any) -> Message:
    """A threshold as percent of the target."""
    return NONE if value is None else msg("from {percent}% of the target", percent=plain(value))


def listed(words: tuple[str, ...]) -> Message:
    """Texts of a list, one behind the other."""
    return verbatim("、".join(words)) if words else NONE


def of_kind(field: RuleField) -> Callable[[Any], Message]:
    """How the values of a key are said: with the unit that they have."""
    if field.kind in PERCENTS:
        return percent
    if field.unit == "分":
        return points
    return listed if field.kind is FieldKind.TEXTS else text


def over_words(over: OverAchievement) -> Message:
    """What far over-achievement costs."""
    if over.deduct_from is None:
        return msg("nothing deducted")
    start = plain(over.deduct_from)
    if over.deduction is OverDeduction.POINTS:
        return msg("{points} points off from {percent}% of the target", points=plain(over.points), percent=start)
    if over.deduction is OverDeduction.ALL:
        return msg("no points above {percent}% of the target", percent=start)
    return msg("in proportion to what lies above {percent}% of the target", percent=start)


def free_words(layout: WeightLayout) -> Message:
    """The tiers whose points the unit splits, with the sum that is a rule."""
    names = "+".join(tier.value for tier in layout.tiers if tier in layout.free)
    total = sum((layout.tiers[tier] for tier in layout.free), Decimal(0))
    return msg("{tiers}: {points} points together, split by the unit", tiers=names, points=plain(total))


def ladder(intervals: tuple[Interval, ...]) -> Messages:
    """Steps as `≥ 80% → 70%`, highest first, and what lies below them."""
    return (*map(step_words, intervals), msg("below → 0"))


def usual_level(code: str) -> Level | None:
    """The level that a check has where no pack says otherwise; None for a code that is no check's."""
    from selfeval.core.checks.findings import (
        CHECKS,  # with all checks behind it, which only a pack with severities needs
    )

    check = CHECKS.get(code)
    return None if check is None else Level(check.severity.value)
