"""Every action of the present screen, found by typing part of its name."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Input, Static

from selfeval.core.problems import msg
from selfeval.tui.actions.registry import action, actions_for
from selfeval.tui.base import Dialog, where_of
from selfeval.tui.line_breaks import flow
from selfeval.tui.messages import Chosen, Moved
from selfeval.tui.row_texts.table import Column, Row
from selfeval.tui.widgets.rows import Rows


class Palette(Dialog[str]):
    """Runs the chosen action on the screen it was opened from."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "move(-1)", show=False, priority=True),
        Binding("down", "move(1)", show=False, priority=True),
    ]

    def __init__(self, below: Screen[object]) -> None:
        super().__init__()
        self._below = below

    def compose(self) -> ComposeResult:
        """Input and list."""
        with Vertical(classes="dialog"):
            yield Static(Content(self.words(msg("What would you like to do?"))), classes="dialog-title")
            yield Input(id="find", compact=True)
            yield Rows((Column("", 9), Column("", 16), Column("", 20, 1)), id="actions")
            yield Static(id="told", markup=False, classes="hint")

    def on_mount(self) -> None:
        """Show everything."""
        self.query_one(Rows).styles.height = 12
        self._find("")
        self.query_one(Input).focus()

    @on(Input.Changed)
    def _changed(self, event: Input.Changed) -> None:
        event.stop()
        self._find(event.value)

    def _find(self, text: str) -> None:
        wanted = text.casefold().split()
        rows = []
        for found in actions_for(where_of(self._below)):
            label, told = self.words(found.label), self.words(found.help)
            if found.id != "palette" and all(word in f"{label} {told} {found.key}".casefold() for word in wanted):
                rows.append(Row(found.id, (found.key, label, told), {2: "dim"}))
        self.query_one(Rows).fill(rows)
        self._tell()

    @on(Moved)
    def _tell(self) -> None:
        """The sentence of the row under the cursor in full: the list has no room for it."""
        key = self.query_one(Rows).key
        text = self.words(action(key).help) if key else self.words(msg("Nothing has such a name."))
        self.query_one("#told", Static).update(flow(text))

    def action_move(self, steps: int) -> None:
        """Up or down in the list, while the input keeps the keyboard."""
        self.query_one(Rows).action_move(steps)

    @on(Input.Submitted)
    @on(Chosen)
    def _take(self) -> None:
        key, below = self.query_one(Rows).key, self._below
        self.dismiss(None)
        if key:
            self.app.call_later(run_on, below, key)


async def run_on(screen: Screen[object], action: str) -> None:
    """Run an action of a screen, or of the app where the screen has none of that name."""
    space = "screen" if hasattr(screen, f"action_{action}") else "app"
    await screen.run_action(f"{space}.{action}")
