"""What stands on a terminal that is too small; everything underneath stays as it is."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.widgets import Static

from selfeval.core.problems import msg
from selfeval.textgrid import SMALLEST
from selfeval.tui.base import Dialog
from selfeval.tui.host import Passing
from selfeval.tui.line_breaks import flow

MIN_WIDTH, MIN_HEIGHT = SMALLEST


class TooSmall(Passing, Dialog[None]):
    """Goes away by itself when the terminal is larger."""

    def compose(self) -> ComposeResult:
        """One sentence."""
        text = msg(
            "Too small: make this window at least {width} columns wide and {height} rows high. "
            "Nothing is lost; keys count again then.",
            width=MIN_WIDTH,
            height=MIN_HEIGHT,
        )
        yield Static(flow(self.words(text)), classes="dialog")

    def on_screen_resume(self) -> None:
        """Go where there is room by now, after something else stood in front."""
        room = self.app.size.width >= MIN_WIDTH and self.app.size.height >= MIN_HEIGHT
        if room and self.is_active:
            self.dismiss(None)

    def action_cancel(self) -> None:
        """Stays until there is room."""
