"""The head of a what-if: the word for it, and its totals beside the real ones."""

from __future__ import annotations

from textual.content import Content

from selfeval.core.problems import Problem, msg
from selfeval.core.replay.words import signed
from selfeval.core.scoring.results import ProjectResult
from selfeval.tui.row_texts.trial import MARK, beside, figure, points_of
from selfeval.tui.text import clip, one_line, width
from selfeval.tui.widgets.score import ScoreHead
from selfeval.workspace.work.trial import Trial
from selfeval.workspace.work.workspace import Workspace


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
        (then, grade), (was, _) = points_of(trial, ""), points_of(base, "")
        change = f" ({signed(then - was)})" if then is not None and was is not None and then != was else ""
        return words(msg("department {figures}", figures=figure(then, grade, trial.pack) + change))
