"""Checks of a row's other cells and of rows against each other: units, names, basis, description, tiers, dates."""

from __future__ import annotations

from collections.abc import Iterator

from selfeval.core.checks import words
from selfeval.core.checks.registry import Case, Found, Scope, project_check, row_check
from selfeval.core.checks.rows.directions import misread
from selfeval.core.numbers import parse_money, plain
from selfeval.core.patterns import lazy
from selfeval.core.problems import Severity, msg
from selfeval.core.readings import Kind, Trend
from selfeval.core.rules.choices import ExecutionMethod
from selfeval.core.scoring.assessment import budget_year
from selfeval.core.scoring.scored import Scored
from selfeval.core.texts.words.execution import is_execution
from selfeval.core.texts.words.names import is_rate
from selfeval.core.texts.words.targets import is_cost
from selfeval.core.units import TIME_UNITS, is_money, same_unit

_IN_BRACKETS = lazy(r"[（(]\s*(?:[≥≤<>=]*\s*[*＊0-9.]*)?\s*([^（）()0-9*＊≥≤<>=]{1,8})[）)]\s*$")
_TEMPLATE_UNIT = lazy(r"[（(]\s*[≥≤<>=]*\s*[*＊]+\s*([^（）()*＊]{1,8})[）)]")
_COUNTED = lazy(r"(批次|人次|户次|场次|车次|班次)(?:数|数量)?$")
_COUNT_NAME = lazy(r"(?:人|户|次|台|套|件|家|篇|个|场|批|份|亩|天|期|村|辆|株|只|例)(?:次|套)?数(?:量)?$")
_COUNTS = frozenset(
    {"个", "人", "人次", "次", "批次", "件", "户", "家", "项", "篇", "台", "套", "起", "例", "场次", "户次", "车次"}
)
_CHANGES = frozenset({"%", "‰", "百分点", "个百分点"})
"""Units of a change: 批次 that are to fall by 10 % are no contradiction."""
_MEASURES = TIME_UNITS | {"亩", "公里", "米", "平方米", "吨", "公斤"}


@row_check(
    "T112",
    Severity.WARNING,
    msg("Number without a unit"),
    msg("Write the unit behind the number, % for a rate."),
    "220",
    Scope.INDICATOR,
)
def no_unit(_case: Case, item: Scored) -> Iterator[Found]:
    """A bare number whose unit the name does not tell either."""
    target, name = item.target, item.indicator.tier3.strip()
    if target.kind not in {Kind.QUANTITY, Kind.RANGE} or target.unit or misread(target) is not None:
        return
    told = _IN_BRACKETS.search(name) or _COUNTED.search(name) or _COUNT_NAME.search(name)
    if not told and target.value != 0:
        message = msg("“{name}”: the target {target} has no unit.", name=name, target=target.text)
        yield Found(message, "target", target.text, item)


@row_check(
    "T113",
    Severity.WARNING,
    msg("Unit that contradicts the name"),
    msg("Use one unit in the name and in the target."),
    "接访批次 ≤6次",
    Scope.INDICATOR,
)
def other_unit(_case: Case, item: Scored) -> Iterator[Found]:
    """批次 in the name and 次 in the value, or a rate that is counted in pieces."""
    target, name = item.target, item.indicator.tier3.strip()
    changed = target.trend is not Trend.NONE and target.unit in _CHANGES
    if target.kind not in {Kind.QUANTITY, Kind.RANGE} or not target.unit or changed:
        return
    found = _TEMPLATE_UNIT.search(name) or _IN_BRACKETS.search(name) or _COUNTED.search(name)
    stated = found[1].strip() if found else ""
    if not stated and is_rate(name):
        stated = "%"
    if stated and _looks_like_unit(stated) and not _same(stated, target.unit):
        message = msg(
            "“{name}” speaks of {stated}, but the target {target} is in {unit}.",
            name=name,
            stated=stated,
            target=target.text,
            unit=target.unit,
        )
        yield Found(message, "target", target.text, item)


def _looks_like_unit(text: str) -> bool:
    return text == "%" or text in _COUNTS or text in _MEASURES or is_money(text) or text.startswith("元/")


def _same(stated: str, unit: str) -> bool:
    if stated == "%":
        return unit not in _COUNTS and not is_money(unit)
    if stated in TIME_UNITS and unit not in TIME_UNITS:
        return True  # a span of time behind a name says how often, not what is counted
    return (is_money(stated) and is_money(unit)) or same_unit(stated, unit) or unit == f"个{stated}"


@project_check(
    "T114",
    Severity.WARNING,
    msg("Same indicator twice"),
    msg("Leave one of them out, or name what makes them different."),
    "培训人数；培训人数",
    Scope.INDICATOR,
    of_table=True,
)
def duplicate(case: Case) -> Iterator[Found]:
    """One name in two rows of a project: one outcome would count twice."""
    seen: dict[str, Scored] = {}
    for item in case.rows:
        name = words.bare(item.indicator.tier3)
        first = seen.setdefault(name, item) if name else item
        if first is not item and not (is_execution(item.indicator.tier3) and _scores_execution(case)):
            message = msg("“{name}” stands in this project more than once.", name=item.indicator.tier3)
            yield Found(message, "tier3", item.indicator.tier3, item)


def _scores_execution(case: Case) -> bool:
    return case.pack.execution.method is not ExecutionMethod.NONE and case.result.execution.weight > 0


@row_check(
    "T115",
    Severity.WARNING,
    msg("Execution rate counted twice"),
    msg("Replace this indicator, since the form scores the execution rate in a row of its own."),
    "预算资金执行率",
    Scope.INDICATOR,
)
def execution_twice(case: Case, item: Scored) -> Iterator[Found]:
    """The execution rate has its own row in the form and stands among the indicators as well."""
    # A row may bear the name in its tiers alone.
    name = item.indicator.tier3 or item.indicator.tier2 or item.indicator.tier1
    if is_execution(name) and _scores_execution(case):
        message = msg(
            "“{name}” repeats the budget execution rate, which already has {points} points of its own.",
            name=name,
            points=plain(case.result.execution.weight),
        )
        yield Found(message, "tier3", name, item)


@row_check(
    "T117",
    Severity.WARNING,
    msg("Cost target equal to the whole budget"),
    msg("Name a unit cost or a part of the spending that can be saved on."),
    "解决问题费用 ≤180万元",
    Scope.INDICATOR,
)
def cost_is_budget(case: Case, item: Scored) -> Iterator[Found]:
    """A cost limit that only says, as an amount or in words, that the budget will not be overdrawn."""
    row, target, budget = item.indicator, item.target, case.result.budget
    worded = target.kind in {Kind.QUALITATIVE, Kind.BOOLEAN} and words.within_budget(target.text)
    if worded and is_cost(row.tier1, row.tier2):
        message = msg(
            "“{name}”: the target “{target}” only says that the budget is not exceeded.",
            name=row.tier3,
            target=target.text,
        )
        yield Found(message, "target", target.text, item)
    if target.kind is not Kind.QUANTITY or target.value is None or not is_cost(row.tier1, row.tier2):
        return
    unit = target.unit or budget.unit
    amount = parse_money(f"{plain(target.value)}{unit}", budget.unit) if is_money(unit) else None
    wholes = {budget.amount("initial"), budget.amount("adjusted")} - {None}
    if amount and amount in wholes:
        message = msg(
            "“{name}”: the target {target} is just the whole budget of the project.", name=row.tier3, target=target.text
        )
        yield Found(message, "target", target.text, item)


@row_check(
    "T121",
    Severity.WARNING,
    msg("Date outside the budget year"),
    msg("Correct the year, or say in the description why the date lies outside."),
    "2024年12月底前",
    Scope.INDICATOR,
)
def outside_year(case: Case, item: Scored) -> Iterator[Found]:
    """A deadline in another year than the one the money is for."""
    year = budget_year(case.evaluation)
    target = item.target
    dates = [day for day in (target.day, target.last_day) if day is not None]
    if year is not None and any(day.year != year for day in dates):
        message = msg(
            "“{name}”: {target} lies outside the budget year {year}.",
            name=item.indicator.tier3,
            target=target.text,
            year=year,
        )
        yield Found(message, "target", target.text, item)
