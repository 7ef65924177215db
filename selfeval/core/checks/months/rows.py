"""Checks of what an indicator has reached in a month, and of what is expected of it."""

from __future__ import annotations

from collections.abc import Iterator

from selfeval.core.checks import words
from selfeval.core.checks.months.findings import MonthCase, month_row_check
from selfeval.core.checks.registry import Found
from selfeval.core.monitoring.fields import field
from selfeval.core.monitoring.lights import only_grows, progress_of
from selfeval.core.monitoring.results import MonthRow
from selfeval.core.monitoring.words import LIKELIHOOD_NAMES, Likelihood, no_cause
from selfeval.core.problems import Message, Severity, msg
from selfeval.core.readings import ActualKind, Kind
from selfeval.core.scoring.scored import Scored


def _found(case: MonthCase, row: MonthRow, message: Message, name: str) -> Found:
    return Found(message, field(case.month, name), row.texts[name], row.reached)


@month_row_check(
    "A130",
    Severity.ERROR,
    msg("Likelihood of reaching the target missing"),
    msg("Choose 确定能, 有可能 or 完全不可能."),
    "（完成目标可能性空白）",
)
def no_likelihood(case: MonthCase, row: MonthRow) -> Iterator[Found]:
    """Nothing says whether the target of the year will be reached."""
    if not row.texts["likelihood"].strip():
        message = msg(
            "“{name}”: nothing says whether the target of the year will be reached.", name=row.indicator.tier3
        )
        yield _found(case, row, message, "likelihood")


@month_row_check(
    "A131",
    Severity.ERROR,
    msg("Likelihood that is none of the three"),
    msg("Choose 确定能, 有可能 or 完全不可能."),
    "完成目标可能性：看情况",
)
def other_likelihood(case: MonthCase, row: MonthRow) -> Iterator[Found]:
    """The likelihood says something else than one of the three answers."""
    text = row.texts["likelihood"].strip()
    if text and row.likelihood is None:
        yield _found(case, row, msg("“{text}” is none of 确定能, 有可能, 完全不可能.", text=text), "likelihood")


@month_row_check(
    "A132",
    Severity.ERROR,
    msg("Target that cannot be reached, without a reason"),
    msg("Say which cause (经费, 制度, 人员, 硬件, 其他), why, and what will be done about it."),
    "完全不可能，原因说明空白",
)
def impossible_without_reason(case: MonthCase, row: MonthRow) -> Iterator[Found]:
    """完全不可能, and neither a cause nor words of one's own say why."""
    if row.likelihood is Likelihood.IMPOSSIBLE and words.says_nothing(row.texts["reason"]):
        message = msg("“{name}” cannot be reached, and no reason is given.", name=row.indicator.tier3)
        yield _found(case, row, message, "reason")


@month_row_check(
    "A133",
    Severity.WARNING,
    msg("Progress lower than in the month before"),
    msg("Outcomes are those since the beginning of the year; check both months."),
    "1-3月 120 件，1-6月 110 件",
)
def progress_falls(case: MonthCase, row: MonthRow) -> Iterator[Found]:
    """An amount that adds up over the year is smaller than in the month that was entered before."""
    before = case.earlier_row(row)
    if before is None or not (_adds_up(row.reached) and _adds_up(before.reached)):
        return
    now, was = row.reached.actual.value, before.reached.actual.value
    if now is not None and was is not None and now < was:
        message = msg(
            "“{name}”: {now} by the end of month {month} is less than {before} by the end of month {earlier}.",
            name=row.indicator.tier3, now=row.texts["actual"], month=case.month, before=before.texts["actual"],
            earlier=case.earlier_month,
        )  # fmt: skip
        yield _found(case, row, message, "actual")


def _adds_up(scored: Scored) -> bool:
    """Whether an outcome is an amount that can only grow."""
    counted = scored.target.kind in {Kind.QUANTITY, Kind.RANGE} and scored.actual.kind is ActualKind.NUMBER
    return counted and only_grows(scored.target)


@month_row_check(
    "A134",
    Severity.INFO,
    msg("Target of the year reached already"),
    msg("Nothing has to be done; for next year consider whether the target was set too low."),
    "年度指标值 ≥100 件，1-6月 120 件",
)
def reached_already(case: MonthCase, row: MonthRow) -> Iterator[Found]:
    """An amount that was to be reached by the end of the year is there."""
    upward = progress_of(row.reached) is not None and row.reached.answer is None
    if upward and row.reached.met and _adds_up(row.reached):
        message = msg("“{name}”: {text} by the end of month {month} meets the target of the year, {target}.",
                      name=row.indicator.tier3, text=row.texts["actual"], month=case.month,
                      target=row.indicator.target)  # fmt: skip
        yield _found(case, row, message, "actual")


@month_row_check(
    "A135",
    Severity.WARNING,
    msg("Likelihood that contradicts what is expected"),
    msg("Make likelihood and expected outcome say the same."),
    "指标值 ≥90%，全年预计 85%，确定能",
)
def contradiction(case: MonthCase, row: MonthRow) -> Iterator[Found]:
    """确定能 beside an expected outcome that misses the target, 完全不可能 beside one that meets it."""
    met = row.expected.met if row.texts["forecast"].strip() else None
    said = row.likelihood is Likelihood.CERTAIN
    if row.likelihood in {Likelihood.CERTAIN, Likelihood.IMPOSSIBLE} and met is not None and met is not said:
        facts: dict[str, str | Message] = {"name": row.indicator.tier3, "text": row.texts["forecast"],
                 "target": row.indicator.target, "likely": LIKELIHOOD_NAMES[row.likelihood]}  # fmt: skip
        message = (
            msg("“{name}”: expected of the year {text}, which meets {target}, but reached “{likely}”.", **facts)
            if met
            else msg("“{name}”: expected of the year {text}, which misses {target}, but reached “{likely}”.", **facts)
        )
        yield _found(case, row, message, "likelihood")


@month_row_check(
    "A136",
    Severity.WARNING,
    msg("Outcome of the first months missing"),
    msg("Enter what was reached by the end of the month, 0 if it was nothing."),
    "（1-6月执行情况空白）",
)
def no_outcome(case: MonthCase, row: MonthRow) -> Iterator[Found]:
    """Nothing says what was reached by the end of the month; what follows from the budget needs no words."""
    if row.reached.actual.kind is ActualKind.BLANK:
        message = msg("“{name}”: nothing says what was reached by the end of month {month}.",
                      name=row.indicator.tier3, month=case.month)  # fmt: skip
        yield _found(case, row, message, "actual")


@month_row_check(
    "A137",
    Severity.WARNING,
    msg("Target in danger, and no measure"),
    msg("Say in 备注 what will be done so that the target is reached."),
    "有可能，备注空白",
)
def no_measure(case: MonthCase, row: MonthRow) -> Iterator[Found]:
    """有可能 or 完全不可能, and nothing says what will be done about it."""
    in_danger = row.likelihood in {Likelihood.POSSIBLE, Likelihood.IMPOSSIBLE}
    if in_danger and words.says_nothing(row.texts["measures"]):
        message = msg(
            "“{name}”: nothing says what will be done so that the target is reached.", name=row.indicator.tier3
        )
        yield _found(case, row, message, "measures")


@month_row_check(
    "A138",
    Severity.WARNING,
    msg("Cause that is none of the five kinds"),
    msg("Choose among 经费, 制度, 人员, 硬件, 其他; own words belong into 原因说明."),
    "偏差原因：天气",
)
def other_cause(case: MonthCase, row: MonthRow) -> Iterator[Found]:
    """The list of causes has words that name none of the five kinds."""
    if row.unknown_causes:
        yield _found(case, row, no_cause(row.unknown_causes), "causes")
