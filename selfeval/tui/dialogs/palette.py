"""Every action of the present screen, found by typing part of its name."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual.screen import Screen

from selfeval.core.problems import Message, msg
from selfeval.tui.actions.registry import action, actions_for
from selfeval.tui.base import where_of
from selfeval.tui.dialogs.list_dialog import ListDialog
from selfeval.tui.row_texts.table import Column, Row


class Palette(ListDialog[str]):
    """Runs the chosen action on the screen it was opened from."""

    COLUMNS = (Column("", 9), Column("", 16), Column("", 20, 1))
    MOST = 12
    FINDS: ClassVar[Message] = msg("part of a name")
    TAKE: ClassVar[Message] = msg("Do it")
    LEAVE: ClassVar[Message] = msg("Close")

    def __init__(self, below: Screen[object]) -> None:
        super().__init__(msg("What would you like to do?"))
        self._below = below

    def listed(self, wanted: str) -> Iterable[Row]:
        """The actions whose name, sentence or key holds every word typed."""
        parts = wanted.casefold().split()
        for found in actions_for(where_of(self._below)):
            label, told = self.words(found.label), self.words(found.help)
            if found.id != "palette" and all(part in f"{label} {told} {found.key}".casefold() for part in parts):
                yield Row(found.id, (found.key, label, told), {2: "dim"})

    def told(self) -> str:
        """The sentence of the row under the cursor in full: the list has no room for it."""
        return self.words(action(self.rows.key).help if self.rows.key else msg("Nothing has such a name."))

    def action_take(self) -> None:
        """Close, also where nothing has such a name, and do it on the screen below."""
        key, below = self.rows.key, self._below
        self.dismiss(None)
        if key:
            self.app.call_later(run_on, below, key)


async def run_on(screen: Screen[object], action: str) -> None:
    """Run an action of a screen, or of the app where the screen has none of that name."""
    space = "screen" if hasattr(screen, f"action_{action}") else "app"
    await screen.run_action(f"{space}.{action}")
