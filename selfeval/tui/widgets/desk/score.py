"""The head of the entry screen: projects, total, grade, findings, and a bar per tier."""

from __future__ import annotations

from textual import events
from textual.content import Content
from textual.widgets import Static

from selfeval.core.problems import Problem
from selfeval.tui.messages import Pressed
from selfeval.tui.row_texts.desk.head import HeadTexts
from selfeval.tui.text import Words
from selfeval.workspace.work.workspace import Workspace


class ScoreHead(Static):
    """Three lines, or a few more with the total large; a click on a part of it leads to what that part is about."""

    parts = HeadTexts
    """What it says."""

    def __init__(self, words: Words) -> None:
        super().__init__(id="head")
        self._words = words
        self._shown: tuple[Workspace, str, tuple[Problem, ...]] | None = None
        self.drawn = False
        """Whether the terminal draws lines in one cell."""

    def show(self, workspace: Workspace, project: str, problems: tuple[Problem, ...]) -> None:
        """Show the figures of one project and the findings of the whole work."""
        self._shown = (workspace, project, problems)
        self.refresh()

    def on_click(self, event: events.Click) -> None:
        """Do what belongs to the part that was clicked."""
        action = event.style.meta.get("press", "")
        if action:
            self.post_message(Pressed(action))

    def render(self) -> Content:
        """All of it, for the room there is."""
        if self._shown is None:
            return Content("")
        workspace, project, problems = self._shown
        texts = self.parts(self._words, workspace, workspace.result(project), problems, self.drawn)
        return texts.whole(max(self.content_size.width, 20), self.content_size.height)
