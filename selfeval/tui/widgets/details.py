"""The selected row in full: what it asks, how that is understood, why it scores what it scores, what is open."""

from __future__ import annotations

from collections.abc import Iterator

from textual.content import Content

from selfeval.core.model import CHECKPOINTS
from selfeval.core.numbers import plain
from selfeval.core.problems import Message, Problem, msg
from selfeval.core.readings import Origin
from selfeval.core.rules.weights.goal_weights import goal_words
from selfeval.core.scoring.results import ProjectResult
from selfeval.core.scoring.scored import Scored
from selfeval.core.texts.targets.forms import as_scored
from selfeval.core.texts.targets.in_words import understood
from selfeval.tui.row_texts.last_year import last_year_facts
from selfeval.tui.text import SEVERITY_MARKS, Words, facts, one_line, percent, spaced
from selfeval.workspace.work.findings import NOT_YET
from selfeval.workspace.work.places import Place
from selfeval.workspace.work.questions import needs_budget_reason, needs_reason
from selfeval.workspace.work.readings import unsure
from selfeval.workspace.work.workspace import Workspace

Pairs = Iterator[tuple[str, str]]

_ORIGINS = {
    Origin.AS_WRITTEN: msg("as written"),
    Origin.ASSUMED: msg("assumed"),
    Origin.CONFIRMED: msg("confirmed"),
    Origin.CORRECTED: msg("corrected"),
}
_WEIGHTS = {
    "workbook": msg("from the workbook"),
    "proposed": msg("proposed by the rule pack"),
    "entered": msg("entered"),
}


def detail(words: Words, workspace: Workspace, place: Place) -> Content:
    """Everything about one place."""
    result = workspace.result(place.project)
    found = [problem for problem in workspace.problems_of(place) if problem.code not in NOT_YET]
    if place.indicator:
        pairs = list(_indicator(words, workspace, result, result.scored(place.indicator)))
    else:
        pairs = list(_budget(words, workspace, result))
    pairs += [(SEVERITY_MARKS[p.severity], spaced(_finding(words, p))) for p in found]
    return facts(pairs)


def _finding(words: Words, problem: Problem) -> str:
    hint = f"  {words(problem.hint)}" if problem.hint else ""
    return f"{words(problem.message)}{hint}"


def _indicator(words: Words, workspace: Workspace, result: ProjectResult, scored: Scored) -> Pairs:
    row, target = scored.indicator, scored.target
    yield "", f"{row.tier1} / {row.tier2} / {row.tier3}" if row.tier2 else f"{row.tier1} / {row.tier3}"
    if row.description.strip() not in {"", row.tier3.strip()}:
        yield words(msg("Description")), row.description
    origin = words(_ORIGINS[target.origin])
    yield words(msg("Target")), spaced(f"{as_scored(target)}  =  {words(understood(target))} ({origin})")
    for note in target.assumptions:
        mark = "?" if note.confidence.value == "low" else ""
        yield mark, spaced(words(note.message))
    yield from _entered(words, workspace, result, scored)
    yield from last_year_facts(words, workspace, result, scored)
    weight = words(_WEIGHTS.get(scored.weight.origin, Message(scored.weight.origin)))
    if row.goal:
        yield words(msg("Goal")), one_line(row.goal)
    yield words(msg("Points")), f"{plain(scored.weight.effective)} ({weight})"
    if scored.weight.goal:
        yield "", spaced(words(goal_words(scored.weight.goal)))
    if row.basis.strip():
        yield words(msg("Basis")), row.basis


def _entered(words: Words, workspace: Workspace, result: ProjectResult, scored: Scored) -> Pairs:
    def fact(name: str) -> str:
        return workspace.evaluation.indicator_value(result.project, scored.indicator, name)

    if not scored.not_applicable:
        yield words(msg("Actual")), spaced(fact("actual"))
    yield words(msg("Why")), spaced(words(scored.why))
    for said in unsure(scored):
        yield "?", spaced(words(said))
    if needs_reason(workspace.evaluation, result, scored):
        yield "!", words(msg("A reason is needed here (F6)."))
    yield words(msg("Reason")), fact("reason")
    yield words(msg("Evidence")), fact("evidence")
    yield words(msg("Deduction")), fact("deduction")


def _budget(words: Words, workspace: Workspace, result: ProjectResult) -> Pairs:
    budget, execution = result.budget, result.execution
    yield "", one_line(result.project.title)
    yield words(msg("Purpose")), result.project.purpose

    def amount(name: str) -> str:
        value = budget.amount(name)
        return "-" if value is None else f"{plain(value)}{budget.unit}"

    names = (("initial", msg("Initial")), ("adjusted", msg("Adjusted")), ("executed", msg("Executed")))
    sums = "   ".join(f"{words(label)} {amount(name)}" for name, label in names)
    yield words(msg("Budget")), f"{sums}   {words(msg('Rate'))} {percent(execution.rate)}"
    yield words(msg("Why")), spaced(words(execution.why))
    plan = [
        f"{words(msg('month {month}', month=month))} {_share(budget.plan.get(month))}"
        f" / {_share(budget.checkpoints.get(month))}"
        for month in CHECKPOINTS
    ]
    yield words(msg("Plan / spent")), "   ".join(plan)
    for note in budget.assumptions:
        yield "", words(note.message)
    if needs_budget_reason(workspace, result):
        yield "!", words(msg("A reason is needed here (F5)."))
    yield words(msg("Reason")), workspace.evaluation.value(result.project, "budget_reason")
    yield words(msg("Goals")), "\n".join(result.project.goals)
    if result.blank_texts:
        yield "!", words(msg("What became of the goals of the year is still to be written (F5)."))
    yield words(msg("Goals reached")), workspace.evaluation.value(result.project, "goal_actual")
    yield words(msg("Reviewer's grade")), workspace.evaluation.value(result.project, "review_grade")
    if result.reviewed is not None:
        yield "", spaced(words(result.reviewed.note))


def _share(value: object) -> str:
    return "-" if value is None else f"{value}%"
