"""Amounts that contradict their neighbours by ten thousand times: 元 and 万元 mixed up."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from selfeval.core.checks.places import near
from selfeval.core.checks.registry import Found, Scope, department_check
from selfeval.core.model import AMOUNTS, SOURCES
from selfeval.core.numbers import parse_money
from selfeval.core.problems import Owner, Severity, msg
from selfeval.core.readings import Assumption
from selfeval.core.scoring.money_slips import amount_slip, project_slip, total_slip
from selfeval.core.scoring.results import Assessment, ProjectResult
from selfeval.core.units import convert

_FIELDS = (*AMOUNTS, *(f"{amount}.{source}" for amount in AMOUNTS for source in SOURCES))


@department_check(
    "B113",
    Severity.ERROR,
    msg("元 and 万元 mixed up"),
    msg("Write the amount with its unit."),
    "（万元）预算数 180，执行数 1753000",
    Scope.DEPARTMENT,
)
def money_units(assessment: Assessment) -> Iterator[Found]:
    """An amount ten thousand times apart from the others of its project, the other projects or the department's total.

    Both readings are named. Beside other projects, which may well be of another size, it is a warning.
    """
    results = {project.id: assessment.project(project.id) for project in assessment.evaluation.department.projects}
    odd = set()
    for result in results.values():
        for field in _FIELDS:
            slip = amount_slip(result.budget, field)
            if slip is not None:
                odd.add(result.project.id)
                yield _found(result, field, slip)
    yield from _between(assessment, results, odd)


def _between(assessment: Assessment, results: dict[str, ProjectResult], odd: set[str]) -> Iterator[Found]:
    """Project beside project, and all of them beside the department's total; where they add up nothing is asked."""
    department = assessment.evaluation.department
    unit, text = department.money_unit, department.budget_total
    total = parse_money(text, unit) if text.strip() else None
    amounts = sorted((amount, key) for key, result in results.items() if (amount := _budgeted(result, unit)))
    whole = sum((amount for amount, _ in amounts), Decimal(0))
    if whole == total:
        return
    for amount, key in amounts:
        result = results[key]
        order = reversed(amounts) if result.budget.unit == "元" else iter(amounts)
        other = next((one for one in order if one[1] != key), (Decimal(0), key))
        if key not in odd and amount:
            own = result.budget.unit
            beside, all_of_it = convert(other[0], unit, own) or Decimal(0), total and convert(total, unit, own)
            slip = project_slip(result.budget, beside, results[other[1]].project.title, all_of_it)
            if slip is not None:
                yield _found(result, *slip, severity=Severity.WARNING)
    if total is not None and not odd and (said := total_slip(text, total, unit, whole)):
        where = department.cells.get("budget_total")
        yield Found(said.message, text=text, where=where, severity=Severity.WARNING, about=Owner.TARGETS)


def _budgeted(result: ProjectResult, unit: str) -> Decimal | None:
    """The budget of a project in the department's unit; None where unknown or not above 0."""
    budget = result.budget
    amount = budget.amount("initial")
    amount = budget.amount("adjusted") if amount is None else amount
    return convert(amount, budget.unit, unit) if amount and amount > 0 else None


def _found(result: ProjectResult, field: str, slip: Assumption, severity: Severity | None = None) -> Found:
    text = result.budget.texts.get(field, "")
    about = Owner.TARGETS if field.startswith("initial") else Owner.EVALUATION
    where = near(result.project, field)
    return Found(slip.message, text=text, where=where, project=result.project.id, severity=severity, about=about)
