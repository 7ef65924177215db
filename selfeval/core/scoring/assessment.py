"""A whole evaluation scored: every indicator, each project's total and grade, the department's total.

`assess_project` is pure in the project, its facts and the pack, so that a caller can keep the results of projects that
did not change.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from selfeval.core.evaluation import Evaluation, FactKey
from selfeval.core.model import WRITTEN, Indicator, Project
from selfeval.core.numbers import parse_number, plain
from selfeval.core.problems import NOTHING, Message, msg
from selfeval.core.readings import Actual, ActualKind, Kind, Origin, Target
from selfeval.core.rules.choices import NotApplicablePolicy, TotalRounding
from selfeval.core.rules.pack import RulePack
from selfeval.core.rules.parts.reviewing import Reviewed, grade_given, grades_lower, percent_left
from selfeval.core.rules.shares import share_of_claim
from selfeval.core.rules.weights.weighing import Weighing
from selfeval.core.rules.weights.weights import weigh
from selfeval.core.scoring.budget import Budget, ExecutionScored, execution_applies, read_budget, score_execution
from selfeval.core.scoring.department import department_result
from selfeval.core.scoring.indicator import score_indicator
from selfeval.core.scoring.links import decided_target, linked_actual
from selfeval.core.scoring.results import Assessment, ProjectResult, TierScore, cap_words
from selfeval.core.scoring.scored import Scored
from selfeval.core.texts.actuals.read import read_actual
from selfeval.core.texts.targets.carried import with_carried
from selfeval.core.texts.targets.read import apply_reading, read_target
from selfeval.core.tiers import TierKey, tier_key, tier_order

MOST_POINTS = 1_000_000
"""A weight beyond this is a misread cell; it is not used, and the reader reports it."""


def budget_year(evaluation: Evaluation) -> int | None:
    """The year as entered, else as the workbook says it."""
    entered = evaluation.setting("year")
    return int(entered) if entered.isascii() and entered.isdigit() and len(entered) == 4 else evaluation.department.year


def answer_words(pack: RulePack) -> dict[str, str]:
    """Accepted words to answer ids, best answer first."""
    words: dict[str, str] = {}
    for answer in pack.answers:
        for word in (answer.label, answer.label_en, *answer.synonyms):
            words.setdefault(word, answer.id)
    return words


_OWN_ROW = frozenset({"actual", "share", "reading", "reason", "evidence", "deduction"})
"""Facts of an indicator that neither move points nor concern the budget."""


def target_of(evaluation: Evaluation, project: Project, indicator: Indicator, pack: RulePack | None = None) -> Target:
    """How the indicator's target is understood: a person's confirmation or correction, else the pack's reading."""
    year = budget_year(evaluation)
    cells = {"tier1": indicator.tier1, "tier2": indicator.tier2, "name": indicator.tier3}
    target = read_target(indicator.target, year=year, **cells)
    reading = evaluation.indicator_value(project, indicator, "reading")
    if reading:
        return apply_reading(target, reading, year=year, **cells)
    if pack and pack.readings:
        decided = decided_target(pack, indicator, target, year=year, cells=cells)
        if decided.origin in {Origin.CONFIRMED, Origin.CORRECTED}:
            return decided
        target = decided
    if indicator.carried_reading:
        return with_carried(target, indicator.carried_reading, indicator.last_target, year=year, **cells)
    return target


def assess(evaluation: Evaluation, pack: RulePack) -> Assessment:
    """Score everything."""
    results = tuple(assess_project(evaluation, project, pack) for project in evaluation.department.projects)
    return gather(evaluation, pack, results)


def gather(evaluation: Evaluation, pack: RulePack, results: tuple[ProjectResult, ...]) -> Assessment:
    """The assessment made of project results that are already there."""
    return Assessment(evaluation, pack, budget_year(evaluation), results, department_result(results, pack))


def assess_project(evaluation: Evaluation, project: Project, pack: RulePack) -> ProjectResult:
    """Score one project from its targets, its facts and the pack."""
    budget = read_budget(evaluation, project)
    gone = {
        row.id: why
        for row in project.indicators
        if (why := evaluation.indicator_value(project, row, "not_applicable").strip())
    }
    applies = execution_applies(budget, pack.execution)
    stated = _stated_weights(evaluation, project)
    weighing = weigh(project, stated, pack, not_applicable=frozenset(gone), execution_applies=applies)
    words = answer_words(pack)
    indicators = tuple(
        _score_row(evaluation, project, row, budget, weighing, pack, words, gone.get(row.id, ""))
        for row in project.indicators
    )
    execution = score_execution(budget, weighing.execution, weighing.execution_origin, pack)
    required = required_texts(project, pack)
    blank = tuple(name for name in required if not evaluation.value(project, name).strip())
    return replace(
        _total(project, budget, weighing, indicators, execution, pack), required_texts=required, blank_texts=blank
    )


def required_texts(project: Project, pack: RulePack) -> tuple[str, ...]:
    """Fields of `REQUIRED_TEXTS` that this project has to fill: the outcome of a goal that was set, the pack's own."""
    goal = ("goal_actual",) if any(goal.strip() for goal in project.goals) else ()
    return (*goal, *(name for name in WRITTEN if name in pack.required_texts))


def reassess(
    evaluation: Evaluation, before: ProjectResult, pack: RulePack, changed: Collection[FactKey]
) -> ProjectResult:
    """As `assess_project`, where only these facts are others than in `before`, made with the same pack.

    Outcomes and readings concern the score of their own row alone: all others keep theirs, which in a project of two
    thousand rows is what makes typing quick.
    """
    project = before.project
    keys = [key for key in changed if key.project == project.id]
    if not all(key.indicator and key.field in _OWN_ROW for key in keys):
        return assess_project(evaluation, project, pack)
    rows, words = {key.indicator for key in keys}, answer_words(pack)

    def again(item: Scored) -> Scored:
        gone = evaluation.indicator_value(project, item.indicator, "not_applicable").strip()
        return _score_row(evaluation, project, item.indicator, before.budget, before.weighing, pack, words, gone)

    indicators = tuple(again(item) if item.indicator.id in rows else item for item in before.indicators)
    after = _total(project, before.budget, before.weighing, indicators, before.execution, pack)
    return replace(after, required_texts=before.required_texts, blank_texts=before.blank_texts)


def _score_row(
    evaluation: Evaluation,
    project: Project,
    row: Indicator,
    budget: Budget,
    weighing: Weighing,
    pack: RulePack,
    words: dict[str, str],
    gone: str,
) -> Scored:
    target = target_of(evaluation, project, row, pack)
    actual_text = evaluation.indicator_value(project, row, "actual")
    actual = read_actual(actual_text, target, answers=words, year=budget_year(evaluation))
    if actual.kind is ActualKind.BLANK and not gone:
        actual = linked_actual(pack, row, target, budget, actual)
    share = evaluation.indicator_value(project, row, "share")
    if not share and actual.share is None and actual_text == row.actual:
        share = _claimed_share(row, weighing, target, actual, pack)
    off = evaluation.indicator_value(project, row, "deduction")
    weight = weighing.indicators[row.id]
    return score_indicator(row, target, actual, weight, pack, share=share, not_applicable=gone, deduction=off)


def _claimed_share(row: Indicator, weighing: Weighing, target: Target, actual: Actual, pack: RulePack) -> str:
    """In a filled form the claimed score of a qualitative row says which share of its weight was given."""
    weight, origin = weighing.indicators[row.id].base, weighing.indicators[row.id].origin
    if (
        target.kind is not Kind.QUALITATIVE
        or row.claimed_score is None
        or origin == "proposed"
        or not 0 <= row.claimed_score <= weight > 0
    ):
        return ""
    return plain(share_of_claim(pack.answer(actual.answer), row.claimed_score, weight, pack.rounding))


def _stated_weights(evaluation: Evaluation, project: Project) -> dict[str, tuple[Decimal, str]]:
    """Weights by indicator id with their origin, for those that the workbook or a person states."""
    stated = {}
    for row in project.indicators:
        entered = evaluation.facts.get(FactKey(project.id, row.id, "weight"))
        points = parse_number(entered) if entered else None
        if points is not None and 0 <= points <= MOST_POINTS:
            stated[row.id] = (points, "entered")
        elif row.weight is not None and 0 <= row.weight <= MOST_POINTS and entered is None:
            stated[row.id] = (row.weight, "workbook")
    return stated


def _total(
    project: Project,
    budget: Budget,
    weighing: Weighing,
    indicators: tuple[Scored, ...],
    execution: ExecutionScored,
    pack: RulePack,
) -> ProjectResult:
    missing = [item.indicator.id for item in indicators if item.score is None and not item.not_applicable]
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
    for item in indicators:
        by_tier.setdefault(tier_key(item.indicator), []).append(item)
    lines = []
    for tier in sorted(by_tier, key=tier_order):
        members = by_tier[tier]
        earned = sum((item.score or Decimal(0) for item in members), Decimal(0))
        available = sum((item.weight.effective for item in members), Decimal(0))
        begun = any(item.score is not None for item in members)
        lines.append(TierScore(tier, earned, available, begun))
    return tuple(lines)


def needs_confirmation(target: Target) -> bool:
    """Whether a person should look at this reading: it holds a supposition that is not certain."""
    return target.origin in {Origin.AS_WRITTEN, Origin.ASSUMED} and any(
        assumption.confidence.value == "low" for assumption in target.assumptions
    )
