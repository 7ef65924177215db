"""Checks of the money of a project in a month."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from selfeval.core.checks.months.findings import MonthCase, month_project_check
from selfeval.core.checks.registry import Found
from selfeval.core.model import SOURCES
from selfeval.core.monitoring.fields import MONEY, field
from selfeval.core.monitoring.lights import largest_budget
from selfeval.core.numbers import plain
from selfeval.core.problems import Message, Severity, msg
from selfeval.core.scoring.budget import Budget


@month_project_check(
    "B140",
    Severity.ERROR,
    msg("Amount executed in the first months missing"),
    msg("Enter what was spent by the end of the month (1–N月执行数)."),
    "（1-6月执行数空白）",
)
def not_executed(case: MonthCase) -> Iterator[Found]:
    """Nothing says what was spent by the end of the month."""
    budget, name = case.project.budget, case.project.project.title
    if budget.amount("executed") is None and "executed" not in budget.unreadable:
        message = msg("“{title}”: nothing says how much was spent by the end of month {month}.",
                      title=name, month=case.month)  # fmt: skip
        yield _found(case, message, "executed")


@month_project_check(
    "B141",
    Severity.ERROR,
    msg("More spent in the first months than budgeted"),
    msg("Check the amount and the budget; money added during the year belongs to the adjusted budget."),
    "年初预算数 180，1-6月执行数 185",
)
def overspent(case: MonthCase) -> Iterator[Found]:
    """What was spent by the end of the month is above the budget, the adjusted one if that is more."""
    yield from _above(case, case.project.budget, "executed")


@month_project_check(
    "B142",
    Severity.ERROR,
    msg("More expected to be spent than budgeted"),
    msg("Check the expected amount; without a changed budget no more than the budget can be spent."),
    "年初预算数 180，全年预计执行数 190",
)
def expected_above(case: MonthCase) -> Iterator[Found]:
    """What is expected to be spent in the whole year is above the budget."""
    yield from _above(case, case.project.expected, "forecast")


def _found(case: MonthCase, message: Message, name: str) -> Found:
    """A hit in the month's own cell, or where the budget stands that it is held against."""
    own, project = field(case.month, name), case.project.project
    where = project.cells.get(own) or project.where("executed" if "executed" in project.cells else "initial")
    return Found(message, own, case.project.texts[name], where=where)


def _above(case: MonthCase, budget: Budget, name: str) -> Iterator[Found]:
    amount, most = budget.amount("executed"), largest_budget(case.project.base, budget.amount("adjusted"))
    if amount is None or most is None or amount <= most:
        return
    words = {"amount": plain(amount), "budget": plain(most), "unit": budget.unit}
    message = (
        msg("{amount} {unit} was spent by the end of month {month}, but the budget is only {budget} {unit}.",
            month=case.month, **words)
        if name == "executed"
        else msg("{amount} {unit} is expected to be spent, but the budget is only {budget} {unit}.", **words)
    )  # fmt: skip
    yield _found(case, message, name)


@month_project_check(
    "B143",
    Severity.ERROR,
    msg("Spending that falls from one month of monitoring to the next"),
    msg("The figures are cumulative: each is at least that of the month before."),
    "1-3月执行数 50，1-6月执行数 40",
)
def spending_falls(case: MonthCase) -> Iterator[Found]:
    """Less is said to be spent than by the end of the month that was entered before."""
    now, before = case.project.budget.amount("executed"), None
    if case.earlier is not None:
        before = case.earlier.budget.amount("executed")
    if now is not None and before is not None and now < before:
        message = msg(
            "{now} {unit} by the end of month {month} is less than the {before} {unit} by the end of month {earlier}.",
            now=plain(now), before=plain(before), unit=case.project.budget.unit, month=case.month,
            earlier=case.earlier_month,
        )  # fmt: skip
        yield _found(case, message, "executed")


@month_project_check(
    "B144",
    Severity.ERROR,
    msg("Less expected of the whole year than was spent already"),
    msg("The expected amount is that of all twelve months, what was spent already included."),
    "1-6月执行数 90，全年预计执行数 85",
)
def expected_below_spent(case: MonthCase) -> Iterator[Found]:
    """The year is expected to end with less than what was spent by the end of the month."""
    now, year = case.project.budget.amount("executed"), case.project.expected.amount("executed")
    if now is not None and year is not None and year < now:
        message = msg("{year} {unit} is expected of the whole year, but {now} {unit} was spent already.",
                      year=plain(year), now=plain(now), unit=case.project.budget.unit)  # fmt: skip
        yield _found(case, message, "forecast")


@month_project_check(
    "B145",
    Severity.ERROR,
    msg("Sources of a month that do not add up"),
    msg("Check the amounts by source and the total."),
    "1-6月执行数 90，其中财政资金 80、其他资金 5",
)
def sources(case: MonthCase) -> Iterator[Found]:
    """The amounts by source make another sum than the total of the month, or than what is expected."""
    for name, budget in zip(MONEY, (case.project.budget, case.project.expected), strict=True):
        total = budget.amount("executed")
        parts = [amount for source in SOURCES if (amount := budget.amount(f"executed.{source}")) is not None]
        whole = sum(parts, Decimal(0))
        if total is None or not parts or "executed" in budget.derived or total == whole:
            continue
        if len(parts) < len(SOURCES) and whole < total:
            continue  # the sources that are left blank may hold the rest
        message = msg("The sources make {sum} {unit}, the total is {total} {unit}.",
                      sum=plain(whole), total=plain(total), unit=budget.unit)  # fmt: skip
        yield _found(case, message, name)


@month_project_check(
    "B146",
    Severity.ERROR,
    msg("Amount of a month that is no number"),
    msg("Write an amount, such as 84.6."),
    "1-6月执行数：约八十",
)
def unreadable(case: MonthCase) -> Iterator[Found]:
    """An amount of the month cannot be read."""
    for name, budget in zip(MONEY, (case.project.budget, case.project.expected), strict=True):
        for part in budget.unreadable:
            if part.startswith("executed"):
                own = name + part.removeprefix("executed")
                text = case.project.texts[own]
                yield _found(case, msg("“{text}” is not a number.", text=text), own)
