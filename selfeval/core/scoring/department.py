"""The department's total, from the totals and budgets of its projects."""

from __future__ import annotations

from dataclasses import replace
from decimal import MAX_EMAX, MAX_PREC, MIN_EMIN, Context, Decimal
from fractions import Fraction

from selfeval.core.model import AMOUNTS
from selfeval.core.rules.choices import AmountSource, DepartmentTotal
from selfeval.core.rules.pack import RulePack
from selfeval.core.scoring.department_form import is_beside, laid_out
from selfeval.core.scoring.results import DepartmentResult, ProjectResult
from selfeval.core.units import convert, in_wan

_EXACT = Context(prec=MAX_PREC, Emax=MAX_EMAX, Emin=MIN_EMIN)
"""Sums and products with all their digits; a fraction for each of a thousand projects would take ten times as long."""


def department_result(results: tuple[ProjectResult, ...], pack: RulePack) -> DepartmentResult:
    """The department's total, grade and budget from its projects; amounts in 万元 where their units differ.

    Where the pack has a layout of the department's own form, or there is nothing but such a form without amounts, total
    and grade are those of the form.
    """
    form = next((result for result in results if laid_out(result.project, pack)), None)
    if len(results) == 1 and results[0].project.whole_department and not results[0].budget.amounts:
        form = results[0]  # nothing weighs it, and nothing stands beside it
    whole = _of_projects(tuple(result for result in results if not is_beside(result.project)), pack)
    return whole if form is None else replace(whole, total=form.total, grade=form.grade)


def given_by(results: tuple[ProjectResult, ...], pack: RulePack) -> dict[str, Decimal]:
    """What the projects say of the amounts of the department's form, by `AmountSource`; money in 万元."""
    whole = _of_projects(results, pack)
    money = {
        source: in_wan(amount, whole.unit)
        for source, amount in (
            (AmountSource.INITIAL, whole.initial),
            (AmountSource.ADJUSTED, whole.adjusted),
            (AmountSource.EXECUTED, whole.executed),
        )
    }
    found = {**money, AmountSource.PROJECT_TOTALS: whole.projects_total}
    return {source.value: value for source, value in found.items() if value is not None}


def _of_projects(results: tuple[ProjectResult, ...], pack: RulePack) -> DepartmentResult:
    units = {result.budget.unit for result in results}
    unit = units.pop() if len(units) == 1 else "万元"
    sums = {name: _sum(results, name, unit) for name in AMOUNTS}
    base, executed = sums["adjusted"], sums["executed"]
    rate = Fraction(executed) / Fraction(base) if executed is not None and base else None
    total = _department_total(results, pack)
    grade = pack.grade_of(total) if total is not None else ""
    return DepartmentResult(total, grade, unit, sums["initial"], base, executed, rate, total)


def _sum(results: tuple[ProjectResult, ...], name: str, unit: str) -> Decimal | None:
    total = Decimal(0)
    for result in results:
        amount = _amount(result, name, unit)
        if amount is None:
            return None
        total += amount
    return total if results else None


def _amount(result: ProjectResult, name: str, unit: str) -> Decimal | None:
    amount = result.budget.amount(name)
    return None if amount is None else convert(amount, result.budget.unit, unit)


def _department_total(results: tuple[ProjectResult, ...], pack: RulePack) -> Decimal | None:
    """Mean of the project totals, weighted by adjusted budget or simple; simple too where all budgets are 0.

    None where a total is missing, or a budget that weighs is unknown or negative; and where the pack takes the total of
    the department's own form, unless that form is what is evaluated.
    """
    if pack.department_total is DepartmentTotal.OWN_FORM:
        own = [result for result in results if result.project.whole_department]
        return own[0].total if len(own) == 1 else None
    totals = [result.total for result in results]
    if not results or any(total is None for total in totals):
        return None
    weights = [Decimal(1)] * len(results)
    if pack.department_total is DepartmentTotal.WEIGHTED:
        budgets = [_amount(result, "adjusted", "万元") for result in results]
        if any(budget is None or budget < 0 for budget in budgets):
            return None
        weights = [budget or Decimal(0) for budget in budgets] if any(budgets) else weights
    points, whole = Decimal(0), Decimal(0)
    for total, weight in zip(totals, weights, strict=True):
        points = _EXACT.add(points, _EXACT.multiply(total or Decimal(0), weight))
        whole = _EXACT.add(whole, weight)
    return pack.rounding.of(Fraction(points) / Fraction(whole))
