"""A whole evaluation scored: every indicator, each project's total and grade, the department's total.

`assess_project` is pure in the project, its facts and the pack, so that a caller can keep the results of projects that
did not change.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from decimal import Decimal

from selfeval.core.evaluation import Evaluation, FactKey
from selfeval.core.model import AMOUNT, COMPUTED, STANDARD, WRITTEN, Indicator, Project
from selfeval.core.numbers import parse_number, plain
from selfeval.core.readings import Actual, ActualKind, Kind, Origin, Target
from selfeval.core.records import replace
from selfeval.core.rules.pack import RulePack
from selfeval.core.rules.shares import share_of_claim
from selfeval.core.rules.weights.weighing import Weighing
from selfeval.core.rules.weights.weights import weigh
from selfeval.core.scoring.budget import (
    Budget,
    execution_applies,
    not_scored,
    read_budget,
    score_execution,
)
from selfeval.core.scoring.department import department_result, given_by
from selfeval.core.scoring.department_form import is_beside, with_form
from selfeval.core.scoring.department_rows import OfProjects, amount, by_standard, computed, standard_target
from selfeval.core.scoring.indicator import score_indicator
from selfeval.core.scoring.links import decided_target, linked_actual
from selfeval.core.scoring.results import Assessment, ProjectResult
from selfeval.core.scoring.scored import Scored
from selfeval.core.scoring.totals import project_total
from selfeval.core.texts.actuals.read import read_actual
from selfeval.core.texts.targets.carried_reading import with_carried
from selfeval.core.texts.targets.read import apply_reading, read_target

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


_OWN_ROW = frozenset({"actual", "share", "reading", "reason", "evidence", "deduction", "survey"})
"""Facts of an indicator that neither move points nor concern the budget."""


def target_of(evaluation: Evaluation, project: Project, indicator: Indicator, pack: RulePack | None = None) -> Target:
    """How the indicator's target is understood: a person's confirmation or correction, else the pack's reading."""
    year = budget_year(evaluation)
    if indicator.kind in {STANDARD, AMOUNT}:
        return standard_target(indicator)
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
    """Score everything; the evaluation has the department's own form from now on, if the pack lays one out."""
    evaluation = with_form(evaluation, pack)
    projects = evaluation.department.projects
    others = tuple(assess_project(evaluation, one, pack) for one in projects if not is_beside(one))
    forms = [one for one in projects if is_beside(one)]
    given = given_by(others, pack) if forms else None
    found = {one.project.id: one for one in others}
    found |= {one.id: assess_project(evaluation, one, pack, given) for one in forms}
    return gather(evaluation, pack, tuple(found[one.id] for one in projects))


def gather(evaluation: Evaluation, pack: RulePack, results: tuple[ProjectResult, ...]) -> Assessment:
    """The assessment made of project results that are already there; the department's form follows the others."""
    results = _with_given(evaluation, pack, results)
    return Assessment(evaluation, pack, budget_year(evaluation), results, department_result(results, pack))


def _with_given(
    evaluation: Evaluation, pack: RulePack, results: tuple[ProjectResult, ...]
) -> tuple[ProjectResult, ...]:
    """The results, that of the department's form with what the others say of its amounts."""
    if not any(is_beside(result.project) for result in results):
        return results
    given = given_by(tuple(result for result in results if not is_beside(result.project)), pack)
    return tuple(
        assess_project(evaluation, result.project, pack, given)
        if is_beside(result.project) and result.given != given
        else result
        for result in results
    )


def assess_project(
    evaluation: Evaluation, project: Project, pack: RulePack, given: OfProjects | None = None
) -> ProjectResult:
    """Score one project from its targets, its facts and the pack; `given` is what the department's form takes over."""
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
    of_form = _form_rows(evaluation, project, weighing, pack, given or {}, gone)
    indicators = tuple(
        of_form.get(row.id) or _score_row(evaluation, project, row, budget, weighing, pack, words, gone.get(row.id, ""))
        for row in project.indicators
    )
    execution = score_execution(budget, weighing.execution, weighing.execution_origin, pack)
    if project.whole_department and not weighing.execution and not budget.amounts:
        execution = not_scored(execution)
    required = required_texts(project, pack)
    blank = tuple(name for name in required if not evaluation.value(project, name).strip())
    return replace(
        project_total(project, budget, weighing, indicators, execution, pack),
        required_texts=required,
        blank_texts=blank,
        given=given or {},
    )


def rescored(evaluation: Evaluation, before: ProjectResult, pack: RulePack) -> ProjectResult:
    """The project of a result scored again under other facts; what the department's form takes over stays."""
    return assess_project(evaluation, before.project, pack, before.given)


def _form_rows(
    evaluation: Evaluation,
    project: Project,
    weighing: Weighing,
    pack: RulePack,
    given: OfProjects,
    gone: Mapping[str, str],
) -> dict[str, Scored]:
    """The rows of the department's form that are no plain indicators, by id."""

    def of(row: Indicator, name: str) -> str:
        return evaluation.indicator_value(project, row, name)

    points = weighing.indicators
    rows = [row for row in project.indicators if row.kind and row.id not in gone]
    amounts = {
        row.id: amount(row, of(row, "actual"), points[row.id], pack, given) for row in rows if row.kind == AMOUNT
    }
    found = dict(amounts)
    for row in rows:
        if row.kind == STANDARD:
            found[row.id] = by_standard(row, of(row, "actual"), points[row.id], pack, of(row, "deduction"))
        elif row.kind == COMPUTED and not of(row, "actual").strip():
            target = target_of(evaluation, project, row, pack)
            found[row.id] = computed(row, target, points[row.id], pack, of(row, "deduction"), amounts)
    return found


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
    again = _rows_again(evaluation, before, pack, changed)
    if again is None:
        return rescored(evaluation, before, pack)
    indicators = tuple(again.get(item.indicator.id, item) for item in before.indicators)
    after = project_total(before.project, before.budget, before.weighing, indicators, before.execution, pack)
    return replace(after, required_texts=before.required_texts, blank_texts=before.blank_texts)


def scored_after(
    evaluation: Evaluation, before: ProjectResult, pack: RulePack, changed: Collection[FactKey]
) -> Callable[[str], Scored]:
    """Gives the rows that `reassess` would, by their ids, without the sums that nobody asks for while typing."""
    again = _rows_again(evaluation, before, pack, changed)
    if again is None:
        return rescored(evaluation, before, pack).scored
    return lambda row: again.get(row) or before.scored(row)


def _rows_again(
    evaluation: Evaluation, before: ProjectResult, pack: RulePack, changed: Collection[FactKey]
) -> dict[str, Scored] | None:
    """The rows that a change of facts concerns, scored again; None where it may concern all of them."""
    project = before.project
    keys = [key for key in changed if key.project == project.id]
    of_form = project.whole_department or any(row.kind for row in project.indicators)
    if of_form or not all(key.indicator and key.field in _OWN_ROW for key in keys):
        return None
    rows, words, found = {key.indicator for key in keys}, answer_words(pack), {}
    for row in [item.indicator for item in before.indicators if item.indicator.id in rows]:
        gone = evaluation.indicator_value(project, row, "not_applicable").strip()
        found[row.id] = _score_row(evaluation, project, row, before.budget, before.weighing, pack, words, gone)
    return found


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


def needs_confirmation(target: Target) -> bool:
    """Whether a person should look at this reading: it holds a supposition that is not certain."""
    return target.origin in {Origin.AS_WRITTEN, Origin.ASSUMED} and any(
        assumption.confidence.value == "low" for assumption in target.assumptions
    )
