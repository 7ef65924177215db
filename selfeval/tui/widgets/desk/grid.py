"""The indicator list: rows that take text like the cells of a spreadsheet."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType

from selfeval.tui.messages import BlockPasted
from selfeval.tui.row_texts.desk.grid import grid_columns
from selfeval.tui.text import Words
from selfeval.tui.widgets.entry import EntryInput
from selfeval.tui.widgets.picking import Picking
from selfeval.workspace.incoming.cells import is_block, one_cell


class Grid(Picking):
    """A printable key or the paste of one cell begins an entry; Tab goes down, as Enter does after an entry.

    The text goes to `typed`; a paste of several cells is sent as `BlockPasted`.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("tab", "move(1)", show=False),
        Binding("shift+tab", "move(-1)", show=False),
    ]

    def __init__(self, words: Words, typed: Callable[[str], None]) -> None:
        super().__init__(grid_columns(words), id="grid", most_lines=3)
        self._typed = typed

    @property
    def types_into(self) -> EntryInput:
        """Where a character typed here will stand."""
        return self.screen.query_one(EntryInput)

    def on_key(self, event: events.Key) -> None:
        """Every printable character, Chinese from an input method included, is the beginning of an entry."""
        if event.is_printable and event.character:
            event.stop()
            event.prevent_default()
            self._typed(event.character)

    def on_paste(self, event: events.Paste) -> None:
        """The paste of one cell is typed text."""
        event.stop()
        if is_block(event.text):
            self.post_message(BlockPasted(event.text))
        elif text := one_cell(event.text):
            self._typed(text)
