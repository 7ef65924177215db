"""Why one row has its score: target and actual as read, rule, source, formula with its figures; to be copied."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static

from selfeval.core.problems import Message, msg
from selfeval.core.report.explain import explain, explain_total
from selfeval.tui.actions.action import WHY
from selfeval.tui.base import Shared, room_bindings
from selfeval.tui.line_breaks import flow
from selfeval.tui.text import clip, one_line, spaced
from selfeval.tui.widgets.keys import KeyBar
from selfeval.workspace.work.places import Place
from selfeval.workspace.work.workspace import Workspace


class Why(Shared, Screen[Place]):
    """Gives the place that was explained last."""

    BINDINGS: ClassVar[list[BindingType]] = room_bindings(WHY)
    where = WHY
    AUTO_FOCUS = "#why"

    def __init__(self, workspace: Workspace, place: Place) -> None:
        super().__init__()
        self.workspace, self.place = workspace, place
        self._mine = [one for one in workspace.places() if one.project == place.project]

    def compose(self) -> ComposeResult:
        """Project, explanation, keys."""
        yield Static(id="why-title", classes="sheet-title", markup=False)
        with VerticalScroll(id="why", classes="sheet"):
            yield Static(id="why-text", markup=False)
        yield KeyBar(WHY, self.words)

    def on_mount(self) -> None:
        """Explain the row that was asked about."""
        self._show()

    @property
    def lines(self) -> list[str]:
        """The explanation of the row, then the project's total."""
        words, project = self.words, self.workspace.result(self.place.project).project
        lines = explain(self.workspace.assessment, project, self.place.indicator, words.translate)
        total = explain_total(self.workspace.result(self.place.project), words.translate)
        return [*lines, "", one_line(project.title), *(f"  {line}" for line in total)]

    def _show(self) -> None:
        words, number = self.words, self._mine.index(self.place) + 1
        said = msg("Why this score: row {number} of {count}", number=number, count=len(self._mine))
        self.query_one("#why-title", Static).update(Content(words(said)))
        lines = _safe(self.lines)
        shown = [Content(line) if line.startswith(" ") else Content.styled(line, "bold") for line in lines]
        self.query_one("#why-text", Static).update(flow(Content("\n").join(shown)))
        self.query_one("#why").scroll_home(animate=False)

    def _turn(self, step: int) -> None:
        self.place = self._mine[(self._mine.index(self.place) + step) % len(self._mine)]
        self._show()

    def action_next_row(self) -> None:
        """Explain the next row."""
        self._turn(1)

    def action_previous_row(self) -> None:
        """Explain the row before."""
        self._turn(-1)

    def action_copy_why(self) -> None:
        """Copy the explanation; what was marked with the mouse, if anything was."""
        marked = self.get_selected_text()
        said = Message(clip(one_line(marked), 30)) if marked else msg("the explanation")
        self.host.copy(marked or "\n".join(self.lines), said)

    def action_back(self) -> None:
        """Go back, to the row explained last."""
        self.dismiss(self.place)


def _safe(lines: list[str]) -> list[str]:
    """Every line without control characters, its indent kept."""
    return [" " * (len(line) - len(line.lstrip())) + spaced(line) for line in lines]
