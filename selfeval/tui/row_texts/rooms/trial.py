"""What says that nothing of a what-if is kept, how it stands beside the real work, and what was tried."""

from __future__ import annotations

from decimal import Decimal

from selfeval.core.problems import Message, msg
from selfeval.core.replay.words import signed
from selfeval.core.rules.pack import RulePack
from selfeval.tui.row_texts.steps import change_shown
from selfeval.tui.row_texts.table import Column, Row
from selfeval.tui.text import Words, one_line, points
from selfeval.workspace.work.questions.required import reached
from selfeval.workspace.work.trial import Trial, Tried
from selfeval.workspace.work.workspace import Workspace

MARK = msg("WHAT-IF, nothing is kept")


def trial_title(words: Words, workspace: Workspace, title: str) -> str:
    """The title of a screen, the word that nothing is kept before it where that is so."""
    return f"{words(MARK)}   {title}" if workspace.trial else title


def beside(words: Words, real: Workspace, trial: Workspace, project: str) -> str:
    """`92.10 良, really 95.00 优 (-2.9)`, of a project or, with "", of the department."""
    then, was = points_of(trial, project), points_of(real, project)
    said: Message = msg("{then}, really {now}", then=figure(*then, trial.pack), now=figure(*was, real.pack))
    if then[0] is None or was[0] is None or then[0] == was[0]:
        return words(said)
    return f"{words(said)} ({signed(then[0] - was[0])})"


def points_of(workspace: Workspace, project: str) -> tuple[Decimal | None, str]:
    """Total and grade of a project or, with "", of the department; None where there is no total."""
    if not project:
        return workspace.assessment.department.total, workspace.assessment.department.grade
    result = workspace.result(project)
    return reached(result), result.grade


def figure(total: Decimal | None, grade: str, pack: RulePack) -> str:
    """`95.00 优`."""
    return f"{points(total, pack.rounding.places)} {grade}".strip()


def tried_columns(words: Words) -> tuple[Column, ...]:
    """Columns of what was tried."""
    return (
        Column(words(msg("Tried")), 20, 1, names=True),
        Column(words(msg("Before")), 9, right=True),
        Column(words(msg("After")), 9, right=True),
        Column(words(msg("Department")), 10, right=True),
    )


def tried_rows(words: Words, trial: Trial) -> list[Row]:
    """Everything that was tried, in order: the project's total before and after, what the department's gains."""
    return [_tried(words, trial, number, one) for number, one in enumerate(trial.tried())]


def _tried(words: Words, trial: Trial, number: int, tried: Tried) -> Row:
    project = tried.step.changes[0].key.project
    first, last = tried.before.department, tried.after.department
    pair, grades = (first.total, last.total), (first.grade, last.grade)
    if project:
        old, new = tried.before.project(project), tried.after.project(project)
        pair = reached(old), reached(new)
        grades = old.grade, new.grade
    change = signed(last.total - first.total) if first.total is not None and last.total is not None else "-"
    name = words(change_shown(words, trial, tried.step.changes[0]))
    before = figure(pair[0], grades[0], tried.before.pack)
    return Row(str(number), (one_line(name), before, figure(pair[1], grades[1], tried.after.pack), change), {3: "dim"})
