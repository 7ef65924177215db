"""What the entry screen shows where: the list of projects, and the drawer with the details of the selected row."""

from __future__ import annotations

from textual import events

from selfeval.core.problems import Message, msg
from selfeval.tui.entry.navigation import Leading
from selfeval.tui.widgets.rows import Rows

WIDE = 110
VERY_WIDE = 160

DRAWERS = ("", "-drawer-tall", "-drawer-shut")
"""How the drawer stands: as usual, with most of the room, closed. Also a style class of the screen."""
_SAID: dict[str, Message] = {
    "": msg("Details as usual."),
    "-drawer-tall": msg("Details in full."),
    "-drawer-shut": msg("Details closed."),
}


class Arranging(Leading):
    """The part of the entry screen that shares out its room; nothing of it depends on what is typed."""

    _list_wanted: bool | None = None

    def on_resize(self, event: events.Resize) -> None:
        """Wide terminals have room for the list of projects, wider ones for more of the details."""
        shown = event.size.width >= WIDE if self._list_wanted is None else self._list_wanted
        self.query_one("#projects").set_class(shown, "-shown")
        self.set_class(event.size.width >= VERY_WIDE, "-very-wide")

    def action_projects(self) -> None:
        """Show or hide the list of projects."""
        self.settle()
        projects = self.query_one("#projects", Rows)
        shown = not projects.has_class("-shown")
        if not shown and not projects.has_focus and self._list_wanted is None:
            shown = True
        self._list_wanted = shown
        projects.set_class(shown, "-shown")
        (projects if shown else self.grid).focus()

    def action_drawer(self) -> None:
        """The details as usual, in full, or closed; an entry that is going on is not disturbed."""
        now = next((name for name in DRAWERS if name and self.has_class(name)), "")
        following = DRAWERS[(DRAWERS.index(now) + 1) % len(DRAWERS)]
        for name in DRAWERS[1:]:
            self.set_class(name == following, name)
        self.grid.call_after_refresh(self.grid.go, self.grid.key)
        self.say(_SAID[following])

    def action_read_on(self) -> None:
        """Scroll the details down."""
        self.query_one("#detail-scroll").scroll_relative(y=3, animate=False)

    def action_read_back(self) -> None:
        """Scroll the details up."""
        self.query_one("#detail-scroll").scroll_relative(y=-3, animate=False)
