"""Gives the parts of the entry screen the room that is theirs, and changes it by keys."""

from __future__ import annotations

from selfeval.core.problems import Message, msg
from selfeval.tui.entry.desk import Desk
from selfeval.tui.entry.typing import Entry
from selfeval.tui.row_texts.desk.arrangement import DRAWERS, SHUT, TALL, USUAL, VERY_WIDE, Arrangement, arranged
from selfeval.tui.widgets.desk.score import ScoreHead
from selfeval.tui.widgets.rows import Rows

_SAID: dict[str, Message] = {
    USUAL: msg("Details as usual."),
    TALL: msg("Details in full."),
    SHUT: msg("Details closed."),
}


class Layout:
    """Shares out the room; nothing of it depends on what is typed."""

    def __init__(self, desk: Desk, entry: Entry) -> None:
        self._desk, self._entry = desk, entry
        self._list_wanted: bool | None = None
        self._now: Arrangement | None = None
        desk.arrange = self.fit

    @property
    def _drawer(self) -> str:
        return next((name for name in DRAWERS if name and self._desk.screen.has_class(name)), USUAL)

    def fit(self) -> None:
        """Arrange everything for the terminal as it is now."""
        desk, size = self._desk, self._desk.host.size
        fitting = arranged(
            size.width,
            size.height,
            projects=len(desk.workspace.assessment.projects),
            rows=desk.grid.lines_wanted(),
            drawn=desk.host.drawn,
            low_head=desk.workspace.trial,
            drawer=self._drawer,
            list_wanted=self._list_wanted,
        )
        before, self._now = self._now, fitting
        if fitting != before:
            self._arrange(fitting)
        if before is not None and bool(before.beside) != bool(fitting.beside):
            desk.show_details()
        desk.screen.set_class(size.width >= VERY_WIDE, "-very-wide")

    def _arrange(self, fitting: Arrangement) -> None:
        screen = self._desk.screen
        head = screen.query_one(ScoreHead)
        head.styles.height = fitting.head
        head.drawn = self._desk.host.drawn
        head.refresh()
        projects, side = screen.query_one("#projects", Rows), screen.query_one("#side")
        projects.set_class(bool(fitting.projects), "-shown")
        projects.styles.width = fitting.projects or 1
        side.styles.width = fitting.beside or "1fr"
        side.styles.height = fitting.below or "1fr"
        screen.set_class(fitting.framed, "-framed")
        words = self._desk.words
        projects.border_title, side.border_title = words(msg("All projects")), words(msg("Details"))
        screen.query_one("#middle").border_title = words(msg("Indicators of the project"))

    def mark_keyboard(self) -> None:
        """Have the frame of the pane that has the keyboard show it.

        By a class: the style sheet's own word for it has everything in the pane styled anew with each entry.
        """
        screen = self._desk.screen
        within = screen.focused.ancestors_with_self if screen.focused is not None else ()
        for name in ("#middle", "#projects"):
            pane = screen.query_one(name)
            pane.set_class(pane in within, "-here")

    def turn_projects(self) -> None:
        """Show or hide the list of projects."""
        self._entry.settle()
        projects = self._desk.screen.query_one("#projects", Rows)
        shown = not projects.has_class("-shown")
        if not shown and not projects.has_focus and self._list_wanted is None:
            shown = True
        self._list_wanted = shown
        self.fit()
        (projects if shown else self._desk.grid).focus()

    def turn_drawer(self) -> None:
        """The details as usual, in full, or closed; an entry that is going on is not disturbed."""
        screen, grid = self._desk.screen, self._desk.grid
        following = DRAWERS[(DRAWERS.index(self._drawer) + 1) % len(DRAWERS)]
        for name in DRAWERS[1:]:
            screen.set_class(name == following, name)
        self.fit()
        self._desk.show_details()
        grid.call_after_refresh(grid.go, grid.key)
        self._desk.say(_SAID[following])

    def scroll_details(self, lines: int) -> None:
        """Scroll the details down, or up by a negative number."""
        self._desk.screen.query_one("#details").scroll_relative(y=lines, animate=False)
