"""The indicator list: rows that take text like the cells of a spreadsheet."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType

from selfeval.tui.text import Words
from selfeval.tui.widgets.rows import Rows
from selfeval.tui.widgets.shown import grid_columns


class Grid(Rows):
    """A printable key or a paste begins an entry; Tab goes down, as Enter does after an entry.

    Text is handed to `typed` at once, not as a message: the keys after it may already be on their way to the input
    that opens, and a message would arrive behind them.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("tab", "move(1)", show=False),
        Binding("shift+tab", "move(-1)", show=False),
    ]

    def __init__(self, words: Words, typed: Callable[[str], None]) -> None:
        super().__init__(grid_columns(words), id="grid", most_lines=3)
        self._typed = typed

    def on_key(self, event: events.Key) -> None:
        """Every printable character, Chinese from an input method included, is the beginning of an entry."""
        if event.is_printable and event.character:
            event.stop()
            event.prevent_default()
            self._typed(event.character)

    def on_paste(self, event: events.Paste) -> None:
        """Pasted text is typed text; of several cells the first is taken."""
        event.stop()
        lines = event.text.strip("\r\n").splitlines()
        if lines:
            self._typed(lines[0].split("\t")[0])
