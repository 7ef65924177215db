"""The tour on the entry screen: its keys, and that it is shown once."""

from __future__ import annotations

from textual import events

from selfeval.tui.entry.desk import Desk
from selfeval.tui.entry.navigation import Navigation
from selfeval.tui.entry.typing import Entry
from selfeval.tui.widgets.desk.find_bar import FindInput
from selfeval.tui.widgets.desk.tour import Tour
from selfeval.workspace.system.preferences import choose

SEEN = "seen"


class TourGuide:
    """Leads through the tour."""

    def __init__(self, desk: Desk, entry: Entry, ways: Navigation) -> None:
        self._desk, self._entry, self._ways = desk, entry, ways

    @property
    def _tour(self) -> Tour:
        return self._desk.screen.query_one(Tour)

    def key(self, event: events.Key) -> None:
        """The key that was told does what it does and goes on; Enter goes on, Esc leaves."""
        step = self._tour.step
        if step is None or isinstance(self._desk.screen.focused, FindInput):
            return
        if event.key in step.keys:
            self.go_on()
        elif event.key == "escape" and self._ways.followed:
            return  # it goes back to the finding, as the tour says
        elif event.key in {"enter", "escape"}:
            typing = self._desk.line.active
            if event.key == "enter":
                self.go_on()
            elif not typing:
                self.end()
            if not typing:
                event.stop()
                event.prevent_default()

    def went(self, key: str) -> None:
        """A key moved the cursor of a list."""
        step = self._tour.step
        if step is not None and key in step.keys:
            self.go_on()

    def begin(self) -> None:
        """Begin it again."""
        if self._entry.settled():
            self._tour.begin()
            self._desk.type_here()

    def go_on(self) -> None:
        """Show the next step."""
        if not self._tour.next():
            self.end()

    def end(self) -> None:
        """Leave it; it does not begin by itself again."""
        self._tour.end()
        choose("tour", SEEN)
