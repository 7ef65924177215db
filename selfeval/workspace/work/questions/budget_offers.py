"""What the budget already says: values offered for what repeats it, and its score before it is entered."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from selfeval.core.evaluation import FactKey
from selfeval.core.model import CHECKPOINTS, SOURCES
from selfeval.core.numbers import fixed, plain, round_half_up
from selfeval.core.problems import Message, msg
from selfeval.core.readings import Kind
from selfeval.core.rules.parts.reviewing import grade_given
from selfeval.core.scoring.assessment import rescored
from selfeval.core.scoring.results import ProjectResult
from selfeval.core.scoring.scored import Scored
from selfeval.core.texts.words.execution import repeats_execution
from selfeval.core.texts.words.targets import is_cost
from selfeval.core.units import convert, is_money
from selfeval.workspace.work.questions.required import asked
from selfeval.workspace.work.workspace import Workspace


def budget_offer(workspace: Workspace, project: str, indicator: str) -> str:
    """What the budget figures say for this indicator, such as `97.39%` or `175.3万元`; "" if they say nothing.

    Offered for execution rates, and for cost targets in money that stand at the project's whole budget.
    """
    result = workspace.result(project)
    scored = result.scored(indicator)
    if scored.target.kind not in {Kind.QUANTITY, Kind.RANGE}:
        return ""
    if scored.target.unit == "%":
        rate = result.execution.rate
        named = repeats_execution(scored.indicator.tier3)
        return f"{plain(round_half_up(rate * 100, 2))}%" if named and rate is not None else ""
    return _cost(result, scored)


def _cost(result: ProjectResult, scored: Scored) -> str:
    row, budget, unit = scored.indicator, result.budget, scored.target.unit
    executed = budget.amount("executed")
    if executed is None or not is_money(unit) or not is_cost(row.tier1, row.tier2):
        return ""
    wholes = [amount for name in ("initial", "adjusted") if (amount := budget.amount(name)) is not None]
    spent = convert(executed, budget.unit, unit)
    if spent is None or scored.target.value not in [convert(whole, budget.unit, unit) for whole in wholes]:
        return ""
    return f"{plain(round_half_up(spent, 6))}{unit}"


def field_offer(result: ProjectResult, field: str) -> str:
    """What the figures of a budget leave for one of its blank fields, such as `175.3` or `97.39%`; "" if nothing.

    Offered for spending of the only source left that has a budget and no figure, as what the others leave of the whole;
    and for the last checkpoint, as the execution rate.
    """
    budget = result.budget
    if field in budget.texts:
        return ""
    if field == f"checkpoint.{CHECKPOINTS[-1]}":
        rate = result.execution.rate
        return f"{plain(round_half_up(rate * 100, 2))}%" if rate is not None and "executed" in budget.texts else ""
    spent = [name for name in asked(budget) if name.startswith("executed.")]
    whole = budget.amount("executed")
    if field not in spent or whole is None or [name for name in spent if name not in budget.texts] != [field]:
        return ""
    others = [budget.amount(f"executed.{source}") for source in SOURCES]
    left = whole - sum((amount for amount in others if amount is not None), Decimal(0))
    return plain(left) if left >= 0 else ""


def budget_preview(workspace: Workspace, project: str, values: Mapping[str, str]) -> ProjectResult:
    """What the project would come to with these budget texts, by field, without entering them."""
    step = workspace.evaluation.step([(FactKey(project, "", name), text) for name, text in values.items()])
    result = workspace.result(project)
    return rescored(workspace.evaluation.enter(step), result, workspace.pack) if step else result


def total_with(workspace: Workspace, project: str, grade: str) -> Message:
    """What the project's total would be with this grade of a reviewer, or these points; "" for none."""
    pack = workspace.pack
    if grade and not grade_given(grade, pack.grades):
        return msg("“{text}” is neither a grade of the rule pack nor points from 0 to 100.", text=grade)
    tried = budget_preview(workspace, project, {"review_grade": grade})
    if tried.total is None:
        return msg("There is no total yet; the grade counts as soon as there is one.")
    total = fixed(tried.total, pack.rounding.places) or ""
    if tried.reviewed is None:
        return msg("nothing is taken off: {total}, {grade}", total=total, grade=tried.grade)
    return msg(
        "{percent}% of {before}: {total}, {grade}",
        percent=plain(tried.reviewed.percent),
        before=fixed(tried.reviewed.before, pack.rounding.places) or "",
        total=total,
        grade=tried.grade,
    )
