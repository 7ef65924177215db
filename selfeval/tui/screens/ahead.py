"""Keys on the entry screen that count at once, in the order in which they were pressed.

A terminal delivers what was typed while the screen was busy in one piece: the program hands all of it to the widget
that has the keyboard at that moment, and what a binding or a message does comes after the characters behind it. So the
list and the line of entry ask here first, whichever of them a key has reached.
"""

from __future__ import annotations

from textual import events
from textual.widget import Widget

from selfeval.tui.messages import Went
from selfeval.tui.screens.entering import Entering
from selfeval.tui.widgets.tour import Tour

_DONE = {
    "enter": "next",
    "tab": "down",
    "down": "down",
    "shift+tab": "up",
    "up": "up",
    "pagedown": "page_down",
    "pageup": "page_up",
}
"""Where the cursor goes by the key that finishes an entry."""
_LEAVE = {"escape", "ctrl+z"}


class Ahead(Entering):
    """The part of the entry screen that takes keys."""

    def typed(self, event: events.Key, *, at_line: bool) -> bool:
        """Take a key that belongs to an entry, begins one or moves; False leaves it to the widget and its bindings.

        `at_line` says that it has reached the line of entry, not the list.
        """
        front = self.home_app.screen
        if front is not self:  # opened by a key before this one
            _hand_over(event, front.focused or front)
            return True
        return self._while_typing(event, at_line=at_line) if self.line.active else self._between_entries(event)

    def _while_typing(self, event: events.Key, *, at_line: bool) -> bool:
        field, key = self.line.field, event.key
        if key in _DONE:
            self.finish(field.value, _DONE[key])
            self.post_message(Went(key))
        elif key in _LEAVE:
            self.leave_entry()
            self.post_message(Went(key))
        elif at_line:
            return False
        elif event.is_printable and event.character:
            self.line.begin(event.character)
        elif key == "backspace":
            field.action_delete_left()
        else:
            _hand_over(event, field)
        return True

    def _between_entries(self, event: events.Key) -> bool:
        if event.is_printable and event.character:
            self.begin(event.character)
        elif event.key == "enter" and self.query_one(Tour).step is None:
            self.begin("")
        else:
            return self.grid.went(event.key)
        return True


def _hand_over(event: events.Key, widget: Widget) -> None:
    """Put a key behind those that wait for another widget already; posted to the program, it would come after all."""
    widget._forward_event(events.Key(event.key, event.character))
