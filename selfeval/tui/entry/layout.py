"""What the entry screen shows where: the list of projects, and the drawer with the details of the selected row."""

from __future__ import annotations

from selfeval.core.problems import Message, msg
from selfeval.tui.entry.desk import Desk
from selfeval.tui.entry.typing import Entry
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


class Layout:
    """Shares out the room; nothing of it depends on what is typed."""

    def __init__(self, desk: Desk, entry: Entry) -> None:
        self._desk, self._entry = desk, entry
        self._list_wanted: bool | None = None

    def fit(self, width: int) -> None:
        """Wide terminals have room for the list of projects, wider ones for more of the details."""
        shown = width >= WIDE if self._list_wanted is None else self._list_wanted
        self._desk.screen.query_one("#projects").set_class(shown, "-shown")
        self._desk.screen.set_class(width >= VERY_WIDE, "-very-wide")

    def turn_projects(self) -> None:
        """Show or hide the list of projects."""
        self._entry.settle()
        projects = self._desk.screen.query_one("#projects", Rows)
        shown = not projects.has_class("-shown")
        if not shown and not projects.has_focus and self._list_wanted is None:
            shown = True
        self._list_wanted = shown
        projects.set_class(shown, "-shown")
        (projects if shown else self._desk.grid).focus()

    def turn_drawer(self) -> None:
        """The details as usual, in full, or closed; an entry that is going on is not disturbed."""
        screen, grid = self._desk.screen, self._desk.grid
        now = next((name for name in DRAWERS if name and screen.has_class(name)), "")
        following = DRAWERS[(DRAWERS.index(now) + 1) % len(DRAWERS)]
        for name in DRAWERS[1:]:
            screen.set_class(name == following, name)
        grid.call_after_refresh(grid.go, grid.key)
        self._desk.say(_SAID[following])

    def scroll_details(self, lines: int) -> None:
        """Scroll the details down, or up by a negative number."""
        self._desk.screen.query_one("#detail-scroll").scroll_relative(y=lines, animate=False)
