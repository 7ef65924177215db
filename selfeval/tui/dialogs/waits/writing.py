"""What stands while the workbook is written: how far it is, and a way to stop."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Static

from selfeval.core.problems import Message, msg
from selfeval.tui.actions.meanings import ESCAPE
from selfeval.tui.dialogs.waits.busy import Busy, Progress
from selfeval.tui.host import Stopped
from selfeval.tui.line_breaks import flow
from selfeval.tui.text import one_line
from selfeval.tui.widgets.keys import Choice

_LOOK = 0.1
"""Seconds between two looks at how far the writing is; it goes on in a thread that draws nothing itself."""


class Writing(Busy):
    """Goes away by itself; Esc stops the writing, of which nothing is left then."""

    def __init__(self, name: str) -> None:
        super().__init__(msg("Writing {name} ...", name=name))
        self._written: tuple[int, int] = (0, 0)
        self.stopped = False

    def compose(self) -> ComposeResult:
        """Name, progress, one key."""
        words = self.words
        with Vertical(classes="dialog"):
            yield Static(flow(one_line(words(self._said))), classes="dialog-title")
            yield Progress(show_percentage=False, show_eta=False)
            yield Static(id="progress", markup=False)
            yield self.buttons(Choice("cancel", ESCAPE, msg("Stop")))

    @property
    def unsaved(self) -> bool:
        """A workbook that is half written would be lost."""
        return super().unsaved and not self.stopped

    @property
    def finish_first(self) -> Message:
        """Stopping it is one key."""
        return msg("The workbook is still being written; Esc stops it.")

    def on_mount(self) -> None:
        """Look how far it is from time to time."""
        self.set_interval(_LOOK, self._show)

    def _show(self) -> None:
        done, every = self._written
        self.query_one(Progress).update(total=every or None, progress=done)
        text = msg("{done} of {all} projects are written.", done=done, all=every)
        if done == every:
            text = msg("Putting the workbook together ...")
        self.query_one("#progress", Static).update(flow(self.words(text)))

    def progress(self, done: int, every: int) -> None:
        """Called by the writing thread; `Stopped` is raised where it should end."""
        if self.stopped:
            raise Stopped
        self._written = (done, every)

    def on_unmount(self) -> None:
        """The program is being left: whatever is not written yet shall not be."""
        self.stopped = True

    def action_cancel(self) -> None:
        """Stop."""
        self.stopped = True
        self.dismiss(None)
