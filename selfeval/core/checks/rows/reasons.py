"""Checks of the reasons beside scores: missing, empty, copied, needless."""

from __future__ import annotations

from collections.abc import Iterator

from selfeval.core.checks import words
from selfeval.core.checks.registry import Case, Found, Scope, Stage, project_check, row_check
from selfeval.core.checks.rows.other_readings import settled, sure
from selfeval.core.checks.rows.scores import claimed_score, full_on_missed, points_lost, printed_score, wrong_range
from selfeval.core.numbers import plain
from selfeval.core.problems import Severity, msg
from selfeval.core.readings import ActualKind
from selfeval.core.scoring.department_rows import of_projects
from selfeval.core.scoring.scored import Scored


def _needs_reason(case: Case, item: Scored) -> bool:
    """Whether points are lost, by the form or by the rule; a measured target that is met loses none (see S103).

    What is deducted has a reason of its own (see S120).
    """
    if full_on_missed(case, item):
        return True
    if of_projects(item, case.rows):
        return False
    if item.only_deducted and claimed_score(case, item) is None:
        return False
    certain = claimed_score(case, item) is not None or sure(item)
    met = item.met and item.answer is None and item.over != "deducted" and settled(case, item)
    return certain and not met and points_lost(case, item) > 0 and item.actual.kind is not ActualKind.BLANK


@row_check(
    "S105",
    Severity.ERROR,
    msg("Points lost without a reason"),
    msg("Say why the target was missed and what will be done about it (偏差原因分析及改进措施)."),
    "得分 8/10，原因空白",
    Scope.INDICATOR,
    Stage.FILLED,
)
def no_reason(case: Case, item: Scored) -> Iterator[Found]:
    """Points are missing, and the reason's cell is empty; S104 and S106 have their own sentence."""
    if case.value(item, "reason") or full_on_missed(case, item) or not _needs_reason(case, item):
        return
    message = msg(
        "“{name}” lost {points} of its {weight} points, and no reason is given.",
        name=item.indicator.tier3,
        points=plain(points_lost(case, item)),
        weight=plain(item.weight.base),
    )
    yield Found(message, "reason", "", item)


@row_check(
    "S106",
    Severity.ERROR,
    msg("Reason that says nothing"),
    msg("Say why the target was missed and what will be done about it (偏差原因分析及改进措施)."),
    "得分 8/10，原因：无",
    Scope.INDICATOR,
    Stage.FILLED,
)
def empty_reason(case: Case, item: Scored) -> Iterator[Found]:
    """Points are missing, and the reason is 无, / or 同上."""
    reason = case.value(item, "reason")
    if reason and words.says_nothing(reason) and _needs_reason(case, item):
        message = msg(
            "“{name}” missed its target, and the reason says only “{reason}”.",
            name=item.indicator.tier3,
            reason=reason,
        )
        yield Found(message, "reason", reason, item)


@project_check(
    "S107",
    Severity.WARNING,
    msg("Reason copied from another row"),
    msg("Say for each indicator what was the matter with it."),
    "两行都写：受疫情影响",
    Scope.INDICATOR,
    Stage.FILLED,
)
def copied_reason(case: Case) -> Iterator[Found]:
    """The same words explain two different indicators that lost points."""
    seen: dict[str, Scored] = {}
    for item in case.live:
        reason = case.value(item, "reason")
        if not reason or words.says_nothing(reason) or not _needs_reason(case, item):
            continue
        first = seen.setdefault(words.bare(reason), item)
        if first is not item:
            message = msg(
                "“{name}” has the same reason as “{other}”: “{reason}”.",
                name=item.indicator.tier3,
                other=first.indicator.tier3,
                reason=reason,
            )
            yield Found(message, "reason", reason, item)


@row_check(
    "S108",
    Severity.INFO,
    msg("Reason on a full score"),
    msg("Check the score: where nothing was lost, no reason is needed."),
    "得分 10/10，原因：人员调整，未能完成",
    Scope.INDICATOR,
    Stage.FILLED,
)
def needless_reason(case: Case, item: Scored) -> Iterator[Found]:
    """A deviation is explained, but no points were lost; explaining an over-achievement is right."""
    reason = case.value(item, "reason")
    scored = claimed_score(case, item) is not None or item.score is not None
    above = bool(item.over) or (item.completion is not None and item.completion > 100)
    unclear = printed_score(case, item) is not None and claimed_score(case, item) is None
    if not reason or words.says_nothing(reason) or not scored or above or unclear:
        return
    if points_lost(case, item) == 0 and not wrong_range(case, item) and not full_on_missed(case, item):
        message = msg(
            "“{name}” has a full score, and yet a deviation is explained: “{reason}”.",
            name=item.indicator.tier3,
            reason=reason,
        )
        yield Found(message, "reason", reason, item)


@row_check(
    "S109",
    Severity.WARNING,
    msg("Far above the target without a reason"),
    msg("Say why so much more was reached, and set next year's target accordingly."),
    "≥59人次，实际 87人次，无说明",
    Scope.INDICATOR,
    Stage.FILLED,
)
def far_above(case: Case, item: Scored) -> Iterator[Found]:
    """The outcome is so far above the target that the pack wants to know why; only flagged ones are worth a note."""
    if not item.over or item.completion is None or not sure(item) or not words.says_nothing(case.value(item, "reason")):
        return
    message = msg(
        "“{name}” reached {percent}% of its target {target}, and no reason is given.",
        name=item.indicator.tier3,
        percent=plain(item.completion),
        target=item.target.text,
    )
    severity = Severity.INFO if item.over == "flag" else None
    yield Found(message, "reason", item.actual.text, item, severity=severity)
