"""Small dialogs: a failure, and a question with two or three answers."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from selfeval.core.problems import NOTHING, Message, SelfEvalError, msg
from selfeval.tui.base import Dialog
from selfeval.tui.line_breaks import flow
from selfeval.tui.text import many_lines
from selfeval.tui.widgets.keys import Buttons


class Ask(Dialog[str]):
    """A question; gives the action of the key that answered it, None for Esc.

    `choices` are (action, key, label); the first one is also Enter's.
    """

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "first", show=False)]

    def __init__(
        self, title: Message, text: Message, choices: tuple[tuple[str, str, Message], ...], hint: Message = NOTHING
    ) -> None:
        super().__init__()
        self._title, self._text, self._hint = title, text, hint
        self._choices = choices

    def compose(self) -> ComposeResult:
        """Title, sentence, hint, keys."""
        words = self.words
        with Vertical(classes="dialog"):
            yield Static(Content(words(self._title)), classes="dialog-title")
            with VerticalScroll(classes="dialog-body", can_focus=False):
                yield Static(flow(many_lines(words(self._text))))
                if self._hint:
                    yield Static(flow(many_lines(words(self._hint))), classes="hint")
            yield Buttons(words, *self._choices)

    def on_mount(self) -> None:
        """Keys of the choices that are not Enter or Esc."""
        for action, key, _label in self._choices:
            if key not in {"Enter", "Esc"}:
                self._bindings.bind(key.lower(), f"answer('{action}')")

    def action_first(self) -> None:
        """Take the first choice."""
        self.dismiss(self._choices[0][0])

    def action_answer(self, choice: str) -> None:
        """Take a choice by its key."""
        self.dismiss(choice)

    async def press(self, action: str) -> None:
        """A clicked choice is the answer."""
        self.dismiss(None if action == "cancel" else action)


class Halt(Ask):
    """Says something to a person who may still be typing; only Esc, which is part of no value, takes it away."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "nothing", show=False)]

    def __init__(self, title: Message, text: Message) -> None:
        super().__init__(title, text, (("cancel", "Esc", msg("Go on")),))

    def action_nothing(self) -> None:
        """Enter belongs to what was typed."""


def error_dialog(error: SelfEvalError) -> Ask:
    """What went wrong and what to do."""
    return Ask(error.title, error.message, (("close", "Enter", msg("Close")),), error.hint)


def leave_dialog(why: SelfEvalError | None = None) -> Ask:
    """Asks before entries that could not be saved, and why, are lost; `leave` or anything else."""
    choices = (("stay", "Enter", msg("Stay")), ("leave", "F10", msg("Leave and lose the entries")))
    text = msg("The entries could not be saved on this computer. Export the workbook first (F9), or they are lost.")
    if why is not None:
        back = msg("Or put the file, folder or drive back in its place, and leave then.")
        text = msg("{why} {text} {back}", why=why.message, text=text, back=back)
    return Ask(msg("Leave now?"), text, choices)


def year_dialog(error: SelfEvalError) -> Ask:
    """Asks before a rule pack of other years is used; `use` or anything else."""
    choices = (("cancel", "Enter", msg("Do not use it")), ("use", "F10", msg("Use it all the same")))
    hint = msg("If it is used all the same, that is recorded and stands in the scored workbook.")
    return Ask(error.title, error.message, choices, hint)
