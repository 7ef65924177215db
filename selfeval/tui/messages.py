"""Messages that widgets send to their screen."""

from __future__ import annotations

from textual.containers import Horizontal, Vertical
from textual.message import Message
from textual.message_pump import MessagePump


class Told(Message):
    """A message of ours, which goes past containers that only lay out what they hold.

    They would hear nothing of it, and each of them would take a turn of its queue for it.
    """

    def _bubble_to(self, widget: MessagePump) -> None:
        above = widget._parent
        while type(widget) in {Horizontal, Vertical} and above is not None:
            widget, above = above, above._parent
        super()._bubble_to(widget)


class Moved(Told):
    """The cursor of a list stands on another row."""

    def __init__(self, source: str, key: str) -> None:
        super().__init__()
        self.source = source
        self.key = key


class Chosen(Told):
    """Enter, or a click on the row where the cursor already stands; `mouse` says which."""

    def __init__(self, source: str, key: str, *, mouse: bool = False) -> None:
        super().__init__()
        self.source = source
        self.key = key
        self.mouse = mouse


class EntryChanged(Told):
    """The text being entered is now another."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.text = text


class EntryDone(Told):
    """The entry is finished: where to go (`next`, `down`, `up`, `stay`)."""

    def __init__(self, text: str, go: str) -> None:
        super().__init__()
        self.text = text
        self.go = go


class EntryLeft(Told):
    """The entry was given up; the old text stands."""


class Pressed(Told):
    """A key label was clicked."""

    def __init__(self, action: str) -> None:
        super().__init__()
        self.action = action


class BlockPasted(Told):
    """Several cells were pasted."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.text = text


class Went(Told):
    """A key moved the cursor of a list; `key` is its name."""

    def __init__(self, key: str) -> None:
        super().__init__()
        self.key = key
