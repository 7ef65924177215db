"""All findings, grouped by severity; choosing one goes to its row."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static

from selfeval.core.problems import Problem, msg
from selfeval.tui.actions import PROBLEMS
from selfeval.tui.flow import flow
from selfeval.tui.messages import Chosen, Moved
from selfeval.tui.screens.base import Shared, room_bindings
from selfeval.tui.text import facts, spaced
from selfeval.tui.widgets.keys import KeyBar
from selfeval.tui.widgets.rows import Rows
from selfeval.tui.widgets.shown import counts, problem_columns, problem_rows
from selfeval.workspace.live import Place, Workspace


class Problems(Shared, Screen[Place]):
    """Gives the place of the finding that was chosen, None for Esc."""

    BINDINGS: ClassVar[list[BindingType]] = room_bindings(PROBLEMS)
    where = PROBLEMS
    AUTO_FOCUS = "#findings"

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self.workspace = workspace
        self.problems = workspace.problems

    def compose(self) -> ComposeResult:
        """Counts, list, the finding under the cursor in full."""
        words = self.words
        yield Static(
            Content(f"{words(msg('Findings'))}   {counts(words, self.workspace.objections)}"), classes="sheet-title"
        )
        yield Rows(problem_columns(words), id="findings")
        with VerticalScroll(id="finding", can_focus=False):
            yield Static(id="finding-text", markup=False)
        yield KeyBar(PROBLEMS, words)

    def on_mount(self) -> None:
        """Fill the list."""
        self.query_one(Rows).fill(problem_rows(self.words, self.problems))
        self._show()

    @property
    def problem(self) -> Problem | None:
        """The finding under the cursor."""
        key = self.query_one(Rows).key
        return self.problems[int(key)] if key.isdigit() else None

    @on(Moved)
    def _show(self) -> None:
        words, problem = self.words, self.problem
        if problem is None:
            text = Content(words(msg("Nothing was found.")))
        else:
            name = self._row_name(problem)
            text = facts(
                (
                    ("", spaced(words(problem.message))),
                    (words(msg("What to do")), spaced(words(problem.hint))),
                    (
                        words(msg("Where")),
                        "  ".join(dict.fromkeys(part for part in (str(problem.where or ""), name) if part)),
                    ),
                    (words(msg("As written")), problem.input),
                    ("", "" if problem.project else words(msg("This concerns the workbook as a whole."))),
                )
            )
        self.query_one("#finding-text", Static).update(flow(text))
        self.query_one("#finding").scroll_home(animate=False)

    def _row_name(self, problem: Problem) -> str:
        if not problem.project:
            return ""
        try:
            result = self.workspace.result(problem.project)
            return result.scored(problem.indicator).indicator.tier3 if problem.indicator else result.project.title
        except KeyError:
            return ""

    @on(Chosen)
    def _chosen(self) -> None:
        problem = self.problem
        if problem is None or not problem.project:
            self.say(msg("This concerns the workbook as a whole; there is no row to go to."))
            return
        place = Place(problem.project, problem.indicator)
        if place not in self.workspace.places():
            place = Place(problem.project, "")
        self.dismiss(place)

    def action_back(self) -> None:
        """Go back."""
        self.dismiss(None)

    def action_result(self) -> None:
        """Show totals and grades."""
        from selfeval.tui.screens.result import ResultScreen

        self.home_app.push_screen(ResultScreen(self.workspace), self._jump)

    def _jump(self, place: Place | None) -> None:
        if place is not None:
            self.dismiss(place)

    def action_saved(self) -> None:
        """Say that everything is saved."""
        self.say(msg("Every entry is saved as soon as it is made. F9 exports the workbook."))
