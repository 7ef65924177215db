"""Small dialogs: a failure, a question with two or three answers, and what looks like a slip."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from selfeval.core.problems import NOTHING, Message, SelfEvalError, msg, verbatim
from selfeval.tui.actions.meanings import DO_IT, ENTER, ESCAPE
from selfeval.tui.base import Dialog
from selfeval.tui.line_breaks import flow
from selfeval.tui.text import clip, many_lines, one_line
from selfeval.tui.widgets.keys import Buttons, Choice

LABEL = 20
"""Cells of a text on a button; the question has it in full."""


class Ask(Dialog[str]):
    """A question; gives the action of the choice that answered it, None for Esc.

    The keyboard is on the first choice, so that Enter takes it; Tab and the arrows lead to the others.
    """

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "first", show=False)]

    def __init__(self, title: Message, text: Message, choices: tuple[Choice, ...], hint: Message = NOTHING) -> None:
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
            yield self.buttons(*self._choices)

    def on_mount(self) -> None:
        """The keyboard to the first choice."""
        self.query_one(Buttons).default.focus()

    def action_first(self) -> None:
        """Take the first choice."""
        self.dismiss(self._choices[0].action)

    async def press(self, action: str) -> None:
        """A choice is the answer."""
        self.dismiss(None if action == "cancel" else action)


class Halt(Ask):
    """Says something to a person who may still be typing; only Esc, which is part of no value, takes it away."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "nothing", show=False)]

    def __init__(self, title: Message, text: Message) -> None:
        super().__init__(title, text, (Choice("cancel", ESCAPE, msg("Go on")),))

    def on_mount(self) -> None:
        """Nor does Enter press the button."""
        self.query_one(Buttons).default.can_focus = False
        self.set_focus(None)

    def action_nothing(self) -> None:
        """Enter belongs to what was typed."""


def error_dialog(error: SelfEvalError) -> Ask:
    """What went wrong and what to do."""
    return Ask(error.title, error.message, (Choice("close", ENTER, msg("Close")),), error.hint)


def leave_dialog(why: SelfEvalError | None = None) -> Ask:
    """Asks before entries that could not be saved, and why, are lost; `leave` or anything else."""
    choices = (Choice("stay", ENTER, msg("Stay")), Choice("leave", DO_IT, msg("Leave and lose the entries")))
    text = msg("The entries could not be saved on this computer. Export the workbook first (F9), or they are lost.")
    if why is not None:
        back = msg("Or put the file, folder or drive back in its place, and leave then.")
        text = msg("{why} {text} {back}", why=why.message, text=text, back=back)
    return Ask(msg("Leave now?"), text, choices)


def year_dialog(error: SelfEvalError) -> Ask:
    """Asks before a rule pack of other years is used; `use` or anything else."""
    choices = (Choice("cancel", ENTER, msg("Do not use it")), Choice("use", DO_IT, msg("Use it all the same")))
    hint = msg("If it is used all the same, that is recorded and stands in the scored workbook.")
    return Ask(error.title, error.message, choices, hint)


class Slip(Ask):
    """Gives `take` for what is probably meant, `keep` for the text as it is; Esc leads back to typing."""

    @property
    def unsaved(self) -> bool:
        """The text is not entered yet."""
        return True


def slip_dialog(said: Message, offer: str, text: str) -> Slip:
    """Asks whether `offer` is meant, where there is one, or the text as it is written."""
    title, back = msg("Which is meant?"), msg("Go on typing")
    written = Choice("keep", DO_IT, msg("{text} (as written)", text=clip(one_line(text), LABEL)))
    if not offer:
        return Slip(title, said, (Choice("cancel", ENTER, back), written))
    meant = verbatim(clip(offer, LABEL))
    return Slip(title, said, (Choice("take", ENTER, meant), written, Choice("cancel", ESCAPE, back)))
