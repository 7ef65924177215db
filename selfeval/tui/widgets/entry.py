"""The line where an outcome is typed, with its reading underneath."""

from __future__ import annotations

from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.geometry import Size
from textual.reactive import Reactive
from textual.widgets import Input, Static

from selfeval.tui.line_breaks import flow
from selfeval.tui.messages import BlockPasted, EntryChanged, EntryDone, EntryLeft, Pressed
from selfeval.tui.text import Words, one_line, width
from selfeval.tui.widgets.keys import Pad
from selfeval.workspace.incoming.cells import is_block, one_cell


class EntryInput(Input):
    """One line of text; Enter, Tab and the arrows finish it, Esc gives it up."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "done('next')", show=False),
        Binding("tab,down", "done('down')", show=False),
        Binding("shift+tab,up", "done('up')", show=False),
        Binding("pagedown", "done('page_down')", show=False),
        Binding("pageup", "done('page_up')", show=False),
        Binding("escape", "leave", show=False),
        Binding("ctrl+z", "leave", show=False),
    ]

    virtual_size = Reactive(Size(0, 0))
    """Textual lays the whole screen out when a text grows; this line is as wide as it is."""

    def watch_has_focus(self, _has_focus: bool) -> None:
        """The line colours it while something is typed here; nothing is styled anew for the keyboard."""

    def action_done(self, go: str) -> None:
        """Finish and go on."""
        self.post_message(EntryDone(self.value, go))

    def action_leave(self) -> None:
        """Give it up."""
        self.post_message(EntryLeft())

    def on_paste(self, event: events.Paste) -> None:
        """Several cells are no text for this line; one cell is, its line breaks as spaces."""
        event.stop()
        event.prevent_default()
        if is_block(event.text):
            self.post_message(BlockPasted(event.text))
        else:
            type_into(self, one_line(one_cell(event.text)))

    def on_click(self, event: events.Click) -> None:
        """A click begins an entry on the row that is shown."""
        event.stop()
        self.post_message(Pressed("edit_by_mouse"))


class EntryLine(Vertical):
    """Label, input and reading. Sends `EntryChanged`, `EntryDone`, `EntryLeft`."""

    def __init__(self, words: Words) -> None:
        super().__init__(id="entry")
        self.active = False
        self._refused: str | None = None
        self._words = words
        self._beside: dict[str, str] = {}

    def compose(self) -> ComposeResult:
        """Label and input on one line, the reading on the next; digits under it once the mouse wants them."""
        with Horizontal(id="entry-top"):
            yield Static(id="entry-label", markup=False)
            yield EntryInput(id="entry-input", compact=True, select_on_focus=False)
            yield Static(id="entry-target", markup=False)
        yield Static(id="entry-reading", markup=False)

    @property
    def field(self) -> EntryInput:
        """The input itself."""
        return self.query_one("#entry-input", EntryInput)

    def show(self, label: str, text: str, reading: str, target: str = "") -> None:
        """Show a row that is not being edited; `target` stands after the input."""
        self._set_active(False)
        self.remove_class("-mouse")
        self._words_beside("#entry-label", label)
        self._words_beside("#entry-target", target)
        self.say(reading)
        with self.prevent(Input.Changed):
            self.field.value = text
            self.field.cursor_position = len(text)

    def on_mount(self) -> None:
        """Follow other colours."""
        self.app.theme_changed_signal.subscribe(self, lambda _theme: self._colour())

    def _set_active(self, active: bool) -> None:
        """Whether something is being typed shows in the field and its reading."""
        self.active = active
        self._colour()

    def _colour(self) -> None:
        """Colours of what is typed into; the style sheet takes 3 ms to change them, with each first key and Enter."""
        of_theme, field, reading = self.app.theme_variables, self.field.styles, self._reading.styles
        field.background = of_theme["focus"] if self.active else None
        field.background_tint = f"{of_theme['foreground']} 5%" if self.active else None
        reading.color = of_theme["foreground"] if self.active else None

    @property
    def _reading(self) -> Static:
        return self.query_one("#entry-reading", Static)

    def say(self, reading: str) -> None:
        """Show another reading; its room is the same for all."""
        if reading != self._beside.get("#entry-reading"):
            self._beside["#entry-reading"] = reading
            self._reading.update(flow(reading), layout=False)

    def _words_beside(self, name: str, text: str) -> None:
        """Show other words beside the input, which is as wide as they leave room."""
        static, before = self.query_one(name, Static), self._beside.get(name)
        if text != before:
            static.update(Content(text), layout=before is None or width(text) != width(before))
            self._beside[name] = text

    def keep(self, text: str) -> None:
        """Go on with a text that could not be taken; leaving the field does not try it again unless it was changed."""
        self.begin(text)
        self._refused = text

    def begin(self, text: str, *, select: bool = False, mouse: bool = False) -> None:
        """Start editing with this text; where editing already goes on, the text is added at the cursor.

        With `select` the next key replaces it; with `mouse` digits to click are shown.
        """
        self.set_class(mouse, "-mouse")
        if mouse and not self.query(Pad):
            self.mount(Pad(self._words))
        text = one_line(text) if text.strip() else text
        if self.active:
            self.field.insert_text_at_cursor(text)
            return
        self._refused = None
        self._set_active(True)
        with self.prevent(Input.Changed):
            self.field.value = text
        self.field.cursor_position = len(text)
        self.screen.set_focus(self.field)
        if select:
            self.field.action_select_all()
        self.post_message(EntryChanged(text))

    def type_in(self, char: str) -> None:
        """A character, in place of what is selected."""
        type_into(self.field, char)

    @on(Input.Changed)
    def _changed(self, event: Input.Changed) -> None:
        event.stop()
        if self.active:
            self.post_message(EntryChanged(event.value))

    @on(Input.Blurred)
    def _blurred(self, event: Input.Blurred) -> None:
        event.stop()
        if self.active and self.app.app_focus and event.value != self._refused:
            self.post_message(EntryDone(event.value, "stay"))


def begin_with(field: Input, text: str) -> None:
    """Put the keyboard into a field and begin it anew with this text, so that the next key goes on behind it."""
    selects, field.select_on_focus = field.select_on_focus, False
    field.value = text
    field.cursor_position = len(text)
    field.screen.set_focus(field)
    field.call_after_refresh(setattr, field, "select_on_focus", selects)


def type_into(field: Input, char: str) -> None:
    """Put a character into an input as the keyboard would: in place of what is selected, else at the cursor."""
    if field.selection.is_empty:
        field.insert_text_at_cursor(char)
    else:
        field.replace(char, *sorted((field.selection.start, field.selection.end)))
