"""Waits for a paste of the terminal itself, where the clipboard cannot be read."""

from __future__ import annotations

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from selfeval.core.problems import msg
from selfeval.tui.actions.meanings import ESCAPE
from selfeval.tui.base import Dialog
from selfeval.tui.line_breaks import flow
from selfeval.tui.widgets.keys import Choice


class Waiting(Dialog[str]):
    """Gives the text that is pasted."""

    def compose(self) -> ComposeResult:
        """How to paste in a terminal."""
        words = self.words
        with Vertical(classes="dialog"):
            yield Static(Content(words(msg("Paste now"))), classes="dialog-title")
            text = msg(
                "The clipboard cannot be read from here. Paste with the terminal's own key, "
                "Ctrl+Shift+V or the right mouse button; what comes is shown before anything is entered."
            )
            yield Static(flow(words(text)))
            yield self.buttons(Choice("cancel", ESCAPE, msg("Leave")))

    def on_paste(self, event: events.Paste) -> None:
        """What came."""
        event.stop()
        self.dismiss(event.text)
