"""The values of a rule pack in words that a finance clerk uses: closed choices, numbers with their unit, lists."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from enum import StrEnum
from typing import Any

from selfeval.core.model import Tier1
from selfeval.core.numbers import plain
from selfeval.core.problems import Level, Message, Messages, msg
from selfeval.core.readings import Kind
from selfeval.core.rules.choices import (
    AmountSource,
    Between,
    Curve,
    DeductedFrom,
    DeductionNeeds,
    Denominator,
    DepartmentTotal,
    DeviationOf,
    DiscountOf,
    ExecutionMethod,
    FormRow,
    GoalWeights,
    JoinedAnswers,
    JoinedDates,
    Light,
    NotApplicablePolicy,
    OverDeduction,
    PlanBetween,
    Reverse,
    RoundingMode,
    TotalRounding,
    UnknownTiers,
    WeighedBy,
    WithoutPlan,
    ZeroBudget,
)
from selfeval.core.rules.forms.layout import SOURCES_SAID
from selfeval.core.rules.keys.fields import PERCENTS, FieldKind, RuleField
from selfeval.core.rules.layers import LinkedTo
from selfeval.core.rules.pack import OverAchievement
from selfeval.core.rules.parts.ladders import Interval
from selfeval.core.rules.parts.weight_rules import WeightLayout
from selfeval.core.rules.steps import step_words
from selfeval.core.texts.targets.in_words import KINDS

# ruff: noqa: ANN401 - values of any key are shown

NONE = msg("none")

CHOICES: Mapping[type[StrEnum], Mapping[Any, Message]] = {
    Curve: {
        Curve.RATIO: msg("target met: full weight; missed: in proportion to the completion"),
        Curve.GATE: msg("0 below the pass gate, then evenly up to the full weight"),
        Curve.INTERVALS: msg("by steps"),
        Curve.ALL_OR_NOTHING: msg("target met: full weight; missed: 0"),
        Curve.BANDS: msg("an answer, and a share of the weight inside its band"),
        Curve.YES_NO: msg("yes: full weight; no: 0"),
        Curve.DEADLINE: msg("in time: full weight; late: 0"),
        Curve.RAMP: msg("0 below one line, full weight from another, in proportion between them"),
    },
    Between: {
        Between.EVEN: msg("evenly from 0 to the full weight"),
        Between.COMPLETION: msg("what was completed ÷ the line of the full weight"),
    },
    DeductedFrom: {
        DeductedFrom.SCORE: msg("of the score"),
        DeductedFrom.WEIGHT: msg("of the weight"),
    },
    Reverse: {
        Reverse.INVERSE: msg("target ÷ actual"),
        Reverse.LINEAR: msg("1 − (actual − target) ÷ target, 0 from twice the target"),
        Reverse.ALL_OR_NOTHING: msg("completion 0"),
    },
    Kind: KINDS,
    ExecutionMethod: {
        ExecutionMethod.PROPORTIONAL: msg("rate × weight, at most the weight"),
        ExecutionMethod.INTERVALS: msg("by steps"),
        ExecutionMethod.DEDUCT_PER_POINT: msg("points off per percent point short"),
        ExecutionMethod.NONE: msg("not scored"),
        ExecutionMethod.RAMP: msg("0 below one line, full weight from another, in proportion between them"),
    },
    Denominator: {
        Denominator.ADJUSTED: msg("adjusted budget"),
        Denominator.INITIAL: msg("initial budget"),
        Denominator.ADJUSTED_PLUS_CARRY_OVER: msg("adjusted budget and carry-over"),
    },
    ZeroBudget: {
        ZeroBudget.ZERO: msg("rate 0"),
        ZeroBudget.NOT_APPLICABLE: msg("not applicable"),
    },
    NotApplicablePolicy: {
        NotApplicablePolicy.REDISTRIBUTE: msg("its points go to its tier 2, else its tier 1, else all the rest"),
        NotApplicablePolicy.RESCALE: msg("its points go to all other indicators"),
        NotApplicablePolicy.ZERO: msg("it counts 0"),
        NotApplicablePolicy.HOLD: msg("the project has no total"),
    },
    UnknownTiers: {
        UnknownTiers.BY_ROWS: msg("its rows' share of all rows"),
        UnknownTiers.BY_TIERS: msg("the same as any other tier"),
    },
    GoalWeights: {
        GoalWeights.NONE: msg("shared by all indicators together"),
        GoalWeights.EQUAL: msg("each goal the same"),
        GoalWeights.STATED: msg("as the targets state it"),
        GoalWeights.LISTED: msg("as the rule pack lists it"),
    },
    OverDeduction: {
        OverDeduction.NONE: msg("nothing deducted"),
        OverDeduction.POINTS: msg("fixed points off"),
        OverDeduction.PROPORTIONAL: msg("deducted in proportion"),
        OverDeduction.ALL: msg("no points"),
    },
    RoundingMode: {
        RoundingMode.HALF_UP: msg("half up"),
        RoundingMode.DOWN: msg("cut off"),
    },
    TotalRounding: {
        TotalRounding.SUM_OF_ROUNDED: msg("sum of the rounded scores"),
        TotalRounding.ROUNDED_SUM: msg("the exact sum, rounded"),
    },
    FormRow: {
        FormRow.MEASURED: msg("by target and actual"),
        FormRow.STANDARD: msg("score by standard, entered"),
        FormRow.COMPUTED: msg("actual worked out by a formula"),
        FormRow.DUTIES: msg("the department's own indicators"),
    },
    AmountSource: {AmountSource.ENTERED: msg("has to be entered"), **SOURCES_SAID},
    DepartmentTotal: {
        DepartmentTotal.WEIGHTED: msg("mean of the project totals, weighted by adjusted budget"),
        DepartmentTotal.SIMPLE: msg("simple mean of the project totals"),
        DepartmentTotal.OWN_FORM: msg("the total of the department's own form"),
    },
    DeductionNeeds: {
        DeductionNeeds.REASON: msg("the reason"),
        DeductionNeeds.ROW: msg("the reason and the other indicator"),
        DeductionNeeds.ACTUAL: msg("the reason and what was found"),
    },
    DiscountOf: {
        DiscountOf.SELF: msg("total of the self-evaluation"),
        DiscountOf.REVIEWED: msg("total of the review"),
    },
    DeviationOf: {
        DeviationOf.WEIGHT: msg("of the weight"),
        DeviationOf.SELF: msg("of the unit's own score"),
        DeviationOf.REVIEWED: msg("of the reviewed score"),
    },
    WeighedBy: {
        WeighedBy.EXECUTED: msg("mean weighed by the amounts executed"),
        WeighedBy.ADJUSTED: msg("mean weighed by the adjusted budgets"),
        WeighedBy.SIMPLE: msg("simple mean"),
    },
    JoinedDates: {
        JoinedDates.LATEST: msg("the last of them"),
        JoinedDates.NONE: msg("none stands for all"),
    },
    JoinedAnswers: {
        JoinedAnswers.WEIGHED: msg("mean of the shares of the weight"),
        JoinedAnswers.LOWEST: msg("the lowest of them"),
        JoinedAnswers.NONE: msg("none stands for all"),
    },
    Level: {
        Level.ERROR: msg("error"),
        Level.WARNING: msg("warning"),
        Level.NOTE: msg("note"),
        Level.OFF: msg("off"),
    },
    LinkedTo: {
        LinkedTo.EXECUTION_RATE: msg("execution rate"),
        LinkedTo.EXECUTED: msg("amount executed"),
        LinkedTo.ADJUSTED: msg("adjusted budget"),
    },
    PlanBetween: {
        PlanBetween.EVEN: msg("evenly from one checkpoint to the next"),
        PlanBetween.LAST: msg("the last checkpoint reached"),
    },
    WithoutPlan: {
        WithoutPlan.EVEN: msg("a twelfth of the budget a month"),
        WithoutPlan.NONE: msg("not judged"),
    },
    Light: {
        Light.NONE: msg("no light"),
        Light.GREEN: msg("green"),
        Light.YELLOW: msg("yellow"),
        Light.RED: msg("red"),
    },
    Tier1: {tier: Message(tier.value) for tier in Tier1},
}
"""By the kind of choice, because equal words of two kinds, such as `intervals`, are equal keys."""


def literal(text: str) -> Message:
    """A pack's own text, which is never looked up in a catalogue: a method may be called `name`."""
    return Message("{it}", (("it", text),))


def choice(value: StrEnum) -> Message:
    """A choice in words; a choice without words is shown as the file writes it."""
    return CHOICES.get(type(value), {}).get(value) or Message(value.value)


def text(value: Any) -> Message:
    """Any single value in words."""
    if value is None or value in ("", ()):
        return NONE
    if isinstance(value, bool):
        return msg("yes") if value else msg("no")
    if isinstance(value, StrEnum):
        return choice(value)
    if isinstance(value, tuple):
        return msg("{parts}", parts=tuple(text(part) for part in value))
    return literal(str(value) if isinstance(value, str | int) else _number(value))


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
    return literal("、".join(words)) if words else NONE


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
