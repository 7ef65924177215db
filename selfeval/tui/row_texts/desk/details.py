"""The selected row in full: what it asks, what was achieved, why it scores what it scores, what is open."""

from __future__ import annotations

from collections.abc import Iterator

from selfeval.core.model import AMOUNTS, CHECKPOINTS, SOURCES, WRITTEN
from selfeval.core.numbers import plain
from selfeval.core.problems import Problem, Severity, msg
from selfeval.core.readings import ORIGINS
from selfeval.core.report.explain import WEIGHT_ORIGINS
from selfeval.core.rules.weights.goal_weights import goal_words
from selfeval.core.scoring.results import ProjectResult
from selfeval.core.scoring.scored import Scored
from selfeval.core.texts.surveys import read_survey, with_rates
from selfeval.core.texts.targets.forms import as_scored
from selfeval.core.texts.targets.in_words import understood
from selfeval.tui.row_texts.desk.blocks import Block, Line
from selfeval.tui.row_texts.last_year import last_year_facts
from selfeval.tui.row_texts.rooms.budget import still_to_write
from selfeval.tui.text import SEVERITY_MARKS, Words, one_line, percent, spaced
from selfeval.workspace.looking.fact_names import field_name
from selfeval.workspace.looking.month_facts import month_facts
from selfeval.workspace.work.findings import NOT_YET
from selfeval.workspace.work.places import Place
from selfeval.workspace.work.questions.readings import unsure
from selfeval.workspace.work.questions.required import needs_budget_reason, needs_reason
from selfeval.workspace.work.workspace import Workspace

_SHORT = {
    "initial": msg("approved"),
    "adjusted": msg("adjusted"),
    "executed": msg("spent"),
    "fiscal": msg("fiscal"),
    "carry_over": msg("carried"),
    "other": msg("other"),
}
"""Names of amounts and sources for a table in a narrow pane."""
_TONES = {Severity.ERROR: "bad", Severity.WARNING: "warn", Severity.INFO: ""}


def details(
    words: Words, workspace: Workspace, place: Place, *, opened: bool = False, titled: bool = True, key: str = "F12"
) -> list[Block]:
    """Everything about one place, its name first where it is `titled`.

    Findings are one line each; where details are `opened`, which `key` does, they are whole and say what to do.
    """
    result = workspace.result(place.project)
    if place.indicator:
        blocks = _indicator(words, workspace, result, result.scored(place.indicator))
    else:
        blocks = _budget(words, workspace, result)
    shown = list(blocks) if titled else list(blocks)[1:]
    found = [problem for problem in workspace.problems_of(place) if problem.code not in NOT_YET]
    return [block for block in (*shown, _findings(words, found, opened=opened, key=key)) if block.lines or block.table]


def _findings(words: Words, found: list[Problem], *, opened: bool, key: str) -> Block:
    label = words(msg("Findings {count}", count=len(found)))
    if not opened:
        label = f"{label}   {words(msg('{key} shows all of each', key=key))}"
    return Block(label, tuple(_finding(words, problem, opened=opened) for problem in found), whole=True)


def _finding(words: Words, problem: Problem, *, opened: bool) -> Line:
    said = spaced(words(problem.message))
    if opened and problem.hint:
        said = f"{said}  {words(problem.hint)}"
    return Line(said, _TONES[problem.severity], SEVERITY_MARKS[problem.severity], short=not opened)


def _indicator(words: Words, workspace: Workspace, result: ProjectResult, scored: Scored) -> Iterator[Block]:
    row = scored.indicator
    path = (row.tier1, row.tier2, row.tier3) if row.tier2 else (row.tier1, row.tier3)
    yield Block("", (Line(one_line(" / ".join(path)), "key"),), whole=True)
    yield Block(words(msg("Asked")), tuple(_target(words, workspace, result, scored)))
    yield Block(words(msg("Reached")), tuple(_actual(words, workspace, result, scored)))
    yield Block(words(msg("Scoring")), tuple(_scoring(words, workspace, result, scored)))
    yield Block(words(msg("Grounds")), tuple(_grounds(words, workspace, result, scored)))


def _fact(workspace: Workspace, result: ProjectResult, scored: Scored, name: str) -> str:
    return workspace.evaluation.indicator_value(result.project, scored.indicator, name)


def _lines(texts: tuple[str, ...]) -> Iterator[Line]:
    yield from (Line(text) for text in texts if text.strip())


def _labelled(label: str, text: str) -> Iterator[Line]:
    if text.strip():
        yield Line(f"{label}  {text.strip()}")


def _survey(text: str) -> str:
    """A survey with its rates, or as it is written where it says no count."""
    survey = read_survey(text)
    return text if survey is None else with_rates(survey)


def _target(words: Words, workspace: Workspace, result: ProjectResult, scored: Scored) -> Iterator[Line]:
    row, target = scored.indicator, scored.target
    origin = words(ORIGINS[target.origin])
    yield Line(spaced(f"{as_scored(target)}  =  {words(understood(target))} ({origin})"))
    for note in target.assumptions:
        low = note.confidence.value == "low"
        yield Line(spaced(words(note.message)), "warn" if low else "", "?" if low else "")
    if row.description.strip() not in {"", row.tier3.strip()}:
        yield from _labelled(words(msg("Description")), row.description)
    yield from _labelled(words(msg("Goal")), one_line(row.goal))
    for label, text in last_year_facts(words, workspace, result, scored):
        yield Line(text, "warn", label) if label == "!" else Line(f"{label}  {text}")


def _actual(words: Words, workspace: Workspace, result: ProjectResult, scored: Scored) -> Iterator[Line]:
    if scored.not_applicable:
        yield Line(words(msg("n/a: {why}", why=one_line(scored.not_applicable))))
    else:
        yield from _lines((spaced(_fact(workspace, result, scored, "actual")),))
    for said in unsure(scored):
        yield Line(spaced(words(said)), "warn", "?")
    if needs_reason(workspace.evaluation, result, scored):
        yield Line(words(msg("A reason is needed here (F6).")), "bad", "!")
    yield from _labelled(words(msg("Reason")), _fact(workspace, result, scored, "reason"))
    for label, said in month_facts(workspace.evaluation, result.project, scored.indicator):
        yield Line(f"{words(label)}  {spaced(words(said))}")


def _scoring(words: Words, workspace: Workspace, result: ProjectResult, scored: Scored) -> Iterator[Line]:
    weight = words(WEIGHT_ORIGINS[scored.weight.origin])
    yield Line(spaced(words(scored.why)))
    yield from _labelled(words(msg("Deduction")), _fact(workspace, result, scored, "deduction"))
    yield from _labelled(words(msg("Points")), f"{plain(scored.weight.effective)} ({weight})")
    if scored.weight.goal:
        yield Line(spaced(words(goal_words(scored.weight.goal))))


def _grounds(words: Words, workspace: Workspace, result: ProjectResult, scored: Scored) -> Iterator[Line]:
    yield from _lines((scored.indicator.basis,))
    yield from _labelled(words(msg("Evidence")), _fact(workspace, result, scored, "evidence"))
    yield from _labelled(words(msg("Survey")), _survey(_fact(workspace, result, scored, "survey")))


# -- the budget


def _budget(words: Words, workspace: Workspace, result: ProjectResult) -> Iterator[Block]:
    fact = workspace.evaluation
    yield Block("", (Line(one_line(result.project.title), "key"),), whole=True)
    yield Block(
        words(msg("Budget, {unit}; rate {rate}", unit=result.budget.unit, rate=percent(result.execution.rate))),
        whole=True,
        table=amounts_table(words, result),
    )
    yield Block(
        words(msg("Spent by the end of month")),
        whole=True,
        table=checkpoints_table(words, result),
    )
    months = month_facts(fact, result.project)
    yield Block(
        words(msg("Monitoring")), tuple(Line(f"{words(label)}  {spaced(words(said))}") for label, said in months)
    )
    yield Block(words(msg("Scoring")), tuple(_execution(words, workspace, result)))
    yield Block(words(msg("Purpose")), tuple(_lines((result.project.purpose,))))
    yield Block(words(msg("Goals")), tuple(_lines(("\n".join(result.project.goals),))))
    reached = fact.value(result.project, "goal_actual")
    for name, text, title in (
        ("goal_actual", reached, msg("Goals reached")),
        *((name, fact.value(result.project, name), msg("{name}", name=field_name(name))) for name in WRITTEN),
    ):
        blank = name in result.blank_texts
        lines = (Line(words(still_to_write(name)), "bad", "!"),) if blank else tuple(_lines((text,)))
        yield Block(words(title), lines)
    graded = list(_lines((fact.value(result.project, "review_grade"),)))
    if result.reviewed is not None:
        graded.append(Line(spaced(words(result.reviewed.note))))
    yield Block(words(msg("Reviewer's grade")), tuple(graded))


def _execution(words: Words, workspace: Workspace, result: ProjectResult) -> Iterator[Line]:
    yield Line(spaced(words(result.execution.why)))
    for note in result.budget.assumptions:
        yield Line(words(note.message))
    if needs_budget_reason(workspace, result):
        yield Line(words(msg("A reason is needed here (F5).")), "bad", "!")
    yield from _labelled(words(msg("Reason")), workspace.evaluation.value(result.project, "budget_reason"))


def amounts_table(words: Words, result: ProjectResult) -> tuple[tuple[str, ...], ...]:
    """Budget and spending by source, in the unit of the project; sources of which nothing is known are left out."""
    budget = result.budget
    rows = [("", *(words(_SHORT[name]) for name in AMOUNTS))]
    for source in ("", *SOURCES):
        keys = [f"{name}.{source}" if source else name for name in AMOUNTS]
        if source and not any(budget.amount(key) is not None for key in keys):
            continue
        label = words(_SHORT[source] if source else msg("whole"))
        figures = (budget.amount(key) for key in keys)
        rows.append((label, *("-" if value is None else plain(value) for value in figures)))
    return tuple(rows)


def checkpoints_table(words: Words, result: ProjectResult) -> tuple[tuple[str, ...], ...]:
    """Planned and spent percents at the checkpoints; nothing where none is known."""
    budget = result.budget
    if not budget.plan and not budget.checkpoints:
        return ()
    rows = [("", *(str(month) for month in CHECKPOINTS))]
    for label, known in ((msg("planned"), budget.plan), (msg("spent"), budget.checkpoints)):
        figures = (known.get(month) for month in CHECKPOINTS)
        rows.append((words(label), *("-" if value is None else f"{plain(value)}%" for value in figures)))
    return tuple(rows)
