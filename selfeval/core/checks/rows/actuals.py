"""Checks of what was achieved: missing, unmeasured, copied or slipped outcomes, and what stands behind them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from selfeval.core.checks import words
from selfeval.core.checks.registry import Case, Found, Scope, Stage, project_check, row_check, said_once
from selfeval.core.problems import Message, Severity, msg
from selfeval.core.readings import ActualKind, Confidence, Kind
from selfeval.core.records import replace
from selfeval.core.scoring.links import link_difference
from selfeval.core.scoring.scored import Scored
from selfeval.core.texts.notes.targets import NOT_APPLICABLE


@row_check(
    "A101",
    Severity.ERROR,
    msg("Actual missing"),
    msg("Enter what was achieved, or say why the indicator does not apply."),
    "（实际完成值空白）",
    Scope.PROJECT,
    Stage.FILLED,
)
def missing(case: Case, item: Scored) -> Iterator[Found]:
    """No outcome, although others are there."""
    if item.actual.kind is ActualKind.BLANK and not case.result.untouched:
        yield Found(msg("“{name}” has no actual.", name=item.indicator.tier3), "actual", "", item)


@said_once("A101")
def none_yet(case: Case) -> Iterator[Found]:
    """No outcome in any of several rows."""
    if case.result.untouched:
        where = case.live[0].indicator.where("actual") or case.project.where("actual")
        yield Found(msg("“{title}”: no indicator has an actual yet.", title=case.project.title), "actual", where=where)


def _doubted(item: Scored, code: str, message: Callable[[], Message]) -> Iterator[Found]:
    if code in item.actual.doubts:
        yield Found(message(), "actual", item.actual.text, item)


def _texts(item: Scored) -> Mapping[str, str]:
    return {"name": item.indicator.tier3, "actual": item.actual.text, "target": item.target.text}


_TELLING = frozenset({"spreadsheet_date", "no_outcome"})
"""Suppositions that say better than any hint why a text is no measured value."""


@row_check(
    "A102",
    Severity.ERROR,
    msg("Actual that is not a measured value"),
    msg("Enter the number that was measured, with its unit, or the date."),
    "≥90% → 已完成",
    Scope.INDICATOR,
    Stage.FILLED,
)
def not_measured(_case: Case, item: Scored) -> Iterator[Found]:
    """Words where a number or a date is asked for, what was not achieved, or a date that was a number once."""

    def message() -> Message:
        return msg("“{name}”: “{actual}” is no measured value for the target {target}.", **_texts(item))

    told = (note.message for note in item.actual.assumptions if note.code in _TELLING)
    hint = next(told, None)
    yield from (replace(hit, hint=hint) for hit in _doubted(item, "A102", message))


@row_check(
    "A103",
    Severity.WARNING,
    msg("Actual that copies the target"),
    msg("Enter what was really measured."),
    "≥95% → ≥95%",
    Scope.INDICATOR,
    Stage.FILLED,
)
def copied(_case: Case, item: Scored) -> Iterator[Found]:
    """The target's text, its sign included, as outcome; for words of judgment that is only worth a note."""
    name, text = item.indicator.tier3, item.actual.text
    doubted = "A103" in item.actual.doubts
    if not doubted and item.target.kind is not Kind.QUALITATIVE:
        return
    if doubted or words.bare(text) == words.bare(item.target.text) != "":
        message = msg("“{name}”: the actual “{actual}” only copies the target.", name=name, actual=text)
        yield Found(message, "actual", text, item, severity=None if doubted else Severity.INFO)


@row_check(
    "A104",
    Severity.ERROR,
    msg("Percent and ratio mixed up"),
    msg("Write the percent sign: 95%, not 0.95."),
    "≥90% → 0.95",
    Scope.INDICATOR,
    Stage.FILLED,
)
def ratio_slip(_case: Case, item: Scored) -> Iterator[Found]:
    """0.95 for 95 %, or the reverse."""

    def message() -> Message:
        return msg("“{name}”: the actual {actual} and the target {target} mix percent and ratio.", **_texts(item))

    yield from _doubted(item, "A104", message)


@row_check(
    "A105",
    Severity.ERROR,
    msg("元 and 万元 mixed up"),
    msg("Write the amount with its unit."),
    "≤180万元 → 1753000",
    Scope.INDICATOR,
    Stage.FILLED,
)
def money_slip(_case: Case, item: Scored) -> Iterator[Found]:
    """An amount that is ten thousand times off."""

    def message() -> Message:
        return msg("“{name}”: the actual {actual} and the target {target} mix 元 and 万元.", **_texts(item))

    yield from _doubted(item, "A105", message)


@row_check(
    "A106",
    Severity.ERROR,
    msg("Unit that cannot be compared"),
    msg("Enter the actual in the unit of the target."),
    "≤10批次 → 12人",
    Scope.INDICATOR,
    Stage.FILLED,
)
def other_unit(_case: Case, item: Scored) -> Iterator[Found]:
    """The outcome is in a unit that has no fixed relation to the target's."""

    def message() -> Message:
        return msg("“{name}”: the actual {actual} cannot be held against the target {target}.", **_texts(item))

    yield from _doubted(item, "A106", message)


@row_check(
    "A113",
    Severity.ERROR,
    msg("Outcome beyond the ends of a whole"),
    msg("A share of a whole lies between 0% and 100%: correct the number, or say what else was counted."),
    "验收合格率 ≥95% → 106%",
    Scope.INDICATOR,
    Stage.FILLED,
)
def beyond_whole(_case: Case, item: Scored) -> Iterator[Found]:
    """More than all of it, or less than nothing."""

    def message() -> Message:
        return msg(
            "“{name}” lies between 0% and 100%, but the actual is {actual}.",
            name=item.indicator.tier3,
            actual=item.actual.text,
        )

    yield from _doubted(item, "A113", message)


@row_check(
    "A107",
    Severity.ERROR,
    msg("Actual that cannot be scored"),
    msg("Enter a number, a date, yes or no, or one of the answers of the rule pack."),
    "随项目进度把控",
    Scope.INDICATOR,
    Stage.FILLED,
)
def not_scored(_case: Case, item: Scored) -> Iterator[Found]:
    """An outcome is there, but no score can be worked out from it; what the doubts say already is not repeated."""
    silent = item.actual.kind is ActualKind.BLANK or item.target.kind is Kind.UNREADABLE or item.actual.doubts
    if item.score is None and not silent and not _outside_band(item) and not item.deduction_problem:
        absent = any(note.code == NOT_APPLICABLE for note in item.actual.assumptions)
        message = msg("“{name}” cannot be scored: {why}", name=item.indicator.tier3, why=item.why)
        hint = msg("Mark the row as not applicable, with its reason, or enter what was achieved.") if absent else None
        severity = Severity.WARNING if absent else None
        yield Found(message, "actual", item.actual.text, item, hint=hint, severity=severity)


def _outside_band(item: Scored) -> bool:
    """Whether it is the share that is wrong, which the checks of scores tell (S102)."""
    return item.actual.kind is ActualKind.ANSWER and bool(item.actual.answer)


@row_check(
    "A109",
    Severity.WARNING,
    msg("Uncertain reading of an actual"),
    msg("Enter the actual so that it can be read in one way only."),
    "群众反映较好",
    Scope.INDICATOR,
    Stage.FILLED,
)
def uncertain(_case: Case, item: Scored) -> Iterator[Found]:
    """Something not certain was supposed about a scored outcome, and no doubt names it yet."""
    notes = tuple(note.message for note in item.actual.assumptions if note.confidence is Confidence.LOW)
    if notes and not item.actual.doubts and item.score is not None:
        message = msg(
            "“{name}”: the reading of “{actual}” is not certain: {notes}",
            name=item.indicator.tier3,
            actual=item.actual.text,
            notes=notes,
        )
        yield Found(message, "actual", item.actual.text, item)


@row_check(
    "A111",
    Severity.WARNING,
    msg("Actual that differs from the budget it is linked to"),
    msg("Correct the actual or the budget; with a blank actual the budget's figure is taken."),
    "预算资金执行率 98%，预算执行率 97.37%",
    Scope.INDICATOR,
    Stage.FILLED,
)
def not_as_budgeted(case: Case, item: Scored) -> Iterator[Found]:
    """The rule pack links the indicator to the budget, and what was entered is not what the budget says."""
    if any(note.code == "linked" for note in item.actual.assumptions):
        return
    linked = link_difference(case.pack, item.indicator, item.target, case.result.budget, item.actual)
    if linked:
        message = msg(
            "“{name}”: the actual is {actual}, but the budget gives {linked}.",
            name=item.indicator.tier3,
            actual=item.actual.text,
            linked=linked,
        )
        yield Found(message, "actual", item.actual.text, item)


@project_check(
    "A110",
    Severity.WARNING,
    msg("Outcome of the year's goal missing"),
    msg("Write how far the goal of the year was reached (年度总体目标实际完成情况)."),
    "（实际完成情况空白）",
    Scope.PROJECT,
    Stage.FILLED,
)
def no_goal_actual(case: Case) -> Iterator[Found]:
    """Goals were set for the year, and nothing is said about their outcome."""
    if "goal_actual" in case.result.blank_texts:
        message = msg("“{title}”: nothing says how far the goal of the year was reached.", title=case.project.title)
        yield Found(message, "goal_actual")
