"""What a rule pack says of single indicators: actuals from the budget, target texts with a decided reading."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from selfeval.core.model import Indicator
from selfeval.core.numbers import halfwidth, plain, round_half_up
from selfeval.core.problems import Message, msg
from selfeval.core.readings import Actual, ActualKind, Assumption, Confidence, Target
from selfeval.core.records import replace
from selfeval.core.rules.choices import ZeroBudget
from selfeval.core.rules.layers import LINKED, DecidedReading, Link, LinkedTo
from selfeval.core.rules.methods import matches
from selfeval.core.rules.pack import RulePack
from selfeval.core.scoring.budget import Budget
from selfeval.core.texts.actuals.read import read_actual
from selfeval.core.texts.targets.read import apply_reading

RATE_PLACES = 2
"""Decimal places of a linked execution rate in percent: as forms print it."""


def link_of(pack: RulePack, indicator: Indicator) -> Link | None:
    """The first link of the pack that names this indicator."""
    return next((link for link in pack.links if _named(link.names, indicator)), None)


def linked_text(pack: RulePack, indicator: Indicator, budget: Budget) -> str:
    """What the budget says of a linked indicator, such as `97.37%` or `175.3万元`; "" without a link or a figure."""
    link = link_of(pack, indicator)
    if link is None:
        return ""
    executed = budget.amount("executed")
    if link.budget is LinkedTo.EXECUTION_RATE:
        base = budget.base(pack.execution)
        if executed is None or base is None:
            return ""
        if base == 0:
            # The same rate as in the execution row, which is scored as 0% or does not apply.
            return "0%" if pack.execution.zero_budget is ZeroBudget.ZERO else ""
        return f"{plain(round_half_up(Fraction(executed) / Fraction(base) * 100, RATE_PLACES))}%"
    amount = executed if link.budget is LinkedTo.EXECUTED else budget.amount("adjusted")
    return "" if amount is None else f"{plain(amount)}{budget.unit}"


def linked_actual(pack: RulePack, indicator: Indicator, target: Target, budget: Budget, blank: Actual) -> Actual:
    """The actual of an indicator for which nothing is entered: from the budget if the pack links it, else as it was."""
    link, text = link_of(pack, indicator), linked_text(pack, indicator, budget)
    if link is None or not text:
        return blank
    actual = read_actual(text, target, answers={}, year=None)
    note = msg(
        "no actual entered: {value} is taken from the budget ({what}), as the rule pack links them",
        value=text,
        what=LINKED[link.budget],
    )
    return replace(actual, assumptions=(*actual.assumptions, Assumption("linked", note)))


def link_difference(pack: RulePack, indicator: Indicator, target: Target, budget: Budget, actual: Actual) -> str:
    """The budget's figure if an entered actual says something else, else ""; digits that were not entered do not count.

    97% is the same as 97.3%, 97.5% is not.
    """
    text = linked_text(pack, indicator, budget)
    if not text or actual.kind is not ActualKind.NUMBER or actual.value is None or actual.doubts:
        return ""
    expected = read_actual(text, target, answers={}, year=None)
    if expected.value is None:
        return ""
    exponent = actual.value.as_tuple().exponent
    step = Decimal(1).scaleb(min(exponent, 0)) if isinstance(exponent, int) else Decimal(0)
    return text if abs(actual.value - expected.value) > step / 2 else ""


def decided_target(
    pack: RulePack, indicator: Indicator, target: Target, *, year: int | None, cells: dict[str, str]
) -> Target:
    """The target under the pack's reading for it: applied where the unit has confirmed it, else offered."""
    rule = next((rule for rule in pack.readings if _named(rule.names, indicator) and _same_text(rule, target)), None)
    if rule is None:
        return target
    read = apply_reading(target, rule.reading, year=year, **cells)
    source = pack.citation(rule.citation)
    where = Message(source.text) if source else Message(pack.title)
    if not rule.confirmed:
        if read.origin is target.origin:
            return target
        text = msg(
            "The rule pack suggests to read this as {reading} ({source}); nobody has decided it yet. {note}",
            reading=rule.reading,
            source=where,
            note=rule.note,
        )
        offer = Assumption("pack_reading", text, Confidence.LOW, rule.reading)
        return replace(target, assumptions=(*target.assumptions, offer))
    text = msg("Read as {reading}, as the rule pack decides ({source}).", reading=rule.reading, source=where)
    return replace(read, assumptions=(*read.assumptions, Assumption("pack_reading", text)))


def _named(names: tuple[str, ...], indicator: Indicator) -> bool:
    return any(matches(name, indicator.tier3) for name in names)


def _same_text(rule: DecidedReading, target: Target) -> bool:
    return _bare(rule.target) == _bare(target.text)


def _bare(text: str) -> str:
    return "".join(halfwidth(text).split())
