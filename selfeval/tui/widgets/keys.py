"""Keys that can also be clicked: the footer, and the offers beside a row."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import Static

from selfeval.core.problems import Message, msg
from selfeval.tui.actions.action import Action
from selfeval.tui.actions.registry import footer
from selfeval.tui.messages import Pressed
from selfeval.tui.text import Words, one_line, width


class Key(Static):
    """A key and what it does; a click does it."""

    def __init__(self, action: str, key: str, label: str, *, classes: str = "", id: str | None = None) -> None:  # noqa: A002
        super().__init__(classes=classes, id=id)
        self.action = action
        self.key = key
        self.label = label

    def render(self) -> Content:
        """Key name in bold, label after it."""
        label = one_line(self.label)
        return Content.assemble((self.key, "bold $key"), " " if self.key and label else "", label)

    def relabel(self, label: str) -> None:
        """Show another label."""
        if label != self.label:
            self.label = label
            self.refresh(layout=True)

    def on_click(self, event: events.Click) -> None:
        """Do it."""
        event.stop()
        self.post_message(Pressed(self.action))


class Option(Key, can_focus=True):
    """One of two answers on a screen of fields: Enter or the space bar takes it, Tab and the arrows go on."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,space", "take", show=False),
        Binding("tab,right,down", "screen.step(1)", show=False),
        Binding("shift+tab,left,up", "screen.step(-1)", show=False),
    ]

    def action_take(self) -> None:
        """Do as a click would, and go on."""
        self.post_message(Pressed(self.action))
        self.app.call_later(self.screen.run_action, "screen.enter")


class KeyBar(Horizontal):
    """The footer of one screen: its most important keys, as many as fit."""

    def __init__(self, where: str, words: Words) -> None:
        super().__init__(classes="keybar")
        self._where = where
        self._words = words

    def compose(self) -> ComposeResult:
        """One `Key` per action of the footer."""
        for action in footer(self._where):
            yield Key(action.id, action.key, self._words(action.label))

    def on_resize(self) -> None:
        """Hide what has no room, the last ones before the list of all actions first."""
        keys = list(self.query(Key))
        room = self.size.width - 1
        used = sum(width(f"{key.key} {key.label}") + 1 for key in keys)
        for key in reversed(keys):
            taken = width(f"{key.key} {key.label}") + 1
            key.display = used <= room or key.action in {"help", "palette", "quit"}
            used -= 0 if key.display else taken

    def cells(self) -> int:
        """Cells that the whole footer takes."""
        return sum(width(f"{a.key} {self._words(a.label)}") + 1 for a in footer(self._where))


class Chips(Horizontal):
    """What can be done with one row or in one dialog; hidden ones take no room."""

    def __init__(self, actions: Iterable[Action], words: Words) -> None:
        super().__init__(classes="chips")
        self._actions = tuple(actions)
        self._words = words

    def compose(self) -> ComposeResult:
        """One `Key` per action."""
        for action in self._actions:
            yield Key(action.id, action.key, self._words(action.label), classes=f"chip chip-{action.id}")

    def offer(self, wanted: Iterable[str]) -> None:
        """Show only the actions named."""
        names = set(wanted)
        for key in self.query(Key):
            key.display = key.action in names


class Pad(Horizontal):
    """Digits to click, for entering figures without a keyboard; sends the actions `pad('7')`, `rub`, `commit`."""

    def __init__(self, words: Words) -> None:
        super().__init__(classes="pad")
        self._words = words

    def compose(self) -> ComposeResult:
        """Digits, point, percent, minus, then rubbing out and taking."""
        for char in "1234567890.%-":
            yield Key(f"pad('{char}')", "", char, classes="digit")
        yield Key("rub", "", "<-", classes="digit")
        yield Key("commit", "", self._words(msg("Take")), classes="digit")


class Buttons(Horizontal):
    """Keys of a dialog, each with its own label."""

    def __init__(self, words: Words, *keys: tuple[str, str, Message]) -> None:
        super().__init__(classes="buttons")
        self._words = words
        self._keys = keys

    def compose(self) -> ComposeResult:
        """One `Key` per (action, key name, label)."""
        for action, key, label in self._keys:
            yield Key(action, key, self._words(label), classes="chip")
