"""Checks of a project's own data, its budget, its spending plan and the execution rate."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal

from selfeval.core.checks.registry import Case, Found, Scope, project_check
from selfeval.core.model import AMOUNTS, CHECKPOINTS, SOURCES
from selfeval.core.numbers import HUNDRED, plain
from selfeval.core.problems import Message, Owner, Severity, msg
from selfeval.core.scoring.money_slips import AMOUNT_LABELS


def label(field: str) -> Message:
    """What a budget field is called, such as `adjusted budget`."""
    return AMOUNT_LABELS.get(field.partition(".")[0], Message(field))


def _owner(field: str) -> Owner:
    """Initial budget and spending plan were approved with the targets; the other amounts are of the evaluation."""
    return Owner.TARGETS if field.partition(".")[0] in {"initial", "plan"} else Owner.EVALUATION


@project_check(
    "B101",
    Severity.ERROR,
    msg("Sources do not add up to the budget"),
    msg("Correct the total or its sources (财政资金, 上年结转, 其他资金)."),
    "预算数 180，财政资金 150",
    Scope.PROJECT,
)
def sources(case: Case) -> Iterator[Found]:
    """The sources written make another sum than the total written beside them."""
    budget = case.result.budget
    for amount in AMOUNTS:
        parts = [part for source in SOURCES if (part := budget.amount(f"{amount}.{source}")) is not None]
        total = budget.amount(amount)
        if amount in budget.texts and parts and total is not None and sum(parts) != total:
            message = msg(
                "The sources of the {amount} make {sum}, but {total} is written as its total ({unit}).",
                amount=label(amount),
                sum=plain(sum(parts, Decimal(0))),
                total=plain(total),
                unit=budget.unit,
            )
            yield Found(message, amount, budget.texts[amount], about=_owner(amount))


@project_check(
    "B103",
    Severity.ERROR,
    msg("Spending plan that falls"),
    msg("The plan is cumulative: each checkpoint is at least the one before and at most 100%."),
    "25%、75%、50%、100%",
    Scope.PROJECT,
    about=Owner.TARGETS,
)
def plan_falls(case: Case) -> Iterator[Found]:
    """A checkpoint below the one before it, below 0 or above 100 %."""
    yield from falls(case, case.result.budget.plan, "plan")


@project_check(
    "B104",
    Severity.ERROR,
    msg("Spending plan does not end at 100%"),
    msg("The whole budget should be planned to be spent by the end of December."),
    "12月底 95%",
    Scope.PROJECT,
    about=Owner.TARGETS,
)
def plan_ends(case: Case) -> Iterator[Found]:
    """The December checkpoint is not 100 %."""
    last = case.result.budget.plan.get(CHECKPOINTS[-1])
    if last is not None and 0 <= last < HUNDRED:
        field = f"plan.{CHECKPOINTS[-1]}"
        message = msg("The spending plan ends at {percent}% in December.", percent=plain(last))
        yield Found(message, field, case.result.budget.texts.get(field, ""))


@project_check(
    "B105",
    Severity.ERROR,
    msg("Project name missing"),
    msg("Enter the project's name (项目名称) as it stands in the budget."),
    "（项目名称空白）",
    Scope.PROJECT,
    about=Owner.TARGETS,
)
def no_name(case: Case) -> Iterator[Found]:
    """Neither a name nor a cell for it, or a cell left blank."""
    if not case.project.name.strip():
        message = msg("The table of “{title}” does not give the project's name.", title=case.project.title)
        yield Found(message, "name")


@project_check(
    "B106",
    Severity.WARNING,
    msg("Project code missing"),
    msg("Enter the project's code (项目编码) as it stands in the budget."),
    "（项目编码空白）",
    Scope.PROJECT,
    about=Owner.TARGETS,
)
def no_code(case: Case) -> Iterator[Found]:
    """A table with a place for the code, left blank; the national form has none."""
    if "code" in case.project.cells and not case.project.code.strip():
        yield Found(msg("The project “{title}” has no code.", title=case.project.title), "code")


@project_check(
    "B109",
    Severity.ERROR,
    msg("Budget missing"),
    msg("Enter the budget of the project (预算数)."),
    "（预算数空白）",
    Scope.PROJECT,
)
def no_budget(case: Case) -> Iterator[Found]:
    """No amount to hold the spending against."""
    budget = case.result.budget
    if not any(budget.texts.get(name) or budget.amount(name) is not None for name in ("initial", "adjusted")):
        yield Found(msg("The project “{title}” has no budget.", title=case.project.title), "initial")


@project_check(
    "B110",
    Severity.ERROR,
    msg("Amount or percent that cannot be read"),
    msg("Write a number, with its unit if it is another than the table's."),
    "约180万",
    Scope.PROJECT,
)
def unreadable(case: Case) -> Iterator[Found]:
    """A budget cell with something else than an amount."""
    for field in case.result.budget.unreadable:
        text = case.result.budget.texts[field]
        message = msg("“{text}” cannot be read as an amount or a percent.", text=text)
        if field == "finished":
            message = msg("“{text}” does not say whether the project is finished: write 是 or 否.", text=text)
        yield Found(message, field, text, about=_owner(field))


@project_check(
    "B111",
    Severity.ERROR,
    msg("Negative amount"),
    msg("Amounts are 0 or more; a cut belongs in the adjusted budget."),
    "-20",
    Scope.PROJECT,
)
def negative(case: Case) -> Iterator[Found]:
    """An amount below 0."""
    budget = case.result.budget
    for field, amount in budget.amounts.items():
        if amount < 0 and field in budget.texts:
            message = msg("The {amount} is negative: {text}.", amount=label(field), text=budget.texts[field])
            yield Found(message, field, budget.texts[field], about=_owner(field))


@project_check(
    "B112",
    Severity.WARNING,
    msg("Checkpoint of the spending plan missing"),
    msg("Give the cumulative percent for the end of March, June, October and December."),
    "3月底 25%，6月底 空白",
    Scope.PROJECT,
    about=Owner.TARGETS,
)
def plan_gap(case: Case) -> Iterator[Found]:
    """Some of the four checkpoints are there and others are not."""
    budget = case.result.budget
    written = [month for month in CHECKPOINTS if f"plan.{month}" in budget.texts]
    for month in CHECKPOINTS:
        if written and month not in written:
            yield Found(
                msg("The spending plan says nothing for the end of month {month}.", month=month), f"plan.{month}"
            )


def falls(case: Case, percents: Mapping[int, Decimal], prefix: str) -> Iterator[Found]:
    """Cumulative percents (fields `prefix.month`) that fall, are negative or, in a plan, pass 100 %."""
    before, earlier = Decimal(0), 0
    for month in CHECKPOINTS:
        percent = percents.get(month)
        if percent is None:
            continue
        field = f"{prefix}.{month}"
        text = case.result.budget.texts.get(field, "")
        if percent < before:
            if earlier:
                message = msg(
                    "{percent}% for month {month} is less than the {before}% for month {earlier}.",
                    percent=plain(percent),
                    month=month,
                    before=plain(before),
                    earlier=earlier,
                )
            else:
                message = msg("{percent}% for month {month} is less than nothing.", percent=plain(percent), month=month)
            yield Found(message, field, text)
        elif percent > HUNDRED and prefix == "plan":
            message = msg("{percent}% for month {month} is more than the whole.", percent=plain(percent), month=month)
            yield Found(message, field, text)
        before, earlier = percent, month
