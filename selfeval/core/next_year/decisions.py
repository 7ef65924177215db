"""What has to be decided anew: found by the rules that the checks have, and by what became of the year's targets."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from selfeval.core.checks.rows.last_year import more_last_year
from selfeval.core.evaluation import Evaluation, FactKey
from selfeval.core.model import AMOUNTS
from selfeval.core.next_year.decision import Decision, DecisionKind
from selfeval.core.next_year.old_years import old_years
from selfeval.core.next_year.targets import CARRIED_TEXTS, confirmed_reading
from selfeval.core.numbers import parse_number, plain
from selfeval.core.problems import Problem
from selfeval.core.readings import Kind
from selfeval.core.scoring.results import Assessment, ProjectResult
from selfeval.core.scoring.scored import Scored
from selfeval.core.texts.targets.carried_reading import Standing, carried
from selfeval.core.texts.targets.read import read_target

CHECKED = {"T101": DecisionKind.CANNOT_FAIL, "T111": DecisionKind.VAGUE, "T125": DecisionKind.UNCONFIRMED,
           "T107": DecisionKind.UNCONFIRMED, "T102": DecisionKind.UNCONFIRMED, "T103": DecisionKind.UNCONFIRMED,
           "T108": DecisionKind.UNCONFIRMED, "T124": DecisionKind.UNCONFIRMED}  # fmt: skip
"""Findings whose own rule says that a target should not be carried over unseen."""

_ROW_TEXTS = ("tier3", "target", "description", "basis")
_ORDER = tuple(DecisionKind)


def decisions(assessment: Assessment, problems: Iterable[Problem], year: int) -> tuple[Decision, ...]:
    """All of them for `year`, by kind, then in the order of the workbook.

    Args:
        assessment: this year's evaluation, finished or not.
        problems: its findings as the rule pack weighs them.
        year: the budget year that the targets are carried into.
    """
    first = assessment.year if assessment.year is not None else year - 1
    found = [*_department(assessment, first, year)]
    of_rows: dict[tuple[str, str], list[Problem]] = {}
    for problem in problems:
        of_rows.setdefault((problem.project, problem.indicator), []).append(problem)
    for result in assessment.listed:
        found += _project(assessment.evaluation, result, first, year)
        for item in result.indicators:
            own = of_rows.get((result.project.id, item.indicator.id), ())
            found += _row(assessment.evaluation, result, item, own, first, year)
    return tuple(sorted(found, key=lambda one: _ORDER.index(one.kind)))


def _department(assessment: Assessment, first: int, year: int) -> Iterator[Decision]:
    department = assessment.evaluation.department
    texts = [("overall_goal", department.name, department.overall_goal)]
    for number, sub in enumerate(department.sub_goals, start=1):
        texts += [(f"sub_goal.{number}", sub.name, text) for text in (sub.name, sub.goal, *sub.indicators)]
    texts += [(f"safeguard.{n}", department.name, text) for n, text in enumerate(department.safeguards, start=1)]
    for name, about, text in texts:
        if years := old_years(text, first, year):
            yield Decision(DecisionKind.OLD_YEAR, "", "", about, "", name, text, {"years": _joined(years)})
    if department.budget_total:
        data = {"amount": department.budget_total, "unit": department.money_unit}
        goal = department.overall_goal
        yield Decision(DecisionKind.AMOUNTS, "", "", department.name, "", "overall_goal", goal, data)


def _project(evaluation: Evaluation, result: ProjectResult, first: int, year: int) -> Iterator[Decision]:
    project = result.project

    def about(kind: DecisionKind, name: str, text: str, **data: str) -> Decision:
        return Decision(kind, project.id, "", project.title, project.title, name, text, data)

    amounts = {name: evaluation.value(project, name) for name in AMOUNTS}
    known = {name: text for name, text in amounts.items() if text}
    yield about(DecisionKind.AMOUNTS, "initial", "", unit=project.money_unit, **known)
    plan = {key.removeprefix("plan."): text for key, text in project.budget.items() if key.startswith("plan.") and text}
    if plan:
        shown = "、".join(f"{month}月底 {text}" for month, text in plan.items())
        yield about(DecisionKind.PLAN, "plan", shown, **{f"month_{month}": text for month, text in plan.items()})
    if any(item.weight.origin == "proposed" for item in result.indicators):
        yield about(DecisionKind.WEIGHTS, "weight", "", total=plain(result.weighing.total))
    kept = [(name, project.kept.get(name, "")) for name in CARRIED_TEXTS]
    texts = [("name", project.title), ("purpose", project.purpose), *(("goals", goal) for goal in project.goals), *kept]
    for name, text in texts:
        if years := old_years(text, first, year):
            yield about(DecisionKind.OLD_YEAR, name, text, years=_joined(years))


def _row(
    evaluation: Evaluation, result: ProjectResult, item: Scored, problems: Iterable[Problem], first: int, year: int
) -> Iterator[Decision]:
    project, row = result.project, item.indicator

    def about(kind: DecisionKind, name: str, text: str, **data: str) -> Decision:
        return Decision(kind, project.id, row.id, row.tier3, project.title, name, text, data)

    for name in _ROW_TEXTS:
        text = str(getattr(row, name))
        if years := old_years(text, first, year):
            yield about(DecisionKind.OLD_YEAR, name, text, years=_joined(years))
    yield from _reading(evaluation, result, item, about, year)
    if item.not_applicable:
        yield about(DecisionKind.NOT_APPLICABLE, "target", row.target, why=item.not_applicable)
        return
    seen: set[DecisionKind] = set()
    for problem in problems:
        kind = CHECKED.get(problem.code)
        if kind is not None and kind not in seen:
            seen.add(kind)
            yield about(kind, "target", row.target, code=problem.code)
    actual = evaluation.indicator_value(project, row, "actual") or item.actual.text
    facts = {"actual": actual, "weight": plain(item.weight.effective)}
    facts |= {} if item.score is None else {"score": plain(item.score)}
    reached = more_last_year(item.target, actual)
    if reached is not None and DecisionKind.CANNOT_FAIL not in seen:
        lower = {"lower_is_better": "yes"} if item.target.lower_is_better else {}
        yield about(DecisionKind.BELOW_LAST, "target", row.target, reached=f"{plain(reached)}{item.target.unit}",
                    **lower, **facts)  # fmt: skip
    if item.met is False or (item.met is None and item.score is not None and item.lost > 0):
        yield about(DecisionKind.MISSED, "target", row.target, **facts)
    elif before := _always_full(evaluation, result, item):
        yield about(DecisionKind.ALWAYS_FULL, "target", row.target, **facts, **before)


def _reading(
    evaluation: Evaluation,
    result: ProjectResult,
    item: Scored,
    about: Callable[..., Decision],
    year: int,
) -> Iterator[Decision]:
    """A confirmed reading that will not hold by itself, such as a day of the year that is over."""
    row, text = item.indicator, confirmed_reading(evaluation, result.project, item)
    if not text:
        return
    cells = {"tier1": row.tier1, "tier2": row.tier2, "name": row.tier3}
    target = read_target(row.target, year=year, **cells)
    found = carried(target, text, row.target, year=year, **cells)
    if found.standing is not Standing.HOLDS:
        yield about(DecisionKind.READING, "target", row.target, reading=text, standing=found.standing.value)


def _always_full(evaluation: Evaluation, result: ProjectResult, item: Scored) -> dict[str, str]:
    """Whether a row earned every point this year, and last year too where that is known; what it earned then."""
    if item.score is None or item.lost > 0 or item.weight.effective <= 0 or item.target.kind is Kind.UNREADABLE:
        return {}
    last = evaluation.indicator_value(result.project, item.indicator, "last.score")
    if not last:
        return {"years": "1"}
    full = evaluation.facts.get(FactKey(result.project.id, item.indicator.id, "last.weight")) or plain(item.weight.base)
    before, points = parse_number(last), parse_number(full)
    if before is None or points is None or before < points:
        return {}
    return {"years": "2", "last_score": last}


def _joined(years: Iterable[int]) -> str:
    return "、".join(map(str, years))
