"""Checks of the deductions that somebody states for an indicator."""

from __future__ import annotations

from collections.abc import Iterator

from selfeval.core.checks.registry import Case, Found, Scope, project_check, row_check
from selfeval.core.problems import Severity, msg
from selfeval.core.rules.parts.deductions import read_deductions
from selfeval.core.rules.parts.reviewing import grade_given
from selfeval.core.scoring.scored import Scored


@row_check(
    "S119",
    Severity.ERROR,
    msg("Deduction that cannot be used"),
    msg("Write it by its name in the rule pack, such as “缺项 2：缺签到表”; take out what it does not know."),
    "少佐证：无发票（规则包里叫“缺少佐证”）",
    Scope.INDICATOR,
)
def unusable(case: Case, item: Scored) -> Iterator[Found]:
    """What stands as a deduction is none of the pack's, so that there is no score."""
    text = case.value(item, "deduction")
    problem = read_deductions(text, case.pack.deductions)[1]
    if text and problem is not None:
        message = msg("“{name}”: {why}", name=item.indicator.tier3, why=problem)
        yield Found(message, "deduction", text, item)


@row_check(
    "S120",
    Severity.ERROR,
    msg("Deduction without a reason"),
    msg("Write behind a colon why it is deducted."),
    "缺少佐证（没有写理由）",
    Scope.INDICATOR,
)
def without_reason(case: Case, item: Scored) -> Iterator[Found]:
    """Points are taken off, and nobody says why."""
    for one in item.deductions:
        if not one.reason:
            message = msg(
                "“{name}”: “{title}” is deducted without a reason.", name=item.indicator.tier3, title=one.rule.title
            )
            yield Found(message, "deduction", case.value(item, "deduction"), item)


@project_check(
    "S121",
    Severity.WARNING,
    msg("Reviewer's grade without effect"),
    msg("Write a grade of the rule pack or points; a pack says under review what a lower one leaves of the total."),
    "复核等级：合格",
    Scope.PROJECT,
)
def without_effect(case: Case) -> Iterator[Found]:
    """A reviewer's grade that the pack does not have, or for which it has no rule."""
    grade = case.evaluation.value(case.project, "review_grade").strip()
    names = [one.name for one in case.pack.grades]
    if not grade or (case.pack.review and grade_given(grade, case.pack.grades)):
        return
    said = msg("“{grade}” is no grade of the rule pack; it has: {names}.", grade=grade, names="、".join(names))
    if not case.pack.review:
        said = msg("The rule pack takes nothing off for a reviewer's grade; “{grade}” changes nothing.", grade=grade)
    yield Found(said, "review_grade", grade)
