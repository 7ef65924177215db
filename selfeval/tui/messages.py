"""Messages that widgets send to their screen."""

from __future__ import annotations

from textual.message import Message


class Moved(Message):
    """The cursor of a list stands on another row."""

    def __init__(self, source: str, key: str) -> None:
        super().__init__()
        self.source = source
        self.key = key


class Chosen(Message):
    """Enter, or a click on the row where the cursor already stands; `mouse` says which."""

    def __init__(self, source: str, key: str, *, mouse: bool = False) -> None:
        super().__init__()
        self.source = source
        self.key = key
        self.mouse = mouse


class EntryChanged(Message):
    """The text being entered is now another."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.text = text


class EntryDone(Message):
    """The entry is finished: where to go (`next`, `down`, `up`, `stay`)."""

    def __init__(self, text: str, go: str) -> None:
        super().__init__()
        self.text = text
        self.go = go


class EntryLeft(Message):
    """The entry was given up; the old text stands."""


class Pressed(Message):
    """A key label was clicked."""

    def __init__(self, action: str) -> None:
        super().__init__()
        self.action = action


class BlockPasted(Message):
    """Several cells were pasted."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.text = text


class Went(Message):
    """A key moved the cursor of a list; `key` is its name."""

    def __init__(self, key: str) -> None:
        super().__init__()
        self.key = key
