"""Asks which column holds which field, where no table was recognised; the answer is remembered for this layout."""

from __future__ import annotations

from string import ascii_uppercase

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Input, Static

from selfeval.core.problems import Message, msg
from selfeval.tui.actions.meanings import DO_IT, ENTER, ESCAPE
from selfeval.tui.base import Dialog
from selfeval.tui.line_breaks import flow
from selfeval.tui.text import many_lines, one_line
from selfeval.tui.widgets.keys import Choice
from selfeval.workspace import mapping

ASKED = ("tier1", "tier2", "tier3", "target", "actual", "weight")
"""Fields that are asked for, the first letters of a table; others can be named with `--map`."""


class Columns(Dialog[tuple[str, ...]]):
    """Gives words such as `三级指标=C`. `start` is what is filled in already.

    Attributes:
        rows: the nearest rows as lines.
    """

    def __init__(self, why: Message, rows: tuple[str, ...], start: dict[str, str]) -> None:
        super().__init__()
        self.rows = rows
        self._why, self._start = why, start

    def compose(self) -> ComposeResult:
        """The sentence, the nearest rows with their columns, one input for each field."""
        words = self.words
        with Vertical(classes="dialog"):
            yield Static(Content(words(msg("Say which column holds what"))), classes="dialog-title")
            with VerticalScroll(classes="dialog-body", can_focus=False):
                yield Static(flow(many_lines(words(self._why))))
                yield Static(flow(many_lines("\n".join(self.rows))), classes="hint", id="nearest")
            for name, letter in zip(ASKED, ascii_uppercase, strict=False):
                with Horizontal(classes="field"):
                    yield Static(Content(mapping.fields()[name]), classes="label")
                    such = words(msg("such as {text}", text=letter))
                    yield Input(self._start.get(name, ""), id=f"column-{name}", compact=True, placeholder=such)
            hint = msg("Column letters or the text of the header; indicator and target are needed.")
            yield Static(flow(words(hint)), classes="hint")
            yield self.buttons(
                Choice("on", ENTER, msg("Next field")),
                Choice("take", DO_IT, msg("Read it so")),
                Choice("cancel", ESCAPE, msg("Not now")),
            )

    def on_mount(self) -> None:
        """The first field that nobody knows yet."""
        inputs = list(self.query(Input))
        next((one for one in inputs if not one.value), inputs[0]).focus()

    @property
    def unsaved(self) -> bool:
        """Whether something was written."""
        return any(self.query_one(f"#column-{name}", Input).value != self._start.get(name, "") for name in ASKED)

    @on(Input.Submitted)
    def action_on(self) -> None:
        """The next field; behind the last one, the button that takes everything."""
        self.focus_next()

    def action_take(self) -> None:
        """Take what is written; indicator and target cannot stay blank."""
        values = {name: one_line(self.query_one(f"#column-{name}", Input).value) for name in ASKED}
        for name in ("tier3", "target"):
            if not values[name]:
                self.query_one(f"#column-{name}", Input).focus()
                return
        labels = mapping.fields()
        self.dismiss(tuple(f"{labels[name]}={value}" for name, value in values.items() if value))
