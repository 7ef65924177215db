"""The one dialog with a list: what is asked, the rows to choose from, fields to type in, what it comes to, the keys.

Enter takes what stands there, wherever the keyboard is. Tab leads from the list to the fields and the buttons; what is
typed on the list begins the first field.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, ClassVar, Generic, NamedTuple

from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input, Static

from selfeval.core.problems import NOTHING, Message, msg
from selfeval.tui.actions.meanings import ENTER, ESCAPE
from selfeval.tui.base import Dialog, Result
from selfeval.tui.line_breaks import flow
from selfeval.tui.messages import Chosen, Moved
from selfeval.tui.row_texts.table import Column, Row
from selfeval.tui.text import one_line, spaced
from selfeval.tui.widgets.entry import begin_with
from selfeval.tui.widgets.keys import Buttons, Choice
from selfeval.tui.widgets.rows import Rows

_FRAME = 8
"""Lines of a dialog that are neither list nor field: its margins, title, buttons, and what is said about the row."""


class Field(NamedTuple):
    """A line to type in below the list."""

    id: str
    label: Message
    text: str = ""
    example: Message = NOTHING


class ListDialog(Dialog[Result], Generic[Result]):
    """What all dialogs with a list share; each says which rows there are and what taking one means."""

    COLUMNS: ClassVar[tuple[Column, ...]] = (Column("", 20, 1),)
    MOST: ClassVar[int] = 8
    """So many lines of the list are shown at once; it scrolls."""
    FINDS: ClassVar[Message] = NOTHING
    """Where rows are found by typing: what the empty field says. It keeps the keyboard, the arrows move in the list."""
    TAKE: ClassVar[Message] = msg("Take")
    LEAVE: ClassVar[Message] = msg("Leave as it was")
    WIDE: ClassVar[str] = "dialog"

    CLICKS: ClassVar[bool] = True
    """Whether a click on the row under the cursor takes it."""

    def __init__(self, title: Message, *about: str | Message) -> None:
        super().__init__()
        self.title_said, self.about_said = title, about

    # -- what each dialog says

    def listed(self, wanted: str) -> Iterable[Row]:
        """The rows; `wanted` is what was typed to find some of them."""
        raise NotImplementedError

    def lines(self) -> int:
        """So many lines a row may take."""
        return 1

    def first(self) -> str:
        """The key of the row that the cursor stands on at first, "" for the first one."""
        return ""

    def fields(self) -> Iterable[Widget]:
        """What can be typed below the list; see `field`."""
        return ()

    def keyboard(self) -> Widget:
        """Where the keyboard is at first."""
        return self.rows

    def choices(self) -> Iterable[Choice]:
        """What can be done beside taking and leaving."""
        return ()

    def told(self) -> str | Content:
        """What taking it now would come to; "" for nothing."""
        return ""

    def take_label(self) -> Message:
        """What Enter does now."""
        return self.TAKE

    def take(self, key: str) -> None:
        """Take the row under the cursor with what was typed, or ask for what is missing."""
        raise NotImplementedError

    def moved(self) -> None:
        """The cursor went to another row."""

    def compose(self) -> ComposeResult:
        """Everything stands in one frame."""
        yield Parts(self)

    def on_mount(self) -> None:
        """Fill it."""
        self.parts.begin()

    def on_resize(self, _event: events.Resize) -> None:
        """As much of the list as there is room for."""
        self.parts.fit()

    # -- what the dialogs use of it

    @property
    def parts(self) -> Parts:
        """List, fields and buttons."""
        return self.query_one(Parts)

    @property
    def rows(self) -> Rows:
        """The list."""
        return self.query_one("#choices", Rows)

    def typed(self, name: str) -> str:
        """What stands in a field."""
        return one_line(self.query_one(f"#{name}", Input).value)

    def field(self, given: Field) -> Widget:
        """A labelled line to type in."""
        words = self.words
        return Horizontal(
            Static(Content(words(given.label)), classes="label"),
            Input(given.text, id=given.id, compact=True, placeholder=words(given.example) if given.example else ""),
            classes="field",
            id=f"{given.id}-field",
        )

    def ask(self, name: str, said: Message) -> None:
        """Ask for what a field still needs."""
        self.query_one(f"#{name}", Input).focus()
        self.parts.tell(self.words(said))

    def action_take(self) -> None:
        """Take it."""
        if self.rows.key:
            self.take(self.rows.key)


class Parts(Vertical):
    """Title, what it is about, the list, fields, what it comes to, buttons; keys and the mouse in them."""

    def __init__(self, dialog: ListDialog[Any]) -> None:
        super().__init__(classes=dialog.WIDE)
        self._dialog = dialog
        self._lines_about = 0

    def compose(self) -> ComposeResult:
        """One below the other."""
        dialog, words = self._dialog, self._dialog.words
        yield Static(flow(one_line(words(dialog.title_said))), classes="dialog-title")
        yield Static(id="asked-of", markup=False)
        if dialog.FINDS:
            yield Input(id="find", compact=True, placeholder=words(dialog.FINDS))
        yield Rows(dialog.COLUMNS, id="choices", most_lines=dialog.lines())
        yield from dialog.fields()
        yield Static(id="told", markup=False)
        extra = tuple(dialog.choices())
        yield dialog.buttons(Choice("take", ENTER, dialog.TAKE), *extra, Choice("cancel", ESCAPE, dialog.LEAVE))

    def begin(self) -> None:
        """Fill the list; the keyboard to where rows are found, else to the list."""
        dialog = self._dialog
        self.about(*dialog.about_said)
        self.refill(dialog.first())
        (self.query_one("#find", Input) if dialog.FINDS else dialog.keyboard()).focus()

    def about(self, *said: str | Message) -> None:
        """Say below the title what it is about."""
        lines = [spaced(one if isinstance(one, str) else self._dialog.words(one)) for one in said]
        line = self.query_one("#asked-of", Static)
        line.update(flow("\n".join(lines)))
        line.display, self._lines_about = bool(lines), len(lines)

    def refill(self, key: str = "") -> None:
        """Show the rows anew, the cursor on `key`."""
        dialog = self._dialog
        dialog.rows.fill(dialog.listed(dialog.typed("find") if dialog.FINDS else ""), key)
        self.fit()
        self.changed()

    def fit(self) -> None:
        """As much of the list as there is room for."""
        dialog, rows = self._dialog, self._dialog.rows
        others = len(self.query(".field")) + self._lines_about + bool(dialog.FINDS)
        room = max(self.app.size.height - _FRAME - others, 2)
        wanted = dialog.MOST if dialog.FINDS else len(rows.rows) * dialog.lines() + rows.head
        rows.styles.height = rows.styles.max_height = max(min(wanted, dialog.MOST, room), 1)

    def changed(self) -> None:
        """Say what it comes to now, and what Enter does."""
        self.tell(self._dialog.told())
        self.query_one(Buttons).default.relabel(self._dialog.words(self._dialog.take_label()))

    def tell(self, said: str | Content) -> None:
        """Say it below the fields."""
        line = self.query_one("#told", Static)
        line.update(flow(said))
        line.display = bool(said)

    # -- keys and mouse

    def on_moved(self, event: Moved) -> None:
        """The cursor went to another row."""
        event.stop()
        self._dialog.moved()
        self.changed()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Something was typed."""
        event.stop()
        if event.input.id == "find":
            self.refill()
        else:
            self.changed()

    def on_chosen(self, event: Chosen) -> None:
        """Enter on the list, or a click on the row under the cursor."""
        event.stop()
        if self._dialog.CLICKS or not event.mouse:
            self._dialog.action_take()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter in a field."""
        event.stop()
        self._dialog.action_take()

    def on_key(self, event: events.Key) -> None:
        """What is typed beside the fields begins the first one; where rows are found, up and down move in the list."""
        typing = isinstance(self.screen.focused, Input)
        if event.is_printable and event.character and event.character.strip() and not typing:
            fields = (one for one in self.query(Input) if one.parent is not None and one.parent.display)
            if (field := next(fields, None)) is not None:
                event.stop()
                begin_with(field, event.character)
            return
        if self._dialog.FINDS and event.key in {"up", "down", "pageup", "pagedown"} and not self._dialog.rows.has_focus:
            event.stop()
            event.prevent_default()
            (self._dialog.rows.action_move if len(event.key) < 5 else self._dialog.rows.action_page)(
                1 if "down" in event.key else -1
            )
