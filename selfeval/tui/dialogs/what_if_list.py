"""What was tried in a what-if, each with its effect on the totals; also the word before it is left."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from selfeval.core.problems import Message, msg
from selfeval.tui.dialogs.list_dialog import ListDialog
from selfeval.tui.row_texts.rooms.trial import MARK, beside, tried_columns, tried_rows
from selfeval.tui.row_texts.table import Row
from selfeval.workspace.work.trial import Trial


class TriedList(ListDialog[str]):
    """What was tried, each with its effect; gives `leave` where that was asked and answered."""

    MOST = 9
    CLICKS = False
    LEAVE: ClassVar[Message] = msg("Go on trying")

    def __init__(self, trial: Trial, *, leaving: bool = False) -> None:
        what: Message = msg("Leave what-if?") if leaving else msg("What was tried")
        super().__init__(msg("{mark}   {what}", mark=MARK, what=what))
        self._trial, self._leaving = trial, leaving
        self.TAKE = msg("Leave, nothing is kept") if leaving else msg("Close")  # type: ignore[misc]

    def lines(self) -> int:
        """Long names take two."""
        return 2

    def listed(self, wanted: str) -> Iterable[Row]:
        """The steps."""
        self.rows.columns = tried_columns(self.words)
        found = tried_rows(self.words, self._trial)
        return found or [Row("none", (self.words(msg("Nothing was tried yet.")),), fixed=True)]

    def told(self) -> str:
        """What all of it comes to."""
        words, trial = self.words, self._trial
        touched = {change.key.project for step in trial.evaluation.done for change in step.changes}
        shown = [
            words(msg("{project}: {figures}", project=result.project.title,
                      figures=beside(words, trial.base, trial, result.project.id)))
            for result in trial.assessment.projects
            if result.project.id in touched
        ]  # fmt: skip
        return "\n".join([*shown, words(msg("Department: {figures}", figures=beside(words, trial.base, trial, "")))])

    def action_take(self) -> None:
        """Leave, or close the list."""
        self.dismiss("leave" if self._leaving else None)
