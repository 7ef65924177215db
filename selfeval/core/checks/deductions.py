"""Checks of the deductions that somebody states for an indicator."""

from __future__ import annotations

from collections.abc import Iterator

from selfeval.core.checks.registry import Case, Check, Found, Scope, row_check
from selfeval.core.deductions import read_deductions
from selfeval.core.problems import Severity, msg
from selfeval.core.scored import Scored


@row_check(
    Check(
        "S119",
        Severity.ERROR,
        msg("Deduction that cannot be used"),
        msg("Write the deduction by the name that the rule pack gives it, such as “缺项 2：缺签到表”."),
        "少佐证：无发票（规则包里叫“缺少佐证”）",
        Scope.INDICATOR,
    )
)
def unusable(case: Case, item: Scored) -> Iterator[Found]:
    """What stands as a deduction is none of the pack's, so that there is no score."""
    text = case.value(item, "deduction")
    problem = read_deductions(text, case.pack.deductions)[1]
    if text and problem is not None:
        message = msg("“{name}”: {why}", name=item.indicator.tier3, why=problem)
        yield Found(message, "deduction", text, item)


@row_check(
    Check(
        "S120",
        Severity.ERROR,
        msg("Deduction without a reason"),
        msg("Write behind a colon why it is deducted."),
        "缺少佐证（没有写理由）",
        Scope.INDICATOR,
    )
)
def without_reason(case: Case, item: Scored) -> Iterator[Found]:
    """Points are taken off, and nobody says why."""
    for one in item.deductions:
        if not one.reason:
            message = msg(
                "“{name}”: “{title}” is deducted without a reason.", name=item.indicator.tier3, title=one.rule.title
            )
            yield Found(message, "deduction", case.value(item, "deduction"), item)
