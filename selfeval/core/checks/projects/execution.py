"""Checks of what was spent: the execution rate, changes of the budget, the spending checkpoints."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from selfeval.core.checks import words
from selfeval.core.checks.projects.budgets import falls
from selfeval.core.checks.registry import Case, Found, Scope, Stage, project_check
from selfeval.core.model import CHECKPOINTS
from selfeval.core.numbers import plain, round_half_up
from selfeval.core.problems import Message, Severity, msg
from selfeval.core.readings import Confidence
from selfeval.core.rules.choices import ExecutionMethod
from selfeval.core.scoring.budget import CARRIED
from selfeval.core.scoring.money_slips import AMOUNT_LABELS
from selfeval.core.scoring.results import ProjectResult
from selfeval.core.texts.shapes.rates import PrintedRate, printed_rate


@project_check(
    "B120",
    Severity.ERROR,
    msg("Amount executed missing"),
    msg("Enter what was spent by the end of the year (全年执行数)."),
    "（全年执行数空白）",
    Scope.PROJECT,
    Stage.FILLED,
)
def not_executed(case: Case) -> Iterator[Found]:
    """The execution rate cannot be worked out; a form that only prints it is told that amounts alone are scored."""
    budget = case.result.budget
    scored = case.pack.execution.method is not ExecutionMethod.NONE and case.result.execution.applies
    if not scored or budget.amount("executed") is not None or "executed" in budget.unreadable:
        return
    printed, title = case.project.claimed.rate, case.project.title
    if printed_rate(printed, None) is None:
        yield Found(msg("“{title}”: nothing says how much was spent.", title=title), "executed")
        return
    message = msg(
        "“{title}”: the execution rate is printed as {rate}, but nothing says how much was spent; without the amounts "
        "it is not scored.",
        title=title,
        rate=printed,
    )
    where = None if "executed" in case.project.cells else case.project.where("rate")
    yield Found(message, "executed", printed, where=where)


@project_check(
    "B121",
    Severity.ERROR,
    msg("More executed than budgeted"),
    msg("Check the adjusted budget: money added during the year belongs there."),
    "全年预算数 180，全年执行数 185",
    Scope.PROJECT,
    Stage.FILLED,
)
def overspent(case: Case) -> Iterator[Found]:
    """The amount executed is above the whole year's budget, money carried over included."""
    budget = case.result.budget
    executed, limit = budget.amount("executed"), budget.amount("adjusted")
    if executed is None or limit is None:
        return
    own_base = case.result.execution.base
    if executed > max(limit, own_base if own_base is not None else limit):
        message = msg(
            "{executed} {unit} was spent, but the budget is only {budget} {unit}.",
            executed=plain(executed),
            budget=plain(limit),
            unit=budget.unit,
        )
        yield Found(message, "executed", budget.texts.get("executed", ""))


@project_check(
    "B122",
    Severity.ERROR,
    msg("Execution rate wrongly worked out"),
    msg("The rate is the amount executed, divided by the base that the rule pack names."),
    "执行率 100%（3824.26 ÷ 4753.66）",
    Scope.PROJECT,
    Stage.FILLED,
)
def wrong_rate(case: Case) -> Iterator[Found]:
    """The printed rate is not executed / base; where another base explains it, that one is named."""
    rate = case.result.execution.rate
    claimed = printed_rate(case.project.claimed.rate, rate)
    if claimed is None or rate is None or claimed.is_about(rate):
        return
    percent = round_half_up(rate * 100, 2)
    shown = plain(claimed.share * 100)
    other = _other_base(case, claimed)
    if other:
        message = msg(
            "The execution rate is printed as {claimed}%, worked out on the {other}; by the rule it is {rate}%.",
            claimed=shown,
            other=other,
            rate=plain(percent),
        )
    else:
        message = msg(
            "The execution rate is printed as {claimed}%, but the amounts make {rate}%.",
            claimed=shown,
            rate=plain(percent),
        )
    yield Found(message, "rate", case.project.claimed.rate)


@project_check(
    "B123",
    Severity.WARNING,
    msg("Low execution without a reason"),
    msg("Say why the money was not spent and what will be done about it."),
    "执行率 69.57%，无说明",
    Scope.PROJECT,
    Stage.FILLED,
)
def low_execution(case: Case) -> Iterator[Found]:
    """A rate below the pack's `explain_below`, and nothing said about it; without amounts, the printed rate."""
    rate, limit = case.result.execution.rate, case.pack.execution.explain_below
    claimed = printed_rate(case.project.claimed.rate, None)
    if rate is None and claimed is not None:
        rate = claimed.share
    if case.result.execution.applies and rate is not None and rate * 100 < limit and not _explained(case):
        message = msg(
            "Only {rate}% of the budget was spent, less than {limit}%, and no reason is given.",
            rate=plain(round_half_up(rate * 100, 2)),
            limit=plain(limit),
        )
        text = case.result.budget.texts.get("executed", "")
        printed = case.project.claimed.rate
        yield Found(message, "executed", text) if text or claimed is None else Found(message, "rate", printed)


@project_check(
    "B124",
    Severity.WARNING,
    msg("Changed budget without a reason"),
    msg("Say when and by which decision the budget was changed."),
    "年初 861.10，全年 2030.12",
    Scope.PROJECT,
)
def changed(case: Case) -> Iterator[Found]:
    """年初预算数 and 全年预算数 differ, and nothing is said about it."""
    budget = case.result.budget
    initial, adjusted = budget.amount("initial"), budget.amount("adjusted")
    if initial is None or adjusted is None or initial == adjusted or _explained(case):
        return
    if adjusted - initial == (budget.amount("adjusted.carry_over") or 0) - (budget.amount("initial.carry_over") or 0):
        return
    message = msg(
        "The budget went from {initial} to {adjusted} {unit} during the year, and no reason is given.",
        initial=plain(initial),
        adjusted=plain(adjusted),
        unit=budget.unit,
    )
    yield Found(message, "adjusted", budget.texts.get("adjusted", ""))


@project_check(
    "B125",
    Severity.INFO,
    msg("Amount supposed"),
    msg("Enter the amount if it was another one."),
    "全年预算数空白，取年初预算数",
    Scope.PROJECT,
    Stage.FILLED,
)
def supposed(case: Case) -> Iterator[Found]:
    """A total that is not written was taken from its sources, or the adjusted budget from the initial one."""
    for note in case.result.budget.assumptions:
        if note.confidence is not Confidence.LOW:
            field = note.code.removeprefix("sum.")
            yield Found(msg("{title}: {note}.", title=case.project.title, note=note.message), field)


@project_check(
    "B128",
    Severity.WARNING,
    msg("Budget of which only the carry-over is written"),
    msg("Enter the whole budget; the carry-over of the year before is only a part of it."),
    "全年预算数空白，其中上年结转 20",
    Scope.PROJECT,
)
def carried(case: Case) -> Iterator[Found]:
    """A budget was supposed although nothing but the carry-over of the year before is written for it."""
    for note in case.result.budget.assumptions:
        kind, _, field = note.code.partition(".")
        if kind == CARRIED:
            yield Found(msg("{title}: {note}.", title=case.project.title, note=note.message), field)


@project_check(
    "B126",
    Severity.ERROR,
    msg("Spending by checkpoint that falls"),
    msg("The figures are cumulative: each is at least the one before."),
    "6月底 47%，10月底 40%",
    Scope.PROJECT,
    Stage.FILLED,
)
def spending_falls(case: Case) -> Iterator[Found]:
    """What was spent by a checkpoint is less than what was spent by the one before it."""
    yield from falls(case, case.result.budget.checkpoints, "checkpoint")


@project_check(
    "B127",
    Severity.WARNING,
    msg("Spending in December unlike the execution rate"),
    msg("The percent at the end of December and the amount executed tell of the same money."),
    "12月底 90%，执行率 97.39%",
    Scope.PROJECT,
    Stage.FILLED,
)
def december(case: Case) -> Iterator[Found]:
    """The last checkpoint and executed / budget differ by more than half a percentage point."""
    field = f"checkpoint.{CHECKPOINTS[-1]}"
    for message in december_unlike(case.result):
        yield Found(message, field, case.result.budget.texts.get(field, ""))


def december_unlike(result: ProjectResult) -> Iterator[Message]:
    """Says by how much they differ, for whoever is still typing as well."""
    budget = result.budget
    last, executed, base = budget.checkpoints.get(CHECKPOINTS[-1]), budget.amount("executed"), budget.amount("adjusted")
    if last is None or executed is None or not base or base < 0:
        return
    rate = Fraction(executed) / Fraction(base) * 100
    if abs(Fraction(last) - rate) > Fraction(1, 2):
        yield msg(
            "{last}% is entered for the end of December, but the amount executed makes {rate}%.",
            last=plain(last),
            rate=plain(round_half_up(rate, 2)),
        )


def _explained(case: Case) -> bool:
    return not words.says_nothing(case.evaluation.value(case.project, "budget_reason"))


def _other_base(case: Case, claimed: PrintedRate) -> Message | None:
    budget = case.result.budget
    executed = budget.amount("executed")
    carried = budget.amount("adjusted.carry_over") or budget.amount("initial.carry_over")
    adjusted = budget.amount("adjusted")
    bases = [(budget.amount(name), AMOUNT_LABELS[name]) for name in ("initial", "adjusted")]
    if adjusted is not None and carried:
        bases.append((adjusted + carried, msg("adjusted budget with the money carried over")))
    for base, name in bases:
        if base and executed is not None and claimed.is_about(Fraction(executed) / Fraction(base)):
            return name
    return None
