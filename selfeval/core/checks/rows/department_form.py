"""Checks of the department's own form: scores by standard and their grounds, amounts, rates, rows of the layout."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from selfeval.core.checks import words
from selfeval.core.checks.registry import Case, Found, Scope, Stage, project_check, row_check
from selfeval.core.model import AMOUNT, COMPUTED, STANDARD
from selfeval.core.numbers import decimals, plain
from selfeval.core.problems import Message, Severity, msg
from selfeval.core.readings import ActualKind
from selfeval.core.rules.choices import FormRow
from selfeval.core.rules.forms.layout import same_name
from selfeval.core.scoring.department_form import laid_out, own_form, points_of, row_of
from selfeval.core.scoring.department_rows import worked_out
from selfeval.core.scoring.scored import Scored


@row_check(
    "S130",
    Severity.ERROR,
    msg("Score by standard that cannot be used"),
    msg("Enter points between 0 and those of the row."),
    "分值 6，自评得分 7",
    Scope.INDICATOR,
    Stage.FILLED,
)
def unusable_score(case: Case, item: Scored) -> Iterator[Found]:
    """A score that was entered by standard lies above the row's points or below 0, or is no number."""
    text = case.value(item, "actual")
    if item.indicator.kind == STANDARD and text and item.score is None and not item.deduction_problem:
        yield Found(msg("“{name}”: {why}", name=item.indicator.tier3, why=item.said), "actual", text, item)


@row_check(
    "S131",
    Severity.ERROR,
    msg("Score by standard without a ground"),
    msg("Say in the column of reasons, or as evidence, what the score rests on."),
    "按标准评分 5 分，未写评分理由",
    Scope.INDICATOR,
    Stage.FILLED,
)
def without_ground(case: Case, item: Scored) -> Iterator[Found]:
    """A score was given by standard, and nothing says on what ground."""
    if item.indicator.kind != STANDARD or item.score is None:
        return
    grounds = [
        text for name in ("reason", "evidence") if (text := case.value(item, name)) and not words.says_nothing(text)
    ]
    if not grounds:
        message = msg(
            "“{name}”: {score} of {weight} points by standard, and no ground is given.",
            name=item.indicator.tier3,
            score=item.score,
            weight=plain(item.weight.effective),
        )
        yield Found(message, "reason", case.value(item, "reason"), item)


@row_check(
    "B130",
    Severity.ERROR,
    msg("Rate that cannot be worked out"),
    msg("Enter the amounts of its formula, or mark the row as not applicable."),
    "政府采购执行率：采购预算金额为 0",
    Scope.INDICATOR,
    Stage.FILLED,
)
def without_amounts(case: Case, item: Scored) -> Iterator[Found]:
    """An amount of the row's formula is missing or cannot be read, or the formula divides by 0."""
    blank = item.actual.kind is ActualKind.BLANK
    if item.indicator.kind == COMPUTED and item.score is None and blank and item.said:
        yield Found(msg("“{name}”: {why}", name=item.indicator.tier3, why=item.said), "actual", "", item)


@row_check(
    "B131",
    Severity.ERROR,
    msg("Amount of the department's form that cannot be read"),
    msg("Write a number, in the unit that the row names."),
    "在职人员数：若干",
    Scope.INDICATOR,
)
def unreadable_amount(case: Case, item: Scored) -> Iterator[Found]:
    """What stands as an amount is none, or is negative."""
    if item.indicator.kind != AMOUNT:
        return
    value = item.actual.value
    if item.actual.kind is ActualKind.UNREADABLE:
        yield Found(msg("“{name}”: {why}", name=item.indicator.tier3, why=item.said), "actual", item.actual.text, item)
    elif value is not None and value < 0:
        message = msg("“{name}” is negative: {value}.", name=item.indicator.tier3, value=plain(value))
        yield Found(message, "actual", item.actual.text, item)


@row_check(
    "A120",
    Severity.WARNING,
    msg("Rate unlike the one that its amounts give"),
    msg("Correct the rate or the amounts; with a blank actual the rate is worked out."),
    "预算完成率填 98%，执行 385.5、预算 410（94.02%）",
    Scope.INDICATOR,
    Stage.FILLED,
)
def other_rate(case: Case, item: Scored) -> Iterator[Found]:
    """The rate was entered, and the amounts beside it give another one."""
    text = case.value(item, "actual")
    if item.indicator.kind != COMPUTED or not text or item.actual.value is None:
        return
    known = {same_name(one.indicator.tier3): one for one in case.rows if one.indicator.kind == AMOUNT}
    found = worked_out(item.indicator, item.target, case.pack, known)
    if isinstance(found, Message) or found.value is None:
        return
    half = Decimal(1).scaleb(-decimals(item.actual.value)) / 2  # either way: what the amounts give is rounded itself
    if abs(found.value - item.actual.value) > half:
        message = msg(
            "“{name}” says {text}, but its amounts give {value}.",
            name=item.indicator.tier3,
            text=text,
            value=found.text,
        )
        yield Found(message, "actual", text, item)


@project_check(
    "W117",
    Severity.WARNING,
    msg("Form unlike the rule pack's layout"),
    msg("Use the form that was handed out, or choose the rule pack that was meant."),
    "部门整体表缺“预算调整率”；“固定资产利用率”写 3 分，样式为 2 分",
    Scope.PROJECT,
)
def unlike_layout(case: Case) -> Iterator[Found]:
    """A filled form lacks rows of the layout, has others, or gives them other points; or it is a second one."""
    if not laid_out(case.project, case.pack):
        return
    own = own_form(case.evaluation.department)
    if own is not None and own.id != case.project.id:
        message = msg(
            "“{title}” is a second form of the whole department; the total is taken from “{other}”.",
            title=case.project.title,
            other=own.title,
        )
        yield Found(message, "name")
        return
    rows = [item for item in case.rows if item.indicator.kind != AMOUNT]
    there = {same_name(item.indicator.tier3) for item in rows}
    points = dict(zip((same_name(row.name) for row in case.pack.department_rows), points_of(case.pack), strict=True))
    open_place = any(row.kind is FormRow.DUTIES for row in case.pack.department_rows)
    missing = [
        row.name
        for row in case.pack.department_rows
        if row.kind is not FormRow.DUTIES and same_name(row.name) not in there
    ]
    if missing:
        yield Found(msg("The form lacks rows of the layout: {names}.", names="、".join(missing)), "name")
    for item in rows:
        known = row_of(case.pack, item.indicator)
        if known is None and not open_place:
            message = msg("“{name}” is no row of the layout.", name=item.indicator.tier3)
            yield Found(message, "tier3", item.indicator.tier3, item)
        elif known is not None and item.weight.base != points[same_name(known.name)]:
            message = msg(
                "“{name}” has {points} points, {wanted} in the layout.",
                name=item.indicator.tier3,
                points=plain(item.weight.base),
                wanted=plain(points[same_name(known.name)]),
            )
            yield Found(message, "weight", plain(item.weight.base), item)
