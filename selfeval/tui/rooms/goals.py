"""What became of the goals of the department's own form: its money is that of the projects and not entered here."""

from __future__ import annotations

from collections.abc import Iterator

from textual.containers import VerticalScroll
from textual.widget import Widget
from textual.widgets import Static

from selfeval.core.problems import Message, msg
from selfeval.core.scoring.results import ProjectResult
from selfeval.tui.line_breaks import flow
from selfeval.tui.rooms.budget import BudgetScreen
from selfeval.tui.row_texts.rooms.budget import goals_set
from selfeval.workspace.work.questions.required import OWN_MONEY


class GoalsScreen(BudgetScreen):
    """The budget's screen without its amounts: the form would not show one."""

    def _title(self, result: ProjectResult) -> Message:
        """The goals alone: of money and its unit nothing is said."""
        return msg("Goals of the year: {project}", project=result.project.title)

    def _amounts(self) -> Iterator[Widget]:
        """Why there is none; then what the text below is to speak of."""
        yield Static(flow(self.words(OWN_MONEY)), classes="hint", id="own_money")
        said = goals_set(self.words, self.workspace.evaluation, self.result.project)
        if said.plain:
            with VerticalScroll(id="goals-set"):
                yield Static(flow(said))

    def _digits(self) -> Iterator[Widget]:
        """There is no amount to click them for."""
        yield from ()

    def _first(self) -> None:
        """Begin with the goals; what was typed as an amount is not taken."""
        self.query_one("#goal_actual").focus()

    def _tell(self, result: ProjectResult) -> None:
        """Nothing is worked out of a text."""
