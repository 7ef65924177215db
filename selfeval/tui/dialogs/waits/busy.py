"""What stands while something is done beside the event loop that nothing may be entered beside."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.renderables.bar import Bar as BarRenderable
from textual.widgets import ProgressBar, Static

from selfeval.core.problems import Message, msg
from selfeval.tui.base import Dialog
from selfeval.tui.line_breaks import flow
from selfeval.tui.text import one_line


class _PlainBar(BarRenderable):
    """Textual's bar of signs that are one cell wide in every console."""

    BAR = HALF_BAR_LEFT = HALF_BAR_RIGHT = "="


class Progress(ProgressBar):
    """A bar; while nobody knows how much there is to do, it moves."""

    BAR_RENDERABLE = _PlainBar


class Busy(Dialog[None]):
    """Says what is done, and goes away once `over` is called."""

    def __init__(self, said: Message) -> None:
        super().__init__()
        self._said = said
        self._over = False

    def compose(self) -> ComposeResult:
        """One sentence, and that it goes on."""
        with Vertical(classes="dialog"):
            yield Static(flow(one_line(self.words(self._said))), classes="dialog-title")
            yield Progress(show_percentage=False, show_eta=False)

    @property
    def unsaved(self) -> bool:
        """What is half done would be lost."""
        return not self._over

    @property
    def finish_first(self) -> Message:
        """It goes away by itself."""
        return msg("One moment: {what}", what=self._said)

    def over(self) -> None:
        """It is done; something else may stand in front meanwhile."""
        self._over = True
        self.dismiss(None)

    def on_screen_resume(self) -> None:
        """Go, if it ended behind another screen."""
        if self._over:
            self.dismiss(None)

    def action_cancel(self) -> None:
        """It cannot be stopped."""
