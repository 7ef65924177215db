"""The head of a what-if: the word for it, and its totals beside the real ones."""

from __future__ import annotations

from textual.content import Content

from selfeval.core.problems import msg
from selfeval.core.replay.words import signed
from selfeval.tui.row_texts.desk.head import HeadTexts, pressed
from selfeval.tui.row_texts.desk.tiers import tier_bars
from selfeval.tui.row_texts.rooms.trial import MARK, beside, figure, points_of
from selfeval.tui.text import clip, one_line, width
from selfeval.tui.widgets.desk.score import ScoreHead
from selfeval.workspace.work.trial import Trial


class TrialTexts(HeadTexts):
    """The word for it, totals beside the real ones, tier bars, in this order on three lines of any terminal."""

    def whole(self, room: int, lines: int) -> Content:
        """Everything; a click on the totals lists the effects."""
        figures = pressed(self.figures(room), "tried")
        return Content("\n").join([self.top(room), figures, tier_bars(self.words, self.result, room)])

    def top(self, room: int) -> Content:
        """The word for it, and the project."""
        mark = f" {self.words(MARK)} "
        title = clip(one_line(self.result.project.title), max(room - width(mark) - 1, 4))
        name = pressed(Content.styled(title, "bold"), "projects")
        return Content.assemble((mark, "bold $background on $warning"), " ", name)

    def figures(self, room: int) -> Content:
        """Totals of the project and of the department, the real ones beside them."""
        trial = self.workspace
        if not isinstance(trial, Trial):
            return super().figures(room)
        figures = beside(self.words, trial.base, trial, self.result.project.id)
        project = self.words(msg("Total {figures}", figures=figures))
        department = self._department(trial, room - width(project) - 3)
        left = Content.styled(project, "bold $key")
        fill = " " * max(room - width(project) - width(department), 3)
        return Content.assemble(left, (clip(fill + department, max(room - width(project), 0)), "$muted"))

    def _department(self, trial: Trial, room: int) -> str:
        """The department's total beside the real one; where there is no room, with the difference only."""
        words, base = self.words, trial.base
        figures = beside(words, base, trial, "")
        full = words(msg("department {figures}", figures=figures))
        if width(full) <= room:
            return full
        (then, grade), (was, _) = points_of(trial, ""), points_of(base, "")
        change = f" ({signed(then - was)})" if then is not None and was is not None and then != was else ""
        return words(msg("department {figures}", figures=figure(then, grade, trial.pack) + change))


class TrialHead(ScoreHead):
    """The head of a what-if."""

    parts = TrialTexts
