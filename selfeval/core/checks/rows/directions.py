"""Checks of a target's direction and reach: which way is better, what nobody can fail or attain."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from selfeval.core.checks.registry import Case, Found, Scope, Stage, row_check
from selfeval.core.numbers import HUNDRED
from selfeval.core.problems import Severity, msg
from selfeval.core.readings import Assumption, Comparator, Kind, Origin, Target, Trend
from selfeval.core.scoring.scored import Scored
from selfeval.core.texts.actuals.trends import OTHER_WAY
from selfeval.core.texts.words import names
from selfeval.core.texts.words.targets import is_cost


def is_percent(target: Target) -> bool:
    """Whether the target is a quantity in percent."""
    return target.kind is Kind.QUANTITY and target.unit == "%" and target.value is not None


def cannot_fail(item: Scored) -> bool:
    """Whether every possible outcome meets the target: `≤100%` on a rate, `≥0` of anything."""
    target = item.target
    if target.origin in {Origin.CONFIRMED, Origin.CORRECTED} or target.value is None:
        return False
    if target.comparator is Comparator.GE and target.kind is Kind.QUANTITY:
        return target.value == 0
    whole = is_percent(target) and names.is_share_of_whole(item.indicator.tier3)
    limit = target.value >= HUNDRED if target.comparator is Comparator.LE else target.value > HUNDRED
    return whole and target.lower_is_better and limit


def misread(target: Target) -> Assumption | None:
    """The supposition that the text was damaged on its way into the workbook."""
    return next((note for note in target.assumptions if note.code == "misread"), None)


def _says_direction(target: Target) -> bool:
    """Whether the text itself carries the direction; an assumed one is asked about elsewhere."""
    return target.kind is Kind.QUANTITY and not any(note.code == "direction" for note in target.assumptions)


@row_check(
    "T101",
    Severity.ERROR,
    msg("Target that nobody can fail"),
    msg("If at least that much was meant, write ≥; otherwise name a limit that can be missed."),
    "≤100%",
    Scope.INDICATOR,
)
def nobody_can_fail(_case: Case, item: Scored) -> Iterator[Found]:
    """A rate that may be at most 100 %, or anything that must be at least 0."""
    if cannot_fail(item):
        message = msg(
            "“{name}”: every possible outcome meets the target {target}.",
            name=item.indicator.tier3,
            target=item.target.text,
        )
        yield Found(message, "target", item.target.text, item)


@row_check(
    "T102",
    Severity.ERROR,
    msg("A success rate limited from above"),
    msg("A rate of success should be at least something: write ≥."),
    "上级交办案件按期结案率 ≤90%",
    Scope.INDICATOR,
)
def success_limited(_case: Case, item: Scored) -> Iterator[Found]:
    """More would be better, but the target says at most."""
    target, name = item.target, item.indicator.tier3
    wrong = is_percent(target) and _says_direction(target) and target.lower_is_better and names.wants_more(name)
    if wrong and not cannot_fail(item) and target.origin not in {Origin.CONFIRMED, Origin.CORRECTED}:
        message = msg("“{name}”: more is better, but the target is {target}.", name=name, target=target.text)
        yield Found(message, "target", target.text, item)


@row_check(
    "T103",
    Severity.ERROR,
    msg("A cost or a harm demanded from below"),
    msg("Costs and harms should be at most something: write ≤."),
    "项目成本 ≥80万元",
    Scope.INDICATOR,
)
def cost_demanded(_case: Case, item: Scored) -> Iterator[Found]:
    """Less would be better, but the target says at least."""
    target, row = item.target, item.indicator
    upward = target.comparator in {Comparator.GE, Comparator.GT} and _says_direction(target)
    money = "元" in target.unit and is_cost(row.tier1, row.tier2) and names.is_spending(row.tier3)
    falling = target.trend is Trend.FALL  # 同比下降10%以上 is what such a row ordinarily asks for
    open_ = not falling and target.origin not in {Origin.CONFIRMED, Origin.CORRECTED} and misread(target) is None
    if upward and open_ and target.value != 0 and (money or names.wants_less(row.tier3)):
        message = msg("“{name}”: less is better, but the target is {target}.", name=row.tier3, target=target.text)
        yield Found(message, "target", target.text, item)


@row_check(
    "T104",
    Severity.ERROR,
    msg("More than 100% of a whole"),
    msg("A share of a whole ends at 100%: correct the number, or name what can grow beyond it."),
    "验收合格率 ≥120%",
    Scope.INDICATOR,
)
def above_whole(_case: Case, item: Scored) -> Iterator[Found]:
    """A rate that cannot pass 100 % and yet should."""
    target = item.target
    whole = is_percent(target) and names.is_share_of_whole(item.indicator.tier3)
    top = max(target.value or Decimal(0), target.upper or Decimal(0))
    if whole and not target.lower_is_better and top > HUNDRED and misread(target) is None:
        message = msg(
            "“{name}” cannot be more than 100%, but the target is {target}.",
            name=item.indicator.tier3,
            target=target.text,
        )
        yield Found(message, "target", target.text, item)


@row_check(
    "T105",
    Severity.ERROR,
    msg("Target that nobody can reach"),
    msg("Use ≥100% or ≤0 if the end of the scale itself was meant."),
    ">100%",
    Scope.INDICATOR,
)
def nobody_can_reach(_case: Case, item: Scored) -> Iterator[Found]:
    """More than the whole, or less than nothing."""
    target, name = item.target, item.indicator.tier3
    beyond = target.comparator is Comparator.GT and is_percent(target) and target.value == HUNDRED
    below = target.kind is Kind.QUANTITY and target.comparator is Comparator.LT and target.value == 0
    if (beyond and names.is_share_of_whole(name)) or (below and not names.may_fall(name)):
        message = msg("“{name}”: no outcome can meet the target {target}.", name=name, target=target.text)
        yield Found(message, "target", target.text, item)


@row_check(
    "A112",
    Severity.ERROR,
    msg("Actual that goes the other way than the target"),
    msg("Check the actual: if it is right, no point was earned, and the reason belongs beside it."),
    "下降5% → 上升2%",
    Scope.INDICATOR,
    Stage.FILLED,
)
def other_way(_case: Case, item: Scored) -> Iterator[Found]:
    """An increase where a decrease was asked for, or the reverse."""
    if OTHER_WAY in item.actual.doubts:
        message = msg(
            "“{name}”: the target asks for {target}, but the actual says {actual}.",
            name=item.indicator.tier3,
            target=item.target.text,
            actual=item.actual.text,
        )
        yield Found(message, "actual", item.actual.text, item)
