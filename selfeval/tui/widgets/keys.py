"""Keys that can also be clicked: the footer, and the offers beside a row."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar, NamedTuple

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import Button, Static

from selfeval.core.problems import Message, msg
from selfeval.tui.actions.action import Action, key_name
from selfeval.tui.actions.meanings import ENTER, Meaning
from selfeval.tui.actions.registry import ACTIONS, footer
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

    def mark(self, label: str, *, chosen: bool) -> None:
        """Show which answer this is, and whether it is the one."""
        self.set_class(chosen, "-on")
        self.relabel(f"({'x' if chosen else ' '}) {label}")

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
    """What can be done with one row: in a line, as many as fit, or in two columns; hidden ones take no room."""

    def __init__(self, actions: Iterable[Action], words: Words) -> None:
        super().__init__(classes="chips")
        self._actions = tuple(actions)
        self._words = words
        self._wanted: frozenset[str] = frozenset()

    def compose(self) -> ComposeResult:
        """One `Key` per action."""
        for action in self._actions:
            yield Key(action.id, action.key, self._words(action.label), classes=f"chip chip-{action.id}")

    def offer(self, wanted: Iterable[str]) -> None:
        """Show only the actions named."""
        names = frozenset(wanted)
        if names != self._wanted:
            self._wanted = names
            self._fit()

    def on_resize(self) -> None:
        """Share out the room anew."""
        self._fit()

    def _fit(self) -> None:
        """Two columns are each as wide as they need; one below the other where that is too much."""
        keys = [key for key in self.query(Key) if key.action in self._wanted]
        cells = [width(f"{key.key} {key.label}") + 1 for key in keys]
        room = self.size.width
        in_line = self.styles.layout is not None and self.styles.layout.name != "grid"
        fits = [not in_line or not room or sum(cells[: place + 1]) <= room + 1 for place in range(len(keys))]
        shown = [key for place, (key, fit) in enumerate(zip(keys, fits, strict=True)) if fit or not place]
        for key in self.query(Key):
            key.display = key in shown
        first, second = max(cells[::2], default=0), max(cells[1::2], default=0)
        self.set_class(0 < room < first + second, "-in-one")
        self.styles.grid_columns = None if self.has_class("-in-one") else f"{first + 1} 1fr"


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


class Choice(NamedTuple):
    """What can be done in a dialog or on a screen: the action, what its key means everywhere, how it is called."""

    action: str
    meaning: Meaning
    label: Message


class Answer(Button):
    """The button of a choice, with the key that does the same; arrows go from one to the next."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("right,down", "app.focus_next", show=False),
        Binding("left,up", "app.focus_previous", show=False),
    ]

    def __init__(self, choice: Choice, words: Words, *, default: bool) -> None:
        super().__init__(compact=True, classes="chip -default" if default else "chip")
        self.does = choice.action
        self.key = _shown_key(choice)
        self.relabel(words(choice.label))

    def relabel(self, label: str) -> None:
        """Show another label; the button is as wide as that."""
        self.text = one_line(label)
        self.styles.width = width(f"{self.key} {self.text}") + 2
        self.label = Content.assemble((self.key, "bold"), " ", self.text)


def _shown_key(choice: Choice) -> str:
    """The key as this person has it, where the choice is an action of the registry."""
    known = next((one for one in ACTIONS if (one.id, one.meaning) == (choice.action, choice.meaning)), None)
    return known.key if known is not None else key_name(choice.meaning.keys[0])


class Buttons(Horizontal):
    """Choices side by side, the one that Enter takes marked; with `focus` the keyboard can go to them."""

    def __init__(self, words: Words, *choices: Choice, focus: bool = False) -> None:
        super().__init__(classes="buttons")
        self._words = words
        self._choices = choices
        self._focus = focus

    def compose(self) -> ComposeResult:
        """One button for each choice."""
        for choice in self._choices:
            answer = Answer(choice, self._words, default=choice.meaning is ENTER)
            answer.can_focus = self._focus
            yield answer

    def on_resize(self) -> None:
        """In two columns where they have no room side by side."""
        room = sum(width(f"{one.key} {one.text}") + 3 for one in self.query(Answer))
        self.set_class(room > self.size.width + 1, "-in-two")

    @property
    def default(self) -> Answer:
        """The button that Enter presses, the first one where none is Enter's."""
        answers = list(self.query(Answer))
        return next((one for one in answers if one.has_class("-default")), answers[0])
