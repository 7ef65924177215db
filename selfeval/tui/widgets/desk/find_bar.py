"""The line where a text to find is typed, with how many rows hold it."""

from __future__ import annotations

from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.message import Message
from textual.widgets import Input, Static

from selfeval.core.problems import msg
from selfeval.tui.messages import Pressed
from selfeval.tui.text import Words, width
from selfeval.tui.widgets.keys import Key

_TEXT_AND_COUNT, _AROUND = 38, 3
"""Cells for label, text and count, and those around a key."""


class FindInput(Input):
    """Enter and the arrows go from one find to the next, Esc ends it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,down", "screen.find_next(1)", show=False),
        Binding("up", "screen.find_next(-1)", show=False),
        Binding("escape", "screen.find_end", show=False),
    ]


class FindBar(Horizontal):
    """Label, text, count, keys for the mouse. Sends `FindBar.Typed`; hidden until it is opened."""

    class Typed(Message):
        """The text to find is now another."""

        def __init__(self, text: str) -> None:
            super().__init__()
            self.text = text

    def __init__(self, words: Words) -> None:
        super().__init__(id="find-bar")
        self._words = words

    def compose(self) -> ComposeResult:
        """One line."""
        words = self._words
        yield Static(Content(words(msg("Find"))), classes="label")
        yield FindInput(id="find-text", compact=True, select_on_focus=True)
        yield Static(id="find-count", markup=False)
        yield Key("find_next(1)", "Enter", words(msg("Next one")), classes="chip")
        yield Key("find_next(-1)", words(msg("Up")), words(msg("Previous one")), classes="chip")
        yield Key("find_end", "Esc", words(msg("Close")), classes="chip")

    def on_resize(self) -> None:
        """The text keeps its room: keys that have none are left out, that which ends it last."""
        room = self.size.width - _TEXT_AND_COUNT
        next_one, previous, end = self.query(Key)
        for key, others in ((next_one, (end,)), (previous, (next_one, end))):
            key.display = sum(width(f"{one.key} {one.label}") + _AROUND for one in (key, *others)) <= room

    @property
    def field(self) -> FindInput:
        """The text itself."""
        return self.query_one(FindInput)

    @property
    def shown(self) -> bool:
        """Whether somebody is looking for something."""
        return self.has_class("-shown")

    def open(self) -> None:
        """Show the line, the last text selected."""
        self.add_class("-shown")
        self.field.focus()
        self.field.action_select_all()

    def close(self) -> None:
        """Hide the line; its text is kept for the next time."""
        self.remove_class("-shown")

    def say(self, count: str) -> None:
        """Show how many there are."""
        self.query_one("#find-count", Static).update(Content(count))

    @on(Input.Changed)
    def _changed(self, event: Input.Changed) -> None:
        event.stop()
        if self.shown:
            self.post_message(self.Typed(event.value))


class HiddenWord(Static):
    """Says that rows are hidden; a click shows them."""

    def on_click(self, event: events.Click) -> None:
        """Show all rows."""
        event.stop()
        self.post_message(Pressed("show_all"))
