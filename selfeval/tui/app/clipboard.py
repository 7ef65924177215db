"""Copies texts, by the terminal's own way and by the programs that the system has for its clipboard."""

from __future__ import annotations

from functools import partial

from textual import events
from textual.widget import Widget
from textual.widgets import Input, TextArea

from selfeval.core.problems import Message, msg
from selfeval.tui.app.opening import Opening
from selfeval.tui.widgets.entry import EntryInput
from selfeval.workspace.incoming.cells import is_block
from selfeval.workspace.system import clipboard


class Copying(Opening):
    """The part of the application that copies, and pastes into fields."""

    async def give(self, event: events.Key | events.Paste | events.MouseEvent) -> None:
        """Ctrl+V in a field pastes what the system's clipboard holds; Textual knows only what was copied in it.

        Of several cells or lines a field of one line would take the first and lose the rest: it takes none.
        """
        if getattr(event, "key", "") == "ctrl+v" and isinstance(self.focused, Input | TextArea):
            self.held = True
            self.run_worker(self._fetch, thread=True, group="clipboard")
        elif isinstance(event, events.Paste) and is_block(event.text) and self._of_one_line(self.focused):
            self.say(msg("Several cells or lines were pasted, and this field takes one: nothing was taken."), bad=True)
        else:
            await super().give(event)

    @staticmethod
    def _of_one_line(widget: Widget | None) -> bool:
        """Whether a widget takes one line; the line for an outcome hands several on to the list of rows."""
        return isinstance(widget, Input) and not isinstance(widget, EntryInput)

    def on_paste(self, event: events.Paste) -> None:
        """What nothing on the screen has taken is not lost without a word."""
        event.stop()
        self.say(msg("What was pasted has no place here: nothing was taken."), bad=True)

    def _fetch(self) -> None:
        """Runs beside the event loop."""
        text = clipboard.read()
        self.call_from_thread(self.call_later, self._fetched, text)

    async def _fetched(self, text: str | None) -> None:
        self.held = False
        await self.give(events.Paste(self.clipboard if text is None else text))

    def copy(self, text: str, said: Message, *, cut: bool = False) -> None:
        """Copy a text, and say by which way that was done; `said` names it. What was `cut` is cleared by the caller."""
        self.copy_to_clipboard(text)
        self.run_worker(partial(self._hand_over, text, said, cut), thread=True, group="clipboard")

    def _hand_over(self, text: str, said: Message, cut: bool) -> None:
        """Runs beside the event loop: clipboard programs are waited for."""
        done = clipboard.write(text)
        self.call_from_thread(self._copied, said, done, cut)

    def _copied(self, said: Message, done: bool, cut: bool) -> None:
        if done:
            self.say(msg("Cut: {what}", what=said) if cut else msg("Copied: {what}", what=said))
            return
        text = msg(
            "Copied through the terminal (OSC 52): {what}. If Excel does not get it, your terminal does not allow it.",
            what=said,
        )
        self.say(msg("{copied} The rows are cleared; Ctrl+Z brings them back.", copied=text) if cut else text)
