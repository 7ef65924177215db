"""Rows of the result screen: totals, what is missing, points lost, and the rule pack."""

from __future__ import annotations

from collections.abc import Iterator

from textual.content import Content

from selfeval.core.finding_counts import counts
from selfeval.core.numbers import plain
from selfeval.core.problems import NOTHING, Message, Owner, msg
from selfeval.core.rules.pack import RulePack
from selfeval.core.scoring.handing_in import ToDo, ToDoKind
from selfeval.core.scoring.next_grade import NextGrade, better_grade, next_grade
from selfeval.core.scoring.results import ProjectResult
from selfeval.tui.row_texts.table import Column, Row
from selfeval.tui.text import Words, one_line, percent, points, spaced
from selfeval.workspace.work.questions import UNDECIDED, needs_budget_reason, needs_reason, reached, undecided
from selfeval.workspace.work.workspace import Workspace

MOST_LOSSES = 3
"""So many rows per project are named on the way to the next grade: where most can be won."""

BETWEEN = "\x1f"
"""Stands between project and indicator in a key: no workbook can hold this character."""


def total_columns(words: Words) -> tuple[Column, ...]:
    """Columns of the totals."""
    return (
        Column(words(msg("Project")), 14, 1),
        Column(words(msg("Done")), 6, right=True),
        Column(words(msg("Budget")), 10, right=True),
        Column(words(msg("Execution")), 9, right=True),
        Column(words(msg("Score")), 7, right=True),
        Column(words(msg("Grade")), 5, right=True),
    )


def total_rows(words: Words, workspace: Workspace) -> list[Row]:
    """One row per project, the department at the end."""
    places = workspace.pack.rounding.places
    rows = [_project_total(words, result, places) for result in workspace.assessment.projects]
    department = workspace.assessment.department
    adjusted = department.adjusted
    withheld = any(result.undecided for result in workspace.assessment.projects)
    rows.append(
        Row(
            "department",
            (
                words(msg("Whole department")),
                "",
                f"{plain(adjusted)}{department.unit}" if adjusted is not None else "-",
                percent(department.rate),
                words(UNDECIDED) if withheld and department.total is None else points(department.total, places),
                department.grade or "-",
            ),
            tone="title",
        )
    )
    return rows


def _project_total(words: Words, result: ProjectResult, places: int) -> Row:
    adjusted = result.budget.amount("adjusted")
    return Row(
        result.project.id,
        (
            one_line(result.project.title),
            f"{result.steps_total - result.steps_open}/{result.steps_total}",
            f"{plain(adjusted)}{result.budget.unit}" if adjusted is not None else "-",
            percent(result.execution.rate),
            words(UNDECIDED) if result.undecided else points(reached(result), places),
            result.grade or "-",
        ),
        {4: "" if result.complete else "dim"},
    )


def to_do_rows(words: Words, workspace: Workspace) -> list[Row]:
    """What is left before handing in; keys are project and indicator, `BETWEEN` them and before a number."""
    rows = []
    for number, item in enumerate(workspace.to_do):
        label = to_do_name(words, workspace, item)
        key = BETWEEN.join((item.project, item.indicator, f"todo-{number}"))
        rows.append(Row(key, (label, item.code, to_do_said(words, workspace, item)), {1: "dim", 2: "warn"}))
    if rows:
        title = words(msg("Still to do before handing in"))
        rows.insert(0, Row("head-missing", (f"{title}  {len(rows)}",), fixed=True))
    return rows


def to_do_name(words: Words, workspace: Workspace, item: ToDo) -> str:
    """The row, project or whole that a thing to do concerns."""
    if not item.project:
        return words(msg("Whole department"))
    result = workspace.result(item.project)
    return one_line(result.scored(item.indicator).indicator.tier3 if item.indicator else result.project.title)


def grade_rows(words: Words, workspace: Workspace) -> list[Row]:
    """What would reach the next grade: points that are missing, and the rows that lost most of them."""
    rows: list[Row] = []
    pack = workspace.pack
    department = workspace.assessment.department.total
    better = better_grade(department, pack) if department is not None else None
    if better is not None and department is not None:
        said = msg("to {grade}, from {points} points on", grade=better.name, points=plain(better.at_least))
        lacking = points(better.at_least - department, pack.rounding.places)
        rows.append(Row("department-next", (words(msg("Whole department")), lacking, words(said)), tone="title"))
    for result in workspace.assessment.projects:
        following = next_grade(result, pack)
        if following is not None:
            rows += _grade_rows(words, result, following, pack.rounding.places)
    if rows:
        rows.insert(0, Row("head-next", (words(msg("What is missing for the next grade")),), fixed=True))
    return rows


def _grade_rows(words: Words, result: ProjectResult, following: NextGrade, places: int) -> Iterator[Row]:
    grade, key = following.grade, f"{result.project.id}{BETWEEN}"
    said = msg("to {grade}, from {points} points on", grade=grade.name, points=plain(grade.at_least))
    if following.capped:
        said = msg("{said}; only with a higher execution rate, which caps the total", said=said)
    if result.reviewed is not None:
        said = msg("{said}; the reviewer's grade takes points off", said=said)
    lacking = points(following.points, places)
    yield Row(f"{key}{BETWEEN}next", (one_line(result.project.title), lacking, words(said)), tone="title")
    for loss in following.losses[:MOST_LOSSES]:
        name = result.scored(loss.indicator).indicator.tier3 if loss.indicator else words(msg("Budget execution rate"))
        of = words(msg("lost of {weight} points", weight=plain(loss.weight)))
        cells = (f"  {one_line(name)}", f"-{points(loss.points, places)}", of)
        yield Row(f"{key}{loss.indicator}{BETWEEN}next", cells, {1: "warn", 2: "dim"})


def to_do_said(words: Words, workspace: Workspace, item: ToDo) -> str:
    """What is to be done, beside the name of the row: its sentence, or why there is no score."""
    said = item.message
    if item.kind is ToDoKind.EXECUTION:
        said = workspace.result(item.project).execution.why
    elif item.kind is ToDoKind.ROW and not item.code:
        said = workspace.result(item.project).scored(item.indicator).why
    return spaced(one_line(words(said)))


def errors_of(workspace: Workspace) -> Message:
    """For how many errors the evaluation may be sent back, apart from those of the targets; nothing for none at all."""
    found = counts(workspace.objections)
    own, others = found[Owner.EVALUATION].errors, found[Owner.TARGETS].errors
    said = [msg("The evaluation may be sent back for {count} errors (F8).", count=own)] if own else []
    if others:
        said.append(msg("The approved targets have {count} errors, which cannot be changed now (F8).", count=others))
    return Message("{said}", (("said", said[0] if len(said) == 1 else tuple(said)),)) if said else NOTHING


def deviation_rows(words: Words, workspace: Workspace) -> list[Row]:
    """Where points were lost, or far more was reached than asked: points, and the reason or that there is none."""
    rows = []
    for result in workspace.assessment.projects:
        for scored in result.indicators:
            lacking = needs_reason(workspace.evaluation, result, scored)
            reason = one_line(workspace.evaluation.indicator_value(result.project, scored.indicator, "reason"))
            if scored.lost <= 0 and not lacking and not reason:
                continue
            lost = f"-{points(scored.lost, workspace.pack.rounding.places)}" if scored.lost > 0 else ""
            shown = words(msg("no reason given yet")) if lacking else reason
            tones = {1: "warn", 2: "bad" if lacking else "dim"}
            key = f"{result.project.id}{BETWEEN}{scored.indicator.id}"
            rows.append(Row(f"{key}", (one_line(scored.indicator.tier3), lost, shown), tones))
        execution = result.execution
        if execution.score is not None and execution.score < execution.weight:
            lacking = needs_budget_reason(workspace, result)
            reason = one_line(workspace.evaluation.value(result.project, "budget_reason"))
            lost = f"-{points(execution.weight - execution.score, workspace.pack.rounding.places)}"
            name = f"{words(msg('Budget execution rate'))}: {one_line(result.project.title)}"
            shown = words(msg("no reason given yet")) if lacking else reason
            tones = {1: "warn", 2: "bad" if lacking else "dim"}
            rows.append(Row(f"{result.project.id}{BETWEEN}", (name, lost, shown), tones))
        if result.undecided:
            said = words(undecided(result))
            rows.append(Row(f"{result.project.id}{BETWEEN}", (one_line(result.project.title), "", said), {2: "bad"}))
        elif result.note:
            rows.append(Row(f"{result.project.id}{BETWEEN}", (one_line(result.project.title), "", words(result.note))))
    if rows:
        rows.insert(0, Row("head-lost", (f"{words(msg('Points lost, and why'))}  {len(rows)}",), fixed=True))
    return rows


def pack_text(words: Words, pack: RulePack) -> Content:
    """Which rules were used."""
    text = msg("Rules: {title} ({id}, version {version})", title=Message(pack.title), id=pack.id, version=pack.version)
    return Content(one_line(words(text)))
