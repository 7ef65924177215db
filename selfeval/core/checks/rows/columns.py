"""Checks of whole columns and tiers of a project's table: what is missing in every row is said once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from selfeval.core.checks import words
from selfeval.core.checks.registry import Case, Found, Scope, project_check
from selfeval.core.model import Tier1
from selfeval.core.numbers import plain
from selfeval.core.problems import Message, Severity, msg
from selfeval.core.rules.choices import ExecutionMethod
from selfeval.core.rules.weights.weights import layout_for
from selfeval.core.texts.words import names
from selfeval.core.texts.words.leftovers import holds_placeholder, is_leftover
from selfeval.core.tiers import tier1_for


def whole_column(case: Case, hits: Sequence[Found], rows: int, whole: Message, field: str) -> Iterator[Found]:
    """One finding for the project where two or more rows all have it, else the findings themselves."""
    if len(hits) < 2 or len(hits) < rows:
        yield from hits
        return
    first = hits[0].item
    where = first.indicator.where(field) if first else None
    yield Found(whole, field, where=where or case.project.where(field))


@project_check(
    "T118",
    Severity.WARNING,
    msg("Tier without an indicator"),
    msg("Add at least one indicator to this tier."),
    "没有满意度指标",
    Scope.PROJECT,
    of_table=True,
)
def missing_tier(case: Case) -> Iterator[Found]:
    """A tier 1 that the pack gives points to and the project does not have."""
    present = {tier1_for(item.indicator) for item in case.rows}
    if any(names.is_satisfaction(item.indicator.tier1, item.indicator.tier2) for item in case.rows):
        present |= {Tier1.SATISFACTION}  # some forms list it among the benefits
    if any(not item.indicator.tier1.strip() and not item.indicator.tier2.strip() for item in case.rows):
        return
    layouts = [set(layout.tiers) for layout in case.pack.weights.layouts]
    if not case.rows or present in layouts:
        return
    for tier in layout_for(case.pack.weights, present):
        if tier not in present:
            message = msg("The project has no indicator in the tier {tier}.", tier=f"{tier.value}指标")
            yield Found(message, "tier1")


@project_check(
    "T119",
    Severity.WARNING,
    msg("Basis of the target missing"),
    msg("Name the document, standard or earlier figure that the target rests on."),
    "（指标值确定依据空白）",
    Scope.PROJECT,
    of_table=True,
)
def no_basis(case: Case) -> Iterator[Found]:
    """指标值确定依据 is empty, in a table that has this column."""
    if not case.has_column("basis"):
        return
    empty = [item for item in case.rows if words.says_nothing(item.indicator.basis)]
    hits = [
        Found(
            msg("“{name}”: nothing says what the target value rests on.", name=item.indicator.tier3),
            "basis",
            item.indicator.basis,
            item,
        )
        for item in empty
    ]
    whole = msg("None of the {count} indicators says what its target value rests on.", count=len(hits))
    yield from whole_column(case, hits, len(case.rows), whole, "basis")


@project_check(
    "T120",
    Severity.INFO,
    msg("Description that only repeats the name"),
    msg("Say what is counted, over which time, and how it is worked out."),
    "重点地区访量；重点地区访量",
    Scope.PROJECT,
    of_table=True,
)
def description_is_name(case: Case) -> Iterator[Found]:
    """绩效指标描述 and the indicator's name are the same words."""
    described = [item for item in case.rows if item.indicator.description.strip()]
    hits = [
        Found(
            msg("“{name}”: the description only repeats the name.", name=item.indicator.tier3),
            "description",
            item.indicator.description,
            item,
        )
        for item in described
        if words.bare(item.indicator.description) == words.bare(item.indicator.tier3)
    ]
    whole = msg("The descriptions of all {count} indicators only repeat their names.", count=len(hits))
    yield from whole_column(case, hits, len(described), whole, "description")


@project_check(
    "T126",
    Severity.ERROR,
    msg("Project without indicators"),
    msg("Add the indicators that were approved with the budget."),
    "（绩效指标空白）",
    Scope.PROJECT,
    of_table=True,
)
def no_indicators(case: Case) -> Iterator[Found]:
    """Nothing to evaluate."""
    if not case.rows:
        yield Found(msg("The project “{name}” has no indicators.", name=case.project.title), "tier3")


@project_check(
    "T127",
    Severity.WARNING,
    msg("Goal of the project missing"),
    msg("Write what the money is to achieve this year (年度总体目标)."),
    "（绩效目标空白）",
    Scope.PROJECT,
    of_table=True,
)
def no_goal(case: Case) -> Iterator[Found]:
    """The table has a place for 绩效目标, and nothing stands there."""
    if "goals" in case.project.cells and not any(goal.strip() for goal in case.project.goals):
        yield Found(msg("The project “{name}” states no goal.", name=case.project.title), "goals")


@project_check(
    "T129",
    Severity.WARNING,
    msg("Name with a placeholder"),
    msg("Write the name alone, and the number with its unit as the target."),
    "农村低保发放人数（≥**人）",
    Scope.PROJECT,
    of_table=True,
)
def template_name(case: Case) -> Iterator[Found]:
    """Asterisks or the like of the form's template were left in the name."""
    hits = [
        Found(
            msg("The name “{name}” still holds a placeholder of the form.", name=item.indicator.tier3),
            "tier3",
            item.indicator.tier3,
            item,
        )
        for item in case.rows
        if holds_placeholder(item.indicator.tier3) or is_leftover(item.indicator.tier3)
    ]
    whole = msg("The names of all {count} indicators still hold a placeholder of the form.", count=len(hits))
    yield from whole_column(case, hits, len(case.rows), whole, "tier3")


@project_check(
    "W115",
    Severity.WARNING,
    msg("Execution rate without points"),
    msg(
        "If the execution rate is to be scored, take its points from the indicators; else choose a rule pack that "
        "does not score it."
    ),
    "指标分值合计 100，表中没有预算执行率",
    Scope.PROJECT,
    of_table=True,
)
def no_execution(case: Case) -> Iterator[Found]:
    """The form has no place for the execution rate, and its indicators make 100 by themselves: nothing is invented."""
    rule, weighing = case.pack.execution, case.result.weighing
    scored = rule.method is not ExecutionMethod.NONE and rule.weight > 0
    if case.rows and scored and weighing.execution_base == 0 and weighing.execution_origin == "workbook":
        message = msg(
            "The indicators of “{name}” make all points by themselves, so the execution rate has none; the rule pack "
            "gives it {usual}.",
            name=case.project.title,
            usual=plain(rule.weight),
        )
        yield Found(message, "weight", where=case.rows[0].indicator.where("weight"))
