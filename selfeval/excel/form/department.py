"""What belongs into the form of a whole department that a project's form has not: money of all projects, its rows."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from selfeval.core.model import AMOUNT, AMOUNTS, SOURCES, STANDARD
from selfeval.core.numbers import plain, round_half_up
from selfeval.core.scoring.department_form import is_beside
from selfeval.core.scoring.results import Assessment, ProjectResult
from selfeval.core.scoring.scored import Scored
from selfeval.core.units import convert
from selfeval.excel.form.values import RATE_PLACES, Wanted, percent_wanted, project_values, text_wanted

PROJECTS, BASIC = "projects", "basic"
"""Sources of a department's money: what its projects spend, and 基本支出, which no evaluation knows."""


def form_values(assessment: Assessment, result: ProjectResult, unit: str) -> dict[str, Wanted]:
    """The fields above and below the rows; the money of a form beside projects is theirs together.

    Such a form has no execution rate of its own: what scores it is one of its rows.
    """
    wanted = project_values(assessment, result, unit)
    if not is_beside(result.project) or result.budget.amounts:
        return wanted
    whole = assessment.department
    for name in ("execution_weight", "execution_score"):
        wanted.pop(name, None)
    totals = {"initial": whole.initial, "adjusted": whole.adjusted, "executed": whole.executed}
    for name in AMOUNTS:
        total = _money(totals[name], whole.unit, unit)
        wanted[name] = wanted[f"{name}.{PROJECTS}"] = total
        for source in set(SOURCES) - {BASIC, PROJECTS}:
            wanted[f"{name}.{source}"] = _source(assessment, f"{name}.{source}", unit)
    rate = None if whole.rate is None else round_half_up(whole.rate, RATE_PLACES)
    wanted["rate"] = percent_wanted(None if rate is None else rate * 100)
    return wanted


def unit_of(assessment: Assessment, result: ProjectResult) -> str:
    """The unit of the money that the form shows, "" where there is none."""
    if is_beside(result.project) and not result.budget.amounts:
        whole = assessment.department
        return "" if whole.initial is whole.adjusted is whole.executed is None else whole.unit
    return result.budget.unit if result.budget.amounts else ""


def _money(amount: Decimal | None, unit: str, form: str) -> Wanted:
    converted = None if amount is None else convert(amount, unit, form)
    if converted is None:
        return Wanted("" if amount is None else plain(amount) + unit)
    return Wanted(plain(converted), converted, "number")


def _source(assessment: Assessment, name: str, unit: str) -> Wanted:
    """One source of money of all projects that state it, in the form's unit; nothing where none does."""
    total: Decimal | None = None
    for result in assessment.listed:
        amount = result.budget.amount(name)
        converted = None if amount is None else convert(amount, result.budget.unit, unit)
        if converted is not None:
            total = (total or Decimal(0)) + converted
    return Wanted("") if total is None else Wanted(plain(total), total, "number")


def row_values(scored: Scored, wanted: Mapping[str, Wanted], columns: frozenset[str]) -> dict[str, Wanted]:
    """The fields of a row: one by standard has neither target nor outcome, an amount no points.

    Where the form has no column for standards, the standard stands with the targets and what was entered with the
    outcomes, as on the form that the program writes.
    """
    item, found = scored.indicator, dict(wanted)
    if item.kind == STANDARD and "standard" in columns:
        found["standard"] = found.pop("target", Wanted(""))
        for name in ("actual", "sign", "unit", "share"):
            found.pop(name, None)
    elif "standard" in columns:
        found["standard"] = text_wanted(item.basis)
    if item.kind == AMOUNT:
        for name in ("target", "sign", "weight", "score", "share"):
            found.pop(name, None)
    return found
