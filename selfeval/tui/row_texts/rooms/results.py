"""Rows of the result screen: totals with a bar per project, the checklist, and which rules were used."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from textual.content import Content

from selfeval.core.finding_counts import counts
from selfeval.core.numbers import plain
from selfeval.core.problems import NOTHING, Message, Owner, msg, verbatim
from selfeval.core.rules.pack import RulePack
from selfeval.core.rules.parts.deadlines import DEEDS
from selfeval.core.rules.sources import source_text
from selfeval.core.scoring.handing_in import ToDo, ToDoKind
from selfeval.core.scoring.publication import publication_list
from selfeval.core.scoring.results import ProjectResult
from selfeval.tui.row_texts.bars import bar, bar_cells
from selfeval.tui.row_texts.scores import BETWEEN, grade_tone
from selfeval.tui.row_texts.table import Column, Row
from selfeval.tui.text import Words, one_line, percent, points, spaced
from selfeval.workspace.clock import today
from selfeval.workspace.looking.checklist import Check, Kind, checklist
from selfeval.workspace.work.questions.required import UNDECIDED, reached
from selfeval.workspace.work.workspace import Workspace

MOST_SHOWN = 5
"""So many things to do are named below a line of the checklist."""
_WITH_BUDGET = 72
"""Cells of a list from which the budget has a column."""


def total_columns(words: Words, room: int) -> tuple[Column, ...]:
    """Columns of the totals in a list of so many cells; the budget has its column where there is room."""
    budget = (Column(words(msg("Budget")), 10, right=True),) if room >= _WITH_BUDGET else ()
    return (
        Column(words(msg("Project")), 12, 1, names=True),
        Column(words(msg("Done")), 6, right=True),
        *budget,
        Column(words(msg("Execution")), 9, right=True),
        Column(words(msg("Score")), 7, right=True),
        Column("", bar_cells(room)),
        Column(words(msg("Grade")), 5, right=True),
        Column("", 0, rest=True),
    )


def total_rows(words: Words, workspace: Workspace, room: int) -> list[Row]:
    """One row per project, each with a bar of its points, the department at the end."""
    pack, department = workspace.pack, workspace.assessment.department
    rows = [_project_total(words, result, pack, room) for result in workspace.assessment.projects]
    adjusted, results = department.adjusted, workspace.assessment.projects
    withheld = any(result.undecided for result in results)
    done = sum(result.steps_total - result.steps_open for result in results)
    cells = (
        words(msg("Whole department")),
        f"{done}/{sum(result.steps_total for result in results)}",
        *((f"{plain(adjusted)}{department.unit}" if adjusted is not None else "-",) if room >= _WITH_BUDGET else ()),
        percent(department.rate),
        words(UNDECIDED) if withheld and department.total is None else points(department.total, pack.rounding.places),
        _points_bar(department.total, room),
        department.grade or "-",
        "",
    )
    tones = {len(cells) - 2: grade_tone(pack, department.grade)}
    return [*rows, Row("department", cells, tones, "title")]


def _project_total(words: Words, result: ProjectResult, pack: RulePack, room: int) -> Row:
    adjusted = result.budget.amount("adjusted")
    cells = (
        one_line(result.project.title),
        f"{result.steps_total - result.steps_open}/{result.steps_total}",
        *((f"{plain(adjusted)}{result.budget.unit}" if adjusted is not None else "-",) if room >= _WITH_BUDGET else ()),
        percent(result.execution.rate),
        words(UNDECIDED) if result.undecided else points(reached(result), pack.rounding.places),
        _points_bar(reached(result), room),
        result.grade or "-",
        "",
    )
    score, grade = len(cells) - 4, len(cells) - 2
    tones = {score: "" if result.complete else "dim", grade: grade_tone(pack, result.grade)}
    return Row(result.project.id, cells, tones)


def _points_bar(reached_points: Decimal | None, room: int) -> str:
    return bar(Fraction(reached_points or 0) / 100, bar_cells(room))


def check_rows(words: Words, workspace: Workspace, room: int) -> list[Row]:
    """What stands between the work and handing it in, ticked off; below a line that is not done, what is left of it.

    Keys are project, indicator and a number with `BETWEEN` between them; see `check_key` for those of whole lines.
    """
    lines = checklist(workspace)
    left = sum(line.left for line in lines if line.required)
    head = msg("Before handing in: {count} still to do", count=left) if left else msg("Before handing in: nothing left")
    rows = [Row("head-missing", (words(head),), fixed=True)]
    for line in lines:
        rows.append(_check_row(words, line, room))
        shown = line.to_do[:MOST_SHOWN]
        rows += [_to_do_row(words, workspace, item, f"{line.kind}-{number}") for number, item in enumerate(shown)]
        if more := len(line.to_do) - len(shown):
            item = line.to_do[MOST_SHOWN]
            key = BETWEEN.join((item.project, item.indicator, f"{line.kind}-more"))
            rows.append(Row(key, (words(msg("    and {count} more", count=more)),), tone="dim"))
    return rows


def due_rows(words: Words, workspace: Workspace) -> list[Row]:
    """What is handed in or published by when, with the days that are left and the source; none without deadlines."""
    found = publication_list(workspace.assessment, today())
    rows = [Row("head-due", (words(msg("Handing in and publication")),), fixed=True)] if found else []
    for number, one in enumerate(found):
        said = words(one.said)
        day = words(one.deadline.day_words) if one.day is None else f"{one.day.isoformat()}  {said}"
        tone = "bad" if one.left is not None and one.left < 0 else "warn" if one.left is not None else "dim"
        name = f"    {words(DEEDS[one.deadline.deed])}  {one_line(one.deadline.what)}"
        rows.append(Row(f"due-{number}", (name, "", "", day), {3: tone}))
        below = {"why": said if one.day is None else "", "source": words(source_text(one.citation))}
        for part, text in below.items():
            if text:
                rows.append(Row(f"due-{number}-{part}", (f"        {one_line(text)}",), tone="dim", fixed=True))
    return rows


def check_key(kind: Kind) -> str:
    """The key of a line of the checklist."""
    return f"{BETWEEN}{BETWEEN}check-{kind}"


def first_left(workspace: Workspace) -> str:
    """The key of the first line of the checklist that is not done, "" where all are."""
    return next((check_key(line.kind) for line in checklist(workspace) if line.left), "")


def _check_row(words: Words, line: Check, room: int) -> Row:
    done = not line.left
    name = f"{'[x]' if done else '[ ]'} {words(line.name)}"
    said = NOTHING if done or line.required else msg("advised, not required")
    tone = "good" if done else "warn" if line.required else "dim"
    cells = (name, f"{line.done}/{line.total}", bar(Fraction(line.done, line.total), bar_cells(room)), words(said))
    return Row(check_key(line.kind), cells, {1: tone, 3: "dim"}, "" if line.required or not done else "dim")


def _to_do_row(words: Words, workspace: Workspace, item: ToDo, number: str) -> Row:
    name = f"    {to_do_name(words, workspace, item)}"
    key = BETWEEN.join((item.project, item.indicator, number))
    return Row(key, (name, item.code, "", to_do_said(words, workspace, item)), {1: "dim", 3: "warn"})


def to_do_name(words: Words, workspace: Workspace, item: ToDo) -> str:
    """The row, project or whole that a thing to do concerns."""
    if not item.project:
        return words(msg("Whole department"))
    result = workspace.result(item.project)
    return one_line(result.scored(item.indicator).indicator.tier3 if item.indicator else result.project.title)


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
    return verbatim(tuple(said)) if said else NOTHING


def pack_text(words: Words, pack: RulePack) -> Content:
    """Which rules were used."""
    text = msg("Rules: {title} ({id}, version {version})", title=Message(pack.title), id=pack.id, version=pack.version)
    return Content(one_line(words(text)))
