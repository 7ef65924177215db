"""What says on every screen of a what-if that nothing of it is kept, and how it stands beside the real work."""

from __future__ import annotations

from decimal import Decimal

from textual.content import Content

from selfeval.core.problems import Message, Problem, msg
from selfeval.core.replay.words import signed
from selfeval.core.rules.pack import RulePack
from selfeval.core.scoring.results import ProjectResult
from selfeval.tui.row_texts.steps import told_change
from selfeval.tui.text import Words, clip, one_line, points, width
from selfeval.tui.widgets.column import Column
from selfeval.tui.widgets.rows import Row
from selfeval.tui.widgets.score import ScoreHead
from selfeval.workspace.work.questions import reached
from selfeval.workspace.work.trial import Trial, Tried
from selfeval.workspace.work.workspace import Workspace

MARK = msg("WHAT-IF, nothing is kept")


def trial_title(words: Words, workspace: Workspace, title: str) -> str:
    """The title of a screen, the word that nothing is kept before it where that is so."""
    return f"{words(MARK)}   {title}" if workspace.trial else title


class TrialHead(ScoreHead):
    """The head of a what-if: the word for it, totals beside the real ones, tier bars. A click lists the effects."""

    clicks = ("projects", "tried", "tried")

    def _title(self, workspace: Workspace, result: ProjectResult, room: int) -> Content:
        mark = f" {self._words(MARK)} "
        title = clip(one_line(result.project.title), max(room - width(mark) - 1, 4))
        return Content.assemble((mark, "bold $background on $warning"), " ", (title, "bold"))

    def _figures(
        self, workspace: Workspace, result: ProjectResult, problems: tuple[Problem, ...], room: int
    ) -> Content:
        if not isinstance(workspace, Trial):
            return super()._figures(workspace, result, problems, room)
        figures = beside(self._words, workspace.base, workspace, result.project.id)
        project = self._words(msg("Total {figures}", figures=figures))
        department = self._department(workspace, room - width(project) - 3)
        left = Content.styled(project, "bold $key")
        fill = " " * max(room - width(project) - width(department), 3)
        return Content.assemble(left, (clip(fill + department, max(room - width(project), 0)), "$muted"))

    def _department(self, trial: Trial, room: int) -> str:
        """The department's total beside the real one; where there is no room, with the difference only."""
        words, base = self._words, trial.base
        figures = beside(words, base, trial, "")
        full = words(msg("department {figures}", figures=figures))
        if width(full) <= room:
            return full
        (then, grade), (was, _) = _points(trial, ""), _points(base, "")
        change = f" ({signed(then - was)})" if then is not None and was is not None and then != was else ""
        return words(msg("department {figures}", figures=figure(then, grade, trial.pack) + change))


def beside(words: Words, real: Workspace, trial: Workspace, project: str) -> str:
    """`92.10 良, really 95.00 优 (-2.9)`, of a project or, with "", of the department."""
    then, was = _points(trial, project), _points(real, project)
    said: Message = msg("{then}, really {now}", then=figure(*then, trial.pack), now=figure(*was, real.pack))
    if then[0] is None or was[0] is None or then[0] == was[0]:
        return words(said)
    return f"{words(said)} ({signed(then[0] - was[0])})"


def _points(workspace: Workspace, project: str) -> tuple[Decimal | None, str]:
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
        Column(words(msg("Tried")), 20, 1),
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
    name = words(told_change(words, trial, tried.step.changes[0]))
    before = figure(pair[0], grades[0], tried.before.pack)
    return Row(str(number), (one_line(name), before, figure(pair[1], grades[1], tried.after.pack), change), {3: "dim"})
