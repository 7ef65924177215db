"""The indicator list: rows that take text like the cells of a spreadsheet."""

from __future__ import annotations

from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType

from selfeval.tui.messages import Typed
from selfeval.tui.text import Words
from selfeval.tui.widgets.rows import Rows
from selfeval.tui.widgets.shown import grid_columns


class Grid(Rows):
    """A printable key or a paste begins an entry (`Typed`); Tab goes down, as Enter does after an entry."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("tab", "move(1)", show=False),
        Binding("shift+tab", "move(-1)", show=False),
    ]

    def __init__(self, words: Words) -> None:
        super().__init__(grid_columns(words), id="grid", most_lines=3)

    def on_key(self, event: events.Key) -> None:
        """Every printable character, Chinese from an input method included, is the beginning of an entry."""
        if event.is_printable and event.character:
            event.stop()
            event.prevent_default()
            self.post_message(Typed(event.character))

    def on_paste(self, event: events.Paste) -> None:
        """Pasted text is typed text; of several cells the first is taken."""
        event.stop()
        lines = event.text.strip("\r\n").splitlines()
        if lines:
            self.post_message(Typed(lines[0].split("\t")[0]))
