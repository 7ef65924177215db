"""A project's total and grade from the scores of its rows and of its execution rate."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from selfeval.core.model import AMOUNT, COMPUTED, Project
from selfeval.core.numbers import plain
from selfeval.core.problems import NOTHING, Message, msg
from selfeval.core.readings import ActualKind
from selfeval.core.rules.choices import NotApplicablePolicy, TotalRounding
from selfeval.core.rules.forms.arithmetic import names_in
from selfeval.core.rules.forms.layout import same_name
from selfeval.core.rules.pack import RulePack
from selfeval.core.rules.parts.reviewing import Reviewed, grade_given, grades_lower, percent_left
from selfeval.core.rules.weights.weighing import Weighing
from selfeval.core.scoring.budget import Budget, ExecutionScored
from selfeval.core.scoring.department_rows import formula_of
from selfeval.core.scoring.results import ProjectResult, TierScore, cap_words
from selfeval.core.scoring.scored import Scored
from selfeval.core.tiers import TierKey, tier_key, tier_order


def project_total(
    project: Project,
    budget: Budget,
    weighing: Weighing,
    indicators: tuple[Scored, ...],
    execution: ExecutionScored,
    pack: RulePack,
) -> ProjectResult:
    """The result of a project whose rows and execution rate are scored: points by tier, total, grade."""
    missing = _missing(indicators, pack)
    missing += [""] if execution.score is None else []
    counted = [item for item in indicators if item.score is not None]
    rounded = sum((item.score for item in counted if item.score is not None), execution.score or Decimal(0))
    total, uncapped, grade, note, reviewed = None, None, "", NOTHING, None
    if indicators and not weighing.whole:  # see `ProjectResult.undecided`
        note = msg("Undecided: the weights make {sum}", sum=plain(weighing.total))
    elif not missing:
        total, uncapped, note = _final(rounded, indicators, execution, pack)
        if total is not None and (reviewed := _reviewed(total, budget.texts.get("review_grade", ""), pack)):
            total = pack.rounding.of(reviewed.before * reviewed.percent / 100)
            note = msg("{parts}", parts=tuple(part for part in (note, reviewed.note) if part))
        grade = pack.grade_of(total) if total is not None else ""
    tiers = (
        *_tier_scores(indicators),
        TierScore(None, execution.score or Decimal(0), execution.weight, execution.score is not None),
    )
    return ProjectResult(
        project, budget, weighing, indicators, execution, tiers, rounded, total, uncapped, grade, tuple(missing), note,
        reviewed,
    )  # fmt: skip


def _missing(indicators: tuple[Scored, ...], pack: RulePack) -> list[str]:
    """Ids of the rows without a score; of a computed row that waits for amounts, those of the amounts instead."""
    open_rows = [item for item in indicators if item.score is None and not item.not_applicable]
    blank = {
        same_name(item.indicator.tier3): item.indicator.id
        for item in open_rows
        if item.indicator.kind == AMOUNT and item.actual.kind is ActualKind.BLANK
    }
    wanted: set[str] = set()
    waiting: set[str] = set()
    for item in open_rows:
        if item.indicator.kind == COMPUTED and item.actual.kind is ActualKind.BLANK:
            expr = formula_of(item.indicator, item.target, pack)
            names = {same_name(name) for name in names_in(expr)} & blank.keys() if expr is not None else set()
            wanted |= {blank[name] for name in names}
            waiting |= {item.indicator.id} if names else set()
    return [
        item.indicator.id
        for item in open_rows
        if (item.indicator.id in wanted if item.indicator.kind == AMOUNT else item.indicator.id not in waiting)
    ]


def _reviewed(total: Decimal, written: str, pack: RulePack) -> Reviewed | None:
    """What a reviewer's grade leaves of a total; None where it takes nothing off."""
    own, reviewer = pack.grade_of(total), grade_given(written, pack.grades)
    lower = grades_lower([grade.name for grade in pack.grades], own, reviewer)
    percent = percent_left(pack.review, lower)
    return None if percent is None else Reviewed(reviewer, own, total, percent)


def _final(
    rounded: Decimal, indicators: tuple[Scored, ...], execution: ExecutionScored, pack: RulePack
) -> tuple[Decimal | None, Decimal | None, Message]:
    """Total, total before the cap, and what happened to it."""
    without_rate = not execution.applies and execution.weight > 0
    held = without_rate or any(item.not_applicable and item.score is None for item in indicators)
    if held and pack.weights.not_applicable is NotApplicablePolicy.HOLD:
        return None, None, msg("Held: something does not apply, and the pack gives no total then.")
    if not any(item.score is not None for item in indicators):
        return None, None, msg("No indicator of this project applies; there is no total.")
    total = pack.rounding.of(rounded)  # more decimals only where weights have them
    if pack.rounding.total is TotalRounding.ROUNDED_SUM:
        exact = sum((item.exact for item in indicators if item.exact is not None), execution.exact or Fraction(0))
        total = pack.rounding.of(exact)
    if execution.cap is not None and total > execution.cap:
        return execution.cap, total, cap_words(execution)
    return total, total, NOTHING


def _tier_scores(indicators: tuple[Scored, ...]) -> tuple[TierScore, ...]:
    by_tier: dict[TierKey, list[Scored]] = {}
    for item in (item for item in indicators if item.indicator.kind != AMOUNT):
        by_tier.setdefault(tier_key(item.indicator), []).append(item)
    lines = []
    for tier in sorted(by_tier, key=tier_order):
        members = by_tier[tier]
        earned = sum((item.score or Decimal(0) for item in members), Decimal(0))
        available = sum((item.weight.effective for item in members), Decimal(0))
        begun = any(item.score is not None for item in members)
        lines.append(TierScore(tier, earned, available, begun))
    return tuple(lines)
