"""Pastes into fields: what the system's clipboard holds, and no more than a field of one line has room for."""

from __future__ import annotations

from textual import events
from textual.widget import Widget
from textual.widgets import Input

from selfeval.core.problems import msg
from selfeval.tui.app.input.queue import InputQueue
from selfeval.tui.host import Host
from selfeval.tui.widgets.entry import EntryInput
from selfeval.workspace.incoming.cells import is_block
from selfeval.workspace.system import clipboard


class FieldPaste:
    """Looks at what a field is given before Textual does."""

    def __init__(self, app: Host, typed: InputQueue) -> None:
        self._app, self._typed = app, typed

    def takes(self, event: events.Event) -> bool:
        """Whether an event needs more than Textual does for it, which is begun then.

        Ctrl+V in a field pastes what the system's clipboard holds; Textual knows only what was copied in it.
        Of several cells or lines a field of one line would take the first and lose the rest: it takes none.
        """
        field = self._app.focused
        if getattr(event, "key", "") == "ctrl+v" and _is_field(field):
            self._typed.hold()
            self._app.beside(clipboard.read, self._read, group="clipboard")
        elif isinstance(event, events.Paste) and is_block(event.text) and self._of_one_line(field):
            said = msg("Several cells or lines were pasted, and this field takes one: nothing was taken.")
            self._app.say(said, bad=True)
        else:
            return False
        return True

    @staticmethod
    def _of_one_line(widget: Widget | None) -> bool:
        """Whether a widget takes one line; the line for an outcome hands several on to the list of rows."""
        return isinstance(widget, Input) and not isinstance(widget, EntryInput)

    def _read(self, text: str | None) -> None:
        self._app.call_later(self._fetched, text)

    async def _fetched(self, text: str | None) -> None:
        await self._typed.go_on_with(events.Paste(self._app.clipboard if text is None else text))


def _is_field(widget: Widget | None) -> bool:
    from textual.widgets import TextArea  # with its themes and grammars, once somebody pastes

    return isinstance(widget, Input | TextArea)
