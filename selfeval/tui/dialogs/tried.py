"""What was tried in a what-if, each with its effect on the totals; also the word before it is left."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from selfeval.core.problems import Message, msg
from selfeval.tui.base import Dialog
from selfeval.tui.line_breaks import flow
from selfeval.tui.messages import Chosen
from selfeval.tui.row_texts.table import Row
from selfeval.tui.row_texts.trial import MARK, beside, tried_columns, tried_rows
from selfeval.tui.widgets.keys import Buttons
from selfeval.tui.widgets.rows import Rows
from selfeval.workspace.work.trial import Trial


class TriedList(Dialog[str]):
    """What was tried, each with its effect; gives `leave` where that was asked and answered."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "first", show=False)]

    def __init__(self, trial: Trial, *, leaving: bool = False) -> None:
        super().__init__()
        self._trial, self._leaving = trial, leaving

    def compose(self) -> ComposeResult:
        """The steps, the sum, what can be done."""
        words, trial = self.words, self._trial
        title: Message = msg("Leave what-if?") if self._leaving else msg("What was tried")
        with Vertical(classes="dialog"):
            yield Static(Content(f"{words(MARK)}   {words(title)}"), classes="dialog-title")
            yield Rows(tried_columns(words), id="tried", most_lines=2)
            yield Static(flow("\n".join(self._sums(trial))), classes="hint")
            if self._leaving:
                leave = ("leave", "Enter", msg("Leave, nothing is kept"))
                yield Buttons(words, leave, ("cancel", "Esc", msg("Go on trying")))
            else:
                yield Buttons(words, ("cancel", "Esc", msg("Go on trying")))

    def _sums(self, trial: Trial) -> list[str]:
        words = self.words
        touched = {change.key.project for step in trial.evaluation.done for change in step.changes}
        shown = [
            words(msg("{project}: {figures}", project=result.project.title,
                      figures=beside(words, trial.base, trial, result.project.id)))
            for result in trial.assessment.projects
            if result.project.id in touched
        ]  # fmt: skip
        return [*shown, words(msg("Department: {figures}", figures=beside(words, trial.base, trial, "")))]

    def on_mount(self) -> None:
        """Fill the list."""
        rows = self.query_one(Rows)
        found = tried_rows(self.words, self._trial)
        rows.styles.height = min(max(len(found), 1) * 2, 8) + 1
        rows.fill(found or [Row("none", (self.words(msg("Nothing was tried yet.")),), fixed=True)])
        rows.focus()

    def on_chosen(self, event: Chosen) -> None:
        """Enter on the list is Enter."""
        event.stop()
        if not event.mouse:
            self.action_first()

    def action_first(self) -> None:
        """Leave, or close the list."""
        self.dismiss("leave" if self._leaving else None)

    async def press(self, action: str) -> None:
        """A clicked answer."""
        self.dismiss(None if action == "cancel" else action)
