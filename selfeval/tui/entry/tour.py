"""The tour on the entry screen: its keys, and that it is shown once."""

from __future__ import annotations

from textual import events, on

from selfeval.tui.entry.finding import Searching
from selfeval.tui.messages import Went
from selfeval.tui.widgets.find_bar import FindInput
from selfeval.tui.widgets.tour import Tour
from selfeval.workspace.system.preferences import choose

SEEN = "seen"


class Touring(Searching):
    """The part of the entry screen that shows how to work on it."""

    tour_wanted = False
    """Whether the tour begins by itself."""

    @property
    def tour(self) -> Tour:
        """The tour."""
        return self.query_one(Tour)

    def begin_wanted_tour(self) -> None:
        """Begin it if somebody is here for the first time."""
        if self.tour_wanted:
            self.tour.begin()

    def on_key(self, event: events.Key) -> None:
        """The key that was told does what it does and goes on; Enter goes on, Esc leaves."""
        step = self.tour.step
        if step is None or isinstance(self.focused, FindInput):
            return
        if event.key in step.keys:
            self.action_tour_next()
        elif event.key == "escape" and self.followed:
            return  # it goes back to the finding, as the tour says
        elif event.key in {"enter", "escape"}:
            typing = self.line.active
            if event.key == "enter":
                self.action_tour_next()
            elif not typing:
                self.action_tour_end()
            if not typing:
                event.stop()
                event.prevent_default()

    @on(Went)
    def _tour_went(self, event: Went) -> None:
        step = self.tour.step
        if step is not None and event.key in step.keys:
            self.action_tour_next()

    def action_tour(self) -> None:
        """Begin it again."""
        if self.settled():
            self.tour.begin()
            self.grid.focus()

    def action_tour_next(self) -> None:
        """Show the next step."""
        if not self.tour.next():
            self.action_tour_end()

    def action_tour_end(self) -> None:
        """Leave it; it does not begin by itself again."""
        self.tour.end()
        choose("tour", SEEN)
