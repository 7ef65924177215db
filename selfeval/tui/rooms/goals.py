"""What became of the goals of the department's own form: its money is that of the projects and not entered here."""

from __future__ import annotations

from textual import events, on
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from selfeval.tui.dialogs.row.reason import Lines
from selfeval.tui.rooms.budget import BudgetScreen
from selfeval.workspace.work.questions.required import OWN_MONEY


class GoalsScreen(BudgetScreen):
    """The budget's screen without its amounts: the form would not show one."""

    def compose(self) -> ComposeResult:
        """Why there is no amount; the outcome of the goals, and how long it may be."""
        yield Static(Content(self.words(OWN_MONEY)), classes="label", id="own_money")
        yield from super().compose()

    @on(events.Mount)
    def _begin(self, event: events.Mount) -> None:
        """Begin with the goals; what was typed as an amount is not taken."""
        event.prevent_default()
        goals = self.query_one("#goal_actual", Lines)
        below = list(self.query(".sheet > *"))
        for widget in below[: below.index(goals) - 1]:
            widget.display = False
        goals.focus()
